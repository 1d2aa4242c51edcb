import { expect, it } from "vitest";
import type { AccountId, BuildingId, PremisesId } from "#core/ids";
import { money } from "#core/units";
import { countReceipts } from "./receipt-counts.ts";
import { chooseSamples, spread } from "./receipt-preview.ts";

const building = (number: number) => number as BuildingId;

it("counts a receipt for each account of a charged house, and of others what is issued", () => {
  expect(
    countReceipts({
      buildings: [building(1), building(2), building(3), building(4)],
      open: new Map([
        [building(1), 10],
        [building(2), 20],
        [building(3), 30],
      ]),
      charged: new Set([building(1), building(2)]),
      issued: new Map([
        [building(2), 18],
        [building(3), 1],
      ]),
    }),
  ).toEqual({
    accounts: 60,
    receipts: 31,
    issued: 19,
    excluded: [{ reason: "not_charged", accounts: 29, buildings: 1 }],
  });
});

it("spreads samples over the whole list", () => {
  expect(spread([1, 2, 3], 5)).toEqual([1, 2, 3]);
  expect(spread([1, 2, 3, 4, 5, 6, 7, 8, 9, 10], 5)).toEqual([1, 3, 5, 7, 9]);
});

const candidate = (number: number, opening: bigint, lines: number, isRecalculated = false) => ({
  holder: {
    building: building(1),
    account: number as AccountId,
    number: String(number),
    premises: number as PremisesId,
    premisesNumber: String(number),
    holder: "",
    unified: undefined,
    gisService: undefined,
  },
  opening: money(opening),
  lines,
  isRecalculated,
});

it("takes the largest debt, the largest credit, the longest, a recalculated and an ordinary one, each once", () => {
  const chosen = chooseSamples([
    candidate(1, 900n, 12),
    candidate(2, -50n, 9),
    candidate(3, 0n, 14, true),
    candidate(4, 10n, 11, true),
    candidate(5, 5n, 8),
    candidate(6, -400n, 7),
  ]);
  expect(chosen.map(({ kind, candidate: { holder } }) => [kind, holder.number])).toEqual([
    ["debt", "1"],
    ["advance", "6"],
    ["longest", "3"],
    ["recalculated", "4"],
    ["ordinary", "5"],
  ]);
  expect(chooseSamples([candidate(1, 0n, 0)])).toEqual([]);
});
