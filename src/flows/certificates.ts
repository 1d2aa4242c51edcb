import { randomBytes, timingSafeEqual } from "node:crypto";
import { must } from "#core/assert";
import { covers, type Day } from "#core/day";
import { type Period, periodOf } from "#core/period";
import { ok, type Refusal, type Result, refuse } from "#core/result";
import type { Money } from "#core/units";
import { type AccountFound, findAccountsByNumber, findStates } from "#modules/accounts";
import { findManagements, findPremisesAddresses } from "#modules/addresses";
import { listStatement } from "#modules/ledger";
import { findOrganizations } from "#modules/organizations";
import { listPaymentDocuments } from "#modules/payments";
import {
  type Certificate,
  type CertificateContent,
  type CertificateKind,
  certificateNumber,
  chargedOf,
  findCertificate,
  insertCertificate,
  isOfYear,
  type Language,
  listCertificates,
  lockNextCertificate,
  paidOf,
  readCertificateNumber,
  renderCertificate,
} from "#modules/receipts";
import { type LoginId, readSlipCode, slipCode } from "#modules/residents";
import type { Ctx } from "#platform/context";
import type { Tx } from "#platform/database";
import { attempt } from "#platform/deed";
import type { CertificateLine, CheckedCertificate } from "./certificates-contract.ts";
import { maskedNumber, maskedWords } from "./pay-page.ts";
import { balanceToday } from "./private-account.ts";

export type CertificateRefusal =
  | (Refusal & { readonly code: "certificates.account_not_found"; readonly number: string })
  /** What is overdue stands against it. */
  | (Refusal & { readonly code: "certificates.debt"; readonly overdue: Money })
  | (Refusal & { readonly code: "certificates.year_missing" })
  | (Refusal & { readonly code: "certificates.nothing_in_year"; readonly year: number })
  | (Refusal & { readonly code: "certificates.too_many"; readonly most: number })
  | (Refusal & { readonly code: "certificates.not_found"; readonly number: string })
  /** Unknown number or another code: nobody learns which. */
  | (Refusal & { readonly code: "certificates.not_confirmed" })
  | (Refusal & { readonly code: "certificates.asked_too_often"; readonly seconds: number });

/** More in a day than anybody needs, and few enough that nobody fills the books with them. */
const A_DAY_MOST = 20;
const LISTED = 100;
/** This year and the three before: the law lets nobody claim what is older. */
const YEARS = 4;

const yearsOn = (today: Day): number[] =>
  Array.from({ length: YEARS }, (_, back) => Number(today.slice(0, 4)) - back);

/**
 * Makes a certificate of what the books say today. Asked again on the same day, where the books still say the same, it
 * is the one that was given: a double tap makes no second paper. Begun for a resident only after the right to manage
 * the account was looked up.
 */
export async function issueCertificate(
  ctx: Ctx,
  of: {
    readonly number: string;
    readonly kind: CertificateKind;
    readonly year: number | undefined;
    readonly language: Language;
    readonly checkAddress: string;
    readonly login?: LoginId | undefined;
  },
): Promise<Result<Certificate, CertificateRefusal>> {
  return attempt<Certificate, CertificateRefusal>(ctx, async (tx) => {
    const [account] = await findAccountsByNumber(tx, [of.number]);
    if (!account) return refuse({ code: "certificates.account_not_found", number: of.number });
    const { building } = account;
    if (isOfYear(of.kind) && (of.year === undefined || !yearsOn(ctx.today).includes(of.year)))
      return refuse({ code: "certificates.year_missing" });
    const no = await lockNextCertificate(tx, building);
    const content: CertificateContent = {
      ...(await saidToday(tx, account, of)),
      number: certificateNumber({ building, no }),
      code: slipCode(randomBytes(12)),
      checkAddress: of.checkAddress,
    };
    if (content.kind === "no_debt" && content.overdue > 0n)
      return refuse({ code: "certificates.debt", overdue: content.overdue });
    if (isOfYear(content.kind) && content.payments.length + content.months.length === 0)
      return refuse({ code: "certificates.nothing_in_year", year: content.year ?? 0 });
    const given = (await listCertificates(tx, { building, account: account.account, limit: LISTED })).filter(
      ({ issuedOn }) => issuedOn === ctx.today,
    );
    const same = given.find((one) => saysTheSame(one.content, content));
    if (same) return ok(same);
    if (given.length >= A_DAY_MOST) return refuse({ code: "certificates.too_many", most: A_DAY_MOST });
    await insertCertificate(tx, { building, no, account: account.account, content, login: of.login });
    return ok(must(await findCertificate(tx, { building, no }), "the certificate just made"));
  });
}

/** But for the number, the code and the address under which this installation was asked. */
function saysTheSame(one: CertificateContent, other: CertificateContent): boolean {
  const said = ({ number: _number, code: _code, checkAddress: _address, ...rest }: CertificateContent) =>
    JSON.stringify(rest, (_key, value: unknown) => (typeof value === "bigint" ? `${value}n` : value));
  return said(one) === said(other);
}

/** What the books say of the account today, all that the kind of certificate tells. */
async function saidToday(
  tx: Tx,
  account: AccountFound,
  of: { readonly kind: CertificateKind; readonly year: number | undefined; readonly language: Language },
): Promise<Omit<CertificateContent, "number" | "code" | "checkAddress">> {
  const { today } = tx.scope;
  const { amount, overdue, debts } = await balanceToday(tx, account);
  const place = (await findPremisesAddresses(tx, [account])).get(account.premises);
  const state = (await findStates(tx, [account])).findLast(({ from }) => from <= today);
  const manager = (await findManagements(tx, [account.building])).find((one) => covers(one, today))?.facts;
  const [company] = manager === undefined ? [] : await findOrganizations(tx, [manager]);
  const { kind, language } = of;
  const year = isOfYear(kind) ? of.year : undefined;
  return {
    kind,
    language,
    on: today,
    company: {
      name: company?.name ?? "",
      inn: company?.inn ?? "",
      address: company?.address ?? "",
      phone: company?.phone ?? "",
    },
    account: {
      number: account.number,
      address: place?.address ?? "",
      holder: state?.facts.holderName ?? "",
    },
    year,
    amount,
    overdue,
    debts:
      kind === "state" && amount > 0n
        ? debts.map((one) => ({
            period: one.chargedFor,
            due: one.due,
            amount: one.amount,
            isLate: one.late > 0,
          }))
        : [],
    payments: kind === "payments" && year !== undefined ? await paymentsIn(tx, account, year) : [],
    months: kind === "charges" && year !== undefined ? await monthsOf(tx, account, year) : [],
  };
}

/** More than an account is paid in four years. */
const PAYMENTS_MAX = 2000;

async function paymentsIn(
  tx: Tx,
  { building, account }: AccountFound,
  year: number,
): Promise<CertificateContent["payments"]> {
  const documents = await listPaymentDocuments(tx, { building, account, limit: PAYMENTS_MAX });
  return documents
    .filter(({ paidOn, reversed }) => paidOn.startsWith(`${year}-`) && reversed === undefined)
    .map(({ paidOn, amount, channel }) => ({ paidOn, amount, channel }))
    .reverse();
}

async function monthsOf(
  tx: Tx,
  { building, account }: AccountFound,
  year: number,
): Promise<CertificateContent["months"]> {
  const last = periodOf(tx.scope.today);
  const december = `${year}-12` as Period;
  return listStatement(tx, {
    building,
    account,
    from: `${year}-01` as Period,
    through: december < last ? december : last,
  });
}

/** Years of an account with anything in the books, the newest first: a certificate of another would be empty. */
export async function yearsOf(
  tx: Tx,
  { building, account }: Pick<AccountFound, "building" | "account">,
): Promise<number[]> {
  const years = yearsOn(tx.scope.today);
  const months = await listStatement(tx, {
    building,
    account,
    from: `${years.at(-1) ?? ""}-01` as Period,
    through: periodOf(tx.scope.today),
  });
  const lived = new Set(months.map(({ period }) => Number(period.slice(0, 4))));
  return years.filter((year) => lived.has(year));
}

/** What was given of an account, the newest first. */
export const certificatesOf = async (
  tx: Tx,
  { building, account }: Pick<AccountFound, "building" | "account">,
): Promise<Certificate[]> => listCertificates(tx, { building, account, limit: LISTED });

/** A certificate of an account as it was printed; of another account of the house it is not found. */
export async function certificatePdf(
  ctx: Ctx,
  of: { readonly account: Pick<AccountFound, "building" | "account">; readonly no: number },
): Promise<Result<Uint8Array, CertificateRefusal>> {
  const { building, account } = of.account;
  const found = await ctx.transaction((tx) => findCertificate(tx, { building, no: of.no }));
  return found?.account === account
    ? ok(renderCertificate(found.content))
    : refuse({ code: "certificates.not_found", number: certificateNumber({ building, no: of.no }) });
}

/**
 * Whether a paper with this number and code was given, and what it says, as far as whoever holds it may compare. How
 * often it is asked is for whoever calls to bound.
 */
export async function checkCertificate(
  ctx: Ctx,
  typed: { readonly number: string; readonly code: string },
): Promise<Result<CheckedCertificate, CertificateRefusal>> {
  const number = readCertificateNumber(typed.number);
  const signs = readSlipCode(typed.code);
  const found = number && (await ctx.transaction((tx) => findCertificate(tx, number)));
  if (!found || signs === undefined || !isCode(found.code, signs))
    return refuse({ code: "certificates.not_confirmed" });
  const { content } = found;
  return ok({
    ...lineOf(found),
    company: content.company.name,
    account: maskedNumber(content.account.number),
    address: maskedWords(content.account.address),
    amount: sumSaid(content),
    overdue: content.overdue,
  });
}

const isCode = (kept: string, signs: string): boolean =>
  timingSafeEqual(Buffer.from(kept.replaceAll("-", "")), Buffer.from(signs));

function sumSaid(content: CertificateContent): Money {
  if (content.kind === "payments") return paidOf(content) as Money;
  return content.kind === "charges" ? (chargedOf(content) as Money) : content.amount;
}

export const lineOf = (certificate: Certificate): CertificateLine => ({
  no: certificate.no,
  number: certificateNumber(certificate),
  kind: certificate.kind,
  year: certificate.year,
  issuedOn: certificate.issuedOn,
  language: certificate.language,
});
