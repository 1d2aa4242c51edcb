import { expect, test } from "vitest";
import { branchesOf, type Loaded, siblingsToExpand, stepOf, type TreeNode, typedTo } from "./visible.ts";

const leaf = (id: string, label = id): TreeNode => ({ id, label });
const nodes: readonly TreeNode[] = [
  {
    id: "formula",
    lead: "Formula",
    label: "P = V × T",
    children: [
      {
        id: "volume",
        lead: "V",
        label: "volume",
        children: [leaf("reading", "Reading, 22 Nov"), leaf("former")],
      },
      { id: "tariff", lead: "T", label: "tariff", loadChildren: async () => [leaf("order")] },
    ],
  },
  leaf("house", "House meter"),
];
const none: Loaded = new Map();
const seen = (expanded: readonly string[], loaded: Loaded = none) =>
  branchesOf(nodes, new Set(expanded), loaded);
const names = (branches: ReturnType<typeof seen>) => branches.map(({ node }) => node.id);

test("only what is opened is seen, in the order of the page", () => {
  expect(names(seen([]))).toEqual(["formula", "house"]);
  expect(names(seen(["formula", "volume"]))).toEqual([
    "formula",
    "volume",
    "reading",
    "former",
    "tariff",
    "house",
  ]);
  // An opened node under a closed one stays out of sight.
  expect(names(seen(["volume"]))).toEqual(["formula", "house"]);
});

test("screen readers are told level and place", () => {
  const former = seen(["formula", "volume"])[3];
  expect(former).toMatchObject({
    level: 3,
    position: 2,
    siblings: 2,
    parentId: "volume",
    isExpanded: undefined,
  });
});

test("children come when they are loaded; nothing found is nothing to open", () => {
  expect(seen(["formula", "tariff"], new Map([["tariff", "loading"]]))[2]).toMatchObject({
    isExpanded: true,
    isLoading: true,
  });
  expect(names(seen(["formula", "tariff"], new Map([["tariff", [leaf("order")]]])))).toEqual([
    "formula",
    "volume",
    "tariff",
    "order",
    "house",
  ]);
  expect(seen(["formula", "tariff"], new Map([["tariff", []]]))[2]?.isExpanded).toBeUndefined();
});

test("arrows walk, open and close", () => {
  const closed = seen([]);
  expect(stepOf("ArrowRight", closed, 0)).toEqual({ kind: "expand", ids: ["formula"] });
  expect(stepOf("ArrowDown", closed, 1)).toEqual({ kind: "go", index: 1 });
  const open = seen(["formula", "volume"]);
  expect(stepOf("ArrowRight", open, 0)).toEqual({ kind: "go", index: 1 });
  expect(stepOf("ArrowRight", open, 2)).toEqual({ kind: "go", index: 2 });
  expect(stepOf("ArrowLeft", open, 3)).toEqual({ kind: "go", index: 1 });
  expect(stepOf("ArrowLeft", open, 1)).toEqual({ kind: "collapse", id: "volume" });
  expect(stepOf("End", open, 0)).toEqual({ kind: "go", index: 5 });
  expect(stepOf("Home", open, 4)).toEqual({ kind: "go", index: 0 });
  expect(stepOf("KeyQ", open, 4)).toBeUndefined();
});

test("the star opens the siblings", () => {
  expect(siblingsToExpand(seen(["formula"]), 1)).toEqual(["volume", "tariff"]);
  expect(siblingsToExpand(seen(["formula", "volume"]), 1)).toEqual(["tariff"]);
});

test("letters lead to the next node that begins with them", () => {
  const open = seen(["formula", "volume"]);
  expect(typedTo(open, 0, "h")).toBe(5);
  expect(typedTo(open, 5, "f")).toBe(0);
  expect(typedTo(open, 0, "f")).toBe(3);
  expect(typedTo(open, 2, "re")).toBe(2);
  expect(typedTo(open, 0, "x")).toBeUndefined();
});
