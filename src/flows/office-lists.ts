import { createHash } from "node:crypto";
import { addDays, type Day } from "#core/day";
import { type AccountPlace, findAccountsByNumber, findResidents, listHolders } from "#modules/accounts";
import {
  addressKey,
  findBuildingsByNumber,
  type HouseNumber,
  parseAddress,
  printHouseNumber,
  readHouseNumber,
  readPart,
} from "#modules/addresses";
import type { BuildingId } from "#core/ids";
import { ok, type Refusal, refuse, type Result } from "#core/result";
import {
  type BenefitRefusal,
  type Candidate,
  type Entitlement,
  findInsured,
  findOfficeList,
  insertInsuranceNumber,
  insertOfficeDecision,
  insertOfficeList,
  listCategories,
  listEntitlementsOf,
  listInsuranceNumbers,
  listOfficeCodes,
  listOfficeDecisions,
  lockOfficeList,
  type Match,
  matchBeneficiary,
  type OfficeDecision,
  type OfficeList,
  registerEntitlement,
  upsertOfficeCode,
} from "#modules/benefits";
import {
  type BeneficiaryLine,
  type ListRefusal,
  readBeneficiaries,
  type RefusedLine,
} from "#modules/gateways";
import type { Ctx } from "#platform/context";
import type { Tx } from "#platform/database";
import { attempt, within } from "#platform/deed";

export type OfficeRefusal =
  | ListRefusal
  | BenefitRefusal
  | { readonly code: "social.list_not_found"; readonly list: number }
  | { readonly code: "social.line_not_found"; readonly list: number; readonly line: number }
  | { readonly code: "social.line_decided"; readonly line: number }
  | { readonly code: "social.code_unknown"; readonly line: number; readonly office: string }
  | { readonly code: "social.reason_missing"; readonly line: number }
  | { readonly code: "social.resident_missing"; readonly line: number };

/** How a line stands: beside what the matching says, the right may be recorded already, or the line decided. */
export type LineState = Match["outcome"] | "known" | "decided";

export interface ReviewedLine {
  readonly of: BeneficiaryLine;
  readonly state: LineState;
  /** Our category of the office's code; undefined while nobody has said. */
  readonly category: string | undefined;
  readonly candidates: Match["candidates"];
  readonly decision: OfficeDecision | undefined;
}

export interface Review {
  readonly list: OfficeList;
  readonly lines: readonly ReviewedLine[];
  readonly refused: readonly RefusedLine[];
}

/** Keeps a list of the office as it came. Nothing becomes a right by it: each line is decided by a person. */
export async function receiveOfficeList(
  ctx: Ctx,
  of: { readonly fileName: string; readonly bytes: Uint8Array },
): Promise<Result<{ readonly list: number; readonly isNew: boolean }, OfficeRefusal>> {
  const read = await readBeneficiaries(of.bytes);
  if (!read.ok) return read;
  const sha256 = createHash("sha256").update(of.bytes).digest();
  const { lines, refused } = read.value;
  return ok(
    await ctx.transaction((tx) =>
      insertOfficeList(tx, { ...of, sha256, rows: lines.length, refused: refused.length }),
    ),
  );
}

/** Each line with whom it may mean, as the residents stand today. */
export async function reviewOfficeList(ctx: Ctx, list: number): Promise<Result<Review, OfficeRefusal>> {
  return ctx.transaction((tx) => reviewIn(tx, { list, today: ctx.today }));
}

async function reviewIn(tx: Tx, of: { list: number; today: Day }): Promise<Result<Review, OfficeRefusal>> {
  const kept = await findOfficeList(tx, of.list);
  if (!kept) return refuse({ code: "social.list_not_found", list: of.list });
  const { bytes, ...list } = kept;
  const read = await readBeneficiaries(bytes);
  if (!read.ok) return read;
  const { lines, refused } = read.value;
  const residents = await residentsFor(tx, lines, of.today);
  const codes = await listOfficeCodes(tx);
  const decisions = new Map((await listOfficeDecisions(tx, of.list)).map((one) => [one.line, one]));
  return ok({
    list,
    refused,
    lines: lines.map((line): ReviewedLine => {
      const category = codes.get(line.code);
      const decision = decisions.get(line.line);
      const { outcome, candidates } = matchBeneficiary(line, residents.of(line));
      const [only] = candidates;
      const isKnown =
        outcome === "matched" &&
        only !== undefined &&
        residents.rightsOf(only.candidate).some((right) => right.code === category && isOn(right, line));
      const state = decision ? "decided" : isKnown ? "known" : outcome;
      return { of: line, state, category, candidates, decision };
    }),
  });
}

/** A right of the same days, or of days that they touch. */
const isOn = (right: Entitlement, line: BeneficiaryLine): boolean =>
  (line.to === undefined || right.from < line.to) && (right.to === undefined || line.from < right.to);

/** Everybody whom the lines may mean: who lives where they say, and whose insurance number they name. */
async function residentsFor(tx: Tx, lines: readonly BeneficiaryLine[], today: Day) {
  const spellings = lines.map(spellingsOf);
  const numbers = [...new Set(spellings.flatMap((all) => all.map(({ number }) => number)))];
  const buildings = new Map(
    (await findBuildingsByNumber(tx, numbers)).map((one) => [keyOf(one.address), one.id]),
  );
  const placeOf = new Map<BeneficiaryLine, BuildingId>();
  lines.forEach((line, index) => {
    const found = spellings[index]?.map(({ key }) => buildings.get(key)).find((id) => id !== undefined);
    if (found !== undefined) placeOf.set(line, found);
  });
  const insured = await findInsured(
    tx,
    lines.map(({ snils }) => snils),
  );
  const holders = await listHolders(tx, {
    buildings: [...new Set([...placeOf.values(), ...insured.map(({ building }) => building)])],
    from: today,
    to: addDays(today, 1),
  });
  const wanted = new Set(lines.flatMap((line) => flatKey(placeOf.get(line), line.flat) ?? []));
  const isInsured = new Set(insured.map(({ building, account }) => `${building}|${account}`));
  const accounts = holders.filter(
    (one) =>
      wanted.has(flatKey(one.building, one.premisesNumber) ?? "") ||
      isInsured.has(`${one.building}|${one.account}`),
  );
  const known = new Map(
    (await listInsuranceNumbers(tx, accounts)).map((one) => [
      `${one.building}|${one.account}|${one.resident}`,
      one.snils,
    ]),
  );
  const people = await findResidents(tx, accounts);
  const rights = await listEntitlementsOf(tx, accounts);
  const numbersOf = new Map(accounts.map((one) => [`${one.building}|${one.account}`, one]));
  const everybody = people.flatMap((one) => {
    const account = numbersOf.get(`${one.building}|${one.account}`);
    if (!account) return [];
    const { no: resident, name, born } = one;
    return [
      {
        flat: flatKey(one.building, account.premisesNumber),
        candidate: {
          number: account.number,
          resident,
          name,
          born,
          snils: known.get(`${one.building}|${one.account}|${resident}`),
          isPresent: one.from <= today && (one.to === undefined || today < one.to),
        },
      },
    ];
  });
  return {
    of: (line: BeneficiaryLine): Candidate[] => {
      const flat = flatKey(placeOf.get(line), line.flat);
      return everybody
        .filter((one) => one.flat === flat || one.candidate.snils === line.snils)
        .map((one) => ({ ...one.candidate, isAtAddress: flat !== undefined && one.flat === flat }));
    },
    rightsOf: (candidate: Candidate): Entitlement[] => {
      const account = accounts.find(({ number }) => number === candidate.number);
      return rights.filter(
        (one) =>
          one.building === account?.building &&
          one.account === account.account &&
          one.resident === candidate.resident,
      );
    },
  };
}

const flatKey = (building: BuildingId | undefined, flat: string): string | undefined =>
  building === undefined ? undefined : `${building}|${flat.toLowerCase()}`;

/** City, street and house of a printed address, as one text; a region or a district is left out. */
function keyOf(address: string): string {
  const { settlement, street, house } = parseAddress(address).address;
  return addressKey({
    ...(settlement && { settlement }),
    ...(street && { street }),
    ...(house && { house }),
  });
}

/** "12/1" is a corner house with one writer and block 1 of house 12 with another: both are looked for, as it stands first. */
function spellingsOf(line: BeneficiaryLine): { readonly key: string; readonly number: string }[] {
  const read = readHouseNumber(line.block === "" ? line.house : `${line.house}, к. ${line.block}`).house;
  if (!read) return [];
  const { fraction, block, ...plain } = read;
  const other: HouseNumber | undefined =
    fraction !== undefined && block === undefined
      ? { ...plain, block: fraction }
      : block !== undefined && fraction === undefined
        ? { ...plain, fraction: block }
        : undefined;
  return [read, ...(other ? [other] : [])].map((house) => ({
    number: printHouseNumber(house),
    key: addressKey({ settlement: readPart(line.settlement), street: readPart(line.street), house }),
  }));
}

/** Which of our categories a code of the office is. */
export async function setOfficeCode(
  ctx: Ctx,
  of: { readonly code: string; readonly category: string },
): Promise<Result<{ readonly code: string; readonly category: string }, OfficeRefusal>> {
  return attempt<{ code: string; category: string }, OfficeRefusal>(ctx, async (tx) => {
    const category = (await listCategories(tx)).find(({ code }) => code === of.category);
    if (!category) return refuse({ code: "benefits.category_unknown", category: of.category });
    await upsertOfficeCode(tx, { code: of.code, category: category.id });
    return ok(of);
  });
}

export interface LineDecision {
  readonly line: number;
  readonly decision: "accepted" | "refused";
  /** Whom an accepted line means. */
  readonly account?: string | undefined;
  readonly resident?: number | undefined;
  readonly reason: string;
}

/**
 * Decides lines, all of them or none: an accepted one becomes a right of the resident who was chosen, on the list's days,
 * with the list as its document; the insurance number is kept with the person.
 */
export async function decideOfficeLines(
  ctx: Ctx,
  of: { readonly list: number; readonly decisions: readonly LineDecision[] },
): Promise<Result<{ readonly accepted: number; readonly refused: number }, OfficeRefusal>> {
  return attempt<{ accepted: number; refused: number }, OfficeRefusal>(ctx, async (tx) => {
    await lockOfficeList(tx, of.list);
    const review = await reviewIn(tx, { list: of.list, today: ctx.today });
    if (!review.ok) return review;
    const lines = new Map(review.value.lines.map((one) => [one.of.line, one]));
    for (const decision of of.decisions) {
      const line = lines.get(decision.line);
      if (!line) return refuse({ code: "social.line_not_found", list: of.list, line: decision.line });
      const refusal = await decideLine(ctx, tx, { ...of, list: review.value.list, line, decision });
      if (refusal) return refuse(refusal);
    }
    const accepted = of.decisions.filter(({ decision }) => decision === "accepted").length;
    return ok({ accepted, refused: of.decisions.length - accepted });
  });
}

async function decideLine(
  ctx: Ctx,
  tx: Tx,
  of: { list: OfficeList; line: ReviewedLine; decision: LineDecision },
): Promise<Extract<OfficeRefusal, Refusal> | undefined> {
  const { list, line, decision } = of;
  const { line: no } = decision;
  if (line.decision) return { code: "social.line_decided", line: no };
  const reason = decision.reason.trim();
  if (decision.decision === "refused") {
    if (reason === "") return { code: "social.reason_missing", line: no };
    await insertOfficeDecision(tx, {
      ...decision,
      list: list.list,
      reason,
      account: undefined,
      resident: undefined,
    });
    return undefined;
  }
  const { account: number, resident } = decision;
  if (number === undefined || resident === undefined) return { code: "social.resident_missing", line: no };
  if (line.category === undefined) return { code: "social.code_unknown", line: no, office: line.of.code };
  const entitled = await registerEntitlement(within(ctx, tx), {
    number,
    resident,
    category: line.category,
    from: line.of.from,
    to: line.of.to,
    document: `${list.fileName}, ${no}`,
  });
  if (!entitled.ok) return entitled.refusal;
  const [place] = await findAccountsByNumber(tx, [number]);
  if (place) await insertInsuranceNumber(tx, { ...placeOf(place), resident, snils: line.of.snils });
  await insertOfficeDecision(tx, { ...decision, list: list.list, reason, account: number, resident });
  return undefined;
}

const placeOf = ({ building, account }: AccountPlace): AccountPlace => ({ building, account });
