export * from "./rules/capital-repair-compensation.ts";
