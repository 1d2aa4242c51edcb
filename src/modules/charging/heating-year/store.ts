import type { BuildingId, OrganizationId } from "#core/ids";
import { addDays } from "#core/day";
import { firstDay, type Period, period, periodFromNumber, periodNumber, periodsFrom } from "#core/period";
import { intArray, type Tx } from "#platform/database";
import { type CityValues, gatherFacts, readCityValues } from "../gather.ts";
import { HEATING } from "../rules/heating-year.ts";

/** The correction is made in the first quarter (charges.md 4.2): a reading that comes in February is still in time. */
const MONTHS_OF_CORRECTION = 3;

/** The year that a month's run corrects the heating of, as its first and last month. */
export function yearCorrectedIn(month: Period): { first: Period; last: Period } | undefined {
  if (Number(month.slice(5)) > MONTHS_OF_CORRECTION) return undefined;
  const year = Number(month.slice(0, 4)) - 1;
  return { first: period(`${year}-01`), last: period(`${year}-12`) };
}

/**
 * Adds to the facts documents of buildings that paid evenly for heating last year what the year's correction needs: the
 * lines of its twelve months that speak of heat, and what was billed. A fixed number of queries for a batch.
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
  const year = yearCorrectedIn(of.month);
  if (!year) return;
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
  of: { buildings: readonly BuildingId[]; first: Period; last: Period },
): Promise<BuildingId[]> {
  const rows = await tx.query<{ building_id: number }>(
    `select distinct building_id from tariffs.service_terms
     where building_id = any ($1::integer[]) and method = 'heating_even_year' and in_force @> $2::date order by 1`,
    [intArray(of.buildings), addDays(firstDay(of.last), 1)],
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
