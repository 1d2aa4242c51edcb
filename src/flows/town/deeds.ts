import { assert } from "#core/assert";
import { day } from "#core/day";
import { type Period, period } from "#core/period";
import { money } from "#core/units";
import { transferBuilding } from "#modules/addresses";
import { replaceMeter } from "#modules/metering";
import {
  listPaymentsOfAccount,
  type Registry,
  reversePayment,
  takePayment,
  takeRegistry,
} from "#modules/payments";
import { allowed, type Town } from "./town.ts";
import { type Company, ORGANIZATION } from "./organizations.ts";
import { PEOPLE } from "./people.ts";
import { autumnPapers, latePaper } from "./tale-benefits.ts";
import { REPLACEMENT } from "./tale-mira.ts";
import { TRANSFER } from "./tale-ozyornaya.ts";

/** What somebody did once, by the month in which it was done. */
export const DEEDS: Readonly<Record<string, (town: Town) => Promise<void>>> = {
  "2025-09": async (town) => {
    await replaceYolkinasMeter(town);
    await handBuildingOver(town);
  },
  "2026-02": takeTwice,
  "2026-03": reverseOne,
  "2026-10": autumnPapers,
  "2026-11": latePaper,
};

/** The 14th: the plumber writes down what both dials show. */
async function replaceYolkinasMeter(town: Town): Promise<void> {
  const { by, on, closing, serial } = REPLACEMENT;
  const building = town.ids.buildings.get(PEOPLE.yolkina.building);
  const meter = town.ids.meters.get(`${PEOPLE.yolkina.building}|${serial}`);
  if (building === undefined || meter === undefined) return;
  const { opening, ...plate } = by;
  const made = allowed(
    await replaceMeter(town.ctx, {
      building,
      meter,
      on,
      closing: [{ scale: 0, value: closing }],
      by: { ...plate, opening: [{ scale: 0, value: opening }] },
    }),
  );
  town.ids.meters.set(`${PEOPLE.yolkina.building}|${by.serial}`, made);
}

/** Озёрная 7 goes over to another company from the first of the next month. */
async function handBuildingOver(town: Town): Promise<void> {
  const building = town.ids.buildings.get(TRANSFER.building);
  const organization = town.organizations.get(TRANSFER.to);
  if (building === undefined || organization === undefined) return;
  allowed(await transferBuilding(town.ctx, { building, organization, from: TRANSFER.from }));
}

/** What the cashier took from O'Connor twice on one day, and gave back on another. */
export const TAKEN_TWICE = {
  amount: money(3_000_00n),
  on: day("2026-02-17"),
  documents: ["Приходный ордер 1180", "Приходный ордер 1181"],
  reason: "Платёж проведён кассиром дважды",
} as const;

async function takeTwice(town: Town): Promise<void> {
  const { account } = PEOPLE.oconnor;
  if (!town.ids.accounts.has(account)) return;
  const { amount, on: paidOn, documents } = TAKEN_TWICE;
  for (const document of documents)
    allowed(await takePayment(town.ctx, { account, amount, paidOn, document }));
}

async function reverseOne(town: Town): Promise<void> {
  const account = town.ids.accounts.get(PEOPLE.oconnor.account);
  const building = town.ids.buildings.get(PEOPLE.oconnor.building);
  if (account === undefined || building === undefined) return;
  const payments = await listPaymentsOfAccount(town.ctx, { building, account, limit: 50 });
  const second = payments.find((payment) => payment.document === TAKEN_TWICE.documents[1]);
  assert(second, "the second of the two payments is on record");
  allowed(await reversePayment(town.ctx, second, TAKEN_TWICE.reason));
}

/** The month in which the bank sent its registry twice: the second time nothing is booked. */
export const SENT_TWICE = period("2025-04");

export async function takeOnceOrTwice(town: Town, registry: Registry, month: Period): Promise<void> {
  allowed(await takeRegistry(town.ctx, registry));
  if (month !== SENT_TWICE) return;
  const again = allowed(await takeRegistry(town.ctx, registry));
  assert(again.taken.count === 0, "P2 once: a registry sent twice books nothing the second time");
}

/** Months that were charged again, and when: a late reading, a leaving that became known late. */
export const RECALCULATIONS: readonly {
  readonly bookedIn: string;
  readonly organization: Company;
  readonly periods: readonly string[];
}[] = [
  { bookedIn: "2025-06", organization: ORGANIZATION.zarechye, periods: ["2025-05"] },
  { bookedIn: "2025-12", organization: ORGANIZATION.voskhod, periods: ["2025-10", "2025-11"] },
];
