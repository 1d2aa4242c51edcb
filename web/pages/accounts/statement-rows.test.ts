import { describe, expect, it } from "vitest";
import type { StatementLine, StatementService } from "./queries.ts";
import {
  effectOf,
  isUnequal,
  lineRows,
  monthRows,
  providerRows,
  serviceRows,
  totalOf,
} from "./statement-rows.ts";

const month = (period: string, opening: string, charged: string, paid: string, closing: string) => ({
  period,
  opening,
  charged,
  recalculated: "0",
  benefits: "0",
  penalties: "0",
  paid,
  closing,
});
const line = (kind: string, amount: string, volume = "0"): StatementLine => ({
  document: "97",
  line: 1,
  kind,
  part: 0,
  volume,
  rate: "0",
  amount,
});
const service = (of: Partial<StatementService>): StatementService => ({
  service: 21,
  code: "HOT_WATER",
  name: "Hot water",
  provider: 5,
  providerName: "Heat works",
  opening: "0",
  charged: "0",
  recalculated: "0",
  benefits: "0",
  penalties: "0",
  paid: "0",
  closing: "0",
  lines: [],
  ...of,
});

describe("the statement", () => {
  const months = [month("2026-10", "0", "500", "-100", "400"), month("2026-11", "400", "600", "-400", "600")];

  it("shows the newest month first and totals from the first opening to the last closing", () => {
    expect(monthRows(months).map(({ key }) => key)).toEqual(["2026-11", "2026-10"]);
    expect(totalOf(months)).toEqual({
      opening: 0n,
      charged: 1100n,
      recalculated: 0n,
      benefits: 0n,
      penalties: 0n,
      paid: -500n,
      closing: 600n,
    });
    expect(totalOf([])).toBeUndefined();
  });

  it("marks what does not add up", () => {
    const sums = {
      opening: 400n,
      charged: 600n,
      recalculated: 0n,
      benefits: 0n,
      penalties: 0n,
      paid: -400n,
      closing: 600n,
    };
    expect(isUnequal(sums)).toBe(false);
    expect(isUnequal({ ...sums, closing: 601n })).toBe(true);
  });

  it("opens to services with the volume of their charges, without the multiplier's", () => {
    const lines = [line("charge", "100", "6000000"), line("excess", "50", "3000000"), line("payment", "30")];
    const [row] = serviceRows({ account: "1", period: "2026-11", services: [service({ lines })] });
    expect(row).toMatchObject({ kind: "service", volume: 6_000_000n });
    const under = row?.kind === "service" ? lineRows(row) : [];
    expect(under).toHaveLength(3);
    expect(lines.map(effectOf)).toEqual([100n, 50n, -30n]);
  });

  it("opens to providers with the sums of their services", () => {
    const rows = providerRows({
      account: "1",
      period: "2026-11",
      services: [
        service({ charged: "100", closing: "100" }),
        service({ service: 25, charged: "40", closing: "40" }),
        service({ service: 1, provider: 2, providerName: "Company", charged: "7", closing: "7" }),
      ],
    });
    expect(rows.map((row) => (row.kind === "service" ? [row.name, row.sums.charged] : []))).toEqual([
      ["Heat works", 140n],
      ["Company", 7n],
    ]);
  });
});
