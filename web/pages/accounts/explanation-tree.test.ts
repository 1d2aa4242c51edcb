import { describe, expect, it } from "vitest";
import { formatsOf } from "../../ui/format.ts";
import type { TreeNode } from "../../ui/tree/visible.ts";
import en from "../../words/en/index.ts";
import { wordsOf } from "../../words/words.ts";
import { explanationTree, openAtFirst } from "./explanation-tree.ts";
import type { ServiceExplained, Step } from "./queries.ts";

const words = wordsOf("en", en);
const formats = formatsOf("en");
const step = (name: string, of: Partial<Step> = {}): Step => ({ name, label: name, children: [], ...of });
const line = (amount: string, kind = "charge") => ({
  part: 0,
  kind,
  basis: "meter",
  formula: "1",
  volume: "6.21",
  rate: "243.16",
  amount,
  law: { citation: "Decree 354", formula: "P = V × T", meaning: "Volume times rate." },
});
const hotWater: ServiceExplained = {
  service: "HOT_WATER",
  name: "Hot water",
  unit: "m3",
  sentence: "",
  amount: "151002",
  lines: [line("1510.02")],
  workings: step("service", {
    children: [
      step("line"),
      step("meter_volume", { children: [step("volume_of_meter", { value: "6.21", was: "5.33" })] }),
      step("series", {
        children: [
          step("rate", {
            value: "243.16",
            unit: "rub",
            unitText: "₽",
            sourceText: "city, from 01.10.2026: Order",
            was: "218.4",
          }),
          step("amount", {
            expression: "1510.0236",
            value: "1510.02",
            rule: "kopecks",
            ruleText: "half up",
            was: "1.00",
          }),
        ],
      }),
    ],
  }),
};
const flat = (nodes: readonly TreeNode[]): TreeNode[] =>
  nodes.flatMap((node) => [node, ...flat(node.children ?? [])]);

describe("the tree of the workings", () => {
  const nodes = explanationTree(hotWater, words, formats, "2026-10");

  it("has the formula at the root, the law beneath its name, every step within", () => {
    expect(nodes).toHaveLength(1);
    expect(nodes[0]).toMatchObject({ lead: "Formula", label: "P = V × T", value: "1,510.02" });
    expect(nodes[0]?.detail).toContain("Decree 354");
    expect(flat(nodes).map(({ label }) => label)).toEqual([
      "P = V × T",
      "Meter_volume",
      "Volume_of_meter",
      "Rate",
      "Amount",
    ]);
    expect(new Set(flat(nodes).map(({ id }) => id)).size).toBe(5);
    expect(openAtFirst(nodes)).toContain(nodes[0]?.id);
  });

  it("shows sources and roundings, and marks inputs that changed, not the sums that follow from them", () => {
    const of = (label: string) => flat(nodes).find((node) => node.label === label);
    expect(of("Rate")).toMatchObject({ detail: "city, from 01.10.2026: Order", mark: "October 2026: 218.4" });
    expect(of("Amount")?.detail).toBe("1,510.0236 becomes 1,510.02 · half up");
    expect(of("Amount")).not.toHaveProperty("mark");
    expect(of("Volume_of_meter")?.mark).toBe("October 2026: 5.33");
  });

  it("keeps formulas apart where there are several, and ends with the building", () => {
    const common: ServiceExplained = {
      ...hotWater,
      lines: [line("10.00"), line("5.00", "excess")],
      building: { building: "12000000", premises: "11000000", shared: "1000000", shares: "999000" },
    };
    const roots = explanationTree(common, words, formats, undefined);
    expect(roots.map(({ lead }) => lead)).toEqual([
      "Formula",
      "Multiplier",
      undefined,
      undefined,
      undefined,
      "Building:",
    ]);
    expect(roots.at(-1)?.children?.map(({ value }) => value?.replaceAll("\u00a0", " "))).toEqual([
      "12 m³",
      "11 m³",
      "1 m³",
      "0.999 m³",
      "0.001 m³",
    ]);
    expect(flat(roots).every(({ mark }) => mark === undefined)).toBe(true);
  });
});
