import { must } from "#core/assert";
import { addDays, type Day } from "#core/day";
import type { BuildingId, OrganizationId, PremisesId } from "#core/ids";
import { addMonths, endDay, firstDay, type Period, previous } from "#core/period";
import { ok, refuse, type Result } from "#core/result";
import { type AccountHolder, findResidents, listHolders, type Resident } from "#modules/accounts";
import {
  type BuildingLine,
  findBuilding,
  listBuildingLines,
  listPremises,
  type Premises,
} from "#modules/addresses";
import {
  indexValues,
  listServices,
  listTermsOn,
  listValuesFor,
  type Service,
  type ServiceTerms,
  type ValueIndex,
} from "#modules/tariffs";
import type { Ctx } from "#platform/context";
import type { Tx } from "#platform/database";
import type { MeteringRefusal } from "./contract.ts";
import type { Meter, Reading } from "./model.ts";
import { type EntryScale, entryScaleOf } from "./rules/entry-scale.ts";
import { scalesOf } from "./rules/judge-reading.ts";
import { monthIndex, READING_DEADLINE } from "./rules/months.ts";
import { type NormHint, normHintOf } from "./rules/norm-hint.ts";
import type { ReadingPicture } from "./pictures/model.ts";
import { listPictures } from "./pictures/store.ts";
import * as store from "./store.ts";

export interface EntryMeter extends Meter {
  readonly norm: NormHint | undefined;
  /** Sent by residents in the month. */
  readonly pictures: readonly ReadingPicture[];
  readonly scales: readonly EntryScale<Reading>[];
}

/** A line of the sheet: a premises with its meters, or the building's own where it has no premises. */
export interface EntryRow {
  readonly premises: PremisesId | undefined;
  readonly number: string;
  readonly kind: string;
  readonly entrance: number | undefined;
  readonly storey: number | undefined;
  readonly accounts: readonly { readonly number: string; readonly holder: string }[];
  readonly persons: number;
  readonly meters: readonly EntryMeter[];
}

/** A building's meters in a month, as one sheet to be filled in. */
export interface EntrySheet {
  readonly building: BuildingLine;
  readonly period: Period;
  /** The last day on which a reading of premises counts for the month. */
  readonly deadline: Day;
  readonly rows: readonly EntryRow[];
}

/** As far back as the average of a heat meter looks, which rests in summer; the strip shows thirteen months. */
const MONTHS_READ = 16;

/** The sheet of a building: everything a clerk needs beside the dials, by a fixed number of questions. */
export async function entrySheetOf(
  ctx: Ctx,
  of: { readonly building: BuildingId; readonly period: Period },
): Promise<Result<EntrySheet, MeteringRefusal>> {
  return ctx.transaction(async (tx) => {
    const card = await findBuilding(tx, of.building);
    if (!card) return refuse({ code: "metering.building_not_found", building: of.building });
    const from = firstDay(of.period);
    const to = endDay(of.period);
    const meters = await store.listMetersInUse(tx, { building: of.building, from, to });
    const readings = await readHistories(tx, meters, of);
    const pictures = Map.groupBy(
      await listPictures(tx, { building: of.building, meters: meters.map(({ id }) => id), from, to }),
      ({ meter }) => meter,
    );
    const last = addDays(to, -1);
    const norms = await readNorms(tx, {
      building: of.building,
      organization: card.organization,
      improvement: card.state?.improvement ?? "",
      on: last < ctx.today ? last : ctx.today,
    });
    const people = await readPeople(tx, of.building, { from, to, on: norms.on });
    const premises = await listPremises(tx, of.building);
    const byPremises = Map.groupBy(meters, (meter) => meter.premises);
    const rowOf = (at: Premises | undefined): EntryRow[] => {
      const own = byPremises.get(at?.id);
      if (!own) return [];
      const holders = people.holders.get(at?.id) ?? [];
      const persons = holders.reduce((sum, { account }) => sum + (people.persons.get(account) ?? 0), 0);
      return [
        {
          premises: at?.id,
          number: at?.number ?? "",
          kind: at?.kind ?? "building",
          entrance: at?.entrance,
          storey: at?.storey,
          accounts: holders.map(({ number, holder }) => ({ number, holder })),
          persons,
          meters: own.map((meter) => ({
            ...meter,
            pictures: pictures.get(meter.id) ?? [],
            norm: at && normHintOf({ ...norms, resource: meter.resource, persons, ...at }),
            scales: scalesOf(meter).map((scale) =>
              entryScaleOf({
                meter,
                scale,
                readings: readings.get(`${meter.id}|${scale}`) ?? [],
                month: monthIndex(of.period),
                today: ctx.today,
              }),
            ),
          })),
        },
      ];
    };
    return ok({
      building: card,
      period: of.period,
      deadline: deadlineOf(of.period),
      rows: [undefined, ...premises].flatMap(rowOf),
    });
  });
}

/** Buildings that have meters, in the order of their addresses, with how far each has been read in the month. */
export async function entryRoute(
  ctx: Ctx,
  of: { readonly organization: OrganizationId | undefined; readonly period: Period },
): Promise<(BuildingLine & { readonly meters: number; readonly read: number })[]> {
  return ctx.transaction(async (tx) => {
    const buildings = await listBuildingLines(tx, of.organization);
    const coverage = await store.countCoverage(tx, {
      buildings: buildings.map(({ id }) => id),
      first: firstDay(of.period),
      last: addDays(endDay(of.period), -1),
      after: deadlineOf(previous(of.period)),
      through: deadlineOf(of.period),
    });
    const counts = new Map(coverage.map((count) => [count.building, count]));
    return buildings.flatMap((building) => {
      const count = counts.get(building.id);
      return count ? [{ ...building, meters: count.meters, read: count.read }] : [];
    });
  });
}

const deadlineOf = (period: Period): Day => `${period}-${READING_DEADLINE}` as Day;

/** The readings of the last months, by meter and scale; of a scale that was silent, the last one before. */
async function readHistories(
  tx: Tx,
  meters: readonly Meter[],
  of: { readonly building: BuildingId; readonly period: Period },
): Promise<ReadonlyMap<string, readonly Reading[]>> {
  const from = firstDay(addMonths(of.period, -MONTHS_READ));
  const keyOf = (at: { readonly meter: number; readonly scale: number }): string => `${at.meter}|${at.scale}`;
  const readings = await store.listReadingsOfBuilding(tx, {
    building: of.building,
    from,
    to: endDay(of.period),
  });
  const histories = Map.groupBy(readings, keyOf);
  const silent = meters
    .flatMap((meter) =>
      scalesOf(meter).map((scale) => ({ building: meter.building, meter: meter.id, scale, day: from })),
    )
    .filter((at) => !histories.has(keyOf(at)));
  for (const reading of await store.findReadingsBefore(tx, silent)) histories.set(keyOf(reading), [reading]);
  return histories;
}

interface Norms {
  readonly services: readonly Service[];
  readonly terms: readonly ServiceTerms[];
  readonly values: ValueIndex;
  readonly improvement: string;
  readonly on: Day;
}

async function readNorms(
  tx: Tx,
  of: {
    readonly building: BuildingId;
    readonly organization: OrganizationId | undefined;
    readonly improvement: string;
    readonly on: Day;
  },
): Promise<Norms> {
  const values = await listValuesFor(tx, {
    building: of.building,
    organization: of.organization ?? 0,
    on: of.on,
  });
  return {
    services: await listServices(tx),
    terms: await listTermsOn(tx, of.building, of.on),
    values: indexValues(values),
    improvement: of.improvement,
    on: of.on,
  };
}

/** Who holds the premises in the month, and how many are registered on each account on a day. */
async function readPeople(
  tx: Tx,
  building: BuildingId,
  of: { readonly from: Day; readonly to: Day; readonly on: Day },
) {
  const holders = await listHolders(tx, { buildings: [building], from: of.from, to: of.to });
  const residents = holders.length === 0 ? [] : await findResidents(tx, holders);
  const isThere = ({ from, to }: Resident): boolean => from <= of.on && (to === undefined || of.on < to);
  const persons = Map.groupBy(residents.filter(isThere), ({ account }) => account);
  return {
    holders: Map.groupBy<PremisesId | undefined, AccountHolder>(holders, ({ premises }) => premises),
    persons: new Map(
      [...persons.keys()].map((account) => [account, must(persons.get(account), "the residents").length]),
    ),
  };
}
