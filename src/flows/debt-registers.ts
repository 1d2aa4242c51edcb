import { addDays, covers, day } from "#core/day";
import type { OrganizationId } from "#core/ids";
import { type Period, periodOf, previous } from "#core/period";
import { ok, type Result, refuse } from "#core/result";
import type { Money } from "#core/units";
import type { Chore } from "#modules/access";
import { type AccountHolder, listHolders } from "#modules/accounts";
import { findPremisesAddresses, listManagedBuildings } from "#modules/addresses";
import {
  type DebtFileKept,
  type DebtPlan,
  type DebtPlanTerms,
  type DebtRow,
  type DebtTrouble,
  type Drop,
  DropTrouble,
  fieldsNamedBy,
  type FarOptions,
  findDebtFile,
  findDebtPlan,
  findDrop,
  getDebtBody,
  insertDebtFile,
  insertDebtPlan,
  isDebtFileMade,
  listDueDebtPlans,
  lockDebtPlan,
  minutesUntilNext,
  nextDebtNumber,
  openDrop,
  profilesInForce,
  type RegisterProfile,
  takeFilesToLay,
  updateDebtPlan,
  updateDebtTrouble,
  updateLaid,
  writeRegister,
  type WrittenRegister,
} from "#modules/gateways";
import { accountBalances } from "#modules/ledger";
import { findOrganizations, findRequisites, listOrganizations, openPeriodOf } from "#modules/organizations";
import { findAgent } from "#modules/payments";
import type { Ctx } from "#platform/context";
import type { Tx } from "#platform/database";
import { attempt } from "#platform/deed";
import { farOptions } from "./far-drops.ts";

/** Of which the debts are asked at once. */
const BUILDINGS_AT_ONCE = 50;
const LEASE_SECONDS = 600;
/** Accounts that are closed stand in the file too, as long as they owe. */
const EVER = day("1900-01-01");

/** What the name of a file may speak of. */
const NAMED: ReadonlySet<string> = new Set(["inn", "account", "number", "period", "date", "month"]);

export type DebtRefusal =
  | { readonly code: "debts.center_only" }
  | { readonly code: "debts.plan_not_found"; readonly plan: number }
  | { readonly code: "debts.file_not_found"; readonly file: number }
  | { readonly code: "debts.agent_not_found"; readonly agent: string }
  | { readonly code: "debts.organization_not_found"; readonly organization: number }
  /** Not there, not for debts, or its file's name speaks of what nobody knows. */
  | { readonly code: "debts.profile_unfit"; readonly profile: string }
  | { readonly code: "debts.drop_unfit"; readonly drop: number }
  | { readonly code: "debts.not_made"; readonly trouble: DebtTrouble };

/** Profiles by which a register of debts can be written. */
export async function debtProfiles(tx: Tx): Promise<readonly RegisterProfile[]> {
  return (await profilesInForce(tx, tx.scope.today)).filter(
    ({ definition: { direction, kind, fileName } }) =>
      direction === "debts" &&
      (kind === "delimited" || kind === "fixed" || kind === "dbf") &&
      fieldsNamedBy(fileName ?? "").every((field) => NAMED.has(field)),
  );
}

/** Keeps what was agreed: a new plan, or other terms of one; the bank and the organization of a plan stay. */
export async function saveDebtPlan(
  ctx: Ctx,
  of: DebtPlanTerms &
    (
      | { readonly plan: number }
      | { readonly plan?: undefined; readonly agent: string; readonly organization: OrganizationId }
    ),
): Promise<Result<{ readonly plan: number }, DebtRefusal>> {
  if (ctx.scope.sees !== "center") return refuse({ code: "debts.center_only" });
  return attempt<{ readonly plan: number }, DebtRefusal>(ctx, async (tx) => {
    if (!(await debtProfiles(tx)).some(({ code }) => code === of.profile))
      return refuse({ code: "debts.profile_unfit", profile: of.profile });
    const before = of.plan === undefined ? undefined : await findDebtPlan(tx, of.plan);
    if (of.plan !== undefined && !before) return refuse({ code: "debts.plan_not_found", plan: of.plan });
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
    const [organization] = await findOrganizations(tx, [of.organization]);
    if (organization?.kind !== "company")
      return refuse({ code: "debts.organization_not_found", organization: of.organization });
    return ok({ plan: await insertDebtPlan(tx, { ...of, agent }) });
  });
}

/**
 * Makes a plan's file of what is owed today, under the plan's next number, and keeps it as it is. For the month that it
 * is due for, it is made once. Gives undefined where it was made before.
 */
export async function makeDebtFile(
  ctx: Ctx,
  plan: number,
  dueMonth?: Period,
): Promise<Result<DebtFileKept | undefined, DebtRefusal>> {
  const made = await attempt<DebtFileKept | undefined, DebtRefusal>(ctx, async (tx) => {
    await lockDebtPlan(tx, plan);
    const of = await findDebtPlan(tx, plan);
    if (!of) return refuse({ code: "debts.plan_not_found", plan });
    if (dueMonth !== undefined && (await isDebtFileMade(tx, plan, dueMonth))) return ok(undefined);
    const number = await nextDebtNumber(tx, plan, ctx.today);
    const written = await registerOf(tx, of, number);
    if (typeof written === "string") return refuse({ code: "debts.not_made", trouble: written });
    const { name, bytes, count: rows, total, period } = written;
    const { drop } = of;
    const file = await insertDebtFile(tx, {
      plan,
      number,
      dueMonth,
      drop,
      name,
      bytes,
      rows,
      total,
      period,
      madeFor: ctx.today,
    });
    await updateDebtTrouble(tx, plan, undefined);
    return ok(await findDebtFile(tx, file));
  });
  if (!made.ok && made.refusal.code === "debts.not_made") {
    const { trouble } = made.refusal;
    await ctx.transaction((tx) => updateDebtTrouble(tx, plan, trouble));
  }
  return made;
}

type Written = WrittenRegister & { readonly name: string; readonly period: Period };

async function registerOf(tx: Tx, plan: DebtPlan, number: number): Promise<Written | DebtTrouble> {
  const { today } = tx.scope;
  const profile = (await debtProfiles(tx)).find(({ code }) => code === plan.profile);
  if (!profile) return "profile_gone";
  const named = new Set(fieldsNamedBy(profile.definition.fileName ?? ""));
  const payee = await payeeOf(tx, plan.organization);
  if (!payee && named.has("account")) return "requisites_missing";
  const inn = payee?.inn ?? "";
  if (inn === "" && named.has("inn")) return "inn_missing";
  const open = await openPeriodOf(tx, plan.organization);
  if (open === undefined) return "month_not_open";
  const { rows, period } = await debtsOf(tx, plan.organization, open);
  if (rows.length === 0) return "nothing_owed";
  const written = writeRegister(profile, rows, {
    date: today,
    period,
    writtenOn: today,
    name: {
      inn,
      account: payee?.account ?? "",
      number: String(number),
      month: String(Number(today.slice(5, 7))),
    },
  });
  const extension = profile.definition.kind === "dbf" ? "dbf" : "txt";
  return { ...written, name: written.name ?? `debts-${today}-${number}.${extension}`, period };
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

/**
 * Every account in the buildings that the organization manages today with what it owes today, paid advances set against
 * it, and the last month that anything is owed for. The buildings are asked a few dozen at a time: a payment that comes
 * meanwhile is counted or not, but each account's sum is of one moment.
 */
async function debtsOf(
  tx: Tx,
  organization: OrganizationId,
  open: Period,
): Promise<{ readonly rows: readonly DebtRow[]; readonly period: Period }> {
  const buildings = await listManagedBuildings(tx, organization);
  const owing: { readonly of: AccountHolder; readonly address: string; readonly amount: Money }[] = [];
  let last: Period | undefined;
  for (let at = 0; at < buildings.length; at += BUILDINGS_AT_ONCE) {
    const holders = await listHolders(tx, {
      buildings: buildings.slice(at, at + BUILDINGS_AT_ONCE).map(({ id }) => id),
      from: EVER,
      to: addDays(tx.scope.today, 1),
    });
    const balances = await accountBalances(tx, { accounts: holders, period: open });
    const places = await findPremisesAddresses(tx, holders);
    for (const of of holders) {
      const { items = [], advance = 0n } = balances.get(of.account) ?? {};
      const amount = (items.reduce((sum, item) => sum + item.amount, 0n) - advance) as Money;
      if (amount <= 0n) continue;
      for (const { chargedFor } of items) if (last === undefined || chargedFor > last) last = chargedFor;
      owing.push({ of, address: places.get(of.premises)?.address ?? "", amount });
    }
  }
  const period = last ?? previous(open);
  return {
    period,
    rows: owing.map(({ of: { number, holder }, address, amount }) => ({
      account: number,
      payerName: holder,
      address,
      period,
      amount,
    })),
  };
}

/** Makes the file of every plan whose day has come. What hinders one is kept with it, and hinders no other. */
export async function makeDueDebtFiles(ctx: Ctx): Promise<number> {
  let count = 0;
  for (const plan of await ctx.transaction((tx) => listDueDebtPlans(tx, ctx.today))) {
    const made = await makeDebtFile(ctx, plan, periodOf(ctx.today));
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
  const bytes = await ctx.transaction((tx) => getDebtBody(tx, file.id));
  try {
    const place = await openDrop(ctx, drop, options);
    try {
      await place.lay({ name: file.name, bytes });
    } finally {
      await place.close();
    }
    return undefined;
  } catch (error) {
    if (error instanceof DropTrouble) return error;
    throw error;
  }
}

/** The file as it was made and sent. */
export async function debtFileBytes(
  ctx: Ctx,
  id: number,
): Promise<Result<{ readonly file: DebtFileKept; readonly bytes: Buffer }, DebtRefusal>> {
  return ctx.transaction(async (tx) => {
    const file = await findDebtFile(tx, id);
    return file
      ? ok({ file, bytes: await getDebtBody(tx, id) })
      : refuse({ code: "debts.file_not_found" as const, file: id });
  });
}

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
