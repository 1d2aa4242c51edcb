import { pipeline } from "node:stream/promises";
import { Writable } from "node:stream";
import copyStreams from "pg-copy-streams";
import type { Day } from "#core/day";
import type { AccountId, BuildingId, OrganizationId, ServiceId } from "#core/ids";
import { addMonths, endDay, firstDay, type Period, periodNumber, previous } from "#core/period";
import { intArray, type Tx } from "#platform/database";
import { factsHeading } from "./facts-codec.ts";
import {
  findDebts,
  monthsToLookBack,
  movementsQuery,
  type PenaltyRules,
  readPenaltyRules,
  waiversQuery,
} from "./penalties/store.ts";
import { serviceId } from "./rules/terms.ts";

/**
 * Reads the facts of a batch of buildings with a fixed number of COPYs, never one for an account: each gives lines
 * of the facts document, prefixed by their building. Gives the documents by building; their bytes depend on the
 * facts alone, since every COPY is ordered.
 */
export async function gatherFacts(
  tx: Tx,
  of: {
    buildings: readonly BuildingId[];
    period: Period;
    organization: OrganizationId;
    values: CityValues;
    trying?: TriedFact | undefined;
    /** An accepted fact that is left out. */
    leaving?: TriedFact | undefined;
    /** Whether the run is for the open month: one for an earlier month books no penalties. */
    penalties?: boolean;
  },
): Promise<Map<BuildingId, string>> {
  const documents = new Map<BuildingId, string[]>(
    of.buildings.map((building) => [building, [factsHeading({ ...of, building })]]),
  );
  const within = `building_id = any ('${intArray(of.buildings)}'::integer[])`;
  const month = `daterange('${firstDay(of.period)}', '${endDay(of.period)}')`;
  const add = async (sql: string) => {
    await copyLines(tx, sql, (building, line) => documents.get(building as BuildingId)?.push(line));
  };

  await add(`select building_id, 'B', lower(in_force), upper(in_force), kind, common_property_area, improvement, dilapidated,
      central_hot_water from addresses.building_states where ${within} and in_force && ${month} order by building_id, in_force`);
  await add(`select p.building_id, 'P', p.premises_id, p.kind, p.number, p.flat_id, lower(s.in_force), upper(s.in_force),
      s.total_area, s.rooms, s.heating, s.stove, s.ownership, s.meter_installable
      from addresses.premises p join addresses.premises_states s using (building_id, premises_id)
      where p.${within} and s.${within} and s.in_force && ${month} order by p.building_id, p.premises_id, s.in_force`);
  await add(`select a.building_id, 'A', a.account_id, a.number, a.premises_id, a.opened_on, a.closed_on, lower(s.in_force),
      upper(s.in_force), s.share_numerator, s.share_denominator, s.owners, s.holder_kind
      from accounts.accounts a join accounts.account_states s using (building_id, account_id)
      where a.${within} and s.${within} and s.in_force && ${month} and a.opened_on < '${endDay(of.period)}'
        and (a.closed_on is null or a.closed_on > '${firstDay(of.period)}')
      order by a.building_id, a.account_id, s.in_force`);
  await add(`select building_id, 'R', account_id, registration, lower(in_force), upper(in_force), resident_no
      from accounts.residents where ${within} and in_force && ${month} order by building_id, account_id, resident_no`);
  const services = await addTerms(tx, within, month, documents);
  await add(`select v.building_id, 'V', v.service_id, v.parameter, v.variant, v.zone, v.range_from,
      case v.account_id when 0 then 'building' else 'account' end, 0, v.account_id, v.value, lower(v.in_force), upper(v.in_force), b.title
      from tariffs.building_values v join tariffs.bases b using (basis_id) where v.${within} and v.in_force && ${month}
      order by v.building_id, v.service_id, v.parameter, v.variant, v.zone, v.range_from, v.account_id, v.in_force`);
  const methods = `select w.building_id, ${METHOD_COLUMNS("case w.account_id when 0 then 'building' else 'account' end", "w.account_id")}
      from formulas.building_methods w ${METHOD_JOINS} where w.${within} and w.in_force && ${month}
      order by w.building_id, w.service_id, w.account_id, w.in_force`;
  await copyLines(tx, methods, (building, line) => {
    documents.get(building as BuildingId)?.push(line);
    if (isOfMadeHeat(line)) services.get(building as BuildingId)?.add(FUEL);
  });
  for (const [building, own] of services) documents.get(building)?.push(of.values.linesFor(withPriced(own)));
  const meters = await addMeters(tx, { within, period: of.period, documents });
  await addReadings(tx, { within, period: of.period, documents, meters });
  // Each run keeps the whole of what its month carries on: the latest one speaks, and it may carry nothing.
  await add(`select c.building_id, 'C', c.service_id, c.volume from charging.carried_volumes c
      join (select f.building_id, max(f.run_id) as run_id from charging.facts f join ledger.counted_runs using (run_id)
        where f.${within} and f.charged_for = ${periodNumber(previous(of.period))} group by 1) as latest using (building_id, run_id)
      where c.${within} and c.period = ${periodNumber(of.period)} order by c.building_id, c.service_id`);
  await addBenefits(add, { within, month });
  await addReductions(add, { ...of, within, month });
  if (of.penalties && of.values.penalties) await addDebts(tx, { ...of, documents }, of.values.penalties);
  return new Map([...documents].map(([building, lines]) => [building, lines.join("")]));
}

/** The debts that late payment is reckoned of; the rules stand in the documents that have any. */
async function addDebts(
  tx: Tx,
  of: {
    buildings: readonly BuildingId[];
    period: Period;
    documents: ReadonlyMap<BuildingId, string[]>;
  },
  rules: PenaltyRules,
): Promise<void> {
  const debts = new Map<BuildingId, string[]>();
  const { ofLegal } = rules;
  const since = await monthsToLookBack(tx, { buildings: of.buildings, rules });
  const found = await findDebts(tx, { ...of, since, ofLegal });
  if (found.length === 0) return;
  await copyLines(tx, movementsQuery(found, of.period), (building, line) => {
    const own = debts.get(building as BuildingId);
    if (own) own.push(line);
    else debts.set(building as BuildingId, [rules.lines, line]);
  });
  await copyLines(tx, waiversQuery([...debts.keys()]), (building, line) =>
    debts.get(building as BuildingId)?.push(line),
  );
  for (const [building, lines] of debts) of.documents.get(building)?.push(lines.join(""));
}

/** Rights with their rules, the social norms of those buildings that have any, and subsidies. */
async function addBenefits(
  add: (sql: string) => Promise<void>,
  { within, month }: { readonly within: string; readonly month: string },
): Promise<void> {
  await add(`select e.building_id, 'O', e.account_id, e.resident_no, c.code, r.service_id, r.percent, r.covers, r.volume_basis, r.area_basis,
      r.mode, lower(e.in_force * r.in_force), upper(e.in_force * r.in_force), r.act, e.document
      from benefits.entitlements e join benefits.categories c using (category_id) join benefits.rules r using (category_id)
      where e.${within} and e.in_force && ${month} and e.in_force * r.in_force && ${month}
      order by e.building_id, e.account_id, e.resident_no, c.code, r.service_id, 12`);
  await add(`select e.building_id, 'S', n.persons, n.area_per_person, lower(n.in_force), upper(n.in_force), n.act
      from (select distinct building_id from benefits.entitlements where ${within} and in_force && ${month}) e
      cross join benefits.social_norms n where n.in_force && ${month} order by e.building_id, n.persons, n.in_force`);
  await add(`select building_id, 'U', account_id, lower(in_force), upper(in_force), family_size, standard, income, subsistence_minimum,
      max_share, document from benefits.subsidies where ${within} and in_force && ${month} order by building_id, account_id, in_force`);
}

/** A stated fact that nobody has decided of yet, counted as if it were accepted: what would it change? */
export type TriedFact =
  | { readonly kind: "absence"; readonly account: AccountId; readonly no: number }
  | { readonly kind: "failure"; readonly no: number };

/** Absences and failures that are accepted and not withdrawn, and the one that is tried. */
async function addReductions(
  add: (sql: string) => Promise<void>,
  of: {
    readonly within: string;
    readonly month: string;
    readonly period: Period;
    readonly trying?: TriedFact | undefined;
    readonly leaving?: TriedFact | undefined;
  },
): Promise<void> {
  const { trying, leaving, within, month } = of;
  const isAbsence = (fact: TriedFact | undefined): string =>
    fact?.kind === "absence" ? `(a.account_id, a.absence_no) = (${fact.account}, ${fact.no})` : "false";
  await add(`select a.building_id, 'L', a.account_id, a.resident_no, a.left_on, a.returned_on, lower(r.in_force), upper(r.in_force), a.document
      from accounts.absences a join accounts.residents r using (building_id, account_id, resident_no)
      left join accounts.absence_decisions d on d.building_id = a.building_id and d.account_id = a.account_id
        and d.absence_no = a.absence_no and d.decision = 'accepted'
      where a.${within} and r.${within} and daterange(a.left_on, a.returned_on) && ${month}
        and not ${isAbsence(leaving)} and (${isAbsence(trying)} or d.absence_no is not null
        and not exists (select from accounts.absence_decisions w where w.building_id = a.building_id
          and w.account_id = a.account_id and w.absence_no = a.absence_no and w.decision = 'withdrawn'))
      order by a.building_id, a.account_id, a.absence_no`);
  const isFailure = (fact: TriedFact | undefined): string =>
    fact?.kind === "failure" ? `f.failure_no = ${fact.no}` : "false";
  // A failure of an entrance is one of each of its premises.
  await add(`select f.building_id, 'Q', f.failure_no, coalesce(f.premises_id, p.premises_id), (extract(epoch from f.started_at) / 60)::integer,
      (extract(epoch from f.ended_at) / 60)::integer, f.measured, f.document, s.standard_id, s.supply, s.kind, s.condition,
      s.measured_from, s.measured_to, s.rule, s.allowed_hours, s.allowed_hours_at_once, s.percent, s.least, s.most,
      s.tolerance_by_day, s.tolerance_by_night, s.tolerance_above, s.step, s.removes_unsupplied, s.clause
      from metering.supply_failures f join metering.supply_standards s using (standard_id)
      left join addresses.premises p on p.building_id = f.building_id and p.entrance = f.entrance
      left join metering.supply_failure_decisions d on d.building_id = f.building_id and d.failure_no = f.failure_no
        and d.decision = 'accepted'
      where f.${within} and f.started_at < '${endDay(of.period)}' and f.ended_at > '${firstDay(of.period)}'
        and (f.entrance is null or p.premises_id is not null) and not ${isFailure(leaving)}
        and (${isFailure(trying)} or d.failure_no is not null
        and not exists (select from metering.supply_failure_decisions w where w.building_id = f.building_id
          and w.failure_no = f.failure_no and w.decision = 'withdrawn'))
      order by f.building_id, f.failure_no, 4`);
}

/** Formula 18 prices the heat of a building's own boiler by its fuel. */
const MADE_HEAT = "heating_made";
const FUEL = serviceId("GAS");
const HEATED = serviceId("HEATING");
/** A calculation method's line that puts this method over the terms. */
const isOfMadeHeat = (line: string): boolean => line.split("\t", 5)[4] === MADE_HEAT;

/** Formula 20 makes the price of a building's own hot water out of the rates of water and heat. */
function withPriced(services: ReadonlySet<ServiceId>): ReadonlySet<ServiceId> {
  return services.has(serviceId("HOT_WATER")) ? new Set([...services, ...PRICED_BY]) : services;
}
const PRICED_BY = ["COLD_WATER", "HOT_WATER_WATER", "HOT_WATER_HEAT", "HEATING"].map(serviceId);

/** The columns of a calculation method as a line of the facts, with the formula that it has chosen. */
const METHOD_COLUMNS = (level: string, account: string): string =>
  `'W', w.service_id, ${level}, ${account}, w.method, w.volume, w.missing, w.area, w.rounding, lower(w.in_force),
      upper(w.in_force), b.title, f.code, w.version, coalesce(u.name, ''), v.unit, v.gives, v.text`;
const METHOD_JOINS = `join tariffs.bases b using (basis_id)
      left join formulas.formulas f using (formula_id) left join formulas.versions v using (formula_id, version)
      left join access.users u on u.user_id = v.written_by`;

/** The city's and the company's values and calculation methods that are in force in the month: read once a run, given to each building. */
export interface CityValues {
  linesFor(services: ReadonlySet<number>): string;
  readonly penalties: PenaltyRules | undefined;
}

export async function readCityValues(
  tx: Tx,
  of: { organization: OrganizationId; period: Period },
): Promise<CityValues> {
  const lines: { service: number; line: string }[] = [];
  await copyLines(
    tx,
    `select v.service_id, 'V', v.service_id, v.parameter, v.variant, v.zone, v.range_from,
      case v.organization_id when 0 then 'city' else 'organization' end, v.provider_id, 0, v.value, lower(v.in_force), upper(v.in_force), b.title
      from tariffs.city_values v join tariffs.bases b using (basis_id)
      where v.in_force && daterange('${firstDay(of.period)}', '${endDay(of.period)}') and v.organization_id in (0, ${of.organization})
      order by v.service_id, v.parameter, v.variant, v.zone, v.range_from, v.organization_id, v.provider_id, v.in_force`,
    (service, line) => lines.push({ service, line }),
  );
  await copyLines(
    tx,
    `select w.service_id, ${METHOD_COLUMNS("case w.organization_id when 0 then 'city' else 'organization' end", "0")}
      from formulas.city_methods w ${METHOD_JOINS}
      where w.in_force && daterange('${firstDay(of.period)}', '${endDay(of.period)}') and w.organization_id in (0, ${of.organization})
      order by w.service_id, w.organization_id, w.in_force`,
    (service, line) => lines.push({ service, line }),
  );
  const isMadeByMethod = lines.some(({ line }) => line.startsWith("W") && isOfMadeHeat(line));
  const made = new Map<string, string>();
  const penalties = await readPenaltyRules(tx, of);
  return {
    penalties,
    linesFor(own) {
      const services = isMadeByMethod && own.has(HEATED) ? new Set([...own, FUEL]) : own;
      const key = [...services].sort((a, b) => a - b).join();
      let text = made.get(key);
      if (text === undefined) {
        text = lines
          .filter(({ service }) => services.has(service))
          .map(({ line }) => line)
          .join("");
        made.set(key, text);
      }
      return text;
    },
  };
}

async function addTerms(
  tx: Tx,
  within: string,
  month: string,
  documents: ReadonlyMap<BuildingId, string[]>,
): Promise<Map<BuildingId, Set<ServiceId>>> {
  const services = new Map<BuildingId, Set<ServiceId>>();
  await copyLines(
    tx,
    `select building_id, 'T', service_id, account_id, provider_id, method, lower(in_force), upper(in_force)
     from tariffs.service_terms where ${within} and in_force && ${month} order by building_id, service_id, account_id, in_force`,
    (building, line) => {
      documents.get(building as BuildingId)?.push(line);
      const own = services.get(building as BuildingId) ?? new Set();
      services.set(building as BuildingId, own);
      const field = line.split("\t", 5);
      own.add(Number(field[1]) as ServiceId);
      if (field[4] === MADE_HEAT) own.add(FUEL);
    },
  );
  return services;
}

interface GatheredMeter {
  readonly building: number;
  readonly meter: number;
  readonly premises: number | undefined;
  /** Out of verification or broken on some day of the month. */
  readonly unreliable: boolean;
}

async function addMeters(
  tx: Tx,
  of: { within: string; period: Period; documents: ReadonlyMap<BuildingId, string[]> },
): Promise<GatheredMeter[]> {
  const end = endDay(of.period);
  const meters: GatheredMeter[] = [];
  await copyLines(
    tx,
    `select m.building_id, 'M', m.meter_id, m.premises_id, m.resource, m.serial, m.integer_digits, m.ratio, m.installed_on,
       m.removed_on, v.verified_until, f.broken_from
     from metering.meters m
     left join (select building_id, meter_id, max(verified_until) as verified_until from metering.verifications
       where ${of.within} and verified_on < '${end}' group by 1, 2) v using (building_id, meter_id)
     left join (select building_id, meter_id, min(lower(in_force)) as broken_from from metering.faults
       where ${of.within} and in_force && daterange('${firstDay(of.period)}', '${end}') group by 1, 2) f using (building_id, meter_id)
     where m.${of.within} and m.installed_on < '${end}' and (m.removed_on is null or m.removed_on >= '${firstDay(of.period)}')
     order by m.building_id, m.meter_id`,
    (building, line) => {
      of.documents.get(building as BuildingId)?.push(line);
      const field = line.trimEnd().split("\t");
      const verifiedUntil = field[9] ?? "\\N";
      meters.push({
        building,
        meter: Number(field[1]),
        premises: field[2] === "\\N" ? undefined : Number(field[2]),
        unreliable: field[10] !== "\\N" || (verifiedUntil !== "\\N" && verifiedUntil < end),
      });
    },
  );
  return meters;
}

/**
 * Readings. An ordinary month needs the reading of this month and of the last one; one from half a year ago gives the
 * average that a slipped decimal point is judged by. Meters that miss a reading, are out of verification or broken
 * need the whole year before, and what was billed by estimate since their last reading.
 */
async function addReadings(
  tx: Tx,
  of: {
    within: string;
    period: Period;
    documents: ReadonlyMap<BuildingId, string[]>;
    meters: readonly GatheredMeter[];
  },
): Promise<void> {
  const fromThis = afterDeadline(addMonths(of.period, -1));
  const fromLast = afterDeadline(addMonths(of.period, -2));
  const halfYear = {
    from: afterDeadline(addMonths(of.period, -8)),
    to: afterDeadline(addMonths(of.period, -7)),
  };
  const end = endDay(of.period);
  const lines = new Map<BuildingId, ReadingLine[]>();
  const seen = new Map<string, { last: boolean; present: boolean; fell: boolean }>();
  const shown = new Map<string, bigint>();
  const columns = `r.meter_id, r.scale, r.taken_on, r.value, r.mark, r.source`;
  const collect = (building: number, line: string) => {
    const field = line.split("\t");
    const takenOn = field[3] as Day;
    const list = lines.get(building as BuildingId) ?? [];
    lines.set(building as BuildingId, list);
    // A correction is a later version of the same reading: it replaces the one before it in the ordered list.
    const previous = list.at(-1);
    if (previous && previous.key === `${field[1]}|${field[2]}|${takenOn}`) list.pop();
    list.push({
      key: `${field[1]}|${field[2]}|${takenOn}`,
      meter: Number(field[1]),
      scale: Number(field[2]),
      takenOn,
      line,
    });
    const id = `${building}|${field[1]}`;
    const state = seen.get(id) ?? { last: false, present: false, fell: false };
    seen.set(id, state);
    const value = BigInt(field[4] ?? 0);
    if ((shown.get(`${id}|${field[2]}`) ?? 0n) > value) state.fell = true;
    shown.set(`${id}|${field[2]}`, value);
    if (takenOn >= fromThis) state.present = true;
    else if (takenOn >= fromLast) state.last = true;
  };
  await copyLines(
    tx,
    `select r.building_id, 'G', ${columns} from metering.readings r
     where r.${of.within} and (r.taken_on >= '${fromLast}' and r.taken_on < '${end}'
       or r.taken_on >= '${halfYear.from}' and r.taken_on < '${halfYear.to}')
     order by r.building_id, r.taken_on, r.meter_id, r.scale, r.version`,
    collect,
  );

  const doubtful = of.meters.filter((meter) => {
    const state = seen.get(`${meter.building}|${meter.meter}`);
    // A building's meter is read at any day of the month, so its months cannot be told apart here: always the year.
    // A dial that shows less than half a year ago has passed zero: the reading that says so may lie between.
    return meter.premises === undefined || meter.unreliable || !state?.last || !state.present || state.fell;
  });
  if (doubtful.length > 0) {
    // An even-year payment of heat looks at the building's whole last year: from December two years ago.
    const evenYear = afterDeadline(addMonths(of.period, -26));
    const estimates = afterDeadline(addMonths(of.period, -14));
    await copyLines(
      tx,
      `select r.building_id, 'G', ${columns}
       from unnest('${intArray(doubtful.map((meter) => meter.building))}'::integer[], '${intArray(doubtful.map((meter) => meter.meter))}'::integer[],
         '{${doubtful.map((meter) => (meter.premises === undefined ? evenYear : estimates)).join(",")}}'::date[]) as d (building_id, meter_id, since)
       join metering.readings r using (building_id, meter_id)
       where r.taken_on >= d.since and r.${of.within} and r.taken_on < '${fromLast}'
         and not (r.taken_on >= '${halfYear.from}' and r.taken_on < '${halfYear.to}')
       order by r.building_id, r.taken_on, r.meter_id, r.scale, r.version`,
      collect,
    );
    await addEstimated(tx, of, doubtful);
  }
  for (const [building, list] of lines) {
    list.sort(
      (a, b) =>
        a.meter - b.meter ||
        a.scale - b.scale ||
        (a.takenOn < b.takenOn ? -1 : a.takenOn > b.takenOn ? 1 : 0),
    );
    of.documents.get(building)?.push(list.map(({ line }) => line).join(""));
  }
}

interface ReadingLine {
  readonly key: string;
  readonly meter: number;
  readonly scale: number;
  readonly takenOn: Day;
  readonly line: string;
}

/** Bases average and norm of the last year, of the accounts whose meters are doubtful. See EstimatedVolume. */
async function addEstimated(
  tx: Tx,
  of: { period: Period; documents: ReadonlyMap<BuildingId, string[]> },
  doubtful: readonly GatheredMeter[],
): Promise<void> {
  const own = doubtful.filter((meter) => meter.premises !== undefined);
  if (own.length === 0) return;
  await copyLines(
    tx,
    `select e.building_id, 'E', e.account_id, e.service_id, e.part, e.charged_for, sum(e.volume)
     from (select distinct * from unnest('${intArray(own.map((meter) => meter.building))}'::integer[], '${intArray(own.map((meter) => meter.premises ?? 0))}'::integer[]) as d (building_id, premises_id)) d
     join accounts.accounts a using (building_id, premises_id)
     join ledger.booked_entries e on e.building_id = a.building_id and e.account_id = a.account_id
     where e.kind in (1, 3) and e.basis in (3, 4) and e.charged_for >= ${periodNumber(addMonths(of.period, -13))}
       and e.charged_for < ${periodNumber(of.period)} and e.period >= ${periodNumber(addMonths(of.period, -13))}
     group by 1, 3, 4, 5, 6 having sum(e.volume) <> 0 order by 1, 3, 4, 5, 6`,
    (building, line) => of.documents.get(building as BuildingId)?.push(line),
  );
}

/** Readings up to the 25th count for the month (charges.md 4.5), so the next month's begin on the 26th. */
const afterDeadline = (of: Period): Day => `${of}-26` as Day;

/** Streams `copy (query) to stdout`; the first column is the building, the rest is handed on with its newline. */
export async function copyLines(
  tx: Tx,
  query: string,
  take: (first: number, rest: string) => void,
): Promise<void> {
  const source = tx.client.query(copyStreams.to(`copy (${query}) to stdout`));
  let tail = "";
  const decoder = new TextDecoder();
  const consume = (text: string) => {
    let start = 0;
    for (;;) {
      const end = text.indexOf("\n", start);
      if (end < 0) break;
      const tab = text.indexOf("\t", start);
      take(Number(text.slice(start, tab)), text.slice(tab + 1, end + 1));
      start = end + 1;
    }
    tail = text.slice(start);
  };
  await pipeline(
    source,
    new Writable({
      write(chunk: Buffer, _encoding, done) {
        consume(tail + decoder.decode(chunk, { stream: true }));
        done();
      },
    }),
  );
}
