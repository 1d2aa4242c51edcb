import { IconExternalLink } from "@tabler/icons-react";
import { troubleOf } from "../../api/client.ts";
import { useAddress } from "../../shell/address.ts";
import { useWork } from "../../shell/context.ts";
import { Page } from "../../ui/Page.tsx";
import { Empty, ErrorState, LoadingRows } from "../../ui/States.tsx";
import { Tabs } from "../../ui/Tabs.tsx";
import { useT } from "../../words/words.ts";
import { DisclosureTab } from "./DisclosureTab.tsx";
import { FilesTab } from "./FilesTab.tsx";
import { LooksTab } from "./LooksTab.tsx";
import { useSite } from "./queries.ts";
import { TextsTab } from "./TextsTab.tsx";

const TABS = ["texts", "files", "disclosure", "looks"] as const;

/** What the company shows of itself on the public portal: texts, files, its mark and its colour. */
export function SitePage() {
  const t = useT();
  const { organization } = useWork();
  const { query, set } = useAddress();
  const site = useSite(organization?.id);
  const trouble = troubleOf(site.error);
  const tab = TABS.find((one) => one === query["tab"]) ?? "texts";
  return (
    <Page
      title={t("company.title")}
      subtitle={t("company.subtitle")}
      actions={
        site.data ? (
          <a href={site.data.address} target="_blank" rel="noreferrer">
            <IconExternalLink size={16} aria-hidden /> {t("company.open")}
          </a>
        ) : undefined
      }
    >
      {organization === undefined ? (
        <Empty title={t("company.choose")}>{t("company.chooseHow")}</Empty>
      ) : trouble ? (
        <ErrorState of={trouble} onRetry={() => void site.refetch()} />
      ) : site.data ? (
        <Tabs
          label={t("company.title")}
          value={tab}
          onChange={(value) => set({ tab: value, text: undefined, form: undefined, year: undefined })}
          tabs={TABS.map((value) => ({ value, label: t(`company.tab.${value}`) }))}
        >
          {tab === "texts" ? <TextsTab site={site.data} /> : null}
          {tab === "files" ? <FilesTab site={site.data} /> : null}
          {tab === "disclosure" ? <DisclosureTab site={site.data} /> : null}
          {tab === "looks" ? <LooksTab key={site.data.accent} site={site.data} /> : null}
        </Tabs>
      ) : (
        <LoadingRows rows={8} columns={4} />
      )}
    </Page>
  );
}
