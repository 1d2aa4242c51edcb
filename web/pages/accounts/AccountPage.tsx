import { useParams } from "@tanstack/react-router";
import { lazy, Suspense, useEffect } from "react";
import { Problem, troubleOf } from "../../api/client.ts";
import { paths } from "../../paths.ts";
import { useWork } from "../../shell/context.ts";
import { useGo } from "../../shell/Go.tsx";
import { rememberAccount } from "../../shell/recent.ts";
import { Button } from "../../ui/Button.tsx";
import { useFormats } from "../../ui/formats.ts";
import { Note } from "../../ui/Note.tsx";
import { Page } from "../../ui/Page.tsx";
import { Empty, ErrorState, LoadingRows } from "../../ui/States.tsx";
import { Tabs } from "../../ui/Tabs.tsx";
import { useT, withLateSentences } from "../../words/words.ts";
import styles from "./account.module.css";
import { type CardAddress, type CardTab, TABS, useCardAddress } from "./card-address.ts";
import { IdentityBand } from "./IdentityBand.tsx";
import { MoneyBand } from "./MoneyBand.tsx";
import { PaymentsTab } from "./PaymentsTab.tsx";
import { type Card, useCard } from "./queries.ts";
import { QuickActions } from "./QuickActions.tsx";
import { StatementTab } from "./StatementTab.tsx";

// The card opens with the statement; what else there is comes when it is wanted.
const AbsenceDecisionPanel = lazy(async () => ({
  default: (await import("./AbsenceDecisionPanel.tsx")).AbsenceDecisionPanel,
}));
const AbsencePanel = lazy(async () => ({
  default: (await withLateSentences(import("./AbsencePanel.tsx"))).AbsencePanel,
}));
const AutopayPanel = lazy(async () => ({
  default: (await withLateSentences(import("./AutopayPanel.tsx"))).AutopayPanel,
}));
const ChargesTab = lazy(async () => ({ default: (await import("./ChargesTab.tsx")).ChargesTab }));
const DebtsPanel = lazy(async () => ({ default: (await import("./DebtsPanel.tsx")).DebtsPanel }));
const DocumentPanel = lazy(async () => ({ default: (await import("./DocumentPanel.tsx")).DocumentPanel }));
const HistoryTab = lazy(async () => ({
  default: (await withLateSentences(import("./HistoryTab.tsx"))).HistoryTab,
}));
const MessagesTab = lazy(async () => ({
  default: (await withLateSentences(import("./MessagesTab.tsx"))).MessagesTab,
}));
const MetersTab = lazy(async () => ({ default: (await import("./MetersTab.tsx")).MetersTab }));
const ParametersTab = lazy(async () => ({ default: (await import("./ParametersTab.tsx")).ParametersTab }));
const PaymentPanel = lazy(async () => ({ default: (await import("./PaymentPanel.tsx")).PaymentPanel }));
const PeopleTab = lazy(async () => ({
  default: (await withLateSentences(import("./PeopleTab.tsx"))).PeopleTab,
}));
const ReadingPanel = lazy(async () => ({ default: (await import("./ReadingPanel.tsx")).ReadingPanel }));
const AccessPanel = lazy(async () => ({
  default: (await withLateSentences(import("./AccessPanel.tsx"))).AccessPanel,
}));
const CertificatesPanel = lazy(async () => ({
  default: (await withLateSentences(import("./CertificatesPanel.tsx"))).CertificatesPanel,
}));
const SnilsPanel = lazy(async () => ({
  default: (await withLateSentences(import("./SnilsPanel.tsx"))).SnilsPanel,
}));
const EndRightPanel = lazy(async () => ({
  default: (await withLateSentences(import("./RightPanels.tsx"))).EndRightPanel,
}));
const GrantRightPanel = lazy(async () => ({
  default: (await withLateSentences(import("./RightPanels.tsx"))).GrantRightPanel,
}));
const EndSubsidyPanel = lazy(async () => ({
  default: (await withLateSentences(import("./EndSubsidyPanel.tsx"))).EndSubsidyPanel,
}));
const SubsidyPanel = lazy(async () => ({
  default: (await withLateSentences(import("./SubsidyPanel.tsx"))).SubsidyPanel,
}));
const WaiverPanel = lazy(async () => ({ default: (await import("./WaiverPanel.tsx")).WaiverPanel }));
const WhyPanel = lazy(async () => ({ default: (await import("./WhyPanel.tsx")).WhyPanel }));

/** The account card: who, how much, why, and what can be done about it. */
export function AccountPage() {
  const { number = "" } = useParams({ strict: false }) as { number?: string };
  const t = useT();
  const go = useGo();
  const { signedIn } = useWork();
  const address = useCardAddress(number);
  const card = useCard(number, address.on);
  const shown = card.data?.number === number ? card.data : undefined;
  const { login } = signedIn.user;
  useEffect(() => {
    if (shown) {
      rememberAccount(login, {
        number: shown.number,
        address: shown.address,
        holder: shown.holder?.holderName ?? "",
      });
    }
  }, [shown, login]);
  const trouble = troubleOf(card.error);
  if (trouble && !shown) {
    const isUnknown = trouble instanceof Problem && trouble.status === 404;
    return (
      <Page title={isUnknown ? t("accounts.unknown", { number }) : t("accounts.title")}>
        {isUnknown ? (
          <Empty
            title={trouble.message}
            action={
              <Button onClick={() => go(paths.accounts({ q: number }))}>{t("accounts.searchIt")}</Button>
            }
          >
            {t("accounts.unknownHow")}
          </Empty>
        ) : (
          <ErrorState of={trouble} onRetry={() => void card.refetch()} />
        )}
      </Page>
    );
  }
  return (
    <Page title={shown === undefined ? t("accounts.title") : shortAddress(shown.address)} bare>
      {shown === undefined ? (
        <LoadingRows rows={12} columns={6} />
      ) : (
        <Shown key={number} card={shown} address={address} />
      )}
    </Page>
  );
}

/** The city is said on the card itself; a tab of the browser has no room for it. */
const shortAddress = (address: string): string => address.split(", ").slice(1).join(", ") || address;

function Shown({ card, address }: { card: Card; address: CardAddress }) {
  const t = useT();
  const { day } = useFormats();
  const hasPanel = address.panel !== undefined || address.why !== undefined;
  const toTab = (tab: CardTab): void => address.set({ tab: tab === "statement" ? undefined : tab }, "push");
  return (
    <div className={styles["card"]}>
      <IdentityBand card={card} address={address} />
      <div className={styles["below"]}>
        <div className={`${styles["main"]} ${hasPanel ? styles["beside"] : ""}`}>
          <MoneyBand card={card} address={address} isNarrow={hasPanel} />
          <QuickActions card={card} address={address} />
          {address.on === undefined ? null : (
            <div className={styles["note"]}>
              <Note
                state="warn"
                actions={
                  <Button kind="ghost" onClick={() => address.set({ on: undefined }, "push")}>
                    {t("accounts.toToday")}
                  </Button>
                }
              >
                {t("accounts.asOfNote", { day: day(card.on) })}
              </Note>
            </div>
          )}
          <Tabs
            label={t("accounts.tabs")}
            value={address.tab}
            onChange={toTab}
            tabs={TABS.map((value) => ({ value, label: t(`accounts.tab.${value}`) }))}
          >
            <Suspense fallback={<LoadingRows rows={8} columns={4} />}>
              <TabContent card={card} address={address} />
            </Suspense>
          </Tabs>
        </div>
        <Suspense>
          <Beside card={card} address={address} />
        </Suspense>
      </div>
    </div>
  );
}

function TabContent({ card, address }: { card: Card; address: CardAddress }) {
  switch (address.tab) {
    case "statement":
      return <StatementTab card={card} address={address} />;
    case "charges":
      return <ChargesTab card={card} address={address} />;
    case "payments":
      return <PaymentsTab card={card} address={address} />;
    case "meters":
      return <MetersTab card={card} address={address} />;
    case "people":
      return <PeopleTab card={card} address={address} />;
    case "parameters":
      return <ParametersTab card={card} address={address} />;
    case "messages":
      return <MessagesTab card={card} />;
    case "history":
      return <HistoryTab card={card} address={address} />;
  }
}

/** One thing at a time beside the card. */
function Beside({ card, address }: { card: Card; address: CardAddress }) {
  const close = (): void =>
    address.set({ panel: undefined, why: undefined, copy: undefined, age: undefined }, "push");
  if (address.why !== undefined)
    return (
      <WhyPanel
        key={`${address.why.period}.${address.why.service}`}
        card={card}
        address={address}
        onClose={close}
      />
    );
  if (address.panel === "payment")
    return <PaymentPanel key={address.copy} card={card} copy={address.copy} onClose={close} />;
  if (address.panel === "access") return <AccessPanel card={card} onClose={close} />;
  if (address.panel === "papers") return <CertificatesPanel card={card} onClose={close} />;
  if (address.panel === "waiver") return <WaiverPanel card={card} onClose={close} />;
  if (address.panel === "absence")
    return (
      <AbsencePanel
        card={card}
        onClose={close}
        onStated={(no) => address.set({ panel: `absence:${no}` }, "replace")}
      />
    );
  const absence = /^absence:([1-9]\d*)$/.exec(address.panel ?? "")?.[1];
  if (absence !== undefined)
    return <AbsenceDecisionPanel key={absence} card={card} no={Number(absence)} onClose={close} />;
  const insured = /^snils:([1-9]\d*)$/.exec(address.panel ?? "")?.[1];
  if (insured !== undefined)
    return <SnilsPanel key={insured} card={card} resident={Number(insured)} onClose={close} />;
  if (address.panel === "right") return <GrantRightPanel card={card} onClose={close} />;
  const ending = /^subsidy:(.+)$/.exec(address.panel ?? "")?.[1];
  if (ending !== undefined) return <EndSubsidyPanel card={card} from={ending} onClose={close} />;
  if (address.panel === "subsidy") return <SubsidyPanel card={card} onClose={close} />;
  const right = /^right:([1-9]\d*)\.(\w+)\.([\d-]{10})$/.exec(address.panel ?? "");
  if (right) {
    const [, resident = "", code = "", from = ""] = right;
    return (
      <EndRightPanel
        key={address.panel}
        card={card}
        right={{ resident: Number(resident), code, from }}
        onClose={close}
      />
    );
  }
  if (address.panel === "autopay") return <AutopayPanel card={card} onClose={close} />;
  if (address.panel === "reading") return <ReadingPanel card={card} onClose={close} />;
  if (address.panel === "debts") return <DebtsPanel card={card} address={address} onClose={close} />;
  const document = /^document:([1-9]\d*)$/.exec(address.panel ?? "")?.[1];
  return document === undefined ? null : (
    <DocumentPanel key={document} card={card} address={address} document={document} onClose={close} />
  );
}
