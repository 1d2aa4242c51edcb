import type { OrganizationRowRefusal } from "./contract.ts";
import type { NewOrganization, Organization, Requisites } from "./model.ts";

/** What is wrong with the rows, each with its position; empty when nothing is. */
export function judgeOrganizations(
  rows: readonly NewOrganization[],
  known: ReadonlyMap<string, Organization>,
): { row: number; refusal: OrganizationRowRefusal }[] {
  const first = new Map<string, NewOrganization>();
  return rows.flatMap((organization, row) => {
    const earlier = first.get(organization.code);
    if (!earlier) first.set(organization.code, organization);
    const refusal = judgeOrganization(organization, earlier, known.get(organization.code));
    return refusal ? [{ row, refusal }] : [];
  });
}

function judgeOrganization(
  stated: NewOrganization,
  earlier: NewOrganization | undefined,
  recorded: Organization | undefined,
): OrganizationRowRefusal | undefined {
  if (stated.code.trim() === "") return { code: "organizations.code_empty" };
  if (stated.name.trim() === "") return { code: "organizations.name_empty" };
  if (earlier && !sameRow(earlier, stated)) return { code: "organizations.twice_in_rows" };
  for (const field of ["kind", "inn"] as const) {
    const now = stated[field];
    const was = recorded?.[field] ?? "";
    if (recorded && now !== undefined && now !== was) {
      return { code: "organizations.differs", field, recorded: was, stated: now };
    }
  }
  return stated.requisites && judgeRequisites(stated.requisites);
}

function judgeRequisites(stated: Requisites): OrganizationRowRefusal | undefined {
  const digits = { bic: 9, account: 20, correspondentAccount: 20 } as const;
  for (const field of ["bic", "account", "correspondentAccount"] as const) {
    if (!new RegExp(`^\\d{${digits[field]}}$`).test(stated[field])) {
      return { code: "organizations.requisites_malformed", field, stated: stated[field] };
    }
  }
  return undefined;
}

/** Rows of one code may differ in their requisites only: those are dated. */
const sameRow = (a: NewOrganization, b: NewOrganization): boolean =>
  (["kind", ...RENEWED, "inn"] as const).every((field) => a[field] === b[field]);

/** The facts that are simply brought up to date: how to reach an organization, not what it owes. */
const RENEWED = ["name", "kpp", "address", "phone", "emergencyPhone", "email", "site"] as const;

/** A known organization, of which the row says something new. */
export const isNews = (stated: NewOrganization, recorded: Organization | undefined): boolean =>
  recorded !== undefined &&
  RENEWED.some((field) => stated[field] !== undefined && stated[field] !== (recorded[field] ?? ""));

export const firstOfEachCode = (rows: readonly NewOrganization[]): NewOrganization[] =>
  [...new Map(rows.toReversed().map((row) => [row.code, row])).values()].reverse();

export const sameRequisites = (a: Requisites, b: Requisites): boolean =>
  a.bank === b.bank &&
  a.bic === b.bic &&
  a.account === b.account &&
  a.correspondentAccount === b.correspondentAccount;
