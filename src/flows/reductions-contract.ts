import { z } from "zod";
import { accountNumber, day, instant, kopecks, millionths, month, numberInPath } from "#platform/http/wire";

const id = z.int().positive();
const state = z.enum(["proposed", "accepted", "refused", "withdrawn"]).meta({
  description: "An accepted fact counts until it is withdrawn.",
});
const minute = z
  .string()
  .regex(/^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])T([01]\d|2[0-3]):[0-5]\d$/)
  .meta({ description: "A minute of the local clock.", examples: ["2026-11-05T08:00"] });
const document = z.string().min(1).max(300);

export const AbsencesPath = z.strictObject({ number: accountNumber });
export const AbsencePath = z.strictObject({ number: accountNumber, absence: numberInPath });
export const FailuresPath = z.strictObject({ building: numberInPath });
export const FailurePath = z.strictObject({ building: numberInPath, failure: numberInPath });

export const NewAbsenceRequest = z
  .strictObject({
    resident: id.meta({ description: "Number of the resident on the account, of `/people`." }),
    left: day,
    returned: day.meta({ description: "Neither this day nor that of leaving is a day of absence." }),
    document,
    appliedOn: day.optional().meta({ description: "Today unless it is said." }),
  })
  .meta({
    examples: [
      {
        resident: 2,
        left: "2026-10-05",
        returned: "2026-10-25",
        document: "Командировочное удостоверение № 14",
      },
    ],
  });

const Decision = {
  state,
  reason: z.string(),
  decidedAt: instant.optional(),
};
const AbsenceFields = z.object({
  no: id,
  resident: id,
  left: day,
  returned: day,
  document: z.string(),
  appliedOn: day,
  ...Decision,
});
const absence = {
  no: 1,
  resident: 2,
  left: "2026-10-05",
  returned: "2026-10-25",
  document: "Командировочное удостоверение № 14",
  appliedOn: "2026-10-27",
  state: "proposed",
  reason: "",
};
export const AbsenceResponse = AbsenceFields.meta({ examples: [absence] });
export const AbsencesResponse = z
  .object({ absences: z.array(AbsenceFields) })
  .meta({ description: "Oldest first.", examples: [{ absences: [absence] }] });

const supply = z.enum(["cold_water", "hot_water", "sewerage", "electricity", "gas", "heat", "waste"]);
const kind = z.enum(["interruption", "temperature", "pressure", "composition"]);
const FailureStated = {
  entrance: id.optional(),
  premises: id.optional(),
  supply,
  kind,
  measured: millionths.optional().meta({ description: "Degrees or megapascals." }),
  startedAt: minute,
  endedAt: minute,
  source: z.enum(["act", "outage"]),
  document,
};
export const NewFailureRequest = z
  .strictObject({
    ...FailureStated,
    condition: z
      .string()
      .max(40)
      .default("")
      .meta({ description: "Where annex 1 distinguishes: dead_end, two_feeds, corner, from_10_degrees …" }),
  })
  .meta({
    examples: [
      {
        supply: "heat",
        kind: "interruption",
        condition: "",
        startedAt: "2026-11-05T08:00",
        endedAt: "2026-11-06T15:00",
        source: "act",
        document: "Акт № 7 от 06.11.2026",
      },
    ],
  });
const FailureFields = z.object({
  no: id,
  ...FailureStated,
  condition: z.string(),
  clause: z.string().meta({ description: "Of annex 1 to decree 354." }),
  ...Decision,
});
const failure = {
  no: 1,
  supply: "heat",
  kind: "interruption",
  condition: "",
  startedAt: "2026-11-05T08:00",
  endedAt: "2026-11-06T15:00",
  source: "act",
  document: "Акт № 7 от 06.11.2026",
  clause: "п. 14",
  state: "proposed",
  reason: "",
};
export const FailureResponse = FailureFields.meta({ examples: [failure] });
export const FailuresResponse = z
  .object({ failures: z.array(FailureFields) })
  .meta({ description: "Newest first.", examples: [{ failures: [failure] }] });

export const FailureChoicesResponse = z
  .object({
    choices: z.array(z.object({ supply, kind, condition: z.string(), clause: z.string() })),
  })
  .meta({
    description: "What annex 1 to decree 354 speaks of; `condition` is empty for the ordinary case.",
    examples: [
      {
        choices: [
          { supply: "heat", kind: "interruption", condition: "", clause: "п. 14" },
          { supply: "heat", kind: "temperature", condition: "corner", clause: "п. 15" },
        ],
      },
    ],
  });

export const ProposalResponse = z
  .object({
    change: kopecks.meta({ description: "Of all months and accounts; below nought when they pay less." }),
    months: z.array(
      z.object({
        period: month,
        bookedIn: month,
        isCharged: z.boolean().meta({
          description: "False: nothing is booked for the month yet, and its own run will count the fact.",
        }),
        change: kopecks,
        accounts: z.array(
          z.object({
            number: accountNumber,
            before: kopecks.meta({ description: "What the month costs the account without the fact." }),
            change: kopecks,
            services: z.array(
              z.object({
                code: z.string(),
                name: z.string(),
                change: kopecks,
                formula: z.string(),
                law: z.string(),
                meaning: z.string(),
              }),
            ),
          }),
        ),
      }),
    ),
  })
  .meta({
    description: "What accepting the fact would change, or what an accepted one changes. Nothing is written.",
    examples: [
      {
        change: "-3677",
        months: [
          {
            period: "2026-11",
            bookedIn: "2026-11",
            isCharged: true,
            change: "-3677",
            accounts: [
              {
                number: "1000000012",
                before: "561240",
                change: "-3677",
                services: [
                  {
                    code: "HEATING",
                    name: "Heating",
                    change: "-3677",
                    formula: "P = −R × p × t",
                    law: "Government decree 354 of 06.05.2011, clause 98; annex 1",
                    meaning:
                      "For each full hour beyond the allowed ones the month's charge falls by the percentage of annex 1.",
                  },
                ],
              },
            ],
          },
        ],
      },
    ],
  });

export const DecisionRequest = z
  .strictObject({
    decision: z.enum(["accepted", "refused", "withdrawn"]),
    reason: z.string().max(500).default("").meta({ description: "Of a refusal and a withdrawal." }),
  })
  .meta({ examples: [{ decision: "accepted", reason: "" }] });

const settled = z.array(
  z.object({
    period: month,
    outcome: z.enum(["booked", "with_the_month", "waiting"]).meta({
      description:
        "booked: the difference is booked in the open month. with_the_month: the month's own run will count it. waiting: see why.",
    }),
    run: id.optional(),
    amount: kopecks.meta({
      description: "What the run posted; it counts all that became known, not this fact alone.",
    }),
    why: z.string().optional(),
  }),
);
const months = [{ period: "2026-11", outcome: "booked", run: 41, amount: "-3677" }];
export const AbsenceDecidedResponse = z.object({ absence: AbsenceFields, months: settled }).meta({
  examples: [{ absence: { ...absence, state: "accepted", decidedAt: "2026-11-23T09:15:00.000Z" }, months }],
});
export const FailureDecidedResponse = z.object({ failure: FailureFields, months: settled }).meta({
  examples: [{ failure: { ...failure, state: "accepted", decidedAt: "2026-11-23T09:15:00.000Z" }, months }],
});
