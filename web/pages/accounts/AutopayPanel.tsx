import { useState } from "react";
import { troubleOf } from "../../api/client.ts";
import { paths } from "../../paths.ts";
import { useWork } from "../../shell/context.ts";
import { Go } from "../../shell/Go.tsx";
import { Button } from "../../ui/Button.tsx";
import { Chip } from "../../ui/Chip.tsx";
import { ConfirmDialog } from "../../ui/ConfirmDialog.tsx";
import { useFormats } from "../../ui/formats.ts";
import { SidePanel } from "../../ui/SidePanel.tsx";
import { ErrorState, LoadingRows } from "../../ui/States.tsx";
import { toast } from "../../ui/toast.ts";
import { useT } from "../../words/words.ts";
import styles from "./account.module.css";
import {
  type Autopay,
  type AutopayRule,
  type AutopayTurn,
  type KeptCard,
  useAutopay,
  useAutopayStop,
  useCardForgetting,
} from "./autopay-queries.ts";
import type { Card } from "./queries.ts";

/** The payer's kept cards and automatic payment: what is set, what became of each month, and the ways to end them. */
export function AutopayPanel({ card, onClose }: { card: Card; onClose: () => void }) {
  const t = useT();
  const autopay = useAutopay(card.number);
  const trouble = troubleOf(autopay.error);
  return (
    <SidePanel
      title={t("autopay.title")}
      subtitle={card.holder?.holderName}
      keys={[["Escape", t("ui.close")]]}
      onClose={onClose}
    >
      {autopay.data ? (
        <Body account={card.number} autopay={autopay.data} />
      ) : trouble ? (
        <ErrorState of={trouble} onRetry={() => void autopay.refetch()} />
      ) : (
        <LoadingRows rows={8} columns={2} />
      )}
    </SidePanel>
  );
}

function Body({ account, autopay }: { account: string; autopay: Autopay }) {
  const t = useT();
  const { money, instant } = useFormats();
  const { cards, rule, turns, events, consent } = autopay;
  return (
    <>
      <p className="t2">{t("autopay.about")}</p>
      <h3 className={styles["autopay"]}>{t("autopay.rule")}</h3>
      {rule === undefined ? (
        <p>{t("autopay.noRule")}</p>
      ) : (
        <Rule account={account} rule={rule} mask={cards.find(({ card }) => card === rule.card)?.mask ?? ""} />
      )}
      <h3 className={styles["autopay"]}>{t("autopay.cards")}</h3>
      {cards.length === 0 ? (
        <p>{t("autopay.noCards")}</p>
      ) : (
        <ul className={styles["autopayList"]}>
          {cards.map((one) => (
            <Kept key={one.card} account={account} kept={one} />
          ))}
        </ul>
      )}
      {turns.length === 0 ? null : <Turns turns={turns} />}
      {events.length === 0 ? null : (
        <>
          <h3 className={styles["autopay"]}>{t("autopay.events")}</h3>
          <ul className={styles["autopayList"]}>
            {events.map(({ event, code, data, recordedAt }) => (
              <li key={event}>
                {t(`autopay.event.${code}`)}
                {data["mask"] === undefined ? null : ` ${data["mask"]}`}
                {data["amount"] === undefined ? null : ` ${money(kopecksOf(data["amount"]))} ₽`}
                <div className="label t2">{instant(recordedAt)}</div>
              </li>
            ))}
          </ul>
        </>
      )}
      <details className={styles["autopay"]}>
        <summary>{t("autopay.consent")}</summary>
        <p className="t2">{consent.keep}</p>
        <p className="t2">{consent.autopay}</p>
      </details>
    </>
  );
}

/** "4123.45", as an event keeps it. */
const kopecksOf = (text: string): bigint => BigInt(text.replace(".", ""));

function Rule({ account, rule, mask }: { account: string; rule: AutopayRule; mask: string }) {
  const t = useT();
  const { may } = useWork();
  const { money, day, period, instant } = useFormats();
  const [isAsking, setIsAsking] = useState(false);
  const stop = useAutopayStop(account);
  const isOn = rule.stoppedAt === undefined;
  const facts: readonly (readonly [name: string, value: string])[] = [
    [t("autopay.card"), mask],
    [
      t("autopay.amount"),
      rule.cap === undefined ? t("autopay.allDue") : t("autopay.upTo", { amount: money(rule.cap) }),
    ],
    [t("autopay.when"), t(`autopay.schedule.${rule.schedule}`, { days: rule.days })],
    ...(rule.nextMonth === undefined || rule.announceOn === undefined
      ? []
      : [
          [
            t("autopay.next"),
            t("autopay.nextOn", { month: period(rule.nextMonth), day: day(rule.announceOn) }),
          ] as const,
        ]),
  ];
  return (
    <>
      <p>
        {rule.stoppedAt === undefined ? (
          <Chip state="ok">{t("autopay.on")}</Chip>
        ) : (
          <>
            <Chip state="mute">{t("autopay.stopped", { at: instant(rule.stoppedAt) })}</Chip>{" "}
            {rule.stopReason === undefined ? null : t(`autopay.because.${rule.stopReason}`)}
          </>
        )}
      </p>
      <dl className={styles["autopayFacts"]}>
        {facts.map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      {isOn ? (
        <Button
          kind="danger"
          disabledReason={may("payments.reverse") ? undefined : t("autopay.mayNot")}
          onClick={() => setIsAsking(true)}
        >
          {t("autopay.stop")}
        </Button>
      ) : null}
      <ConfirmDialog
        isOpen={isAsking}
        title={t("autopay.stop")}
        confirmLabel={t("autopay.stop")}
        isDangerous
        pending={stop.isPending}
        refusal={troubleOf(stop.error)}
        onClose={() => setIsAsking(false)}
        onConfirm={() =>
          stop.mutate(undefined, {
            onSuccess: () => {
              setIsAsking(false);
              toast({ kind: "ok", text: t("autopay.stoppedNow") });
            },
          })
        }
      >
        <p>{t("autopay.stopAbout")}</p>
      </ConfirmDialog>
    </>
  );
}

function Kept({ account, kept }: { account: string; kept: KeptCard }) {
  const t = useT();
  const { may } = useWork();
  const { day, period, instant } = useFormats();
  const [isAsking, setIsAsking] = useState(false);
  const forgetting = useCardForgetting(account);
  const about = [
    kept.issuer,
    kept.expires === undefined ? "" : t("autopay.until", { month: period(kept.expires) }),
    t("autopay.keptAt", { at: day(kept.keptAt.slice(0, 10)) }),
    t("autopay.agreed", { at: day(kept.agreedAt.slice(0, 10)), version: kept.consentVersion }),
  ].filter((part) => part !== "");
  return (
    <li>
      <span className="row">
        <span className="num">{kept.mask}</span>
        <span className="spread" />
        {kept.endedAt !== undefined && kept.endReason !== undefined ? (
          <Chip state="mute">{t(`autopay.end.${kept.endReason}`, { at: instant(kept.endedAt) })}</Chip>
        ) : (
          <Button
            kind="danger"
            disabledReason={may("payments.reverse") ? undefined : t("autopay.mayNot")}
            onClick={() => setIsAsking(true)}
          >
            {t("autopay.forget")}
          </Button>
        )}
      </span>
      <div className="label t2">{about.join("; ")}</div>
      <ConfirmDialog
        isOpen={isAsking}
        title={t("autopay.forgetTitle", { mask: kept.mask })}
        confirmLabel={t("autopay.forget")}
        isDangerous
        pending={forgetting.isPending}
        refusal={troubleOf(forgetting.error)}
        onClose={() => setIsAsking(false)}
        onConfirm={() =>
          forgetting.mutate(kept.card, {
            onSuccess: () => {
              setIsAsking(false);
              toast({ kind: "ok", text: t("autopay.forgotten", { mask: kept.mask }) });
            },
          })
        }
      >
        <p>{t("autopay.forgetAbout")}</p>
      </ConfirmDialog>
    </li>
  );
}

const CHIP_OF = {
  announced: "info",
  asked: "info",
  declined: "warn",
  paid: "ok",
  nothing_due: "mute",
  given_up: "danger",
  stopped: "mute",
} as const;

function Turns({ turns }: { turns: readonly AutopayTurn[] }) {
  const t = useT();
  const { money, day, period } = useFormats();
  return (
    <>
      <h3 className={styles["autopay"]}>{t("autopay.months")}</h3>
      <ul className={styles["autopayList"]}>
        {turns.map((turn) => (
          <li key={turn.month}>
            <span className="row">
              {period(turn.month)}
              <Chip state={CHIP_OF[turn.state]}>{t(`autopay.turn.${turn.state}`)}</Chip>
              <span className="spread" />
              <span className="num">{money(turn.amount)} ₽</span>
            </span>
            <div className="label t2">
              {t("autopay.charged")} {day(turn.chargeOn)}
              {turn.orders.map((order) => (
                <span key={order}>
                  {", "}
                  <Go to={paths.onlinePayments({ order })}>{t("autopay.order", { order })}</Go>
                </span>
              ))}
            </div>
          </li>
        ))}
      </ul>
    </>
  );
}
