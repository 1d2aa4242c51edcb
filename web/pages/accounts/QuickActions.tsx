import { IconFileText } from "@tabler/icons-react";
import { useWork } from "../../shell/context.ts";
import { Button } from "../../ui/Button.tsx";
import { DateInput } from "../../ui/DateInput.tsx";
import { useFormats } from "../../ui/formats.ts";
import { useHotkeys } from "../../ui/hotkeys.ts";
import { useWords } from "../../words/words.ts";
import { PaymentLink } from "../payments/PaymentLink.tsx";
import styles from "./account.module.css";
import type { CardAddress } from "./card-address.ts";
import { type Card, useStatement } from "./queries.ts";

/** The frequent deeds, each a panel over the card, and the day that the card is seen on. */
export function QuickActions({ card, address }: { card: Card; address: CardAddress }) {
  const { t, language } = useWords();
  const { period: write } = useFormats();
  const { may, today, period } = useWork();
  const month = useStatement(card.number, { from: period, to: period }).data?.months.find(
    (one) => one.period === period,
  );
  const wasPast = address.on === undefined ? undefined : t("accounts.onlyToday");
  const mayPay = may("payments.take") ? wasPast : t("accounts.mayNotPay");
  const mayRead = may("readings.enter") ? wasPast : t("accounts.mayNotRead");
  const open = (panel: "payment" | "reading", reason: string | undefined) => (): void => {
    if (reason === undefined) address.set({ panel, why: undefined, copy: undefined }, "push");
  };
  /** Of the payment that is open beside the card, else of the last one. */
  const copy = (): void => {
    const open = /^document:(\d{11})$/.exec(address.panel ?? "")?.[1];
    if (mayPay === undefined) address.set({ panel: "payment", copy: open ?? "last", why: undefined }, "push");
  };
  useHotkeys([
    { keys: "F7", label: t("accounts.payment"), run: open("payment", mayPay) },
    { keys: "F8", label: t("accounts.reading"), run: open("reading", mayRead) },
    { keys: "F9", label: t("accounts.copyPayment"), run: copy },
  ]);
  const isCharged = month !== undefined && BigInt(month.charged) !== 0n;
  return (
    <div className={`${styles["actions"]} noprint`}>
      <Button kind="primary" hotkey="F7" disabledReason={mayPay} onClick={open("payment", mayPay)}>
        {t("accounts.payment")}
      </Button>
      <Button hotkey="F8" disabledReason={mayRead} onClick={open("reading", mayRead)}>
        {t("accounts.reading")}
      </Button>
      <PaymentLink account={card.number} disabledReason={mayPay} />
      <Button
        icon={<IconFileText size={16} aria-hidden />}
        disabledReason={
          !may("receipts.read")
            ? t("accounts.mayNotReceipt")
            : isCharged
              ? undefined
              : t("accounts.receiptNotCharged", { period: write(period) })
        }
        onClick={() =>
          window.open(
            `/api/accounts/${card.number}/receipts/${period}.pdf?language=${language}`,
            "_blank",
            "noopener",
          )
        }
      >
        {t("accounts.receipt", { period: write(period) })}
      </Button>
      {may("residents.read") && (
        <Button onClick={() => address.set({ panel: "access", why: undefined, copy: undefined }, "push")}>
          {t("accounts.access")}
        </Button>
      )}
      {may("receipts.read") && (
        <Button onClick={() => address.set({ panel: "papers", why: undefined, copy: undefined }, "push")}>
          {t("accounts.papers")}
        </Button>
      )}
      <span className="spread" />
      <div className={styles["asof"]}>
        <span className="label t2">{t("accounts.asOf")}</span>
        <span className={styles["asofday"]}>
          <DateInput
            label={t("accounts.asOf")}
            isLabelHidden
            value={address.on ?? today}
            onChange={(day) => {
              if (day !== undefined) address.set({ on: day >= today ? undefined : day }, "push");
            }}
            today={today}
            period={period}
            max={today}
          />
        </span>
      </div>
    </div>
  );
}
