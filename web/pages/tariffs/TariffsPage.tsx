import { lazy, Suspense, useMemo } from "react";
import { Offline, Problem } from "../../api/client.ts";
import { paths } from "../../paths.ts";
import { useAddress } from "../../shell/address.ts";
import { useWork } from "../../shell/context.ts";
import { Go } from "../../shell/Go.tsx";
import { DateInput } from "../../ui/DateInput.tsx";
import { useFormats } from "../../ui/formats.ts";
import type { Column } from "../../ui/grid/columns.ts";
import { DataGrid } from "../../ui/grid/DataGrid.tsx";
import { Page } from "../../ui/Page.tsx";
import { ErrorState } from "../../ui/States.tsx";
import { useWords } from "../../words/words.ts";
import { LevelMark } from "./LevelMark.tsx";
import { measureOf } from "./measure.ts";
import {
  type Kind,
  type Level,
  type MatrixCell,
  type MatrixColumn,
  type MatrixLine,
  type Owner,
  type Parameter,
  useMatrix,
} from "./queries.ts";
import styles from "./TariffsPage.module.css";

/** With its forms: fetched when a cell is opened. */
const TimelinePanel = lazy(async () => ({ default: (await import("./TimelinePanel.tsx")).TimelinePanel }));

export const TariffsPage = () => <MatrixPage kind="rates" />;
export const NormsPage = () => <MatrixPage kind="norms" />;

interface Row {
  readonly key: string;
  readonly column: MatrixColumn;
  /** By the key of the object. */
  readonly cells: ReadonlyMap<string, MatrixCell>;
}

const LEVELS: readonly Level[] = ["city", "organization", "building", "account"];
const keyOfLine = ({ level, organization, building, account }: MatrixLine): string =>
  [level, organization ?? "", building ?? "", account ?? ""].join(":");
const keyOfCell = (of: { readonly service: string; readonly parameter: string }): string =>
  `${of.service}|${of.parameter}`;

/** What each service goes by on a day, and whose value that is: services down, the city and its parts across. */
function MatrixPage({ kind }: { kind: Kind }) {
  const { t, language } = useWords();
  const formats = useFormats();
  const { today, organization } = useWork();
  const { query, set } = useAddress();
  const on = query["on"] ?? today;
  const building = query["building"] === undefined ? undefined : Number(query["building"]);
  const matrix = useMatrix({ kind, on, organization: organization?.id, building });
  const { data, error } = matrix;

  const lines = useMemo(
    () =>
      (data?.lines ?? []).filter(
        (line) =>
          line.level === "city" ||
          line.level === "organization" ||
          line.building === building ||
          line.cells.some(({ level }) => level === line.level),
      ),
    [data, building],
  );
  const rows = useMemo<readonly Row[]>(
    () =>
      (data?.columns ?? []).map((column) => ({
        key: keyOfCell(column),
        column,
        cells: new Map(
          lines.flatMap((line) => {
            const cell = line.cells.find((one) => keyOfCell(one) === keyOfCell(column));
            return cell ? [[keyOfLine(line), cell] as const] : [];
          }),
        ),
      })),
    [data, lines],
  );
  const columns = useMemo<Column<Row>[]>(
    () => [
      {
        id: "service",
        header: t("tariffs.service"),
        width: kind === "rates" ? 236 : 300,
        className: styles.name ?? "",
        cell: ({ column }) => (
          <span className={styles.service}>
            <span className="cut">{language === "ru" ? column.nameRu : column.nameEn}</span>
            <span className="label t3 cut">
              {kind === "norms" && `${t(`tariffs.parameter.${column.parameter}`)}, `}
              {measureOf(t, column.parameter, column.unit)}
            </span>
          </span>
        ),
        textOf: ({ column }) => (language === "ru" ? column.nameRu : column.nameEn),
      },
      ...lines.map(
        (line): Column<Row> => ({
          id: keyOfLine(line),
          header:
            line.level === "city"
              ? t("tariffs.city")
              : shortName(line, t("tariffs.accountOf", { number: line.name })),
          align: "num",
          width: 132,
          cell: ({ cells }) => <Cell cell={cells.get(keyOfLine(line))} line={line} />,
          textOf: ({ cells }) => {
            const cell = cells.get(keyOfLine(line));
            return cell ? formats.quantity(cell.value, 2) : "";
          },
        }),
      ),
    ],
    [t, language, formats, lines, kind],
  );
  const chosen = ownerIn(query);
  const service = query["service"];
  const open = (row: Row, columnId: string): void => {
    const line = lines.find((one) => keyOfLine(one) === columnId) ?? lines[0];
    if (!line) return;
    const { level, organization: company, building: house, account } = line;
    set({
      service: row.column.service,
      parameter: row.column.parameter,
      level,
      of: company,
      building: house ?? building,
      account,
    });
  };
  return (
    <Page
      title={t(kind === "rates" ? "tariffs.title" : "tariffs.norms")}
      subtitle={t("tariffs.subtitle", { day: formats.day(on) })}
      actions={
        <div className={styles.tools}>
          <nav className={styles.kinds} aria-label={t("tariffs.kinds")}>
            <Go
              to={paths.tariffs(on === today ? {} : { on })}
              aria-current={kind === "rates" ? "page" : undefined}
            >
              {t("tariffs.title")}
            </Go>
            <Go
              to={paths.norms(on === today ? {} : { on })}
              aria-current={kind === "norms" ? "page" : undefined}
            >
              {t("tariffs.norms")}
            </Go>
            <Go to={paths.penaltyRules()}>{t("tariffs.penalties")}</Go>
          </nav>
          <span className="t2">{t("tariffs.onDay")}</span>
          <div className={styles.day}>
            <DateInput
              label={t("tariffs.onDay")}
              isLabelHidden
              value={on}
              today={today}
              onChange={(day) => day !== undefined && set({ on: day === today ? undefined : day })}
            />
          </div>
        </div>
      }
    >
      {error instanceof Problem || error instanceof Offline ? (
        <ErrorState of={error} onRetry={() => void matrix.refetch()} />
      ) : (
        <div
          className={styles.body}
          data-open={service !== undefined && chosen !== undefined ? "" : undefined}
        >
          <div className={styles.grid}>
            <DataGrid
              label={t(kind === "rates" ? "tariffs.title" : "tariffs.norms")}
              columns={columns}
              rows={rows}
              rowKey={rowKey}
              density="roomy"
              isLoading={matrix.isPending}
              emptyState={t("tariffs.empty", { day: formats.day(on) })}
              onOpen={open}
            />
          </div>
          {service !== undefined && chosen && (
            <Suspense>
              <TimelinePanel
                key={JSON.stringify([service, query["parameter"], chosen])}
                service={service}
                parameter={(query["parameter"] ?? (kind === "rates" ? "rate" : "norm")) as Parameter}
                owner={chosen}
                on={on}
                onClose={() =>
                  set({
                    service: undefined,
                    parameter: undefined,
                    level: undefined,
                    of: undefined,
                    account: undefined,
                  })
                }
              />
            </Suspense>
          )}
        </div>
      )}
    </Page>
  );
}

const rowKey = ({ key }: Row): string => key;

/** The object that the address names; a house's service without a level is asked about for the house. */
function ownerIn(query: Readonly<Record<string, string | undefined>>): Owner | undefined {
  if (query["service"] === undefined) return undefined;
  const level = LEVELS.find((one) => one === query["level"]) ?? (query["building"] ? "building" : "city");
  const building = query["building"] === undefined ? undefined : Number(query["building"]);
  switch (level) {
    case "city":
      return { level };
    case "organization":
      return { level, organization: query["of"] === undefined ? undefined : Number(query["of"]) };
    case "building":
      return { level, building };
    case "account":
      return { level, building, account: query["account"] };
  }
}

/** "ул. Озёрная, д. 12/1" and "УК Заречье": heads are narrow, the whole name is in the panel. */
function shortName(line: MatrixLine, account: string): string {
  if (line.level === "account") return account;
  if (line.level === "building") return line.name.split(", ").slice(-2).join(", ").replace("д. ", "");
  return /«(.+)»/.exec(line.name)?.[1] ?? line.name;
}

function Cell({ cell, line }: { cell: MatrixCell | undefined; line: MatrixLine }) {
  const { t } = useWords();
  const formats = useFormats();
  if (!cell) return <span className="t3">—</span>;
  const isOwn = cell.level === line.level;
  return (
    <span className={isOwn ? styles.own : styles.inherited}>
      <span className={styles.value}>
        {cell.overridden > 0 && (
          <span className={styles.overridden}>{t("tariffs.overridden", { count: cell.overridden })}</span>
        )}
        {formats.quantity(cell.value, 2)}
        {cell.more > 0 && <span className="label t3"> {t("tariffs.more", { count: cell.more })}</span>}
      </span>
      <span className={styles.second}>
        <LevelMark level={cell.level} />
      </span>
    </span>
  );
}
