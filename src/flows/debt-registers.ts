import { must } from "#core/assert";
import { covers } from "#core/day";
import type { BuildingId, OrganizationId } from "#core/ids";
import { type Period, periodOf } from "#core/period";
import { ok, type Result, refuse } from "#core/result";
import type { Chore } from "#modules/access";
import { findBuildingLines } from "#modules/addresses";
import {
  debtBodyParts,
  type DebtContent,
  type DebtFileKept,
  type DebtPlan,
  type DebtPlanSubject,
  type DebtPlanTerms,
  type DebtScope,
  type DebtTrouble,
  type Drop,
  DropTrouble,
  type DueRow,
  fieldsNamedBy,
  type FarOptions,
  findDebtFile,
  findDebtPlan,
  findDrop,
  insertDebtFile,
  insertDebtPlan,
  isByService,
  isDebtFileMade,
  isDebtNameTaken,
  keepDebtBody,
  listDueDebtPlans,
  lockDebtPlan,
  minutesUntilNext,
  nextDebtBodyPart,
  nextDebtNumber,
  openDrop,
  profilesInForce,
  type RegisterProfile,
  type RegisterWriter,
  registerWriter,
  takeFilesToLay,
  updateDebtPlan,
  updateDebtTrouble,
  updateLaid,
} from "#modules/gateways";
import {
  findOrganizations,
  findRequisites,
  listOrganizations,
  type OrganizationKind,
} from "#modules/organizations";
import { findAgent } from "#modules/payments";
import type { Ctx } from "#platform/context";
import type { Tx } from "#platform/database";
import { attempt } from "#platform/deed";
import { dueRows, groupsOf, periodOfFile } from "./debt-register-rows.ts";
import { farOptions } from "./far-drops.ts";

const LEASE_SECONDS = 600;

/** What the name of a file may speak of. */
const NAMED: ReadonlySet<string> = new Set(["inn", "account", "number", "period", "date", "month"]);

/** Kinds of organizations for whose services accounts are charged. */
export const PROVIDERS: ReadonlySet<OrganizationKind> = new Set(["supplier", "company", "fund"]);

export type DebtRefusal =
  | { readonly code: "debts.center_only" }
  | { readonly code: "debts.plan_not_found"; readonly plan: number }
  | { readonly code: "debts.file_not_found"; readonly file: number }
  | { readonly code: "debts.agent_not_found"; readonly agent: string }
  | { readonly code: "debts.organization_not_found"; readonly organization: number }
  | { readonly code: "debts.building_not_found"; readonly building: number }
  /** Not there, not for what is told, or its file's name speaks of what nobody knows. */
  | { readonly code: "debts.profile_unfit"; readonly profile: string }
  | { readonly code: "debts.drop_unfit"; readonly drop: number }
  | { readonly code: "debts.not_made"; readonly trouble: DebtTrouble };

/** Profiles by which what desks are told can be written. */
export async function debtProfiles(tx: Tx, content?: DebtContent): Promise<readonly RegisterProfile[]> {
  return (await profilesInForce(tx, tx.scope.today)).filter(
    ({ definition: { direction, kind, fileName } }) =>
      (content === undefined ? direction !== "payments" : direction === content) &&
      (kind === "delimited" || kind === "fixed" || kind === "dbf") &&
      fieldsNamedBy(fileName ?? "").every((field) => NAMED.has(field)),
  );
}

/** What a new plan is to be about. */
export interface AskedSubject {
  readonly content: DebtContent;
  readonly scope: DebtScope;
  /** The company or the provider, where the scope is one. */
  readonly organization?: OrganizationId | undefined;
  readonly building?: BuildingId | undefined;
}

/** Keeps what was agreed: a new plan, or other terms of one; the bank and the subject of a plan stay. */
export async function saveDebtPlan(
  ctx: Ctx,
  of: DebtPlanTerms &
    ({ readonly plan: number } | (AskedSubject & { readonly plan?: undefined; readonly agent: string })),
): Promise<Result<{ readonly plan: number }, DebtRefusal>> {
  if (ctx.scope.sees !== "center") return refuse({ code: "debts.center_only" });
  return attempt<{ readonly plan: number }, DebtRefusal>(ctx, async (tx) => {
    const before = of.plan === undefined ? undefined : await findDebtPlan(tx, of.plan);
    if (of.plan !== undefined && !before) return refuse({ code: "debts.plan_not_found", plan: of.plan });
    const content = of.plan === undefined ? of.content : before?.content;
    if (!(await debtProfiles(tx, content)).some(({ code }) => code === of.profile))
      return refuse({ code: "debts.profile_unfit", profile: of.profile });
    const agent = before?.agent ?? (of.plan === undefined ? (await findAgent(tx, of.agent))?.id : undefined);
    if (agent === undefined)
      return refuse({ code: "debts.agent_not_found", agent: of.plan === undefined ? of.agent : "" });
    if (of.drop !== undefined) {
      const drop = await findDrop(tx, of.drop);
      if (drop?.agent !== agent || drop.settings.outFolder === "")
        return refuse({ code: "debts.drop_unfit", drop: of.drop });
    }
    if (of.plan !== undefined) {
      await updateDebtPlan(tx, of.plan, of);
      return ok({ plan: of.plan });
    }
    const subject = await subjectOf(tx, of);
    if (!subject.ok) return subject;
    const { profile, dayOfMonth, drop, isActive } = of;
    return ok({
      plan: await insertDebtPlan(tx, { ...subject.value, profile, dayOfMonth, drop, isActive, agent }),
    });
  });
}

/** Whose the plan is, with what was asked for found in the books. */
async function subjectOf(tx: Tx, of: AskedSubject): Promise<Result<DebtPlanSubject, DebtRefusal>> {
  const { content, scope } = of;
  const asked = of.organization ?? (0 as OrganizationId);
  const notFound = { code: "debts.organization_not_found", organization: asked } as const;
  if (scope === "building") {
    const building = of.building ?? (0 as BuildingId);
    const organization = (await findBuildingLines(tx, [building])).get(building)?.organization;
    return organization === undefined
      ? refuse({ code: "debts.building_not_found", building })
      : ok({ content, scope, organization, building });
  }
  const [organization] =
    scope === "city" ? await listOrganizations(tx, ["center"]) : await findOrganizations(tx, [asked]);
  const isFit =
    scope === "city" ||
    (scope === "organization"
      ? organization?.kind === "company"
      : organization !== undefined && PROVIDERS.has(organization.kind));
  return organization && isFit
    ? ok({ content, scope, organization: organization.id, building: undefined })
    : refuse(notFound);
}

export interface DebtFileOptions {
  /** Made because this month's day has come. */
  readonly dueMonth?: Period;
  readonly period?: Period | undefined;
  /** What is to be done in the transaction of the file. */
  readonly onMade?: (tx: Tx, file: DebtFileKept) => Promise<void>;
  /** How many rows are written by now. */
  readonly onRows?: (rows: number) => void;
}

/**
 * Makes a plan's file of what is owed today, or of what `period` was charged (the last that is charged everywhere), under
 * the agent's next number, and keeps it as it is. For the month that it is due for, it is made once. Gives undefined
 * where it was made before.
 */
export async function makeDebtFile(
  ctx: Ctx,
  plan: number,
  { dueMonth, period, onMade, onRows }: DebtFileOptions = {},
): Promise<Result<DebtFileKept | undefined, DebtRefusal>> {
  const made = await attempt<DebtFileKept | undefined, DebtRefusal>(ctx, async (tx) => {
    await lockDebtPlan(tx, plan);
    const of = await findDebtPlan(tx, plan);
    if (!of) return refuse({ code: "debts.plan_not_found", plan });
    if (dueMonth !== undefined && (await isDebtFileMade(tx, plan, dueMonth))) return ok(undefined);
    const number = await nextDebtNumber(tx, of.agent, ctx.today);
    const begun = await registerOf(tx, of, { number, period });
    if (typeof begun === "string") return refuse({ code: "debts.not_made", trouble: begun });
    const { count: rows, ...kept } = await keepDebtBody(tx, begun.writer, counted(begun.pages, onRows));
    if (rows === 0)
      return refuse({
        code: "debts.not_made",
        trouble: of.content === "debts" ? "nothing_owed" : "not_charged",
      });
    const { name, period: last } = begun;
    const file = await insertDebtFile(tx, {
      ...kept,
      plan,
      number,
      dueMonth,
      drop: of.drop,
      name,
      rows,
      period: last,
      madeFor: ctx.today,
    });
    await updateDebtTrouble(tx, plan, undefined);
    const whole = must(await findDebtFile(tx, file), "the file that was made");
    await onMade?.(tx, whole);
    return ok(whole);
  });
  if (!made.ok && made.refusal.code === "debts.not_made") {
    const { trouble } = made.refusal;
    await ctx.transaction((tx) => updateDebtTrouble(tx, plan, trouble));
  }
  return made;
}

async function* counted<Row>(
  pages: AsyncIterable<readonly Row[]>,
  onRows: (rows: number) => void = () => undefined,
): AsyncIterable<readonly Row[]> {
  let rows = 0;
  for await (const page of pages) {
    yield page;
    onRows((rows += page.length));
  }
}

interface Begun {
  readonly writer: RegisterWriter;
  readonly name: string;
  readonly period: Period;
  readonly pages: AsyncIterable<readonly DueRow[]>;
}

async function registerOf(
  tx: Tx,
  plan: DebtPlan,
  of: { readonly number: number; readonly period: Period | undefined },
): Promise<Begun | DebtTrouble> {
  const { today } = tx.scope;
  const profile = (await debtProfiles(tx, plan.content)).find(({ code }) => code === plan.profile);
  if (!profile) return "profile_gone";
  const named = new Set(fieldsNamedBy(profile.definition.fileName ?? ""));
  const payee = await payeeOf(tx, plan.organization);
  if (!payee && named.has("account")) return "requisites_missing";
  const inn = payee?.inn ?? "";
  if (inn === "" && named.has("inn")) return "inn_missing";
  const groups = await groupsOf(tx, plan);
  if (typeof groups === "string") return groups;
  const period = await periodOfFile(tx, { plan, groups, asked: of.period });
  if (period === undefined) return "not_charged";
  const writer = registerWriter(profile, {
    date: today,
    period,
    writtenOn: today,
    name: {
      inn,
      account: payee?.account ?? "",
      number: String(of.number),
      month: String(Number(today.slice(5, 7))),
    },
  });
  const extension = profile.definition.kind === "dbf" ? "dbf" : "txt";
  const name = writer.name ?? `${plan.content}-${today}-${of.number}.${extension}`;
  // One that lies there, or waits to, would be written over, or this one would be refused for ever.
  if (plan.drop !== undefined && (await isDebtNameTaken(tx, plan.drop, name))) return "name_taken";
  const byService = isByService(profile.definition);
  return { writer, name, period, pages: dueRows(tx, { plan, groups, period, byService }) };
}

/** Whose account the money comes to: the organization's own where it has one, otherwise the center's. */
async function payeeOf(
  tx: Tx,
  organization: OrganizationId,
): Promise<{ readonly inn: string | undefined; readonly account: string } | undefined> {
  const payees = [
    ...(await findOrganizations(tx, [organization])),
    ...(await listOrganizations(tx, ["center"])),
  ];
  const ids = payees.map(({ id }) => id);
  const inForce = (await findRequisites(tx, ids)).filter((one) => covers(one, tx.scope.today));
  for (const { id, inn } of payees) {
    const requisites = inForce.find((one) => one.organization === id);
    if (requisites) return { inn, account: requisites.facts.account };
  }
  return undefined;
}

/** Makes the file of every plan whose day has come. What hinders one is kept with it, and hinders no other. */
export async function makeDueDebtFiles(ctx: Ctx): Promise<number> {
  let count = 0;
  for (const plan of await ctx.transaction((tx) => listDueDebtPlans(tx, ctx.today))) {
    const made = await makeDebtFile(ctx, plan, { dueMonth: periodOf(ctx.today) });
    if (made.ok && made.value) count += 1;
  }
  return count;
}

/** Lays the files that wait into the outgoing folders of their drops. One that fails is tried again, ever more seldom. */
export async function layDebtFiles(ctx: Ctx, options: FarOptions): Promise<number> {
  const waiting = await ctx.transaction((tx) => takeFilesToLay(tx, LEASE_SECONDS));
  let count = 0;
  for (const file of waiting) {
    const drop =
      file.drop === undefined ? undefined : await ctx.transaction((tx) => findDrop(tx, file.drop ?? 0));
    const trouble = await layFile(ctx, { file, drop, options });
    const minutes = drop ? minutesUntilNext(drop.settings, file.failures + 1) : 60;
    await ctx.transaction((tx) =>
      updateLaid(tx, {
        file: file.id,
        trouble: trouble && { kind: trouble.kind, detail: trouble.message },
        minutes,
      }),
    );
    if (!trouble) count += 1;
  }
  return count;
}

async function layFile(
  ctx: Ctx,
  of: { readonly file: DebtFileKept; readonly drop: Drop | undefined; readonly options: FarOptions },
): Promise<DropTrouble | undefined> {
  const { file, drop, options } = of;
  if (!drop || drop.settings.outFolder === "") return new DropTrouble("folder_missing");
  try {
    const place = await openDrop(ctx, drop, options);
    try {
      await place.lay({ ...file, parts: () => partsOf(ctx, file) });
    } finally {
      await place.close();
    }
    return undefined;
  } catch (error) {
    if (error instanceof DropTrouble) return error;
    throw error;
  }
}

/** The file as it was made and sent, part by part. */
export async function debtFileParts(
  ctx: Ctx,
  id: number,
): Promise<Result<{ readonly file: DebtFileKept; readonly parts: AsyncIterable<Buffer> }, DebtRefusal>> {
  const file = await ctx.transaction((tx) => findDebtFile(tx, id));
  return file
    ? ok({ file, parts: partsOf(ctx, file) })
    : refuse({ code: "debts.file_not_found" as const, file: id });
}

/** Each part is asked for by itself: parts never change, and whoever reads slowly holds no transaction. */
const partsOf = (ctx: Ctx, { body }: DebtFileKept): AsyncIterable<Buffer> =>
  debtBodyParts((after) => ctx.transaction((tx) => nextDebtBodyPart(tx, body, after)));

export const debtChores = (dataDir: string): readonly Chore[] => [
  {
    name: "debt-registers",
    everySeconds: 60,
    leaseSeconds: LEASE_SECONDS,
    run: async (ctx) => {
      await makeDueDebtFiles(ctx);
      await layDebtFiles(ctx, farOptions(dataDir));
    },
  },
];
