import { fromMillionths, toDecimal } from "#core/exact";
import type { JudgedHouse } from "./open-data-model.ts";
import type { RowDoubt } from "./problems.ts";

const MILLION = 1_000_000n;
/** About 80 km: no district of a region is farther across. */
const NEAR = { latitude: (7n * MILLION) / 10n, longitude: (14n * MILLION) / 10n };
/** A point shared by so many houses of so many settlements is where a map service points when it knows nothing. */
const PLACEHOLDER = { houses: 10, settlements: 3 };

/**
 * Coordinates that are not the house's: the point that stands for "not found" (the middle of Moscow, under dozens
 * of villages), and points far from the middle of their own district. They are set aside.
 */
export function placeDoubts(houses: readonly JudgedHouse[]): RowDoubt[] {
  const placed = houses.filter((house) => house.latitude !== undefined && house.longitude !== undefined);
  const pointOf = (house: JudgedHouse): string => `${house.latitude} ${house.longitude}`;
  const byPoint = Map.groupBy(placed, pointOf);
  const isPlaceholder = (house: JudgedHouse): boolean => {
    const same = byPoint.get(pointOf(house)) ?? [];
    if (same.length < PLACEHOLDER.houses) return false;
    return (
      new Set(same.map((other) => `${other.address.district?.name}|${other.address.settlement?.name}`))
        .size >= PLACEHOLDER.settlements
    );
  };

  const doubts: RowDoubt[] = [];
  const trusted: JudgedHouse[] = [];
  for (const house of placed) {
    if (isPlaceholder(house))
      doubts.push(
        elsewhere(house, { why: "placeholder", houses: String(byPoint.get(pointOf(house))?.length) }),
      );
    else trusted.push(house);
  }
  const byDistrict = Map.groupBy(trusted, districtOf);
  for (const [district, inside] of byDistrict) {
    // Of two or three houses nobody can say which one is elsewhere.
    if (inside.length < 4) continue;
    const middle = {
      latitude: median(inside.map((one) => one.latitude ?? 0n)),
      longitude: median(inside.map((one) => one.longitude ?? 0n)),
    };
    for (const house of inside) {
      const far =
        distance(house.latitude ?? 0n, middle.latitude) > NEAR.latitude ||
        distance(house.longitude ?? 0n, middle.longitude) > NEAR.longitude;
      if (far) doubts.push(elsewhere(house, { why: "far", district }));
    }
  }
  return doubts;
}

/**
 * Addresses that stand out among the file's: a row of another region, one without a region, and a settlement whose
 * kind almost every other row says otherwise. They are taken as they stand.
 */
export function wordDoubts(houses: readonly JudgedHouse[]): RowDoubt[] {
  const counts = new Map<string, number>();
  for (const { address } of houses) {
    const region = address.region?.name ?? "";
    counts.set(region, (counts.get(region) ?? 0) + 1);
  }
  const main = [...counts].sort((a, b) => b[1] - a[1])[0]?.[0] ?? "";
  const kinds = new Map<string, Map<string, number>>();
  for (const { address } of houses) {
    const name = address.settlement?.name ?? "";
    const of = kinds.get(name) ?? new Map<string, number>();
    of.set(address.settlement?.kind ?? "", (of.get(address.settlement?.kind ?? "") ?? 0) + 1);
    kinds.set(name, of);
  }
  return houses.flatMap((house): RowDoubt[] => {
    const doubt = (rule: RowDoubt["rule"], data: Record<string, string>): RowDoubt => ({
      sheet: "",
      row: house.row,
      column: "ADDRESS",
      rule,
      value: house.addressText,
      data,
      taken: true,
    });
    const found: RowDoubt[] = [];
    const region = house.address.region?.name;
    if (region === undefined) found.push(doubt("region-missing", { main }));
    else if (region !== main) found.push(doubt("region-differs", { region, main }));
    const { kind = "", name = "" } = house.address.settlement ?? {};
    const of = kinds.get(name);
    const usual = [...(of ?? [])].sort((a, b) => b[1] - a[1])[0];
    // Ten times as many houses say another kind: "д. Великий Новгород" is the city.
    if (usual && usual[0] !== kind && usual[1] >= 10 * (of?.get(kind) ?? 0))
      found.push(doubt("settlement-kind-differs", { kind, usual: usual[0], name }));
    return found;
  });
}

const elsewhere = (house: JudgedHouse, data: Record<string, string>): RowDoubt => ({
  sheet: "",
  row: house.row,
  column: "LAT",
  rule: "coordinates-elsewhere",
  value: `${decimal(house.latitude)}, ${decimal(house.longitude)}`,
  data,
  taken: false,
});

const districtOf = (house: JudgedHouse): string =>
  `${house.address.region?.name ?? ""}, ${(house.address.district ?? house.address.settlement)?.name ?? ""}`;
const distance = (a: bigint, b: bigint): bigint => (a > b ? a - b : b - a);
const median = (values: readonly bigint[]): bigint =>
  [...values].sort((a, b) => (a < b ? -1 : a > b ? 1 : 0))[Math.floor(values.length / 2)] ?? 0n;
const decimal = (millionths: bigint | undefined): string => toDecimal(fromMillionths(millionths ?? 0n), 6, 2);
