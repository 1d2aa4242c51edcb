import { createHash } from "node:crypto";
import { setImmediate as breathe } from "node:timers/promises";
import { must } from "#core/assert";
import { addDays, covers } from "#core/day";
import type { AccountId, BuildingId, OrganizationId, ServiceId } from "#core/ids";
import { addMonths, endDay, firstDay, type Period } from "#core/period";
import { ok, type Result, refuse } from "#core/result";
import { findAccountsByNumber, listHolders } from "#modules/accounts";
import { findBuilding, findManagements } from "#modules/addresses";
import { listFacts, parseFacts } from "#modules/charging";
import * as ledger from "#modules/ledger";
import { findRequisites, listOrganizations, type Organization } from "#modules/organizations";
import { listPaidInPeriod } from "#modules/payments";
import {
  contentFromText,
  contentText,
  findIssued,
  finishBatch,
  insertBatch,
  insertIssued,
  type IssuedReceipt,
  type Language,
  listIssued,
  listIssuedAccounts,
  type ReceiptContent,
  type Recipient,
  renderReceipt,
  renderReceipts,
  sidesOf,
  TEMPLATE_VERSION,
} from "#modules/receipts";
import { keepSlips, type SlipToPrint } from "#modules/residents";
import { SERVICES } from "#modules/tariffs";
import type { Ctx } from "#platform/context";
import type { Tx } from "#platform/database";
import type { CardRefusal } from "./account-card.ts";
import { recalculationReasons } from "./recalculate.ts";
import { receiptContents } from "./receipt-content.ts";
import { type MadeSlip, slipsOfBuildings, type SlipsWanted } from "./print-slips.ts";
import { countToPrint } from "./receipt-counts.ts";

export type ReceiptRefusal =
  /** The month has no approved run: there is nothing that a receipt could say. */
  | { code: "receipts.not_charged"; period: Period }
  /** A receipt names the bank account that takes the money: the center's, or the company's own. */
  | { code: "receipts.no_requisites"; organization: string };

/** The receipt of an account that is known by its number, as its manager of that month prints it. */
export async function receiptOfNumber(
  ctx: Ctx,
  of: { readonly number: string; readonly period: Period; readonly language: Language },
): Promise<Result<Uint8Array, ReceiptRefusal | CardRefusal>> {
  const place = await ctx.transaction(async (tx) => {
    const [account] = await findAccountsByNumber(tx, [of.number]);
    if (!account) return undefined;
    // Who managed the building on the month's last day, and so prints its receipts.
    const last = addDays(endDay(of.period), -1);
    const manager = (await findManagements(tx, [account.building])).find((at) => covers(at, last));
    return { ...account, organization: manager?.facts };
  });
  if (!place) return refuse({ code: "accounts.account_not_found", number: of.number });
  const { organization } = place;
  if (organization === undefined) return refuse({ code: "receipts.not_charged", period: of.period });
  return receiptOf(ctx, { ...place, organization, period: of.period, language: of.language });
}

/**
 * One account's receipt as a PDF. Issued when first asked for; afterwards the kept content gives the same bytes (I11).
 */
export async function receiptOf(
  ctx: Ctx,
  of: {
    building: BuildingId;
    account: AccountId;
    organization: OrganizationId;
    period: Period;
    language: Language;
  },
): Promise<Result<Uint8Array, ReceiptRefusal>> {
  const before = await ctx.transaction((tx) => findIssued(tx, of));
  if (before) return ok(renderReceipt(contentFromText(before.text)));
  const issued = await issueBuildings(ctx, { ...of, buildings: [of.building] });
  if (!issued.ok) return issued;
  const after = await ctx.transaction((tx) => findIssued(tx, of));
  return after
    ? ok(renderReceipt(contentFromText(after.text)))
    : refuse({ code: "receipts.not_charged", period: of.period });
}

export interface PrintOptions {
  readonly organization: OrganizationId;
  readonly period: Period;
  readonly language: Language;
  /** Every receipt begins a new sheet: one with an odd number of sides is followed by a blank one. */
  readonly duplex?: boolean;
  /** Behind the receipt of each account without access to the private account: a code that gives it. Absent: none. */
  readonly slips?: Pick<SlipsWanted, "goodThrough" | "address"> | undefined;
  readonly write: (piece: Uint8Array) => void | Promise<void>;
  readonly fileName: string;
  readonly onReceipt?: (done: number) => void;
  readonly onTotal?: (receipts: number) => void;
}

export interface Printed {
  readonly batch: number;
  readonly receipts: number;
  /** Codes that lie behind receipts. */
  readonly slips: number;
  readonly pages: number;
  readonly bytes: number;
  readonly sha256: string;
}

/**
 * Issues what is not issued yet and writes one organization's month as a batch file for the printer, street by street,
 * house by house. Memory does not grow with the organization.
 */
export async function printReceipts(
  ctx: Ctx,
  options: PrintOptions,
): Promise<Result<Printed, ReceiptRefusal>> {
  const { organization, period } = options;
  const { buildings, receipts: total } = await ctx.transaction((tx) =>
    countToPrint(tx, { organization, period }),
  );
  options.onTotal?.(total);
  const batch = await ctx.transaction((tx) =>
    insertBatch(tx, { organization, period, templateVersion: TEMPLATE_VERSION }),
  );
  const hash = createHash("sha256");
  let refusal: ReceiptRefusal | undefined;
  let sequence = 0;
  const slips = new Map<string, MadeSlip>();
  async function* contents(): AsyncGenerator<ReceiptContent> {
    for (let at = 0; at < buildings.length && !refusal; at += BUILDINGS_AT_ONCE) {
      const some = buildings.slice(at, at + BUILDINGS_AT_ONCE);
      const issued = await issueBuildings(ctx, { ...options, buildings: some });
      if (!issued.ok) {
        refusal = issued.refusal;
        return;
      }
      const wanted = options.slips && { ...options, ...options.slips };
      if (wanted) {
        const made = await ctx.transaction((tx) => slipsOfBuildings(tx, some, wanted));
        slips.clear();
        for (const one of made.values()) slips.set(one.paper.number, one);
      }
      for (const receipt of await ctx.transaction((tx) => listIssued(tx, { buildings: some, period }))) {
        sequence += 1;
        if (sequence % BREATH === 0) await breathe();
        yield { ...contentFromText(receipt.text), mark: { job: batch, batch: 1, sequence } };
      }
    }
  }
  const printed: SlipToPrint[] = [];
  const summary = await renderReceipts(contents(), {
    ...(options.duplex === undefined ? {} : { duplex: options.duplex }),
    write: async (piece) => {
      hash.update(piece);
      await options.write(piece);
    },
    slipOf: ({ account }) => {
      const slip = slips.get(account.number);
      if (slip) printed.push(slip.kept);
      return slip?.paper;
    },
    onReceipt: (index) => options.onReceipt?.(index + 1),
  });
  if (refusal) return refuse(refusal);
  if (summary.receipts === 0) return refuse({ code: "receipts.not_charged", period });
  const fileSha256 = hash.digest();
  await ctx.transaction(async (tx) => {
    // Only what stands in a whole file is good.
    if (options.slips && printed.length > 0)
      await keepSlips(tx, { slips: printed, batch, goodThrough: options.slips.goodThrough });
    await finishBatch(tx, { batch, receipts: summary.receipts, fileName: options.fileName, fileSha256 });
  });
  return ok({
    batch,
    receipts: summary.receipts,
    slips: printed.length,
    pages: summary.pages,
    bytes: summary.bytes,
    sha256: fileSha256.toString("hex"),
  });
}

const BUILDINGS_AT_ONCE = 4;
/** Drawing waits for nothing by itself: after so many receipts the server answers whoever has asked meanwhile. */
const BREATH = 8;

/**
 * Makes and keeps the receipts that accounts of these buildings, or one account of them, do not have yet for the month.
 * Doing it again changes nothing.
 */
async function issueBuildings(
  ctx: Ctx,
  of: {
    readonly buildings: readonly BuildingId[];
    readonly account?: AccountId | undefined;
    readonly organization: OrganizationId;
    readonly period: Period;
    readonly language: Language;
  },
): Promise<Result<number, ReceiptRefusal>> {
  return ctx.transaction(async (tx) => {
    const wanted = await withoutReceipt(tx, of);
    const made = await makeContents(tx, { ...of, buildings: [...wanted.keys()], wanted });
    if (!made.ok) return made;
    const receipts: IssuedReceipt[] = [];
    for (const [index, { building, account, content }] of made.value.entries()) {
      if (index % BREATH === BREATH - 1) await breathe();
      receipts.push({
        building,
        account,
        period: of.period,
        templateVersion: TEMPLATE_VERSION,
        text: contentText(content),
        pdfSha256: createHash("sha256").update(renderReceipt(content)).digest(),
        toPay: content.toPay,
      });
    }
    await insertIssued(tx, receipts);
    return ok(receipts.length);
  });
}

/** The accounts that have no receipt of the month yet, by building; a building where all have one is absent. */
async function withoutReceipt(
  tx: Tx,
  of: { buildings: readonly BuildingId[]; account?: AccountId | undefined; period: Period },
): Promise<Map<BuildingId, ReadonlySet<AccountId>>> {
  const { buildings, account, period } = of;
  if (account !== undefined) return new Map(buildings.map((building) => [building, new Set([account])]));
  const issued = Map.groupBy(await listIssuedAccounts(tx, of), ({ building }) => building);
  const holders = await listHolders(tx, { buildings, from: firstDay(period), to: endDay(period) });
  const wanted = new Map<BuildingId, Set<AccountId>>();
  for (const [building, ofHouse] of Map.groupBy(holders, (holder) => holder.building)) {
    const has = new Set(issued.get(building)?.map((one) => one.account));
    const missing = ofHouse.filter((holder) => !has.has(holder.account));
    if (missing.length > 0) wanted.set(building, new Set(missing.map((holder) => holder.account)));
  }
  return wanted;
}

/** What a receipt of a house takes on the average. */
export interface AveragePaper {
  readonly sides: number;
  /** Sheets, when every receipt begins a new one. */
  readonly sheetsApart: number;
}

/** The paper of a house's receipts as they would be issued now; issues nothing. */
export async function averagePaper(
  tx: Tx,
  of: { readonly building: BuildingId; readonly organization: OrganizationId; readonly period: Period },
): Promise<AveragePaper | undefined> {
  const made = await makeContents(tx, { ...of, buildings: [of.building], language: "ru" });
  if (!made.ok || made.value.length === 0) return undefined;
  const every = Math.ceil(made.value.length / SIDES_OF);
  const sides = made.value.filter((_, at) => at % every === 0).map(({ content }) => sidesOf(content));
  const average = (of: (count: number) => number) =>
    sides.reduce((sum, count) => sum + of(count), 0) / sides.length;
  return { sides: average((count) => count), sheetsApart: average((count) => Math.ceil(count / 2)) };
}

/** So many receipts tell the average well enough. */
const SIDES_OF = 20;

const NOBODY = 0 as AccountId;

interface MadeContent {
  readonly building: BuildingId;
  readonly account: AccountId;
  readonly content: ReceiptContent;
}

/** What the receipts of these buildings say; those that no approved run has charged have none. */
async function makeContents(
  tx: Tx,
  of: {
    readonly buildings: readonly BuildingId[];
    /** Whose of each building; absent: everyone's. */
    readonly wanted?: ReadonlyMap<BuildingId, ReadonlySet<AccountId>> | undefined;
    readonly organization: OrganizationId;
    readonly period: Period;
    readonly language: Language;
  },
): Promise<Result<readonly MadeContent[], ReceiptRefusal>> {
  const facts = await listFacts(tx, { chargedFor: of.period, buildings: of.buildings });
  // The latest run of a building knows most: a recalculation is a later run of the same month.
  const latest = [...new Map(facts.map((one) => [one.building, one])).values()];
  if (latest.length === 0) return ok([]);
  const common = await commonFacts(tx, of);
  if (!common.ok) return common;
  const buildings = latest.map(({ building }) => building);
  const batch = await batchFacts(tx, { ...of, buildings });
  const reasons = await recalculationReasons(tx, { buildings, bookedIn: of.period });
  const made: MadeContent[] = [];
  for (const { building, text } of latest) {
    await breathe();
    const card = must(await findBuilding(tx, building), "the building of the facts");
    const [city = "", ...street] = card.address.split(", ");
    const contents = receiptContents({
      building,
      period: of.period,
      language: of.language,
      madeOn: tx.scope.today,
      city,
      street: street.join(", "),
      postalIndex: card.postcode,
      // What a receipt says of penalties stands in the books: the debts of the document are not read.
      facts: parseFacts(text, { debtsOf: NOBODY }),
      accounts: batch.accountsOf(building),
      wanted: of.wanted?.get(building),
      reasons: reasons.get(building),
      ...common.value,
    });
    for (const one of contents) made.push({ building, ...one });
  }
  return ok(made);
}

interface CommonFacts {
  readonly center: Organization;
  readonly company: Organization;
  readonly recipient: Recipient;
  readonly organizations: ReadonlyMap<OrganizationId, Organization>;
  readonly services: ReadonlyMap<ServiceId, (typeof SERVICES)[number]>;
}

/** The organizations of the receipt. Money goes to the center where there is one, else to the company itself. */
async function commonFacts(
  tx: Tx,
  of: { organization: OrganizationId; period: Period },
): Promise<Result<CommonFacts, ReceiptRefusal>> {
  const all = await listOrganizations(tx, ["center", "company", "supplier", "fund"], 10_000);
  const organizations = new Map(all.map((one) => [one.id, one]));
  const company = must(organizations.get(of.organization), "the organization that prints");
  const center = all.find((one) => one.kind === "center") ?? company;
  const last = endDay(of.period);
  const requisites = (await findRequisites(tx, [center.id])).find(
    (one) => one.from < last && (one.to === undefined || one.to >= last),
  );
  if (!requisites) return refuse({ code: "receipts.no_requisites", organization: center.name });
  const value = requisites.facts;
  return ok({
    center,
    company,
    organizations,
    services: new Map(SERVICES.map((service) => [service.id, service])),
    recipient: {
      name: center.name,
      inn: center.inn ?? "",
      ...(center.kpp ? { kpp: center.kpp } : {}),
      bankAccount: value.account,
      bankName: value.bank,
      bic: value.bic,
      correspondentAccount: value.correspondentAccount,
    },
  });
}

/** The books and names of a batch of buildings: a fixed number of queries, whatever its size. */
async function batchFacts(
  tx: Tx,
  { buildings, period }: { buildings: readonly BuildingId[]; period: Period },
) {
  // Whole buildings, whatever else the asker spoke of: a receipt of one account issues those of its neighbours.
  const of = { buildings, period };
  const holders = await listHolders(tx, { ...of, from: firstDay(of.period), to: endDay(of.period) });
  const openings = byAccount(await ledger.listOpenings(tx, of));
  const lines = byAccount(await ledger.listLines(tx, of));
  const history = byAccount(
    await ledger.listCharged(tx, { ...of, from: addMonths(period, -12), through: period }),
  );
  const payments = byAccount(await listPaidInPeriod(tx, of));
  return {
    accountsOf: (building: BuildingId) =>
      holders
        .filter((holder) => holder.building === building)
        .map((holder) => ({
          ...holder,
          openings: openings.get(holder.account) ?? [],
          lines: lines.get(holder.account) ?? [],
          history: history.get(holder.account) ?? [],
          payments: payments.get(holder.account) ?? [],
        })),
  };
}

function byAccount<Row extends { readonly account: AccountId }>(rows: readonly Row[]): Map<AccountId, Row[]> {
  const groups = new Map<AccountId, Row[]>();
  for (const row of rows) {
    const group = groups.get(row.account);
    if (group) group.push(row);
    else groups.set(row.account, [row]);
  }
  return groups;
}
