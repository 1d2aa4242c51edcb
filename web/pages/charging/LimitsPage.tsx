import { IconPlus } from "@tabler/icons-react";
import { useMemo } from "react";
import { troubleOf } from "../../api/client.ts";
import { paths } from "../../paths.ts";
import { useAddress } from "../../shell/address.ts";
import { useWork } from "../../shell/context.ts";
import { Go } from "../../shell/Go.tsx";
import { Button } from "../../ui/Button.tsx";
import { Chip } from "../../ui/Chip.tsx";
import { useFormats } from "../../ui/formats.ts";
import type { Column } from "../../ui/grid/columns.ts";
import { DataGrid } from "../../ui/grid/DataGrid.tsx";
import { useHotkeys } from "../../ui/hotkeys.ts";
import { Page } from "../../ui/Page.tsx";
import { SidePanel } from "../../ui/SidePanel.tsx";
import { ErrorState } from "../../ui/States.tsx";
import { useT } from "../../words/words.ts";
import styles from "./charging.module.css";
import { LimitsForm } from "./LimitsForm.tsx";
import { type Limits, type Thresholds, useLimits } from "./limits-queries.ts";

interface Row extends Thresholds {
  readonly key: string;
  /** Undefined: what is in force where nobody has set anything. */
  readonly set: Limits["limits"][number] | undefined;
}

/** From where on a change is worth a look: what is in force for whom, since when and by whom it was set. */
export function LimitsPage() {
  const t = useT();
  const { today, may } = useWork();
  const { query, set } = useAddress();
  const limits = useLimits();
  const columns = useLimitColumns();
  const rows = useMemo(() => rowsOf(limits.data), [limits.data]);
  const trouble = troubleOf(limits.error);
  const mayNot = may("runs.limits") ? undefined : t("charging.limits.noRight");
  const open = (): void => set({ new: "1" }, "push");
  useHotkeys(mayNot === undefined ? [{ keys: "Insert", label: t("charging.limits.new"), run: open }] : []);
  const close = (): void => set({ new: undefined }, "push");
  return (
    <Page
      title={t("charging.limits.title")}
      crumbs={<Go to={paths.runs()}>{t("charging.runs.title")}</Go>}
      subtitle={t("charging.limits.about")}
      actions={
        <Button
          kind="primary"
          hotkey="Insert"
          icon={<IconPlus size={16} aria-hidden />}
          disabledReason={mayNot}
          onClick={open}
        >
          {t("charging.limits.new")}
        </Button>
      }
    >
      {trouble ? (
        <ErrorState of={trouble} onRetry={() => void limits.refetch()} />
      ) : (
        <div className={styles.limits}>
          <div className={styles.list}>
            <DataGrid
              label={t("charging.limits.title")}
              columns={columns}
              rows={rows}
              rowKey={keyOf}
              isLoading={limits.isPending}
            />
          </div>
          <section className={styles.rules} aria-labelledby="limits-rules">
            <h2 id="limits-rules">
              {t("charging.limits.rules")}{" "}
              <small className="t2">
                {t("charging.limits.version", { version: limits.data?.rulesVersion ?? 1 })}
              </small>
            </h2>
            <dl>
              {(limits.data?.rules ?? []).map(({ rule, blocks }) => (
                <div key={rule}>
                  <dt>
                    {t(`charging.rule.${rule}`)}{" "}
                    {blocks ? <Chip state="danger">{t("charging.group.blocks")}</Chip> : null}
                  </dt>
                  <dd className="t2">{t(`charging.ruleAbout.${rule}`)}</dd>
                </div>
              ))}
            </dl>
          </section>
          {query["new"] !== undefined && mayNot === undefined && limits.data ? (
            <SidePanel title={t("charging.limits.new")} onClose={close}>
              <LimitsForm of={limits.data} today={today} onDone={close} />
            </SidePanel>
          ) : null}
        </div>
      )}
    </Page>
  );
}

function useLimitColumns(): readonly Column<Row>[] {
  const t = useT();
  const formats = useFormats();
  const { organizations, today } = useWork();
  return useMemo((): Column<Row>[] => {
    const whose = ({ set }: Row): string =>
      set === undefined
        ? t("charging.limits.ordinary")
        : set.organization === undefined
          ? t("charging.limits.all")
          : (organizations.find(({ id }) => id === set.organization)?.name ?? String(set.organization));
    const money = (id: keyof Thresholds, header: string): Column<Row> => ({
      id,
      header,
      align: "num",
      minWidth: 116,
      cell: (row) => formats.money(String(row[id])),
      sumOf: (row) => BigInt(row[id]),
    });
    const isPast = ({ set }: Row): boolean => set?.to !== undefined && set.to <= today;
    return [
      {
        id: "organization",
        header: t("charging.column.organization"),
        minWidth: 190,
        grow: 2,
        cell: (row) => <span className={isPast(row) ? "t3" : undefined}>{whose(row)}</span>,
        textOf: whose,
      },
      {
        id: "from",
        header: t("charging.limits.from"),
        width: 96,
        cell: ({ set }) => (set ? formats.day(set.from) : "—"),
        timeOf: ({ set }) => set?.from,
      },
      {
        id: "to",
        header: t("charging.limits.to"),
        width: 96,
        cell: ({ set }) => (set?.to === undefined ? "—" : formats.day(set.to)),
        timeOf: ({ set }) => set?.to,
      },
      {
        id: "jumpPermille",
        header: t("charging.limits.jumpShare"),
        align: "num",
        width: 96,
        cell: ({ jumpPermille }) => formats.percent(jumpPermille / 1000),
      },
      money("jumpAmount", t("charging.limits.jumpAmount")),
      money("groupAmount", t("charging.limits.groupAmount")),
      money("ownRunAmount", t("charging.limits.ownRunAmount")),
      {
        id: "by",
        header: t("charging.limits.by"),
        minWidth: 150,
        cell: ({ set }) => (set ? (set.by ?? t("charging.system")) : ""),
      },
      {
        id: "at",
        header: t("charging.limits.at"),
        width: 128,
        cell: ({ set }) => (set ? formats.instant(set.at) : ""),
        timeOf: ({ set }) => set?.at,
      },
    ];
  }, [t, formats, organizations, today]);
}

function rowsOf(data: Limits | undefined): readonly Row[] {
  if (!data) return [];
  return [
    ...data.limits.map((set) => ({ ...set, key: `${set.organization ?? 0} ${set.from}`, set })),
    { ...data.ordinary, key: "ordinary", set: undefined },
  ];
}

const keyOf = ({ key }: Row): string => key;
