import type { AccountId, BuildingId, OrganizationId, ServiceId } from "#core/ids";
import type { TermsRowRefusal, ValueRowRefusal } from "../contract.ts";
import { METHODS, type NewServiceTerms, type NewValue } from "../model.ts";

/** What the rows may refer to: as much of it as is on record and in sight. */
export interface OnRecord {
  /** By code. */
  readonly services: ReadonlyMap<string, ServiceId>;
  readonly buildings: ReadonlySet<BuildingId>;
  readonly accounts: ReadonlySet<AccountId>;
  readonly organizations: ReadonlySet<OrganizationId>;
}

/** Who states the rows: the center, or a company for the organizations it acts for. */
export interface Authority {
  readonly sees: "center" | "company" | "resident";
  readonly organizations: readonly number[];
}

/** What is wrong with a row by itself, whatever is on record. */
export function judgeValue(row: NewValue, known: OnRecord, by: Authority): ValueRowRefusal | undefined {
  if (!known.services.has(row.service)) return { code: "tariffs.service_unknown", service: row.service };
  if (row.value < 0n) return { code: "tariffs.value_negative" };
  if (row.basis.trim() === "") return { code: "tariffs.basis_missing" };
  if (row.to !== undefined && row.to <= row.from)
    return { code: "tariffs.span_empty", from: row.from, to: row.to };
  const { level } = row;
  if (
    (level === "organization" && row.organization === undefined) ||
    ((level === "building" || level === "account") && row.building === undefined) ||
    (level === "account" && row.account === undefined)
  ) {
    return { code: "tariffs.owner_missing", level };
  }
  if ((level === "building" || level === "account") && row.provider !== undefined) {
    return { code: "tariffs.provider_not_at_this_level", level };
  }
  const mine =
    by.sees === "center" ||
    level === "building" ||
    level === "account" ||
    (row.organization !== undefined && by.organizations.includes(row.organization));
  if (!mine) return { code: "tariffs.not_yours", level };
  return judgeReferences(
    { ...row, organization: level === "organization" ? row.organization : undefined },
    known,
  );
}

export function judgeTerms(row: NewServiceTerms, known: OnRecord): TermsRowRefusal | undefined {
  if (!known.services.has(row.service)) return { code: "tariffs.service_unknown", service: row.service };
  if (!METHODS.includes(row.method)) return { code: "tariffs.method_unknown", method: row.method };
  if (row.to !== undefined && row.to <= row.from)
    return { code: "tariffs.span_empty", from: row.from, to: row.to };
  return judgeReferences(row, known);
}

function judgeReferences(
  row: Partial<Pick<NewValue, "building" | "account" | "organization" | "provider">>,
  known: OnRecord,
) {
  if (row.organization !== undefined && !known.organizations.has(row.organization)) {
    return { code: "tariffs.owner_not_found", level: "organization" } as const;
  }
  if (row.building !== undefined && !known.buildings.has(row.building)) {
    return { code: "tariffs.owner_not_found", level: "building" } as const;
  }
  if (row.account !== undefined && !known.accounts.has(row.account)) {
    return { code: "tariffs.owner_not_found", level: "account" } as const;
  }
  if (row.provider !== undefined && !known.organizations.has(row.provider)) {
    return { code: "tariffs.provider_not_found", provider: row.provider } as const;
  }
  return undefined;
}
