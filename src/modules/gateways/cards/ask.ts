import { timingSafeEqual } from "node:crypto";
import { Outage, type Outgoing, type OutgoingAnswer, type OutgoingRequest } from "../outgoing/index.ts";

/** A bank's answer as an object of JSON; undefined if it is none. */
export function objectOf(text: string): Readonly<Record<string, unknown>> | undefined {
  try {
    return asObject(JSON.parse(text));
  } catch {
    return undefined;
  }
}

export const asObject = (value: unknown): Readonly<Record<string, unknown>> | undefined =>
  value !== null && typeof value === "object" && !Array.isArray(value)
    ? (value as Readonly<Record<string, unknown>>)
    : undefined;

export const textOf = (value: unknown): string | undefined =>
  typeof value === "string" && value !== "" ? value : typeof value === "number" ? String(value) : undefined;

export interface Asked {
  readonly status: number;
  readonly json: Readonly<Record<string, unknown>>;
}

/** Asks for JSON. No answer, one of 5xx, 408 or 429, and one that is not JSON leave the outcome unknown: a text says why. */
export async function askJson(send: Outgoing, request: OutgoingRequest): Promise<Asked | string> {
  const answer = await askRaw(send, request);
  if (typeof answer === "string") return answer;
  const json = objectOf(answer.body);
  return json === undefined
    ? `answered ${answer.status} with something that is not JSON`
    : { status: answer.status, json };
}

export async function askRaw(send: Outgoing, request: OutgoingRequest): Promise<OutgoingAnswer | string> {
  try {
    const answer = await send(request);
    const isAway = answer.status >= 500 || answer.status === 408 || answer.status === 429;
    return isAway ? `answered ${answer.status}` : answer;
  } catch (error) {
    if (error instanceof Outage) return error.message;
    throw error;
  }
}

/** Compared in a time that tells nothing but the length. */
export function isSame(a: string, b: string): boolean {
  const [left, right] = [Buffer.from(a, "utf8"), Buffer.from(b, "utf8")];
  return left.length === right.length && timingSafeEqual(left, right);
}

export const unknown = (reason: string) => ({ outcome: "unknown", reason }) as const;
export const refused = (reason: string) => ({ outcome: "refused", reason }) as const;
