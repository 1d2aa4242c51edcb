import { must } from "#core/assert";
import { addDays } from "#core/day";
import { moneyText, sumOf } from "#core/money";
import { type Money, money } from "#core/units";
import { accountBalances } from "#modules/ledger";
import { type RegistryLine, reversePayment, takePayment, takeRegistry } from "#modules/payments";
import { granted } from "../small-town.ts";
import { someAccount } from "./facts.ts";
import type { Kept, TakenByModel } from "./kept.ts";
import { type Account, AGENT, BANK, center, people, type Town } from "./town.ts";

/* Money comes by hand, by the terminals' protocol and in the bank's registries; now and then it goes back. */

export type MoneyDeed = (town: Town, kept: Kept) => Promise<string>;

export const MONEY: readonly (readonly [perMille: number, deed: MoneyDeed])[] = [
  [300, payByHand],
  [280, payAtTerminal],
  [130, takeBanksRegistry],
  [25, reverse],
];

/** What is owed, a part of it, or more than all of it. */
async function sumToPay(town: Town, account: Account): Promise<Money> {
  const { random } = town;
  const balances = await center(town).transaction((tx) =>
    accountBalances(tx, {
      accounts: [{ building: account.house.id, account: account.id }],
      period: account.company.open,
    }),
  );
  const { items, advance } = must(balances.get(account.id), "the account's balance");
  const owed = items.reduce<bigint>((sum, item) => sum + item.amount, -advance);
  if (owed <= 0n || random.perMille(80)) return money(BigInt(random.between(1, 300_000)));
  if (random.perMille(500)) return money(owed);
  return money((owed * BigInt(random.between(200, 1_300))) / 1_000n + 1n);
}

async function payByHand(town: Town, kept: Kept): Promise<string> {
  const account = someAccount(town);
  const amount = await sumToPay(town, account);
  const paidOn = addDays(town.today, -town.random.below(4));
  const statedPeriod = town.random.perMille(200) ? account.company.open : undefined;
  const paid = granted(
    await takePayment(people(town, account.company), {
      account: account.number,
      amount,
      paidOn,
      statedPeriod,
      statedPenalty: town.random.perMille(60),
      document: `Приходный ордер ${town.next()}`,
    }),
  );
  kept.took({ account, amount, payment: paid });
  return `${account.number} pays ${moneyText(amount)} by hand`;
}

async function payAtTerminal(town: Town, kept: Kept): Promise<string> {
  const account = someAccount(town);
  const amount = await sumToPay(town, account);
  const transaction = String(70_000_000 + town.next());
  const query = queryOf(town, { transaction, account: account.number, amount });
  const answer = await askTerminal(town, query);
  if (!answer.includes("<result>0</result>")) throw new Error(`the terminal is refused: ${answer}`);
  kept.took({ account, amount, payment: undefined });
  kept.answers.push({ query, answer });
  if (!town.random.perMille(300)) return `${account.number} pays ${moneyText(amount)} at a terminal`;
  await repeatAtTerminal(town, { query, answer });
  // The number is known with another sum: that is refused, and nothing is booked.
  const other = await askTerminal(
    town,
    queryOf(town, { transaction, account: account.number, amount: money(amount + 1n) }),
  );
  if (other.includes("<result>0</result>")) throw new Error(`another sum under a known number: ${other}`);
  return `${account.number} pays ${moneyText(amount)} at a terminal, sent twice and once with another sum`;
}

/** P2 once: the first answer and each repeated one are the same to the letter. */
export async function repeatAtTerminal(town: Town, first: { query: string; answer: string }): Promise<void> {
  const again = await askTerminal(town, first.query);
  if (again !== first.answer)
    throw new Error(`P2 once: ${first.query} is answered ${again}, not ${first.answer}`);
}

async function askTerminal(town: Town, query: string): Promise<string> {
  const response = await town.terminal.inject({
    url: `/gateway/osmp/${AGENT.code}?${query}`,
    headers: {
      authorization: `Basic ${Buffer.from(`${AGENT.code}:${AGENT.secret}`).toString("base64")}`,
    },
  });
  if (response.statusCode !== 200) throw new Error(`the terminal gets ${response.statusCode}`);
  return response.body;
}

const queryOf = (town: Town, of: { transaction: string; account: string; amount: Money }): string =>
  new URLSearchParams({
    command: "pay",
    txn_id: of.transaction,
    txn_date: `${town.today.replaceAll("-", "")}121314`,
    account: of.account,
    sum: moneyText(of.amount),
  }).toString();

/** New lines, and sometimes some of an earlier file among them; the whole file may come twice. */
async function takeBanksRegistry(town: Town, kept: Kept): Promise<string> {
  const { random } = town;
  const fresh: { account: Account; line: RegistryLine }[] = [];
  for (let at = random.between(1, 4); at > 0; at -= 1) {
    const account = someAccount(town);
    if (fresh.some((one) => one.account === account)) continue;
    const paidOn = addDays(town.today, -random.between(0, 5));
    const amount = await sumToPay(town, account);
    const transaction = `Б-${town.next()}`;
    fresh.push({ account, line: { transaction, account: account.number, amount, paidOn } });
  }
  const known = random.perMille(300) ? kept.registryLines.slice(-2) : [];
  const lines = [...fresh.map(({ line }) => line), ...known];
  const registry = {
    agent: BANK,
    document: `reestr-${town.next()}.txt`,
    declared: { count: lines.length, total: sumOf(lines.map(({ amount }) => amount)) },
    lines,
  };
  const taken = granted(await takeRegistry(center(town), registry));
  const expected = { count: fresh.length, total: sumOf(fresh.map(({ line }) => line.amount)) };
  if (taken.taken.count !== expected.count || taken.taken.total !== expected.total)
    throw new Error(
      `P3 declared: ${registry.document} books ${taken.taken.count} lines, not ${expected.count}`,
    );
  for (const { account, line } of fresh) {
    kept.took({ account, amount: line.amount, payment: undefined });
    kept.registryLines.push(line);
  }
  if (random.perMille(250)) {
    const again = granted(await takeRegistry(center(town), registry));
    if (again.taken.count !== 0 || again.repeated.count !== lines.length)
      throw new Error(`P2 once: ${registry.document} sent again books ${again.taken.count} lines`);
  }
  return `${registry.document}: ${fresh.length} new lines, ${known.length} known ones`;
}

async function reverse(town: Town, kept: Kept): Promise<string> {
  const at = town.random.below(Math.max(1, kept.reversible.length));
  const [taken] = kept.reversible.splice(at, 1) as [TakenByModel | undefined];
  if (!taken?.payment) return "nothing to reverse";
  const ctx = people(town, taken.account.company);
  granted(await reversePayment(ctx, taken.payment, "чужой счёт"));
  kept.reversed(taken);
  const again = await reversePayment(ctx, taken.payment, "чужой счёт");
  if (again.ok) throw new Error(`payment ${taken.payment.payment} was reversed twice`);
  return `the payment of ${moneyText(taken.amount)} by ${taken.account.number} is reversed`;
}
