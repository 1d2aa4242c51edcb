import { IconPlayerPlay } from "@tabler/icons-react";
import { lazy, Suspense, useMemo } from "react";
import { troubleOf } from "../../api/client.ts";
import { paths } from "../../paths.ts";
import { useAddress } from "../../shell/address.ts";
import { useWork } from "../../shell/context.ts";
import { Go, useGo } from "../../shell/Go.tsx";
import { Button } from "../../ui/Button.tsx";
import { useFormats } from "../../ui/formats.ts";
import { DataGrid } from "../../ui/grid/DataGrid.tsx";
import type { Column } from "../../ui/grid/columns.ts";
import { useHotkeys } from "../../ui/hotkeys.ts";
import { Page } from "../../ui/Page.tsx";
import { ErrorState, LoadingRows } from "../../ui/States.tsx";
import { useT, withLateSentences } from "../../words/words.ts";
import { Figure, LoadingFigures } from "./Figure.tsx";
import styles from "./home.module.css";
import { type BoardRow, type Step, useAlerts, useBoard } from "./queries.ts";
import { StepCell, stepPath, useStepWords } from "./StepCell.tsx";
import { Waiting } from "./Waiting.tsx";

// On most days nothing waits too long, and nothing is loaded to say so.
const Alerts = lazy(async () => ({ default: (await withLateSentences(import("./Alerts.tsx"))).Alerts }));

const STEPS = ["readings", "charges", "approval", "closing", "print"] as const;

/** The control board of the center: every organization by the steps of the month, and what waits for the reader. */
export function CenterHome() {
  const t = useT();
  const formats = useFormats();
  const { period, may, organization } = useWork();
  const { query, set } = useAddress();
  const go = useGo();
  const board = useBoard(period);
  const waiting = useAlerts(may("agents.read"));
  const isAlarmed = waiting.error !== null || (waiting.data?.alerts ?? []).length > 0;
  const columns = useBoardColumns(period);
  // Figures of another month must not stand under this one's name.
  const data = board.isPlaceholderData ? undefined : board.data;
  const all = (data?.organizations ?? []).filter(
    (row) => organization === undefined || row.id === organization.id,
  );
  const tasks = (data?.waiting ?? []).filter(
    (task) => organization === undefined || task.organization === organization.id,
  );
  const q = query["q"] ?? "";
  const rows = all.filter((row) => row.name.toLowerCase().includes(q.toLowerCase()));
  const startPath = `${paths.runs()}?start=yes`;
  const forbidden = may("runs.start") ? undefined : t("charging.start.noRight");
  useHotkeys(forbidden ? [] : [{ keys: "Insert", label: t("home.start"), run: () => go(startPath) }]);
  const open = (row: BoardRow, columnId: string): void => {
    const step = row.steps.find((one) => one.step === columnId);
    go(step ? stepPath(row, step, period) : `${paths.runs()}?organization=${row.id}&period=${period}`);
  };
  const trouble = troubleOf(board.error);
  return (
    <Page
      title={formats.period(period)}
      subtitle={
        data
          ? t("home.subtitle", {
              organizations: all.length,
              accounts: formats.count(all.reduce((sum, row) => sum + row.accounts, 0)),
            })
          : undefined
      }
      actions={
        <Button
          kind="primary"
          hotkey="Insert"
          icon={<IconPlayerPlay size={16} aria-hidden />}
          disabledReason={forbidden}
          onClick={() => go(startPath)}
        >
          {t("home.start")}
        </Button>
      }
    >
      {trouble ? (
        <ErrorState of={trouble} onRetry={() => void board.refetch()} />
      ) : (
        <>
          {data ? <Figures rows={all} /> : <LoadingFigures count={5} />}
          <div className={styles.split}>
            <section className={styles.board} aria-label={t("home.board")}>
              <h2>{t("home.board")}</h2>
              <DataGrid
                label={t("home.board")}
                columns={columns}
                rows={rows}
                rowKey={(row) => String(row.id)}
                onOpen={open}
                filter={{ value: q, onChange: (value) => set({ q: value === "" ? undefined : value }) }}
                isLoading={data === undefined}
              />
            </section>
            <aside className={styles.side} aria-label={t("home.waiting")}>
              {isAlarmed ? (
                <Suspense fallback={null}>
                  <Alerts alerts={waiting.data?.alerts ?? []} trouble={troubleOf(waiting.error)} />
                </Suspense>
              ) : null}
              {data ? <Waiting tasks={tasks} period={period} /> : <LoadingRows rows={6} columns={1} />}
            </aside>
          </div>
        </>
      )}
    </Page>
  );
}

function Figures({ rows }: { rows: readonly BoardRow[] }) {
  const t = useT();
  const formats = useFormats();
  const { period } = useWork();
  const sum = (value: (row: BoardRow) => string | undefined): bigint =>
    rows.reduce((total, row) => total + BigInt(value(row) ?? "0"), 0n);
  const charged = sum((row) => row.charged);
  const [paid, before] = [-sum((row) => row.paid), sum((row) => row.chargedBefore)];
  const [read, meters] = [
    rows.reduce((total, row) => total + row.metersRead, 0),
    rows.reduce((total, row) => total + row.meters, 0),
  ];
  const approvals = rows.flatMap(({ steps }) => steps.filter((step) => step.step === "approval"));
  const open = approvals.reduce((total, step) => total + (step.state === "done" ? 0 : (step.number ?? 0)), 0);
  const received = paid < 0n ? -paid : paid;
  return (
    <dl className={styles.band}>
      <Figure
        label={t("home.charged")}
        to={paths.runs({ period })}
        note={t("home.chargedOf", {
          done: rows.filter((row) => row.charged !== undefined).length,
          all: rows.length,
        })}
      >
        {formats.money(charged)} ₽
      </Figure>
      <Figure label={t("home.paid", { period: formats.period(period) })} to={paths.payments()}>
        {formats.money(received)} ₽
      </Figure>
      <Figure
        label={t("home.collected", { period: formats.period(previousOf(period)) })}
        note={t("home.collectedNote")}
        to={paths.payments()}
      >
        {before === 0n ? "—" : formats.percent(Number((received * 1000n) / before) / 1000)}
      </Figure>
      <Figure
        label={t("home.readings")}
        note={t("home.readingsNote", { read: formats.count(read), all: formats.count(meters) })}
        to={paths.readingsEntry()}
      >
        {meters === 0 ? "—" : formats.percent(read / meters)}
      </Figure>
      <Figure label={t("home.open")} note={t("home.openNote")} to={paths.runs({ period })}>
        {formats.count(open)}
      </Figure>
    </dl>
  );
}

/** "2026-10" of "2026-11". */
export function previousOf(period: string): string {
  const [year = 0, month = 0] = period.split("-").map(Number);
  return month === 1 ? `${year - 1}-12` : `${year}-${String(month - 1).padStart(2, "0")}`;
}

function useBoardColumns(period: string): readonly Column<BoardRow>[] {
  const t = useT();
  const formats = useFormats();
  const say = useStepWords();
  return useMemo(() => {
    const stepOf = (row: BoardRow, name: Step["step"]): Step | undefined =>
      row.steps.find((step) => step.step === name);
    return [
      {
        id: "name",
        header: t("home.organization"),
        minWidth: 160,
        grow: 2,
        cell: (row: BoardRow) => (
          <Go to={paths.runs({ organization: row.id, period })} tabIndex={-1} className="strong">
            {row.name}
          </Go>
        ),
        textOf: (row: BoardRow) => row.name,
      },
      {
        id: "accounts",
        header: t("home.accounts"),
        align: "num" as const,
        width: 72,
        cell: (row: BoardRow) => formats.count(row.accounts),
      },
      ...STEPS.map((name) => ({
        id: name,
        header: t(`home.step.${name}`),
        minWidth: name === "approval" ? 148 : 116,
        cell: (row: BoardRow) => {
          const step = stepOf(row, name);
          return step ? <StepCell row={row} step={step} period={period} /> : null;
        },
        textOf: (row: BoardRow) => {
          const step = stepOf(row, name);
          return step ? say(step) : "";
        },
      })),
    ];
    // What `say` writes depends on the language alone, as `t` and `formats` do.
  }, [t, formats, period]);
}
