import { expect, it } from "vitest";
import type { AccountId, BuildingId, OrganizationId } from "#core/ids";
import { period } from "#core/period";
import { factsHeading, parseFacts } from "../facts-codec.ts";

const text = [
  factsHeading({
    building: 1 as BuildingId,
    period: period("2026-10"),
    organization: 1 as OrganizationId,
  }).trim(),
  "NM\t7\t2\t202509\tf\tperson\tcharge\t202509\t\\N\t4606",
  "NM\t71\t2\t202509\tf\tperson\tcharge\t202509\t\\N\t2910",
  "NM\t7\t3\t202508\tf\tperson\tpenalty\t202609\t\\N\t500",
  "",
].join("\n");
const debtsOf = (account?: number) =>
  parseFacts(text, account === undefined ? {} : { debtsOf: account as AccountId }).penalties?.items;

it("reads one account's debts alone, just as they stand among all", () => {
  const all = debtsOf();
  expect(all?.map((item) => [item.account, item.provider])).toEqual([
    [7, 2],
    [71, 2],
    [7, 3],
  ]);
  expect(debtsOf(7)).toEqual(all?.filter((item) => item.account === 7));
  // The document knows debts, though none of theirs: it is the one that says so.
  expect(debtsOf(8)).toEqual([]);
});
