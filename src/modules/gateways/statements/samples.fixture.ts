import { readFileSync } from "node:fs";
import path from "node:path";

/** A statement of the samples, as the bank sent it. */
export const sample = (name: string): Buffer => readFileSync(path.join(import.meta.dirname, "vectors", name));

export interface Expected {
  readonly encoding?: string;
  readonly documents?: number;
  readonly entries?: number;
  readonly transactions?: number;
  readonly total?: string;
  readonly credit_total?: string;
  readonly opening?: string;
  readonly closing?: string;
  readonly accounts?: readonly string[];
}
export const EXPECTED = JSON.parse(sample("expected.json").toString("utf8")) as Readonly<
  Record<string, Expected>
>;
