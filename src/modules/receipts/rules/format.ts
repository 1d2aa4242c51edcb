import { type Day, dayNumber } from "#core/day";
import type { Period } from "#core/period";
import type { Language, Shown } from "../model.ts";

/** How numbers and dates look on paper. Groups of three digits do not break; the minus is a minus, not a hyphen. */
export interface Format {
  /** Kopecks as "12 849,06" or "12,849.06". */
  readonly sum: (kopecks: bigint) => string;
  /** With its sign, also "+". */
  readonly signedSum: (kopecks: bigint) => string;
  /** A sum, or a dash where there is nothing. */
  readonly sumOrDash: (kopecks: bigint) => string;
  readonly number: (shown: Shown) => string;
  /** Millionths with as many decimals as they have, at least `decimalsMin`. */
  readonly exactly: (millionths: bigint, decimalsMin: number) => string;
  /** "03.12.2026". */
  readonly date: (day: Day) => string;
  /** "03.12". */
  readonly shortDate: (day: Day) => string;
  /** "03.2029", for what matters by the month. */
  readonly monthDate: (day: Day) => string;
  /** "15 декабря 2026". */
  readonly longDate: (day: Day) => string;
  /** "вторник". */
  readonly weekday: (day: Day) => string;
  /** "ноябрь 2026". */
  readonly month: (period: Period) => string;
  /** "ноябрь 26". */
  readonly shortMonth: (period: Period) => string;
  readonly comma: string;
}

export const formats: Record<Language, Format> = {
  ru: formatOf({
    comma: ",",
    group: "\u00a0",
    months: "январь февраль март апрель май июнь июль август сентябрь октябрь ноябрь декабрь".split(" "),
    monthsOfDay: "января февраля марта апреля мая июня июля августа сентября октября ноября декабря".split(
      " ",
    ),
    weekdays: "понедельник вторник среда четверг пятница суббота воскресенье".split(" "),
    shortMonthLetters: 8,
  }),
  en: formatOf({
    comma: ".",
    group: ",",
    months: "January February March April May June July August September October November December".split(
      " ",
    ),
    monthsOfDay:
      "January February March April May June July August September October November December".split(" "),
    weekdays: "Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split(" "),
    shortMonthLetters: 3,
  }),
};

interface Customs {
  readonly comma: string;
  readonly group: string;
  readonly months: readonly string[];
  readonly monthsOfDay: readonly string[];
  readonly weekdays: readonly string[];
  readonly shortMonthLetters: number;
}

const MINUS = "\u2212";
const SCALES = [1_000_000n, 100_000n, 10_000n, 1_000n, 100n, 10n, 1n];

function formatOf(customs: Customs): Format {
  const { comma, group } = customs;
  const grouped = (digits: string): string => {
    let text = digits;
    for (let at = digits.length - 3; at > 0; at -= 3) text = text.slice(0, at) + group + text.slice(at);
    return text;
  };
  const decimal = (units: bigint, decimals: number): string => {
    const digits = (units < 0n ? -units : units).toString().padStart(decimals + 1, "0");
    const whole = grouped(decimals > 0 ? digits.slice(0, -decimals) : digits);
    return `${units < 0n ? MINUS : ""}${whole}${decimals > 0 ? comma + digits.slice(-decimals) : ""}`;
  };
  const sum = (kopecks: bigint): string => decimal(kopecks, 2);
  const monthIndex = (of: string): number => Number(of.slice(5, 7)) - 1;
  return {
    comma,
    sum,
    signedSum: (kopecks) => (kopecks > 0n ? `+${sum(kopecks)}` : sum(kopecks)),
    sumOrDash: (kopecks) => (kopecks === 0n ? "—" : sum(kopecks)),
    number: ({ millionths, decimals }) => {
      const scale = SCALES[decimals] ?? 1n;
      // What is shown with fewer decimals than it has is rounded, as any reader of the paper would.
      const half = millionths < 0n ? -scale / 2n : scale / 2n;
      return decimal((millionths + half) / scale, Math.min(decimals, 6));
    },
    exactly: (millionths, decimalsMin) => {
      let decimals = 6;
      while (decimals > decimalsMin && millionths % (SCALES[decimals - 1] ?? 1n) === 0n) decimals -= 1;
      return decimal(millionths / (SCALES[decimals] ?? 1n), decimals);
    },
    date: (day) => `${day.slice(8)}.${day.slice(5, 7)}.${day.slice(0, 4)}`,
    shortDate: (day) => `${day.slice(8)}.${day.slice(5, 7)}`,
    monthDate: (day) => `${day.slice(5, 7)}.${day.slice(0, 4)}`,
    longDate: (day) =>
      `${Number(day.slice(8))} ${customs.monthsOfDay[monthIndex(day)] ?? ""} ${day.slice(0, 4)}`,
    weekday: (day) => customs.weekdays[(dayNumber(day) + 3) % 7] ?? "",
    month: (period) => `${customs.months[monthIndex(period)] ?? ""} ${period.slice(0, 4)}`,
    shortMonth: (period) =>
      `${(customs.months[monthIndex(period)] ?? "").slice(0, customs.shortMonthLetters)} ${period.slice(2, 4)}`,
  };
}
