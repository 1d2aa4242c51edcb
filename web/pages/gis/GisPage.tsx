import { useAddress } from "../../shell/address.ts";
import { useWork } from "../../shell/context.ts";
import { Page } from "../../ui/Page.tsx";
import { Tabs } from "../../ui/Tabs.tsx";
import { useT } from "../../words/words.ts";
import { ExchangeTab } from "./ExchangeTab.tsx";
import { ParticipantsTab } from "./ParticipantsTab.tsx";
import { ServicesTab } from "./ServicesTab.tsx";

const TABS = ["participants", "exchange", "services"] as const;

/** The exchange with the state system: who takes part, what was told and answered, which items our services are. */
export function GisPage() {
  const t = useT();
  const { may } = useWork();
  const { query, set } = useAddress();
  const tab = TABS.find((one) => one === query["tab"]) ?? "participants";
  return (
    <Page title={t("gis.title")} subtitle={t("gis.subtitle")}>
      <Tabs
        label={t("gis.title")}
        value={tab}
        onChange={(value) => set({ tab: value, company: undefined, service: undefined })}
        tabs={TABS.map((value) => ({ value, label: t(`gis.tab.${value}`) }))}
      >
        {tab === "participants" ? <ParticipantsTab /> : null}
        {tab === "exchange" ? <ExchangeTab /> : null}
        {tab === "services" ? <ServicesTab mayChange={may("gis.settings")} /> : null}
      </Tabs>
    </Page>
  );
}
