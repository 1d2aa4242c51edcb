import type { BuildingId, OrganizationId } from "#core/ids";
import { addDays } from "#core/day";
import {
  addMonths,
  endDay,
  firstDay,
  type Period,
  period,
  periodFromNumber,
  periodNumber,
  periodsFrom,
} from "#core/period";
import { intArray, type Tx } from "#platform/database";
import { type CityValues, gatherFacts, readCityValues } from "../gather.ts";
import { HEATING } from "../rules/heating-year.ts";

/** The correction is made in the first quarter (charges.md 4.2): a reading that comes in February is still in time. */
const MONTHS_OF_CORRECTION = 3;

interface CorrectedYear {
  readonly first: Period;
  readonly last: Period;
  /** The last month whose runs look at every building; those of later months look where a fact of the year came late. */
  readonly lastOfAll: Period;
  readonly isOver: boolean;
}

/** A claim of a month is late after three years (ГК РФ art. 196): those of an older year would all be. */
const YEARS_BACK = 3;

/** The years that a month's run corrects the heating of, oldest first. */
const yearsCorrectedIn = (month: Period): CorrectedYear[] =>
  Array.from({ length: YEARS_BACK }, (_, i) => {
    const back = YEARS_BACK - i;
    const year = Number(month.slice(0, 4)) - back;
    const last = period(`${year}-12`);
    return {
      first: period(`${year}-01`),
      last,
      lastOfAll: addMonths(last, MONTHS_OF_CORRECTION),
      isOver: back > 1 || Number(month.slice(5)) > MONTHS_OF_CORRECTION,
    };
  });

/**
 * Adds to the facts documents of buildings that paid evenly for heating last year what the year's correction needs: the
 * lines of its twelve months that speak of heat, and what was billed. A fixed number of queries for a batch. After the
 * months of correction only those are asked about of which a fact of the year, or of one before it, came since: that is
 * a further correction, and the runs after it find it made. The same holds of the two years before the last one.
 */
export async function addHeatingYear(
  tx: Tx,
  of: {
    documents: Map<BuildingId, string>;
    organization: OrganizationId;
    month: Period;
    /** Those of the run's own month: the year's are kept beside them for its other batches. */
    values: CityValues;
  },
): Promise<void> {
  for (const year of yearsCorrectedIn(of.month)) await addYear(tx, of, year);
}

async function addYear(tx: Tx, of: Parameters<typeof addHeatingYear>[1], year: CorrectedYear): Promise<void> {
  const buildings = await listPaidEvenly(tx, { buildings: [...of.documents.keys()], ...year });
  if (buildings.length === 0) return;
  const added = new Map<BuildingId, string[]>(buildings.map((building) => [building, []]));
  for (const month of periodsFrom(year.first, year.last)) {
    const { organization } = of;
    const values = await valuesOfMonth(tx, { organization, month, run: of.values });
    const facts = await gatherFacts(tx, { buildings, period: month, organization, values });
    for (const [building, text] of facts)
      for (const line of heatLines(text)) added.get(building)?.push(`H\t${month}\t${line}\n`);
  }
  const rows = await tx.query<{
    building_id: number;
    account_id: number;
    provider_id: number;
    charged_for: number;
    volume: bigint;
    amount: bigint;
  }>(
    `select building_id, account_id, provider_id, charged_for, sum(volume)::bigint as volume, sum(amount)::bigint as amount
     from ledger.booked_entries
     where building_id = any ($1::integer[]) and service_id = $2 and kind in (1, 2) and charged_for between $3 and $4 and period >= $3
     group by 1, 2, 3, 4 order by 1, 4, 2, 3`,
    [intArray(buildings), HEATING, periodNumber(year.first), periodNumber(year.last)],
  );
  for (const row of rows)
    added
      .get(row.building_id as BuildingId)
      ?.push(
        `Y\t${periodFromNumber(row.charged_for)}\t${row.account_id}\t${row.provider_id}\t${row.volume}\t${row.amount}\n`,
      );
  for (const [building, lines] of added)
    of.documents.set(building, (of.documents.get(building) ?? "") + lines.join(""));
}

const valuesOfRuns = new WeakMap<CityValues, Map<Period, CityValues>>();

async function valuesOfMonth(
  tx: Tx,
  of: { organization: OrganizationId; month: Period; run: CityValues },
): Promise<CityValues> {
  const known = valuesOfRuns.get(of.run) ?? new Map<Period, CityValues>();
  valuesOfRuns.set(of.run, known);
  const values =
    known.get(of.month) ?? (await readCityValues(tx, { organization: of.organization, period: of.month }));
  known.set(of.month, values);
  return values;
}

async function listPaidEvenly(
  tx: Tx,
  of: CorrectedYear & { buildings: readonly BuildingId[] },
): Promise<BuildingId[]> {
  const rows = await tx.query<{ building_id: number }>(
    `select distinct t.building_id from tariffs.service_terms t
     where t.building_id = any ($1::integer[]) and t.method = 'heating_even_year' and t.in_force @> $2::date
       and (not $3 or exists (select from charging.late_facts l
         where l.building_id = t.building_id and l.from_day < $4::date and l.noticed_at >= (
           select max(r.started_at) from charging.facts f join ledger.counted_runs using (run_id) join charging.runs r using (run_id)
           where f.building_id = l.building_id and f.charged_for = $5)))
     order by 1`,
    [
      intArray(of.buildings),
      addDays(firstDay(of.last), 1),
      of.isOver,
      endDay(of.last),
      periodNumber(of.lastOfAll),
    ],
  );
  return rows.map((row) => row.building_id as BuildingId);
}

/** States, areas, accounts; of terms, values, meters and readings those of heat. */
function heatLines(text: string): string[] {
  const meters = new Set<string>();
  return text
    .split("\n")
    .slice(1)
    .filter((line) => {
      const f = line.split("\t", 4);
      switch (f[0]) {
        case "B":
        case "P":
        case "A":
          return true;
        case "T":
        case "W":
        case "V":
          return f[1] === String(HEATING);
        case "M":
          if (f[3] === "heat") meters.add(f[1] ?? "");
          return f[3] === "heat";
        case "G":
          return meters.has(f[1] ?? "");
        default:
          return false;
      }
    });
}
