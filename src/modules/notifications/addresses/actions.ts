import { createHash, randomInt, timingSafeEqual } from "node:crypto";
import { type LoginId, readLoginName } from "#modules/residents";
import type { Tx } from "#platform/database";
import { countOfHour } from "../store.ts";
import * as store from "./store.ts";

/** A channel whose address a resident writes down; of a push it is the browser that agrees. */
export type AddressChannel = "email" | "sms";

/** So long a code that was sent to an address proves that its reader is there. */
export const CODE_MINUTES = 30;
const FAILURES_MAX = 5;
const CODES_OF_HOUR = 5;

/** In the log of messages, so that codes are counted apart from what a login is told. */
export const codeRecipient = (login: LoginId): string => `address:${login}`;

/** Six digits of one login and one address: they open nothing elsewhere. */
const hashOf = (of: { readonly login: LoginId; readonly address: string; readonly code: string }): Buffer =>
  createHash("sha256").update(`${of.login} ${of.address} ${of.code}`).digest();

/**
 * Notes an address that a login wants to be told at, and gives the code that is to be sent there. It is used once the
 * code came back; until then another takes its place. An address in use is taken off first.
 */
export async function askAddress(
  tx: Tx,
  of: { readonly login: LoginId; readonly channel: AddressChannel; readonly typed: string },
): Promise<{ readonly address: string; readonly code: string } | "unreadable" | "often" | "in_use"> {
  const address = readLoginName(of.typed);
  const isFit = of.channel === "email" ? address?.includes("@") : address?.startsWith("+");
  if (address === undefined || isFit !== true) return "unreadable";
  if ((await countOfHour(tx, codeRecipient(of.login))) >= CODES_OF_HOUR) return "often";
  const code = String(randomInt(1_000_000)).padStart(6, "0");
  const codeHash = hashOf({ login: of.login, address, code });
  const isNoted = await store.putAddress(tx, { ...of, address, codeHash, minutes: CODE_MINUTES });
  return isNoted ? { address, code } : "in_use";
}

/** The address of a code is used from now on; after five wrong codes, or too late, another must be asked for. */
export async function confirmAddress(
  tx: Tx,
  of: { readonly login: LoginId; readonly channel: AddressChannel; readonly code: string },
): Promise<"confirmed" | "wrong" | "expired"> {
  const kept = await store.lockWaitingAddress(tx, of);
  if (!kept || kept.failures >= FAILURES_MAX) return "expired";
  const given = hashOf({ login: of.login, address: kept.address, code: of.code.replaceAll(/\D/g, "") });
  if (!timingSafeEqual(given, kept.codeHash)) {
    await store.noteWrongCode(tx, of);
    return "wrong";
  }
  await store.confirmAddress(tx, of);
  return "confirmed";
}
