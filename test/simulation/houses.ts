import type { Day } from "#core/day";
import { addMonths, firstDay, type Period } from "#core/period";
import { accountNumber, type BuildingPlan, syntheticBuilding } from "#flows/synthetic";
import type { BuildingBundle, ServiceTermsRow } from "#modules/gateways";
import type { Method } from "#modules/tariffs";

/**
 * The four houses: one pays its heating evenly by the meter of the year before and has a shop, one is of communal flats,
 * one pays by the meter of the month and has a shop, one heats its water with gas.
 */
export function bundlesOf(
  seed: number,
  of: { readonly since: Day; readonly through: Period },
): BuildingBundle[] {
  return PLANS.map((plan, ordinal) => {
    if (plan === "communal") return communal(ordinal, of.since);
    const { manager, flats, shops, equipment, storeysMax, heating } = plan;
    const area = BigInt(flats) * 52_000_000n;
    const building: BuildingPlan = {
      row: { ...addressOf(ordinal), storeysMax, entrances: 1 },
      manager,
      ordinal,
      flats,
      shops,
      flatsArea: area,
      shopsArea: BigInt(shops) * 71_000_000n,
      commonPropertyArea: area / 8n,
      equipment,
    };
    const made = syntheticBuilding(building, { seed, from: of.since, through: of.through, months: 1 });
    return {
      ...made,
      readings: made.readings.filter(({ mark }) => mark === "opening"),
      terms: made.terms.map((row) => (row.service === "HEATING" ? { ...row, method: heating } : row)),
    };
  });
}

interface Plan extends Pick<BuildingPlan, "manager" | "flats" | "shops" | "equipment"> {
  readonly storeysMax: number;
  readonly heating: Method;
}

const PLANS: readonly (Plan | "communal")[] = [
  { manager: "UK-001", flats: 5, shops: 1, equipment: "full", storeysMax: 5, heating: "heating_even_year" },
  "communal",
  { manager: "UK-002", flats: 5, shops: 1, equipment: "full", storeysMax: 9, heating: "heating_season" },
  { manager: "UK-002", flats: 4, shops: 0, equipment: "heater", storeysMax: 2, heating: "heating_season" },
];

const addressOf = (ordinal: number) => ({
  code: `D${ordinal + 1}`,
  region: "обл. Северная",
  settlement: "г. Североозёрск",
  street: "ул. Опытная",
  house: String(ordinal + 1),
});

/** Two communal flats of three rooms: each room has its account, the flat has the meters (formula 7). */
function communal(ordinal: number, from: Day): BuildingBundle {
  const code = addressOf(ordinal).code;
  const flats = ["1", "2"];
  const rooms = flats.flatMap((flat) => [1, 2, 3].map((room) => ({ flat, number: `${flat}/${room}` })));
  const place = {
    building: code,
    from,
    heating: "central",
    stove: "gas",
    ownership: "municipal",
    meterInstallable: [],
  } as const;
  const number = (room: number) => accountNumber(ordinal, room);
  return {
    code,
    buildings: [
      {
        ...addressOf(ordinal),
        from,
        manager: "UK-001",
        kind: "apartments",
        commonPropertyArea: 24_000_000n,
        improvement: "basic",
        dilapidated: true,
        centralHotWater: false,
        storeysMax: 2,
        entrances: 1,
      },
    ],
    premises: [
      ...flats.map((flat) => ({
        ...place,
        number: flat,
        kind: "flat" as const,
        totalArea: 66_200_000n,
        rooms: 3,
      })),
      ...rooms.map((room, at) => ({
        ...place,
        ...room,
        kind: "room" as const,
        totalArea: 15_000_000n + BigInt(at) * 700_000n,
        rooms: 1,
      })),
    ],
    accounts: rooms.map((room, at) => ({
      building: code,
      premises: room.number,
      number: number(at),
      opened: from,
      from,
      shareNumerator: 1n,
      shareDenominator: 1n,
      owners: 1,
      holder: "person",
      holderName: `${FAMILIES[at]} Анна Ильинична`,
    })),
    // The last room is nobody's address: its owner is counted instead.
    residents: rooms.slice(0, -1).map((_, at) => ({
      building: code,
      account: number(at),
      surname: FAMILIES[at] ?? "",
      givenName: "Анна",
      patronymic: "Ильинична",
      registration: "permanent",
      from,
    })),
    meters: flats.flatMap((flat) =>
      (["electricity", "cold_water"] as const).slice(0, flat === "1" ? 2 : 1).map((resource) => ({
        building: code,
        premises: flat,
        serial: `К${flat}-${resource}`,
        resource,
        integerDigits: 5,
        fractionDigits: 3,
        tariffScales: 1,
        ratio: 1n,
        installed: from,
        verifiedUntil: firstDay(addMonths(from.slice(0, 7) as Period, 16)),
      })),
    ),
    readings: flats.flatMap((flat) =>
      ["electricity", "cold_water"].slice(0, flat === "1" ? 2 : 1).map((resource) => ({
        building: code,
        meter: `К${flat}-${resource}`,
        scale: 0,
        takenOn: from,
        // The first flat's meters are about to pass zero.
        value: flat === "1" ? 99_950_000_000n : 312_000_000n,
        mark: "opening" as const,
        source: "act" as const,
      })),
    ),
    terms: COMMUNAL_SERVICES.map(
      ([service, method, provider]): ServiceTermsRow => ({
        building: code,
        service,
        method,
        provider,
        from,
      }),
    ),
    values: [],
    balances: [],
  };
}

const FAMILIES = ["Белова", "Зимина", "Орлова", "Седова", "Тихонова", "Ушакова"];

const COMMUNAL_SERVICES: readonly (readonly [service: string, method: Method, provider: string])[] = [
  ["MAINTENANCE", "area", "UK-001"],
  ["SOI_ELECTRICITY", "common_property_norm", "UK-001"],
  ["COLD_WATER", "individual", "VODA"],
  ["SEWERAGE", "sewerage_sum", "VODA"],
  ["HEATING", "heating_season", "TEPLO"],
  ["ELECTRICITY", "individual", "SVET"],
  ["WASTE", "waste_persons", "TKO"],
];
