import { firstDay } from "#core/period";
import type { BuildingRow } from "#modules/gateways";
import { type Random, randomFrom, seedOf } from "#platform/random";
import { accountNumber } from "../synthetic.ts";
import { GIVEN_NAMES, PATRONYMICS, SURNAMES } from "../synthetic-names.ts";
import { KINDS } from "./house-kinds.ts";
import { type HousePlan, ordinalOf } from "./houses.ts";
import { addMeter, type HouseRows, type Life } from "./house-rows.ts";

/**
 * A house of communal flats: each room has its account, the flat has the meters, and what they count is divided by
 * persons (decree 354, annex 2, formula 7). Every second flat has no water meter, and none can be installed.
 */
export function communalHouse(plan: HousePlan, building: BuildingRow, life: Life): HouseRows {
  const random = randomFrom(seedOf(life.seed, ordinalOf(plan)));
  const rows: HouseRows = {
    code: plan.code,
    buildings: [building],
    premises: [],
    accounts: [],
    residents: [],
    meters: [],
    readings: [],
    terms: [],
    values: [],
    balances: [],
    learned: new Map(),
  };
  let account = 0;
  for (let flat = 1; account < plan.flats; flat += 1) {
    const rooms = Math.min(flat > 6 ? 4 : 3, plan.flats - account);
    addFlat(rows, plan, { flat, rooms, account }, random, life);
    account += rooms;
  }
  return rows;
}

function addFlat(
  rows: HouseRows,
  plan: HousePlan,
  of: { flat: number; rooms: number; account: number },
  random: Random,
  life: Life,
): void {
  const from = firstDay(life.first);
  const number = String(of.flat);
  const place = {
    building: plan.code,
    entrance: of.flat > 4 ? 2 : 1,
    storey: of.flat % 2 === 0 ? 2 : 1,
    from,
    heating: "central",
    stove: "gas",
    ownership: "municipal",
    meterInstallable: [],
  } as const;
  let area = 0n;
  let persons = 0;
  const roomRows = Array.from({ length: of.rooms }, (_, room) => {
    const totalArea = BigInt(KINDS.communal.flatArea + random.between(-300, 400)) * 10_000n;
    area += totalArea;
    return {
      ...place,
      number: `${number}/${room + 1}`,
      kind: "room" as const,
      flat: number,
      totalArea,
      rooms: 1,
    };
  });
  // The kitchen and the corridor belong to all rooms of the flat.
  rows.premises.push(
    { ...place, number, kind: "flat", totalArea: area + 14_200_000n, rooms: of.rooms },
    ...roomRows,
  );
  for (const [room, premises] of roomRows.entries()) {
    persons += addRoom(rows, plan, { premises: premises.number, account: of.account + room, random, life });
  }
  const monthly = (each: bigint) => () => [
    ((each * BigInt(persons) * BigInt(random.between(85, 115))) / 100n / 100_000n) * 100_000n,
  ];
  const meter = (resource: "cold_water" | "electricity", each: bigint) =>
    addMeter(
      rows,
      {
        flat: number,
        resource,
        serial: `К${of.flat}-${resource === "electricity" ? "Э" : "В"}`,
        use: monthly(each),
        day: 20,
      },
      life,
    );
  meter("electricity", 71_000_000n);
  if (of.flat % 2 === 1) meter("cold_water", 3_100_000n);
}

/** An account with one to three people; gives how many. */
function addRoom(
  rows: HouseRows,
  plan: HousePlan,
  of: { premises: string; account: number; random: Random; life: Life },
): number {
  const { random } = of;
  const from = firstDay(of.life.first);
  const number = accountNumber(ordinalOf(plan), of.account);
  const family = random.pick(SURNAMES);
  const persons = random.between(1, 3);
  const people = Array.from({ length: persons }, () => {
    const male = random.perMille(470);
    return {
      surname: family[male ? 0 : 1],
      givenName: random.pick(GIVEN_NAMES[male ? 0 : 1]),
      patronymic: random.pick(PATRONYMICS)[male ? 0 : 1],
    };
  });
  const holder = people[0];
  rows.accounts.push({
    building: plan.code,
    premises: of.premises,
    number,
    opened: from,
    from,
    shareNumerator: 1n,
    shareDenominator: 1n,
    owners: 1,
    holder: "person",
    holderName: holder ? `${holder.surname} ${holder.givenName} ${holder.patronymic}` : "",
  });
  for (const who of people)
    rows.residents.push({ building: plan.code, account: number, ...who, registration: "permanent", from });
  return persons;
}
