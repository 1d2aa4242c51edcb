import { day } from "#core/day";
import { registerEntitlement, setCategory, setSocialNorms, type BenefitRule } from "#modules/benefits";
import { SERVICES } from "#modules/tariffs";
import { settleAbsence, settleFailure, stateAbsence, stateFailure } from "../reductions.ts";
import { MIRA_45A, PEOPLE } from "./people.ts";
import { allowed, type Town } from "./town.ts";

/**
 * Autumn 2026: the region's law on benefits is entered, five people bring their papers, a man comes back from a
 * sanatorium, the heating of Мира 45А fails for 31 hours, and a student's paper comes when October is closed.
 */

const SINCE = day("2026-01-01");
const FROM = day("2026-10-01");
const REGIONAL_LAW = "Областной закон от 14.11.2005 № 88-ОЗ";
const FEDERAL_LAW = "ЖК РФ ст. 169 ч. 2.1; областной закон от 28.12.2015 № 141-ОЗ";

const HOME = ["MAINTENANCE", "HEATING"];
const UTILITIES = [
  "COLD_WATER",
  "HOT_WATER",
  "HOT_WATER_WATER",
  "HOT_WATER_HEAT",
  "SEWERAGE",
  "ELECTRICITY",
  "WASTE",
];

const rules = (
  codes: readonly string[],
  of: Partial<BenefitRule> & { readonly percent: bigint },
): BenefitRule[] =>
  SERVICES.filter(({ code }) => codes.includes(code)).map(({ id }) => ({
    service: id,
    covers: "person",
    volume: "within_norm",
    area: "social_norm",
    mode: "discount",
    from: SINCE,
    act: REGIONAL_LAW,
    ...of,
  }));

const CATEGORIES = [
  {
    code: "VETERAN",
    nameRu: "Ветеран труда",
    nameEn: "Labour veteran",
    rules: rules([...HOME, ...UTILITIES], { percent: 50_000_000n }),
  },
  {
    code: "DISABLED",
    nameRu: "Инвалид I или II группы",
    nameEn: "Disabled, group I or II",
    rules: rules(["HEATING", ...UTILITIES], { percent: 50_000_000n }),
  },
  {
    code: "AGE_70",
    nameRu: "Собственник от 70 лет",
    nameEn: "Owner of 70 and more",
    rules: rules(["CAPITAL_REPAIR"], { percent: 50_000_000n, mode: "cash", act: FEDERAL_LAW }),
  },
  {
    code: "AGE_80",
    nameRu: "Собственник от 80 лет",
    nameEn: "Owner of 80 and more",
    rules: rules(["CAPITAL_REPAIR"], { percent: 100_000_000n, mode: "cash", act: FEDERAL_LAW }),
  },
] as const;

/** Square metres of one person where one, two, three and more live. */
const SOCIAL_NORMS = [33n, 21n, 18n];

const ENTITLED = [
  { person: PEOPLE.sidorov, category: "VETERAN", document: "Удостоверение ветерана труда Т-V № 188431" },
  { person: PEOPLE.vasilyeva, category: "DISABLED", document: "Справка МСЭ-2019 № 0417752" },
  { person: PEOPLE.ivanova, category: "AGE_80", document: "Паспорт, запись о рождении 10.01.1940" },
  { person: PEOPLE.yolkina, category: "AGE_70", document: "Паспорт, запись о рождении 12.03.1950" },
  { person: PEOPLE.shcherbakova, category: "AGE_70", document: "Паспорт, запись о рождении 11.02.1956" },
] as const;

/** What the story's absences and the failure are known by. */
export const AWAY = {
  /** Щербаков, in the sanatorium in October, and told in October. */
  sanatorium: {
    number: PEOPLE.shcherbakova.account,
    resident: 2,
    left: day("2026-10-04"),
    returned: day("2026-10-22"),
    document: "Отрывной талон санаторной путёвки № 60417",
    appliedOn: day("2026-10-23"),
  },
  /** Эльдар Абдул-заде, at practice in October; his paper came in November, when October was closed. */
  practice: {
    number: PEOPLE.abdulzade.account,
    resident: 3,
    left: day("2026-10-05"),
    returned: day("2026-10-26"),
    document: "Справка о проживании в общежитии № 318",
    appliedOn: day("2026-11-16"),
  },
} as const;

export const COLD_HOUSE = {
  building: MIRA_45A,
  startedAt: "2026-10-14T06:00",
  endedAt: "2026-10-15T13:00",
  document: "Акт от 15.10.2026 № 112",
} as const;

export async function autumnPapers(town: Town): Promise<void> {
  const { ctx, ids } = town;
  allowed(
    await setSocialNorms(
      ctx,
      SOCIAL_NORMS.map((area, i) => ({
        persons: i + 1,
        areaPerPerson: area * 1_000_000n,
        from: SINCE,
        act: REGIONAL_LAW,
      })),
    ),
  );
  for (const category of CATEGORIES) allowed(await setCategory(ctx, category));
  for (const { person, category, document } of ENTITLED) {
    if (!ids.accounts.has(person.account)) continue;
    allowed(
      await registerEntitlement(ctx, { number: person.account, resident: 1, category, from: FROM, document }),
    );
  }
  await goAway(town, AWAY.sanatorium);
  await coldHouse(town);
}

/** The 16th of November: October is closed, so what the absence takes off is booked in November. */
export const latePaper = (town: Town): Promise<void> => goAway(town, AWAY.practice);

async function goAway({ ctx, ids }: Town, away: (typeof AWAY)[keyof typeof AWAY]): Promise<void> {
  if (!ids.accounts.has(away.number)) return;
  const { no } = allowed(await stateAbsence(ctx, away));
  allowed(await settleAbsence(ctx, { number: away.number, no, decision: "accepted", reason: "" }));
}

async function coldHouse({ ctx, ids }: Town): Promise<void> {
  const building = ids.buildings.get(COLD_HOUSE.building);
  if (building === undefined) return;
  const { no } = allowed(
    await stateFailure(ctx, {
      ...COLD_HOUSE,
      building,
      supply: "heat",
      kind: "interruption",
      condition: "",
      source: "act",
    }),
  );
  allowed(await settleFailure(ctx, { building, no, decision: "accepted", reason: "" }));
}
