import {
  IconAdjustments,
  IconArrowBackUp,
  IconCalculator,
  IconCash,
  IconEye,
  IconFileText,
  IconGauge,
  IconHeartHandshake,
  IconRuler2,
  IconUser,
  IconUsers,
} from "@tabler/icons-react";
import { useState } from "react";
import { troubleOf } from "../../api/client.ts";
import { Go } from "../../shell/Go.tsx";
import { Button } from "../../ui/Button.tsx";
import { useFormats } from "../../ui/formats.ts";
import { Segmented } from "../../ui/Segmented.tsx";
import { Select } from "../../ui/Select.tsx";
import { Empty, EmptyByFilter, ErrorState, LoadingRows } from "../../ui/States.tsx";
import { useT } from "../../words/words.ts";
import styles from "./account.module.css";
import type { CardAddress } from "./card-address.ts";
import { usePapers } from "../documents/queries.ts";
import { FactGrounds, type FactKind, FactSentence } from "./FactEvent.tsx";
import { type AccountEvent, type Card, useHistory } from "./queries.ts";

const FACTS = [
  "departure",
  "absence",
  "absence_decision",
  "right",
  "right_end",
  "snils",
  "subsidy",
  "subsidy_end",
  "terms",
  "value",
  "superseded",
  "method",
] as const satisfies readonly FactKind[];
const isFact = (kind: AccountEvent["kind"]): kind is FactKind => FACTS.some((fact) => fact === kind);
/** Kinds whose days and grounds are told alike. */
const hasGrounds = (kind: AccountEvent["kind"]): boolean =>
  isFact(kind) || kind === "holder" || kind === "resident" || kind === "area";

const GROUPS = {
  all: undefined,
  money: "payment,reversal",
  readings: "reading",
  charges: "charge,receipt",
  facts: `holder,resident,area,${FACTS.join(",")}`,
  views: "view",
} as const;
type Group = keyof typeof GROUPS;
const NAMES = Object.keys(GROUPS) as Group[];

const ICONS = {
  payment: IconCash,
  reversal: IconArrowBackUp,
  reading: IconGauge,
  charge: IconCalculator,
  receipt: IconFileText,
  holder: IconUser,
  resident: IconUsers,
  area: IconRuler2,
  departure: IconUsers,
  absence: IconUsers,
  absence_decision: IconUsers,
  right: IconHeartHandshake,
  right_end: IconHeartHandshake,
  snils: IconUsers,
  subsidy: IconHeartHandshake,
  subsidy_end: IconHeartHandshake,
  terms: IconAdjustments,
  value: IconAdjustments,
  superseded: IconAdjustments,
  method: IconAdjustments,
  view: IconEye,
} as const;

const PAGE = 100;

/** What happened to the account, newest first: when, what, who; by kind and by person. */
export function HistoryTab({ card, address }: { card: Card; address: CardAddress }) {
  const t = useT();
  const { day, time, instant } = useFormats();
  const group = NAMES.find((name) => name === address.query["events"]) ?? "all";
  const person = address.query["who"];
  const [limit, setLimit] = useState(PAGE);
  const history = useHistory(card.number, { kinds: GROUPS[group], limit });
  const papers = usePapers(
    { account: card.number },
    (history.data?.events ?? []).flatMap(({ basis }) => (basis === undefined ? [] : [basis])),
  );
  const trouble = troubleOf(history.error);
  if (trouble && !history.data) return <ErrorState of={trouble} onRetry={() => void history.refetch()} />;
  const events = (history.data?.events ?? []).filter(({ who }) => person === undefined || who === person);
  const people = [
    ...new Set((history.data?.events ?? []).flatMap(({ who }) => (who === undefined ? [] : [who]))),
  ];
  const days = Map.groupBy(events, ({ at }) => instant(at).slice(0, 10));
  return (
    <>
      <div className={`${styles["bar"]} noprint`}>
        <Segmented
          label={t("accounts.eventKinds")}
          value={group}
          onChange={(value) => {
            setLimit(PAGE);
            address.set({ events: value === "all" ? undefined : value });
          }}
          options={NAMES.map((value) => ({ value, label: t(`accounts.events.${value}`) }))}
        />
        <span className="spread" />
        <Select
          label={t("accounts.person")}
          isLabelHidden
          placeholder={t("accounts.anyPerson")}
          value={person}
          onChange={(value) => address.set({ who: value })}
          options={people.map((value) => ({ value, label: value }))}
        />
      </div>
      <div className={styles["scroll"]} role="region" aria-label={t("accounts.tab.history")} tabIndex={0}>
        {history.data === undefined ? <LoadingRows rows={10} columns={3} /> : null}
        {history.data !== undefined && events.length === 0 ? (
          group === "all" && person === undefined ? (
            <Empty title={t("accounts.noEvents")} />
          ) : (
            <EmptyByFilter
              filters={(group === "all" ? 0 : 1) + (person === undefined ? 0 : 1)}
              onReset={() => address.set({ events: undefined, who: undefined })}
            />
          )
        ) : null}
        {[...days].map(([date, of]) => (
          <section key={date}>
            <h3 className={styles["day"]}>{date}</h3>
            <ol>
              {of.map((event, index) => {
                const Icon = ICONS[event.kind];
                return (
                  <li key={index} className={styles["event"]}>
                    <time dateTime={event.at}>{time(event.at)}</time>
                    <Icon size={16} aria-hidden />
                    <span>
                      <What event={event} address={address} />
                      {hasGrounds(event.kind) ? (
                        <FactGrounds event={event} papers={papers} />
                      ) : event.day === undefined ? null : (
                        <span className="label t3">
                          {" "}
                          ·{" "}
                          {t.of("accounts.eventDay", event.kind, {
                            day: day(event.day),
                          })}
                        </span>
                      )}
                    </span>
                    <span className="t2">{event.who ?? "—"}</span>
                  </li>
                );
              })}
            </ol>
          </section>
        ))}
        {history.data?.hasMore ? (
          <div className={styles["section"]}>
            <Button pending={history.isFetching} onClick={() => setLimit(Math.min(500, limit + PAGE))}>
              {t("accounts.moreEvents")}
            </Button>
          </div>
        ) : null}
      </div>
    </>
  );
}

/** An event in a sentence; its document is one step away. */
function What({ event, address }: { event: AccountEvent; address: CardAddress }) {
  const t = useT();
  const { money, quantity, period } = useFormats();
  const value = event.value ?? "0";
  const text = event.text ?? "";
  if (isFact(event.kind)) return <FactSentence event={event} kind={event.kind} />;
  switch (event.kind) {
    case "payment":
    case "reversal":
    case "charge": {
      const sentence = t(`accounts.event.${event.kind}`, {
        amount: money(value),
        number: event.document ?? "",
        period: event.period === undefined ? "" : period(event.period),
        channel: event.channel === undefined ? "" : t.of("accounts.channel", event.channel),
      });
      return (
        <>
          {event.document === undefined ? (
            sentence
          ) : (
            <Go to={address.document(event.document)} className="linked">
              {sentence}
            </Go>
          )}
          {event.kind === "charge" || text === "" ? "" : ` · ${text}`}
        </>
      );
    }
    case "reading":
      return (
        <>
          {t("accounts.event.reading", {
            resource: t.of("accounts.resource", event.resource ?? ""),
            serial: text,
            value: quantity(value),
            source: t.of("accounts.source", event.channel ?? "clerk"),
          })}
          {event.before === undefined
            ? ""
            : ` · ${t("accounts.event.corrected", { before: quantity(event.before) })}`}
        </>
      );
    case "receipt":
      return (
        <>
          {t("accounts.event.receipt", {
            period: event.period === undefined ? "" : period(event.period),
            amount: money(value),
          })}
        </>
      );
    case "area":
      return <>{t("accounts.event.area", { area: quantity(value) })}</>;
    case "holder":
    case "resident":
      return <>{t(`accounts.event.${event.kind}`, { name: text })}</>;
    case "view":
      return <>{t(text === "receipt.read" ? "accounts.event.receiptRead" : "accounts.event.view")}</>;
  }
}
