import type { MonthVolume, YearBefore } from "../../../src/flows/private-account-contract.ts";
import { useWords } from "../words/words.ts";

const HEIGHT = 150;
const STEP = 46;

/** What a meter counted by months: a picture, one sentence against the year before, and the same as a table. */
export function Volumes({
  months,
  yearBefore,
  unit,
}: {
  readonly months: readonly MonthVolume[];
  readonly yearBefore: YearBefore | undefined;
  readonly unit: string;
}) {
  const { t, f } = useWords();
  const [first, last] = [months[0], months.at(-1)];
  if (!first || !last) return null;
  const told = (volume: bigint): string => `${f.quantity(volume)}\u00a0${unit}`;
  return (
    <div className="stack">
      <h3>{t("my.volumes")}</h3>
      {yearBefore && <p>{t(...sentenceOf(yearBefore, told, f.period(yearBefore.period)))}</p>}
      <Bars months={months} told={told} />
      <details>
        <summary>{t("my.volumesTable")}</summary>
        <table>
          <caption className="hidden">
            {t("my.volumesSpan", { from: f.period(first.period), to: f.period(last.period) })}
          </caption>
          <thead>
            <tr>
              <th scope="col">{t("my.volumesMonth")}</th>
              <th scope="col">{t("my.volumesUsed", { unit })}</th>
            </tr>
          </thead>
          <tbody>
            {months.toReversed().map(({ period, volume }) => (
              <tr key={period}>
                <th scope="row">{f.period(period)}</th>
                <td className="number">{volume === undefined ? t("my.notRead") : f.quantity(volume)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </details>
    </div>
  );
}

function sentenceOf({ volume, before }: YearBefore, told: (volume: bigint) => string, month: string) {
  const values = {
    month,
    volume: told(volume),
    before: told(before),
    difference: told(volume > before ? volume - before : before - volume),
  };
  return [
    volume === before ? "my.yearSame" : volume > before ? "my.yearMore" : "my.yearLess",
    values,
  ] as const;
}

function Bars({
  months,
  told,
}: {
  readonly months: readonly MonthVolume[];
  readonly told: (volume: bigint) => string;
}) {
  const { t, f } = useWords();
  const most = months.reduce((max, { volume = 0n }) => (volume > max ? volume : max), 0n);
  const heightOf = (volume: bigint): number =>
    volume <= 0n || most === 0n ? 0 : Math.max(2, Number((volume * BigInt(HEIGHT)) / most));
  return (
    <svg
      className="year"
      viewBox={`0 0 ${months.length * STEP} ${HEIGHT + 34}`}
      role="img"
      aria-label={t("my.volumesMost", { most: told(most) })}
    >
      {months.map(({ period, volume }, at) => (
        <g key={period} aria-hidden="true">
          {volume !== undefined && (
            <rect
              className={at === months.length - 1 ? "now" : undefined}
              x={at * STEP + 6}
              y={HEIGHT - heightOf(volume)}
              width={STEP - 12}
              height={heightOf(volume)}
              rx="5"
            />
          )}
          {(months.length - 1 - at) % 3 === 0 && (
            <text x={at * STEP + STEP / 2} y={HEIGHT + 26}>
              {f.shortPeriod(period).split(" ")[0]}
            </text>
          )}
        </g>
      ))}
    </svg>
  );
}
