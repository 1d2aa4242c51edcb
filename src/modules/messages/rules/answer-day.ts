import { addDays, covers, type Day, dayFromNumber, dayNumber } from "#core/day";
import { isWorkingDay } from "#modules/charging";
import type { AnswerTerm, CaseKind } from "../model.ts";

/**
 * The last day to answer what was received on a day.
 *
 * Law       Decree 354 p. 31 "к": complaints of the quality of utilities, three working days; decree 416 p. 36: owners
 *           and users of premises, ten working days, p. 37: anybody else, thirty days; before them 59-FZ art. 12; Civil
 *           Code art. 191 and 193: the day after is the first, a day off at the end moves to the next working day
 * Takes     what it is, whose it is, when it came; the dated terms and the calendar of days off
 * Gives     the day and the citation; nothing for thanks, which want no answer
 */
export function answerDay(
  of: { readonly kind: CaseKind; readonly audience: AnswerTerm["audience"]; readonly receivedOn: Day },
  terms: readonly AnswerTerm[],
  calendar: ReadonlyMap<Day, boolean>,
): { readonly dueOn: Day; readonly basis: string } | undefined {
  if (of.kind === "thanks") return undefined;
  const inForce = terms.filter((term) => term.audience === of.audience && covers(term, of.receivedOn));
  const term = inForce.find(({ kind }) => kind === of.kind) ?? inForce.find(({ kind }) => kind === "any");
  if (!term) return undefined;
  let at = dayNumber(addDays(of.receivedOn, term.isWorking ? 0 : term.days));
  for (let left = term.isWorking ? term.days : 0; left > 0; ) if (isWorkingDay(++at, calendar)) left--;
  while (!isWorkingDay(at, calendar)) at++;
  return { dueOn: dayFromNumber(at), basis: term.basis };
}
