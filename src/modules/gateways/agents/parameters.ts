import { type Day, parseDay } from "#core/day";
import { parseMoney } from "#core/money";
import type { Money } from "#core/units";
import type { AgentFault, AgentSettings } from "./model.ts";
import { xmlEscaped } from "../xml/index.ts";

/** A query string or a form, asked by the dialect's own names; the settings may rename them. */
export interface Parameters {
  /** Undefined where absent. */
  get(name: string): string | undefined;
  /** The agent's name of it. */
  named(name: string): string;
  /** The first of these that is given twice. */
  repeated(names: readonly string[]): string | undefined;
}

export function parametersOf(
  raw: string,
  settings: Pick<AgentSettings, "names">,
  { anyCase = false } = {},
): Parameters {
  const fold = (name: string): string => (anyCase ? name.toLowerCase() : name);
  const values = new Map<string, string[]>();
  for (const [name, value] of new URLSearchParams(raw)) {
    const held = values.get(fold(name));
    if (held) held.push(value);
    else values.set(fold(name), [value]);
  }
  const named = (name: string): string => nameIn(settings, name);
  const all = (name: string): readonly string[] => values.get(fold(named(name))) ?? [];
  return {
    get: (name) => all(name)[0],
    named,
    repeated: (names) => names.find((name) => all(name).length > 1),
  };
}

export const nameIn = (settings: Pick<AgentSettings, "names">, name: string): string =>
  Object.hasOwn(settings.names, name) ? (settings.names[name] ?? name) : name;

export const faultsAbout =
  (parameters: Parameters, transaction: string | undefined) =>
  (reason: AgentFault["reason"], name: string): AgentFault => ({
    reason,
    parameter: parameters.named(name),
    transaction,
  });

/** Roubles with a point and at most two decimals; a negative sum is read too, since the limits judge it. */
export const parseSum = (text: string): Money | undefined =>
  /^-?\d{1,15}(\.\d{1,2})?$/.test(text) ? parseMoney(text) : undefined;

/** The day of a local date and time, once the time is a time too. The pattern has year, month, day, hour, minute, second. */
export function parseMoment(text: string, pattern: RegExp): Day | undefined {
  const groups = pattern.exec(text)?.groups;
  if (!groups) return undefined;
  const { year, month, day, hour, minute, second } = groups;
  if (Number(hour) > 23 || Number(minute) > 59 || Number(second) > 59) return undefined;
  return parseDay(`${year}-${month}-${day}`);
}

/** An element, or nothing where there is nothing to say. */
export const element = (name: string, text: string | undefined): string =>
  text === undefined ? "" : `<${name}>${xmlEscaped(text)}</${name}>`;

export interface Clock {
  readonly year: string;
  readonly month: string;
  readonly day: string;
  readonly hour: string;
  readonly minute: string;
  readonly second: string;
}

/** A moment by the agent's clock. */
export function clockOf(moment: Date, timeZone: string): Clock {
  const parts = new Intl.DateTimeFormat("en-GB", {
    timeZone,
    year: "numeric",
    month: "2-digit",
    day: "2-digit",
    hour: "2-digit",
    minute: "2-digit",
    second: "2-digit",
    hourCycle: "h23",
  }).formatToParts(moment);
  const part = (type: Intl.DateTimeFormatPartTypes): string =>
    parts.find((one) => one.type === type)?.value ?? "";
  return {
    year: part("year"),
    month: part("month"),
    day: part("day"),
    hour: part("hour"),
    minute: part("minute"),
    second: part("second"),
  };
}

/** The request as it is kept: without values that an agent sends as secrets, and of a bounded length. */
export function withoutSecrets(raw: string): string {
  return raw
    .replaceAll("\0", "")
    .replaceAll(/(^|&)((?:pass|passwd|password|pwd|secret|token|sign|signature|key)=)[^&]*/gi, "$1$2***")
    .slice(0, 4096);
}
