import { must } from "#core/assert";

/**
 * The streets of the town as straight lines: where each begins and where it leads, in millionths of a degree, and the
 * house number at its far end. Odd numbers stand on one side, even ones on the other.
 */
interface Line {
  readonly latitude: number;
  readonly longitude: number;
  readonly north: number;
  readonly east: number;
  readonly last: number;
}

const LINES: Readonly<Record<string, Line>> = {
  "ул. Ленина": { latitude: 58_612_400, longitude: 31_449_000, north: -1_900, east: 11_500, last: 17 },
  "ул. Лесная": { latitude: 58_606_800, longitude: 31_446_500, north: -3_900, east: 22_500, last: 33 },
  "ул. Садовая": { latitude: 58_610_300, longitude: 31_444_600, north: -2_600, east: -900, last: 6 },
  "ул. Озёрная": { latitude: 58_617_600, longitude: 31_446_800, north: -1_500, east: 15_500, last: 19 },
  "наб. Рыбацкая": { latitude: 58_620_500, longitude: 31_451_500, north: -900, east: 8_500, last: 7 },
  "ул. Заречная": { latitude: 58_619_700, longitude: 31_442_200, north: -3_600, east: 900, last: 12 },
  "пр-кт Мира": { latitude: 58_618_100, longitude: 31_466_300, north: -13_500, east: 2_400, last: 53 },
  "пр-кт Строителей": { latitude: 58_614_900, longitude: 31_470_800, north: -2_600, east: 9_800, last: 16 },
  "ул. Гагарина": { latitude: 58_610_200, longitude: 31_471_500, north: -2_300, east: 10_200, last: 14 },
  "ул. Советская": { latitude: 58_614_900, longitude: 31_449_400, north: -1_700, east: 12_800, last: 9 },
  "ул. Полевая": { latitude: 58_603_400, longitude: 31_451_800, north: -1_700, east: 6_400, last: 6 },
  "ул. Школьная": { latitude: 58_605_900, longitude: 31_470_200, north: -1_600, east: 9_200, last: 10 },
};
/** Half of a street's width with its lawns. */
const ASIDE = 420;

/** Where a house of the town stands. */
export function pointOf(of: { readonly street: string; readonly house: string }): {
  readonly latitude: bigint;
  readonly longitude: bigint;
} {
  const line = must(LINES[of.street], `the line of ${of.street}`);
  const number = Number.parseInt(of.house, 10);
  const part = number / line.last;
  // Half as wide in degrees of latitude: a degree of longitude is half as long this far north.
  const side = number % 2 === 0 ? 1 : -1;
  const length = Math.hypot(line.north * 2, line.east);
  return {
    latitude: BigInt(Math.round(line.latitude + line.north * part + (side * ASIDE * line.east) / length)),
    longitude: BigInt(
      Math.round(line.longitude + line.east * part - (side * ASIDE * 2 * line.north * 2) / length),
    ),
  };
}
