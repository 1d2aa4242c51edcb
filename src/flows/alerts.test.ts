import { describe, expect, test } from "vitest";
import { alertSentence } from "./alert-words.ts";
import { ofAgent, ofChore, ofKind } from "./alerts.ts";

const NOW = new Date("2026-11-23T12:00:00Z");
const ago = (hours: number) => new Date(NOW.getTime() - hours * 3_600_000);
const kind = (of: Partial<Parameters<typeof ofKind>[0]>) => ({
  kind: "fiscal.receipt",
  pending: 0,
  sent: 0,
  dead: 0,
  oldest: undefined,
  unseen: 0,
  unseenSince: undefined,
  unseenLast: undefined,
  failures: 0,
  openUntil: undefined,
  reason: "",
  ...of,
});
const agent = (of: object) =>
  ({ code: "bank", name: "Банк", closedAt: null, lastMessageAt: NOW, ...of }) as unknown as Parameters<
    typeof ofAgent
  >[0];
const codes = (alerts: readonly { code: string }[]) => alerts.map(({ code }) => code);

describe("what waits", () => {
  test("is told from its hour on, by kind", () => {
    expect(ofKind(kind({ pending: 3, oldest: ago(3.9) }), NOW)).toEqual([]);
    expect(ofKind(kind({ pending: 3, oldest: ago(4) }), NOW)).toMatchObject([
      { code: "outbox_waits", count: 3, about: "fiscal.receipt" },
    ]);
    expect(ofKind(kind({ kind: "other", pending: 3, oldest: ago(4) }), NOW)).toEqual([]);
  });

  test("and was given up is told at once; a peer that is away for minutes is not", () => {
    expect(ofKind(kind({ dead: 3, unseen: 2, unseenSince: ago(2), unseenLast: ago(1) }), NOW)).toMatchObject([
      { code: "outbox_dead", count: 2, since: ago(2), upTo: ago(1) },
    ]);
    // All of it has been dealt with.
    expect(ofKind(kind({ dead: 3 }), NOW)).toEqual([]);
    const away = { pending: 1, oldest: ago(1), openUntil: ago(-0.1) };
    expect(ofKind(kind({ ...away, failures: 5 }), NOW)).toEqual([]);
    expect(codes(ofKind(kind({ ...away, failures: 10 }), NOW))).toEqual(["peer_away"]);
  });

  test("is an agent that was at work and is silent for a day; not one that is closed, or gone for long", () => {
    const of = (health: object, seen?: Date) => codes(ofAgent(agent(health), seen, NOW));
    expect(of({ lastMessageAt: ago(23) })).toEqual([]);
    expect(of({ lastMessageAt: ago(25) })).toEqual(["agent_silent"]);
    expect(of({ lastMessageAt: ago(25), closedAt: ago(2) })).toEqual([]);
    expect(of({ lastMessageAt: ago(24 * 8) })).toEqual([]);
    expect(of({ lastMessageAt: null })).toEqual([]);
    // Asked about it; it spoke once and fell silent again.
    expect(of({ lastMessageAt: ago(30) }, ago(30))).toEqual([]);
    expect(of({ lastMessageAt: ago(25) }, ago(30))).toEqual(["agent_silent"]);
  });

  test("is a chore that fails, or that began and never came back", () => {
    const chore = { name: "autopay", beganAt: ago(2), endedAt: ago(1.9), trouble: undefined };
    expect(ofChore(chore, NOW)).toEqual([]);
    expect(codes(ofChore({ ...chore, trouble: "no bank" }, NOW))).toEqual(["chore_fails"]);
    expect(codes(ofChore({ ...chore, endedAt: undefined }, NOW))).toEqual(["chore_fails"]);
  });
});

test("an alert is a sentence in both languages, with the service's own word", () => {
  const [waits] = ofKind(kind({ pending: 3, oldest: ago(5), reason: "answered 502" }), NOW);
  const text = (language: "ru" | "en") => (waits ? alertSentence(waits, language) : "");
  expect(text("ru")).toBe("Ждут отправки слишком долго: чеки, 3 (answered 502). Проверьте связь с сервисом.");
  expect(text("en")).toContain("receipts, 3 (answered 502)");
});
