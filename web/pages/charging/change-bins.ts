import type { Formats } from "../../ui/format.ts";
import type { HistogramBin } from "../../ui/charts/Histogram.tsx";
import type { Words } from "../../words/words.ts";
import type { Changes } from "./queries.ts";

type Bin = Changes["bins"][number];

/** "1_10000", "_-500001", "500001_": a bin as the address names it. */
export const idOfBin = ({ from, to }: Pick<Bin, "from" | "to">): string => `${from ?? ""}_${to ?? ""}`;

/** What the address says; undefined where it names no bin. */
export function binOf(id: string | undefined): Pick<Bin, "from" | "to"> | undefined {
  const [, from = "", to = ""] = /^(-?\d+)?_(-?\d+)?$/.exec(id ?? "") ?? [];
  return from === "" && to === ""
    ? undefined
    : { ...(from === "" ? {} : { from }), ...(to === "" ? {} : { to }) };
}

/** The columns of the distribution: the ends of a bin are said in roubles, since a kopeck is no news. */
export function columnsOf(bins: readonly Bin[], t: Words["t"], formats: Formats): HistogramBin[] {
  return bins.map((bin) => {
    const [from, to] = [bin.from, bin.to].map((end) => (end === undefined ? undefined : BigInt(end)));
    const side = to !== undefined && to < 0n ? "less" : from === 0n && to === 0n ? "same" : "more";
    return {
      id: idOfBin(bin),
      label: labelOf(from, to, t, formats),
      shortLabel: shortOf(from, to, formats),
      count: bin.accounts,
      side,
    };
  });
}

export function labelOf(
  from: bigint | undefined,
  to: bigint | undefined,
  t: Words["t"],
  formats: Formats,
): string {
  if (from === 0n && to === 0n) return t("charging.bin.same");
  if (from === undefined) return t("charging.bin.lessBy", { amount: outer(to ?? 0n, formats) });
  if (to === undefined) return t("charging.bin.moreBy", { amount: outer(from, formats) });
  return to < 0n
    ? t("charging.bin.less", { from: outer(to, formats), to: outer(from, formats) })
    : t("charging.bin.more", { from: outer(from, formats), to: outer(to, formats) });
}

/** "< −5 000", "100…500": whole roubles of the nearest end. */
function shortOf(from: bigint | undefined, to: bigint | undefined, formats: Formats): string {
  if (from === 0n && to === 0n) return "0";
  if (from === undefined) return `< \u2212${outer(to ?? 0n, formats)}`;
  if (to === undefined) return `> ${outer(from, formats)}`;
  return to < 0n ? `\u2212${outer(from, formats)}` : `+${outer(to, formats)}`;
}

/** Roubles of an end without its sign: 10 001 kopecks begin where 100 roubles end. */
function outer(end: bigint, formats: Formats): string {
  const magnitude = end < 0n ? -end : end;
  return formats.count(Number(magnitude / 100n));
}
