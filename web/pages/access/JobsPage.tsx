import { useMemo } from "react";
import { troubleOf } from "../../api/client.ts";
import { useWork } from "../../shell/context.ts";
import { Go, useGo } from "../../shell/Go.tsx";
import { Button } from "../../ui/Button.tsx";
import { ProgressBar } from "../../ui/charts/ProgressBar.tsx";
import { Chip, type State } from "../../ui/Chip.tsx";
import { useFormats } from "../../ui/formats.ts";
import { DataGrid } from "../../ui/grid/DataGrid.tsx";
import type { Column } from "../../ui/grid/columns.ts";
import { Page } from "../../ui/Page.tsx";
import { Empty, ErrorState } from "../../ui/States.tsx";
import { toast } from "../../ui/toast.ts";
import { useT } from "../../words/words.ts";
import { clockText } from "../charging/compare.ts";
import styles from "./jobs.module.css";
import { type LongWork, useCancelRun, useWorkList } from "./queries.ts";
import { nameOfWork, pageOfWork } from "./work-words.ts";

const STATE_OF: Readonly<Record<LongWork["state"], State>> = {
  running: "info",
  interrupted: "warn",
  done: "ok",
  refused: "danger",
  failed: "danger",
  cancelled: "mute",
};

/** Long work of all sorts: whose, how far, how quick, how long still, and what came of it. */
export function JobsPage() {
  const t = useT();
  const go = useGo();
  const list = useWorkList(true);
  const columns = useJobColumns();
  const trouble = troubleOf(list.error);
  return (
    <Page title={t("jobs.title")} subtitle={t("jobs.subtitle")}>
      {trouble ? (
        <ErrorState of={trouble} onRetry={() => void list.refetch()} />
      ) : (
        <div className={styles.list}>
          <DataGrid
            label={t("jobs.title")}
            columns={columns}
            rows={list.data?.work ?? []}
            rowKey={(one) => one.id}
            density="roomy"
            onOpen={(one) => {
              const page = pageOfWork(one);
              if (page !== undefined) go(page);
            }}
            isLoading={list.isPending}
            emptyState={<Empty title={t("jobs.none")}>{t("jobs.noneHow")}</Empty>}
          />
        </div>
      )}
    </Page>
  );
}

function useJobColumns(): readonly Column<LongWork>[] {
  const t = useT();
  const formats = useFormats();
  const { may } = useWork();
  const { mutate, isPending } = useCancelRun();
  return useMemo(
    (): Column<LongWork>[] => [
      {
        id: "name",
        header: t("jobs.column.name"),
        minWidth: 240,
        grow: 2,
        cell: (one) => (
          <span>
            <span className="strong">{nameOfWork(one, t, formats)}</span>
            {one.organizationName === undefined ? null : (
              <span className="t2"> · {one.organizationName}</span>
            )}
          </span>
        ),
        textOf: (one) => nameOfWork(one, t, formats),
      },
      {
        id: "owner",
        header: t("jobs.column.owner"),
        minWidth: 150,
        cell: (one) => one.startedBy ?? t("charging.system"),
      },
      {
        id: "started",
        header: t("jobs.column.started"),
        width: 128,
        cell: (one) => formats.instant(one.startedAt),
        timeOf: (one) => one.startedAt,
      },
      {
        id: "progress",
        header: t("jobs.column.progress"),
        width: 200,
        cell: (one) =>
          one.total === undefined ? (
            formats.count(one.done)
          ) : (
            <ProgressBar
              label={nameOfWork(one, t, formats)}
              done={one.done}
              total={one.total}
              text={`${formats.count(one.done)} / ${formats.count(one.total)}`}
            />
          ),
        textOf: (one) => `${one.done} / ${one.total ?? ""}`,
      },
      {
        id: "rate",
        header: t("jobs.column.rate"),
        align: "num",
        width: 90,
        cell: (one) => (one.perMinute === undefined ? "—" : formats.count(one.perMinute)),
      },
      {
        id: "left",
        header: t("jobs.column.left"),
        align: "num",
        width: 76,
        cell: (one) => (one.secondsLeft === undefined ? "—" : clockText(one.secondsLeft)),
      },
      {
        id: "state",
        header: t("jobs.column.state"),
        width: 118,
        cell: (one) => (
          <span title={one.title}>
            <Chip state={STATE_OF[one.state]}>{t(`jobs.state.${one.state}`)}</Chip>
          </span>
        ),
        textOf: (one) => t(`jobs.state.${one.state}`),
      },
      {
        id: "result",
        header: t("jobs.column.result"),
        width: 148,
        cell: (one) => {
          if (one.canCancel && one.run !== undefined)
            return (
              <Button
                kind="danger"
                pending={isPending}
                disabledReason={may("runs.start") ? undefined : t("charging.start.noRight")}
                onClick={() =>
                  mutate(one.run ?? 0, {
                    onSuccess: () => toast({ kind: "ok", text: t("jobs.cancelled") }),
                    onError: (error) => toast({ kind: "danger", text: troubleOf(error)?.message ?? "" }),
                  })
                }
              >
                {t("jobs.cancel")}
              </Button>
            );
          const page = pageOfWork(one);
          if (page !== undefined)
            return (
              <Go to={page} tabIndex={-1}>
                {t("jobs.open")}
              </Go>
            );
          if (one.file && one.job !== undefined && may("jobs.files"))
            return (
              <a href={`/api/jobs/${one.job}/file`} download tabIndex={-1}>
                {t("jobs.file")}
              </a>
            );
          if (one.state === "running") return <span className="t3">{t("jobs.cannotCancel")}</span>;
          return (
            <span className="cut t2" title={one.title}>
              {one.title ?? ""}
            </span>
          );
        },
      },
    ],
    [t, formats, may, mutate, isPending],
  );
}
