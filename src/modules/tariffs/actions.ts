import { must } from "#core/assert";
import type { Day } from "#core/day";
import type { AccountId, BuildingId, OrganizationId, ServiceId } from "#core/ids";
import { type Changes, changesOf, type ChangeRules, type Dated } from "#core/in-force";
import { ok, refuse, type Result } from "#core/result";
import { findAccountsByPlace } from "#modules/accounts";
import { findManagements, findVisibleBuildings } from "#modules/addresses";
import { findOrganizations } from "#modules/organizations";
import type { Ctx } from "#platform/context";
import type { Tx } from "#platform/database";
import { attempt } from "#platform/deed";
import type { TariffRefusal, TermsRowRefusal, ValueRowRefusal } from "./contract.ts";
import {
  type NewServiceTerms,
  type NewValue,
  type Parameter,
  type Service,
  SERVICES,
  type ServiceTerms,
  type ValuesSet,
} from "./model.ts";
import { judgeTerms, judgeValue, type OnRecord } from "./rules/judge-rows.ts";
import { indexValues, type ValuesInForce, valuesOn } from "./rules/resolve.ts";
import * as store from "./store.ts";

/**
 * Adds services to the dictionary: those that the law knows, and a center's own ones from 100 on. For the center.
 * Known ones stay as they are; a number or code that is another service's is refused.
 */
export async function registerServices(
  ctx: Ctx,
  services: readonly Service[] = SERVICES,
): Promise<Result<{ readonly added: number }, TariffRefusal>> {
  if (ctx.scope.sees !== "center") return refuse({ code: "tariffs.center_only" });
  return attempt<{ added: number }, TariffRefusal>(ctx, async (tx) => {
    const added = await store.insertServices(tx, services);
    const codes = new Map((await store.listServices(tx)).map((service) => [service.id, service.code]));
    const differing = services.find((service) => codes.get(service.id) !== service.code);
    return differing ? refuse({ code: "tariffs.service_differs", service: differing.code }) : ok({ added });
  });
}

/**
 * Sets dated values with the documents that set them, in one transaction. What runs ends on the day that a new
 * value begins; to state the same again changes nothing. A value that would reach over one already recorded for
 * later is refused: it says itself until when it holds, or the later one was wrong.
 *
 * Refuses everything if one row is refused, and names each such row.
 */
export async function setValues(
  ctx: Ctx,
  rows: readonly NewValue[],
): Promise<Result<ValuesSet, TariffRefusal>> {
  return attempt<ValuesSet, TariffRefusal>(ctx, async (tx) => {
    await store.lockValues(tx);
    const known = await readKnown(tx, rows);
    const refused = rows.flatMap((row, at): RowRefusal[] => {
      const refusal = judgeValue(row, known, ctx.scope);
      return refusal ? [{ row: at, refusal }] : [];
    });
    if (refused.length > 0) return refuse({ code: "tariffs.rows_refused", rows: refused });

    const stated = rows.map((row, at) => ({
      row,
      at,
      service: must(known.services.get(row.service), "the row's service"),
    }));
    const city = await changeCity(
      tx,
      stated.filter(({ row }) => isCity(row)),
    );
    const buildings = await changeBuildings(
      tx,
      stated.filter(({ row }) => !isCity(row)),
    );
    const contradictions = [...city.refused, ...buildings.refused];
    if (contradictions.length > 0) {
      return refuse({ code: "tariffs.rows_refused", rows: contradictions.sort((a, b) => a.row - b.row) });
    }
    const bases = await store.ensureBases(tx, [...new Set(rows.map((row) => row.basis))]);
    if (city.ends.length > 0) await store.endCityValues(tx, city.ends);
    if (city.begins.length > 0) await store.insertCityValues(tx, city.begins, bases);
    if (buildings.ends.length > 0) await store.endBuildingValues(tx, buildings.ends);
    if (buildings.begins.length > 0) await store.insertBuildingValues(tx, buildings.begins, bases);
    return ok({
      added: city.begins.length + buildings.begins.length,
      ended: city.ends.length + buildings.ends.length,
      unchanged: city.unchanged + buildings.unchanged,
    });
  });
}

/** What the rows refer to, in a fixed number of questions. */
export async function readKnown(
  tx: Tx,
  rows: readonly Partial<Pick<NewValue, "building" | "account" | "organization" | "provider">>[],
): Promise<OnRecord> {
  const buildings = new Set(rows.flatMap(({ building }) => (building === undefined ? [] : [building])));
  const accounts = rows.flatMap(({ building, account }) =>
    building === undefined || account === undefined ? [] : [{ building, account }],
  );
  const organizations = new Set(
    rows.flatMap((row) => [row.organization, row.provider].filter((id) => id !== undefined)),
  );
  return {
    services: new Map((await store.listServices(tx)).map((service) => [service.code, service.id])),
    buildings: await findVisibleBuildings(tx, [...buildings]),
    accounts: new Set((await findAccountsByPlace(tx, accounts)).map((at) => at.account)),
    organizations: new Set((await findOrganizations(tx, [...organizations])).map((at) => at.id)),
  };
}

interface RowRefusal {
  readonly row: number;
  readonly refusal: ValueRowRefusal | TermsRowRefusal;
}

interface StatedValue {
  readonly row: NewValue;
  readonly at: number;
  readonly service: ServiceId;
}

const ownerOf = (row: NewValue): OrganizationId | 0 =>
  row.level === "organization" ? (row.organization ?? 0) : 0;
const isCity = (row: NewValue): boolean => row.level === "city" || row.level === "organization";

async function changeCity(
  tx: Tx,
  stated: readonly StatedValue[],
): Promise<Planned<store.CityKey, store.ValueFacts>> {
  const recorded =
    stated.length === 0
      ? []
      : await store.findCityValues(tx, {
          services: [...new Set(stated.map(({ service }) => service))],
          organizations: [...new Set(stated.map(({ row }) => ownerOf(row)))],
        });
  return plan(
    recorded,
    stated.map(({ row, at, service }) => ({
      at,
      ...valueOf(row),
      ...keyOf(row, service),
      organization: ownerOf(row),
      provider: row.provider ?? 0,
    })),
    { keyOf: cityKey, same: sameValue, later: "refuse", contradiction: valueContradiction },
  );
}

async function changeBuildings(
  tx: Tx,
  stated: readonly StatedValue[],
): Promise<Planned<store.BuildingKey, store.ValueFacts>> {
  const buildingOf = (row: NewValue): BuildingId => must(row.building, "the building of a building's value");
  const recorded =
    stated.length === 0
      ? []
      : await store.findBuildingValues(tx, [...new Set(stated.map(({ row }) => buildingOf(row)))]);
  return plan(
    recorded,
    stated.map(({ row, at, service }) => ({
      at,
      ...valueOf(row),
      ...keyOf(row, service),
      building: buildingOf(row),
      account: row.level === "account" ? (row.account ?? 0) : 0,
    })),
    { keyOf: buildingKey, same: sameValue, later: "refuse", contradiction: valueContradiction },
  );
}

const valueOf = ({ from, to, value, basis }: NewValue): Dated<store.ValueFacts> => ({
  from,
  to,
  facts: { value, basis },
});
const keyOf = ({ parameter, variant, zone, rangeFrom }: NewValue, service: ServiceId) => ({
  service,
  parameter,
  variant,
  zone,
  rangeFrom,
});
const cityKey = (of: store.CityKey): string =>
  [of.service, of.parameter, of.variant, of.zone, of.rangeFrom, of.organization, of.provider].join("|");
const buildingKey = (of: store.BuildingKey): string =>
  [of.building, of.account, of.service, of.parameter, of.variant, of.zone, of.rangeFrom].join("|");
const sameValue = (a: store.ValueFacts, b: store.ValueFacts): boolean =>
  a.value === b.value && a.basis === b.basis;

const valueContradiction = (
  stated: Dated<store.ValueFacts>,
  recorded: Dated<store.ValueFacts>,
): ValueRowRefusal => ({
  code: "tariffs.value_contradicts",
  from: stated.from,
  recordedFrom: recorded.from,
  recordedTo: recorded.to,
  recordedValue: String(recorded.facts.value),
  recordedBasis: recorded.facts.basis,
});

interface Planned<Key, Facts> {
  readonly ends: readonly (Key & { readonly from: Day; readonly to: Day })[];
  readonly begins: readonly (Key & Dated<Facts>)[];
  readonly unchanged: number;
  readonly refused: readonly RowRefusal[];
}

/** The changes of many keys at once; each stated row knows its position in the input. */
function plan<Key extends object, Facts>(
  recorded: readonly (Key & Dated<Facts>)[],
  stated: readonly (Key & Dated<Facts> & { readonly at: number })[],
  rules: ChangeRules<Facts> & {
    readonly keyOf: (of: Key) => string;
    readonly contradiction: (stated: Dated<Facts>, recorded: Dated<Facts>) => RowRefusal["refusal"];
  },
): Planned<Key, Facts> {
  const known = Map.groupBy(recorded, rules.keyOf);
  const ends: (Key & { from: Day; to: Day })[] = [];
  const begins: (Key & Dated<Facts>)[] = [];
  const refused: RowRefusal[] = [];
  let unchanged = 0;
  for (const [key, rows] of Map.groupBy(stated, rules.keyOf)) {
    const first = must(rows[0], "a row of the key");
    const verdict = changesOf(known.get(key) ?? [], rows, rules);
    if (!verdict.ok) {
      const row = must(
        rows.find((at) => at.from === verdict.stated.from),
        "the refused row",
      ).at;
      refused.push({ row, refusal: rules.contradiction(verdict.stated, verdict.recorded) });
      continue;
    }
    const changes: Changes<Facts> = verdict.changes;
    unchanged += rows.length - Math.min(rows.length, Math.max(changes.begins.length, changes.ends.length));
    ends.push(...changes.ends.map((end) => ({ ...first, ...end })));
    begins.push(...changes.begins.map((begin) => ({ ...first, ...begin })));
  }
  return { ends, begins, unchanged, refused };
}

/**
 * States how services are charged in buildings, or for accounts of them, and by whom, in one transaction. What runs
 * ends on the day that the new terms begin; a row with an end ends the service. To state the same again changes
 * nothing.
 *
 * Refuses everything if one row is refused, and names each such row.
 */
export async function setServiceTerms(
  ctx: Ctx,
  rows: readonly NewServiceTerms[],
): Promise<Result<ValuesSet, TariffRefusal>> {
  return attempt<ValuesSet, TariffRefusal>(ctx, async (tx) => {
    await store.lockValues(tx);
    const known = await readKnown(tx, rows);
    const refused = rows.flatMap((row, at): RowRefusal[] => {
      const refusal = judgeTerms(row, known);
      return refusal ? [{ row: at, refusal }] : [];
    });
    if (refused.length > 0) return refuse({ code: "tariffs.rows_refused", rows: refused });

    const planned = plan<store.TermsKey, store.TermsFacts>(
      await store.findTerms(tx, [...new Set(rows.map((row) => row.building))]),
      rows.map(({ building, account, service, provider, method, from, to }, at) => ({
        at,
        building,
        account: account ?? 0,
        service: must(known.services.get(service), "the row's service"),
        from,
        to,
        facts: { provider, method },
      })),
      {
        keyOf: (of) => `${of.building}|${of.account}|${of.service}`,
        same: (a, b) => a.provider === b.provider && a.method === b.method,
        later: "until_next",
        contradiction: (stated, recorded) => ({
          code: "tariffs.terms_contradict",
          from: stated.from,
          recordedFrom: recorded.from,
        }),
      },
    );
    if (planned.refused.length > 0) return refuse({ code: "tariffs.rows_refused", rows: planned.refused });
    if (planned.ends.length > 0) await store.endTerms(tx, planned.ends);
    if (planned.begins.length > 0) await store.insertTerms(tx, planned.begins);
    return ok({ added: planned.begins.length, ended: planned.ends.length, unchanged: planned.unchanged });
  });
}

/** One service of a building with the values that it is charged by on a day. */
export interface ServiceInForce {
  readonly terms: ServiceTerms;
  readonly values: readonly {
    readonly parameter: Parameter;
    readonly variant: string;
    readonly zone: number;
    /** The winning source's values, with its level, span and document. */
    readonly inForce: ValuesInForce;
  }[];
}

/**
 * The services of a building, or of one of its accounts, on a day, each with every value that applies and where it
 * comes from: by the same resolver that the run asks. A service without any `rate` here is a tariff gap.
 */
export async function valuesInForce(
  ctx: Ctx,
  of: { readonly building: BuildingId; readonly account?: AccountId | undefined; readonly on: Day },
): Promise<Result<readonly ServiceInForce[], TariffRefusal>> {
  return ctx.transaction(async (tx) => {
    const managements = await findManagements(tx, [of.building]);
    if (managements.length === 0)
      return refuse({ code: "tariffs.building_not_found", building: of.building });
    const manager = managements.find((at) => at.from <= of.on && (at.to === undefined || of.on < at.to));
    const values = await store.listValuesFor(tx, {
      building: of.building,
      organization: manager?.facts ?? 0,
      on: of.on,
    });
    const terms = termsFor(await store.listTermsOn(tx, of.building, of.on), of.account);
    const index = indexValues(values);
    return ok(
      terms.map((at) => {
        const asked = Map.groupBy(
          values.filter((value) => value.service === at.service),
          (value) => `${value.parameter}|${value.variant}|${value.zone}`,
        );
        return {
          terms: at,
          values: [...asked.values()].flatMap(([first]) => {
            if (!first) return [];
            const { parameter, variant, zone } = first;
            const inForce = valuesOn(
              index,
              {
                service: at.service,
                parameter,
                variant,
                zone,
                provider: at.provider,
                account: of.account ?? (0 as AccountId),
              },
              of.on,
            );
            return inForce ? [{ parameter, variant, zone, inForce }] : [];
          }),
        };
      }),
    );
  });
}

/** An account's own terms stand over the building's; another account's are nothing to it. */
function termsFor(terms: readonly ServiceTerms[], account: AccountId | undefined): ServiceTerms[] {
  const own = terms.filter((at) => account !== undefined && at.account === account);
  const services = new Set(own.map((at) => at.service));
  return [...own, ...terms.filter((at) => at.account === 0 && !services.has(at.service))].sort(
    (a, b) => a.service - b.service,
  );
}
