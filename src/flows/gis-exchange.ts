import { randomUUID } from "node:crypto";
import { addDays } from "#core/day";
import { must } from "#core/assert";
import type { AccountId, BuildingId, OrganizationId, PaymentId, ServiceId } from "#core/ids";
import { sumOf } from "#core/money";
import { endDay, firstDay, type Period, parsePeriod } from "#core/period";
import { ok, type Result, refuse } from "#core/result";
import { shareOut } from "#core/share-out";
import { type Money, money, NOTHING } from "#core/units";
import { keepGisNumbers, listHolders } from "#modules/accounts";
import { listManagedBuildings } from "#modules/addresses";
import {
  accountsRequest,
  acknowledgmentsRequest,
  documentsRequest,
  GIS_LIMITS,
  type GisAnswer,
  type GisAccount,
  type GisAcknowledgment,
  type GisAnswerRefusal,
  type GisChannel,
  type GisDocument,
  type GisPayment,
  type GisService,
  type GisResult,
  type GisWorkbookRefusal,
  gisStore as store,
  type MappedService,
  type PackageItem,
  type PackageKind,
  type Participant,
  payableOf,
  paymentsRequest,
  readAnswer,
  readWorkbookResults,
} from "#modules/gateways";
import { type StatementLine, listLines, listOpenings } from "#modules/ledger";
import { findRequisites, listOrganizations } from "#modules/organizations";
import { listPaymentsOfOrganization } from "#modules/payments";
import { PENALTY_SERVICE } from "#modules/tariffs";
import type { Ctx } from "#platform/context";
import type { Tx } from "#platform/database";
import { documentSums, monthOf, VOLUNTARY } from "./gis-documents.ts";

/** Why no message was made, or an answer not taken. */
export type GisRefusal =
  | GisAnswerRefusal
  | GisWorkbookRefusal
  | { readonly code: "gis.nothing_left_out"; readonly package: number }
  | { readonly code: "gis.not_participant"; readonly organization: number }
  | { readonly code: "gis.no_requisites"; readonly organization: number }
  | { readonly code: "gis.services_unmapped"; readonly services: readonly number[] }
  | { readonly code: "gis.package_not_found"; readonly package: number }
  | { readonly code: "gis.package_answered"; readonly package: number }
  | { readonly code: "gis.answer_of_other_package"; readonly transport: string }
  | { readonly code: "gis.fault"; readonly fault: string; readonly sentence: string };

/** What is wrong with a request, before anything is looked up. */
export type GisRequestRefusal =
  | { readonly code: "gis.period_missing"; readonly field: "period" }
  | { readonly code: "gis.premises_unknown"; readonly building: number; readonly premises: string };

/** What a round of making messages came to. */
export interface MadePackages {
  readonly packages: readonly number[];
  readonly things: number;
  /** Left out because the system has not told what it calls their premises or account. */
  readonly waiting: number;
}

interface Place {
  readonly organization: OrganizationId;
}

/**
 * Accounts that the system does not know yet, as messages of a hundred. An account waits until the identifier of its
 * premises is recorded. Safe to repeat: what was sent and not refused is not sent again.
 */
export async function makeAccounts(ctx: Ctx, of: Place): Promise<Result<MadePackages, GisRefusal>> {
  return ctx.transaction(async (tx) => {
    const participant = await store.findParticipant(tx, of.organization);
    if (!participant) return refuse({ code: "gis.not_participant", organization: of.organization });
    const buildings = await buildingsOf(tx, of.organization);
    const identifiers = await identifiersOf(tx, buildings, ["account", "premises"]);
    await store.lockMaking(tx, of.organization, "accounts");
    const sent = await store.listSent(tx, { buildings, kind: "accounts" });
    const day = ctx.today;
    const holders = await listHolders(tx, { buildings, from: day, to: addDays(day, 1) });
    let waiting = 0;
    const accounts: { item: PackageItem; account: GisAccount }[] = [];
    for (const holder of holders) {
      const thing = String(holder.account);
      if (identifiers.has(holder.building, "account", thing) || sent.has(`${holder.building}|${thing}`))
        continue;
      const premises = identifiers.find(holder.building, "premises", String(holder.premises))?.guid;
      if (premises === undefined) {
        waiting += 1;
        continue;
      }
      const transport = randomUUID();
      const [surname = "", givenName = "", patronymic = ""] = holder.holder.split(" ");
      accounts.push({
        item: { building: holder.building, transport, thing },
        account: {
          transport,
          kind: participant.accountKind,
          number: holder.number,
          place: { premises },
          ...(givenName === "" ? {} : { holder: { surname, givenName, patronymic } }),
        },
      });
    }
    const packages = await inPackages(accounts, GIS_LIMITS.accounts, (some) =>
      store.insertPackage(tx, {
        ...of,
        kind: "accounts",
        messageGuid: randomUUID(),
        xml: accountsRequest(some.map((one) => one.account)),
        total: NOTHING,
        items: some.map((one) => one.item),
      }),
    );
    return ok({ packages, things: accounts.length, waiting });
  });
}

/**
 * Payment documents of a charged month, as messages of five hundred; their sums are those of the ledger. Some buildings are
 * told at a time, each portion whole or not at all: a work that broke off is begun again, and goes on where it was, since
 * what was told is not told again.
 */
export async function makeDocuments(
  ctx: Ctx,
  of: Place & { readonly period: Period },
  options: {
    /** Buildings at a time. */
    readonly portion?: number;
    readonly onBuildings?: (done: number, total: number) => void;
  } = {},
): Promise<Result<MadePackages, GisRefusal>> {
  const known = await ctx.transaction(async (tx) => ({
    participant: await store.findParticipant(tx, of.organization),
    requisites: await requisitesOf(tx, of),
    mapped: await mappedServices(tx),
    buildings: await buildingsOf(tx, of.organization),
  }));
  const { participant, requisites, mapped, buildings } = known;
  if (!participant) return refuse({ code: "gis.not_participant", organization: of.organization });
  if (!requisites) return refuse({ code: "gis.no_requisites", organization: of.organization });
  const portion = options.portion ?? PORTION;
  // A document without a service of the month would be told with a wrong total: none is made until all are known.
  const unmapped = new Set<ServiceId>();
  for (let at = 0; at < buildings.length; at += portion) {
    const some = buildings.slice(at, at + portion);
    for (const line of await ctx.transaction((tx) => listLines(tx, { buildings: some, period: of.period })))
      for (const service of unmappedOf([line], of.period, mapped)) unmapped.add(service);
  }
  if (unmapped.size > 0) return refuse({ code: "gis.services_unmapped", services: [...unmapped] });
  const packages: number[] = [];
  let things = 0;
  let waiting = 0;
  for (let at = 0; at < buildings.length; at += portion) {
    const some = buildings.slice(at, at + portion);
    const made = await ctx.transaction((tx) =>
      documentsOf(tx, { ...of, buildings: some, participant, requisites, mapped }),
    );
    packages.push(...made.packages);
    things += made.things;
    waiting += made.waiting;
    options.onBuildings?.(Math.min(at + portion, buildings.length), buildings.length);
  }
  return ok({ packages, things, waiting });
}

/** Services with money in the month, and penalties, that are no item of the system's dictionaries. */
function unmappedOf(
  lines: readonly StatementLine[],
  period: Period,
  mapped: ReadonlyMap<ServiceId, MappedService>,
): readonly ServiceId[] {
  const sums = documentSums(lines, period, mapped);
  return sums.penalty !== NOTHING && !mapped.has(PENALTY) ? [...sums.unmapped, PENALTY] : sums.unmapped;
}

/** Documents of some buildings, in one transaction. */
async function documentsOf(
  tx: Tx,
  of: Place & {
    readonly period: Period;
    readonly buildings: readonly BuildingId[];
    readonly participant: Participant;
    readonly requisites: { readonly bic: string; readonly account: string };
    readonly mapped: ReadonlyMap<ServiceId, MappedService>;
  },
): Promise<MadePackages> {
  const { buildings, period, mapped } = of;
  await store.lockMaking(tx, of.organization, "documents");
  const identifiers = await identifiersOf(tx, buildings, ["account"]);
  const sent = await store.listSent(tx, { buildings, kind: "documents" });
  const documents: { item: PackageItem; document: GisDocument; toPay: Money }[] = [];
  let waiting = 0;
  const paymentsTaken = Number(paymentsCountedTo(tx.scope.today, period).slice(8));
  for (const one of await monthsOf(tx, { buildings, period })) {
    const thing = `${one.account}|${period.replace("-", "")}`;
    if (sent.has(`${one.building}|${thing}`)) continue;
    const accountGuid = identifiers.find(one.building, "account", String(one.account))?.guid;
    if (accountGuid === undefined) {
      waiting += 1;
      continue;
    }
    const sums = documentSums(one.lines, period, mapped);
    const transport = randomUUID();
    const penalty = mapped.get(PENALTY);
    documents.push({
      item: { building: one.building, transport, thing },
      toPay: money(monthOf(sums) + one.opening),
      document: {
        transport,
        accountGuid,
        number: `${one.number}-${period.slice(5)}${period.slice(0, 4)}`,
        charges: sums.charges,
        ...(sums.capitalRepair ? { capitalRepair: sums.capitalRepair } : {}),
        ...(sums.penalty === NOTHING || !penalty
          ? {}
          : { penalty: { service: penalty, amount: sums.penalty, cause: PENALTY_CAUSE } }),
        opening: one.opening,
        paymentsTaken,
      },
    });
  }
  const packages = await inPackages(documents, GIS_LIMITS.documents, (some) =>
    store.insertPackage(tx, {
      organization: of.organization,
      period,
      kind: "documents",
      messageGuid: randomUUID(),
      xml: documentsRequest({
        period,
        requisites: { transport: randomUUID(), ...of.requisites },
        documents: some.map((one) => one.document),
        provider: of.participant.accountKind === "RC" ? of.participant.ppaGuid : undefined,
      }),
      total: sumOf(some.map((one) => one.toPay)),
      items: some.map((one) => one.item),
    }),
  );
  return { packages, things: documents.length, waiting };
}

/**
 * Payments of a month that were taken at the organization's own counter: banks and agents tell of theirs themselves. They
 * name the document of the month that they were stated for, else the account's service (ИЖКУ).
 */
export async function makePayments(
  ctx: Ctx,
  of: Place & { readonly period: Period },
): Promise<Result<MadePackages, GisRefusal>> {
  const payments: Awaited<ReturnType<typeof listPaymentsOfOrganization>> = [];
  for (let before: PaymentId | undefined; ; ) {
    const page = await listPaymentsOfOrganization(ctx, { ...of, before, limit: 1_000 });
    payments.push(
      ...page.filter((one) => (one.channel === "hand" || one.channel === "cash") && !one.reversal),
    );
    if (page.length < 1_000) break;
    before = must(page.at(-1), "the last payment of a full page").payment;
  }
  return ctx.transaction(async (tx) => {
    const participant = await store.findParticipant(tx, of.organization);
    if (!participant) return refuse({ code: "gis.not_participant", organization: of.organization });
    const buildings = [...new Set(payments.map((one) => one.building))];
    const identifiers = await identifiersOf(tx, buildings, ["account", "document"]);
    await store.lockMaking(tx, of.organization, "payments");
    const sent = await store.listSent(tx, { buildings, kind: "payments" });
    let waiting = 0;
    const told: { item: PackageItem; payment: GisPayment }[] = [];
    for (const one of payments) {
      const thing = String(one.payment);
      if (sent.has(`${one.building}|${thing}`)) continue;
      const document =
        one.statedPeriod &&
        identifiers.find(one.building, "document", `${one.account}|${one.statedPeriod.replace("-", "")}`)
          ?.number;
      const service = identifiers.find(one.building, "account", String(one.account))?.service;
      if (document === undefined && service === undefined) {
        waiting += 1;
        continue;
      }
      const transport = randomUUID();
      told.push({
        item: { building: one.building, transport, thing },
        payment: {
          transport,
          paidOn: one.paidOn,
          period: one.statedPeriod ?? one.period,
          of:
            document === undefined ? { service: must(service, "the service of the account") } : { document },
          amount: one.amount,
          online: false,
        },
      });
    }
    const packages = await inPackages(told, GIS_LIMITS.payments, (some) =>
      store.insertPackage(tx, {
        ...of,
        kind: "payments",
        messageGuid: randomUUID(),
        xml: paymentsRequest(some.map((one) => one.payment)),
        total: sumOf(some.map((one) => one.payment.amount)),
        items: some.map((one) => one.item),
      }),
    );
    return ok({ packages, things: told.length, waiting });
  });
}

/**
 * Says which services of their documents the banks' notifications have paid: in proportion to what the document asks for
 * each, never more than that. What is paid beyond the document stays unacknowledged, as the system wants it.
 */
export async function makeAcknowledgments(ctx: Ctx, of: Place): Promise<Result<MadePackages, GisRefusal>> {
  return ctx.transaction(async (tx) => {
    const participant = await store.findParticipant(tx, of.organization);
    if (!participant) return refuse({ code: "gis.not_participant", organization: of.organization });
    const mapped = await mappedServices(tx);
    await store.lockMaking(tx, of.organization, "acknowledgments");
    const open = await store.listOpenNotifications(tx, of.organization, NOTIFICATIONS_AT_ONCE);
    const told: { item: PackageItem; part: GisAcknowledgment }[] = [];
    let waiting = 0;
    for (const [month, some] of Map.groupBy(open, (one) => one.thing.split("|")[1] ?? "")) {
      const period = must(parsePeriod(`${month.slice(0, 4)}-${month.slice(4)}`), "the month of a document");
      const months = await monthsOf(tx, { buildings: [...new Set(some.map((one) => one.building))], period });
      const byAccount = new Map(months.map((one) => [`${one.building}|${one.account}`, one]));
      for (const notification of some) {
        const of_ = byAccount.get(`${notification.building}|${notification.thing.split("|")[0]}`);
        const parts = of_
          ? partsOf(notification.amount, documentSums(of_.lines, period, mapped), mapped)
          : [];
        if (parts.length === 0) waiting += 1;
        for (const part of parts) {
          const transport = randomUUID();
          const { building, guid, document } = notification;
          told.push({
            item: { building, transport, thing: `${guid}|${part.section}|${part.service.guid}` },
            part: { transport, notification: guid, document, ...part },
          });
        }
      }
    }
    const packages = await inPackages(told, GIS_LIMITS.acknowledgments, (some) =>
      store.insertPackage(tx, {
        ...of,
        kind: "acknowledgments",
        messageGuid: randomUUID(),
        xml: acknowledgmentsRequest(some.map((one) => one.part)),
        total: sumOf(some.map((one) => one.part.amount)),
        items: some.map((one) => one.item),
      }),
    );
    return ok({ packages, things: told.length, waiting });
  });
}

const NOTIFICATIONS_AT_ONCE = 5_000;

type Part = Pick<GisAcknowledgment, "section" | "service" | "amount">;

function partsOf(
  amount: Money,
  sums: ReturnType<typeof documentSums>,
  mapped: ReadonlyMap<ServiceId, MappedService>,
): Part[] {
  const repair = [...mapped.values()].find((one) => one.section === "capital_repair");
  const asked: Part[] = [
    ...sums.charges.map((one) => ({ section: one.section, service: one.service, amount: payableOf(one) })),
    ...(sums.capitalRepair && repair
      ? [{ section: "capital_repair" as const, service: repair, amount: payableOf(sums.capitalRepair) }]
      : []),
  ].filter((one) => one.amount > 0n);
  const whole = sumOf(asked.map((one) => one.amount));
  if (whole === 0n) return [];
  const shares = shareOut(
    amount < whole ? amount : whole,
    asked.map((one) => one.amount),
  );
  return asked.map((one, at) => ({ ...one, amount: shares[at] ?? NOTHING })).filter((one) => one.amount > 0n);
}

/** What an answer came to. */
export interface TakenAnswer {
  readonly accepted: number;
  readonly refused: number;
  /** Things that no answer has named yet. */
  readonly open: number;
}

/**
 * Takes the system's answer to a message, as XML or as the workbook that it filled in: identifiers are kept, refusals stand
 * with their things, which the next round sends again. An answer that names things of another message is refused whole.
 * Things that it leaves out stay open: another answer may name them.
 */
export async function takeAnswer(
  ctx: Ctx,
  of: { readonly package: number; readonly answer: Uint8Array },
): Promise<Result<TakenAnswer, GisRefusal>> {
  const isWorkbook = of.answer[0] === 0x50 && of.answer[1] === 0x4b;
  const read = isWorkbook ? undefined : readAnswer(of.answer);
  if (read && !read.ok) return read;
  return ctx.transaction(async (tx) => {
    const [found] = await store.listPackages(tx, { package: of.package, limit: 1 });
    if (!found) return refuse({ code: "gis.package_not_found", package: of.package });
    if (found.answeredAt) return refuse({ code: "gis.package_answered", package: of.package });
    const held = await store.listItems(tx, of.package);
    const told = read
      ? resultsOf(read.value, held)
      : await readWorkbookResults(of.answer, {
          kind: found.kind,
          xml: must(await store.findPackageXml(tx, of.package), "the message").toString("utf8"),
        });
    if (!told.ok) return told;
    const items = new Map(held.map((one) => [one.transport, one]));
    const stranger = told.value.find((one) => !items.has(one.transport));
    if (stranger) return refuse({ code: "gis.answer_of_other_package", transport: stranger.transport });
    // What was said before stands: an answer that comes again says nothing new of it.
    const results = told.value.filter(({ transport }) => items.get(transport)?.outcome === undefined);
    await keepNamed(tx, { kind: found.kind, items, results });
    await store.noteAnswer(tx, {
      ...of,
      outcomes: results.map((one) => ({
        transport: one.transport,
        outcome: one.ok ? "accepted" : "refused",
        errors: one.ok
          ? ""
          : one.errors
              .map(({ code, sentence }) => (code === "" ? sentence : `${code}: ${sentence}`))
              .join("; "),
      })),
    });
    const refused = results.filter((one) => !one.ok).length;
    const named = new Set(results.map(({ transport }) => transport));
    const open = held.filter((one) => one.outcome === undefined && !named.has(one.transport)).length;
    return ok({ accepted: results.length - refused, refused, open });
  });
}

/** A message that is refused whole refuses each of its things: the next round tells them again. */
function resultsOf(
  answer: GisAnswer,
  held: readonly PackageItem[],
): Result<readonly GisResult[], { readonly code: "gis.answer_unknown"; readonly found: string }> {
  if (answer.kind === "results") return ok(answer.results);
  if (answer.kind === "notifications") return refuse({ code: "gis.answer_unknown", found: "notifications" });
  const errors = [{ code: answer.code, sentence: answer.sentence }];
  return ok(held.map(({ transport }) => ({ transport, ok: false, errors })));
}

/** Keeps what the system called the things of a message; ЕЛС and ИЖКУ on the accounts too, whose receipts print them. */
async function keepNamed(
  tx: Tx,
  of: {
    readonly kind: PackageKind;
    readonly items: ReadonlyMap<string, PackageItem>;
    readonly results: readonly GisResult[];
  },
): Promise<void> {
  const kind = of.kind === "accounts" ? "account" : of.kind === "documents" ? "document" : undefined;
  if (!kind) return;
  const known = of.results.flatMap((one) => {
    if (!one.ok || (one.guid === undefined && one.number === undefined)) return [];
    const { building, thing } = must(of.items.get(one.transport), "the thing of a result");
    return [{ building, kind, thing, guid: one.guid, number: one.number, service: one.service } as const];
  });
  await store.keepIdentifiers(tx, known);
  if (kind === "account")
    await keepGisNumbers(
      tx,
      known.map(({ building, thing, number, service }) => ({
        building,
        account: Number(thing) as AccountId,
        unified: number,
        service,
      })),
    );
}

/** Lets the next round tell again what the answers to a message have left out. */
export async function leaveOut(
  ctx: Ctx,
  of: { readonly package: number },
): Promise<Result<{ readonly leftOut: number }, GisRefusal>> {
  return ctx.transaction(async (tx) => {
    const [found] = await store.listPackages(tx, { package: of.package, limit: 1 });
    if (!found) return refuse({ code: "gis.package_not_found", package: of.package });
    if (!found.partly) return refuse({ code: "gis.nothing_left_out", package: of.package });
    return ok({ leftOut: await store.leaveOut(tx, of.package) });
  });
}

/** Keeps what banks told the system of orders for the organization's documents. Gives how many were new. */
export async function takeNotifications(
  ctx: Ctx,
  of: Place & { readonly answer: Uint8Array },
): Promise<Result<{ readonly taken: number; readonly repeated: number }, GisRefusal>> {
  const read = readAnswer(of.answer);
  if (!read.ok) return read;
  const answer = read.value;
  if (answer.kind === "fault")
    return refuse({ code: "gis.fault", fault: answer.code, sentence: answer.sentence });
  const notifications = answer.kind === "notifications" ? answer.notifications : [];
  const taken = await ctx.transaction((tx) => store.keepNotifications(tx, of.organization, notifications));
  return ok({ taken, repeated: notifications.length - taken });
}

/**
 * Sends what waits and takes what is answered, over a channel. Each message is sent under its own number, so that a turn
 * that broke off can be done again.
 */
export async function exchange(
  ctx: Ctx,
  of: Place,
  channel: GisChannel,
): Promise<{ sent: number; answered: number }> {
  let sent = 0;
  let answered = 0;
  for (const one of await ctx.transaction((tx) => store.listUnanswered(tx, of.organization))) {
    const service = SERVICE_OF[one.kind];
    let { ack } = one;
    if (ack === undefined) {
      const xml = must(await ctx.transaction((tx) => store.findPackageXml(tx, one.package)), "the message");
      const taken = await channel.send({ service, messageGuid: one.messageGuid, xml: xml.toString("utf8") });
      await ctx.transaction((tx) => store.noteSent(tx, { package: one.package, ack: taken.ack }));
      ack = taken.ack;
      sent += 1;
    }
    const state = await channel.state({ service, ack });
    if (state.state !== "done") continue;
    const outcome = await takeAnswer(ctx, { package: one.package, answer: state.answer });
    if (outcome.ok) answered += 1;
    else throw new Error(`the answer to message ${one.package}: ${outcome.refusal.code}`);
  }
  return { sent, answered };
}

const SERVICE_OF: Readonly<Record<PackageKind, GisService>> = {
  accounts: "HomeManagement",
  documents: "Bills",
  acknowledgments: "Bills",
  payments: "Payment",
};

/** Buildings whose books are read at once. */
const PORTION = 20;
const PENALTY = PENALTY_SERVICE;
const PENALTY_CAUSE = "Просрочка внесения платы за жилое помещение и коммунальные услуги";

/** The last day whose payments a document of the month counts: the month's last, or today while it runs. */
const paymentsCountedTo = (today: Ctx["today"], period: Period): Ctx["today"] => {
  const last = addDays(endDay(period), -1);
  return today < last && today >= firstDay(period) ? today : last;
};

interface AccountMonth {
  readonly building: BuildingId;
  readonly account: AccountId;
  readonly number: string;
  readonly lines: readonly StatementLine[];
  /** What was owed at the beginning, less what was paid in the month. */
  readonly opening: Money;
}

/** The months of all accounts of these buildings that were charged anything: a fixed number of queries. */
async function monthsOf(
  tx: Tx,
  of: { readonly buildings: readonly BuildingId[]; readonly period: Period },
): Promise<AccountMonth[]> {
  const holders = await listHolders(tx, { ...of, from: firstDay(of.period), to: endDay(of.period) });
  const openings = Map.groupBy(await listOpenings(tx, of), (one) => one.account);
  const lines = Map.groupBy(await listLines(tx, of), (one) => one.account);
  return holders.flatMap((holder) => {
    const own = lines.get(holder.account) ?? [];
    if (!own.some((line) => line.kind < 10)) return [];
    const opened = sumOf(
      (openings.get(holder.account) ?? [])
        .filter((one) => one.service === 0 || !VOLUNTARY.has(one.service))
        .map((one) => one.amount),
    );
    const paid = sumOf(own.filter((line) => line.kind === 10 || line.kind === 11).map((line) => line.amount));
    return [{ ...holder, lines: own, opening: money(opened - paid) }];
  });
}

const buildingsOf = async (tx: Tx, organization: OrganizationId): Promise<BuildingId[]> =>
  (await listManagedBuildings(tx, organization)).map((one) => one.id);

const mappedServices = async (tx: Tx): Promise<Map<ServiceId, MappedService>> =>
  new Map((await store.listMappedServices(tx)).map((one) => [one.service, one]));

async function identifiersOf(
  tx: Tx,
  buildings: readonly BuildingId[],
  kinds: Parameters<typeof store.listIdentifiers>[1]["kinds"],
) {
  const all = new Map(
    (await store.listIdentifiers(tx, { buildings, kinds })).map((one) => [
      `${one.building}|${one.kind}|${one.thing}`,
      one,
    ]),
  );
  const find = (building: BuildingId, kind: string, thing: string) => all.get(`${building}|${kind}|${thing}`);
  return { find, has: (...of: Parameters<typeof find>) => find(...of) !== undefined };
}

/** The bank account that takes the money: the center's where there is one, else the organization's own. */
async function requisitesOf(
  tx: Tx,
  of: Place & { readonly period: Period },
): Promise<{ bic: string; account: string } | undefined> {
  const [center] = await listOrganizations(tx, ["center"]);
  const last = endDay(of.period);
  const found = (await findRequisites(tx, [center?.id ?? of.organization])).find(
    (one) => one.from < last && (one.to === undefined || one.to >= last),
  );
  return found && { bic: found.facts.bic, account: found.facts.account };
}

async function inPackages<T>(
  things: readonly T[],
  most: number,
  insert: (some: readonly T[]) => Promise<number>,
): Promise<number[]> {
  const packages: number[] = [];
  for (let at = 0; at < things.length; at += most) packages.push(await insert(things.slice(at, at + most)));
  return packages;
}
