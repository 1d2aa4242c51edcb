import { must } from "#core/assert";
import { addDays, covers, daysBetween } from "#core/day";
import { ok, refuse, type Result } from "#core/result";
import type { Ctx } from "#platform/context";
import type { Tx } from "#platform/database";
import { attempt } from "#platform/deed";
import type { AbsenceRefusal } from "../contract.ts";
import type { AccountPlace, Resident } from "../model.ts";
import { findResidents, lockAccounts } from "../store.ts";
import type { Absence, AbsencePlace, FactState, NewAbsence } from "./model.ts";
import * as store from "./store.ts";

/** More than five full days, and an application no later than thirty days after the return (decree 354 p. 86, 91). */
const DAYS_AT_LEAST = 6;
const DAYS_TO_APPLY = 30;

/**
 * Writes a resident's absence down. It changes nothing until it is accepted.
 *
 * Refuses a span or a person that cannot be, one that is too short or applied for too late, and days that an accepted
 * or undecided absence of the same person has already.
 */
export async function registerAbsence(ctx: Ctx, row: NewAbsence): Promise<Result<Absence, AbsenceRefusal>> {
  return attempt<Absence, AbsenceRefusal>(ctx, async (tx) => {
    await lockAccounts(tx, [row]);
    const residents = await findResidents(tx, [row]);
    const known = await store.listAbsences(tx, row);
    const refusal = judgeAbsence(row, residents, known);
    if (refusal) return refuse(refusal);
    const no = await store.insertAbsence(tx, { ...row, document: row.document.trim() });
    return found(await store.listAbsences(tx, row), no);
  });
}

export function judgeAbsence(
  row: NewAbsence,
  residents: readonly Resident[],
  known: readonly Absence[],
): AbsenceRefusal | undefined {
  const { left, returned, appliedOn } = row;
  if (returned <= left) return { code: "accounts.absence_span_empty", left, returned };
  const days = daysBetween(left, returned) - 1;
  if (days < DAYS_AT_LEAST) return { code: "accounts.absence_too_short", days };
  const last = addDays(returned, DAYS_TO_APPLY);
  if (appliedOn > last) return { code: "accounts.absence_applied_late", returned, appliedOn, last };
  if (row.document.trim() === "") return { code: "accounts.absence_document_missing" };
  const resident = residents.find((one) => one.no === row.resident);
  const isThere = resident && (covers(resident, addDays(left, 1)) || covers(resident, addDays(returned, -1)));
  if (!isThere) return { code: "accounts.resident_not_found", resident: row.resident };
  const other = known.find(
    (one) =>
      one.resident === row.resident &&
      (one.state === "accepted" || one.state === "proposed") &&
      one.left < returned &&
      left < one.returned,
  );
  return other && { code: "accounts.absence_overlaps", left: other.left, returned: other.returned };
}

export const listAbsencesOf = (tx: Tx, of: AccountPlace): Promise<Absence[]> => store.listAbsences(tx, of);

/**
 * Decides an absence once: accepted or refused, and an accepted one may be withdrawn later. From then on charging
 * counts it, or no longer does; what is booked follows with the next runs of its months.
 */
export async function decideAbsence(
  ctx: Ctx,
  of: AbsencePlace & { decision: Exclude<FactState, "proposed">; reason: string },
): Promise<Result<Absence, AbsenceRefusal>> {
  return attempt<Absence, AbsenceRefusal>(ctx, async (tx) => {
    await lockAccounts(tx, [of]);
    const absence = (await store.listAbsences(tx, of)).find(({ no }) => no === of.no);
    if (!absence) return refuse({ code: "accounts.absence_not_found", absence: of.no });
    if (absence.state !== (of.decision === "withdrawn" ? "accepted" : "proposed"))
      return refuse({ code: "accounts.absence_decided", state: absence.state });
    const reason = of.reason.trim();
    if (of.decision !== "accepted" && reason === "")
      return refuse({ code: "accounts.decision_reason_missing" });
    await store.insertAbsenceDecision(tx, { ...of, reason });
    return found(await store.listAbsences(tx, of), of.no);
  });
}

const found = (absences: readonly Absence[], no: number): Result<Absence, AbsenceRefusal> =>
  ok(
    must(
      absences.find((one) => one.no === no),
      "the absence just written",
    ),
  );
