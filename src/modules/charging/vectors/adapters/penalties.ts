import { addDays, type Day } from "#core/day";
import { fromKopecks, rounded, toMillionths } from "#core/exact";
import type { AccountId, OrganizationId } from "#core/ids";
import { periodOf, previous } from "#core/period";
import { money, NOTHING } from "#core/units";
import { dueDayOf } from "../../penalties/due-day.ts";
import type { DebtMovement, Moratorium, RateMode } from "../../penalties/model.ts";
import { penaltyOf, segmentsOf, penaltyToDate } from "../../penalties/penalty.ts";
import { PENALTY_LAW } from "../../penalties/reference.ts";
import { type Adapter, dayIn, decimal, type Inputs, listIn, NotSupported, wholeNumber } from "./inputs.ts";

/** The due day is worked out by the rules of its month; a vector that says another one is not ours. */
function penalty(inputs: Inputs) {
  const due = dayIn(inputs, "dueDate");
  const chargedFor = previous(periodOf(due));
  if (dueDayOf(chargedFor, PENALTY_LAW) !== due) throw new NotSupported("dueDate is not the month's due day");
  const charge: DebtMovement = {
    what: "charge",
    bookedIn: chargedFor,
    day: due,
    amount: money(rounded(decimal(inputs, "debt"), 2)),
  };
  const payments = listIn(inputs, "payments").map((one): DebtMovement => {
    const day = dayIn(one, "date");
    return {
      what: "payment",
      bookedIn: periodOf(day),
      day,
      amount: money(rounded(decimal(one, "amount"), 2)),
    };
  });
  const item = {
    account: 1 as AccountId,
    provider: 1 as OrganizationId,
    chargedFor,
    capitalRepair: inputs["stepTo130"] === false,
    holder: "person",
    before: NOTHING,
    beforeInMonth: NOTHING,
    movements: [charge, ...payments],
  } as const;
  const policy = {
    from: "2000-01-01" as Day,
    mode: modeIn(inputs),
    legalSteps: undefined,
    basis: "",
  };
  const segments = segmentsOf(item, {
    calculatedTo: dayIn(inputs, "calculatedTo"),
    law: { ...PENALTY_LAW, moratoria: moratoriaIn(inputs) },
    policies: [policy],
    waivers: [],
  });
  return { penalty: fromKopecks(penaltyToDate(segments)) };
}

function modeIn(inputs: Inputs): RateMode {
  const mode = inputs["rateMode"];
  if (mode !== "PAYMENT_DATE" && mode !== "BY_DAY") throw new NotSupported("rateMode is not known");
  return mode;
}

/** Pairs of the first and the last day. */
const moratoriaIn = (inputs: Inputs): Moratorium[] =>
  listIn(inputs, "moratoria").map((pair) => ({
    from: dayIn(pair, "0"),
    to: addDays(dayIn(pair, "1"), 1),
    basis: "",
  }));

function penaltyOfDays(inputs: Inputs) {
  const [one, denominator] = String(inputs["fraction"]).split("/");
  if (one !== "1" || !denominator) throw new NotSupported("fraction is not one of so many");
  return {
    penalty: penaltyOf({
      base: money(rounded(decimal(inputs, "debt"), 2)),
      percent: toMillionths(decimal(inputs, "ratePercent")),
      denominator: Number(denominator),
      days: wholeNumber(inputs, "days"),
    }),
  };
}

export const penaltyAdapters: readonly Adapter[] = [
  {
    area: "penalty",
    needs: ["debt", "dueDate", "calculatedTo", "payments", "rateMode", "stepTo130", "moratoria"],
    may: ["nominalDueDate"],
    run: penalty,
  },
  { area: "penalty", needs: ["debt", "days", "ratePercent", "fraction"], run: penaltyOfDays },
];
