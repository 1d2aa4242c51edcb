import { assert } from "#core/assert";
import type { Day } from "#core/day";
import type { Period } from "#core/period";
import { type Money, money } from "#core/units";
import { transferBuilding } from "#modules/addresses";
import { replaceMeter } from "#modules/metering";
import { reversePayment, takePayment, takeRegistry } from "#modules/payments";
import type { PaymentRef, Registry } from "#modules/payments";
import { allowed, type Town } from "./town.ts";
import { type Company, ORGANIZATION } from "./organizations.ts";
import { PEOPLE } from "./people.ts";
import { REPLACEMENT, TRANSFER } from "./story.ts";

/** What somebody did once, by the month in which it was done. */
export const DEEDS: Readonly<Record<string, (town: Town) => Promise<void>>> = {
  "2025-09": async (town) => {
    await replaceYolkinasMeter(town);
    await handBuildingOver(town);
  },
  "2026-02": takeTwice,
  "2026-03": reverseOne,
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
export const TAKEN_TWICE: { readonly amount: Money; readonly on: Day; readonly reason: string } = {
  amount: money(3_000_00n),
  on: "2026-02-17" as Day,
  reason: "Платёж проведён кассиром дважды",
};

let second: PaymentRef | undefined;

async function takeTwice(town: Town): Promise<void> {
  if (!town.ids.accounts.has(PEOPLE.oconnor.account)) return;
  for (const document of ["Приходный ордер 1180", "Приходный ордер 1181"]) {
    second = allowed(
      await takePayment(town.ctx, {
        account: PEOPLE.oconnor.account,
        amount: TAKEN_TWICE.amount,
        paidOn: TAKEN_TWICE.on,
        document,
      }),
    );
  }
}

async function reverseOne(town: Town): Promise<void> {
  if (second === undefined) return;
  allowed(await reversePayment(town.ctx, second, TAKEN_TWICE.reason));
  second = undefined;
}

/** The month in which the bank sent its registry twice: the second time nothing is booked. */
export const SENT_TWICE = "2025-04" as Period;

export async function takeOnceOrTwice(town: Town, registry: Registry, period: Period): Promise<void> {
  allowed(await takeRegistry(town.ctx, registry));
  if (period !== SENT_TWICE) return;
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
