import { useAddress } from "../../shell/address.ts";
import { useFormats } from "../../ui/formats.ts";
import { useT } from "../../words/words.ts";
import styles from "./payments.module.css";
import type { Totals } from "./queries.ts";

/** What the whole list comes to, by how the money came; each sum leads to its payments. */
export function ChannelSums({ totals }: { totals: Totals | undefined }) {
  const t = useT();
  const { money, count } = useFormats();
  const { query, set } = useAddress();
  if (!totals) return <div className={styles["sums"]} aria-hidden />;
  const isNarrowed = query["channel"] !== undefined || query["reversed"] !== undefined;
  return (
    <dl className={styles["sums"]}>
      <Sum
        name={t("payments.all")}
        count={count(totals.count)}
        amount={money(totals.amount)}
        isOn={!isNarrowed}
        onClick={() => set({ channel: undefined, reversed: undefined })}
      />
      {totals.channels.map((one) => (
        <Sum
          key={one.channel}
          name={t(`payments.channel.${one.channel}`)}
          count={count(one.count)}
          amount={money(one.amount)}
          isOn={query["channel"] === one.channel}
          onClick={() => set({ channel: query["channel"] === one.channel ? undefined : one.channel })}
        />
      ))}
      {totals.reversedCount > 0 ? (
        <Sum
          name={t("payments.ofThemReversed")}
          count={count(totals.reversedCount)}
          amount={money(totals.reversedAmount)}
          isOn={query["reversed"] === "yes"}
          onClick={() => set({ reversed: query["reversed"] === "yes" ? undefined : "yes" })}
        />
      ) : null}
    </dl>
  );
}

function Sum(of: { name: string; count: string; amount: string; isOn: boolean; onClick: () => void }) {
  return (
    <div className={styles["sumOf"]}>
      <dt className="label t2">{of.name}</dt>
      <dd>
        <button type="button" className={styles["figure"]} aria-pressed={of.isOn} onClick={of.onClick}>
          <span className="strong num">{of.amount}</span> <span className="t3 num label">{of.count}</span>
        </button>
      </dd>
    </div>
  );
}
