import { expect, test } from "vitest";
import { boundsOf, pointsOf } from "./map-points.ts";

const at = (name: string, latitude: bigint, longitude: bigint) => ({ name, point: { latitude, longitude } });

test("north is above, east to the right, and a metre is as long either way", () => {
  // At 60 degrees north a degree of longitude is half as long as one of latitude.
  const points = pointsOf([
    at("south-west", 59_990_000n, 30_000_000n),
    at("north-east", 60_010_000n, 30_040_000n),
    { name: "nowhere", point: undefined },
  ]);
  expect(points.map(({ house, x, y }) => [house.name, x, y])).toEqual([
    ["south-west", 50, 950],
    ["north-east", 950, 50],
  ]);
  expect(boundsOf(points)).toEqual({ width: 1000, height: 1000 });
});

test("one house, houses in one place and a long street fit in", () => {
  expect(pointsOf([at("only", 58_000_000n, 31_000_000n)]).map(({ x, y }) => [x, y])).toEqual([[50, 50]]);
  const street = pointsOf([at("a", 58_000_000n, 31_000_000n), at("b", 59_000_000n, 31_000_000n)]);
  expect(street.map(({ y }) => y)).toEqual([1150, 50]);
  expect(pointsOf([])).toEqual([]);
});
