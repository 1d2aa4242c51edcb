import type { UseQueryResult } from "@tanstack/react-query";
import { type KeyboardEvent, useCallback, useMemo, useRef, useState } from "react";
import { troubleOf } from "../../api/client.ts";
import { paths } from "../../paths.ts";
import { useWork } from "../../shell/context.ts";
import { useGo } from "../../shell/Go.tsx";
import { useWalkOffer } from "../../shell/walk.ts";
import { Button } from "../../ui/Button.tsx";
import { DataGrid } from "../../ui/grid/DataGrid.tsx";
import { Keys } from "../../ui/Keys.tsx";
import { Select } from "../../ui/Select.tsx";
import { Empty, ErrorState } from "../../ui/States.tsx";
import { toast } from "../../ui/toast.ts";
import { keysOf } from "../../ui/hotkeys.ts";
import { useT } from "../../words/words.ts";
import { useAnomalyColumns } from "./anomaly-columns.tsx";
import styles from "./charging.module.css";
import { NoteDialog } from "./NoteDialog.tsx";
import {
  type Anomaly,
  type Key,
  type Reason,
  type Review,
  type Rule,
  type Run,
  everyAnomaly,
  useAnomalies,
  useDecide,
  useRevoke,
} from "./queries.ts";

const REASONS: readonly Reason[] = ["checked", "season", "tariff", "composition", "next_month", "other"];

/** The rows of one rule: Enter asks why, Space accepts with the reason above the list, Ctrl+A and Space accept all. */
export function AnomalyList({
  run,
  review,
  rule,
  onRule,
}: {
  run: Run;
  review: UseQueryResult<Review>;
  rule: Rule | undefined;
  onRule: (rule: Rule) => void;
}) {
  const t = useT();
  const go = useGo();
  const { may } = useWork();
  const groups = review.data?.groups ?? [];
  const group = groups.find((one) => one.rule === rule) ?? groups[0];
  const anomalies = useAnomalies(run.id, group?.rule);
  const decide = useDecide(run.id);
  const revoke = useRevoke(run.id);
  const columns = useAnomalyColumns(run.chargedFor, run.state === "calculated");
  const rows = useMemo(() => anomalies.data?.pages.flatMap((page) => page.anomalies) ?? [], [anomalies.data]);
  const numbers = useMemo(() => rows.map(({ number }) => number), [rows]);
  useWalkOffer(group ? t(`charging.rule.${group.rule}`) : t("charging.anomalies.title"), numbers);
  const [reason, setReason] = useState<Reason>("checked");
  const [selected, setSelected] = useState<readonly Anomaly[]>([]);
  const [asked, setAsked] = useState<readonly Anomaly[]>();
  const current = useRef<Anomaly>(undefined);
  const onPick = useCallback((row: Anomaly | undefined) => {
    current.current = row;
  }, []);
  const cannot = !may("runs.approve")
    ? t("charging.approve.noRight")
    : run.state === "calculated"
      ? undefined
      : t("charging.anomalies.decided");

  const accept = (of: readonly Anomaly[], note = ""): void => {
    const open = of.filter((one) => one.decision === undefined);
    if (cannot !== undefined || open.length === 0 || decide.isPending || !group) {
      if (cannot !== undefined) toast({ kind: "info", text: cannot });
      return;
    }
    if (note === "" && (reason === "other" || open.some((one) => one.blocking))) return setAsked(open);
    const keys = open.map(({ building, no }): Key => ({ building, no }));
    const isAll = of.length === rows.length && of.length > 1 && anomalies.hasNextPage;
    const what = isAll ? { rule: group.rule } : { anomalies: keys };
    decide.mutate(
      { ...what, reason, note },
      {
        onSuccess: ({ decided }) => {
          setAsked(undefined);
          toast({
            kind: "ok",
            text: t("charging.anomalies.accepted", { count: decided }),
            ...(isAll
              ? {}
              : { action: { label: t("charging.anomalies.undo"), run: () => revoke.mutate(keys) } }),
          });
        },
        onError: (error) => {
          if (asked === undefined) toast({ kind: "danger", text: troubleOf(error)?.message ?? "" });
        },
      },
    );
  };
  const fix = (one: Anomaly): void =>
    go(
      one.number === undefined ? paths.building(one.building) : paths.account(one.number, { tab: "meters" }),
    );
  const explain = (one: Anomaly): void => {
    if (one.number === undefined) return fix(one);
    go(
      one.service === undefined
        ? paths.account(one.number, { period: run.chargedFor })
        : paths.explanation(
            one.number,
            run.chargedFor,
            one.service.code,
            run.state === "calculated" ? { run: run.id } : {},
          ),
    );
  };
  // Space belongs to the list alone: on a button it presses the button.
  const onKeyDown = (event: KeyboardEvent<HTMLDivElement>): void => {
    const isInGrid = (event.target as Element).closest("[role=grid]") !== null;
    if (!isInGrid || keysOf(event.nativeEvent) !== "Space") return;
    event.preventDefault();
    accept(selected.length > 0 ? selected : current.current ? [current.current] : []);
  };
  const trouble = troubleOf(anomalies.error) ?? troubleOf(review.error);
  if (trouble) return <ErrorState of={trouble} onRetry={() => void anomalies.refetch()} />;
  if (review.data && groups.length === 0) return <Empty title={t("charging.anomalies.none")} />;
  return (
    <>
      <div className={styles.tools}>
        <Select
          label={t("charging.column.rule")}
          value={group?.rule}
          onChange={(next) => next && onRule(next)}
          options={groups.map((one) => ({
            value: one.rule,
            label: `${t(`charging.rule.${one.rule}`)} (${one.open})`,
          }))}
        />
        <Select
          label={t("charging.anomalies.reason")}
          value={reason}
          onChange={(next) => next && setReason(next)}
          options={REASONS.map((value) => ({ value, label: t(`charging.reason.${value}`) }))}
        />
        <Button
          pending={decide.isPending}
          disabledReason={cannot ?? (group?.together ? undefined : togetherReason(group))}
          onClick={() => acceptGroup()}
        >
          {t("charging.anomalies.acceptGroup", { count: group?.open ?? 0 })}
        </Button>
      </div>
      <div className={styles.list} onKeyDown={onKeyDown}>
        <DataGrid
          key={group?.rule}
          label={group ? t(`charging.rule.${group.rule}`) : t("charging.anomalies.title")}
          columns={columns}
          rows={rows}
          rowKey={(one) => `${one.building}-${one.no}`}
          onOpen={explain}
          onPeek={fix}
          onPick={onPick}
          isSelectable
          onSelect={setSelected}
          isLoading={anomalies.isPending}
          loadMore={{
            hasMore: anomalies.hasNextPage,
            isLoading: anomalies.isFetchingNextPage,
            load: () => void anomalies.fetchNextPage(),
            all: (told, most) => everyAnomaly(run.id, group?.rule, told, most),
          }}
        />
      </div>
      <p className={`${styles.keys} noprint`}>
        {(["Enter", "Space", "F4", "Ctrl+A"] as const).map((keys) => (
          <span key={keys}>
            <Keys of={keys} /> {t(`charging.key.${keys}`)}
          </span>
        ))}
      </p>
      {asked ? (
        <NoteDialog
          anomalies={asked}
          pending={decide.isPending}
          refusal={troubleOf(decide.error)}
          onSubmit={(note) => accept(asked, note)}
          onClose={() => setAsked(undefined)}
        />
      ) : null}
    </>
  );

  function acceptGroup(): void {
    if (!group || decide.isPending) return;
    decide.mutate(
      { rule: group.rule, reason, note: "" },
      {
        onSuccess: ({ decided }) =>
          toast({ kind: "ok", text: t("charging.anomalies.accepted", { count: decided }) }),
        onError: (error) => toast({ kind: "danger", text: troubleOf(error)?.message ?? "" }),
      },
    );
  }

  function togetherReason(of: typeof group): string {
    if (!of || of.open === 0) return t("charging.anomalies.allDecided");
    return of.blocking ? t("charging.anomalies.oneByOne") : t("charging.anomalies.aboveLimit");
  }
}
