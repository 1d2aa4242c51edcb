import { createHash } from "node:crypto";
import { sumOf } from "#core/money";
import { ok, refuse, type Result } from "#core/result";
import type { Money } from "#core/units";
import { type AccountFound, findAccountsByNumber, findAccountsByPlace } from "#modules/accounts";
import {
  findInsured,
  findSubsidyRegister,
  insertSubsidyPayments,
  insertSubsidyRegister,
  listInsuranceNumbers,
  listSubsidyPayments,
  lockSubsidyRegisters,
  matchSubsidy,
  type SubsidyMatch,
} from "#modules/benefits";
import { readSubsidyPayments, type SubsidyFileRefusal, type SubsidyPaymentLine } from "#modules/gateways";
import type { Ctx } from "#platform/context";
import type { Tx } from "#platform/database";

export type SubsidyRegisterRefusal =
  | SubsidyFileRefusal
  | { readonly code: "social.register_not_found"; readonly register: number };

/** A line with whose payment it is: recorded, about to be, told before by another line, or held. */
export interface ReviewedPayment {
  readonly of: SubsidyPaymentLine;
  readonly state: SubsidyMatch["state"] | "recorded" | "known";
  /** The number of the account, where it is found. */
  readonly account: string | undefined;
}

export interface SubsidyReview {
  readonly amount: Money;
  readonly lines: readonly ReviewedPayment[];
}

/** What a file would record, before anything is kept. A file whose structure is broken is refused whole. */
export async function previewSubsidies(
  ctx: Ctx,
  bytes: Uint8Array,
): Promise<Result<SubsidyReview, SubsidyRegisterRefusal>> {
  const read = await readSubsidyPayments(bytes);
  if (!read.ok) return read;
  return ctx.transaction(async (tx) => ok((await reviewed(tx, read.value, undefined)).review));
}

/** Keeps the file and records the payments whose accounts are known; the others are held in it. Twice does it once. */
export async function receiveSubsidies(
  ctx: Ctx,
  of: { readonly fileName: string; readonly bytes: Uint8Array },
): Promise<
  Result<
    { readonly register: number; readonly isNew: boolean; readonly recorded: number },
    SubsidyRegisterRefusal
  >
> {
  const read = await readSubsidyPayments(of.bytes);
  if (!read.ok) return read;
  const sha256 = createHash("sha256").update(of.bytes).digest();
  return ctx.transaction(async (tx) => {
    await lockSubsidyRegisters(tx);
    const amount = sumOf(read.value.map((line) => line.amount));
    const kept = await insertSubsidyRegister(tx, { ...of, sha256, rows: read.value.length, amount });
    return ok({ ...kept, recorded: await recordMatched(tx, kept.register, read.value) });
  });
}

/** The lines of a register as they stand today. */
export async function reviewSubsidies(
  ctx: Ctx,
  register: number,
): Promise<Result<SubsidyReview, SubsidyRegisterRefusal>> {
  return ctx.transaction(async (tx) => {
    const read = await linesOf(tx, register);
    return read.ok ? ok((await reviewed(tx, read.value, register)).review) : read;
  });
}

/** Looks again at what is held: an account, or an insurance number, may have become known. */
export async function matchHeldSubsidies(
  ctx: Ctx,
  register: number,
): Promise<Result<{ readonly recorded: number }, SubsidyRegisterRefusal>> {
  return ctx.transaction(async (tx) => {
    await lockSubsidyRegisters(tx);
    const read = await linesOf(tx, register);
    return read.ok ? ok({ recorded: await recordMatched(tx, register, read.value) }) : read;
  });
}

async function linesOf(
  tx: Tx,
  register: number,
): Promise<Result<readonly SubsidyPaymentLine[], SubsidyRegisterRefusal>> {
  const kept = await findSubsidyRegister(tx, register);
  return kept ? readSubsidyPayments(kept.bytes) : refuse({ code: "social.register_not_found", register });
}

async function recordMatched(
  tx: Tx,
  register: number,
  lines: readonly SubsidyPaymentLine[],
): Promise<number> {
  const { review, places } = await reviewed(tx, lines, register);
  const matched = review.lines.flatMap(({ of, state, account }) => {
    const place = state === "matched" && account !== undefined ? places.get(account) : undefined;
    return place ? [{ ...of, building: place.building, account: place.account }] : [];
  });
  return matched.length === 0 ? 0 : insertSubsidyPayments(tx, register, matched);
}

type Place = Pick<AccountFound, "building" | "account" | "number">;

/** Whose each line is, in a fixed number of questions. */
async function reviewed(
  tx: Tx,
  lines: readonly SubsidyPaymentLine[],
  register: number | undefined,
): Promise<{ readonly review: SubsidyReview; readonly places: ReadonlyMap<string, Place> }> {
  const asked = [...new Set(lines.flatMap(({ account }) => account ?? []))];
  const insured = await findInsured(tx, [...new Set(lines.flatMap(({ snils }) => snils ?? []))]);
  const accounts: readonly Place[] = [
    ...(await findAccountsByNumber(tx, asked)),
    ...(await findAccountsByPlace(tx, insured)),
  ];
  const places = new Map(accounts.map((one) => [one.number, one]));
  const numberAt = new Map(accounts.map((one) => [`${one.building}|${one.account}`, one.number]));
  const own = Map.groupBy(
    await listInsuranceNumbers(tx, accounts),
    (one) => `${one.building}|${one.account}`,
  );
  const bySnils = Map.groupBy(insured, ({ snils }) => snils);
  const known = new Map(
    (await listSubsidyPayments(tx, accounts)).map((one) => [
      `${numberAt.get(`${one.building}|${one.account}`)}|${one.month}|${one.paidOn}|${one.amount}`,
      one,
    ]),
  );
  const told = new Set<string>();
  const judged = lines.map((of): ReviewedPayment => {
    const match = matchSubsidy(of, {
      byNumber: (number) => {
        const place = places.get(number);
        const residents = place && own.get(`${place.building}|${place.account}`);
        return place && { number, insured: (residents ?? []).map(({ snils }) => snils) };
      },
      bySnils: (snils) =>
        (bySnils.get(snils) ?? []).flatMap((one) => numberAt.get(`${one.building}|${one.account}`) ?? []),
    });
    if (match.state !== "matched") return { of, state: match.state, account: undefined };
    const key = `${match.number}|${of.month}|${of.paidOn}|${of.amount}`;
    const there = known.get(key);
    const isOwn = there !== undefined && there.register === register && there.line === of.line;
    const state = isOwn ? "recorded" : there || told.has(key) ? "known" : "matched";
    told.add(key);
    return { of, state, account: match.number };
  });
  return { review: { amount: sumOf(lines.map(({ amount }) => amount)), lines: judged }, places };
}
