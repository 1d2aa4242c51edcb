import { fromMillionths, toDecimal } from "#core/exact";
import type { Refusal } from "#core/result";

/**
 * A sentence for each refusal of a list: what happened, and what to do next. A refusal without its sentence does not
 * compile.
 */
export type Words<R extends Refusal> = {
  readonly [C in R["code"]]: (refusal: Extract<R, { readonly code: C }>) => string;
};

/** "12.5" or "12,5": rooms hand over millionths as an integer in a string. */
export function decimal(language: "ru" | "en", millionths: string): string {
  if (!/^-?\d+$/.test(millionths)) return millionths;
  const text = toDecimal(fromMillionths(BigInt(millionths)), 6);
  return language === "ru" ? text.replace(".", ",") : text;
}

/** "1 234 567,50 ₽" or "1,234,567.50 ₽": money travels as kopecks in a string. */
export function roubles(language: "ru" | "en", kopecks: string): string {
  const magnitude = kopecks.replace("-", "").padStart(3, "0");
  const [group, mark] = language === "ru" ? ["\u00a0", ","] : [",", "."];
  const whole = magnitude.slice(0, -2).replace(/\B(?=(\d{3})+$)/g, group);
  return `${kopecks.startsWith("-") ? "\u2212" : ""}${whole}${mark}${magnitude.slice(-2)}\u00a0₽`;
}

/** "23.11.2026": as the screens write a day, in both languages. */
export const dayText = (day: string): string => day.split("-").reverse().join(".");

/** "05.11.2026 08:00" of "2026-11-05T08:00". */
export const timeText = (minute: string): string => `${dayText(minute.slice(0, 10))} ${minute.slice(11)}`;

const MONTHS = {
  ru: "январь февраль март апрель май июнь июль август сентябрь октябрь ноябрь декабрь",
  en: "January February March April May June July August September October November December",
} as const;

/** "ноябрь 2026", "November 2026" of "2026-11": as the screens write a month. */
export const monthText = (language: "ru" | "en", period: string): string =>
  `${MONTHS[language].split(" ")[Number(period.slice(5)) - 1] ?? ""} ${period.slice(0, 4)}`;

/** The first ten rows, counted from 1 as people count; a person corrects a list, not a number. */
export function rowsOf(rows: readonly { readonly row: number }[]): string {
  const shown = rows.slice(0, 10).map(({ row }) => row + 1);
  return rows.length > shown.length ? `${shown.join(", ")} … (${rows.length})` : shown.join(", ");
}

/** The start page that the server shows by itself. */
export interface StartPageWords {
  readonly subtitle: string;
  readonly title: string;
  readonly contract: string;
  readonly health: string;
  readonly greeting: string;
  readonly about: (counts: { buildings: string; accounts: string; organizations: string }) => string;
  readonly today: (day: string) => string;
  readonly ready: string;
  readonly readyAbout: string;
  readonly months: string;
  readonly organization: string;
  readonly month: string;
  readonly buildings: string;
  readonly accounts: string;
  readonly charged: string;
  readonly paid: string;
  readonly debt: string;
  readonly total: string;
  readonly noMonth: string;
  readonly notCharged: string;
  readonly logins: string;
  readonly passwordOfAll: (password: string) => string;
  readonly roles: Readonly<
    Record<"operator" | "chief_accountant" | "administrator" | "accountant" | "provider", string>
  >;
  readonly resident: string;
  readonly next: string;
  readonly links: readonly { readonly href: string; readonly text: string; readonly about: string }[];
  readonly thingsTitle: string;
  readonly thingsAbout: string;
  /** Five, in the order of src/app/things-to-try.ts. */
  readonly things: readonly { readonly name: string; readonly about: string }[];
  readonly open: string;
  readonly signIn: string;
  readonly commandLine: string;
}
