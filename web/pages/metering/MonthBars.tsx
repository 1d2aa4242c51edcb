import { useFormats } from "../../ui/formats.ts";
import styles from "./ReadingsEntryPage.module.css";

const BAR = { width: 14, step: 19, height: 34 };

/** Thirteen months at the size of a strip; the same in words for those who cannot see it. */
export function MonthBars({
  period,
  months,
  label,
  unit,
}: {
  period: string;
  months: readonly (bigint | undefined)[];
  label: string;
  unit: string;
}) {
  const formats = useFormats();
  const largest = months.reduce<bigint>((most, of) => (of !== undefined && of > most ? of : most), 1n);
  const periods = months.map((_, at) => monthsBefore(period, months.length - 1 - at));
  const words = months.map(
    (volume, at) =>
      `${formats.shortPeriod(periods[at] ?? period)}: ${volume === undefined ? "—" : formats.quantity(volume)}`,
  );
  return (
    <svg
      className={styles.bars}
      width={months.length * BAR.step}
      height={BAR.height + 16}
      role="img"
      aria-label={`${label}, ${unit}. ${words.join("; ")}`}
    >
      {months.map((volume, at) => {
        const isNow = at === months.length - 1;
        const share = volume === undefined || volume < 0n ? 0 : Number((volume * 1000n) / largest) / 1000;
        const height = volume === undefined ? 0 : Math.max(2, share * BAR.height);
        const x = at * BAR.step;
        return (
          <g key={periods[at]}>
            <title>{words[at]}</title>
            <rect
              className={isNow ? styles.barNow : styles.bar}
              x={x}
              y={BAR.height - height}
              width={BAR.width}
              height={height}
              rx={1.5}
            />
            <text className={styles.barName} x={x + BAR.width / 2} y={BAR.height + 13} textAnchor="middle">
              {formats
                .shortPeriod(periods[at] ?? period)
                .slice(0, 1)
                .toUpperCase()}
            </text>
          </g>
        );
      })}
    </svg>
  );
}

function monthsBefore(period: string, count: number): string {
  const index = Number(period.slice(0, 4)) * 12 + Number(period.slice(5)) - 1 - count;
  return `${Math.floor(index / 12)}-${String((index % 12) + 1).padStart(2, "0")}`;
}
