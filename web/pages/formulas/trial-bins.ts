import type { HistogramBin } from "../../ui/charts/Histogram.tsx";
import type { Formats } from "../../ui/format.ts";
import type { Words } from "../../words/words.ts";
import type { Trial } from "./trial-queries.ts";

type Band = Trial["distribution"][number];

const idOf = ({ above, upTo }: Pick<Band, "above" | "upTo">): string => `${above ?? ""}_${upTo ?? ""}`;

/** The columns of the distribution: more than `above` and at most `upTo`, told in whole roubles. */
export function binsOf(bands: readonly Band[], t: Words["t"], formats: Formats): HistogramBin[] {
  const whole = (kopecks: bigint): string => formats.count(Number(kopecks / 100n));
  return bands.map((band) => {
    const [above, upTo] = [band.above, band.upTo].map((end) => (end === undefined ? undefined : BigInt(end)));
    const isLess = upTo !== undefined && upTo <= 0n;
    const label =
      above === undefined
        ? t("trial.bin.lessBy", { amount: whole(-(upTo ?? 0n)) })
        : upTo === undefined
          ? t("trial.bin.moreBy", { amount: whole(above) })
          : isLess
            ? t("trial.bin.less", { from: whole(-upTo), to: whole(-above) })
            : t("trial.bin.more", { from: whole(above), to: whole(upTo) });
    const shortLabel =
      above === undefined
        ? `< ${whole(upTo ?? 0n)}`
        : upTo === undefined
          ? `> ${whole(above)}`
          : isLess
            ? whole(above)
            : `+${whole(upTo)}`;
    return { id: idOf(band), label, shortLabel, count: band.accounts, side: isLess ? "less" : "more" };
  });
}

/** Whether a change lies in the column that was pressed. */
export function isWithin(
  id: string | undefined,
  of: { readonly before: string; readonly after: string },
): boolean {
  if (id === undefined) return true;
  const [above = "", upTo = ""] = id.split("_");
  const difference = BigInt(of.after) - BigInt(of.before);
  return (above === "" || difference > BigInt(above)) && (upTo === "" || difference <= BigInt(upTo));
}
