import fastify, { type FastifyInstance } from "fastify";
import { must } from "#core/assert";
import { addDays, type Day, day } from "#core/day";
import type { AccountId, BuildingId, MeterId, OrganizationId, PremisesId } from "#core/ids";
import { addMonths, firstDay, type Period } from "#core/period";
import { applyBuildings, applyDictionary } from "#flows/apply-city";
import { syntheticCity } from "#flows/synthetic";
import { listPremises } from "#modules/addresses";
import { setPenaltyPolicy } from "#modules/charging";
import { type BuildingBundle, agentRoutes, type PremisesRow } from "#modules/gateways";
import { openPeriod, registerOrganizations, setBusinessDate } from "#modules/organizations";
import { registerAgent } from "#modules/payments";
import type { Resource } from "#modules/tariffs";
import { type Ctx, contextOf } from "#platform/context";
import type { Database } from "#platform/database";
import { type Random, randomFrom } from "#platform/random";
import { granted } from "../small-town.ts";
import { bundlesOf } from "./houses.ts";

/** A management company with its books. */
export interface Company {
  readonly code: string;
  readonly id: OrganizationId;
  readonly houses: House[];
  /** Days of the next month on which it charges and closes. */
  readonly chargesOn: number;
  readonly closesOn: number;
  open: Period;
  /** The open month is charged; late facts may still be charged again before it is closed. */
  isCharged: boolean;
}

export interface House {
  readonly code: string;
  readonly id: BuildingId;
  readonly ordinal: number;
  readonly premises: Map<string, Premises>;
  accountsMade: number;
}

export interface Premises {
  readonly id: PremisesId;
  row: PremisesRow;
  /** No two statements of one day: the second would contradict the first. */
  changedOn: Day;
}

export interface Account {
  readonly house: House;
  readonly company: Company;
  readonly number: string;
  readonly id: AccountId;
  readonly premises: Premises;
  readonly opened: Day;
  readonly isFirm: boolean;
  holderName: string;
  /** Of the premises, as last stated. */
  share: readonly [numerator: bigint, denominator: bigint];
  changedOn: Day;
  closed: Day | undefined;
  people: Resident[];
}

export interface Resident {
  readonly name: string;
  readonly born?: Day | undefined;
  readonly registration: "permanent" | "temporary";
  readonly from: Day;
}

/** A meter as it truly turns, whatever is written down of it. */
export interface Dial {
  readonly house: House;
  readonly company: Company;
  readonly premises: Premises | undefined;
  readonly resource: Resource;
  readonly integerDigits: number;
  /** Thousandths of the unit a day, by habit. */
  readonly daily: number;
  readonly readOn: number;
  /** Of a thousand months so many are read in time; the others late, or never. */
  readonly prompt: number;
  id: MeterId;
  serial: string;
  replacements: number;
  /** Millionths, as the window shows; zero is passed when it is full. */
  shown: bigint;
  changedOn: Day;
  /** Read, and not written down yet, or written down wrongly: to be entered on a later day. */
  readonly pending: {
    readonly takenOn: Day;
    readonly value: bigint;
    readonly mark: "regular" | "rollover";
    readonly enterOn: Day;
  }[];
}

/** The small town, as whoever simulates it knows it: what its records should say stands beside them. */
export interface Town {
  readonly database: Database;
  readonly seed: number;
  readonly random: Random;
  /** The chance of what `law-facts.ts` does: it takes nothing from the other one. */
  readonly law: Random;
  readonly first: Period;
  today: Day;
  readonly companies: readonly [Company, Company];
  readonly accounts: Account[];
  readonly dials: Dial[];
  readonly terminal: FastifyInstance;
  /** Last day from which each own tariff holds, by organization and service. */
  readonly tariffs: Map<string, Day>;
  /** A counter of documents, numbers of operations and serials. */
  next(): number;
}

export const AGENT = { code: "terminal", secret: "a secret of twenty-odd letters" } as const;
export const BANK = "bank";

/** The center, as of the day that is being lived. */
export const center = (town: Pick<Town, "database" | "today">): Ctx =>
  contextOf(town.database, { sees: "center", organizations: [], today: town.today });

/** A company's own people. */
export const people = (town: Town, company: Company): Ctx =>
  contextOf(town.database, { sees: "company", organizations: [company.id], today: town.today });

/** Two companies with two houses each, twenty-three accounts; their books begin with the first month. */
export async function settle(
  database: Database,
  of: { readonly seed: number; readonly first: Period },
): Promise<Town> {
  const today = firstDay(of.first);
  const ctx = contextOf(database, { sees: "center", organizations: [], today });
  granted(await setBusinessDate(ctx, today));
  // Buildings and people were there a month before the books of this center begin.
  const since = firstDay(addMonths(of.first, -1));
  const { dictionary } = syntheticCity({ accounts: 1, seed: of.seed, from: since, months: 1 });
  const codes = granted(await applyDictionary(ctx, dictionary));
  granted(await registerOrganizations(ctx, [CENTER]));
  const bundles = bundlesOf(of.seed, { since, through: addMonths(of.first, 12) });
  const applied = granted(await applyBuildings(ctx, bundles, codes));
  const company = (code: string, days: { chargesOn: number; closesOn: number }): Company => ({
    ...days,
    code,
    id: must(codes.get(code), code),
    houses: [],
    open: of.first,
    isCharged: false,
  });
  const companies = [
    company("UK-001", { chargesOn: 1, closesOn: 3 }),
    company("UK-002", { chargesOn: 2, closesOn: 5 }),
  ] as const;
  for (const { id } of companies) granted(await openPeriod(ctx, id, of.first));
  let counter = 0;
  const town: Town = {
    database,
    ...of,
    random: randomFrom(of.seed),
    law: randomFrom(of.seed).branch(LAW_BRANCH),
    today,
    companies: [companies[0], companies[1]],
    accounts: [],
    dials: [],
    terminal: fastify(),
    tariffs: new Map(),
    next: () => (counter += 1),
  };
  await town.terminal.register(agentRoutes, { context: () => Promise.resolve(center(town)) });
  for (const [at, bundle] of bundles.entries())
    await moveIn(town, bundle, { company: companies[at < 2 ? 0 : 1], applied: applied.ids, ordinal: at });
  const [{ id: organization }] = companies;
  for (const code of [AGENT.code, BANK])
    granted(await registerAgent(ctx, { organization, code, name: code, secret: AGENT.secret }));
  // One asks for penalties from the first day; the other decides so in the course of the story.
  const policy = {
    organization,
    from: today,
    mode: "PAYMENT_DATE",
    legalSteps: "sector",
    basis: "Приказ 1",
  } as const;
  granted(await setPenaltyPolicy(ctx, policy));
  return town;
}

const LAW_BRANCH = 11;

const before = (town: Town): Day => addDays(firstDay(town.first), -1);

const CENTER = {
  code: "CENTER",
  kind: "center",
  name: "Расчётный центр",
  requisites: {
    bank: "Банк",
    bic: "044525225",
    account: "40702810000000000001",
    correspondentAccount: "30101810400000000225",
    from: day("2020-01-01"),
  },
} as const;

async function moveIn(
  town: Town,
  bundle: BuildingBundle,
  of: {
    company: Company;
    ordinal: number;
    applied: {
      buildings: ReadonlyMap<string, BuildingId>;
      accounts: ReadonlyMap<string, AccountId>;
      meters: ReadonlyMap<string, MeterId>;
    };
  },
): Promise<void> {
  const { company, applied } = of;
  const house: House = {
    code: bundle.code,
    id: must(applied.buildings.get(bundle.code), bundle.code),
    ordinal: of.ordinal,
    premises: new Map(),
    accountsMade: bundle.accounts.length,
  };
  company.houses.push(house);
  const known = await center(town).transaction((tx) => listPremises(tx, house.id));
  for (const row of bundle.premises) {
    const found = must(
      known.find((one) => one.number === row.number),
      `premises ${row.number}`,
    );
    house.premises.set(row.number, { id: found.id, row, changedOn: before(town) });
  }
  const at = (number: string) => must(house.premises.get(number), `premises ${number}`);
  for (const row of bundle.accounts) {
    town.accounts.push({
      house,
      company,
      number: row.number,
      id: must(applied.accounts.get(row.number), row.number),
      premises: at(row.premises),
      opened: row.opened,
      isFirm: row.holder === "legal",
      holderName: row.holderName,
      share: [row.shareNumerator, row.shareDenominator],
      changedOn: before(town),
      closed: undefined,
      people: bundle.residents
        .filter((who) => who.account === row.number && who.to === undefined)
        .map(({ surname, givenName, patronymic, born, registration, from }) => ({
          born,
          name: [surname, givenName, patronymic].filter(Boolean).join(" "),
          registration,
          from,
        })),
    });
  }
  for (const meter of bundle.meters) {
    const opening = must(
      bundle.readings.find((reading) => reading.meter === meter.serial),
      `the opening of ${meter.serial}`,
    );
    town.dials.push(
      dialOf(town, {
        house,
        company,
        meter,
        id: must(applied.meters.get(`${house.code}|${meter.serial}`), meter.serial),
        shown: opening.value,
      }),
    );
  }
}

function dialOf(
  town: Town,
  of: {
    house: House;
    company: Company;
    meter: BuildingBundle["meters"][number];
    id: MeterId;
    shown: bigint;
  },
): Dial {
  const { house, company, meter } = of;
  const { random } = town;
  const isOfBuilding = meter.premises === undefined;
  const habit = random.below(10);
  return {
    house,
    company,
    premises: meter.premises === undefined ? undefined : house.premises.get(meter.premises),
    resource: meter.resource,
    integerDigits: meter.integerDigits,
    daily: random.between(...DAILY[isOfBuilding ? "building" : "flat"][meter.resource]),
    readOn: isOfBuilding ? 23 : random.between(18, 25),
    prompt: isOfBuilding ? 980 : habit === 0 ? 0 : habit < 4 ? 700 : 960,
    id: of.id,
    serial: meter.serial,
    replacements: 0,
    shown: of.shown,
    changedOn: before(town),
    pending: [],
  };
}

/** Thousandths of a unit a day, of the thrifty and of those who let the water run; heat of a day in winter. */
const DAILY: Readonly<Record<"flat" | "building", Readonly<Record<Resource, readonly [number, number]>>>> = {
  flat: {
    cold_water: [80, 500],
    hot_water: [60, 350],
    sewerage: [0, 0],
    electricity: [2_000, 9_000],
    gas: [200, 900],
    heat: [20, 60],
  },
  building: {
    cold_water: [1_400, 2_600],
    hot_water: [900, 1_500],
    sewerage: [0, 0],
    electricity: [28_000, 55_000],
    gas: [1_000, 3_000],
    heat: [180, 340],
  },
};
