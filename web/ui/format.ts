import { formatMoney, formatSignedMoney } from "./money.ts";
import type { Language } from "../words/words.ts";

/**
 * How the workplaces write numbers and dates. Money is kopecks and quantities are millionths, both integers in strings
 * or bigints as on the wire; nothing here passes through a floating number.
 */
export interface Formats {
  /** "17 885,74" of kopecks: two digits, U+2212 for minus, groups by NBSP (a comma in English); no sign of currency. */
  money(kopecks: string | bigint): string;
  /** As `money`, with a plus before what is more than zero. */
  change(kopecks: string | bigint): string;
  /** "6,21" of millionths: as many digits as there are, no fewer than `digits`. */
  quantity(millionths: string | bigint, digits?: number): string;
  /** "5 005". */
  count(value: number): string;
  /** "3,3 %" of a share from 0 to 1: one digit. */
  percent(share: number): string;
  /** "01.11.2026". */
  day(day: string): string;
  /** "ноябрь 2026". */
  period(period: string): string;
  /** "ноя 2026": for axes and narrow columns. */
  shortPeriod(period: string): string;
  /** "23.11.2026 14:32" in the installation's zone. */
  instant(instant: string): string;
  /** "14:32". */
  time(instant: string): string;
}

export function formatsOf(language: Language): Formats {
  const locale = language === "ru" ? "ru-RU" : "en-GB";
  const whole = new Intl.NumberFormat(locale);
  const one = new Intl.NumberFormat(locale, { minimumFractionDigits: 1, maximumFractionDigits: 1 });
  const month = new Intl.DateTimeFormat(locale, { month: "long", timeZone: "UTC" });
  const shortMonth = new Intl.DateTimeFormat(locale, { month: "short", timeZone: "UTC" });
  const clock = new Intl.DateTimeFormat("ru-RU", {
    hour: "2-digit",
    minute: "2-digit",
    timeZone: ZONE,
  });
  const date = new Intl.DateTimeFormat("ru-RU", {
    day: "2-digit",
    month: "2-digit",
    year: "numeric",
    timeZone: ZONE,
  });
  const inMonth = (format: Intl.DateTimeFormat, period: string): string =>
    `${format.format(new Date(`${period}-01T00:00:00Z`)).replace(/\.$/, "")} ${period.slice(0, 4)}`;
  return {
    money: (kopecks) => formatMoney(BigInt(kopecks), language),
    change: (kopecks) => formatSignedMoney(BigInt(kopecks), language),
    quantity: (millionths, digits = 0) => quantityText(BigInt(millionths), digits, language),
    count: (value) => withMinus(whole.format(value)),
    percent: (share) => `${withMinus(one.format(share * 100))}\u00a0%`,
    day: (day) => day.split("-").reverse().join("."),
    period: (period) => inMonth(month, period),
    shortPeriod: (period) => inMonth(shortMonth, period),
    instant: (instant) => `${date.format(new Date(instant))} ${clock.format(new Date(instant))}`,
    time: (instant) => clock.format(new Date(instant)),
  };
}

/** Of the installation; the browser of a travelling manager must not move the times of the office. */
export const ZONE = "Europe/Moscow";

const withMinus = (text: string): string => text.replace("-", "\u2212");

function quantityText(millionths: bigint, digits: number, language: Language): string {
  const magnitude = millionths < 0n ? -millionths : millionths;
  const fraction = String(magnitude % 1_000_000n)
    .padStart(6, "0")
    .replace(/0+$/, "")
    .padEnd(digits, "0");
  const whole = groups(String(magnitude / 1_000_000n), language);
  const mark = language === "ru" ? "," : ".";
  return `${millionths < 0n ? "\u2212" : ""}${whole}${fraction === "" ? "" : mark + fraction}`;
}

const groups = (digits: string, language: Language): string =>
  digits.replace(/\B(?=(\d{3})+$)/g, language === "ru" ? "\u00a0" : ",");
