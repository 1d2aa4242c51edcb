import type { Day } from "#core/day";
import type { UserId } from "#core/ids";
import { addMonths, type Period, periodOf } from "#core/period";
import { ok, type Result, refuse } from "#core/result";
import { type BenefitRecord, listBenefitRecords } from "#modules/benefits";
import { listAudit, listUsers } from "#modules/access";
import { type AccountFound, findAccountsByNumber, listAccountRecords } from "#modules/accounts";
import { listPremisesRecords } from "#modules/addresses";
import { listMethodRecords } from "#modules/formulas";
import { findApprovals } from "#modules/charging";
import { listRunSums } from "#modules/ledger";
import { listReadingRecords } from "#modules/metering";
import { listPaymentDocuments } from "#modules/payments";
import { listReceiptsOf } from "#modules/receipts";
import { listServices, listTariffRecords, type Service } from "#modules/tariffs";
import type { Ctx } from "#platform/context";
import type { Tx } from "#platform/database";
import { within } from "#platform/deed";
import type { CardRefusal } from "./account-card.ts";

export const EVENT_KINDS = [
  "payment",
  "reversal",
  "reading",
  "charge",
  "receipt",
  "holder",
  "resident",
  "area",
  "departure",
  "absence",
  "absence_decision",
  "right",
  "right_end",
  "snils",
  "subsidy",
  "subsidy_end",
  "terms",
  "value",
  "superseded",
  "method",
  "view",
] as const;
export type EventKind = (typeof EVENT_KINDS)[number];

/** Something that happened to an account: who, when, what. */
export interface AccountEvent {
  readonly kind: EventKind;
  readonly at: Date;
  readonly by: UserId | undefined;
  /** The name of `by` where it is in sight. */
  readonly who: string | undefined;
  /** How it came: hand, agent, registry; resident, clerk, act. */
  readonly channel: string | undefined;
  /** The day that it speaks of: paid, read, in force from. */
  readonly day: Day | undefined;
  readonly period: Period | undefined;
  /** Number of the payment, reversal or run. */
  readonly document: bigint | undefined;
  /** Kopecks of money, millionths of a reading or an area. */
  readonly value: bigint | undefined;
  /** What it was before a correction. */
  readonly before: bigint | undefined;
  /** A name, a paper, a reason, a meter. */
  readonly text: string | undefined;
  readonly resource: string | undefined;
  /** The first day on which a dated fact holds no more. */
  readonly until: Day | undefined;
  /** Title of the document behind a fact. */
  readonly basis: string | undefined;
  /** Why a value was replaced, or an absence decided so. */
  readonly reason: string | undefined;
  /** Of an absence: what was decided. */
  readonly decision: string | undefined;
  readonly service: Service | undefined;
  readonly benefit: BenefitRecord["benefit"];
  /** Said of the account itself, not of its whole building. */
  readonly isOwn: boolean | undefined;
}

type Told = Pick<AccountEvent, "kind" | "at"> & Partial<Omit<AccountEvent, "who">>;

/** Dated facts that charges depend on. */
const FACT_KINDS = [
  "holder",
  "resident",
  "area",
  "departure",
  "absence",
  "absence_decision",
  "right",
  "right_end",
  "snils",
  "subsidy",
  "subsidy_end",
  "terms",
  "value",
  "superseded",
  "method",
] as const satisfies readonly EventKind[];

const event = (told: Told): AccountEvent => ({
  by: undefined,
  who: undefined,
  channel: undefined,
  day: undefined,
  period: undefined,
  document: undefined,
  value: undefined,
  before: undefined,
  text: undefined,
  resource: undefined,
  until: undefined,
  basis: undefined,
  reason: undefined,
  decision: undefined,
  service: undefined,
  benefit: undefined,
  isOwn: undefined,
  ...told,
});

/** The newest events of the kinds asked for; each room tells its own. */
export async function accountHistory(
  ctx: Ctx,
  of: { readonly number: string; readonly kinds: readonly EventKind[]; readonly limit: number },
): Promise<Result<{ events: readonly AccountEvent[]; hasMore: boolean }, CardRefusal>> {
  return ctx.transaction(async (tx) => {
    const [account] = await findAccountsByNumber(tx, [of.number]);
    if (!account) return refuse({ code: "accounts.account_not_found", number: of.number });
    const wanted = new Set(of.kinds);
    const told: Told[] = [];
    // One more than asked for, so that the reader knows whether that is all.
    const limit = of.limit + 1;
    if (wanted.has("payment") || wanted.has("reversal")) told.push(...(await money(tx, account, limit)));
    if (wanted.has("reading")) told.push(...(await readings(tx, account, limit)));
    if (wanted.has("charge")) told.push(...(await charges(tx, account)));
    if (wanted.has("receipt")) told.push(...(await receipts(tx, account)));
    if (FACT_KINDS.some((kind) => wanted.has(kind))) told.push(...(await facts(tx, account)));
    if (wanted.has("view")) told.push(...(await views(ctx, tx, { number: of.number, limit })));
    const newest = told
      .filter(({ kind }) => wanted.has(kind))
      .sort((a, b) => b.at.getTime() - a.at.getTime())
      .map(event);
    const names = new Map((await listUsers(within(ctx, tx))).map((user) => [user.id, user.name]));
    return ok({
      events: newest
        .slice(0, of.limit)
        .map((one) => ({ ...one, who: one.by === undefined ? undefined : names.get(one.by) })),
      hasMore: newest.length > of.limit,
    });
  });
}

async function money(tx: Tx, account: AccountFound, limit: number): Promise<Told[]> {
  const documents = await listPaymentDocuments(tx, { ...account, limit });
  return documents.flatMap((one): Told[] => [
    {
      kind: "payment",
      at: one.receivedAt,
      by: one.recordedBy,
      channel: one.channel,
      day: one.paidOn,
      period: one.period,
      document: one.payment,
      value: one.amount,
      text: one.agentName ?? one.document,
    },
    ...(one.reversed
      ? [
          {
            kind: "reversal" as const,
            at: one.reversed.recordedAt,
            by: one.reversed.recordedBy,
            day: one.reversed.on,
            period: one.reversed.period,
            document: one.reversed.document,
            value: -one.amount,
            text: one.reversed.reason,
          },
        ]
      : []),
  ]);
}

const readings = async (tx: Tx, { building, premises }: AccountFound, limit: number): Promise<Told[]> =>
  (await listReadingRecords(tx, { building, premises, limit })).map((one) => ({
    kind: "reading",
    at: one.recordedAt,
    by: one.recordedBy,
    channel: one.source,
    day: one.takenOn,
    value: one.value,
    before: one.corrected,
    text: one.serial,
    resource: one.resource,
  }));

/** Three years of runs: those that changed nothing for the account are not its history. */
async function charges(tx: Tx, { building, account }: AccountFound): Promise<Told[]> {
  const from = addMonths(periodOf(tx.scope.today), -36);
  const sums = await listRunSums(tx, { building, account, from });
  const approvals = await findApprovals(
    tx,
    sums.map(({ run }) => run),
  );
  return sums.flatMap(({ run, period, amount }): Told[] => {
    const approval = approvals.get(run);
    return approval
      ? [
          {
            kind: "charge",
            at: approval.approvedAt,
            by: approval.approvedBy,
            period: approval.chargedFor,
            document: BigInt(run),
            value: amount,
            ...(approval.chargedFor === period ? {} : { text: period }),
          },
        ]
      : [];
  });
}

const receipts = async (tx: Tx, { building, account }: AccountFound): Promise<Told[]> =>
  (await listReceiptsOf(tx, { building, account })).map((one) => ({
    kind: "receipt",
    at: one.issuedAt,
    period: one.period,
    value: one.toPay,
  }));

/** Each room tells who recorded its facts; a value that a correction replaced is told with its reason. */
async function facts(tx: Tx, account: AccountFound): Promise<Told[]> {
  const services = new Map((await listServices(tx)).map((service) => [service.id, service]));
  const recorded = (one: { recordedAt: Date; recordedBy: UserId | undefined }) => ({
    at: one.recordedAt,
    by: one.recordedBy,
  });
  return [
    ...(await listAccountRecords(tx, account)).map(
      (one): Told => ({
        ...recorded(one),
        kind: one.what,
        day: one.from,
        until: one.to,
        text: one.name,
        basis: one.document,
        decision: one.decision,
        reason: one.reason,
      }),
    ),
    ...(await listPremisesRecords(tx, account)).map(
      (one): Told => ({
        ...recorded(one),
        kind: "area",
        day: one.from,
        until: one.to,
        value: one.totalArea,
      }),
    ),
    ...(await listBenefitRecords(tx, account)).map(
      (one): Told => ({
        ...recorded(one),
        kind: one.what,
        day: one.from,
        until: one.to,
        text: one.name,
        basis: one.document,
        benefit: one.benefit,
      }),
    ),
    ...(await listTariffRecords(tx, account)).map(
      (one): Told => ({
        ...recorded(one),
        kind: one.what,
        day: one.from,
        until: one.to,
        text: one.name,
        value: one.value,
        basis: one.basis,
        reason: one.reason,
        service: services.get(one.service),
        isOwn: one.isOwn,
      }),
    ),
    ...(await listMethodRecords(tx, account)).map(
      (one): Told => ({
        ...recorded(one),
        kind: "method",
        day: one.from,
        until: one.to,
        text: one.name,
        basis: one.basis,
        service: services.get(one.service),
        isOwn: one.isOwn,
      }),
    ),
  ];
}

const views = async (
  ctx: Ctx,
  tx: Tx,
  { number, limit }: { number: string; limit: number },
): Promise<Told[]> =>
  (await listAudit(within(ctx, tx), { subject: `account ${number}`, limit }))
    .filter(({ action }) => action === "account.read" || action === "receipt.read")
    .map(({ recordedAt, user, action }) => ({ kind: "view", at: recordedAt, by: user, text: action }));
