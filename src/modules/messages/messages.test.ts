import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { must } from "#core/assert";
import { day } from "#core/day";
import { findAccountsByNumber } from "#modules/accounts";
import { findManagements } from "#modules/addresses";
import type { Database } from "#platform/database";
import { type TestDatabase, withDatabase } from "../../../test/database.ts";
import { buildSmallTown, contextAt, IVANOVA, type SmallTown, TODAY } from "../payments/small-town.fixture.ts";
import * as actions from "./actions.ts";
import type { NewCase } from "./model.ts";
import * as store from "./store.ts";

let files: TestDatabase;
let database: Database;
let town: SmallTown;

beforeAll(async () => {
  files = await withDatabase();
  database = files.open();
  town = await buildSmallTown(database);
});
afterAll(() => files.drop());

const PDF = { name: "act.pdf", bytes: Buffer.from("%PDF-1.7\n%%EOF\n") };
let visitors = 0;
const visitor = () => `192.0.2.${++visitors}`;

async function written(change: Partial<NewCase> = {}): Promise<NewCase> {
  const [account] = await town.ctx.transaction((tx) => findAccountsByNumber(tx, [IVANOVA]));
  const { building } = must(account, "the account of Ivanova");
  const [management] = await town.ctx.transaction((tx) => findManagements(tx, [building]));
  return {
    organization: must(management, "who manages the house").facts,
    kind: "question",
    origin: "portal",
    text: " Why is it cold? ",
    building,
    authorName: "Иванова",
    email: "ivanova@mail.ru",
    phone: "",
    mayPublish: true,
    remoteAddress: visitor(),
    ...change,
  };
}

async function opened(change: Partial<NewCase> = {}): Promise<actions.Opened> {
  const made = await actions.openCase(town.ctx, await written(change), [PDF]);
  if (!made.ok) throw new Error(made.refusal.code);
  return made.value;
}

describe("a case", () => {
  test("has a number, a code and the law's day, and opens by its own code alone", async () => {
    const [mine, other] = [await opened(), await opened()];
    expect(mine.dueOn).toBe(day("2025-12-05"));
    const codeOf = (one: actions.Opened) => must(one.code, "a code");
    const right = await actions.openByCode(town.ctx, {
      number: mine.number,
      code: codeOf(mine).toLowerCase(),
      remoteAddress: visitor(),
    });
    expect(right).toMatchObject({ ok: true, value: { number: mine.number, basis: /416/ } });
    for (const [number, code] of [
      [mine.number, codeOf(other)],
      [mine.number, "0000-0000-0000"],
      [999_999, codeOf(mine)],
      [mine.number, ""],
    ] as const) {
      expect(await actions.openByCode(town.ctx, { number, code, remoteAddress: visitor() })).toEqual({
        ok: false,
        refusal: { code: "messages.code_wrong" },
      });
    }
  });

  test("is guessed more and more slowly from one address", async () => {
    const mine = await opened();
    const guess = { number: mine.number, code: "1111-1111-1111", remoteAddress: visitor() };
    const codes = [];
    for (let tries = 0; tries < 12; tries++) {
      const tried = await actions.openByCode(town.ctx, guess);
      codes.push(tried.ok ? "opened" : tried.refusal.code);
    }
    expect(codes[0]).toBe("messages.code_wrong");
    expect(codes.at(-1)).toBe("messages.code_too_often");
  });

  test("comes ten times an hour from an address, and no more", async () => {
    const remoteAddress = visitor();
    for (let sent = 0; sent < actions.CASES_AN_HOUR_MAX; sent++) await opened({ remoteAddress });
    expect(await actions.openCase(town.ctx, await written({ remoteAddress }))).toEqual({
      ok: false,
      refusal: { code: "messages.too_often", minutes: 60 },
    });
  });

  test("is answered once for the law; what is added later is owed an answer from its own day", async () => {
    const { number } = await opened();
    expect(await actions.close(town.ctx, number)).toMatchObject({
      refusal: { code: "messages.not_answered" },
    });
    await actions.write(town.ctx, { number, text: "Ask the boiler man", isNote: true });
    expect(await actions.write(town.ctx, { number, text: "It is on now.", isNote: false })).toMatchObject({
      value: { state: "answered", answeredOn: TODAY },
    });
    const later = contextAt(database, day("2025-11-28"));
    expect(await actions.addByApplicant(later, { number, text: "Cold again" })).toMatchObject({
      value: { state: "in_work", answeredOn: undefined, receivedOn: "2025-11-28", dueOn: "2025-12-12" },
    });
    const read = must(await actions.readCase(town.ctx, number), "a case");
    expect(read.entries.map(({ author, text }) => [author, text])).toEqual([
      ["applicant", "Why is it cold?"],
      ["note", "Ask the boiler man"],
      ["staff", "It is on now."],
      ["applicant", "Cold again"],
    ]);
    const shown = await town.ctx.transaction((tx) => store.listEntries(tx, { number, withNotes: false }));
    expect(shown.map(({ author }) => author)).not.toContain("note");
  });

  test("keeps its files to itself: of another case they are not found", async () => {
    const [mine, other] = [await opened(), await opened()];
    const [entry] = must(await actions.readCase(town.ctx, mine.number), "a case").entries;
    const [file] = must(entry, "its text").attachments;
    const asked = (number: typeof mine.number) =>
      town.ctx.transaction((tx) =>
        store.findAttachment(tx, { number, id: must(file, "its file").id, withNotes: false }),
      );
    expect((await asked(mine.number))?.name).toBe("act.pdf");
    expect(await asked(other.number)).toBeUndefined();
  });

  test("is published with consent, after the answer, and taken back", async () => {
    const [mine, quiet] = [await opened(), await opened({ mayPublish: false })];
    const words = { question: "Is it cold?", answer: "No." };
    expect(await actions.publish(town.ctx, { number: mine.number, ...words })).toMatchObject({
      refusal: { code: "messages.not_answered" },
    });
    for (const { number } of [mine, quiet])
      await actions.write(town.ctx, { number, text: "No.", isNote: false });
    expect(await actions.publish(town.ctx, { number: quiet.number, ...words })).toMatchObject({
      refusal: { code: "messages.no_consent" },
    });
    expect((await actions.publish(town.ctx, { number: mine.number, ...words })).ok).toBe(true);
    const { organization } = await written();
    const published = () =>
      town.ctx.transaction((tx) => store.listPublished(tx, { organization, limit: 10 }));
    expect((await published()).map(({ number }) => number)).toEqual([mine.number]);
    await actions.unpublish(town.ctx, mine.number);
    expect(await published()).toEqual([]);
  });

  test("becomes a dispute with a day of its own, once, that the same code opens", async () => {
    const mine = await opened();
    const later = contextAt(database, day("2025-11-28"));
    const made = await actions.dispute(later, mine.number);
    if (!made.ok) throw new Error(made.refusal.code);
    expect(made.value.dueOn).toBe("2025-12-12");
    expect(await actions.dispute(later, mine.number)).toMatchObject({
      refusal: { code: "messages.linked_before" },
    });
    const code = must(mine.code, "a code");
    expect(await actions.caseOfCode(town.ctx, { number: made.value.number, code })).toMatchObject({
      kind: "dispute",
      continues: mine.number,
    });
  });

  test("stands on the list by what is owed soonest, and the late ones are counted", async () => {
    const quality = await opened({ kind: "quality" });
    const thanks = await opened({ kind: "thanks" });
    const later = contextAt(database, day("2025-11-27"));
    const lines = await later.transaction((tx) => store.listCases(tx, { state: "open", limit: 100 }));
    expect(lines[0]?.number).toBe(quality.number);
    expect(lines.at(-1)?.number).toBe(thanks.number);
    expect(lines[0]?.beginning).toBe("Why is it cold?");
    const late = await later.transaction((tx) => store.listCases(tx, { isOverdue: true, limit: 100 }));
    expect(late.map(({ number }) => number)).toEqual([quality.number]);
    expect((await later.transaction(store.countOpenCases)).overdue).toBe(1);
  });

  test("is on one page of the list, whatever the length of pages, also when another is answered meanwhile", async () => {
    const answered = await opened();
    await actions.write(town.ctx, { number: answered.number, text: "Yes.", isNote: false });
    await opened({ kind: "thanks" });
    const list = (of: Partial<store.CaseFilter>) =>
      town.ctx.transaction((tx) => store.listCases(tx, { limit: 1_000, ...of }));
    const whole = (await list({})).map(({ number }) => number);
    expect(whole.length).toBeGreaterThan(7);
    for (const limit of [1, 2, 3]) {
      const seen: number[] = [];
      let page = await list({ limit });
      while (page.length > 0) {
        seen.push(...page.map(({ number }) => number));
        page = await list({ limit, after: store.placeOf(must(page.at(-1), "the last of a page")) });
      }
      expect(seen).toEqual(whole);
    }
    const [first, second, third] = await list({ limit: 3 });
    await actions.write(town.ctx, {
      number: must(first, "the first").number,
      text: "It is on.",
      isNote: false,
    });
    const after = store.placeOf(must(second, "the second"));
    expect((await list({ limit: 1, after }))[0]?.number).toBe(third?.number);
  });
});
