import type { ServiceId, UserId } from "#core/ids";
import { fromMillionths, toDecimal } from "#core/exact";
import { endDay, firstDay } from "#core/period";
import { listUsers } from "#modules/access";
import { type AccountFound, listAccountRecords } from "#modules/accounts";
import { listPremisesRecords } from "#modules/addresses";
import { type BuildingFacts, type ExplanationNode, sourceOf } from "#modules/charging";
import { listReadingRecords } from "#modules/metering";
import { listOwnedValuesFor } from "#modules/tariffs";
import type { Ctx } from "#platform/context";
import type { Tx } from "#platform/database";
import { within } from "#platform/deed";

/** The last versions and those before them, of some three years of a flat's meters and its building's. */
const READINGS_MAX = 800;

type Recorded = NonNullable<ExplanationNode["recorded"]>;
/** What a workings' input says of itself when its record is laid beside it. */
type Beside = Pick<ExplanationNode, "source" | "recorded">;

/** Lays the records beside the workings of one service. */
type TellRecords = (root: ExplanationNode, service: ServiceId) => ExplanationNode;

/**
 * Who wrote down what a charge was calculated from, and when: readings by meter, day and value; rates and norms by
 * owner, day and document; the area, the residents and the common property by the day since when they hold. The facts
 * kept with a run are the inputs alone, so a record that was corrected since is not found and nothing is told of it.
 */
export async function recordsOf(
  ctx: Ctx,
  tx: Tx,
  { place, facts }: { readonly place: AccountFound; readonly facts: BuildingFacts },
): Promise<TellRecords> {
  const days = { from: firstDay(facts.period), to: endDay(facts.period) };
  const readings = await listReadingRecords(tx, { ...place, limit: READINGS_MAX, ofBuilding: true });
  const values = await listOwnedValuesFor(tx, { ...place, ...days, organization: facts.organization });
  const beside = await recordsByStep(tx, { place, facts });
  const people = [...readings, ...beside.values()].flatMap(({ recordedBy }) => recordedBy ?? []);
  const names = new Map(
    people.length === 0 ? [] : (await listUsers(within(ctx, tx))).map((user) => [user.id, user.name]),
  );
  const named = (one: { readonly recordedAt: Date; readonly recordedBy: UserId | undefined }): Recorded => ({
    at: one.recordedAt,
    by: one.recordedBy === undefined ? undefined : names.get(one.recordedBy),
  });
  // The last version stands for a reading: the workings know it by its meter, day and value.
  const ofReadings = new Map(
    readings.map((one) => [`${one.serial}|${one.takenOn}|${decimal(one.value)}`, named(one)]),
  );
  const ofValues = new Map(
    values.map((one): [string, Recorded] => [
      `${one.service}|${sourceOf(one)}|${decimal(one.value)}`,
      { at: one.recordedAt, by: one.recordedBy },
    ]),
  );
  const told = (node: ExplanationNode, service: ServiceId, serial?: string): ExplanationNode => {
    const { source = "", value = "" } = node;
    const own = beside.get(node.name);
    const recorded =
      (serial === undefined ? undefined : ofReadings.get(`${serial}|${source.slice(0, 10)}|${value}`)) ??
      ofValues.get(`${service}|${source}|${value}`);
    const said: Beside =
      own && node.source === undefined
        ? {
            source: own.source,
            ...(own.recordedAt ? { recorded: named({ ...own, recordedAt: own.recordedAt }) } : {}),
          }
        : recorded
          ? { recorded }
          : {};
    const children = node.children.map((child) =>
      told(child, service, node.name === "meter" ? node.note : undefined),
    );
    return { ...node, ...said, children };
  };
  return told;
}

const decimal = (millionths: bigint): string => toDecimal(fromMillionths(millionths), 6);

interface StepRecord {
  readonly source: string;
  readonly recordedAt: Date | undefined;
  readonly recordedBy: UserId | undefined;
}

/** Steps whose input is a record of the account, its premises or its building, with the record as the month ends. */
async function recordsByStep(
  tx: Tx,
  { place, facts }: { readonly place: AccountFound; readonly facts: BuildingFacts },
): Promise<Map<ExplanationNode["name"], StepRecord>> {
  const steps = new Map<ExplanationNode["name"], StepRecord>();
  const nobody = { recordedAt: undefined, recordedBy: undefined };
  const area = facts.premises.find(({ id }) => id === place.premises)?.states.at(-1);
  if (area) {
    const record = (await listPremisesRecords(tx, place)).find(({ from }) => from === area.from);
    steps.set("area", { source: `facts: premises ${area.from}`, ...(record ?? nobody) });
  }
  const since = facts.residents
    .filter(({ account }) => account === place.account)
    .reduce<string | undefined>(
      (last, { from }) => (last !== undefined && last > from ? last : from),
      undefined,
    );
  if (since !== undefined) {
    const record = (await listAccountRecords(tx, place)).find(
      ({ what, from }) => what === "resident" && from === since,
    );
    steps.set("persons", { source: `facts: residents ${since}`, ...(record ?? nobody) });
  }
  const building = facts.states.at(-1);
  if (building) steps.set("common_property_area", { source: `facts: building ${building.from}`, ...nobody });
  for (const step of ["total_area", "disconnected_area"] as const)
    steps.set(step, { source: "facts: premises_of_building", ...nobody });
  return steps;
}
