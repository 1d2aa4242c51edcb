export * from "./model.ts";
export * from "./rules/resolve.ts";
