import { must } from "#core/assert";
import { type Period, periodFromNumber, periodNumber } from "#core/period";
import { accountBalances, listStatement, turnover } from "#modules/ledger";
import { contentFromText, renderReceipt } from "#modules/receipts";
import { INVARIANTS, type InvariantId, verify } from "#modules/reporting";
import { repeatAtTerminal } from "./money.ts";
import type { Kept } from "./kept.ts";
import { type Account, center, type Company, type Town } from "./town.ts";

/** Thrown with the names of what does not hold. */
export class Broken extends Error {
  override readonly name = "Broken";
}

/**
 * After every day: the books of both companies are what the model beside them made of the deeds; and one more question in
 * turn, since to ask all of them would take longer than the day itself. At the end of a month all are asked.
 */
export async function checkDay(town: Town, kept: Kept, day: number): Promise<void> {
  for (const company of town.companies) await booksAsKept(town, kept, company);
  const inTurn = day % (QUICK.length * 2);
  if (inTurn % 2 === 0) return invariantsHold(town, [must(QUICK[inTurn / 2], "an invariant")]);
  const account = must(town.accounts[day % town.accounts.length], "an account");
  if (inTurn % 4 === 1) return statementHolds(town, kept, account);
  const first = kept.answers[(day * 7) % Math.max(1, kept.answers.length)];
  return first && repeatAtTerminal(town, first);
}

/** Asked at the end of the story: they replay and print everything there is, and walk through every role and table. */
const SLOW: ReadonlySet<InvariantId> = new Set(["I10", "I11", "I15"]);
const QUICK = INVARIANTS.filter((id) => !SLOW.has(id));

export async function checkMonth(town: Town, kept: Kept): Promise<void> {
  for (const company of town.companies) await closedMonthsStand(town, kept, company);
  await invariantsHold(town, QUICK);
}

/** All there is, and every account's statement. */
export async function checkStory(town: Town, kept: Kept): Promise<void> {
  for (const company of town.companies) await closedMonthsStand(town, kept, company);
  for (const account of town.accounts) await statementHolds(town, kept, account);
  await invariantsHold(town, INVARIANTS);
}

async function invariantsHold(town: Town, only: readonly InvariantId[]): Promise<void> {
  const broken: string[] = [];
  for await (const verdict of verify(town.database, {
    only,
    renderReceipt: ({ text }) => renderReceipt(contentFromText(text)),
  }))
    if (!verdict.ok)
      broken.push(`${verdict.id} ${verdict.sentence.en}: ${verdict.counterExamples.join("; ")}`);
  if (broken.length > 0) throw new Broken(broken.join("\n"));
}

/** A company's open month is what the model made of the deeds. */
async function booksAsKept(town: Town, kept: Kept, company: Company): Promise<void> {
  const { balance, opening, paid } = kept.of(company);
  const buildings = company.houses.map(({ id }) => id);
  const month = await center(town).transaction((tx) => turnover(tx, { buildings, period: company.open }));
  expectEqual(`${company.code} opens ${company.open} with`, month.opening, opening);
  expectEqual(`${company.code} was paid in ${company.open}`, -month.paid, paid);
  expectEqual(`${company.code} is owed in ${company.open}`, month.closing, balance);
}

/** I9: of months that are closed nothing is added, changed or lost. */
async function closedMonthsStand(town: Town, kept: Kept, company: Company): Promise<void> {
  const now = await printsOfMonths(town, company);
  for (const [period, entries] of kept.of(company).closed)
    expectEqual(
      `the entries of ${company.code} in ${period}, closed,`,
      now.get(period) ?? "nothing",
      entries,
    );
}

/** Of each month before the open one: how many entries count, their sum, and a number made of all their columns. */
export async function printsOfMonths(town: Town, company: Company): Promise<Map<Period, string>> {
  const rows = await center(town).transaction((tx) =>
    tx.query<{ period: number; entries: bigint; amount: bigint; print: bigint }>(
      `select period, count(*) as entries, sum(amount)::bigint as amount,
         sum(hashtextextended((building_id, account_id, document_id, line_no, charged_for, service_id, provider_id, part, kind, volume, rate, amount)::text, 0)::numeric % 1000000007)::bigint as print
       from ledger.booked_entries where building_id = any ($1::integer[]) and period < $2 group by 1`,
      [`{${company.houses.map(({ id }) => id).join()}}`, periodNumber(company.open)],
    ),
  );
  return new Map(
    rows.map((row) => [periodFromNumber(row.period), `${row.entries} of ${row.amount}, print ${row.print}`]),
  );
}

/** L3 continuous, and P1 accounted: opening + movements = closing, month after month, and what was paid is what came. */
async function statementHolds(town: Town, kept: Kept, account: Account): Promise<void> {
  const place = { building: account.house.id, account: account.id };
  const { open } = account.company;
  const [months, balances] = await center(town).transaction(async (tx) => [
    await listStatement(tx, { ...place, from: town.first, through: open }),
    await accountBalances(tx, { accounts: [place], period: open }),
  ]);
  let owed = 0n;
  for (const month of months) {
    const where = `${account.number} in ${month.period}`;
    expectEqual(`${where} opens with`, month.opening, owed);
    expectEqual(`${where} paid`, -month.paid, kept.paidBy(account, month.period));
    const { opening, charged, recalculated, benefits, penalties, paid, closing } = month;
    expectEqual(
      `${where} closes with`,
      closing,
      opening + charged + recalculated + benefits + penalties + paid,
    );
    owed = closing;
  }
  const { items, advance } = must(balances.get(account.id), "the account's balance");
  const balance = items.reduce<bigint>((sum, item) => sum + item.amount, -advance);
  expectEqual(`${account.number} owes`, balance, owed);
}

function expectEqual(what: string, found: bigint | string, expected: bigint | string): void {
  if (found !== expected) throw new Broken(`${what} ${found}, and should ${expected}`);
}
