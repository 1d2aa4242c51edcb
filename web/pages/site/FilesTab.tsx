import { useMemo, useState } from "react";
import { troubleOf } from "../../api/client.ts";
import { useWork } from "../../shell/context.ts";
import { Button } from "../../ui/Button.tsx";
import { ConfirmDialog } from "../../ui/ConfirmDialog.tsx";
import { useFormats } from "../../ui/formats.ts";
import type { Column } from "../../ui/grid/columns.ts";
import { DataGrid } from "../../ui/grid/DataGrid.tsx";
import { Refusal } from "../../ui/Refusal.tsx";
import { Select } from "../../ui/Select.tsx";
import { Empty } from "../../ui/States.tsx";
import { TextInput } from "../../ui/TextInput.tsx";
import { toast } from "../../ui/toast.ts";
import { useT } from "../../words/words.ts";
import { FileButton } from "../gis/FileButton.tsx";
import { FILE_KINDS, type Site, type SiteFile, useAddFile, useRemoveFile } from "./queries.ts";
import styles from "./site.module.css";

export const PICTURES = ".png,.jpg,.jpeg,.webp";
const FILES = `.pdf,.docx,.xlsx,${PICTURES}`;

/** Documents and reports that everybody may save. */
export function FilesTab({ site }: { site: Site }) {
  const t = useT();
  const { may } = useWork();
  const [kind, setKind] = useState<(typeof FILE_KINDS)[number]>("document");
  const [title, setTitle] = useState("");
  const [leaving, setLeaving] = useState<SiteFile>();
  const add = useAddFile(site.organization);
  const remove = useRemoveFile();
  const trouble = troubleOf(add.error);
  const disabledReason = may("site.write") ? undefined : t("company.noRight");
  const columns = useColumns(site, disabledReason, setLeaving);
  return (
    <div className={styles["place"]}>
      <div className={styles["bar"]}>
        <Select
          label={t("company.kind")}
          name="kind"
          value={kind}
          onChange={(value) => setKind(value ?? "document")}
          options={FILE_KINDS.map((value) => ({ value, label: t(`company.file.${value}`) }))}
        />
        <div className={styles["wide"]}>
          <TextInput
            label={t("company.fileTitle")}
            name="title"
            lengthMax={200}
            value={title}
            onChange={setTitle}
            placeholder={t("company.fileTitleHint")}
          />
        </div>
        <FileButton
          label={t("company.addFile")}
          accept={FILES}
          pending={add.isPending}
          disabledReason={disabledReason}
          onPick={(file) =>
            add.mutate(
              { kind, title, file },
              {
                onSuccess: (added) => {
                  setTitle("");
                  toast({ kind: "ok", text: t("company.fileAdded", { title: added.title }) });
                },
              },
            )
          }
        />
      </div>
      {trouble ? (
        <div className={styles["bar"]}>
          <Refusal of={trouble} />
        </div>
      ) : null}
      <div className={styles["list"]}>
        <DataGrid
          label={t("company.tab.files")}
          columns={columns}
          rows={site.files.filter((file) => file.kind !== "logo")}
          rowKey={(row) => String(row.id)}
          emptyState={<Empty title={t("company.noFiles")}>{t("company.noFilesHow")}</Empty>}
        />
      </div>
      <ConfirmDialog
        isOpen={leaving !== undefined}
        title={t("company.removeFile")}
        confirmLabel={t("company.remove")}
        isDangerous
        pending={remove.isPending}
        refusal={troubleOf(remove.error)}
        onClose={() => setLeaving(undefined)}
        onConfirm={() => {
          if (leaving) remove.mutate(leaving.id, { onSuccess: () => setLeaving(undefined) });
        }}
      >
        {t("company.removeAsk", { title: leaving?.title ?? "" })}
      </ConfirmDialog>
    </div>
  );
}

function useColumns(
  site: Site,
  disabledReason: string | undefined,
  onRemove: (file: SiteFile) => void,
): readonly Column<SiteFile>[] {
  const t = useT();
  const { day, count } = useFormats();
  return useMemo(
    (): Column<SiteFile>[] => [
      {
        id: "title",
        header: t("company.fileTitle"),
        cell: (row) => (
          <a href={`${site.address}/files/${row.id}/${encodeURIComponent(row.name)}`} download>
            {row.title}
          </a>
        ),
        textOf: (row) => row.title,
        grow: 3,
        minWidth: 180,
      },
      { id: "kind", header: t("company.kind"), cell: (row) => t(`company.file.${row.kind}`), width: 110 },
      {
        id: "size",
        header: t("company.size"),
        cell: (row) => count(Math.max(1, Math.round(row.size / 1024))),
        align: "num",
        width: 100,
      },
      {
        id: "day",
        header: t("company.added"),
        cell: (row) => day(row.addedOn),
        timeOf: (row) => row.addedOn,
        width: 110,
      },
      {
        id: "remove",
        header: "",
        cell: (row) => (
          <Button disabledReason={disabledReason} onClick={() => onRemove(row)}>
            {t("company.remove")}
          </Button>
        ),
        textOf: () => "",
        width: 120,
      },
    ],
    [t, day, count, site.address, disabledReason, onRemove],
  );
}
