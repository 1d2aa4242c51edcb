import { type Act, clausesOf } from "./law-text.ts";

const ACT_OF: readonly (readonly [RegExp, Act])[] = [
  [/^ПП РФ 354/, "pp-354"],
  [/^ПП РФ 491/, "pp-491"],
  [/^ЖК РФ/, "zhk"],
];

/** Where the stored text says what a line is charged by; undefined where it is no act, or is not stored. */
export function placeInLaw(law: string): { readonly act: Act; readonly clauses: string[] } | undefined {
  const act = ACT_OF.find(([pattern]) => pattern.test(law))?.[1];
  return act && { act, clauses: clausesOf(law) };
}
