import { must } from "#core/assert";
import { ok, refuse, type Result } from "#core/result";
import type { Day } from "#core/day";
import { type AccountFound, findAccountsByNumber, findResidents, lockAccounts } from "#modules/accounts";
import { SERVICES } from "#modules/tariffs";
import type { Ctx } from "#platform/context";
import type { Tx } from "#platform/database";
import { attempt } from "#platform/deed";
import type { BenefitRefusal } from "./contract.ts";
import type { BenefitRule, Category, NewEntitlement, SocialNorm, SubsidyFacts } from "./model.ts";
import { judgeEntitlement, judgeSubsidySpan } from "./rules/judge.ts";
import { listInsuranceNumbers, upsertInsuranceNumber } from "./office/store.ts";
import { isSnils, snilsDigits } from "./rules/snils.ts";
import * as store from "./store.ts";

/**
 * Sets what a category gets from a day on: rules of the same services that run are ended there. A category that is
 * not known is added. The center's alone: an act is one for the whole city.
 */
export async function setCategory(
  ctx: Ctx,
  of: Category & { readonly rules: readonly BenefitRule[] },
): Promise<Result<Category, BenefitRefusal>> {
  return attempt<Category, BenefitRefusal>(ctx, async (tx) => {
    if (tx.scope.sees !== "center") return refuse({ code: "benefits.center_only" });
    for (const { from, to } of of.rules)
      if (to !== undefined && to <= from) return refuse({ code: "benefits.span_empty", from, to });
    const { code, nameRu, nameEn } = of;
    if (!(await categoryId(tx, code))) await store.insertCategory(tx, { code, nameRu, nameEn });
    const id = await categoryId(tx, code);
    if (id === undefined) return refuse({ code: "benefits.category_unknown", category: code });
    const later = await store.findLaterRule(tx, { category: id, rules: of.rules });
    if (later) {
      const named = must(
        SERVICES.find((one) => one.id === later.service),
        "the service of a rule",
      );
      const { nameRu: serviceRu, nameEn: serviceEn } = named;
      return refuse({
        code: "benefits.rule_contradicts",
        nameRu: serviceRu,
        nameEn: serviceEn,
        from: later.from,
      });
    }
    for (const [from, rules] of Map.groupBy(of.rules, (rule) => rule.from))
      await store.endRules(tx, { category: id, services: rules.map((rule) => rule.service), on: from });
    if (of.rules.length > 0) await store.insertRules(tx, id, of.rules);
    return ok({ code, nameRu, nameEn });
  });
}

/** Sets the social norm of area from a day on, for one, two, and three and more persons. */
export async function setSocialNorms(
  ctx: Ctx,
  norms: readonly SocialNorm[],
): Promise<Result<number, BenefitRefusal>> {
  return attempt<number, BenefitRefusal>(ctx, async (tx) => {
    if (tx.scope.sees !== "center") return refuse({ code: "benefits.center_only" });
    const known = await store.listSocialNorms(tx);
    for (const norm of norms) {
      const later = known.find(({ persons, from }) => persons === norm.persons && from >= norm.from);
      if (later)
        return refuse({ code: "benefits.norm_contradicts", persons: later.persons, from: later.from });
    }
    for (const norm of norms) await store.insertSocialNorm(tx, norm);
    return ok(norms.length);
  });
}

/**
 * Writes down that a resident is entitled, or when a right that runs ends: stated with the same first day and an end
 * that is new, it ends there. To state the same again changes nothing.
 */
export async function registerEntitlement(
  ctx: Ctx,
  of: NewEntitlement & { readonly number: string },
): Promise<Result<NewEntitlement, BenefitRefusal>> {
  return attempt<NewEntitlement, BenefitRefusal>(ctx, async (tx) => {
    const refusal = judgeEntitlement(of);
    if (refusal) return refuse(refusal);
    const account = await accountOf(tx, of.number);
    if (!account) return refuse({ code: "benefits.account_not_found", number: of.number });
    const id = await categoryId(tx, of.category);
    if (id === undefined) return refuse({ code: "benefits.category_unknown", category: of.category });
    const residents = await findResidents(tx, [account]);
    if (!residents.some(({ no }) => no === of.resident))
      return refuse({ code: "benefits.resident_not_found", resident: of.resident });
    const { building, account: accountId } = account;
    const known = (await store.listEntitlements(tx, account)).filter(
      (one) => one.resident === of.resident && one.code === of.category,
    );
    const same = known.find((one) => one.from === of.from);
    if (same?.to === of.to && same) return ok(of);
    if (same && of.to !== undefined && (same.to === undefined || of.to < same.to)) {
      const place = { building, account: accountId, resident: of.resident, categoryId: id };
      await store.endEntitlement(tx, { ...place, from: of.from, to: of.to });
      return ok(of);
    }
    const other = known.find((one) => overlaps(one, of));
    if (other) return refuse({ code: "benefits.entitled_already", from: other.from, to: other.to });
    const document = of.document.trim();
    await store.insertEntitlement(tx, { ...of, document, building, account: accountId, categoryId: id });
    return ok(of);
  });
}

/** Writes a resident's insurance number down, by its digits, after its check digits have agreed. */
export async function setInsuranceNumber(
  ctx: Ctx,
  of: { readonly number: string; readonly resident: number; readonly snils: string },
): Promise<Result<{ readonly resident: number; readonly snils: string }, BenefitRefusal>> {
  const snils = snilsDigits(of.snils);
  if (snils === undefined || !isSnils(snils)) return refuse({ code: "benefits.snils_wrong" });
  return ctx.transaction(async (tx) => {
    const account = await accountOf(tx, of.number);
    if (!account) return refuse({ code: "benefits.account_not_found", number: of.number });
    const { resident } = of;
    const residents = await findResidents(tx, [account]);
    if (!residents.some(({ no }) => no === resident))
      return refuse({ code: "benefits.resident_not_found", resident });
    const { building, account: id } = account;
    await upsertInsuranceNumber(tx, { building, account: id, resident, snils });
    return ok({ resident, snils });
  });
}

/** A resident's insurance number, whole; undefined where none is known. */
export async function insuranceNumberOf(
  ctx: Ctx,
  of: { readonly number: string; readonly resident: number },
): Promise<Result<string | undefined, BenefitRefusal>> {
  return ctx.transaction(async (tx) => {
    const account = await accountOf(tx, of.number);
    if (!account) return refuse({ code: "benefits.account_not_found", number: of.number });
    const known = await listInsuranceNumbers(tx, [account]);
    return ok(known.find(({ resident }) => resident === of.resident)?.snils);
  });
}

/** Grants a subsidy for whole months, six at most. */
export async function grantSubsidy(
  ctx: Ctx,
  of: Omit<SubsidyFacts, "account"> & { readonly number: string; readonly to: Day },
): Promise<Result<SubsidyFacts, BenefitRefusal>> {
  return attempt<SubsidyFacts, BenefitRefusal>(ctx, async (tx) => {
    const refusal = judgeSubsidySpan(of);
    if (refusal) return refuse(refusal);
    if (of.document.trim() === "") return refuse({ code: "benefits.document_missing" });
    const account = await accountOf(tx, of.number);
    if (!account) return refuse({ code: "benefits.account_not_found", number: of.number });
    const other = (await store.listSubsidies(tx, account)).find((one) => overlaps(one, of));
    if (other) return refuse({ code: "benefits.subsidy_granted", from: other.from, to: other.to });
    const granted = { ...of, account: account.account };
    await store.insertSubsidy(tx, { ...granted, building: account.building });
    return ok(granted);
  });
}

/**
 * Ends a subsidy on the first of one of its months, by a decision; months that are charged already are charged again.
 * To state the same again changes nothing.
 */
export async function endSubsidy(
  ctx: Ctx,
  of: { readonly number: string; readonly from: Day; readonly to: Day; readonly document: string },
): Promise<Result<{ readonly from: Day; readonly to: Day }, BenefitRefusal>> {
  return attempt<{ from: Day; to: Day }, BenefitRefusal>(ctx, async (tx) => {
    const { from, to } = of;
    const document = of.document.trim();
    if (document === "") return refuse({ code: "benefits.document_missing" });
    const account = await accountOf(tx, of.number);
    if (!account) return refuse({ code: "benefits.account_not_found", number: of.number });
    const subsidy = (await store.listSubsidies(tx, account)).find((one) => one.from === from);
    if (!subsidy) return refuse({ code: "benefits.subsidy_not_found", from });
    const grantedUntil = must(subsidy.to, "a subsidy ends");
    if (to === grantedUntil) return ok({ from, to });
    if (!to.endsWith("-01") || to <= from || to > grantedUntil)
      return refuse({ code: "benefits.subsidy_end_impossible", from, to: grantedUntil });
    await store.endSubsidy(tx, {
      building: account.building,
      account: account.account,
      from,
      to,
      grantedUntil,
      document,
    });
    return ok({ from, to });
  });
}

export interface SubsidyOnRecord extends SubsidyFacts {
  /** By which decision it ended early. */
  readonly ended: store.SubsidyEnd | undefined;
}

/** Subsidies that an account has and had. */
export async function subsidiesOf(
  ctx: Ctx,
  number: string,
): Promise<Result<readonly SubsidyOnRecord[], BenefitRefusal>> {
  return ctx.transaction(async (tx) => {
    const [place] = await findAccountsByNumber(tx, [number]);
    if (!place) return refuse({ code: "benefits.account_not_found", number });
    const ends = new Map((await store.listSubsidyEnds(tx, place)).map((end) => [end.from, end]));
    return ok((await store.listSubsidies(tx, place)).map((one) => ({ ...one, ended: ends.get(one.from) })));
  });
}

async function accountOf(tx: Tx, number: string): Promise<AccountFound | undefined> {
  const [place] = await findAccountsByNumber(tx, [number]);
  return place && (await lockAccounts(tx, [place]))[0];
}

const categoryId = async (tx: Tx, code: string): Promise<number | undefined> =>
  (await store.listCategories(tx)).find((one) => one.code === code)?.id;

const overlaps = (a: { from: Day; to?: Day | undefined }, b: { from: Day; to?: Day | undefined }): boolean =>
  (b.to === undefined || a.from < b.to) && (a.to === undefined || b.from < a.to);
