import { must } from "#core/assert";
import type { Day } from "#core/day";
import type { AccountId, BuildingId, OrganizationId, PaymentId, UserId } from "#core/ids";
import { sumOf } from "#core/money";
import type { Money } from "#core/units";
import { intArray, textArray, type Tx } from "#platform/database";
import type {
  BankAccount,
  KeptLine,
  KeptStatement,
  LineFamily,
  LineOutcome,
  NewStatement,
  NewStatementLine,
  OutcomeKind,
  OutcomeReason,
  RegistryDue,
  StatementForm,
  StatementLineId,
} from "./model.ts";

export async function findBankAccounts(tx: Tx, accounts: readonly string[]): Promise<BankAccount[]> {
  return tx.query(
    `select bank_account_id as id, organization_id as organization, account, bic
     from payments.bank_accounts where account = any ($1::text[])`,
    [textArray(accounts)],
  );
}

export async function listBankAccounts(tx: Tx): Promise<BankAccount[]> {
  return tx.query(
    `select bank_account_id as id, organization_id as organization, account, bic
     from payments.bank_accounts order by organization_id, account limit 10000`,
  );
}

/** Nothing where the account is written down already. */
export async function insertBankAccount(
  tx: Tx,
  of: Omit<BankAccount, "id"> & { readonly note: string },
): Promise<BankAccount | undefined> {
  const [row] = await tx.query<BankAccount>(
    `insert into payments.bank_accounts (organization_id, account, bic, note, recorded_by) values ($1, $2, $3, $4, $5)
     on conflict (account) do nothing
     returning bank_account_id as id, organization_id as organization, account, bic`,
    [of.organization, of.account, of.bic, of.note, tx.scope.user ?? null],
  );
  return row;
}

/** Statements of one account follow one another, so that a file sent twice at once is taken once. */
export async function lockBankAccount(tx: Tx, bankAccount: number): Promise<void> {
  await tx.query("select pg_advisory_xact_lock(hashtext('payments.statements'), $1::integer)", [bankAccount]);
}

export async function insertFile(
  tx: Tx,
  file: { readonly hash: Buffer; readonly name: string; readonly body: Uint8Array },
): Promise<void> {
  await tx.query(
    "insert into payments.statement_files (file_hash, file_name, body) values ($1, $2, $3) on conflict do nothing",
    [file.hash, file.name, Buffer.from(file.body)],
  );
}

export async function findFile(
  tx: Tx,
  statement: number,
): Promise<{ readonly name: string; readonly body: Buffer } | undefined> {
  const rows = await tx.query<{ name: string; body: Buffer }>(
    `select f.file_name as name, f.body from payments.statements s join payments.statement_files f using (file_hash)
     where s.statement_id = $1`,
    [statement],
  );
  return rows[0];
}

/** The statement that the same bytes gave before. */
export async function findByHash(
  tx: Tx,
  of: { readonly hash: Buffer; readonly bankAccount: number },
): Promise<{ readonly statement: number; readonly recordedAt: Date } | undefined> {
  const rows = await tx.query<{ statement: number; recordedAt: Date }>(
    `select statement_id as statement, recorded_at as "recordedAt" from payments.statements
     where file_hash = $1 and bank_account_id = $2`,
    [of.hash, of.bankAccount],
  );
  return rows[0];
}

/** Days of a span on which lines of another family of forms are known: their identities would not meet. */
export async function findOtherFamily(
  tx: Tx,
  of: { readonly bankAccount: number; readonly from: Day; readonly to: Day; readonly family: LineFamily },
): Promise<{ readonly day: Day; readonly family: LineFamily } | undefined> {
  const rows = await tx.query<{ day: Day; family: LineFamily }>(
    `select booked_on as day, family from payments.statement_lines
     where bank_account_id = $1 and booked_on between $2 and $3 and family <> $4 order by 1 limit 1`,
    [of.bankAccount, of.from, of.to, of.family],
  );
  return rows[0];
}

/** The closing balance of the last statement that ended before a day. */
export async function findClosingBefore(
  tx: Tx,
  of: { readonly bankAccount: number; readonly day: Day },
): Promise<Money | undefined> {
  const rows = await tx.query<{ closing: Money }>(
    `select closing from payments.statements
     where bank_account_id = $1 and to_day < $2 and closing is not null order by to_day desc, statement_id desc limit 1`,
    [of.bankAccount, of.day],
  );
  return rows[0]?.closing;
}

export interface KeptNow {
  readonly statement: number;
  /** Those that no earlier statement had, with the reader's own record of each. */
  readonly fresh: readonly { readonly id: StatementLineId; readonly line: NewStatementLine }[];
}

export async function insertStatement(
  tx: Tx,
  account: BankAccount,
  statement: NewStatement,
  file: {
    readonly hash: Buffer;
    readonly name: string;
    readonly format: StatementForm;
    readonly family: LineFamily;
  },
  gap: Money | undefined,
): Promise<KeptNow> {
  const lines = statement.lines.filter(({ pending }) => !pending);
  const known = new Set(
    (
      await tx.query<{ identity: string }>(
        "select identity from payments.statement_lines where bank_account_id = $1 and identity = any ($2::text[])",
        [account.id, textArray(lines.map(({ identity }) => identity))],
      )
    ).map(({ identity }) => identity),
  );
  const fresh = lines.filter(({ identity }) => !known.has(identity));
  const turnover = (direction: "in" | "out"): Money =>
    sumOf(lines.filter((line) => line.direction === direction).map(({ amount }) => amount));
  const [row] = await tx.query<{ statement_id: number }>(
    `insert into payments.statements (bank_account_id, organization_id, file_hash, file_name, format, number, from_day,
       to_day, opening, closing, credited, debited, line_count, new_count, gap, recorded_by)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16) returning statement_id`,
    [
      account.id,
      account.organization,
      file.hash,
      file.name,
      file.format,
      statement.number,
      statement.from,
      statement.to,
      statement.opening ?? null,
      statement.closing ?? null,
      turnover("in"),
      turnover("out"),
      lines.length,
      fresh.length,
      gap ?? null,
      tx.scope.user ?? null,
    ],
  );
  const number = must(row, "the number of a statement").statement_id;
  const ids = await insertLines(tx, account, { statement: number, family: file.family }, fresh);
  return {
    statement: number,
    fresh: fresh.map((line) => ({ line, id: must(ids.get(line.identity), "the number of a line") })),
  };
}

async function insertLines(
  tx: Tx,
  account: BankAccount,
  of: { readonly statement: number; readonly family: LineFamily },
  lines: readonly NewStatementLine[],
): Promise<Map<string, StatementLineId>> {
  const texts = (value: (line: NewStatementLine) => string): string => textArray(lines.map(value));
  const rows = await tx.query<{ line_id: StatementLineId; identity: string }>(
    `insert into payments.statement_lines (bank_account_id, organization_id, statement_id, family, identity, line_no,
       booked_on, direction, amount, number, document_date, reference, counterparty_name, counterparty_inn,
       counterparty_account, counterparty_bic, purpose, reversal, raw)
     select $1, $2, $3, $4, n.identity, n.line_no, n.booked_on, n.direction, n.amount, n.number,
       nullif(n.document_date, '')::date, n.reference, n.name, n.inn, n.account, n.bic, n.purpose, n.reversal = 't', n.raw
     from unnest($5::text[], $6::integer[], $7::date[], $8::text[], $9::bigint[], $10::text[], $11::text[], $12::text[],
       $13::text[], $14::text[], $15::text[], $16::text[], $17::text[], $18::text[], $19::text[])
       as n (identity, line_no, booked_on, direction, amount, number, document_date, reference, name, inn, account, bic,
         purpose, reversal, raw)
     returning line_id, identity`,
    [
      account.id,
      account.organization,
      of.statement,
      of.family,
      texts((line) => line.identity),
      intArray(lines.map(({ line }) => line)),
      texts((line) => line.date),
      texts((line) => line.direction),
      intArray(lines.map(({ amount }) => amount)),
      texts((line) => line.number),
      texts((line) => line.documentDate ?? ""),
      texts((line) => line.reference),
      texts((line) => line.counterparty.name),
      texts((line) => line.counterparty.inn),
      texts((line) => line.counterparty.account),
      texts((line) => line.counterparty.bic),
      texts((line) => line.purpose),
      texts((line) => (line.reversal ? "t" : "f")),
      texts((line) => line.raw),
    ],
  );
  return new Map(rows.map((row) => [row.identity, row.line_id]));
}

/** The decision on each line, in parts that add up to it. */
export async function insertOutcomes(
  tx: Tx,
  decided: readonly {
    readonly line: StatementLineId;
    readonly decision: number;
    readonly organization: OrganizationId;
    readonly parts: readonly LineOutcome[];
  }[],
): Promise<void> {
  const rows = decided.flatMap(({ parts, ...of }) =>
    parts.map((part, at) => ({ ...of, ...part, part: at + 1 })),
  );
  if (rows.length === 0) return;
  const optional = (values: readonly (number | bigint | undefined)[]): string =>
    `{${values.map((value) => value ?? "NULL").join(",")}}`;
  await tx.query(
    `insert into payments.statement_outcomes (line_id, decision, part, organization_id, kind, amount, reason,
       registry_id, building_id, payment_id, recorded_by)
     select n.*, $11::integer from unnest($1::bigint[], $2::smallint[], $3::smallint[], $4::integer[], $5::text[],
       $6::bigint[], $7::text[], $8::integer[], $9::integer[], $10::bigint[]) as n`,
    [
      intArray(rows.map(({ line }) => line)),
      intArray(rows.map(({ decision }) => decision)),
      intArray(rows.map(({ part }) => part)),
      intArray(rows.map(({ organization }) => organization)),
      textArray(rows.map(({ kind }) => kind)),
      intArray(rows.map(({ amount }) => amount)),
      textArray(rows.map(({ reason }) => reason)),
      optional(rows.map(({ registry }) => registry)),
      optional(rows.map(({ payment }) => payment?.building)),
      optional(rows.map(({ payment }) => payment?.payment)),
      tx.scope.user ?? null,
    ],
  );
}

/** The decision in force on a line is its last. */
const LAST = `decision = (select max(p.decision) from payments.statement_outcomes p where p.line_id = o.line_id)`;

const STATEMENTS = `select s.statement_id as statement, s.bank_account_id as "bankAccount", a.account,
    s.organization_id as organization, s.file_name as "fileName", s.format, s.number, s.from_day as "from",
    s.to_day as "to", s.opening, s.closing, s.credited, s.debited, s.line_count as "lineCount",
    s.new_count as "newCount", s.gap, s.recorded_at as "recordedAt", s.recorded_by as "recordedBy",
    coalesce(w.awaiting, 0)::bigint as awaiting, coalesce(w.held, 0)::bigint as held
  from payments.statements s join payments.bank_accounts a using (bank_account_id)
  left join lateral (
    select sum(o.amount) filter (where o.kind = 'awaiting') as awaiting,
      sum(o.amount) filter (where o.kind = 'held') as held
    from payments.statement_lines l join payments.statement_outcomes o using (line_id)
    where l.statement_id = s.statement_id and o.${LAST}) w on true`;

/** Newest first; `before` is the last of the page before. */
export async function listStatements(
  tx: Tx,
  of: { readonly before?: number | undefined; readonly limit: number },
): Promise<KeptStatement[]> {
  const rows = await tx.query<StatementRow>(
    `${STATEMENTS} where $1::integer is null or s.statement_id < $1 order by s.statement_id desc limit $2`,
    [of.before ?? null, of.limit],
  );
  return rows.map(statementOf);
}

export async function findStatement(tx: Tx, statement: number): Promise<KeptStatement | undefined> {
  const rows = await tx.query<StatementRow>(`${STATEMENTS} where s.statement_id = $1`, [statement]);
  return rows[0] && statementOf(rows[0]);
}

interface StatementRow extends Omit<KeptStatement, "opening" | "closing" | "gap" | "recordedBy"> {
  opening: Money | null;
  closing: Money | null;
  gap: Money | null;
  recordedBy: UserId | null;
}
const statementOf = ({ opening, closing, gap, recordedBy, ...row }: StatementRow): KeptStatement => ({
  ...row,
  opening: opening ?? undefined,
  closing: closing ?? undefined,
  gap: gap ?? undefined,
  recordedBy: recordedBy ?? undefined,
});

export interface LineFilter {
  readonly statement?: number | undefined;
  readonly bankAccount?: number | undefined;
  readonly direction?: "in" | "out" | undefined;
  readonly from?: Day | undefined;
  readonly to?: Day | undefined;
  readonly lines?: readonly StatementLineId[] | undefined;
  /** Those alone whose registry has not come. */
  readonly awaitingOnly?: boolean | undefined;
  readonly after?: StatementLineId | undefined;
  readonly limit: number;
}

/** Lines as they are kept, in the order in which they came. */
export async function listStatementLines(tx: Tx, of: LineFilter): Promise<KeptLine[]> {
  const rows = await tx.query<LineRow>(
    `select l.line_id, l.statement_id, l.bank_account_id, l.organization_id, l.line_no, l.booked_on, l.direction,
       l.amount, l.number, l.document_date, l.reference, l.counterparty_name, l.counterparty_inn, l.counterparty_account,
       l.counterparty_bic, l.purpose, l.reversal, l.raw
     from payments.statement_lines l
     where ($1::integer is null or l.statement_id = $1) and ($2::integer is null or l.bank_account_id = $2)
       and ($3::text is null or l.direction = $3) and ($4::date is null or l.booked_on >= $4)
       and ($5::date is null or l.booked_on <= $5) and ($6::bigint[] is null or l.line_id = any ($6))
       and ($7::bigint is null or l.line_id > $7)
       and (not $8::boolean or exists (select from payments.statement_outcomes o
         where o.line_id = l.line_id and o.kind = 'awaiting' and o.${LAST}))
     order by l.line_id limit $9`,
    [
      of.statement ?? null,
      of.bankAccount ?? null,
      of.direction ?? null,
      of.from ?? null,
      of.to ?? null,
      of.lines ? intArray(of.lines) : null,
      of.after ?? null,
      of.awaitingOnly ?? false,
      of.limit,
    ],
  );
  return rows.map((row) => ({
    id: row.line_id,
    statement: row.statement_id,
    bankAccount: row.bank_account_id,
    organization: row.organization_id as OrganizationId,
    lineNo: row.line_no,
    date: row.booked_on,
    direction: row.direction,
    amount: row.amount,
    number: row.number,
    documentDate: row.document_date ?? undefined,
    reference: row.reference,
    counterparty: {
      name: row.counterparty_name,
      inn: row.counterparty_inn,
      account: row.counterparty_account,
      bic: row.counterparty_bic,
    },
    purpose: row.purpose,
    reversal: row.reversal,
    raw: row.raw,
  }));
}

interface LineRow {
  line_id: StatementLineId;
  statement_id: number;
  bank_account_id: number;
  organization_id: number;
  line_no: number;
  booked_on: Day;
  direction: "in" | "out";
  amount: Money;
  number: string;
  document_date: Day | null;
  reference: string;
  counterparty_name: string;
  counterparty_inn: string;
  counterparty_account: string;
  counterparty_bic: string;
  purpose: string;
  reversal: boolean;
  raw: string;
}

export interface KeptOutcome extends LineOutcome {
  readonly line: StatementLineId;
  readonly decision: number;
  readonly document: string | undefined;
  readonly account: AccountId | undefined;
}

/** The decisions in force, part by part. */
export async function listOutcomes(tx: Tx, lines: readonly StatementLineId[]): Promise<KeptOutcome[]> {
  const rows = await tx.query<{
    line: StatementLineId;
    decision: number;
    kind: OutcomeKind;
    amount: Money;
    reason: OutcomeReason;
    registry: number | null;
    building: BuildingId | null;
    payment: PaymentId | null;
    document: string | null;
    account: AccountId | null;
  }>(
    `select o.line_id as line, o.decision, o.kind, o.amount, o.reason, o.registry_id as registry,
       o.building_id as building, o.payment_id as payment, r.document, p.account_id as account
     from payments.statement_outcomes o left join payments.registries r using (registry_id)
     left join payments.payments p on p.building_id = o.building_id and p.payment_id = o.payment_id
     where o.line_id = any ($1::bigint[]) and o.${LAST} order by o.line_id, o.part`,
    [intArray(lines)],
  );
  return rows.map(({ registry, building, payment, document, account, ...row }) => ({
    ...row,
    registry: registry ?? undefined,
    document: document ?? undefined,
    account: account ?? undefined,
    payment: building === null || payment === null ? undefined : { building, payment },
  }));
}

/** Registries that no line has settled, of days from `from` on. */
export async function listRegistriesDue(tx: Tx, from: Day): Promise<RegistryDue[]> {
  const rows = await tx.query<{
    registry: number;
    agent: number;
    document: string;
    day: Day;
    total: Money;
    net: Money;
    fee: Money | null;
    orderNumber: string;
    orderDate: Day | null;
  }>(
    `select r.registry_id as registry, r.agent_id as agent, r.document, d.day, r.declared_total as total,
       coalesce(r.net_total, r.declared_total - r.fee_total, r.declared_total)::bigint as net, r.fee_total as fee,
       r.order_number as "orderNumber", r.order_date as "orderDate"
     from payments.registries r, lateral (select coalesce(r.last_day, r.recorded_at::date) as day) d
     where d.day >= $1::date and r.taken_count + r.held_count + r.reversed_count + r.repeated_count > 0
       and not exists (select from payments.statement_outcomes o where o.registry_id = r.registry_id and o.${LAST})
       -- One that was sent again is the same money once.
       and not (r.repeated_count = r.declared_count and (r.last_day is null or exists (
         select from payments.registries e where e.agent_id = r.agent_id and e.registry_id < r.registry_id
           and e.declared_total = r.declared_total and e.last_day = r.last_day)))
     order by d.day, r.registry_id limit 20000`,
    [from],
  );
  return rows.map(({ orderNumber, orderDate, fee, ...row }) => ({
    ...row,
    fee: fee ?? undefined,
    order: orderNumber !== "" && orderDate !== null ? { number: orderNumber, date: orderDate } : undefined,
  }));
}
