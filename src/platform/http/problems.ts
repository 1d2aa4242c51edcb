import { randomInt } from "node:crypto";
import type { Refusal, Result } from "#core/result";
import { isTransient, sqlState } from "#platform/database";
import type { Issue } from "./issues.ts";

/** What a refusal means to a machine. No route chooses a status of its own. */
export const STATUS_OF_KIND = {
  /** The request itself cannot be read. */
  malformed: 400,
  unauthenticated: 401,
  forbidden: 403,
  /** Also for what exists out of the reader's sight. */
  missing: 404,
  /** It would contradict what is on record, or has been done already. */
  conflict: 409,
  too_large: 413,
  media_type: 415,
  /** Readable, and not acceptable as it is. */
  unacceptable: 422,
  too_many: 429,
  defect: 500,
  outage: 503,
} as const;
export type Kind = keyof typeof STATUS_OF_KIND;

/** What the server itself refuses, before or beside any room. */
export type RequestRefusal =
  | { readonly code: "request.invalid"; readonly issues: readonly Issue[] }
  | { readonly code: "request.unreadable" }
  | { readonly code: "request.too_large"; readonly bytesMax: number }
  | { readonly code: "request.media_type_unknown"; readonly mediaType: string }
  | { readonly code: "request.cross_site" }
  | { readonly code: "request.route_not_found" }
  | { readonly code: "request.defect"; readonly number: string }
  | { readonly code: "request.database_away" };

/** RFC 9457, the one form of every refusal. */
export interface Problem {
  readonly type: string;
  /** One sentence in the reader's language: what happened, and what to do next. */
  readonly title: string;
  readonly status: number;
  readonly code: string;
  readonly requestId: string;
  /** The refusal's own data: the numbers and names of the sentence. */
  readonly data?: Readonly<Record<string, unknown>>;
}

/** How a route leaves when an action refuses: the error handler turns it into a problem. */
export class Refused<R extends Refusal = Refusal> extends Error {
  override readonly name = "Refused";
  readonly refusal: R;
  readonly retryAfterSeconds: number | undefined;
  constructor(refusal: R, retryAfterSeconds?: number) {
    super(refusal.code);
    this.refusal = refusal;
    this.retryAfterSeconds = retryAfterSeconds;
  }
}

/** The value of an action, or the refusal as the answer of the request. */
export function granted<T, R extends Refusal>(result: Result<T, R>): T {
  if (!result.ok) throw new Refused(result.refusal);
  return result.value;
}

/** Whatever was looked for, or the refusal that says it is not there. */
export function found<T>(
  value: T | undefined,
  refusal: { readonly code: string; readonly [data: string]: unknown },
): T {
  if (value === undefined) throw new Refused(refusal);
  return value;
}

/** Four signs that are not mistaken for one another when read out on the telephone. */
export function defectNumber(): string {
  const signs = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
  return Array.from({ length: 4 }, () => signs[randomInt(signs.length)]).join("");
}

/** PostgreSQL is starting, stopping, out of connections, or cut off: nothing of ours is broken. */
export function isDatabaseAway(error: unknown): boolean {
  const code = sqlState(error) ?? "";
  return (
    isTransient(error) ||
    /^(08|57P|53)/.test(code) ||
    ["ECONNREFUSED", "ECONNRESET", "ENOENT", "EPIPE", "ETIMEDOUT"].includes(code) ||
    (error instanceof Error &&
      /Connection terminated|timeout exceeded when trying to connect/.test(error.message))
  );
}

export const problemText = (problem: Problem): string =>
  JSON.stringify(problem, (_key, value: unknown) => (typeof value === "bigint" ? String(value) : value));
