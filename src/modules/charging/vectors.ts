import { compare, type Exact, parseExact, rounded, toDecimal } from "#core/exact";
import { benefitAdapters } from "./vectors/adapters/benefits.ts";
import { commonAdapters } from "./vectors/adapters/common.ts";
import { electricityAdapters } from "./vectors/adapters/electricity.ts";
import { heatingAdapters } from "./vectors/adapters/heating.ts";
import { housingAdapters } from "./vectors/adapters/housing.ts";
import { type Adapter, type Inputs, NotSupported, type Results } from "./vectors/adapters/inputs.ts";
import { reductionAdapters } from "./vectors/adapters/reductions.ts";
import { penaltyAdapters } from "./vectors/adapters/penalties.ts";
import { waterAdapters } from "./vectors/adapters/water.ts";

/** A vector's verdict: what was expected and what the product's own formulas gave. */
export interface VectorResult {
  readonly id: string;
  readonly ok: boolean;
  readonly expected: unknown;
  readonly actual: unknown;
  /** Why it failed, in words; empty when it passed. */
  readonly why: string;
}

/** Runs the vectors of one area; other rooms plug theirs in by the prefix of the vector's id. */
export type VectorRunner = (file: unknown) => readonly VectorResult[];

/** The prefixes of the ids that this room answers for. */
export const CHARGING_VECTOR_PREFIXES = [
  "HSG",
  "CAP",
  "CW",
  "SEW",
  "HW",
  "EL",
  "ODN",
  "SOI",
  "HEAT",
  "TKO",
  "GAS",
  "ABS",
  "QLT",
  "RCL",
  "BEN",
  "SUB",
  "PEN",
] as const;

const ADAPTERS: readonly Adapter[] = [
  ...housingAdapters,
  ...waterAdapters,
  ...electricityAdapters,
  ...commonAdapters,
  ...heatingAdapters,
  ...reductionAdapters,
  ...benefitAdapters,
  ...penaltyAdapters,
];

/**
 * Runs a file of vectors through the calculation of a building, or through another room's runner.
 *
 * Takes     a parsed file of the form { vectors: [{ id, area, inputs, expected }] }; runners of other rooms by prefix
 * Gives     one result for each vector, in the file's order
 * Refuses   a file of another form, as one failed result; a vector whose area or inputs nobody knows fails as "not
 *           supported" and is never passed over
 */
export function runVectors(
  file: unknown,
  others: Readonly<Record<string, VectorRunner>> = {},
): readonly VectorResult[] {
  const vectors = vectorsOf(file);
  if (!vectors) return [failed("(file)", "not a file of vectors: a list named “vectors” is expected")];
  return vectors.map((vector) => {
    const id = isRecord(vector) && typeof vector["id"] === "string" ? vector["id"] : "(no id)";
    const other = others[id.split("-")[0] ?? ""];
    if (!other) return runOne(id, vector);
    return other({ vectors: [vector] })[0] ?? failed(id, "not supported");
  });
}

function runOne(id: string, vector: unknown): VectorResult {
  if (!isRecord(vector) || !isRecord(vector["inputs"]) || !isRecord(vector["expected"]))
    return failed(id, "a vector needs inputs and expected");
  const inputs: Inputs = vector["inputs"];
  const expected = scalarsOf(vector["expected"]);
  const adapter = ADAPTERS.find((of) => of.area === vector["area"] && fits(of, inputs));
  if (!adapter) return { ...failed(id, "not supported"), expected };
  try {
    return judged(id, expected, adapter.run(inputs));
  } catch (error) {
    if (error instanceof NotSupported) return { ...failed(id, `not supported: ${error.message}`), expected };
    throw error;
  }
}

/** An input that the adapter would not look at makes the vector one that it does not know. */
const fits = (adapter: Adapter, inputs: Inputs): boolean =>
  adapter.needs.every((name) => name in inputs) &&
  Object.keys(inputs).every((name) => adapter.needs.includes(name) || (adapter.may ?? []).includes(name));

function judged(id: string, expected: Readonly<Record<string, string>>, results: Results): VectorResult {
  const actual: Record<string, string> = {};
  const wrong: string[] = [];
  for (const [name, wanted] of Object.entries(expected)) {
    const found = results[name];
    if (found === undefined) wrong.push(`${name}: not worked out`);
    else {
      actual[name] = shownLike(found, wanted);
      if (!same(found, wanted)) wrong.push(`${name}: expected ${wanted}, got ${actual[name]}`);
    }
  }
  if (Object.keys(expected).length === 0) wrong.push("nothing is expected");
  return { id, ok: wrong.length === 0, expected, actual, why: wrong.join("; ") };
}

/** Numbers are compared at the decimals in which the vector gives them; an amount is whole kopecks anyway. */
function same(found: Exact | string, wanted: string): boolean {
  if (typeof found === "string") return found === wanted;
  const number = parseExact(wanted);
  if (!number) return false;
  const scale = decimalsOf(wanted);
  return compare({ n: rounded(found, scale), d: 10n ** BigInt(scale) }, number) === 0;
}

const shownLike = (found: Exact | string, wanted: string): string =>
  typeof found === "string" ? found : toDecimal(found, decimalsOf(wanted), decimalsOf(wanted));

const decimalsOf = (text: string): number => text.split(".")[1]?.length ?? 0;

/** Steps and notes are for the reader; everything else that a vector expects is compared. */
function scalarsOf(expected: Readonly<Record<string, unknown>>): Record<string, string> {
  const scalars: Record<string, string> = {};
  for (const [name, value] of Object.entries(expected)) {
    if (name === "steps" || name === "note") continue;
    scalars[name] =
      typeof value === "string" || typeof value === "number" ? String(value) : JSON.stringify(value);
  }
  return scalars;
}

function vectorsOf(file: unknown): readonly unknown[] | undefined {
  if (!isRecord(file)) return undefined;
  return Array.isArray(file["vectors"]) ? file["vectors"] : undefined;
}

const failed = (id: string, why: string): VectorResult => ({ id, ok: false, expected: {}, actual: {}, why });

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === "object" && value !== null && !Array.isArray(value);
