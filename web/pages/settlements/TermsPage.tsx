import { IconPlus } from "@tabler/icons-react";
import { useMemo } from "react";
import { troubleOf } from "../../api/client.ts";
import { useAddress } from "../../shell/address.ts";
import { useWork } from "../../shell/context.ts";
import { Button } from "../../ui/Button.tsx";
import { useFormats } from "../../ui/formats.ts";
import type { Column } from "../../ui/grid/columns.ts";
import { DataGrid } from "../../ui/grid/DataGrid.tsx";
import { useHotkeys } from "../../ui/hotkeys.ts";
import { Page } from "../../ui/Page.tsx";
import { writeQuantityText } from "../../ui/parse-quantity-text.ts";
import { SidePanel } from "../../ui/SidePanel.tsx";
import { Empty, ErrorState } from "../../ui/States.tsx";
import { useT, useWords } from "../../words/words.ts";
import { type Terms, useTerms } from "./queries.ts";
import { SettlementsNav } from "./SettlementsNav.tsx";
import styles from "./settlements.module.css";
import { TermsForm } from "./TermsForm.tsx";

/** What was agreed with providers, dated: a new value begins on its own day. */
export function TermsPage() {
  const t = useT();
  const { may } = useWork();
  const { query, set } = useAddress();
  const terms = useTerms();
  const columns = useTermsColumns();
  const mayNot = may("settlements.terms") ? undefined : t("settlements.mayNot");
  const rows = terms.data?.terms ?? [];
  const chosen = rows.find(({ id }) => String(id) === query["terms"]);
  const isNew = query["terms"] === "new" || chosen !== undefined;
  useHotkeys(
    mayNot === undefined && !isNew
      ? [{ keys: "Insert", label: t("settlements.terms.new"), run: () => set({ terms: "new" }, "push") }]
      : [],
  );
  const trouble = troubleOf(terms.error);
  return (
    <Page
      title={t("settlements.terms.title")}
      subtitle={t("settlements.terms.subtitle")}
      actions={
        <>
          <SettlementsNav at="contracts" />
          <Button
            kind="primary"
            hotkey="Insert"
            icon={<IconPlus size={16} aria-hidden />}
            disabledReason={mayNot}
            onClick={() => set({ terms: "new" }, "push")}
          >
            {t("settlements.terms.new")}
          </Button>
        </>
      }
    >
      {trouble ? (
        <ErrorState of={trouble} onRetry={() => void terms.refetch()} />
      ) : (
        <div className={styles["place"]}>
          <div className={styles["list"]}>
            <DataGrid
              label={t("settlements.terms.title")}
              columns={columns}
              rows={rows}
              rowKey={(row) => String(row.id)}
              isLoading={terms.isPending}
              onOpen={(row) => set({ terms: String(row.id) }, "push")}
              emptyState={<Empty title={t("settlements.terms.none")}>{t("settlements.terms.noneHow")}</Empty>}
            />
          </div>
          {isNew && mayNot === undefined ? (
            <SidePanel
              title={t(chosen ? "settlements.terms.change" : "settlements.terms.new")}
              subtitle={chosen?.providerName}
              onClose={() => set({ terms: undefined })}
            >
              <TermsForm key={chosen?.id ?? "new"} begin={chosen} onDone={() => set({ terms: undefined })} />
            </SidePanel>
          ) : null}
        </div>
      )}
    </Page>
  );
}

function useTermsColumns(): readonly Column<Terms>[] {
  const { t, language } = useWords();
  const formats = useFormats();
  return useMemo((): Column<Terms>[] => {
    const percent = (millionths: string): string =>
      `${writeQuantityText(BigInt(millionths), language)}\u00a0%`;
    const rate = (row: Terms): string => {
      switch (row.commission) {
        case "none":
          return t("settlements.commission.none");
        case "fixed":
          return t("settlements.terms.each", { amount: formats.money(row.fixed) });
        case "percent":
          return percent(row.percent);
        case "tiers":
          return row.tiers
            .map((tier) =>
              tier.from === "0"
                ? percent(tier.percent)
                : t("settlements.terms.tier", {
                    from: formats.money(tier.from),
                    percent: percent(tier.percent),
                  }),
            )
            .join("; ");
      }
    };
    return [
      {
        id: "provider",
        header: t("settlements.provider"),
        minWidth: 170,
        grow: 1.3,
        cell: (row) => <span className="strong">{row.providerName}</span>,
        textOf: (row) => row.providerName,
      },
      {
        id: "whose",
        header: t("settlements.terms.whose"),
        minWidth: 120,
        cell: (row) => row.organizationName ?? t("settlements.terms.center"),
      },
      { id: "contract", header: t("settlements.terms.contract"), width: 84, cell: (row) => row.contract },
      {
        id: "from",
        header: t("settlements.terms.from"),
        width: 100,
        cell: (row) => formats.day(row.from),
        timeOf: (row) => row.from,
      },
      {
        id: "to",
        header: t("settlements.terms.to"),
        width: 100,
        cell: (row) => (row.to === undefined ? "—" : formats.day(row.to)),
        timeOf: (row) => row.to,
      },
      { id: "rate", header: t("settlements.commission"), minWidth: 150, grow: 1.6, cell: rate, textOf: rate },
      {
        id: "bearer",
        header: t("settlements.terms.bearer"),
        width: 130,
        cell: (row) => t(`settlements.bearer.${row.bearer}`),
      },
      {
        id: "schedule",
        header: t("settlements.terms.schedule"),
        width: 120,
        cell: (row) => t(`settlements.schedule.${row.schedule}`),
      },
      {
        id: "next",
        header: t("settlements.terms.next"),
        width: 104,
        cell: (row) => (row.nextPayment === undefined ? "—" : formats.day(row.nextPayment)),
        timeOf: (row) => row.nextPayment,
      },
      { id: "basis", header: t("settlements.terms.basis"), minWidth: 150, cell: (row) => row.basis },
    ];
  }, [t, language, formats]);
}
