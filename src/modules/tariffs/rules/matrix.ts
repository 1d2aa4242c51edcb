import type { AccountId, BuildingId, OrganizationId, ServiceId } from "#core/ids";
import type { Level, Parameter } from "../model.ts";
import type { OwnedValue } from "../store.ts";

/** Whose line of the matrix it is: the city, a company, a house, or an account that has something of its own. */
export interface MatrixObject {
  readonly level: Level;
  readonly organization: OrganizationId | 0;
  readonly building: BuildingId | 0;
  readonly account: AccountId | 0;
}

/** What one service goes by at one object on a day. */
export interface MatrixCell {
  readonly service: ServiceId;
  readonly parameter: Parameter;
  /** Whose value it is: of the object itself, or inherited from above. */
  readonly level: Level;
  readonly value: OwnedValue;
  /** Other values beside the one shown: zones, ranges, variants, providers. */
  readonly more: number;
  /** Objects beneath that have a value of their own instead. */
  readonly overridden: number;
}

const LEVELS: readonly Level[] = ["account", "building", "organization", "city"];

/**
 * The matrix of values in force on one day.
 *
 * Takes     the values in force that day; the objects to show, each of which knows what it belongs to
 * Gives     for each object its cells: the nearest level that says anything, as the resolver of charges asks it
 * Practice  the value shown first is anyone's, whole-day, of the lowest range and of the variant wanted; how many
 *           others there are is said, and the timeline lists them
 */
export function matrixOf(
  values: readonly OwnedValue[],
  objects: readonly (MatrixObject & { readonly variant: string })[],
  managedBy: ReadonlyMap<BuildingId, OrganizationId>,
): MatrixCell[][] {
  const byOwner = Map.groupBy(values, (value) => ownerKey(value.level, value));
  const columns = [...Map.groupBy(values, columnKey).values()].flatMap(([first]) => (first ? [first] : []));
  const beneath = countBeneath(values, managedBy);
  return objects.map((object) =>
    columns.flatMap(({ service, parameter }): MatrixCell[] => {
      for (const level of LEVELS.slice(LEVELS.indexOf(object.level))) {
        const own = (byOwner.get(ownerKey(level, object)) ?? []).filter(
          (value) => value.service === service && value.parameter === parameter,
        );
        const [value] = own.sort((a, b) => plainness(a, object.variant) - plainness(b, object.variant));
        if (value) {
          const overridden = beneath.get(`${columnKey(value)}|${ownerKey(object.level, object)}`) ?? 0;
          return [{ service, parameter, level, value, more: own.length - 1, overridden }];
        }
      }
      return [];
    }),
  );
}

const columnKey = (of: { readonly service: ServiceId; readonly parameter: Parameter }): string =>
  `${of.service}|${of.parameter}`;

/** Values are looked for by owner; the city's are everybody's, an organization's are its own. */
function ownerKey(level: Level, of: Omit<MatrixObject, "level">): string {
  switch (level) {
    case "city":
      return "city";
    case "organization":
      return `organization ${of.organization}`;
    case "building":
      return `building ${of.building}`;
    case "account":
      return `account ${of.account}`;
  }
}

/** The plainest first: of the variant wanted, anyone's, of the whole day, of the lowest range. */
function plainness(value: OwnedValue, variant: string): number {
  const otherVariant = value.variant === variant ? 0 : value.variant === "" ? 1 : 2;
  return (
    otherVariant * 8 +
    (value.provider === 0 ? 0 : 4) +
    (value.zone === 0 ? 0 : 2) +
    (value.rangeFrom === 0n ? 0 : 1)
  );
}

/** How many objects beneath each object have values of their own, by column and object. */
function countBeneath(
  values: readonly OwnedValue[],
  managedBy: ReadonlyMap<BuildingId, OrganizationId>,
): Map<string, number> {
  const owners = new Map<string, Set<string>>();
  const add = (column: string, above: string, owner: string): void => {
    const key = `${column}|${above}`;
    owners.set(key, (owners.get(key) ?? new Set()).add(owner));
  };
  for (const value of values) {
    if (value.level === "city") continue;
    const column = columnKey(value);
    const owner = ownerKey(value.level, value);
    add(column, "city", owner);
    if (value.level === "organization") continue;
    const organization = managedBy.get(value.building as BuildingId);
    if (organization !== undefined) add(column, `organization ${organization}`, owner);
    if (value.level === "account") add(column, `building ${value.building}`, owner);
  }
  return new Map([...owners].map(([key, set]) => [key, set.size]));
}
