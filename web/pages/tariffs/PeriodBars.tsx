import { useFormats } from "../../ui/formats.ts";
import { useT } from "../../words/words.ts";
import type { TimelineValue } from "./queries.ts";
import styles from "./TariffsPage.module.css";

const WIDTH = 1000;
const AHEAD_DAYS = 120;

/** Periods as bars, the day looked at marked; the table beneath says the same in numbers. */
export function PeriodBars({ values, on }: { values: readonly TimelineValue[]; on: string }) {
  const t = useT();
  const formats = useFormats();
  const first = Math.min(...values.map(({ from }) => dayNumber(from)));
  const last = Math.max(
    dayNumber(on) + AHEAD_DAYS,
    ...values.map(({ from, to }) => dayNumber(to ?? from) + AHEAD_DAYS),
  );
  const x = (day: number): number => ((day - first) / (last - first)) * WIDTH;
  const at = x(dayNumber(on));
  return (
    <svg
      className={styles.bars}
      viewBox={`0 0 ${WIDTH} 22`}
      preserveAspectRatio="none"
      role="img"
      aria-label={t("tariffs.bars", { count: values.length, day: formats.day(on) })}
    >
      {values.map(({ from, to, value }) => {
        const start = x(dayNumber(from));
        const end = to === undefined ? WIDTH : x(dayNumber(to));
        const isNow = from <= on && (to === undefined || on < to);
        return (
          <rect
            key={from}
            className={isNow ? styles.barNow : from > on ? styles.barNext : styles.barPast}
            x={start}
            width={Math.max(2, end - start - 3)}
            y={5}
            height={12}
          >
            <title>{`${formats.day(from)}: ${formats.quantity(value, 2)}`}</title>
          </rect>
        );
      })}
      {at >= 0 && at <= WIDTH && <line className={styles.barToday} x1={at} x2={at} y1={0} y2={22} />}
    </svg>
  );
}

const dayNumber = (day: string): number => Date.parse(`${day}T00:00:00Z`) / 86_400_000;
