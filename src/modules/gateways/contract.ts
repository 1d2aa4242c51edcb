export * from "./registers/contract.ts";
