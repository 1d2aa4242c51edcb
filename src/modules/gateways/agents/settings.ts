import { z } from "zod";
import { money, type Money } from "#core/units";
import { dialects } from "./dialects.ts";
import { type AgentSettings, DIALECTS, REASONS, SIGN_IN_MEANS } from "./model.ts";
import { isNetwork } from "./sign-in.ts";

const amount = z.codec(
  z.string().regex(/^(0|[1-9]\d{0,17})$/),
  z.custom<Money>((value) => typeof value === "bigint"),
  {
    decode: (text) => money(BigInt(text)),
    encode: String,
  },
);

/** As kept in the database and as sent over the wire; amounts are integers in strings. */
export const Settings = z.strictObject({
  dialect: z.enum(DIALECTS),
  language: z.enum(["ru", "en"]),
  timeZone: z.string().max(60),
  deadlineMs: z.int().min(100).max(55_000),
  names: z.record(z.string().regex(/^\w{1,40}$/), z.string().regex(/^[A-Za-z_][\w.-]{0,39}$/)),
  codes: z.partialRecord(z.enum(REASONS), z.int().min(-999).max(999)),
  extras: z.array(z.enum(["cancel", "status"])).max(2),
  cancelAfterClose: z.enum(["open_month", "refused"]),
  maskName: z.enum(["initials", "hidden"]),
  maskAddress: z.enum(["premises", "hidden"]),
  tellsDebt: z.boolean(),
  signIn: z.array(z.enum(SIGN_IN_MEANS)).min(1).max(4),
  certificates: z.array(z.string().regex(/^[0-9a-fA-F]{64}$/)).max(4),
  publicKeys: z.array(z.string().max(4_000)).max(4),
  signature: z
    .strictObject({
      algorithm: z.enum(["RSA-SHA1", "RSA-SHA256", "RSA-SHA512"]),
      encoding: z.enum(["base64", "hex"]),
      place: z.enum(["header", "parameter"]),
      name: z.string().regex(/^[A-Za-z][\w-]{0,39}$/),
      answerKey: z
        .string()
        .regex(/^(env:[A-Z][A-Z0-9_]{0,60}|file:\/[\w./-]{1,200})$/)
        .optional(),
    })
    .optional(),
  addresses: z.array(z.string().max(50)).max(100),
  messagesPerMinuteMax: z.int().min(1).max(1_000_000),
  amountMin: amount,
  amountMax: amount,
  dayTotalMax: amount.optional(),
  accountPattern: z.string().min(1).max(100),
});

export const settingsFromJson = (json: unknown): AgentSettings => {
  const { signature, dayTotalMax, ...rest } = z.decode(Settings, json as z.input<typeof Settings>);
  return { ...rest, signature, dayTotalMax };
};

/** Undefined for what no settings are. */
export function readSettings(json: unknown): AgentSettings | undefined {
  const read = z.safeDecode(Settings, json as z.input<typeof Settings>);
  return read.success
    ? { ...read.data, signature: read.data.signature, dayTotalMax: read.data.dayTotalMax }
    : undefined;
}

export const settingsToJson = (settings: AgentSettings): z.input<typeof Settings> =>
  z.encode(Settings, settings as z.output<typeof Settings>);

/** What is wrong with settings by themselves: the field, first of all; undefined for nothing. */
export type SettingsFault =
  /** A name, a code or an address of a field that no settings have. */
  | "malformed"
  | "time_zone_unknown"
  | "network_malformed"
  | "limits_impossible"
  | "pattern_malformed"
  | "certificate_missing"
  | "public_key_missing"
  | "public_key_malformed"
  /** A temporary answer under a final code would let the agent return money that may be booked; and the other way round. */
  | "code_contradicts";

export function judgeSettings(
  settings: AgentSettings,
  isPublicKey: (pem: string) => boolean,
): SettingsFault | undefined {
  if (!isTimeZone(settings.timeZone)) return "time_zone_unknown";
  if (!settings.addresses.every(isNetwork)) return "network_malformed";
  if (settings.amountMin <= 0n || settings.amountMax < settings.amountMin) return "limits_impossible";
  if (!isPattern(settings.accountPattern)) return "pattern_malformed";
  if (settings.signIn.includes("certificate") && settings.certificates.length === 0)
    return "certificate_missing";
  const signs = settings.signIn.includes("signature");
  if (signs && (settings.publicKeys.length === 0 || !settings.signature)) return "public_key_missing";
  if (!settings.publicKeys.every(isPublicKey)) return "public_key_malformed";
  return contradictingCodes(settings) ? "code_contradicts" : undefined;
}

function contradictingCodes({ dialect, codes }: AgentSettings): boolean {
  const { temporary, codes: own } = dialects[dialect];
  const later = codes.repeat_later ?? own.repeat_later;
  if (!temporary.has(later) && later !== own.repeat_later) return true;
  // Nothing but what may still change is told by a code that makes the agent ask again, or by that of success.
  const success = codes.accepted ?? own.accepted;
  return Object.entries(codes).some(([reason, code]) => {
    if (MAY_BE_TEMPORARY.has(reason)) return false;
    return temporary.has(code) || (code === success && !SUCCESSES.has(reason));
  });
}

const MAY_BE_TEMPORARY = new Set(["repeat_later", "status_unknown"]);
const SUCCESSES = new Set([
  "accepted",
  "repeated",
  "may_be_paid",
  "cancelled",
  "cancelled_ahead",
  "status_paid",
]);

/** What lets an agent do more than before is approved by a second person; what narrows it is in force at once. */
export function widens(before: AgentSettings, after: AgentSettings): boolean {
  const unlimited = (of: Money | undefined): bigint => of ?? 10n ** 18n;
  const fewerMeans = before.signIn.some((means) => !after.signIn.includes(means));
  const added = <T>(one: readonly T[], other: readonly T[]): boolean =>
    other.some((item) => !one.includes(item));
  const wider =
    (after.addresses.length === 0 && before.addresses.length > 0) ||
    (before.addresses.length > 0 && added(before.addresses, after.addresses));
  return (
    after.amountMax > before.amountMax ||
    unlimited(after.dayTotalMax) > unlimited(before.dayTotalMax) ||
    after.messagesPerMinuteMax > before.messagesPerMinuteMax ||
    fewerMeans ||
    wider ||
    added(before.certificates, after.certificates) ||
    added(before.publicKeys, after.publicKeys) ||
    added(before.extras, after.extras) ||
    (before.maskName === "hidden" && after.maskName !== "hidden") ||
    (before.maskAddress === "hidden" && after.maskAddress !== "hidden") ||
    (!before.tellsDebt && after.tellsDebt)
  );
}

function isTimeZone(name: string): boolean {
  try {
    return new Intl.DateTimeFormat("en", { timeZone: name }).resolvedOptions().timeZone !== "";
  } catch {
    return false;
  }
}

function isPattern(text: string): boolean {
  try {
    return new RegExp(text).source === text;
  } catch {
    return false;
  }
}
