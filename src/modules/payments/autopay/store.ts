import { must } from "#core/assert";
import type { Day } from "#core/day";
import type { AccountId, BuildingId, UserId } from "#core/ids";
import { type Period, periodFromNumber, periodNumber } from "#core/period";
import type { Money } from "#core/units";
import type { Tx } from "#platform/database";
import type { OrderRef } from "../orders/index.ts";
import type {
  AccountRef,
  AutopayEvent,
  AutopayEventCode,
  AutopayRule,
  AutopayTurn,
  CardEnd,
  CardRef,
  Consent,
  KeptCardRow,
  Schedule,
  StopReason,
  TurnState,
} from "./model.ts";

/** Whoever sets, stops or charges an account's rule does it alone; taken before the lock of an order. */
export async function lockAutopay(tx: Tx, { account }: AccountRef): Promise<void> {
  await tx.query("select pg_advisory_xact_lock(hashtext('payments.autopay'), $1::integer)", [account]);
}

/** Gives nothing where the order has its consent already. */
export async function insertConsent(
  tx: Tx,
  of: AccountRef & Consent & { readonly subject: "keep" | "autopay"; readonly order?: number | undefined },
): Promise<bigint | undefined> {
  const [row] = await tx.query<{ consent_id: bigint }>(
    `insert into payments.card_consents (building_id, account_id, subject, order_id, version, language, wording, remote_address)
     values ($1, $2, $3, $4, $5, $6, $7, $8) on conflict do nothing returning consent_id`,
    [
      of.building,
      of.account,
      of.subject,
      of.order ?? null,
      of.version,
      of.language,
      of.wording,
      of.remoteAddress,
    ],
  );
  return row?.consent_id;
}

/** The consent under which the card of an order's payment may be kept. */
export async function findKeepConsent(tx: Tx, ref: OrderRef): Promise<bigint | undefined> {
  const [row] = await tx.query<{ consent_id: bigint }>(
    "select consent_id from payments.card_consents where building_id = $1 and order_id = $2 and subject = 'keep'",
    [ref.building, ref.order],
  );
  return row?.consent_id;
}

/** Gives nothing where the order's card is kept already, or was. */
export async function insertCard(
  tx: Tx,
  of: OrderRef & {
    readonly account: AccountId;
    readonly consent: bigint;
    readonly bank: string;
    readonly token: Buffer;
    readonly mask: string;
    readonly issuer: string;
    readonly expires: Period | undefined;
  },
): Promise<number | undefined> {
  const [row] = await tx.query<{ card_id: number }>(
    `insert into payments.kept_cards (building_id, account_id, consent_id, order_id, bank, token, mask, issuer, expires)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9) on conflict do nothing returning card_id`,
    [
      of.building,
      of.account,
      of.consent,
      of.order,
      of.bank,
      of.token,
      of.mask,
      of.issuer,
      of.expires === undefined ? 0 : periodNumber(of.expires),
    ],
  );
  return row?.card_id;
}

/** Sealed; absent when the card is not kept any more. */
export async function findToken(tx: Tx, of: CardRef): Promise<Buffer | undefined> {
  const [row] = await tx.query<{ token: Buffer | null }>(
    "select token from payments.kept_cards where building_id = $1 and card_id = $2",
    [of.building, of.card],
  );
  return row?.token ?? undefined;
}

/** The token is gone with it. False if it was ended before. */
export async function endCard(tx: Tx, of: CardRef & { readonly reason: CardEnd }): Promise<boolean> {
  const rows = await tx.query(
    `update payments.kept_cards set token = null, ended_at = now(), end_reason = $3, ended_by = $4
     where building_id = $1 and card_id = $2 and ended_at is null returning card_id`,
    [of.building, of.card, of.reason, tx.scope.user ?? null],
  );
  return rows.length === 1;
}

/** Of an account, those that are kept first, the newest of them first. */
export async function listCards(tx: Tx, of: AccountRef): Promise<KeptCardRow[]> {
  const rows = await tx.query<{
    building_id: number;
    card_id: number;
    account_id: number;
    bank: string;
    order_id: number;
    mask: string;
    issuer: string;
    expires: number;
    kept_at: Date;
    ended_at: Date | null;
    end_reason: CardEnd | null;
    version: string;
    agreed_at: Date;
  }>(
    `select c.building_id, c.card_id, c.account_id, c.bank, c.order_id, c.mask, c.issuer, c.expires, c.kept_at, c.ended_at,
       c.end_reason, s.version, s.agreed_at
     from payments.kept_cards c join payments.card_consents s using (building_id, consent_id)
     where c.building_id = $1 and c.account_id = $2 order by c.ended_at is not null, c.card_id desc limit 50`,
    [of.building, of.account],
  );
  return rows.map((row) => ({
    building: row.building_id as BuildingId,
    card: row.card_id,
    account: row.account_id as AccountId,
    bank: row.bank,
    order: row.order_id,
    mask: row.mask,
    issuer: row.issuer,
    expires: row.expires === 0 ? undefined : periodFromNumber(row.expires),
    keptAt: row.kept_at,
    endedAt: row.ended_at ?? undefined,
    endReason: row.end_reason ?? undefined,
    consent: { version: row.version, agreedAt: row.agreed_at },
  }));
}

export async function insertRule(
  tx: Tx,
  of: AccountRef & {
    readonly card: number;
    readonly consent: bigint;
    readonly cap: Money | undefined;
    readonly schedule: Schedule;
    readonly email: string;
    readonly language: "ru" | "en";
    readonly nextMonth: Period;
    readonly announceOn: Day;
  },
): Promise<number> {
  const [row] = await tx.query<{ rule_id: number }>(
    `insert into payments.autopay_rules (building_id, account_id, card_id, consent_id, cap, schedule, days, email, language,
       next_month, announce_on)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11) returning rule_id`,
    [
      of.building,
      of.account,
      of.card,
      of.consent,
      of.cap ?? null,
      of.schedule.kind,
      of.schedule.days,
      of.email,
      of.language,
      periodNumber(of.nextMonth),
      of.announceOn,
    ],
  );
  return must(row, "the number of a rule").rule_id;
}

export async function setNextTurn(
  tx: Tx,
  of: {
    readonly building: BuildingId;
    readonly rule: number;
    readonly nextMonth: Period;
    readonly announceOn: Day;
  },
): Promise<void> {
  await tx.query(
    "update payments.autopay_rules set next_month = $3, announce_on = $4 where building_id = $1 and rule_id = $2",
    [of.building, of.rule, periodNumber(of.nextMonth), of.announceOn],
  );
}

/** False if it was stopped before. */
export async function endRule(
  tx: Tx,
  of: { readonly building: BuildingId; readonly rule: number; readonly reason: StopReason },
): Promise<boolean> {
  const rows = await tx.query(
    `update payments.autopay_rules set stopped_at = now(), stop_reason = $3, stopped_by = $4
     where building_id = $1 and rule_id = $2 and stopped_at is null returning rule_id`,
    [of.building, of.rule, of.reason, tx.scope.user ?? null],
  );
  return rows.length === 1;
}

const RULES = `
  select building_id, rule_id, account_id, card_id, cap, schedule, days, email, language, set_at, next_month, announce_on,
    stopped_at, stop_reason
  from payments.autopay_rules`;

interface RuleRow {
  building_id: number;
  rule_id: number;
  account_id: number;
  card_id: number;
  cap: bigint | null;
  schedule: Schedule["kind"];
  days: number;
  email: string;
  language: "ru" | "en";
  set_at: Date;
  next_month: number;
  announce_on: Day;
  stopped_at: Date | null;
  stop_reason: StopReason | null;
}

const ruleOf = (row: RuleRow): AutopayRule => ({
  building: row.building_id as BuildingId,
  rule: row.rule_id,
  account: row.account_id as AccountId,
  card: row.card_id,
  cap: (row.cap ?? undefined) as Money | undefined,
  schedule: { kind: row.schedule, days: row.days },
  email: row.email,
  language: row.language,
  setAt: row.set_at,
  nextMonth: periodFromNumber(row.next_month),
  announceOn: row.announce_on,
  stoppedAt: row.stopped_at ?? undefined,
  stopReason: row.stop_reason ?? undefined,
});

export async function findRule(
  tx: Tx,
  of: { readonly building: BuildingId; readonly rule: number },
): Promise<AutopayRule> {
  const [row] = await tx.query<RuleRow>(`${RULES} where building_id = $1 and rule_id = $2`, [
    of.building,
    of.rule,
  ]);
  return ruleOf(must(row, "a rule of autopay"));
}

/** The one in force, or the last that was. */
export async function findLatestRule(tx: Tx, of: AccountRef): Promise<AutopayRule | undefined> {
  const [row] = await tx.query<RuleRow>(
    `${RULES} where building_id = $1 and account_id = $2 order by stopped_at is not null, rule_id desc limit 1`,
    [of.building, of.account],
  );
  return row && ruleOf(row);
}

/** Rules of which a turn is to be announced. */
export async function listRulesDue(tx: Tx, of: { readonly limit: number }): Promise<AutopayRule[]> {
  const rows = await tx.query<RuleRow>(
    `${RULES} where stopped_at is null and announce_on <= $1::date order by announce_on, building_id, rule_id limit $2`,
    [tx.scope.today, of.limit],
  );
  return rows.map(ruleOf);
}

/** False if the account's month has had its turn. */
export async function insertTurn(tx: Tx, turn: Omit<AutopayTurn, "orders">): Promise<boolean> {
  const rows = await tx.query(
    `insert into payments.autopay_turns (building_id, account_id, month, rule_id, state, amount, charge_on)
     values ($1, $2, $3, $4, $5, $6, $7) on conflict do nothing returning month`,
    [
      turn.building,
      turn.account,
      periodNumber(turn.month),
      turn.rule,
      turn.state,
      turn.amount,
      turn.chargeOn,
    ],
  );
  return rows.length === 1;
}

export async function setTurn(
  tx: Tx,
  turn: Pick<AutopayTurn, "building" | "account" | "month">,
  to: { readonly state: TurnState; readonly chargeOn?: Day | undefined },
): Promise<void> {
  await tx.query(
    `update payments.autopay_turns set state = $4, charge_on = coalesce($5::date, charge_on), changed_at = now()
     where building_id = $1 and account_id = $2 and month = $3`,
    [turn.building, turn.account, periodNumber(turn.month), to.state, to.chargeOn ?? null],
  );
}

export async function insertAttempt(
  tx: Tx,
  turn: Pick<AutopayTurn, "building" | "account" | "month">,
  of: { readonly no: number; readonly order: number },
): Promise<void> {
  await tx.query(
    `insert into payments.autopay_attempts (building_id, account_id, month, attempt_no, order_id)
     values ($1, $2, $3, $4, $5)`,
    [turn.building, turn.account, periodNumber(turn.month), of.no, of.order],
  );
}

const TURNS = `
  select t.building_id, t.account_id, t.month, t.rule_id, t.state, t.amount, t.charge_on,
    coalesce((select array_agg(a.order_id order by a.attempt_no) from payments.autopay_attempts a
      where a.building_id = t.building_id and a.account_id = t.account_id and a.month = t.month), '{}') as orders
  from payments.autopay_turns t`;

interface TurnRow {
  building_id: number;
  account_id: number;
  month: number;
  rule_id: number;
  state: TurnState;
  amount: bigint;
  charge_on: Day;
  orders: number[];
}

const turnOf = (row: TurnRow): AutopayTurn => ({
  building: row.building_id as BuildingId,
  account: row.account_id as AccountId,
  month: periodFromNumber(row.month),
  rule: row.rule_id,
  state: row.state,
  amount: row.amount as Money,
  chargeOn: row.charge_on,
  orders: row.orders.map((order) => ({ building: row.building_id as BuildingId, order })),
});

export async function findTurn(
  tx: Tx,
  of: Pick<AutopayTurn, "building" | "account" | "month">,
): Promise<AutopayTurn | undefined> {
  const [row] = await tx.query<TurnRow>(
    `${TURNS} where t.building_id = $1 and t.account_id = $2 and t.month = $3`,
    [of.building, of.account, periodNumber(of.month)],
  );
  return row && turnOf(row);
}

/** Turns whose day has come, and those that wait for the bank's word. */
export async function listTurnsDue(tx: Tx, of: { readonly limit: number }): Promise<AutopayTurn[]> {
  const rows = await tx.query<TurnRow>(
    `${TURNS} where t.state in ('announced', 'asked', 'declined') and t.charge_on <= $1::date
     order by t.charge_on, t.changed_at limit $2`,
    [tx.scope.today, of.limit],
  );
  return rows.map(turnOf);
}

export async function listTurns(tx: Tx, of: AccountRef): Promise<AutopayTurn[]> {
  const rows = await tx.query<TurnRow>(
    `${TURNS} where t.building_id = $1 and t.account_id = $2 order by t.month desc limit 24`,
    [of.building, of.account],
  );
  return rows.map(turnOf);
}

export async function insertAutopayEvent(
  tx: Tx,
  of: AccountRef & {
    readonly code: AutopayEventCode;
    readonly data?: Readonly<Record<string, string>> | undefined;
  },
): Promise<void> {
  await tx.query(
    `insert into payments.autopay_events (building_id, account_id, event, data, recorded_by) values ($1, $2, $3, $4, $5)`,
    [of.building, of.account, of.code, JSON.stringify(of.data ?? {}), tx.scope.user ?? null],
  );
}

const EVENTS = `
  select building_id, account_id, event_id, event, data, recorded_at, recorded_by from payments.autopay_events`;

interface EventRow {
  building_id: number;
  account_id: number;
  event_id: bigint;
  event: AutopayEventCode;
  data: Record<string, string>;
  recorded_at: Date;
  recorded_by: number | null;
}

const eventOf = (row: EventRow): AutopayEvent => ({
  building: row.building_id as BuildingId,
  account: row.account_id as AccountId,
  event: row.event_id,
  code: row.event,
  data: row.data,
  recordedAt: row.recorded_at,
  recordedBy: (row.recorded_by ?? undefined) as UserId | undefined,
});

/** Of one account, the newest first. */
export async function listAutopayEvents(
  tx: Tx,
  of: AccountRef & { readonly limit: number },
): Promise<AutopayEvent[]> {
  const rows = await tx.query<EventRow>(
    `${EVENTS} where building_id = $1 and account_id = $2 order by event_id desc limit $3`,
    [of.building, of.account, of.limit],
  );
  return rows.map(eventOf);
}

/** What payers are still to be told of, the oldest first: for whoever tells them. */
export async function listUntoldEvents(tx: Tx, of: { readonly limit: number }): Promise<AutopayEvent[]> {
  const rows = await tx.query<EventRow>(`${EVENTS} where told_at is null order by event_id limit $1`, [
    of.limit,
  ]);
  return rows.map(eventOf);
}

/** False if it was told before. */
export async function markTold(
  tx: Tx,
  of: { readonly building: BuildingId; readonly event: bigint },
): Promise<boolean> {
  const rows = await tx.query(
    `update payments.autopay_events set told_at = now() where building_id = $1 and event_id = $2 and told_at is null
     returning event_id`,
    [of.building, of.event],
  );
  return rows.length === 1;
}
