import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { exact, type Exact, fromMillionths, toDecimal } from "#core/exact";
import type { Unit } from "#core/units";
import { CATALOGUE, inputNamed } from "./rules/catalogue.ts";
import { checkFormula, type Gives } from "./rules/check.ts";
import { compileFormula } from "./rules/compile.ts";
import { type BaseUnit, dimensionOf, isSame } from "./rules/dimension.ts";
import { parseFormula } from "./rules/parse.ts";
import { printFormula } from "./rules/print.ts";
import { BASE_UNITS } from "./rules/dimension.ts";
import type { Comparison, Node } from "./rules/tree.ts";
import { faultSentence } from "./words.ts";

const compiled = (text: string, unit: Unit = "m3", gives: Gives = "money") => {
  const read = compileFormula(text, { unit, gives });
  if (!read.ok) throw new Error(read.faults.map((fault) => faultSentence(fault, "en")).join("; "));
  return read.value;
};

/** The result as decimal text, of inputs as decimals. */
function worked(text: string, values: Readonly<Record<string, string>>, unit: Unit = "m3"): string {
  const formula = compiled(text, unit);
  const given = formula.inputs.map((code) => decimal(values[code] ?? "0"));
  return toDecimal(formula.evaluate(given), 6);
}
const decimal = (text: string): Exact => fromMillionths(BigInt(Math.round(Number(text) * 1_000_000)));

const faultsOf = (text: string, unit: Unit = "m3", gives: Gives = "money") => {
  const read = compileFormula(text, { unit, gives });
  return read.ok
    ? []
    : read.faults.map((fault) => [fault.code, text.slice(fault.at, fault.at + fault.length)]);
};

describe("a formula", () => {
  it("is written with Latin or Russian names, and means the same", () => {
    const given = { volume: "7.15", rate: "48.32" };
    expect(worked("volume * rate", given)).toBe("345.488");
    expect(worked("объём × тариф", given)).toBe("345.488");
    expect(worked("Округлить(ОБЪЁМ * Тариф; 2)", given)).toBe("345.49");
  });

  it("chooses, bounds and compares", () => {
    const text = "if volume > 3 m3 then 3 m3 * rate + (volume - 3 m3) * rate * 1.5 else volume * rate";
    expect(worked(text, { volume: "5", rate: "10" })).toBe("60");
    expect(worked(text, { volume: "2", rate: "10" })).toBe("20");
    const russian =
      "если жители >= 3 чел и не есть_прибор то мин(объём; 12 м3) * тариф иначе макс(0; объём - 1 м3) * тариф";
    expect(worked(russian, { persons: "4", volume: "20", rate: "2", has_meter: "0" })).toBe("24");
    expect(worked(russian, { persons: "4", volume: "20", rate: "2", has_meter: "1" })).toBe("38");
    expect(worked(russian, { persons: "1", volume: "0.5", rate: "2", has_meter: "0" })).toBe("0");
  });

  it("divides by what is never zero, or says what to take then", () => {
    expect(worked("area / max(building_area; 1 m2) * 1000 rub", { area: "50", building_area: "2000" })).toBe(
      "25",
    );
    const guarded = "volume * rate * (area / building_area otherwise 1)";
    expect(worked(guarded, { volume: "2", rate: "3", area: "1", building_area: "4" })).toBe("1.5");
    expect(worked(guarded, { volume: "2", rate: "3", area: "1", building_area: "0" })).toBe("6");
    expect(
      worked("volume * rate * days / days_in_month", {
        volume: "31",
        rate: "1",
        days: "10",
        days_in_month: "31",
      }),
    ).toBe("10");
  });

  it("may give a volume instead", () => {
    expect(compiled("min(volume; norm * persons)", "m3", "volume").inputs).toEqual([
      "volume",
      "persons",
      "norm",
    ]);
    expect(faultsOf("volume * rate", "m3", "volume")).toEqual([["result_unit", "volume * rate"]]);
  });

  it("knows units: water has no price of a square metre", () => {
    expect(faultsOf("area * rate")).toEqual([["result_unit", "area * rate"]]);
    expect(faultsOf("area * rate", "m2")).toEqual([]);
    expect(faultsOf("(volume + area) * rate")).toEqual([["units_differ", "(volume + area)"]]);
    expect(faultsOf("max(volume; 3) * rate")).toEqual([["units_differ", "3"]]);
    expect(faultsOf("if volume > area then 0 else 1 rub")).toEqual([["units_differ", "volume > area"]]);
    expect(faultsOf("12.5 руб/м3 * объём")).toEqual([]);
  });

  it.each([
    ["", "empty", ""],
    ["volume * rte", "name_unknown", "rte"],
    ["volume * ", "operand_expected", ""],
    ["volume rate", "sign_expected", "rate"],
    ["(volume * rate", "word_expected", ""],
    ["if volume > 0 else 0", "word_expected", "else"],
    ["volume * 1,5 * rate", "decimal_comma", "1,5"],
    ["volume & rate", "letter_unknown", "&"],
    ["volume * rate / rooms", "divisor_may_be_zero", "rooms"],
    ["volume * rate / (volume - volume)", "divisor_may_be_zero", "(volume - volume)"],
    ["if volume then 1 rub else 0", "yes_no_expected", "volume"],
    ["volume > 0", "number_expected", "volume > 0"],
    ["min(volume) * rate", "arguments_few", "min(volume)"],
    ["round(volume * rate; 9)", "digits_expected", "9"],
    ["1234567890123 rub", "number_too_long", "1234567890123"],
    [`${"(".repeat(60)}1 rub${")".repeat(60)}`, "too_deep", "("],
    [`${"1 + ".repeat(300)}1`, "too_large", undefined],
    [`1 rub${" ".repeat(2000)}`, "too_long", undefined],
  ])("says what is wrong with %j, and where", (text, code, where) => {
    const [fault] = faultsOf(text);
    expect(fault?.[0]).toBe(code);
    if (where !== undefined) expect(fault?.[1]).toBe(where);
  });

  it("says it in either language, with what is expected", () => {
    const read = compileFormula("(объём + площадь) * тариф", { unit: "m3", gives: "money" });
    const fault = read.ok ? undefined : read.faults[0];
    expect(fault && faultSentence(fault, "ru")).toBe(
      "Единицы разные: м³ и м². Складывать, вычитать, сравнивать и выбирать можно только одинаковые.",
    );
    const other = compileFormula("area * rate", { unit: "m3", gives: "money" });
    const result = other.ok ? undefined : other.faults[0];
    expect(result && faultSentence(result, "en")).toBe("The formula gives ₽·m²/m³, and it should give ₽.");
  });

  it("offers the nearest name", () => {
    const read = parseFormula("обьем * тариф");
    expect(!read.ok && read.faults[0]).toMatchObject({ code: "name_unknown", nearest: "объём" });
  });

  it("asks for names that mean one thing only", () => {
    const names = CATALOGUE.flatMap(({ code, nameRu }) => [code, nameRu]);
    expect(new Set(names).size).toBe(names.length);
    for (const name of names) expect(parseFormula(name), name).toMatchObject({ ok: true });
  });
});

// ---- Properties --------------------------------------------------------------------------------------------

const place = { at: 0, length: 0 };
const literal = fc
  .tuple(fc.bigInt({ min: 0n, max: 10n ** 9n }), fc.constantFrom(1n, 10n, 1000n))
  .map(([n, d]) => exact(n, d));
const comparison = fc.constantFrom<Comparison>("<", "<=", ">", ">=", "=", "<>");

/** Any tree that can be written, whatever its units. */
const { tree: anyTree } = fc.letrec<{ tree: Node }>((tie) => {
  const one = tie("tree");
  return {
    tree: fc.oneof(
      { maxDepth: 4, withCrossShrink: true },
      fc
        .record({ value: literal, unit: fc.option(fc.constantFrom(...BASE_UNITS), { nil: undefined }) })
        .map((of): Node => ({ kind: "number", ...of, ...place })),
      fc.constantFrom(...CATALOGUE).map(({ code }): Node => ({ kind: "input", code, ...place })),
      fc
        .record({ kind: fc.constantFrom("negative" as const, "not" as const), of: one })
        .map((of): Node => ({ ...of, ...place })),
      fc
        .record({ kind: fc.constantFrom("+", "-", "*", "and", "or"), left: one, right: one })
        .map((of) => ({ ...of, ...place }) as Node),
      fc
        .record({ left: one, right: one, otherwise: fc.option(one, { nil: undefined }) })
        .map((of): Node => ({ kind: "/", ...of, ...place })),
      fc
        .record({ by: comparison, left: one, right: one })
        .map((of): Node => ({ kind: "compare", ...of, ...place })),
      fc.record({ when: one, yes: one, no: one }).map((of): Node => ({ kind: "if", ...of, ...place })),
      fc
        .record({
          kind: fc.constantFrom("min" as const, "max" as const),
          of: fc.array(one, { minLength: 2, maxLength: 3 }),
        })
        .map((of): Node => ({ ...of, ...place })),
      fc.record({ of: one, digits: fc.nat(6) }).map((of): Node => ({ kind: "round", ...of, ...place })),
    ),
  };
});

/** The tree without its places, and with numbers in one form. */
const plain = (node: Node): unknown =>
  JSON.parse(
    JSON.stringify(node, (key, value: unknown) =>
      key === "at" || key === "length" ? undefined : key === "value" ? toDecimal(value as Exact, 12) : value,
    ),
  );

/** Trees of a wanted unit, so that most of them are accepted. Volumes are cubic metres here. */
type Want = "rub" | "m3" | "plain" | "price";
function numberTree(want: Want, depth: number): fc.Arbitrary<Node> {
  const inputs = CATALOGUE.filter(
    (of) => of.kind === "number" && isSame(of.dimension("m3"), dimensionOfWant(want)),
  ).map(({ code }): Node => ({ kind: "input", code, ...place }));
  const number = literal.map((value): Node => {
    const unit: BaseUnit | undefined = want === "plain" ? undefined : want === "m3" ? "m3" : "rub";
    const amount: Node = { kind: "number", value, unit, ...place };
    const one: Node = { kind: "number", value: exact(1n), unit: "m3", ...place };
    return want === "price"
      ? { kind: "/", left: amount, right: one, otherwise: undefined, ...place }
      : amount;
  });
  const leaf = inputs.length === 0 ? number : fc.oneof(number, fc.constantFrom(...inputs));
  if (depth === 0) return leaf;
  const same = numberTree(want, depth - 1);
  const of = (other: Want): fc.Arbitrary<Node> => numberTree(other, depth - 1);
  return fc.oneof(
    leaf,
    fc
      .record({ kind: fc.constantFrom("+", "-"), left: same, right: same })
      .map((node) => ({ ...node, ...place }) as Node),
    fc.record({ left: same, right: of("plain") }).map((node): Node => ({ kind: "*", ...node, ...place })),
    fc
      .record({ left: same, right: of("plain"), otherwise: fc.option(same, { nil: undefined, freq: 4 }) })
      .map((node): Node => ({ kind: "/", ...node, ...place })),
    ...(want === "rub"
      ? [
          fc
            .record({ left: of("m3"), right: of("price") })
            .map((node): Node => ({ kind: "*", ...node, ...place })),
        ]
      : []),
    fc.record({ by: comparison, left: of("m3"), right: of("m3"), yes: same, no: same }).map(
      ({ by, left, right, yes, no }): Node => ({
        kind: "if",
        when: { kind: "compare", by, left, right, ...place },
        yes,
        no,
        ...place,
      }),
    ),
    fc
      .record({
        kind: fc.constantFrom("min" as const, "max" as const),
        of: fc.array(same, { minLength: 2, maxLength: 3 }),
      })
      .map((node): Node => ({ ...node, ...place })),
    fc.record({ of: same, digits: fc.nat(6) }).map((node): Node => ({ kind: "round", ...node, ...place })),
  );
}
const dimensionOfWant = (want: Want) =>
  want === "plain"
    ? dimensionOf("rub").map(() => 0)
    : want === "price"
      ? (CATALOGUE.find(({ code }) => code === "rate")?.dimension("m3") ?? [])
      : dimensionOf(want);

const someValue = fc
  .tuple(fc.bigInt({ min: -(10n ** 12n), max: 10n ** 12n }), fc.constantFrom(1n, 30n, 1_000_000n))
  .map(([n, d]) => exact(n, d));

/** Inputs within what the catalogue promises of them. */
const valueOf = (code: string): fc.Arbitrary<Exact> => {
  const sign = inputNamed(code)?.sign;
  return someValue.map((value) =>
    sign === "any"
      ? value
      : { n: (value.n < 0n ? -value.n : value.n) + (sign === "positive" ? 1n : 0n), d: value.d },
  );
};

/** The plainest reading of a tree, with fractions of its own. */
function naive(node: Node, values: Readonly<Record<string, Exact>>): { n: bigint; d: bigint } | boolean {
  const number = (of: Node): { n: bigint; d: bigint } => {
    const value = naive(of, values);
    if (typeof value === "boolean") throw new Error("not a number");
    return value;
  };
  const less = (a: Node, b: Node): boolean => number(a).n * number(b).d < number(b).n * number(a).d;
  switch (node.kind) {
    case "number":
      return node.value;
    case "input":
      return values[node.code] ?? { n: 0n, d: 1n };
    case "negative":
      return { n: -number(node.of).n, d: number(node.of).d };
    case "+":
      return {
        n: number(node.left).n * number(node.right).d + number(node.right).n * number(node.left).d,
        d: number(node.left).d * number(node.right).d,
      };
    case "-":
      return {
        n: number(node.left).n * number(node.right).d - number(node.right).n * number(node.left).d,
        d: number(node.left).d * number(node.right).d,
      };
    case "*":
      return { n: number(node.left).n * number(node.right).n, d: number(node.left).d * number(node.right).d };
    case "/": {
      const by = number(node.right);
      if (by.n === 0n && node.otherwise) return number(node.otherwise);
      const sign = by.n < 0n ? -1n : 1n;
      return { n: number(node.left).n * by.d * sign, d: number(node.left).d * by.n * sign };
    }
    case "if":
      return number(naive(node.when, values) === true ? node.yes : node.no);
    case "compare": {
      const [below, above] = [less(node.left, node.right), less(node.right, node.left)];
      return {
        "<": below,
        "<=": !above,
        ">": above,
        ">=": !below,
        "=": !below && !above,
        "<>": below || above,
      }[node.by];
    }
    case "min":
    case "max":
      return number(
        [...node.of]
          .sort((a, b) => (less(a, b) ? -1 : less(b, a) ? 1 : 0))
          .at(node.kind === "min" ? 0 : -1) as Node,
      );
    case "round": {
      const { n, d } = number(node.of);
      const scale = 10n ** BigInt(node.digits);
      const size = ((n < 0n ? -n : n) * scale * 2n + d) / (2n * d);
      return { n: n < 0n ? -size : size, d: scale };
    }
    case "not":
      return naive(node.of, values) !== true;
    case "and":
      return naive(node.left, values) === true && naive(node.right, values) === true;
    case "or":
      return naive(node.left, values) === true || naive(node.right, values) === true;
  }
}

describe("properties of the language", () => {
  it("what is printed reads back as the same formula, in either language", () => {
    fc.assert(
      fc.property(anyTree, fc.constantFrom("ru" as const, "en" as const), (tree, language) => {
        const text = printFormula(tree, language);
        if (text.length > 1900) return;
        const read = parseFormula(text);
        // A tree made of many brackets may be refused for its depth, never for anything else.
        if (!read.ok) {
          expect(read.faults[0]?.code).toMatch(/^too_/);
          return;
        }
        expect(plain(read.value)).toEqual(plain(tree));
      }),
      { numRuns: 500 },
    );
  });

  it("a checked formula gives a number for any inputs, and the same one as a naive reader", () => {
    let accepted = 0;
    fc.assert(
      fc.property(numberTree("rub", 3), fc.infiniteStream(fc.nat()), (tree, seeds) => {
        if (!checkFormula(tree, { unit: "m3", gives: "money" }).ok) return;
        const text = printFormula(tree, "en");
        if (text.length > 1900) return;
        const formula = compiled(text);
        accepted++;
        const values = formula.inputs.map((code) => {
          const [first] = fc.sample(valueOf(code), { numRuns: 1, seed: seeds.next().value ?? 0 });
          return first as Exact;
        });
        const result = formula.evaluate(values);
        expect(result.d > 0n).toBe(true);
        const expected = naive(
          tree,
          Object.fromEntries(formula.inputs.map((code, i) => [code, values[i] as Exact])),
        );
        if (typeof expected === "boolean") throw new Error("a sum is not a condition");
        expect(result.n * expected.d).toBe(expected.n * result.d);
      }),
      { numRuns: 400 },
    );
    expect(accepted).toBeGreaterThan(60);
  });

  it("any text at all is read or refused, within its own bounds", () => {
    const scrap = fc.constantFrom(
      "volume",
      "объём",
      "тариф",
      "3 м3",
      "1.5",
      "+",
      "-",
      "*",
      "/",
      "(",
      ")",
      "if",
      "то",
      "иначе",
      "min(",
      ";",
      ">",
      "and",
      "не",
      "₽",
      "%",
      "при_нуле",
    );
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string(),
          fc.array(scrap, { maxLength: 25 }).map((of) => of.join(" ")),
        ),
        (text) => {
          const read = compileFormula(text, { unit: "m3", gives: "money" });
          if (read.ok) return;
          expect(read.faults.length).toBeGreaterThan(0);
          for (const fault of read.faults) {
            expect(fault.at).toBeGreaterThanOrEqual(0);
            expect(fault.at + fault.length).toBeLessThanOrEqual(text.length);
            expect(faultSentence(fault, "ru")).toMatch(/[а-яё].*\.$/is);
            expect(faultSentence(fault, "en")).toMatch(/\.$/);
          }
        },
      ),
      { numRuns: 500 },
    );
  });
});
