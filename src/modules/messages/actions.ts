import { createHash, randomBytes, timingSafeEqual } from "node:crypto";
import { must } from "#core/assert";
import type { Day } from "#core/day";
import type { UserId } from "#core/ids";
import { ok, type Refusal, refuse, type Result } from "#core/result";
import { beginAttempt, listUsers, may, noteSuccess } from "#modules/access";
import { listRules } from "#modules/charging";
import { readSlipCode, slipCode } from "#modules/residents";
import type { Ctx } from "#platform/context";
import type { Tx } from "#platform/database";
import { attempt } from "#platform/deed";
import type { MessageRefusal } from "./contract.ts";
import type {
  Case,
  CaseKind,
  CaseLink,
  CaseNumber,
  Entry,
  LinkKind,
  NewCase,
  SentFile,
  Template,
} from "./model.ts";
import { keepFiles } from "./pictures.ts";
import { answerDay } from "./rules/answer-day.ts";
import { judgeMessage } from "./rules/judge-message.ts";
import * as store from "./store.ts";

type Attempt<T> = Promise<Result<T, MessageRefusal>>;

/** From one address or login within an hour: a family behind one router, and no flood. */
export const CASES_AN_HOUR_MAX = 10;

const hashOf = (signs: string): Buffer => createHash("sha256").update(signs).digest();

/** By when an answer is owed to what comes today, by the law in force. */
async function dueOf(
  tx: Tx,
  of: { readonly kind: CaseKind; readonly isOfHouse: boolean },
): Promise<{ readonly dueOn: Day | undefined; readonly basis: string }> {
  const { calendar } = await listRules(tx);
  const due = answerDay(
    { kind: of.kind, audience: of.isOfHouse ? "house" : "other", receivedOn: tx.scope.today },
    await store.listAnswerTerms(tx),
    new Map(calendar.map(({ day, working }) => [day, working])),
  );
  return due ?? { dueOn: undefined, basis: "" };
}

/** A case as who wrote it is told of it. The code is given to the portal alone, and is known this once. */
export interface Opened {
  readonly number: CaseNumber;
  readonly code: string | undefined;
  readonly dueOn: Day | undefined;
}

/** Takes what was written. Where the house is known the writer counts as an owner or a user of premises in it. */
export async function openCase(ctx: Ctx, of: NewCase, files: readonly SentFile[] = []): Attempt<Opened> {
  const wrong = judgeMessage({ ...of, needsContact: of.origin === "portal" });
  if (wrong) return refuse(wrong);
  const kept = await keepFiles(files);
  if (!kept.ok) return kept;
  const code = of.origin === "portal" ? slipCode(randomBytes(12)) : undefined;
  return attempt<Opened, MessageRefusal>(ctx, async (tx) => {
    const { remoteAddress, login } = of;
    const recent = of.origin === "clerk" ? 0 : await store.countRecent(tx, { remoteAddress, login });
    if (recent >= CASES_AN_HOUR_MAX) return refuse({ code: "messages.too_often", minutes: 60 });
    const due = await dueOf(tx, { kind: of.kind, isOfHouse: of.building !== undefined });
    const codeHash = code === undefined ? undefined : hashOf(must(readSlipCode(code), "a code of ours"));
    const number = await store.insertCase(tx, { ...of, ...due, codeHash });
    await store.insertEntry(tx, {
      ...of,
      number,
      author: "applicant",
      text: of.text.trim(),
      files: kept.value,
    });
    return ok({ number, code, dueOn: due.dueOn });
  });
}

/** The case that a number and its code open. Guesses are slowed down by the number and by the address. */
export async function openByCode(
  ctx: Ctx,
  of: { readonly number: number; readonly code: string; readonly remoteAddress: string },
): Attempt<Case> {
  const attempted = { login: `feedback:${of.number}`, remoteAddress: of.remoteAddress };
  const seconds = await beginAttempt(ctx.database, attempted);
  if (seconds > 0) return refuse({ code: "messages.code_too_often", seconds });
  const found = await caseOfCode(ctx, of);
  if (!found) return refuse({ code: "messages.code_wrong" });
  await noteSuccess(ctx.database, attempted);
  return ok(found);
}

/** The same without counting: for a code that this browser was given by us. */
export async function caseOfCode(
  ctx: Ctx,
  of: { readonly number: number; readonly code: string },
): Promise<Case | undefined> {
  const signs = readSlipCode(of.code);
  return ctx.transaction(async (tx) => {
    const hash = await store.findCodeHash(tx, of.number);
    if (signs === undefined || hash === undefined || !timingSafeEqual(hash, hashOf(signs))) return undefined;
    return store.findCase(tx, of.number);
  });
}

/** Who wrote the case adds to it. What had been answered is owed an answer again, from today. */
export async function addByApplicant(
  ctx: Ctx,
  of: { readonly number: CaseNumber; readonly text: string },
  files: readonly SentFile[] = [],
): Attempt<Case> {
  const wrong = judgeMessage({ ...of, authorName: "", email: "", phone: "", needsContact: false });
  if (wrong) return refuse(wrong);
  const kept = await keepFiles(files);
  if (!kept.ok) return kept;
  return onCase(ctx, of.number, async (tx, found) => {
    await store.insertEntry(tx, {
      organization: found.organization,
      number: found.number,
      author: "applicant",
      text: of.text.trim(),
      files: kept.value,
    });
    if (found.state === "answered") {
      const due = await dueOf(tx, { kind: found.kind, isOfHouse: found.building !== undefined });
      await store.updateCase(tx, found.number, {
        state: "in_work",
        receivedOn: ctx.today,
        due,
        answeredOn: null,
      });
    }
    return ok(true);
  });
}

/** Answers the applicant, or leaves a note that they never see. */
export async function write(
  ctx: Ctx,
  of: { readonly number: number; readonly text: string; readonly isNote: boolean },
  files: readonly SentFile[] = [],
): Attempt<Case> {
  const wrong = judgeMessage({ ...of, authorName: "", email: "", phone: "", needsContact: false });
  if (wrong) return refuse(wrong);
  const kept = await keepFiles(files);
  if (!kept.ok) return kept;
  return onCase(ctx, of.number, async (tx, found) => {
    await store.insertEntry(tx, {
      organization: found.organization,
      number: found.number,
      author: of.isNote ? "note" : "staff",
      text: of.text.trim(),
      files: kept.value,
    });
    if (!of.isNote)
      await store.updateCase(tx, found.number, {
        state: "answered",
        answeredOn: found.answeredOn ?? ctx.today,
      });
    return ok(true);
  });
}

/** Gives a case to a person, or back to nobody. Who is given it works on it. */
export async function assign(
  ctx: Ctx,
  of: { readonly number: number; readonly user: UserId | undefined },
): Attempt<Case> {
  const people = of.user === undefined ? [] : await listUsers(ctx);
  return onCase(ctx, of.number, async (tx, found) => {
    if (of.user !== undefined) {
      const person = people.find(({ id }) => id === of.user);
      const isFit =
        person !== undefined &&
        person.disabledAt === undefined &&
        may(person.role, "messages.answer") &&
        (person.organization === undefined || person.organization === found.organization);
      if (!isFit) return refuse({ code: "messages.person_not_found", user: of.user });
    }
    await store.updateCase(tx, found.number, {
      assignedTo: of.user ?? null,
      ...(found.state === "new" && of.user !== undefined && { state: "in_work" as const }),
    });
    return ok(true);
  });
}

/** Puts a case away. What the law wants answered is answered before. */
export async function close(ctx: Ctx, number: number): Attempt<Case> {
  return onCase(ctx, number, async (tx, found) => {
    if (found.dueOn !== undefined && found.answeredOn === undefined)
      return refuse({ code: "messages.not_answered", number });
    await store.updateCase(tx, found.number, { state: "closed" });
    return ok(true);
  });
}

/** Puts a question and its answer before everybody, in words that name nobody; with the consent of who asked. */
export async function publish(
  ctx: Ctx,
  of: { readonly number: number; readonly question: string; readonly answer: string },
): Attempt<Case> {
  const [question, answer] = [of.question.trim(), of.answer.trim()];
  if (question === "" || answer === "") return refuse({ code: "messages.text_missing" });
  return attempt<Case, MessageRefusal>(ctx, async (tx) => {
    const found = await store.lockCase(tx, of.number);
    if (!found) return refuse({ code: "messages.not_found", number: of.number });
    if (!found.mayPublish) return refuse({ code: "messages.no_consent", number: of.number });
    if (found.answeredOn === undefined) return refuse({ code: "messages.not_answered", number: of.number });
    await store.updatePublication(tx, found.number, { question, answer });
    return ok(must(await store.findCase(tx, of.number), "a case"));
  });
}

export async function unpublish(ctx: Ctx, number: number): Attempt<Case> {
  return attempt<Case, MessageRefusal>(ctx, async (tx) => {
    const found = await store.lockCase(tx, number);
    if (!found) return refuse({ code: "messages.not_found", number });
    await store.updatePublication(tx, found.number, undefined);
    return ok(must(await store.findCase(tx, number), "a case"));
  });
}

/** Makes a dispute of a case: a case of its own that continues it, with a day of its own from today. */
export async function dispute(ctx: Ctx, number: number): Attempt<Opened> {
  return attempt<Opened, MessageRefusal>(ctx, async (tx) => {
    const found = await store.lockCase(tx, number);
    if (!found) return refuse({ code: "messages.not_found", number });
    const links = await store.listLinks(tx, found.number);
    if (found.kind === "dispute" || links.some(({ kind }) => kind === "dispute"))
      return refuse({ code: "messages.linked_before" });
    const entries = await store.listEntries(tx, { number: found.number, withNotes: false });
    const due = await dueOf(tx, { kind: "dispute", isOfHouse: found.building !== undefined });
    const made = await store.insertCase(tx, {
      ...found,
      kind: "dispute",
      mayPublish: false,
      continues: found.number,
      text: "",
      codeHash: await store.findCodeHash(tx, found.number),
      ...due,
    });
    await store.insertEntry(tx, {
      organization: found.organization,
      number: made,
      author: "applicant",
      text: must(entries[0], "the first text of a case").text,
      files: [],
    });
    await store.insertLink(tx, { ...found, kind: "dispute", reference: made });
    return ok({ number: made, code: undefined, dueOn: due.dueOn });
  });
}

/** Notes what came of a case elsewhere. Whether that is there is looked up by who asks. */
export async function link(
  ctx: Ctx,
  of: { readonly number: number; readonly kind: LinkKind; readonly reference: number },
): Attempt<Case> {
  return attempt<Case, MessageRefusal>(ctx, async (tx) => {
    const found = await store.lockCase(tx, of.number);
    if (!found) return refuse({ code: "messages.not_found", number: of.number });
    const { organization, number } = found;
    const isNew = await store.insertLink(tx, { ...of, organization, number });
    return isNew ? ok(found) : refuse({ code: "messages.linked_before" });
  });
}

export interface CaseRead extends Case {
  readonly entries: readonly Entry[];
  readonly links: readonly CaseLink[];
}

/** A case as the company and the center read it. */
export const readCase = (ctx: Ctx, number: number): Promise<CaseRead | undefined> =>
  ctx.transaction(async (tx) => {
    const found = await store.findCase(tx, number);
    return (
      found && {
        ...found,
        entries: await store.listEntries(tx, { number: found.number, withNotes: true }),
        links: await store.listLinks(tx, found.number),
      }
    );
  });

/** The people who may be given a case: those of its company and of the center. */
export async function peopleFor(
  ctx: Ctx,
  of: Pick<Case, "organization">,
): Promise<{ id: UserId; name: string }[]> {
  return (await listUsers(ctx))
    .filter(
      ({ disabledAt, role, organization }) =>
        disabledAt === undefined &&
        may(role, "messages.answer") &&
        (organization === undefined || organization === of.organization),
    )
    .map(({ id, name }) => ({ id, name }));
}

export async function saveTemplate(ctx: Ctx, of: Omit<Template, "id">): Attempt<Template> {
  const wrong = judgeMessage({ text: of.text, authorName: "", email: "", phone: "", needsContact: false });
  if (wrong) return refuse(wrong);
  return ok(await ctx.transaction((tx) => store.insertTemplate(tx, of)));
}

export async function retireTemplate(ctx: Ctx, id: number): Attempt<true> {
  const ended = await ctx.transaction((tx) => store.retireTemplate(tx, id));
  return ended > 0 ? ok(true) : refuse({ code: "messages.template_not_found", template: id });
}

/** A deed on a case that is not put away, under its lock; gives the case as it is then. */
async function onCase<R extends Refusal>(
  ctx: Ctx,
  number: number,
  deed: (tx: Tx, found: Case) => Promise<Result<true, R>>,
): Promise<Result<Case, R | MessageRefusal>> {
  return attempt<Case, R | MessageRefusal>(ctx, async (tx) => {
    const found = await store.lockCase(tx, number);
    if (!found) return refuse({ code: "messages.not_found", number });
    if (found.state === "closed") return refuse({ code: "messages.closed", number });
    const done = await deed(tx, found);
    return done.ok ? ok(must(await store.findCase(tx, number), "a case")) : done;
  });
}
