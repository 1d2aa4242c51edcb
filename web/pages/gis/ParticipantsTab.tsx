import { useMemo } from "react";
import { troubleOf } from "../../api/client.ts";
import { useAddress } from "../../shell/address.ts";
import { useWork } from "../../shell/context.ts";
import { Chip } from "../../ui/Chip.tsx";
import { useFormats } from "../../ui/formats.ts";
import type { Column } from "../../ui/grid/columns.ts";
import { DataGrid } from "../../ui/grid/DataGrid.tsx";
import { Empty, ErrorState } from "../../ui/States.tsx";
import { useT } from "../../words/words.ts";
import { type Standing, useStandings } from "./queries.ts";
import { StandingPanel } from "./StandingPanel.tsx";
import styles from "./gis.module.css";

/** Each company: what the system knows of it, and the next step. */
export function ParticipantsTab() {
  const t = useT();
  const { organization } = useWork();
  const { query, set } = useAddress();
  const standings = useStandings();
  const columns = useColumns();
  const rows = (standings.data?.participants ?? []).filter(
    (one) => organization === undefined || one.organization === organization.id,
  );
  const opened = rows.find((one) => String(one.organization) === query["company"]);
  const trouble = troubleOf(standings.error);
  const open = (row: Standing): void =>
    set({ company: row.organization }, opened === undefined ? "push" : "replace");
  if (trouble) return <ErrorState of={trouble} onRetry={() => void standings.refetch()} />;
  return (
    <div className={styles["place"]}>
      <div className={styles["list"]}>
        <DataGrid
          label={t("gis.tab.participants")}
          columns={columns}
          rows={rows}
          rowKey={(row) => String(row.organization)}
          isLoading={standings.isPending}
          onOpen={open}
          onPeek={open}
          emptyState={<Empty title={t("gis.noCompanies")}>{t("gis.noCompaniesHow")}</Empty>}
        />
      </div>
      {opened === undefined ? null : (
        <StandingPanel key={opened.organization} of={opened} onClose={() => set({ company: undefined })} />
      )}
    </div>
  );
}

function useColumns(): readonly Column<Standing>[] {
  const t = useT();
  const { count } = useFormats();
  return useMemo((): Column<Standing>[] => {
    const part = ({ known, total }: { known: number; total: number }): string =>
      t("gis.part", { known: count(known), total: count(total) });
    return [
      {
        id: "name",
        header: t("gis.company"),
        minWidth: 180,
        grow: 1.4,
        cell: (row) => <span className="strong">{row.name}</span>,
        textOf: (row) => row.name,
      },
      {
        id: "kind",
        header: t("gis.accountKind"),
        minWidth: 120,
        cell: (row) => (row.accountKind === undefined ? "—" : t(`gis.kind.${row.accountKind}`)),
      },
      { id: "houses", header: t("gis.houses"), align: "num", width: 104, cell: (row) => part(row.houses) },
      {
        id: "premises",
        header: t("gis.premises"),
        align: "num",
        width: 104,
        cell: (row) => count(row.premises),
      },
      {
        id: "accounts",
        header: t("gis.accounts"),
        align: "num",
        width: 130,
        cell: (row) => part(row.accounts),
      },
      {
        id: "documents",
        header: t("gis.documents"),
        align: "num",
        width: 112,
        cell: (row) => count(row.documents),
      },
      {
        id: "unanswered",
        header: t("gis.unanswered"),
        align: "num",
        width: 112,
        cell: (row) => (row.unanswered === 0 ? "" : count(row.unanswered)),
      },
      {
        id: "next",
        header: t("gis.nextStep"),
        minWidth: 190,
        grow: 1,
        cell: (row) => (
          <Chip state={row.next === "none" ? "ok" : row.next === "answers" ? "info" : "warn"}>
            {t(`gis.next.${row.next}`)}
          </Chip>
        ),
        textOf: (row) => t(`gis.next.${row.next}`),
      },
    ];
  }, [t, count]);
}
