import { useParams } from "@tanstack/react-router";
import { lazy, Suspense } from "react";
import { Offline, Problem } from "../../api/client.ts";
import { paths } from "../../paths.ts";
import { useAddress } from "../../shell/address.ts";
import { useWork } from "../../shell/context.ts";
import { Go } from "../../shell/Go.tsx";
import { Chip } from "../../ui/Chip.tsx";
import { useFormats } from "../../ui/formats.ts";
import { Page } from "../../ui/Page.tsx";
import { ErrorState, LoadingRows, NoRights } from "../../ui/States.tsx";
import { Tabs } from "../../ui/Tabs.tsx";
import { useT, withLateSentences } from "../../words/words.ts";
import styles from "./BuildingPage.module.css";
import { ChargesTab } from "./ChargesTab.tsx";
import { MetersTab } from "./MetersTab.tsx";
import { PremisesTab } from "./PremisesTab.tsx";
import { PropertiesTab } from "./PropertiesTab.tsx";
import { useAccounts, useAllOrganizations, useBuilding } from "./queries.ts";
import { ServicesTab } from "./ServicesTab.tsx";

// Acts come seldom: their forms are loaded when they are wanted.
const FailuresTab = lazy(async () => ({
  default: (await withLateSentences(import("./failures/FailuresTab.tsx"))).FailuresTab,
}));

const AllocatorsTab = lazy(async () => ({
  default: (await withLateSentences(import("./allocators/AllocatorsTab.tsx"))).AllocatorsTab,
}));

const TABS = ["premises", "meters", "allocators", "services", "charges", "failures", "properties"] as const;
type TabName = (typeof TABS)[number];

/** Everything the rooms know of one building. */
export function BuildingPage() {
  const t = useT();
  const formats = useFormats();
  const { may } = useWork();
  const { query, set } = useAddress();
  const building = Number((useParams({ strict: false }) as { building?: string }).building);
  const tab: TabName = TABS.find((one) => one === query["tab"]) ?? "premises";
  const card = useBuilding(building);
  const accounts = useAccounts(building, may("accounts.read"));
  const organizations = useAllOrganizations();
  const trouble = card.error;
  const manager = organizations.data?.organizations.find(({ id }) => id === card.data?.organization);
  return (
    <Page
      title={card.data?.address ?? t("addresses.building")}
      crumbs={<Go to={paths.addresses({ building })}>{t("addresses.title")}</Go>}
      subtitle={[
        manager?.name,
        accounts.data && t("addresses.accountsCount", { count: accounts.data.accounts }),
        accounts.data && t("addresses.persons", { count: accounts.data.persons }),
      ]
        .filter(Boolean)
        .join(" · ")}
      marks={
        card.data?.state?.dilapidated ? <Chip state="warn">{t("addresses.dilapidated")}</Chip> : undefined
      }
      actions={
        <nav className={styles.links} aria-label={t("addresses.links")}>
          {may("readings.read") && (
            <Go to={paths.readingsEntry({ building })}>{t("addresses.toReadings")}</Go>
          )}
          {may("tariffs.read") && <Go to={paths.tariffs({ building })}>{t("addresses.toTariffs")}</Go>}
        </nav>
      }
    >
      {trouble instanceof Problem || trouble instanceof Offline ? (
        <ErrorState of={trouble} onRetry={() => void card.refetch()} />
      ) : !card.data ? (
        <LoadingRows />
      ) : (
        <Tabs
          label={t("addresses.building")}
          value={tab}
          onChange={(value) =>
            set({ tab: value === "premises" ? undefined : value, failure: undefined, panel: undefined })
          }
          tabs={TABS.map((value) => ({
            value,
            label: t(`addresses.tab.${value}`),
          }))}
        >
          <div className={styles.tab}>
            {tab === "properties" ? (
              <PropertiesTab building={card.data} accounts={accounts.data} />
            ) : tab === "services" ? (
              <ServicesTab building={building} improvement={card.data.state?.improvement ?? ""} />
            ) : tab === "meters" ? (
              may("readings.read") ? (
                <MetersTab building={building} />
              ) : (
                <NoRights roles={[t("addresses.role.operator"), t("addresses.role.accountant")]} />
              )
            ) : tab === "allocators" ? (
              may("readings.read") ? (
                <Suspense fallback={<LoadingRows rows={6} columns={5} />}>
                  <AllocatorsTab building={building} />
                </Suspense>
              ) : (
                <NoRights roles={[t("addresses.role.operator"), t("addresses.role.accountant")]} />
              )
            ) : !may("accounts.read") ? (
              <NoRights roles={[t("addresses.role.operator"), t("addresses.role.accountant")]} />
            ) : tab === "charges" ? (
              <ChargesTab building={building} />
            ) : tab === "failures" ? (
              <Suspense fallback={<LoadingRows rows={6} columns={6} />}>
                <FailuresTab building={building} places={accounts.data?.premises ?? []} />
              </Suspense>
            ) : (
              <PremisesTab accounts={accounts} formats={formats} />
            )}
          </div>
        </Tabs>
      )}
    </Page>
  );
}
