import { must } from "#core/assert";
import { addDays, type Day } from "#core/day";
import { addMonths, firstDay } from "#core/period";
import {
  type AbsencePlace,
  decideAbsence,
  findResidents,
  registerAbsence,
  registerAccounts,
} from "#modules/accounts";
import { type BenefitRule, registerEntitlement, setCategory } from "#modules/benefits";
import { setMethod } from "#modules/formulas";
import { decideFailure, type NewSupplyFailure, registerFailure } from "#modules/metering";
import { SERVICES } from "#modules/tariffs";
import { granted } from "../small-town.ts";
import { type Deed, someOpenAccount, stateOf } from "./facts.ts";
import { type Account, center, people, type Town } from "./town.ts";

/*
 * What the law counts besides meters and people: absences and failures of supply that somebody accepts or withdraws,
 * rights to benefits and what a category gets, shares of a flat, calculation methods from a day on. They draw from a
 * chance of their own, so that what else happens in the town of a seed does not depend on them.
 */

/** Of a thousand days so many have it. */
export const LAW: readonly (readonly [perMille: number, deed: Deed])[] = [
  [40, goAway],
  [10, withdrawAbsence],
  [35, failSupply],
  [30, entitle],
  [10, endRight],
  [8, changeCategory],
  [12, changeShare],
  [10, decideMethod],
];

/** What the deeds of a town have stated so far, and may take back. */
interface Stated {
  readonly absences: (AbsencePlace & { readonly account: Account["id"] })[];
  readonly rights: {
    readonly number: string;
    readonly resident: number;
    readonly from: Day;
    readonly account: Account;
  }[];
  readonly methods: Map<string, Day>;
  categorySince: Day | undefined;
}
const towns = new WeakMap<Town, Stated>();
function stated(town: Town): Stated {
  const known = towns.get(town) ?? { absences: [], rights: [], methods: new Map(), categorySince: undefined };
  towns.set(town, known);
  return known;
}

async function someResident(town: Town, account: Account) {
  const ctx = people(town, account.company);
  const place = { building: account.house.id, account: account.id };
  const all = (await ctx.transaction((tx) => findResidents(tx, [place]))).filter(
    (one) => one.to === undefined,
  );
  return all[town.law.below(Math.max(1, all.length))];
}

async function goAway(town: Town): Promise<string> {
  const account = someOpenAccount(town, town.law);
  const who = await someResident(town, account);
  if (!who) return "nobody lives there to go away";
  const returned = addDays(town.today, -town.law.between(0, 29));
  const left = addDays(returned, -town.law.between(7, 45));
  const ctx = people(town, account.company);
  const place = { building: account.house.id, account: account.id };
  const absence = await registerAbsence(ctx, {
    ...place,
    resident: who.no,
    left,
    returned,
    document: `Путёвка ${town.next()}`,
    appliedOn: town.today,
  });
  if (!absence.ok) return `an absence on ${account.number} is not taken: ${absence.refusal.code}`;
  const { no } = absence.value;
  const isAccepted = town.law.perMille(800);
  granted(
    await decideAbsence(ctx, {
      ...place,
      no,
      ...(isAccepted
        ? { decision: "accepted", reason: "" }
        : { decision: "refused", reason: "копия билета" }),
    }),
  );
  if (isAccepted) stated(town).absences.push({ ...place, no });
  return `resident ${who.no} of ${account.number} was away ${left}–${returned}, ${isAccepted ? "accepted" : "refused"}`;
}

async function withdrawAbsence(town: Town): Promise<string> {
  const { absences } = stated(town);
  const [absence] = absences.splice(town.law.below(Math.max(1, absences.length)), 1);
  if (!absence) return "no absence to withdraw";
  granted(
    await decideAbsence(center(town), { ...absence, decision: "withdrawn", reason: "документ подложный" }),
  );
  return `absence ${absence.no} of account ${absence.account} is withdrawn`;
}

async function failSupply(town: Town): Promise<string> {
  const { law, today } = town;
  const company = law.pick(town.companies);
  const house = must(company.houses[law.below(company.houses.length)], "a house");
  const on = addDays(today, -law.between(1, 50));
  const until = addDays(on, law.between(0, 4));
  if (until >= today) return "the supply fails no longer than to this day";
  const kind = law.pick<Pick<NewSupplyFailure, "supply" | "kind" | "measured">>([
    { supply: "cold_water", kind: "interruption" },
    { supply: "electricity", kind: "interruption" },
    { supply: "heat", kind: "interruption" },
    { supply: "heat", kind: "temperature", measured: 14_000_000n },
    { supply: "waste", kind: "interruption" },
    { supply: "cold_water", kind: "composition" },
  ]);
  const premises = [...house.premises.values()];
  const one = law.perMille(300) ? premises[law.below(premises.length)]?.id : undefined;
  const ctx = people(town, company);
  const failure = granted(
    await registerFailure(ctx, {
      ...kind,
      building: house.id,
      premises: one,
      condition: "",
      startedAt: `${on}T0${law.between(0, 9)}:30`,
      endedAt: `${until}T${law.between(11, 23)}:00`,
      source: law.perMille(500) ? "act" : "outage",
      document: `Акт ${town.next()}`,
    }),
  );
  const of = { building: house.id, no: failure.no };
  if (law.perMille(150)) {
    granted(await decideFailure(ctx, { ...of, decision: "refused", reason: "акт без подписи" }));
    return `a failure of ${kind.supply} in ${house.code} is refused`;
  }
  granted(await decideFailure(ctx, { ...of, decision: "accepted", reason: "" }));
  if (law.perMille(150))
    granted(await decideFailure(ctx, { ...of, decision: "withdrawn", reason: "акт отменён" }));
  return `${kind.supply} fails in ${house.code} from ${on} to ${until} (${kind.kind})`;
}

const CATEGORY = { code: "VETERAN", nameRu: "Ветеран труда", nameEn: "Labour veteran" } as const;

/** What the category gets from a day on: half of what it got is what changes. */
async function setRules(town: Town, from: Day, percent: bigint, mode: BenefitRule["mode"]): Promise<void> {
  const rules = ["MAINTENANCE", "COLD_WATER", "HEATING", "WASTE"].map(
    (code): BenefitRule => ({
      service: must(
        SERVICES.find((one) => one.code === code),
        code,
      ).id,
      percent,
      covers: "person",
      volume: "within_norm",
      area: "social_norm",
      mode,
      from,
      act: `Закон ${town.next()}`,
    }),
  );
  granted(await setCategory(center(town), { ...CATEGORY, rules }));
  stated(town).categorySince = from;
}

async function entitle(town: Town): Promise<string> {
  if (stated(town).categorySince === undefined)
    await setRules(town, firstDay(town.first), 50_000_000n, "discount");
  const account = someOpenAccount(town, town.law);
  const who = await someResident(town, account);
  if (!who) return "nobody lives there to be entitled";
  const from = addDays(town.today, -town.law.between(0, 70));
  const right = { number: account.number, resident: who.no, from };
  const taken = await registerEntitlement(center(town), {
    ...right,
    category: CATEGORY.code,
    document: `Удостоверение ${town.next()}`,
  });
  if (!taken.ok) return `a right on ${account.number} is not taken: ${taken.refusal.code}`;
  stated(town).rights.push({ ...right, account });
  return `resident ${who.no} of ${account.number} is entitled from ${from}`;
}

async function endRight(town: Town): Promise<string> {
  const { rights } = stated(town);
  const [right] = rights.splice(town.law.below(Math.max(1, rights.length)), 1);
  if (!right) return "no right to end";
  const { number, resident, from } = right;
  const to = addDays(from, town.law.between(1, 120));
  const ended = await registerEntitlement(center(town), {
    number,
    resident,
    from,
    to,
    category: CATEGORY.code,
    document: `Решение ${town.next()}`,
  });
  return ended.ok
    ? `the right on ${number} ends on ${to}`
    : `the right on ${number} stays: ${ended.refusal.code}`;
}

async function changeCategory(town: Town): Promise<string> {
  const since = stated(town).categorySince;
  if (since === undefined) return "no category is known yet";
  const from = town.law.pick([
    firstDay(addMonths(town.today.slice(0, 7) as typeof town.first, 1)),
    addDays(town.today, -town.law.between(0, 40)),
  ]);
  if (from <= since) return "the category keeps its rules";
  const percent = BigInt(town.law.between(20, 100)) * 1_000_000n;
  const mode = town.law.perMille(300) ? "cash" : "discount";
  await setRules(town, from, percent, mode);
  return `the category gets ${percent} by ${mode} from ${from}`;
}

/** The holder owns a part from a day on; the rest is nobody's account. */
async function changeShare(town: Town): Promise<string> {
  const account = someOpenAccount(town, town.law);
  const wanted = addDays(town.today, -town.law.between(0, 60));
  const from = wanted > account.changedOn ? wanted : addDays(account.changedOn, 1);
  if (from > town.today) return "the holder has just changed";
  account.share = town.law.pick<Account["share"]>([
    [1n, 2n],
    [2n, 3n],
    [1n, 1n],
  ]);
  account.changedOn = from;
  granted(await registerAccounts(people(town, account.company), [stateOf(account, from)]));
  return `${account.number} holds ${account.share.join("/")} from ${from}`;
}

async function decideMethod(town: Town): Promise<string> {
  const { law } = town;
  const company = law.pick(town.companies);
  const service = law.pick(["MAINTENANCE", "COLD_WATER", "ELECTRICITY"] as const);
  const key = `${company.code}|${service}`;
  const from = law.pick([
    firstDay(addMonths(town.today.slice(0, 7) as typeof town.first, 1)),
    addDays(town.today, -law.between(0, 60)),
  ]);
  const last = stated(town).methods.get(key);
  if (from < firstDay(town.first) || (last !== undefined && from <= last)) return `${key} keeps its method`;
  stated(town).methods.set(key, from);
  const rounding = law.pick(["kopecks", "roubles", "kopecks_down"] as const);
  granted(
    await setMethod(center(town), {
      level: "organization",
      organization: company.id,
      service,
      method: undefined,
      formula: undefined,
      volume: service === "MAINTENANCE" ? "law" : law.pick(["law", "norm"] as const),
      missing: "law",
      area: service === "MAINTENANCE" && law.perMille(300) ? "heated" : "total",
      rounding,
      basis: `Приказ ${town.next()}`,
      from,
    }),
  );
  return `${service} of ${company.code} is calculated otherwise (${rounding}) from ${from}`;
}
