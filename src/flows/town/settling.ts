import { addDays, day, type Day } from "#core/day";
import type { OrganizationId, UserId } from "#core/ids";
import { addMonths, endDay, firstDay, next, type Period } from "#core/period";
import { type Money, money, NOTHING } from "#core/units";
import { listUsers } from "#modules/access";
import {
  approveOrder,
  approveSettlement,
  draftOrders,
  endOrder,
  type NewTerms,
  setTerms,
  settle,
} from "#modules/settlements";
import { type Ctx, contextOf } from "#platform/context";
import { sendOrdersToBank } from "../payment-orders.ts";
import { ORGANIZATION } from "./organizations.ts";
import { allowed, type Town } from "./town.ts";

type Agreed = Omit<NewTerms, "organization" | "provider" | "from" | "basis">;

const agreed = (contract: string, of: Partial<Agreed>): Agreed => ({
  contract,
  commission: "percent",
  percent: 0n,
  fixed: NOTHING,
  tiers: [],
  least: undefined,
  most: undefined,
  bearer: "provider",
  schedule: "monthly",
  scheduleDay: 5,
  ...of,
});

/** Millionths of a percent. */
const percent = (thousandths: bigint): bigint => thousandths * 1_000n;
const roubles = (whole: bigint): Money => money(whole * 100n);

/** What the center agreed with whom: each has a way of its own. */
const CONTRACTS: readonly (readonly [code: string, Agreed])[] = [
  [ORGANIZATION.zarechye, agreed("1-УК", { percent: percent(1_200n), schedule: "weekly", scheduleDay: 2 })],
  [
    ORGANIZATION.pribrezhnaya,
    agreed("2-УК", { percent: percent(1_500n), schedule: "weekly", scheduleDay: 2 }),
  ],
  [ORGANIZATION.voskhod, agreed("3-УК", { commission: "fixed", fixed: money(7_50n) })],
  [ORGANIZATION.housing, agreed("4-УК", { percent: percent(900n), most: roubles(60n) })],
  [
    ORGANIZATION.water,
    agreed("12", { percent: percent(1_500n), least: money(1_00n), schedule: "daily", scheduleDay: 1 }),
  ],
  [
    ORGANIZATION.heat,
    agreed("17-ТС", {
      commission: "tiers",
      tiers: [
        { from: NOTHING, percent: percent(1_800n) },
        { from: roubles(2_000n), percent: percent(1_200n) },
        { from: roubles(5_000n), percent: percent(800n) },
      ],
      schedule: "weekly",
      scheduleDay: 4,
    }),
  ],
  [ORGANIZATION.power, agreed("31-Э", { percent: percent(1_100n), bearer: "payer" })],
  [ORGANIZATION.gas, agreed("8-Г", { percent: percent(1_700n) })],
  [ORGANIZATION.waste, agreed("5-ТКО", { percent: percent(2_000n), bearer: "company" })],
  // Contributions for capital repair go over whole (Housing Code art. 171).
  [ORGANIZATION.fund, agreed("КР-3", { commission: "none" })],
];

/**
 * The last two closed months are settled with the providers: the first is transferred, of the second the orders are
 * drafted, and the largest still waits for its second person.
 */
export async function settleTown(town: Town): Promise<void> {
  const people = await listUsers(town.ctx);
  const idOf = (login: string): UserId | undefined => people.find((one) => one.login === login)?.id;
  const [operator, chief] = [idOf("operator@eirc.example"), idOf("chief@eirc.example")];
  if (operator === undefined || chief === undefined) return;
  const as = (user: UserId, today: Day): Ctx =>
    contextOf(town.ctx.database, { ...town.ctx.scope, today, user });
  const months = [addMonths(town.life.open, -2), addMonths(town.life.open, -1)] as const;
  for (const [code, of] of CONTRACTS) {
    const provider = town.organizations.get(code);
    if (provider === undefined) continue;
    const from = firstDay(months[0]);
    const basis = `Договор № ${of.contract} от ${from.split("-").reverse().join(".")}`;
    allowed(await setTerms(as(operator, from), { ...of, provider, from, basis }));
  }
  for (const month of months) {
    const on = day(`${next(month)}-05`);
    await settleMonth(town, { by: as(operator, on), month });
    const { orders } = allowed(await draftOrders(as(operator, on)));
    const largest = orders.reduce((most, one) => (one.amount > most ? one.amount : most), 0n);
    const isPaid = month === months[0];
    const approved = orders.filter((one) => isPaid || one.amount < largest);
    for (const { id } of approved) allowed(await approveOrder(as(chief, on), id));
    if (!isPaid || approved.length === 0) continue;
    const file = { orders: approved.map(({ id }) => id), format: "1c" as const };
    allowed(await sendOrdersToBank(as(chief, on), { ...file, at: new Date(`${on}T12:00:00+03:00`) }));
    const confirmed = day(`${next(month)}-06`);
    for (const { id, number } of approved) {
      const document = `Выписка ${confirmed.split("-").reverse().join(".")}, № ${number}`;
      allowed(
        await endOrder(as(chief, confirmed), { order: id, outcome: "confirmed", on: confirmed, document }),
      );
    }
  }
}

async function settleMonth(town: Town, of: { readonly by: Ctx; readonly month: Period }): Promise<void> {
  const through = addDays(endDay(of.month), -1);
  for (const organization of town.companies as readonly OrganizationId[]) {
    const { settlements } = allowed(await settle(of.by, { organization, through }));
    for (const { id } of settlements) allowed(await approveSettlement(of.by, id));
  }
}
