import iconv from "iconv-lite";
import { must } from "#core/assert";
import { addDays, type Day } from "#core/day";
import type { OrganizationId, UserId } from "#core/ids";
import { moneyText, sumOf } from "#core/money";
import { periodOf } from "#core/period";
import { type Money, money } from "#core/units";
import { listUsers } from "#modules/access";
import { type AccountLine, findAccountLines, findAccountsByNumber } from "#modules/accounts";
import { gisStore, writeClientBank, type WrittenLine } from "#modules/gateways";
import { findRequisites } from "#modules/organizations";
import { findAgent, reconcileDay, reconciliationDays } from "#modules/payments";
import { listOrders, settle } from "#modules/settlements";
import { type Ctx, contextOf } from "#platform/context";
import { makeDebtFile, saveDebtPlan } from "../debt-registers.ts";
import { sendOrdersToBank } from "../payment-orders.ts";
import { receiveRegister } from "../register-intake.ts";
import { takeStatementFile } from "../statement-intake.ts";
import { AGENTS, ORGANIZATION } from "./organizations.ts";
import { PEOPLE } from "./people.ts";
import { allowed, type Town } from "./town.ts";

const BANK_RATE = { of: 12n, in: 1_000n };
const roubles = (whole: bigint, kopecks = 0n): Money => money(whole * 100n + kopecks);
const printed = (day: Day): string => day.split("-").reverse().join(".");

/** Accounts from which a few sums come besides: of nobody whom the story names. */
const WANTED = 6;

/**
 * The last days' money, so that every page of money has something to decide: a bank's register of which some is held, a
 * terminal's register that the bank has not settled whole, a statement with lines of each kind, a day reconciled with
 * its difference, an order that the bank carried out under another number, settlements that wait for approval.
 */
export async function bringMoney(town: Town): Promise<void> {
  const people = await listUsers(town.ctx);
  const idOf = (login: string): UserId | undefined => people.find((one) => one.login === login)?.id;
  const [operator, chief] = [idOf("operator@eirc.example"), idOf("chief@eirc.example")];
  const payers = await payersOf(town);
  if (operator === undefined || chief === undefined || payers.length < WANTED) return;
  const as = (user: UserId): Ctx => contextOf(town.ctx.database, { ...town.ctx.scope, user });
  const ctx = as(operator);
  const { today } = town.life;
  const [friday, saturday] = [addDays(today, -3), addDays(today, -2)];
  await joinGis(town, ctx);
  const [company] = town.companies;
  if (company !== undefined)
    allowed(await settle(ctx, { organization: company, through: addDays(today, -1) }));
  const bank = bankRegister(payers, { paidOn: friday, ordered: today });
  allowed(await receiveRegister(ctx, { agent: AGENTS.bank.code, source: "upload", ...bank.file }));
  const terminal = terminalRegister(payers, saturday);
  allowed(await receiveRegister(ctx, { agent: AGENTS.terminal.code, source: "folder", ...terminal.file }));
  await bringStatement(town, ctx, {
    lines: [
      {
        ...fromBank(today, bank.net, "4512"),
        purpose: `Перевод принятых платежей ЖКУ по реестру от ${printed(friday)}`,
      },
      {
        ...fromBank(today, roubles(4_950n), "118"),
        purpose: `Перечисление платежей терминалов по реестру от ${printed(saturday)}`,
      },
      {
        ...fromBank(today, roubles(2_500n), "15"),
        purpose: `Оплата ЖКУ ЛС ${must(payers[3], "a payer").number}, без НДС`,
      },
      { ...fromBank(today, roubles(1_000n), "16"), purpose: "за квартиру" },
      ...(await carriedOut(as(chief), today)),
    ],
  });
  await reconcileTerminal(as(chief), saturday);
  if (company !== undefined) await tellDesks(ctx, company);
}

/** What the bank's desk is told: what one company's people owe today, and what the city was charged last. */
async function tellDesks(ctx: Ctx, organization: OrganizationId): Promise<void> {
  const bank = { agent: AGENTS.bank.code, isActive: true } as const;
  const plans = [
    { content: "debts", scope: "organization", organization, profile: "sber-debts", dayOfMonth: 5 },
    { content: "charges", scope: "city", profile: "charges-by-account", dayOfMonth: 10 },
  ] as const;
  for (const one of plans) {
    const { plan } = allowed(await saveDebtPlan(ctx, { ...bank, ...one }));
    allowed(await makeDebtFile(ctx, plan, { dueMonth: periodOf(ctx.today) }));
  }
}

async function payersOf(town: Town): Promise<AccountLine[]> {
  const named = new Set<string>(Object.values(PEOPLE).map(({ account }) => account));
  const numbers = [...town.ids.accounts.keys()].filter((number) => !named.has(number)).sort();
  return town.ctx.transaction(async (tx) => {
    const found = await findAccountsByNumber(tx, numbers.slice(0, WANTED));
    const lines = await findAccountLines(tx, found);
    return lines.toSorted((one, other) => (one.number < other.number ? -1 : 1));
  });
}

/** A bank's register: two sums of known accounts, one whose number was mistyped, one that names nobody. */
function bankRegister(payers: readonly AccountLine[], of: { readonly paidOn: Day; readonly ordered: Day }) {
  const [first, second, third] = payers.map((line) => must(line, "a payer"));
  const typed = (line: AccountLine | undefined) => must(line, "a payer");
  const rows = [
    { ...typed(first), amount: roubles(1_500n) },
    { ...typed(second), amount: roubles(820n, 40n) },
    { ...typed(third), number: mistyped(typed(third).number), amount: roubles(2_310n, 50n) },
    { number: "7770001", holder: "Смирнов А. А.", address: "", amount: roubles(640n) },
  ];
  const net = (amount: Money): Money => money(amount - (amount * BANK_RATE.of) / BANK_RATE.in);
  const dashed = (day: Day): string => day.split("-").reverse().join("-");
  const total = sumOf(rows.map(({ amount }) => amount));
  const nets = sumOf(rows.map(({ amount }) => net(amount)));
  const text = [
    ...rows.map(({ number, holder, address, amount }, at) =>
      [
        dashed(of.paidOn),
        `1${at}-15-00`,
        "8999/0123",
        "0001",
        `88${of.paidOn.replaceAll("-", "")}${at}`,
        number,
        holder,
        address,
        `${of.paidOn.slice(5, 7)}${of.paidOn.slice(2, 4)}`,
        moneyText(amount),
        moneyText(net(amount)),
        moneyText(money(amount - net(amount))),
      ].join(";"),
    ),
    `=${rows.length};${moneyText(total)};${moneyText(nets)};${moneyText(money(total - nets))};004512;${dashed(of.ordered)}`,
    "",
  ].join("\r\n");
  const name = `sber-${of.paidOn.replaceAll("-", "")}.txt`;
  return { file: { name, bytes: iconv.encode(text, "win1251"), profile: "sber-register" }, net: nets };
}

/** One digit too many: a hand's mistake, which is proposed and never mended by itself. */
const mistyped = (number: string): string => `${number}7`;

function terminalRegister(payers: readonly AccountLine[], paidOn: Day) {
  const digits = paidOn.replaceAll("-", "");
  const rows = payers
    .slice(4, 6)
    .map(({ number }, at) => ({ number, amount: at === 0 ? roubles(3_000n) : roubles(2_100n) }));
  const text = [
    ...rows.map(
      ({ number, amount }, at) => `77${digits}${at}\t${digits}101500\t${number}\t${moneyText(amount)}`,
    ),
    `Total: ${rows.length} ${moneyText(sumOf(rows.map(({ amount }) => amount)))}`,
    "",
  ].join("\n");
  const name = `terminal-${digits}.txt`;
  return { file: { name, bytes: Buffer.from(text), profile: "qiwi-register" } };
}

const fromBank = (date: Day, amount: Money, number: string) => ({
  date,
  direction: "in" as const,
  amount,
  number,
  counterparty: {
    name: AGENTS.bank.name,
    inn: AGENTS.bank.organization,
    account: "30232810900000000012",
    bic: "049876543",
  },
});

async function bringStatement(
  town: Town,
  ctx: Ctx,
  of: { readonly lines: readonly WrittenLine[] },
): Promise<void> {
  const center = must(town.organizations.get(ORGANIZATION.center), "the center");
  const [requisites] = await ctx.transaction((tx) => findRequisites(tx, [center]));
  const { account, bic } = must(requisites, "the center's account").facts;
  const { today } = town.life;
  const bytes = writeClientBank({
    owner: { name: "ООО «ЕИРЦ Североозёрск»", inn: ORGANIZATION.center, account, bic },
    from: today,
    to: today,
    opening: roubles(1_250_000n),
    lines: of.lines,
  });
  allowed(await takeStatementFile(ctx, { name: `kl_to_1c-${today}.txt`, bytes }, "ru"));
}

/** The oldest approved order is sent; the bank has carried it out under a number of its own. */
async function carriedOut(chief: Ctx, on: Day): Promise<WrittenLine[]> {
  const order = (await listOrders(chief, { isOpen: true })).findLast(({ state }) => state === "approved");
  if (!order) return [];
  const at = new Date(`${on}T12:00:00+03:00`);
  allowed(await sendOrdersToBank(chief, { orders: [order.id], format: "1c", at }));
  const { receiver, amount, purpose } = order;
  return [
    { date: on, direction: "out", amount, number: `90${order.number}`, counterparty: receiver, purpose },
  ];
}

async function reconcileTerminal(chief: Ctx, day: Day): Promise<void> {
  const seen = await chief.transaction(async (tx) => {
    const agent = must(await findAgent(tx, AGENTS.terminal.code), "the terminals");
    return (await reconciliationDays(tx, { from: day, to: day, agent: agent.id }))[0];
  });
  const known = must(seen, "the terminals' day");
  allowed(
    await reconcileDay(chief, {
      agent: known.agent,
      day,
      seen: {
        online: known.online.total,
        registry: known.registry.total,
        fee: known.fee,
        received: known.received,
        differences: known.differences.length,
      },
      note: "Деньги пришли без 150,00 ₽: владелец терминалов обещал доплатить до 25 числа",
    }),
  );
}

/** One company is a participant of the state system: what else the exchange wants is told on its page. */
async function joinGis(town: Town, ctx: Ctx): Promise<void> {
  const organization = town.organizations.get(ORGANIZATION.zarechye);
  if (organization === undefined) return;
  await ctx.transaction((tx) =>
    gisStore.keepParticipant(tx, {
      organization,
      ppaGuid: "6a1a0b54-30b5-4f5c-8d2a-3c1f5f0d7e22",
      accountKind: "UO",
    }),
  );
}
