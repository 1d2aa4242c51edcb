import type { Day } from "#core/day";
import type { AccountId, BuildingId, PaymentId, UserId } from "#core/ids";
import type { Money } from "#core/units";
import { intArray, textArray, type Tx } from "#platform/database";
import type { PaymentRef } from "../model.ts";
import type {
  Held,
  HeldId,
  HeldOutcome,
  HeldResolution,
  HeldRule,
  HeldSource,
  NewHeld,
  SuspenseBalance,
} from "./model.ts";

/** Inserts what is new. Gives what stands under each reference, in the order of the items. */
export async function insertHeld(
  tx: Tx,
  items: readonly (NewHeld & { readonly id: HeldId; readonly payerKey: string })[],
): Promise<HeldOutcome[]> {
  const optional = (values: readonly (number | undefined)[]): string =>
    `{${values.map((value) => value ?? "NULL").join(",")}}`;
  const kinds = textArray(items.map((one) => one.source.kind));
  const references = textArray(items.map((one) => one.source.reference));
  const fresh = new Set(
    (
      await tx.named<{ held_id: bigint }>(
        "payments.insert-held",
        `insert into payments.held (held_id, source, reference, agent_id, registry_id, amount, received_on, document,
           payer_name, payer_key, stated_account, address, purpose, raw, recorded_by)
         select n.*, $15::integer from unnest($1::bigint[], $2::text[], $3::text[], $4::integer[], $5::integer[],
           $6::bigint[], $7::date[], $8::text[], $9::text[], $10::text[], $11::text[], $12::text[], $13::text[],
           $14::text[]) as n
         on conflict (source, reference) do nothing returning held_id`,
        [
          intArray(items.map((one) => one.id)),
          kinds,
          references,
          optional(items.map((one) => one.agent)),
          optional(items.map((one) => one.registry)),
          intArray(items.map((one) => one.amount)),
          textArray(items.map((one) => one.receivedOn)),
          textArray(items.map((one) => one.document ?? "")),
          textArray(items.map((one) => one.payerName ?? "")),
          textArray(items.map((one) => one.payerKey)),
          textArray(items.map((one) => one.statedAccount ?? "")),
          textArray(items.map((one) => one.address ?? "")),
          textArray(items.map((one) => one.purpose ?? "")),
          textArray(items.map((one) => one.raw)),
          tx.scope.user ?? null,
        ],
      )
    ).map((row) => row.held_id),
  );
  const rows = await tx.named<{ held_id: bigint; amount: Money; stated_account: string }>(
    "payments.find-held-references",
    `select h.held_id, h.amount, h.stated_account
     from unnest($1::text[], $2::text[]) with ordinality as n (source, reference, at)
     join payments.held h using (source, reference) order by n.at`,
    [kinds, references],
  );
  return rows.map((row) => ({
    id: row.held_id as HeldId,
    repeated: !fresh.has(row.held_id),
    recorded: { amount: row.amount, statedAccount: row.stated_account },
  }));
}

/** What is held already under these references of a source. */
export async function listHeldReferences(
  tx: Tx,
  source: HeldSource,
  references: readonly string[],
): Promise<Map<string, HeldOutcome["recorded"]>> {
  const rows = await tx.query<{ reference: string; amount: Money; stated_account: string }>(
    "select reference, amount, stated_account from payments.held where source = $1 and reference = any ($2::text[])",
    [source, textArray(references)],
  );
  return new Map(
    rows.map((row) => [row.reference, { amount: row.amount, statedAccount: row.stated_account }]),
  );
}

/** Resolutions of one held sum follow one another. */
export async function lockHeld(tx: Tx, held: HeldId): Promise<void> {
  await tx.query("select pg_advisory_xact_lock(hashtextextended('payments.held', $1::bigint))", [held]);
}

export async function findHeld(tx: Tx, held: HeldId): Promise<Held | undefined> {
  const [row] = await tx.query<HeldRow>(`${HELD} where h.held_id = $1`, [held]);
  return row && heldOf(row);
}

/** What is not resolved, oldest first; `after` is the last of the page before. */
export async function listOpenHeld(
  tx: Tx,
  of: {
    readonly after?: HeldId | undefined;
    readonly registry?: number | undefined;
    readonly limit: number;
  },
): Promise<Held[]> {
  const rows = await tx.query<HeldRow>(
    `${HELD} where s.rest <> 0 and ($1::bigint is null or h.held_id > $1) and ($2::integer is null or h.registry_id = $2)
     order by h.held_id limit $3`,
    [of.after ?? null, of.registry ?? null, of.limit],
  );
  return rows.map(heldOf);
}

/** All that a registry's lines left in suspense, resolved or not, in their order. */
export async function listHeldOfRegistry(tx: Tx, registry: number, limit: number): Promise<Held[]> {
  const rows = await tx.query<HeldRow>(`${HELD} where h.registry_id = $1 order by h.held_id limit $2`, [
    registry,
    limit,
  ]);
  return rows.map(heldOf);
}

/** What came without an account and is not resolved. */
export async function suspenseBalance(tx: Tx): Promise<SuspenseBalance> {
  const [row] = await tx.query<{ count: number; total: Money }>(
    `select count(*) filter (where rest <> 0)::integer as count, coalesce(sum(rest), 0)::bigint as total
     from (select h.amount - coalesce(sum(r.amount) filter (where v.payment_id is null), 0) as rest
       from payments.held h left join payments.held_resolutions r using (held_id)
       left join payments.reversals v on v.building_id = r.building_id and v.payment_id = r.payment_id
       group by h.held_id) as held`,
  );
  return row ?? { count: 0, total: 0n as Money };
}

export async function insertResolutions(
  tx: Tx,
  held: HeldId,
  parts: readonly {
    readonly kind: HeldResolution["kind"];
    readonly amount: Money;
    readonly payment?: PaymentRef | undefined;
    readonly reason?: string | undefined;
    readonly document?: string | undefined;
    readonly rule?: number | undefined;
  }[],
): Promise<void> {
  const optional = (values: readonly (number | bigint | undefined)[]): string =>
    `{${values.map((value) => value ?? "NULL").join(",")}}`;
  await tx.query(
    `insert into payments.held_resolutions (held_id, resolution_no, kind, amount, building_id, payment_id, reason,
       document, rule_id, recorded_by)
     select $1, n.at + coalesce((select max(resolution_no) from payments.held_resolutions where held_id = $1), 0),
       n.kind, n.amount, n.building_id, n.payment_id, n.reason, n.document, n.rule_id, $9
     from unnest($2::text[], $3::bigint[], $4::integer[], $5::bigint[], $6::text[], $7::text[], $8::integer[])
       with ordinality as n (kind, amount, building_id, payment_id, reason, document, rule_id, at)`,
    [
      held,
      textArray(parts.map((part) => part.kind)),
      intArray(parts.map((part) => part.amount)),
      optional(parts.map((part) => part.payment?.building)),
      optional(parts.map((part) => part.payment?.payment)),
      textArray(parts.map((part) => part.reason ?? "")),
      textArray(parts.map((part) => part.document ?? "")),
      optional(parts.map((part) => part.rule)),
      tx.scope.user ?? null,
    ],
  );
}

export async function listResolutions(tx: Tx, held: HeldId): Promise<HeldResolution[]> {
  const rows = await tx.query<{
    no: number;
    kind: HeldResolution["kind"];
    amount: Money;
    building_id: number | null;
    payment_id: bigint | null;
    number: string | null;
    reversed: boolean;
    reason: string;
    document: string;
    rule_id: number | null;
    recorded_at: Date;
    recorded_by: number | null;
  }>(
    `select r.resolution_no as no, r.kind, r.amount, r.building_id, r.payment_id, a.number,
       v.payment_id is not null as reversed, r.reason, r.document, r.rule_id, r.recorded_at, r.recorded_by
     from payments.held_resolutions r
     left join payments.payments p on p.building_id = r.building_id and p.payment_id = r.payment_id
     left join accounts.accounts a on a.building_id = p.building_id and a.account_id = p.account_id
     left join payments.reversals v on v.building_id = r.building_id and v.payment_id = r.payment_id
     where r.held_id = $1 order by r.resolution_no`,
    [held],
  );
  return rows.map((row) => ({
    no: row.no,
    kind: row.kind,
    amount: row.amount,
    payment:
      row.building_id === null || row.payment_id === null
        ? undefined
        : { building: row.building_id as BuildingId, payment: row.payment_id as PaymentId },
    accountNumber: row.number ?? undefined,
    reversed: row.reversed,
    reason: row.reason,
    document: row.document,
    rule: row.rule_id ?? undefined,
    recordedAt: row.recorded_at,
    recordedBy: (row.recorded_by ?? undefined) as UserId | undefined,
  }));
}

/** An account that money of the same payer, or with the same stated number, was assigned to, and how often. */
export interface AssignedBefore {
  readonly payerKey: string;
  readonly statedAccount: string;
  readonly building: BuildingId;
  readonly account: AccountId;
  readonly times: number;
}

/** What people did before with such money; reversed assignments are forgotten. */
export async function listAssignedBefore(
  tx: Tx,
  of: { readonly payerKeys: readonly string[]; readonly statedAccounts: readonly string[] },
): Promise<AssignedBefore[]> {
  return tx.query<AssignedBefore>(
    `select h.payer_key as "payerKey", h.stated_account as "statedAccount", p.building_id as building,
       p.account_id as account, count(*)::integer as times
     from payments.held h join payments.held_resolutions r using (held_id)
     join payments.payments p on p.building_id = r.building_id and p.payment_id = r.payment_id
     where (h.payer_key <> '' and h.payer_key = any ($1::text[])
         or h.stated_account <> '' and h.stated_account = any ($2::text[]))
       and not exists (select from payments.reversals v where v.building_id = p.building_id and v.payment_id = p.payment_id)
     group by 1, 2, 3, 4`,
    [textArray(of.payerKeys), textArray(of.statedAccounts)],
  );
}

export async function insertRule(
  tx: Tx,
  rule: Pick<HeldRule, "statedAccount" | "payerKey" | "building" | "account" | "accountNumber">,
): Promise<number | undefined> {
  const rows = await tx.query<{ rule_id: number }>(
    `insert into payments.held_rules (stated_account, payer_key, building_id, account_id, account_number, recorded_by)
     values ($1, $2, $3, $4, $5, $6) returning rule_id`,
    [
      rule.statedAccount,
      rule.payerKey,
      rule.building,
      rule.account,
      rule.accountNumber,
      tx.scope.user ?? null,
    ],
  );
  return rows[0]?.rule_id;
}

/** Rules are made one after the other, so that there is one for a text. */
export async function lockRules(tx: Tx): Promise<void> {
  await tx.query("select pg_advisory_xact_lock(hashtext('payments.held_rules'))");
}

/** Rules that are not withdrawn, the newest first: all of them, or those of such texts. */
export async function listRules(
  tx: Tx,
  of: { readonly payerKeys: readonly string[]; readonly statedAccounts: readonly string[] } | undefined,
  limit: number,
): Promise<HeldRule[]> {
  return tx.query<HeldRule>(
    `select u.rule_id as id, u.stated_account as "statedAccount", u.payer_key as "payerKey", u.building_id as building,
       u.account_id as account, u.account_number as "accountNumber", u.recorded_at as "recordedAt",
       u.recorded_by as "recordedBy"
     from payments.held_rules u
     where not exists (select from payments.held_rule_withdrawals w where w.rule_id = u.rule_id)
       and ($1::text[] is null or (u.payer_key = '' or u.payer_key = any ($1::text[]))
         and (u.stated_account = '' or u.stated_account = any ($2::text[])))
     order by u.rule_id desc limit $3`,
    [of ? textArray(of.payerKeys) : null, of ? textArray(of.statedAccounts) : null, limit],
  );
}

/** Returns false if there is no such rule, or it is withdrawn already. */
export async function insertRuleWithdrawal(tx: Tx, rule: number): Promise<boolean> {
  const rows = await tx.query(
    `insert into payments.held_rule_withdrawals (rule_id, withdrawn_by)
     select rule_id, $2 from payments.held_rules where rule_id = $1 on conflict do nothing returning rule_id`,
    [rule, tx.scope.user ?? null],
  );
  return rows.length === 1;
}

const HELD = `
  select h.held_id, h.source, h.reference, h.agent_id, a.name as agent_name, h.registry_id, h.amount, s.rest,
    h.received_on, h.document, h.payer_name, h.payer_key, h.stated_account, h.address, h.purpose, h.raw, h.recorded_at,
    s.note
  from payments.held h left join payments.agents a using (agent_id)
  cross join lateral (select h.amount - coalesce(sum(r.amount) filter (where v.payment_id is null), 0)::bigint as rest,
      (array_agg(r.reason order by r.resolution_no desc) filter (where r.kind = 'left'))[1] as note
    from payments.held_resolutions r
    left join payments.reversals v on v.building_id = r.building_id and v.payment_id = r.payment_id
    where r.held_id = h.held_id) as s`;

interface HeldRow {
  held_id: bigint;
  source: HeldSource;
  reference: string;
  agent_id: number | null;
  agent_name: string | null;
  registry_id: number | null;
  amount: Money;
  rest: Money;
  received_on: Day;
  document: string;
  payer_name: string;
  payer_key: string;
  stated_account: string;
  address: string;
  purpose: string;
  raw: string;
  recorded_at: Date;
  note: string | null;
}

const heldOf = (row: HeldRow): Held => ({
  id: row.held_id as HeldId,
  source: { kind: row.source, reference: row.reference },
  agent: row.agent_id ?? undefined,
  agentName: row.agent_name ?? undefined,
  registry: row.registry_id ?? undefined,
  amount: row.amount,
  rest: row.rest,
  receivedOn: row.received_on,
  document: row.document,
  payerName: row.payer_name,
  payerKey: row.payer_key,
  statedAccount: row.stated_account,
  address: row.address,
  purpose: row.purpose,
  raw: row.raw,
  recordedAt: row.recorded_at,
  note: row.note ?? undefined,
});
