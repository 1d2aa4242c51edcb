import { lazy, Suspense } from "react";
import { useAddress } from "../../shell/address.ts";
import { useWork } from "../../shell/context.ts";
import { Page } from "../../ui/Page.tsx";
import { LoadingRows, NoRights } from "../../ui/States.tsx";
import { Tabs } from "../../ui/Tabs.tsx";
import { useT } from "../../words/words.ts";
import styles from "./benefits.module.css";
import { CategoriesTab } from "./CategoriesTab.tsx";

const RegisterTab = lazy(async () => ({ default: (await import("./RegisterTab.tsx")).RegisterTab }));

const ListsTab = lazy(async () => ({ default: (await import("./ListsTab.tsx")).ListsTab }));

const SubsidyRegistersTab = lazy(async () => ({
  default: (await import("./SubsidyRegistersTab.tsx")).SubsidyRegistersTab,
}));

const TABS = ["categories", "register", "lists", "subsidies"] as const;

/** Who gets what by which act, and what it came to in a month. */
export function BenefitsPage() {
  const t = useT();
  const { may } = useWork();
  const { query, set } = useAddress();
  const tab = TABS.find((one) => one === query["tab"]) ?? "categories";
  return (
    <Page title={t("benefits.title")} subtitle={t("benefits.about")}>
      <Tabs
        label={t("benefits.title")}
        value={tab}
        onChange={(value) =>
          set({ tab: value === "categories" ? undefined : value, panel: undefined, list: undefined })
        }
        tabs={TABS.map((value) => ({ value, label: t(`benefits.tab.${value}`) }))}
      >
        <div className={styles["tab"]}>
          <Suspense fallback={<LoadingRows rows={8} columns={6} />}>
            {tab === "categories" ? (
              <CategoriesTab />
            ) : tab === "lists" || tab === "subsidies" ? (
              may("benefits.lists") ? (
                tab === "lists" ? (
                  <ListsTab />
                ) : (
                  <SubsidyRegistersTab />
                )
              ) : (
                <NoRights roles={[t("addresses.role.operator")]} />
              )
            ) : may("benefits.register") ? (
              <RegisterTab />
            ) : (
              <NoRights roles={[t("addresses.role.operator"), t("addresses.role.accountant")]} />
            )}
          </Suspense>
        </div>
      </Tabs>
    </Page>
  );
}
