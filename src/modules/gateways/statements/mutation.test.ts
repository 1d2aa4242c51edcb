import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { readStatement } from "./read.ts";
import { sample } from "./samples.fixture.ts";
import { statementProblemSentence } from "./words.ts";

/*
 * Whatever happened to a file on its way, reading it ends with a statement that adds up or with refusals that can be
 * read, and soon: no mutation makes a reader throw or take money that is not booked.
 */
const NAMES = [
  "1c-statement.txt",
  "1c-statement-dos.txt",
  "camt053.xml",
  "camt054.xml",
  "mt940.txt",
] as const;
const FILES = NAMES.map(sample);
const RUNS = 300;

type Mutation = (bytes: Buffer) => Buffer;
const place = fc.double({ min: 0, max: 0.9999, noNaN: true });
const at = (bytes: Buffer, share: number): number => Math.floor(share * bytes.length);
const mutation: fc.Arbitrary<Mutation> = fc.oneof(
  fc.tuple(place, fc.uint8Array({ maxLength: 12 })).map(
    ([share, put]): Mutation =>
      (bytes) =>
        Buffer.concat([bytes.subarray(0, at(bytes, share)), put, bytes.subarray(at(bytes, share))]),
  ),
  fc.tuple(place, fc.nat(400)).map(
    ([share, count]): Mutation =>
      (bytes) =>
        Buffer.concat([bytes.subarray(0, at(bytes, share)), bytes.subarray(at(bytes, share) + count)]),
  ),
  place.map(
    (share): Mutation =>
      (bytes) =>
        bytes.subarray(0, at(bytes, share)),
  ),
  fc.tuple(place, fc.integer({ min: 0, max: 255 })).map(
    ([share, value]): Mutation =>
      (bytes) => {
        const copy = Buffer.from(bytes);
        if (copy.length > 0) copy[at(copy, share)] = value;
        return copy;
      },
  ),
  fc
    .tuple(place, fc.integer({ min: 1, max: 2000 }), fc.constantFrom("<a>", "=", "\r\n", "&a;", ":61:", "9"))
    .map(
      ([share, times, what]): Mutation =>
        (bytes) =>
          Buffer.concat([
            bytes.subarray(0, at(bytes, share)),
            Buffer.from(what.repeat(times)),
            bytes.subarray(at(bytes, share)),
          ]),
    ),
);

describe.each(NAMES.map((name, index) => [name, index] as const))("%s, spoilt in any way,", (_, index) => {
  it("adds up, or is refused in words", { timeout: 60_000 }, () => {
    fc.assert(
      fc.property(fc.array(mutation, { minLength: 1, maxLength: 4 }), (mutations) => {
        const bytes = mutations.reduce((now, mutate) => mutate(now), FILES[index] ?? Buffer.alloc(0));
        const begun = performance.now();
        const read = readStatement(bytes);
        expect(performance.now() - begun).toBeLessThan(2_000);
        if (read.refusals.length > 0) {
          expect(read.statements).toEqual([]);
          for (const problem of read.refusals) {
            expect(statementProblemSentence("ru", problem)).not.toContain("undefined");
            expect(statementProblemSentence("en", problem)).not.toContain("undefined");
          }
          return;
        }
        for (const { opening, closing, lines } of read.statements) {
          const turnover = lines
            .filter(({ pending }) => !pending)
            .reduce((sum, { direction, amount }) => sum + (direction === "in" ? amount : -amount), 0n);
          if (opening !== undefined && closing !== undefined) expect(opening + turnover).toBe(closing);
          expect(new Set(lines.map(({ identity }) => identity)).size).toBe(lines.length);
        }
      }),
      { numRuns: RUNS },
    );
  });
});

it("ten megabytes of nonsense are refused in bounded time", { timeout: 30_000 }, () => {
  const begun = performance.now();
  for (const head of ["1CClientBankExchange\r\n", "<a>", ":20:"]) {
    const bytes = Buffer.concat([Buffer.from(head), Buffer.alloc(10 * 1_048_576, "a=1\n<b>:61:\n")]);
    expect(readStatement(bytes).refusals.length).toBeGreaterThan(0);
  }
  expect(performance.now() - begun).toBeLessThan(20_000);
});
