import type { Day } from "#core/day";
import type { Period } from "#core/period";
import type { Money } from "#core/units";
import type {
  Mailing,
  MailingCounts,
  MailingDecision,
  MailingDraft,
  MailingEvent,
  MailingRefusal,
  MailingState,
  MailingTerms,
} from "../mailings/model.ts";

const STATE_AFTER: Readonly<Record<MailingEvent, MailingState>> = {
  counted: "ready",
  asked: "waiting",
  started: "sending",
  approved: "sending",
  refused: "refused",
  withdrawn: "withdrawn",
  finished: "done",
};

/** Where a mailing stands after the last that happened to it. */
export const mailingState = (last: MailingEvent | undefined): MailingState =>
  last === undefined ? "counting" : STATE_AFTER[last];

export const messagesOf = ({ letters, shortMessages, pushes }: MailingCounts): number =>
  letters + shortMessages + pushes;

/** Whether one person may not send so much alone. */
export const needsSecond = (counts: MailingCounts, { aloneMessages }: MailingTerms): boolean =>
  messagesOf(counts) > aloneMessages;

export const costOf = (counts: Pick<MailingCounts, "parts">, partPrice: Money): Money =>
  (BigInt(counts.parts) * partPrice) as Money;

/** What lacks in what somebody wants to send. */
export function judgeDraft(draft: MailingDraft): MailingRefusal | undefined {
  if (draft.kind === "debt") return draft.debtMin > 0n ? undefined : { code: "mailings.debt_missing" };
  return draft.titleRu === "" || draft.textRu === "" ? { code: "mailings.text_missing" } : undefined;
}

const EVENT_OF_DECISION = {
  ask: "asked",
  start: "started",
  approve: "approved",
  refuse: "refused",
  withdraw: "withdrawn",
} as const satisfies Readonly<Record<MailingDecision, MailingEvent>>;

const STATES_FOR: Readonly<Record<MailingDecision, readonly MailingState[]>> = {
  ask: ["ready"],
  start: ["ready"],
  approve: ["waiting"],
  refuse: ["waiting"],
  // What has left is with its readers; the rest can still be held back.
  withdraw: ["counting", "ready", "waiting", "sending"],
};

/** What a decision makes of a mailing, or why it may not be taken. */
export function judgeDecision(
  of: Pick<Mailing, "mailing" | "state" | "draftedBy" | "needsSecond" | "counts">,
  decision: MailingDecision,
  by: { readonly user: number | undefined; readonly reason: string },
): MailingEvent | MailingRefusal {
  const { mailing, state } = of;
  if (!STATES_FOR[decision].includes(state)) return { code: "mailings.not_in_state", mailing, state };
  const sends = decision === "start" || decision === "approve" || decision === "ask";
  if (sends && messagesOf(of.counts) === 0) return { code: "mailings.nobody", mailing };
  if (decision === "start" && of.needsSecond) return { code: "mailings.second_person" };
  if (decision === "approve" && (by.user === undefined || by.user === of.draftedBy))
    return { code: "mailings.second_person" };
  if (decision === "refuse" && by.reason === "") return { code: "mailings.reason_missing" };
  return EVENT_OF_DECISION[decision];
}

export interface Overdue {
  readonly amount: Money;
  /** Of how many months something is unpaid. */
  readonly months: number;
}

/** What of a balance should have been paid by now: never more than is owed in all, for money paid ahead is set against it. */
export function overdueOf(
  {
    items,
    advance,
  }: {
    readonly items: readonly { readonly chargedFor: Period; readonly amount: Money }[];
    readonly advance: Money;
  },
  isOverdue: (chargedFor: Period) => boolean,
): Overdue {
  const late = items.filter(({ chargedFor }) => isOverdue(chargedFor));
  const sum = (of: readonly { readonly amount: Money }[]) =>
    of.reduce((total, { amount }) => total + amount, 0n);
  const [own, all] = [sum(late), sum(items) - advance];
  const amount = own < all ? own : all;
  if (amount <= 0n) return { amount: 0n as Money, months: 0 };
  const byMonth = Map.groupBy(late, ({ chargedFor }) => chargedFor);
  return { amount: amount as Money, months: [...byMonth.values()].filter((of) => sum(of) > 0n).length };
}

/** Whether somebody who owes so much is reminded. */
export const isReminded = (
  { amount, months }: Overdue,
  { debtMin, monthsMin }: Pick<MailingDraft, "debtMin" | "monthsMin">,
): boolean => amount > 0n && amount >= debtMin && months >= monthsMin;

/** The day after which a month's charges are late, asked once for each month. */
export function lateAfter(dueDay: (of: Period) => Day, today: Day): (chargedFor: Period) => boolean {
  const known = new Map<Period, boolean>();
  return (of) => {
    const isLate = known.get(of) ?? dueDay(of) < today;
    known.set(of, isLate);
    return isLate;
  };
}
