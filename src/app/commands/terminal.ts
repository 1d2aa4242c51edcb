import { SingleBar } from "cli-progress";
import { Trouble } from "#platform/trouble";

/** A failure that a person can do something about: printed as a sentence, without a stack. */
export class CommandFailure extends Error {
  override readonly name = "CommandFailure";
}

export function reportFailure(error: unknown): void {
  if (error instanceof CommandFailure || error instanceof Trouble) process.stderr.write(`${error.message}\n`);
  else process.stderr.write(`${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
  process.exitCode = 1;
}

/** Prints the result: for machines as one JSON document, for people line by line. */
export function printResult(json: boolean | undefined, value: unknown, lines: readonly string[]): void {
  process.stdout.write(json ? `${JSON.stringify(value, jsonable, 2)}\n` : `${lines.join("\n")}\n`);
}

/** bigint as a decimal string, as everywhere outside. */
export const jsonable = (_key: string, value: unknown): unknown =>
  typeof value === "bigint" ? value.toString() : value;

export interface Progress {
  readonly isShown: boolean;
  to(done: number): void;
  end(): void;
}

/** A bar on a terminal; nothing where the output is a file or JSON. */
export function progressBar(title: string, total: number, json?: boolean): Progress {
  if (json || !process.stderr.isTTY) return { isShown: false, to: () => undefined, end: () => undefined };
  const bar = new SingleBar({
    format: `${title} {bar} {value}/{total} {percentage}% {eta_formatted}`,
    hideCursor: true,
    stream: process.stderr,
  });
  bar.start(total, 0);
  return { isShown: true, to: (done) => bar.update(done), end: () => bar.stop() };
}

/** 1234567.89 as "1 234 567.89": for the terminal, not for receipts. */
export function roubles(kopecks: bigint): string {
  const digits = (kopecks < 0n ? -kopecks : kopecks).toString().padStart(3, "0");
  return `${kopecks < 0n ? "-" : ""}${digits.slice(0, -2).replaceAll(/\B(?=(\d{3})+$)/g, " ")}.${digits.slice(-2)}`;
}

export const seconds = (since: number): string => `${((performance.now() - since) / 1000).toFixed(1)} s`;
