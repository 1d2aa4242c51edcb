export * from "./rules/average.ts";
export * from "./rules/facts.ts";
export * from "./rules/limits.ts";
export * from "./rules/months.ts";
export * from "./rules/points.ts";
export * from "./rules/volumes-of-month.ts";
export * from "./rules/volume-of-year.ts";
