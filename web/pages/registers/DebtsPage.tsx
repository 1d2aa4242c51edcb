import { IconPlus } from "@tabler/icons-react";
import { useMemo } from "react";
import { troubleOf } from "../../api/client.ts";
import { paths } from "../../paths.ts";
import { useAddress } from "../../shell/address.ts";
import { useWork } from "../../shell/context.ts";
import { Go } from "../../shell/Go.tsx";
import { Button } from "../../ui/Button.tsx";
import { Chip } from "../../ui/Chip.tsx";
import type { Column } from "../../ui/grid/columns.ts";
import { DataGrid } from "../../ui/grid/DataGrid.tsx";
import { Page } from "../../ui/Page.tsx";
import { SidePanel } from "../../ui/SidePanel.tsx";
import { Empty, ErrorState } from "../../ui/States.tsx";
import { useT } from "../../words/words.ts";
import { DebtForm } from "./DebtForm.tsx";
import { DebtPanel } from "./DebtPanel.tsx";
import { type DebtPlanRow, useDebts } from "./debt-queries.ts";
import styles from "./drops.module.css";

/** Registers of debts for the desks of banks and agents; one opens beside the list. */
export function DebtsPage() {
  const t = useT();
  const { may } = useWork();
  const { query, set } = useAddress();
  const debts = useDebts();
  const columns = useColumns();
  const trouble = troubleOf(debts.error);
  const opened = debts.data?.plans.find(({ plan }) => String(plan) === query["plan"]);
  const open = (row: DebtPlanRow): void => set({ plan: String(row.plan) }, "replace");
  const close = (): void => set({ plan: undefined });
  const isNew = query["plan"] === "new" && may("agents.set");
  return (
    <Page
      title={t("debts.title")}
      subtitle={t("debts.about")}
      crumbs={<Go to={paths.registers()}>{t("files.title")}</Go>}
      actions={
        <Button
          icon={<IconPlus size={16} aria-hidden />}
          disabledReason={may("agents.set") ? undefined : t("drops.mayNot")}
          onClick={() => set({ plan: "new" }, "push")}
        >
          {t("debts.add")}
        </Button>
      }
    >
      {trouble ? (
        <ErrorState of={trouble} onRetry={() => void debts.refetch()} />
      ) : (
        <div className={styles["grid"]}>
          <DataGrid
            label={t("debts.title")}
            columns={columns}
            rows={debts.data?.plans ?? []}
            rowKey={({ plan }) => String(plan)}
            isLoading={debts.isPending}
            onOpen={open}
            onPeek={open}
            emptyState={<Empty title={t("debts.none")}>{t("debts.noneHow")}</Empty>}
          />
        </div>
      )}
      {opened && debts.data ? (
        <DebtPanel key={opened.plan} of={opened} lists={debts.data} onClose={close} />
      ) : null}
      {isNew && debts.data ? (
        <SidePanel title={t("debts.add")} onClose={close}>
          <DebtForm
            of={undefined}
            lists={debts.data}
            onDone={(plan) => set({ plan: String(plan) })}
            onCancel={close}
          />
        </SidePanel>
      ) : null}
    </Page>
  );
}

/** Of which accounts: the city, a company's, a building's, or what is due to a provider. */
export const aboutOf = (of: DebtPlanRow, t: ReturnType<typeof useT>): string =>
  of.scope === "city"
    ? t("debts.scope.city")
    : of.scope === "building"
      ? (of.address ?? of.organizationName)
      : of.scope === "provider"
        ? t("debts.ofProvider", { name: of.organizationName })
        : of.organizationName;

/** Of a register at a glance: off, made by itself, or what hinders it. */
export function DebtState({ of }: { of: DebtPlanRow }) {
  const t = useT();
  if (!of.isActive) return <Chip state="mute">{t("drops.state.off")}</Chip>;
  if (of.trouble !== undefined) return <Chip state="danger">{t(`debts.trouble.${of.trouble}`)}</Chip>;
  return <Chip state="ok">{t("debts.state.on")}</Chip>;
}

function useColumns(): readonly Column<DebtPlanRow>[] {
  const t = useT();
  return useMemo(
    (): Column<DebtPlanRow>[] => [
      { id: "agent", header: t("files.agent"), minWidth: 140, cell: (row) => row.agentName },
      {
        id: "content",
        header: t("debts.content"),
        minWidth: 120,
        cell: (row) => t(`debts.content.${row.content}`),
      },
      { id: "about", header: t("debts.whose"), minWidth: 160, cell: (row) => aboutOf(row, t) },
      {
        id: "day",
        header: t("debts.when"),
        minWidth: 130,
        cell: (row) => t("debts.fromDay", { day: row.dayOfMonth }),
      },
      {
        id: "state",
        header: t("files.state"),
        minWidth: 160,
        cell: (row) => <DebtState of={row} />,
        textOf: (row) =>
          row.isActive
            ? row.trouble === undefined
              ? t("debts.state.on")
              : t(`debts.trouble.${row.trouble}`)
            : t("drops.state.off"),
      },
    ],
    [t],
  );
}
