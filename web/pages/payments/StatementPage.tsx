import { useParams } from "@tanstack/react-router";
import { IconDownload } from "@tabler/icons-react";
import { useMemo } from "react";
import { troubleOf } from "../../api/client.ts";
import { paths } from "../../paths.ts";
import { useAddress } from "../../shell/address.ts";
import { Go } from "../../shell/Go.tsx";
import { Chip } from "../../ui/Chip.tsx";
import { useFormats } from "../../ui/formats.ts";
import type { Column } from "../../ui/grid/columns.ts";
import { DataGrid } from "../../ui/grid/DataGrid.tsx";
import { Page } from "../../ui/Page.tsx";
import { SidePanel } from "../../ui/SidePanel.tsx";
import { Empty, ErrorState, LoadingRows } from "../../ui/States.tsx";
import { useT } from "../../words/words.ts";
import { ChooseRegistries } from "./ChooseRegistries.tsx";
import styles from "./reconcile.module.css";
import { type StatementLine, useStatement } from "./reconcile-queries.ts";
import { StatementState } from "./StatementsPage.tsx";

/** A statement's lines, and what became of each; a line opens beside the list with all that the bank told of it. */
export function StatementPage() {
  const t = useT();
  const formats = useFormats();
  const { statement = "" } = useParams({ strict: false }) as { statement?: string };
  const { query, set } = useAddress();
  const card = useStatement(statement);
  const columns = useLineColumns();
  const trouble = troubleOf(card.error);
  const { data } = card;
  const opened = data?.lines.find(({ line }) => line === query["line"]);
  const open = (row: StatementLine): void =>
    set({ line: row.line }, query["line"] === undefined ? "push" : "replace");
  return (
    <Page
      title={data ? t("statements.one", { day: formats.day(data.to) }) : t("statements.title")}
      crumbs={<Go to={paths.statements()}>{t("statements.title")}</Go>}
      marks={data ? <StatementState of={data} /> : undefined}
      subtitle={
        data
          ? t("statements.balances", {
              account: data.account,
              opening: data.opening === undefined ? "—" : formats.money(data.opening),
              credited: formats.money(data.credited),
              debited: formats.money(data.debited),
              closing: data.closing === undefined ? "—" : formats.money(data.closing),
            })
          : undefined
      }
      actions={
        data ? (
          <a className={styles["file"]} href={`/api/statements/${statement}/file`} download>
            <IconDownload size={16} aria-hidden /> {data.fileName}
          </a>
        ) : undefined
      }
    >
      {trouble ? (
        <ErrorState of={trouble} onRetry={() => void card.refetch()} />
      ) : data ? (
        <div className={styles["list"]}>
          <DataGrid
            label={t("statements.lines")}
            columns={columns}
            rows={data.lines}
            rowKey={({ line }) => line}
            onOpen={open}
            onPeek={open}
            emptyState={<Empty title={t("statements.noLines")}>{t("statements.noLinesWhy")}</Empty>}
          />
        </div>
      ) : (
        <LoadingRows rows={10} columns={5} />
      )}
      {opened ? <LinePanel line={opened} onClose={() => set({ line: undefined })} /> : null}
    </Page>
  );
}

const STATE_OF = {
  registry: "ok",
  payment: "ok",
  own: "mute",
  return: "mute",
  awaiting: "warn",
  held: "info",
} as const;

function LinePanel({ line, onClose }: { line: StatementLine; onClose: () => void }) {
  const t = useT();
  const { money, day } = useFormats();
  const facts: readonly (readonly [name: string, value: string])[] = [
    [t("statements.date"), day(line.date)],
    [t("statements.number"), line.number],
    [t("statements.counterparty"), line.counterparty.name],
    [t("statements.inn"), line.counterparty.inn],
    [t("statements.account"), line.counterparty.account],
    [t("statements.bic"), line.counterparty.bic],
    [t("statements.purpose"), line.purpose],
  ];
  return (
    <SidePanel
      title={t(line.direction === "in" ? "statements.lineIn" : "statements.lineOut", {
        amount: money(line.amount),
      })}
      keys={[["Escape", t("ui.close")]]}
      onClose={onClose}
    >
      <dl className={styles["facts"]}>
        {facts
          .filter(([, value]) => value !== "")
          .map(([name, value]) => (
            <div key={name}>
              <dt>{name}</dt>
              <dd>{value}</dd>
            </div>
          ))}
      </dl>
      <h3 className={styles["section"]}>{t("statements.becameOf")}</h3>
      {line.outcomes.length === 0 ? (
        <p className="t2">{t("statements.outKept")}</p>
      ) : (
        <ul className={styles["differences"]}>
          {line.outcomes.map((one, at) => (
            <li key={`${one.kind} ${at}`}>
              <div className={styles["pair"]}>
                <Chip state={STATE_OF[one.kind]}>{t(`statements.outcome.${one.kind}`)}</Chip>
                <span className="num">{money(one.amount)}</span>
              </div>
              <div className="t2">
                {t(`statements.reason.${one.reason}` as "statements.reason.no_account")}
                {one.document === undefined ? null : ` · ${one.document}`}
                {one.number === undefined ? null : (
                  <>
                    {" · "}
                    <Go to={paths.account(one.number, { tab: "payments" })}>{one.number}</Go>
                  </>
                )}
              </div>
            </li>
          ))}
        </ul>
      )}
      {line.outcomes[0]?.kind === "awaiting" ? <ChooseRegistries line={line} /> : null}
      <h3 className={styles["section"]}>{t("statements.raw")}</h3>
      <pre className={styles["raw"]}>{line.raw}</pre>
    </SidePanel>
  );
}

function useLineColumns(): readonly Column<StatementLine>[] {
  const t = useT();
  const formats = useFormats();
  return useMemo(
    (): Column<StatementLine>[] => [
      { id: "number", header: t("statements.number"), width: 84, cell: (row) => row.number },
      {
        id: "in",
        header: t("statements.credited"),
        align: "num",
        width: 116,
        cell: (row) => (row.direction === "in" ? formats.money(row.amount) : ""),
        sumOf: (row) => (row.direction === "in" ? BigInt(row.amount) : undefined),
      },
      {
        id: "out",
        header: t("statements.debited"),
        align: "num",
        width: 116,
        cell: (row) => (row.direction === "out" ? formats.money(row.amount) : ""),
        sumOf: (row) => (row.direction === "out" ? BigInt(row.amount) : undefined),
      },
      {
        id: "counterparty",
        header: t("statements.counterparty"),
        minWidth: 150,
        cell: (row) => row.counterparty.name,
      },
      {
        id: "purpose",
        header: t("statements.purpose"),
        minWidth: 200,
        grow: 1.8,
        cell: (row) => row.purpose,
      },
      {
        id: "outcome",
        header: t("statements.becameOf"),
        minWidth: 200,
        cell: (row) => <Outcome of={row} />,
        textOf: (row) => row.outcomes.map(({ kind }) => t(`statements.outcome.${kind}`)).join(", "),
      },
    ],
    [t, formats],
  );
}

/** In one cell: the first outcome, and how many more there are. */
function Outcome({ of }: { of: StatementLine }) {
  const t = useT();
  const [first, ...more] = of.outcomes;
  if (!first) return <span className="t3">{t("statements.kept")}</span>;
  return (
    <>
      <Chip state={STATE_OF[first.kind]}>{t(`statements.outcome.${first.kind}`)}</Chip>
      {more.length === 0 ? null : <span className="t3"> +{more.length}</span>}
    </>
  );
}
