import { expect, test } from "vitest";
import { ratesOf } from "./rates.ts";

/** What PostgreSQL does, for one agent. */
function sharedMinutes(max: number) {
  let minute = 0;
  let taken = 0;
  let questions = 0;
  return {
    questions: () => questions,
    take: (of: { readonly minute: number; readonly count: number }): number => {
      questions++;
      if (of.minute > minute) [minute, taken] = [of.minute, 0];
      const granted = Math.min(of.count, max - taken);
      taken += granted;
      return granted;
    },
  };
}

test("two processes together admit what was agreed for a minute, and ask for it seldom", () => {
  const clock = 120 * 60_000;
  const shared = sharedMinutes(600);
  const processes = [ratesOf(() => clock), ratesOf(() => clock)];
  let admitted = 0;
  for (let message = 0; message < 2_000; message++) {
    const rates = processes[message % 2] ?? ratesOf(() => clock);
    const wanted = rates.wanted("bank", 600);
    if (wanted) rates.grant("bank", wanted.minute, shared.take(wanted));
    if (rates.admit("bank", 600)) admitted++;
  }
  expect(admitted).toBe(600);
  // Two hundred parts, and each process is told once that nothing is left.
  expect(shared.questions()).toBe(202);
});

test("the next minute is asked for anew, and the turn of a minute does not admit two minutes' worth", () => {
  let clock = 120 * 60_000 + 59_000;
  const shared = sharedMinutes(4);
  const rates = ratesOf(() => clock);
  const come = () => {
    const wanted = rates.wanted("bank", 4);
    if (wanted) rates.grant("bank", wanted.minute, shared.take(wanted));
    return rates.admit("bank", 4);
  };
  expect([1, 2, 3, 4, 5].map(come)).toEqual([true, true, true, true, false]);
  clock += 2_000;
  expect(come()).toBe(false);
  clock += 60_000;
  expect(come()).toBe(true);
});
