import { IconDownload } from "@tabler/icons-react";
import { useMemo, useState } from "react";
import { troubleOf } from "../../api/client.ts";
import { useWork } from "../../shell/context.ts";
import { Button } from "../../ui/Button.tsx";
import { Chip } from "../../ui/Chip.tsx";
import { ConfirmDialog } from "../../ui/ConfirmDialog.tsx";
import { useFormats } from "../../ui/formats.ts";
import type { Column } from "../../ui/grid/columns.ts";
import { DataGrid } from "../../ui/grid/DataGrid.tsx";
import { Empty, ErrorState } from "../../ui/States.tsx";
import { toast } from "../../ui/toast.ts";
import { useT } from "../../words/words.ts";
import styles from "./print.module.css";
import { type Batch, jobFileHref, useBatches, useVoidCodes } from "./queries.ts";

/** What was printed, newest first; the file of a batch is fetched from here. */
export function BatchList({ organization }: { organization: number | undefined }) {
  const t = useT();
  const batches = useBatches(organization);
  const [ending, setEnding] = useState<Batch>();
  const end = useVoidCodes();
  const columns = useBatchColumns(setEnding);
  const trouble = troubleOf(batches.error);
  return (
    <section aria-labelledby="batches" className={styles["batches"]}>
      <h2 id="batches">{t("receipts.batches")}</h2>
      {trouble ? (
        <ErrorState of={trouble} onRetry={() => void batches.refetch()} />
      ) : (
        <div className={styles["list"]}>
          <DataGrid
            label={t("receipts.batches")}
            columns={columns}
            rows={batches.data?.batches ?? NONE}
            rowKey={keyOf}
            isLoading={batches.isPending}
            emptyState={<Empty title={t("receipts.noBatches")}>{t("receipts.noBatchesHow")}</Empty>}
          />
        </div>
      )}
      <ConfirmDialog
        isOpen={ending !== undefined}
        title={t("access.codesVoidAsk", { waiting: ending?.slips?.waiting ?? 0, batch: ending?.id ?? 0 })}
        confirmLabel={t("access.void")}
        isDangerous
        pending={end.isPending}
        refusal={troubleOf(end.error)}
        onClose={() => setEnding(undefined)}
        onConfirm={() => {
          if (!ending) return;
          end.mutate(ending.id, {
            onSuccess: ({ voided }) => {
              setEnding(undefined);
              toast({ kind: "ok", text: t("access.codesVoided", { voided }) });
            },
          });
        }}
      >
        {t("access.codesVoidAbout")}
      </ConfirmDialog>
    </section>
  );
}

const NONE: readonly Batch[] = [];
const keyOf = ({ id }: Batch): string => String(id);

function useBatchColumns(onEnd: (batch: Batch) => void): readonly Column<Batch>[] {
  const t = useT();
  const formats = useFormats();
  const { organizations, may } = useWork();
  const mayFetch = may("jobs.files");
  const mayLetIn = may("residents.let_in");
  return useMemo((): Column<Batch>[] => {
    const nameOf = (batch: Batch): string =>
      organizations.find(({ id }) => id === batch.organization)?.name ?? String(batch.organization);
    return [
      { id: "id", header: t("receipts.batch"), align: "num", width: 84, cell: ({ id }) => formats.count(id) },
      { id: "organization", header: t("receipts.organization"), minWidth: 180, cell: nameOf, textOf: nameOf },
      {
        id: "period",
        header: t("receipts.month"),
        width: 132,
        cell: ({ period }) => formats.period(period),
        timeOf: ({ period }) => period,
      },
      {
        id: "receipts",
        header: t("receipts.receipts"),
        align: "num",
        width: 108,
        cell: ({ receipts }) => (receipts === undefined ? "—" : formats.count(receipts)),
      },
      {
        id: "started",
        header: t("receipts.started"),
        width: 140,
        cell: ({ startedAt }) => formats.instant(startedAt),
        timeOf: ({ startedAt }) => startedAt,
      },
      {
        id: "state",
        header: t("receipts.state"),
        width: 148,
        cell: ({ receipts }) => (
          <Chip state={receipts === undefined ? "mute" : "ok"}>
            {t(receipts === undefined ? "receipts.unfinished" : "receipts.ready")}
          </Chip>
        ),
        textOf: ({ receipts }) => t(receipts === undefined ? "receipts.unfinished" : "receipts.ready"),
      },
      {
        id: "codes",
        header: t("access.codes"),
        width: 250,
        cell: (batch) =>
          batch.slips ? (
            <>
              {t("access.codesUsed", {
                used: formats.count(batch.slips.used),
                printed: formats.count(batch.slips.printed),
              })}{" "}
              {mayLetIn && batch.slips.waiting > 0 && (
                <Button kind="ghost" onClick={() => onEnd(batch)}>
                  {t("access.codesVoid", { waiting: formats.count(batch.slips.waiting) })}
                </Button>
              )}
            </>
          ) : (
            <span className="t3">—</span>
          ),
        textOf: ({ slips }) => (slips ? `${slips.used}/${slips.printed}` : ""),
      },
      {
        id: "file",
        header: t("receipts.file"),
        width: 176,
        cell: ({ job, receipts, id }) =>
          job !== undefined && receipts !== undefined && mayFetch ? (
            <a
              href={jobFileHref(job)}
              download
              tabIndex={-1}
              aria-label={t("receipts.downloadOf", { batch: id })}
            >
              <IconDownload size={14} aria-hidden /> {t("receipts.download")}
            </a>
          ) : (
            <span className="t3">
              {t(receipts === undefined ? "receipts.noFile" : "receipts.fileElsewhere")}
            </span>
          ),
        textOf: ({ fileName }) => fileName ?? "",
      },
    ];
  }, [t, formats, organizations, mayFetch, mayLetIn, onEnd]);
}
