import { must } from "#core/assert";
import { addDays, type Day } from "#core/day";
import { addMonths, firstDay } from "#core/period";
import { accountNumber } from "#flows/synthetic";
import { registerAccounts, registerResidents } from "#modules/accounts";
import { registerPremises } from "#modules/addresses";
import { setPenaltyPolicy, waivePenalties } from "#modules/charging";
import { replaceMeter, registerMeters } from "#modules/metering";
import { setValues } from "#modules/tariffs";
import type { Random } from "#platform/random";
import { granted } from "../small-town.ts";
import { type Account, center, type Company, type Dial, people, type Town } from "./town.ts";

/* What becomes known of the town: each deed tells what it did, in a sentence that a failure is repeated by. */

export type Deed = (town: Town) => Promise<string>;

/** Of a thousand days so many have it. */
export const FACTS: readonly (readonly [perMille: number, deed: Deed])[] = [
  [45, registerSomebody],
  [35, moveSomebodyOut],
  [15, changeHolder],
  [12, sellFlat],
  [15, correctArea],
  [22, replaceSomeMeter],
  [12, reportBroken],
  [15, verifyMeter],
  [20, setTariff],
  [8, waive],
  [3, askForPenalties],
];

export const openAccounts = (town: Town): Account[] =>
  town.accounts.filter((one) => one.closed === undefined);

export const someAccount = (town: Town): Account => someOpenAccount(town, town.random);

export function someOpenAccount(town: Town, random: Random): Account {
  const open = openAccounts(town);
  return must(open[random.below(open.length)], "an open account");
}

/** Today, or a day that has passed: some things become known late. */
function knownLate(town: Town, daysMost = 75): Day {
  const { random } = town;
  return random.perMille(450) ? town.today : addDays(town.today, -random.between(1, daysMost));
}

/** Not before what was stated last of the same: the day after it at the earliest, and no day to come. */
function laterThan(town: Town, wanted: Day, last: Day): Day | undefined {
  const day = wanted > last ? wanted : addDays(last, 1);
  return day > town.today ? undefined : day;
}

async function registerSomebody(town: Town): Promise<string> {
  const account = someAccount(town);
  if (account.isFirm) return "nobody is registered with a firm";
  const from = laterThan(town, knownLate(town), account.opened);
  if (!from) return "the account is too young";
  const registration = town.random.perMille(250) ? "temporary" : "permanent";
  const who = { name: `Новосёлов ${town.next()} Иванович`, registration, from } as const;
  granted(
    await registerResidents(people(town, account.company), [
      { building: account.house.id, account: account.id, ...who },
    ]),
  );
  account.people.push(who);
  return `${who.name} is registered on ${account.number} from ${from}`;
}

async function moveSomebodyOut(town: Town): Promise<string> {
  const account = someAccount(town);
  const [who] = account.people.splice(town.random.below(Math.max(1, account.people.length)), 1);
  if (!who) return "nobody lives there";
  const to = laterThan(town, knownLate(town), who.from) ?? addDays(who.from, 1);
  await endRegistration(town, account, { ...who, to });
  return `${who.name} has left ${account.number} on ${to}`;
}

async function endRegistration(
  town: Town,
  account: Account,
  who: Account["people"][number] & { readonly to: Day },
): Promise<void> {
  granted(
    await registerResidents(people(town, account.company), [
      { building: account.house.id, account: account.id, ...who, ...bornOf(who) },
    ]),
  );
}

/** The people of the first day have birthdays, by which a registration is known. */
const bornOf = (who: Account["people"][number]) => (who.born === undefined ? {} : { born: who.born });

async function changeHolder(town: Town): Promise<string> {
  const account = someAccount(town);
  const from = laterThan(town, knownLate(town), account.changedOn);
  if (!from) return "the holder has just changed";
  account.holderName = account.isFirm ? `ООО «Новое ${town.next()}»` : `Наследников ${town.next()} Петрович`;
  account.changedOn = from;
  granted(await registerAccounts(people(town, account.company), [stateOf(account, from)]));
  return `${account.number} is held by ${account.holderName} from ${from}`;
}

export const stateOf = (account: Account, from: Day) => ({
  building: account.house.id,
  premises: account.premises.id,
  number: account.number,
  opened: account.opened,
  from,
  shareNumerator: account.share[0],
  shareDenominator: account.share[1],
  owners: 1,
  holder: account.isFirm ? ("legal" as const) : ("person" as const),
  holderName: account.holderName,
});

/** The seller's account is closed and keeps its debt; the buyer's begins on the same day. */
async function sellFlat(town: Town): Promise<string> {
  const account = someAccount(town);
  const { house, company } = account;
  const closed = laterThan(town, knownLate(town, 40), latest(account.opened, account.changedOn));
  if (account.isFirm || !closed || account.people.some((who) => who.from >= closed)) return "nobody sells";
  const ctx = people(town, company);
  for (const who of account.people.splice(0)) await endRegistration(town, account, { ...who, to: closed });
  const bought: Omit<Account, "id"> = {
    ...account,
    number: accountNumber(house.ordinal, (house.accountsMade += 1) - 1),
    opened: closed,
    holderName: `Покупателева ${town.next()} Олеговна`,
    changedOn: closed,
    people: [],
  };
  const seller = { ...stateOf(account, account.changedOn), closed };
  const made = granted(await registerAccounts(ctx, [seller, stateOf({ ...bought, id: account.id }, closed)]));
  account.closed = closed;
  town.accounts.push({ ...bought, id: must(made.ids[1], "the buyer's account") });
  return `${account.number} is closed on ${closed}, ${bought.number} begins`;
}

const latest = (a: Day, b: Day): Day => (a > b ? a : b);

async function correctArea(town: Town): Promise<string> {
  const { premises, house, company } = someAccount(town);
  const from = laterThan(town, knownLate(town, 100), premises.changedOn);
  if (!from) return "the area has just changed";
  const totalArea = premises.row.totalArea + BigInt(town.random.between(-200, 300)) * 10_000n;
  premises.row = { ...premises.row, totalArea, from };
  premises.changedOn = from;
  granted(await registerPremises(people(town, company), [{ ...premises.row, building: house.id }]));
  return `premises ${premises.row.number} of ${house.code} has ${totalArea} from ${from}`;
}

/** A meter in use. */
function someDial(town: Town): Dial {
  return must(town.dials[town.random.below(town.dials.length)], "a meter");
}

/** The old dial is read, the new one begins at a few litres; nothing falls between them. */
async function replaceSomeMeter(town: Town): Promise<string> {
  const dial = someDial(town);
  const on = town.today;
  // A reading that still waits would be one of a meter that is gone.
  if (dial.pending.length > 0 || on <= dial.changedOn) return "the meter stays";
  const serial = `${dial.serial.split("/")[0]}/${(dial.replacements += 1)}`;
  const opening = BigInt(town.random.between(0, 90)) * 1_000n;
  const replaced = await replaceMeter(people(town, dial.company), {
    building: dial.house.id,
    meter: dial.id,
    on,
    closing: [{ scale: 0, value: dial.shown }],
    by: {
      serial,
      tariffScales: 1,
      integerDigits: dial.integerDigits,
      ratio: 1n,
      verifiedUntil: firstDay(addMonths(town.first, 12 + town.random.between(0, 24))),
      opening: [{ scale: 0, value: opening }],
    },
  });
  if (!replaced.ok) {
    dial.replacements -= 1;
    return `${dial.serial} is not replaced: ${replaced.refusal.code}`;
  }
  const before = dial.serial;
  Object.assign(dial, { id: replaced.value, serial, shown: opening, changedOn: on });
  return `${before} is replaced by ${serial} on ${on}`;
}

async function reportBroken(town: Town): Promise<string> {
  const dial = someDial(town);
  const brokenFrom = laterThan(town, knownLate(town, 40), dial.changedOn);
  if (!brokenFrom || !dial.premises) return "no fault is reported";
  granted(await registerMeters(people(town, dial.company), [{ ...plateOf(dial), brokenFrom }]));
  return `${dial.serial} is reported broken from ${brokenFrom}`;
}

async function verifyMeter(town: Town): Promise<string> {
  const dial = someDial(town);
  const verifiedUntil = firstDay(addMonths(town.first, 30 + town.random.between(0, 40)));
  granted(
    await registerMeters(people(town, dial.company), [
      { ...plateOf(dial), verified: town.today, verifiedUntil },
    ]),
  );
  return `${dial.serial} is verified on ${town.today} until ${verifiedUntil}`;
}

const plateOf = (dial: Dial) => ({
  building: dial.house.id,
  premises: dial.premises?.id,
  resource: dial.resource,
  serial: dial.serial,
  tariffScales: 1 as const,
  integerDigits: dial.integerDigits,
  ratio: 1n,
  installed: dial.changedOn,
});

/** From the next month on, from a day of this one, or set back: the months that it reaches are charged again. */
async function setTariff(town: Town): Promise<string> {
  const { random, today } = town;
  const company = random.pick<Company>(town.companies);
  const service = random.pick([
    "MAINTENANCE",
    "COLD_WATER",
    "WASTE",
    "ELECTRICITY",
    "HEATING",
    "SOI_ELECTRICITY",
  ]);
  const key = `${company.code}|${service}`;
  const last = town.tariffs.get(key) ?? addDays(firstDay(town.first), -1);
  const wanted = random.pick([
    firstDay(addMonths(today.slice(0, 7) as typeof town.first, 1)),
    addDays(today, -random.between(0, 12)),
    addDays(today, -random.between(20, 110)),
  ]);
  if (wanted <= last) return `${service} of ${company.code} keeps its tariff`;
  town.tariffs.set(key, wanted);
  const value = (RATES[service] ?? 1_000_000n) + BigInt(random.between(-90, 160)) * 10_000n;
  granted(
    await setValues(center(town), [
      {
        level: "organization",
        organization: company.id,
        service,
        parameter: "rate",
        variant: "",
        zone: 0,
        rangeFrom: 0n,
        value,
        from: wanted,
        basis: `Решение ${town.next()}`,
      },
    ]),
  );
  return `${service} of ${company.code} costs ${value} from ${wanted}`;
}

const RATES: Readonly<Record<string, bigint>> = {
  MAINTENANCE: 32_000_000n,
  COLD_WATER: 48_000_000n,
  WASTE: 750_000_000n,
  ELECTRICITY: 6_100_000n,
  HEATING: 2_900_000_000n,
  SOI_ELECTRICITY: 6_100_000n,
};

async function waive(town: Town): Promise<string> {
  const account = someAccount(town);
  const from = addDays(town.today, -town.random.between(40, 200));
  const document = `Приказ ${town.next()}`;
  granted(
    await waivePenalties(center(town), {
      account: account.number,
      from,
      through: addDays(from, town.random.between(5, 60)),
      decidedOn: town.today,
      document,
      reason: "болезнь",
    }),
  );
  return `penalties of ${account.number} are waived from ${from}: ${document}`;
}

async function askForPenalties(town: Town): Promise<string> {
  const [, company] = town.companies;
  const from = firstDay(addMonths(company.open, -town.random.between(0, 3)));
  const decided = await setPenaltyPolicy(center(town), {
    organization: company.id,
    from,
    mode: "BY_DAY",
    legalSteps: "sector_130",
    basis: `Приказ ${town.next()}`,
  });
  return decided.ok
    ? `${company.code} asks for penalties from ${from}`
    : `${company.code} decides nothing new of penalties: ${decided.refusal.code}`;
}
