import type { Settings } from "./queries.ts";

export type Table = "first" | "second" | "own";

/** Settings as they stand in the fields: lists are lines of text, numbers are what was typed. */
export interface Draft
  extends Omit<
    Settings,
    | "addresses"
    | "certificates"
    | "publicKeys"
    | "names"
    | "codes"
    | "deadlineMs"
    | "messagesPerMinuteMax"
    | "signature"
    | "amountMin"
    | "amountMax"
    | "dayTotalMax"
  > {
  readonly addresses: string;
  readonly certificates: string;
  readonly publicKeys: string;
  /** "osmp_txn_id = ibox_txn_id" a line. */
  readonly names: string;
  /** By reason, only those that differ from the first table; empty text: as the table has it. */
  readonly codes: Readonly<Record<string, string>>;
  readonly deadlineMs: string;
  readonly messagesPerMinuteMax: string;
  readonly signature: NonNullable<Settings["signature"]>;
  readonly amountMin: bigint | undefined;
  readonly amountMax: bigint | undefined;
  readonly dayTotalMax: bigint | undefined;
}

const NO_SIGNATURE: Draft["signature"] = {
  algorithm: "RSA-SHA256",
  encoding: "base64",
  place: "header",
  name: "X-Signature",
};

export const draftOf = (settings: Settings): Draft => ({
  ...settings,
  addresses: settings.addresses.join("\n"),
  certificates: settings.certificates.join("\n"),
  publicKeys: settings.publicKeys.map((key) => key.trim()).join("\n\n"),
  names: Object.entries(settings.names)
    .map(([ours, theirs]) => `${ours} = ${theirs}`)
    .join("\n"),
  codes: Object.fromEntries(Object.entries(settings.codes).map(([reason, code]) => [reason, String(code)])),
  deadlineMs: String(settings.deadlineMs),
  messagesPerMinuteMax: String(settings.messagesPerMinuteMax),
  signature: settings.signature ?? NO_SIGNATURE,
  amountMin: BigInt(settings.amountMin),
  amountMax: BigInt(settings.amountMax),
  dayTotalMax: settings.dayTotalMax === undefined ? undefined : BigInt(settings.dayTotalMax),
});

/** What is sent; undefined where a number is none, which its field has said by then. */
export function settingsIn(draft: Draft): Settings | undefined {
  const deadlineMs = wholeIn(draft.deadlineMs);
  const messagesPerMinuteMax = wholeIn(draft.messagesPerMinuteMax);
  const codes = Object.entries(draft.codes)
    .filter(([, text]) => text.trim() !== "")
    .map(([reason, text]) => [reason, wholeIn(text)] as const);
  const { amountMin, amountMax, dayTotalMax, signature, ...rest } = draft;
  if (
    deadlineMs === undefined ||
    messagesPerMinuteMax === undefined ||
    amountMin === undefined ||
    amountMax === undefined ||
    codes.some(([, code]) => code === undefined)
  )
    return undefined;
  return {
    ...rest,
    addresses: linesIn(draft.addresses),
    certificates: linesIn(draft.certificates).map((one) => one.replaceAll(":", "")),
    publicKeys: keysIn(draft.publicKeys),
    names: Object.fromEntries(linesIn(draft.names).map(namePair)),
    codes: Object.fromEntries(codes) as Record<string, number>,
    deadlineMs,
    messagesPerMinuteMax,
    amountMin: String(amountMin),
    amountMax: String(amountMax),
    ...(dayTotalMax === undefined ? {} : { dayTotalMax: String(dayTotalMax) }),
    ...(rest.signIn.includes("signature") ? { signature } : {}),
  };
}

/** Which of the tables the codes make; "own" where they are a mixture. */
export function tableOf(codes: Draft["codes"], tables: readonly Readonly<Record<string, number>>[]): Table {
  const [first = {}, second] = tables;
  const isAs = (table: Readonly<Record<string, number>>): boolean =>
    Object.keys(first).every((reason) => {
      const typed = (codes[reason] ?? "").trim();
      return (typed === "" ? first[reason] : wholeIn(typed)) === table[reason];
    });
  if (isAs(first)) return "first";
  return second && isAs(second) ? "second" : "own";
}

/** Overrides that make the second table of the first one. */
export const codesOf = (
  table: Exclude<Table, "own">,
  tables: readonly Readonly<Record<string, number>>[],
): Draft["codes"] => {
  const [first = {}, second = {}] = tables;
  if (table === "first") return {};
  return Object.fromEntries(
    Object.entries(second)
      .filter(([reason, code]) => first[reason] !== code)
      .map(([reason, code]) => [reason, String(code)]),
  );
};

export interface SettingDifference {
  readonly field: keyof Settings;
  readonly was: Settings[keyof Settings];
  readonly is: Settings[keyof Settings];
}

/** The fields that differ, in the order of the form. */
export const differencesOf = (was: Settings, is: Settings): readonly SettingDifference[] =>
  FIELDS.filter((field) => textOf(was[field]) !== textOf(is[field])).map((field) => ({
    field,
    was: was[field],
    is: is[field],
  }));

export const FIELDS = [
  "dialect",
  "language",
  "timeZone",
  "deadlineMs",
  "signIn",
  "certificates",
  "publicKeys",
  "signature",
  "addresses",
  "messagesPerMinuteMax",
  "amountMin",
  "amountMax",
  "dayTotalMax",
  "accountPattern",
  "extras",
  "cancelAfterClose",
  "maskName",
  "maskAddress",
  "tellsDebt",
  "names",
  "codes",
] as const satisfies readonly (keyof Settings)[];

/** An object's fields stand in no order. */
const textOf = (value: unknown): string =>
  JSON.stringify(value, (_key, one: unknown) =>
    typeof one === "object" && one !== null && !Array.isArray(one)
      ? Object.fromEntries(Object.entries(one).toSorted(([a], [b]) => (a < b ? -1 : 1)))
      : one,
  ) ?? "";

const wholeIn = (text: string): number | undefined =>
  /^-?\d{1,9}$/.test(text.trim()) ? Number(text.trim()) : undefined;

const linesIn = (text: string): string[] =>
  text
    .split(/[\n,;]+/)
    .map((line) => line.trim())
    .filter((line) => line !== "");

/** Keys are blocks of PEM, one beneath the other. */
const keysIn = (text: string): string[] =>
  text
    .split(/(?=-----BEGIN )/)
    .map((block) => block.trim())
    .filter((block) => block !== "");

const namePair = (line: string): [string, string] => {
  const at = line.indexOf("=");
  return at < 0 ? [line, ""] : [line.slice(0, at).trim(), line.slice(at + 1).trim()];
};
