/** Where a house stands on the picture, in its units. */
export interface Placed<House> {
  readonly house: House;
  readonly x: number;
  readonly y: number;
}

interface Point {
  readonly latitude: bigint;
  readonly longitude: bigint;
}

const WIDTH = 1000;
/** The names of streets stand over the houses. */
const EDGE = 50;
/** A street from north to south would be a page of its own. */
const HEIGHT_MAX = 1200;

/**
 * Points of the earth on a plane, north above: so far as a city reaches, a degree of longitude is as much shorter than one
 * of latitude as the middle's cosine says, and the same all over it. Houses of which nothing is known are left out.
 */
export function pointsOf<House extends { readonly point: Point | undefined }>(
  houses: readonly House[],
): readonly Placed<House>[] {
  const placed = houses.flatMap((house) =>
    house.point === undefined
      ? []
      : [{ house, east: Number(house.point.longitude), north: Number(house.point.latitude) }],
  );
  if (placed.length === 0) return [];
  const least = (of: "east" | "north"): number =>
    placed.reduce((low, one) => Math.min(low, one[of]), Infinity);
  const most = (of: "east" | "north"): number =>
    placed.reduce((high, one) => Math.max(high, one[of]), -Infinity);
  const [west, east, south, north] = [least("east"), most("east"), least("north"), most("north")];
  const shorter = Math.cos((((south + north) / 2) * Math.PI) / 180_000_000);
  const scale = Math.min(
    (WIDTH - 2 * EDGE) / Math.max((east - west) * shorter, 1),
    (HEIGHT_MAX - 2 * EDGE) / Math.max(north - south, 1),
  );
  return placed.map((one) => ({
    house: one.house,
    x: Math.round(EDGE + (one.east - west) * shorter * scale),
    y: Math.round(EDGE + (north - one.north) * scale),
  }));
}

/** The picture around points. */
export function boundsOf(points: readonly { readonly x: number; readonly y: number }[]): {
  readonly width: number;
  readonly height: number;
} {
  const most = (of: "x" | "y"): number => points.reduce((high, one) => Math.max(high, one[of]), 0);
  return { width: most("x") + EDGE, height: most("y") + EDGE };
}
