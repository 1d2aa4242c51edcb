import { execFileSync } from "node:child_process";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { cpus, totalmem } from "node:os";
import path from "node:path";

export interface Outcome {
  readonly name: string;
  /** What was measured, e.g. accounts. */
  readonly size: Readonly<Record<string, number>>;
  /** Milliseconds of the floor, before and after. */
  readonly floors: readonly number[];
  /** Milliseconds of the deed itself, one a repetition. */
  readonly values: readonly number[];
  readonly most: number;
  readonly goal: number;
  readonly peakRssMiB: number;
}

export const median = (values: readonly number[]): number => {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
};

/** Prints the outcome and keeps it under bench/out; gives false when it misses its *must*. */
export function report(outcome: Outcome): boolean {
  const floor = outcome.floors.reduce((sum, value) => sum + value, 0) / outcome.floors.length;
  const value = median(outcome.values);
  const ratio = value / floor;
  const spread = Math.max(...outcome.floors) / Math.min(...outcome.floors);
  const root = path.join(import.meta.dirname, "..");
  const commit = execFileSync("git", ["rev-parse", "--short", "HEAD"], { cwd: root }).toString().trim();
  const document = {
    ...outcome,
    floor: Math.round(floor),
    value: Math.round(value),
    ratio: Number(ratio.toFixed(2)),
    floorSpread: Number(spread.toFixed(2)),
    commit,
    at: new Date().toISOString(),
    machine: {
      cpu: cpus()[0]?.model ?? "unknown",
      cores: cpus().length,
      memoryGiB: Math.round(totalmem() / 2 ** 30),
      node: process.version,
    },
  };
  const folder = path.join(root, "bench/out");
  mkdirSync(folder, { recursive: true });
  const sizes = Object.entries(outcome.size);
  const file = path.join(folder, `${outcome.name}-${sizes[0]?.[1] ?? ""}.json`);
  writeFileSync(file, `${JSON.stringify(document, null, 2)}\n`);
  process.stdout.write(
    [
      `${outcome.name}: ${sizes.map(([what, count]) => `${count} ${what}`).join(", ")}`,
      `floor ${outcome.floors.map((one) => `${Math.round(one)} ms`).join(" and ")}, value ${outcome.values.map((one) => `${Math.round(one)} ms`).join(", ")}`,
      `ratio ${ratio.toFixed(2)} (must be ≤ ${outcome.most}, goal ${outcome.goal}); peak RSS ${outcome.peakRssMiB} MiB; commit ${commit}`,
      ...(spread > 1.2
        ? [`the floors differ by ${Math.round((spread - 1) * 100)} %: repeat on a quieter machine`]
        : []),
      `written to ${path.relative(root, file)}`,
      "",
    ].join("\n"),
  );
  return ratio <= outcome.most;
}

/** The most memory this process has held, in MiB; threads included, PostgreSQL not. */
export function peakRss(): number {
  const status = readFileSync("/proc/self/status", "utf8");
  return Math.round(Number(/VmHWM:\s+(\d+)/.exec(status)?.[1] ?? "0") / 1024);
}
