import { z } from "zod";
import {
  accountNumber,
  day,
  documentNumber,
  instant,
  kopecks,
  month,
  numberInPath,
} from "#platform/http/wire";

const id = z.int().positive();

export const AutopayPath = z.strictObject({ number: accountNumber });
export const KeptCardPath = z.strictObject({ number: accountNumber, card: numberInPath });

const Card = z.object({
  card: id,
  mask: z.string().meta({ description: "The last four digits." }),
  issuer: z.string().meta({ description: "The bank that gave it to the payer; empty where it is not told." }),
  expires: month.optional().meta({ description: "The last month in which it is good." }),
  bank: z.string().meta({ description: "By which it is charged." }),
  keptAt: instant,
  endedAt: instant.optional(),
  endReason: z.enum(["forgotten", "refused"]).optional(),
  consentVersion: z.string(),
  agreedAt: instant,
});

const Rule = z.object({
  card: id,
  cap: kopecks.optional().meta({ description: "Never more than this in a month; absent: all that is due." }),
  schedule: z
    .enum(["day_of_month", "before_due"])
    .meta({ description: "On a day of the month, or so many days before the last day to pay." }),
  days: z.int(),
  setAt: instant,
  nextMonth: month.optional().meta({ description: "Of the next turn; absent when it is stopped." }),
  announceOn: day.optional().meta({ description: "The payer is told on this day, and charged the next." }),
  stoppedAt: instant.optional(),
  stopReason: z.enum(["payer", "company", "card_forgotten", "card_refused", "account_closed"]).optional(),
});

const Turn = z.object({
  month,
  state: z.enum(["announced", "asked", "declined", "paid", "nothing_due", "given_up", "stopped"]),
  amount: kopecks.meta({ description: "As it was announced: no more is charged." }),
  chargeOn: day,
  orders: z.array(id).meta({ description: "Online payments, one for each attempt." }),
});

const Event = z.object({
  event: documentNumber,
  code: z.enum([
    "card_kept",
    "card_ended",
    "rule_set",
    "rule_stopped",
    "announced",
    "nothing_due",
    "paid",
    "declined",
    "given_up",
  ]),
  data: z.record(z.string(), z.string()),
  recordedAt: instant,
});

export const AutopayResponse = z
  .object({
    cards: z.array(Card),
    rule: Rule.optional().meta({ description: "The one in force, else the last that was." }),
    turns: z.array(Turn),
    events: z.array(Event),
    consent: z.object({
      version: z.string(),
      keep: z.string(),
      autopay: z.string(),
    }),
  })
  .meta({
    examples: [
      {
        cards: [
          {
            card: 1,
            mask: "•••• 0777",
            issuer: "",
            expires: "2030-11",
            bank: "test-bank",
            keptAt: "2026-11-20T09:15:00.000Z",
            consentVersion: "2026-11",
            agreedAt: "2026-11-20T09:12:00.000Z",
          },
        ],
        rule: {
          card: 1,
          cap: "500000",
          schedule: "before_due",
          days: 3,
          setAt: "2026-11-20T09:20:00.000Z",
          nextMonth: "2026-12",
          announceOn: "2026-12-11",
        },
        turns: [
          { month: "2026-11", state: "paid", amount: "412345", chargeOn: "2026-11-13", orders: [1_000_017] },
        ],
        events: [
          {
            event: "12",
            code: "announced",
            data: { month: "2026-11", amount: "4123.45", on: "2026-11-13" },
            recordedAt: "2026-11-12T06:00:00.000Z",
          },
        ],
        consent: { version: "2026-11", keep: "I ask to keep my card …", autopay: "I allow …" },
      },
    ],
  });

export const AutopayStopResponse = z
  .object({ stopped: z.literal(true) })
  .meta({ examples: [{ stopped: true }] });
export const CardForgottenResponse = z
  .object({ forgotten: z.literal(true) })
  .meta({ examples: [{ forgotten: true }] });
