/** Ages of a debt, from the youngest to the oldest, named by their last day. */
export const AGE_NAMES = ["30", "90", "365", "1095", "older"] as const;
export type Age = (typeof AGE_NAMES)[number];

/** Of what is late by so many days; undefined: nothing is overdue yet. */
export function ageOf(late: number): Age | undefined {
  if (late <= 0) return undefined;
  return AGE_NAMES.find((name) => name !== "older" && late <= Number(name)) ?? "older";
}
