import { useWork } from "../../shell/context.ts";
import { DateInput } from "../../ui/DateInput.tsx";
import { useT } from "../../words/words.ts";
import styles from "./TariffsPage.module.css";

/** From which day on something holds, and the day of its end where it has one. */
export function SpanFields({
  from,
  to,
  onFrom,
  onTo,
  toHint,
}: {
  from: string | undefined;
  to: string | undefined;
  onFrom: (day: string | undefined) => void;
  onTo: (day: string | undefined) => void;
  toHint: string;
}) {
  const t = useT();
  const { today, period } = useWork();
  return (
    <div className={styles.pair}>
      <DateInput
        label={t("tariffs.fromDay")}
        name="from"
        value={from}
        today={today}
        period={period}
        onChange={onFrom}
        required
      />
      <DateInput
        label={t("tariffs.toDay")}
        name="to"
        value={to}
        today={today}
        period={period}
        onChange={onTo}
        hint={toHint}
      />
    </div>
  );
}
