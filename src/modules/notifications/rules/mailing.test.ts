import { describe, expect, test } from "vitest";
import { day } from "#core/day";
import { period } from "#core/period";
import type { Money } from "#core/units";
import type { MailingCounts, MailingState } from "../mailings/model.ts";
import {
  costOf,
  isReminded,
  judgeDecision,
  judgeDraft,
  lateAfter,
  needsSecond,
  overdueOf,
} from "./mailing.ts";

const money = (kopecks: bigint) => kopecks as Money;
const item = (month: string, amount: bigint) => ({ chargedFor: period(month), amount: money(amount) });
const counts = (more: Partial<MailingCounts> = {}): MailingCounts => ({
  accounts: 10,
  unreached: 0,
  letters: 8,
  shortMessages: 2,
  pushes: 0,
  parts: 3,
  told: 0,
  leftOut: 0,
  ...more,
});

describe("what is overdue", () => {
  const isLate = lateAfter(
    (of) => (of === "2026-10" ? day("2026-11-24") : day("2026-10-12")),
    day("2026-11-23"),
  );

  test("is of months whose last day to pay is past", () => {
    const items = [item("2026-08", 100n), item("2026-09", 250n), item("2026-10", 900n)];
    expect(overdueOf({ items, advance: money(0n) }, isLate)).toEqual({ amount: 350n, months: 2 });
  });

  test("is never more than all that is owed, and nothing of who paid ahead", () => {
    const items = [item("2026-09", 250n), item("2026-10", -100n)];
    expect(overdueOf({ items, advance: money(30n) }, isLate)).toEqual({ amount: 120n, months: 1 });
    expect(overdueOf({ items, advance: money(150n) }, isLate)).toEqual({ amount: 0n, months: 0 });
  });

  test("is reminded of from the sum and the months that were asked for", () => {
    const of = { amount: money(350n), months: 2 };
    expect(isReminded(of, { debtMin: money(350n), monthsMin: 2 })).toBe(true);
    expect(isReminded(of, { debtMin: money(351n), monthsMin: 2 })).toBe(false);
    expect(isReminded(of, { debtMin: money(1n), monthsMin: 3 })).toBe(false);
    expect(isReminded({ amount: money(0n), months: 0 }, { debtMin: money(0n), monthsMin: 0 })).toBe(false);
  });
});

test("a mailing costs its parts, and above the limit of messages takes two people", () => {
  expect(costOf(counts(), money(350n))).toBe(1_050n);
  expect(needsSecond(counts(), { partPrice: money(350n), aloneMessages: 10 })).toBe(false);
  expect(needsSecond(counts(), { partPrice: money(350n), aloneMessages: 9 })).toBe(true);
});

test("a reminder needs a sum, an announcement its words", () => {
  const draft = {
    kind: "debt" as const,
    organization: undefined,
    buildings: [],
    debtMin: money(0n),
    monthsMin: 0,
    titleRu: "",
    titleEn: "",
    textRu: "",
    textEn: "",
  };
  expect(judgeDraft(draft)).toEqual({ code: "mailings.debt_missing" });
  expect(judgeDraft({ ...draft, debtMin: money(1n) })).toBeUndefined();
  expect(judgeDraft({ ...draft, kind: "house", titleRu: "Вода" })).toEqual({ code: "mailings.text_missing" });
});

describe("a decision", () => {
  const of = (
    state: MailingState,
    more: { readonly needsSecond?: boolean; readonly of?: MailingCounts } = {},
  ) => ({
    mailing: 7,
    state,
    draftedBy: 1,
    needsSecond: more.needsSecond ?? true,
    counts: more.of ?? counts(),
  });
  const by = (user: number, reason = "") => ({ user, reason });

  test("above the limit is another person's", () => {
    expect(judgeDecision(of("ready"), "start", by(1))).toEqual({ code: "mailings.second_person" });
    expect(judgeDecision(of("ready"), "ask", by(1))).toBe("asked");
    expect(judgeDecision(of("waiting"), "approve", by(1))).toEqual({ code: "mailings.second_person" });
    expect(judgeDecision(of("waiting"), "approve", by(2))).toBe("approved");
    expect(judgeDecision(of("ready", { needsSecond: false }), "start", by(1))).toBe("started");
  });

  test("is of the state in which the mailing is", () => {
    expect(judgeDecision(of("counting"), "start", by(1))).toMatchObject({ code: "mailings.not_in_state" });
    expect(judgeDecision(of("sending"), "withdraw", by(1))).toBe("withdrawn");
    expect(judgeDecision(of("done"), "withdraw", by(1))).toMatchObject({ state: "done" });
  });

  test("to refuse says why, and nothing is sent to nobody", () => {
    expect(judgeDecision(of("waiting"), "refuse", by(2))).toEqual({ code: "mailings.reason_missing" });
    expect(judgeDecision(of("waiting"), "refuse", by(2, "Рано"))).toBe("refused");
    const nobody = counts({ letters: 0, shortMessages: 0 });
    expect(judgeDecision(of("ready", { of: nobody }), "ask", by(1))).toEqual({
      code: "mailings.nobody",
      mailing: 7,
    });
  });
});
