import { IconPlus } from "@tabler/icons-react";
import { useMemo, useState } from "react";
import { troubleOf } from "../../api/client.ts";
import { paths } from "../../paths.ts";
import { useWork } from "../../shell/context.ts";
import { Go, useGo } from "../../shell/Go.tsx";
import { Button } from "../../ui/Button.tsx";
import { Chip } from "../../ui/Chip.tsx";
import { useFormats } from "../../ui/formats.ts";
import type { Column } from "../../ui/grid/columns.ts";
import { DataGrid } from "../../ui/grid/DataGrid.tsx";
import { useHotkeys } from "../../ui/hotkeys.ts";
import { Page } from "../../ui/Page.tsx";
import { Refusal } from "../../ui/Refusal.tsx";
import { ErrorState } from "../../ui/States.tsx";
import { useWords } from "../../words/words.ts";
import { FilePick } from "./FilePick.tsx";
import { type ProfileSummary, useDetect, useProfiles } from "./queries.ts";
import styles from "./registers.module.css";

/** How the files of banks and agents are read: the product's profiles and the center's own. */
export function ProfilesPage() {
  const { t, language } = useWords();
  const go = useGo();
  const { may } = useWork();
  const profiles = useProfiles(language);
  const columns = useProfileColumns();
  const trouble = troubleOf(profiles.error);
  const mayNot = may("gateways.profiles") ? undefined : t("registers.notAllowed");
  const write = (): void => go(paths.newRegisterProfile());
  useHotkeys(mayNot === undefined ? [{ keys: "Insert", label: t("registers.new"), run: write }] : []);
  return (
    <Page
      title={t("registers.title")}
      subtitle={t("registers.subtitle")}
      crumbs={may("registers.read") ? <Go to={paths.registers()}>{t("files.title")}</Go> : undefined}
      actions={
        <Button
          kind="primary"
          hotkey="Insert"
          icon={<IconPlus size={16} aria-hidden />}
          disabledReason={mayNot}
          onClick={write}
        >
          {t("registers.new")}
        </Button>
      }
    >
      {trouble ? (
        <ErrorState of={trouble} onRetry={() => void profiles.refetch()} />
      ) : (
        <div className={styles.list}>
          <WhichProfile />
          <DataGrid
            label={t("registers.title")}
            columns={columns}
            rows={profiles.data?.profiles ?? []}
            rowKey={keyOf}
            density="roomy"
            onOpen={(row) => go(paths.registerProfile(row.code))}
            isLoading={profiles.isPending}
          />
        </div>
      )}
    </Page>
  );
}

const keyOf = ({ code }: ProfileSummary): string => code;

/** A file that came from somewhere: which of the profiles read it, and why the others do not. */
function WhichProfile() {
  const { t } = useWords();
  const detecting = useDetect();
  const [name, setName] = useState<string>();
  const found = detecting.data?.candidates;
  return (
    <section className={styles.which} aria-label={t("registers.which")}>
      <FilePick
        label={t("registers.which")}
        name={name}
        onPick={(file) => {
          setName(file.name);
          detecting.mutate(file);
        }}
      />
      {detecting.error && <Refusal of={detecting.error} />}
      {found && (
        <div role="status" className={styles.candidates}>
          {found.length === 0 && <p>{t("registers.noneFits")}</p>}
          {found.slice(0, 4).map((one) => (
            <p key={one.code} className={styles.candidate}>
              <Chip state={one.reads ? "ok" : "warn"}>
                {t(one.reads ? "registers.readsIt" : "registers.readsNot")}
              </Chip>
              <Go to={paths.registerProfile(one.code)}>{one.title}</Go>
              <span className="t2">{one.reasons.join(" ")}</span>
            </p>
          ))}
        </div>
      )}
    </section>
  );
}

function useProfileColumns(): readonly Column<ProfileSummary>[] {
  const { t } = useWords();
  const formats = useFormats();
  return useMemo(
    (): Column<ProfileSummary>[] => [
      {
        id: "title",
        header: t("registers.column.title"),
        minWidth: 260,
        grow: 3,
        cell: ({ title, code }) => (
          <span className={styles.two}>
            <Go to={paths.registerProfile(code)} tabIndex={-1} className="cut">
              {title}
            </Go>
            <span className="label t3 cut">{code}</span>
          </span>
        ),
        textOf: ({ title, code }) => `${title} (${code})`,
      },
      {
        id: "kind",
        header: t("registers.column.kind"),
        width: 184,
        cell: ({ kind }) => t(`registers.kind.${kind}`),
      },
      {
        id: "direction",
        header: t("registers.column.direction"),
        width: 130,
        cell: ({ direction }) => t(`registers.direction.${direction}`),
      },
      {
        id: "version",
        header: t("registers.column.version"),
        align: "num",
        width: 80,
        cell: ({ version }) => version,
      },
      {
        id: "whose",
        header: t("registers.column.whose"),
        minWidth: 170,
        cell: ({ isOwn, author, validFrom }) =>
          isOwn ? (
            <span className={styles.two}>
              <span className="cut">{author}</span>
              <span className="label t3">
                {validFrom === undefined ? "" : t("registers.validFrom", { day: formats.day(validFrom) })}
              </span>
            </span>
          ) : (
            <span className="t3">{t("registers.ofProduct")}</span>
          ),
        textOf: ({ isOwn, author }) => (isOwn ? (author ?? "") : t("registers.ofProduct")),
      },
    ],
    [t, formats],
  );
}
