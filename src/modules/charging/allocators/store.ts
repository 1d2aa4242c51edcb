import type { BuildingId } from "#core/ids";
import { addMonths, type Period, periodNumber } from "#core/period";
import { intArray, type Tx } from "#platform/database";
import { copyLines } from "../gather.ts";
import { HEATING } from "../rules/heating-year.ts";

/** A span is divided by the runs of the twelve months after it: a count that is corrected in them is still in time. */
const MONTHS_OF_CORRECTION = 12;
/** A claim of a month is late after three years (ГК РФ art. 196): no span is divided that ended before them. */
const MONTHS_BACK = 36;

/**
 * Adds to the facts documents of buildings with heat-cost allocators their counts of spans that ended in the year
 * before the month, and what those spans were charged. A fixed number of queries for a batch. Of older spans those are
 * added that were counted, or counted otherwise, after the last month of their own correction was charged: that is a
 * further correction, and the runs after it find it made.
 */
export async function addAllocators(
  tx: Tx,
  of: { documents: Map<BuildingId, string>; month: Period },
): Promise<void> {
  const buildings = `'${intArray([...of.documents.keys()])}'::integer[]`;
  const last = periodNumber(addMonths(of.month, -1));
  const first = periodNumber(addMonths(of.month, -MONTHS_OF_CORRECTION));
  const oldest = periodNumber(addMonths(of.month, -MONTHS_BACK));
  // The last month of a span's own correction is a year after its last month: yyyymm + 100.
  const counts = `(select distinct on (building_id, from_month, premises_id) * from metering.allocator_units n
      where building_id = any (${buildings}) and to_month between ${oldest} and ${last}
        and (to_month >= ${first} or exists (select from metering.allocator_units c
          where c.building_id = n.building_id and c.from_month = n.from_month and c.recorded_at >= (
            select max(r.started_at) from charging.facts f join ledger.counted_runs using (run_id) join charging.runs r using (run_id)
            where f.building_id = c.building_id and f.charged_for = c.to_month + 100)))
      order by building_id, from_month, premises_id, version desc) u`;
  const lastDay =
    "(make_date(u.to_month / 100, u.to_month % 100, 1) + interval '1 month' - interval '1 day')::date";
  const added = new Map<BuildingId, string[]>();
  const add = async (sql: string) => {
    await copyLines(tx, sql, (building, line) => {
      const own = added.get(building as BuildingId) ?? [];
      added.set(building as BuildingId, own);
      own.push(line);
    });
  };
  // A communal flat stands in the sum as its rooms.
  await add(`select u.building_id, 'K', ${MONTH("u.from_month")}, ${MONTH("u.to_month")}, coalesce(sum(s.total_area), 0)
      from (select distinct building_id, from_month, to_month from ${counts}) u
      left join addresses.premises_states s on s.building_id = u.building_id and s.in_force @> ${lastDay}
        and not exists (select from addresses.premises r where r.building_id = s.building_id and r.flat_id = s.premises_id)
      group by u.building_id, u.from_month, u.to_month order by u.building_id, u.from_month`);
  if (added.size === 0) return;
  await add(`select u.building_id, 'D', ${MONTH("u.from_month")}, u.premises_id, coalesce(s.total_area, 0), u.units, u.document
      from ${counts} left join addresses.premises_states s on s.building_id = u.building_id
        and s.premises_id = u.premises_id and s.in_force @> ${lastDay}
      order by u.building_id, u.from_month, u.premises_id`);
  await add(`select u.building_id, 'X', ${MONTH("u.from_month")}, ${MONTH("e.charged_for")}, e.account_id, u.premises_id, e.provider_id,
      sum(e.volume), sum(e.amount), e.kind = 7
      from ${counts} join accounts.accounts a on a.building_id = u.building_id and a.premises_id = u.premises_id
      join ledger.booked_entries e on e.building_id = a.building_id and e.account_id = a.account_id and e.service_id = ${HEATING}
        and e.charged_for between u.from_month and u.to_month and e.period >= u.from_month
        and (e.kind in (1, 2) or e.kind = 7 and e.part = 0)
      group by u.building_id, u.from_month, e.charged_for, e.account_id, u.premises_id, e.provider_id, e.kind = 7
      order by u.building_id, u.from_month, e.charged_for, e.account_id, e.provider_id, e.kind = 7`);
  for (const [building, lines] of added)
    of.documents.set(building, (of.documents.get(building) ?? "") + lines.join(""));
}

/** "2026-09" of 202609. */
const MONTH = (number: string): string =>
  `to_char(make_date(${number} / 100, ${number} % 100, 1), 'YYYY-MM')`;
