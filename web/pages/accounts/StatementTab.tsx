import { IconCheck } from "@tabler/icons-react";
import { useMemo } from "react";
import { addMonths, type Period } from "#core/period";
import { troubleOf } from "../../api/client.ts";
import { Go } from "../../shell/Go.tsx";
import { useWork } from "../../shell/context.ts";
import { DataGrid } from "../../ui/grid/DataGrid.tsx";
import type { Column } from "../../ui/grid/columns.ts";
import type { Expansion } from "../../ui/grid/useGridItems.ts";
import { useFormats } from "../../ui/formats.ts";
import { Segmented } from "../../ui/Segmented.tsx";
import { Empty, ErrorState } from "../../ui/States.tsx";
import { toast } from "../../ui/toast.ts";
import { useT } from "../../words/words.ts";
import styles from "./account.module.css";
import type { CardAddress } from "./card-address.ts";
import { LineName } from "./LineName.tsx";
import { type Card, useLoadServices, useStatement, useStatementServices } from "./queries.ts";
import {
  effectOf,
  isUnequal,
  lineRows,
  monthRows,
  providerRows,
  serviceRows,
  type StatementRow,
  type Sums,
  totalOf,
} from "./statement-rows.ts";

const SPANS = { "13": 12, "36": 35, all: 240 } as const;
type SpanName = keyof typeof SPANS;

/** One row a month, newest first; beneath it services or providers, beneath those the documents. */
export function StatementTab({ card, address }: { card: Card; address: CardAddress }) {
  const t = useT();
  const formats = useFormats();
  const { money, quantity, period: writePeriod } = formats;
  const { today } = useWork();
  const span: SpanName =
    address.query["span"] === "36" || address.query["span"] === "all" ? address.query["span"] : "13";
  const by = address.query["by"] === "provider" ? "provider" : "service";
  const to = (card.on < today ? card.on : today).slice(0, 7) as Period;
  const statement = useStatement(card.number, { from: addMonths(to, -SPANS[span]), to });
  // The newest month stands open at once: its services are asked for beside the months, so that no row jumps.
  const open = useStatementServices(card.number, to);
  const load = useLoadServices(card.number);
  const rows = useMemo(() => monthRows(statement.data?.months ?? []), [statement.data]);
  const { explained, document } = address;
  // Most accounts have neither: a column of dashes would only push the others together.
  const total = totalOf(statement.data?.months ?? []);
  const hasBenefits = (statement.data?.months ?? []).some((month) => BigInt(month.benefits) !== 0n);
  const hasPenalties = (statement.data?.months ?? []).some((month) => BigInt(month.penalties) !== 0n);
  const columns = useMemo((): Column<StatementRow>[] => {
    const sum = (name: keyof Sums, header: string, isMovement = true): Column<StatementRow> => ({
      id: name,
      header,
      align: "num",
      width: 100,
      cell: (row) => {
        if (row.kind === "line") return lineSum(row, name);
        const value = row.sums[name];
        const text = value === 0n && isMovement && row.kind !== "month" ? "—" : money(value);
        const body = value === 0n ? <span className={styles["zero"]}>{text}</span> : text;
        return row.kind === "service" &&
          row.code !== "" &&
          row.code !== "ADVANCE" &&
          (name === "charged" || name === "penalties") &&
          value !== 0n ? (
          <Go to={explained(row.period, row.code)} className={styles["quiet"]}>
            {body}
          </Go>
        ) : (
          body
        );
      },
      sumOf: (row) => (row.kind === "month" ? row.sums[name] : undefined),
    });
    const lineSum = (row: LineRow, name: keyof Sums) =>
      columnOfLine(row) === name ? (
        <Go to={document(row.line.document)} className={styles["quiet"]}>
          {money(effectOf(row.line))}
        </Go>
      ) : null;
    return [
      {
        id: "name",
        header: t("accounts.month"),
        minWidth: 220,
        cell: (row) => {
          if (row.kind === "month") return capital(writePeriod(row.period));
          if (row.kind === "line") return <LineName line={row.line} />;
          return (
            <>
              {row.name}{" "}
              {row.volume === 0n ? null : (
                <span className={styles["unit"]}>
                  {quantity(row.volume)}
                  {row.unit === undefined ? "" : ` ${t.of("accounts.unit", row.unit)}`}
                </span>
              )}
            </>
          );
        },
        textOf: (row) =>
          row.kind === "month" ? row.period : row.kind === "service" ? row.name : row.line.document,
        timeOf: (row) => (row.kind === "month" ? row.period : undefined),
      },
      sum("opening", t("accounts.opening"), false),
      sum("charged", t("accounts.charged")),
      sum("recalculated", t("accounts.recalculated")),
      ...(hasBenefits ? [sum("benefits", t("accounts.benefits"))] : []),
      ...(hasPenalties ? [sum("penalties", t("accounts.penalties"))] : []),
      sum("paid", t("accounts.paid")),
      sum("closing", t("accounts.closing"), false),
      {
        id: "check",
        header: t("accounts.check"),
        width: 72,
        cell: (row) => (row.kind === "line" ? null : <Check sums={row.sums} />),
        textOf: (row) => (row.kind === "line" ? "" : isUnequal(row.sums) ? "≠" : "="),
      },
    ];
  }, [t, money, quantity, writePeriod, explained, document, hasBenefits, hasPenalties]);
  const newest = rows[0]?.key;
  const expand = useMemo(
    (): Expansion<StatementRow> => ({
      canExpand: (row) => row.kind === "month" || (row.kind === "service" && row.lines.length > 0),
      load: async (row) => {
        if (row.kind === "service") return lineRows(row);
        const month = await load(row.period);
        return by === "provider" ? providerRows(month) : serviceRows(month);
      },
      onFailed: (error) => toast({ kind: "danger", text: troubleOf(error)?.message || t("ui.offline") }),
      isOpenFirst: (row) => row.key === newest,
      isByEnter: (row, column) => row.kind === "month" || column === "name",
      version: statement.dataUpdatedAt,
    }),
    [load, by, newest, statement.dataUpdatedAt, t],
  );
  const trouble = troubleOf(statement.error);
  if (trouble && !statement.data) return <ErrorState of={trouble} onRetry={() => void statement.refetch()} />;
  return (
    <>
      <div className={`${styles["bar"]} noprint`}>
        <Segmented
          label={t("accounts.by")}
          value={by}
          onChange={(value) => address.set({ by: value === "service" ? undefined : value })}
          options={[
            { value: "service", label: t("accounts.byService") },
            { value: "provider", label: t("accounts.byProvider") },
          ]}
        />
        <span className="spread" />
        <Segmented
          label={t("accounts.span")}
          value={span}
          onChange={(value) => address.set({ span: value === "13" ? undefined : value })}
          options={[
            { value: "13", label: t("accounts.span13") },
            { value: "36", label: t("accounts.span36") },
            { value: "all", label: t("accounts.spanAll") },
          ]}
        />
      </div>
      <div className={styles["fill"]}>
        <DataGrid
          key={by}
          label={t("accounts.tab.statement")}
          columns={columns}
          rows={rows}
          rowKey={keyOfRow}
          expand={expand}
          isSelectable
          isLoading={statement.isPending || open.isPending}
          onOpen={(row, column) => {
            if (row.kind === "service" && row.code !== "" && row.code !== "ADVANCE" && column !== "paid")
              address.set({ why: `${row.period}.${row.code}`, panel: undefined }, "push");
            else if (row.kind === "line")
              address.set({ panel: `document:${row.line.document}`, why: undefined }, "push");
          }}
          {...(total
            ? {
                footer: {
                  name: t("accounts.months", { count: rows.length }),
                  opening: money(total.opening),
                  charged: money(total.charged),
                  recalculated: money(total.recalculated),
                  ...(hasBenefits ? { benefits: money(total.benefits) } : {}),
                  ...(hasPenalties ? { penalties: money(total.penalties) } : {}),
                  paid: money(total.paid),
                  closing: money(total.closing),
                  check: <Check sums={total} />,
                },
              }
            : {})}
          emptyState={<Empty title={t("accounts.noStatement")}>{t("accounts.noStatementHow")}</Empty>}
        />
      </div>
    </>
  );
}

type LineRow = Extract<StatementRow, { kind: "line" }>;
const keyOfRow = (row: StatementRow): string => row.key;
const capital = (text: string): string => text.charAt(0).toLocaleUpperCase() + text.slice(1);

/** Where a line of a document stands among the sums of its month. */
function columnOfLine({ period, line: { kind, chargedFor } }: LineRow): keyof Sums {
  if (kind === "payment" || kind === "payment_to_advance" || kind === "advance_used") return "paid";
  if (kind === "benefit") return "benefits";
  if (kind === "penalty") return "penalties";
  return (kind === "charge" || kind === "excess") && chargedFor === period ? "charged" : "recalculated";
}

/** Opening and movements against the closing: a sign and a word, not a colour alone. */
function Check({ sums }: { sums: Sums }) {
  const t = useT();
  return isUnequal(sums) ? (
    <span className={styles["unequal"]}>≠ {t("accounts.unequal")}</span>
  ) : (
    <span className={styles["equal"]}>
      <IconCheck size={16} role="img" aria-label={t("accounts.equal")} />
    </span>
  );
}
