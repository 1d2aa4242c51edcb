import { z } from "zod";
import { accountNumber, instant, kopecks, numberInPath } from "#platform/http/wire";

const id = z.int().positive();
const KINDS = ["house", "outage", "news", "debt"] as const;
const STATES = ["counting", "ready", "waiting", "sending", "done", "refused", "withdrawn"] as const;
const CHANNELS = ["email", "sms", "push"] as const;
const MESSAGE_STATES = [
  "waiting",
  "gathered",
  "sending",
  "sent",
  "delivered",
  "failed",
  "bounced",
  "unsure",
  "stopped",
] as const;

const Mailing = z.object({
  mailing: id,
  kind: z.enum(KINDS),
  organization: id.optional().meta({ description: "Whose buildings; absent: all of the city." }),
  organizationName: z.string().optional(),
  buildings: z.int().meta({ description: "How many were chosen; 0: every one." }),
  debtMin: kopecks,
  monthsMin: z.int(),
  title: z.string().meta({ description: "In Russian; empty of a reminder of debt." }),
  state: z.enum(STATES),
  draftedAt: instant,
  drafter: z.string().optional(),
  isOwn: z.boolean().meta({ description: "The reader's own: a second person approves it." }),
  needsSecond: z.boolean(),
  last: z.object({ by: z.string().optional(), at: instant, reason: z.string() }).optional(),
  counts: z.object({
    accounts: z.int(),
    unreached: z.int().meta({ description: "Accounts of which nobody is told." }),
    letters: z.int(),
    shortMessages: z.int(),
    pushes: z.int(),
    parts: z.int().meta({ description: "Of short messages." }),
    told: z.int().meta({ description: "Accounts that have had their turn." }),
    leftOut: z.int().meta({ description: "Accounts that paid meanwhile, or were closed." }),
  }),
  cost: kopecks.optional().meta({ description: "Of short messages; absent until counted." }),
});

const mailing = {
  mailing: 7,
  kind: "debt" as const,
  organization: 2,
  organizationName: "ООО «УК Заречье»",
  buildings: 1,
  debtMin: "500000",
  monthsMin: 2,
  title: "",
  state: "waiting" as const,
  draftedAt: "2026-11-23T09:00:00.000Z",
  drafter: "Орлова М. П.",
  isOwn: false,
  needsSecond: true,
  last: { by: "Орлова М. П.", at: "2026-11-23T09:05:00.000Z", reason: "" },
  counts: {
    accounts: 214,
    unreached: 3,
    letters: 180,
    shortMessages: 90,
    pushes: 0,
    parts: 162,
    told: 0,
    leftOut: 0,
  },
  cost: "56700",
};

const Terms = z.object({
  partPrice: kopecks.meta({ description: "Of one part of a short message." }),
  aloneMessages: z.int().min(0).meta({ description: "So many one person may send alone." }),
});
const terms = { partPrice: "350", aloneMessages: 200 };

export const MailingsResponse = z
  .object({
    mailings: z.array(Mailing).meta({ description: "Newest first." }),
    terms: Terms,
    organizations: z
      .array(z.object({ organization: id, name: z.string() }))
      .meta({ description: "Companies that the reader may send for." }),
  })
  .meta({
    examples: [
      { mailings: [mailing], terms, organizations: [{ organization: 2, name: "ООО «УК Заречье»" }] },
    ],
  });

const title = z.string().trim().max(120).default("");
const text = z.string().trim().max(4_000).default("");
export const MailingRequest = z
  .strictObject({
    kind: z.enum(KINDS),
    organization: id.optional(),
    buildings: z.array(id).max(5_000).default([]),
    debtMin: kopecks.optional(),
    monthsMin: z.int().min(0).max(120).default(0),
    titleRu: title,
    titleEn: title,
    textRu: text,
    textEn: text,
  })
  .meta({ examples: [{ kind: "debt", organization: 2, buildings: [31], debtMin: "500000", monthsMin: 2 }] });
export const MailingDraftedResponse = z.object({ mailing: id }).meta({ examples: [{ mailing: 7 }] });

export const MailingPath = z.strictObject({ mailing: numberInPath });
export const MailingResponse = Mailing.extend({
  textRu: z.string(),
  sample: z
    .array(
      z.object({
        channel: z.enum(CHANNELS),
        subject: z.string(),
        body: z.string(),
        parts: z.int().optional(),
      }),
    )
    .meta({ description: "What one reader gets, by channel." }),
}).meta({
  examples: [
    {
      ...mailing,
      textRu: "",
      sample: [
        {
          channel: "sms",
          subject: "",
          body: "Долг по счёту 4400110010 на 23.11.2026: 6 210,45 ₽",
          parts: 1,
        },
      ],
    },
  ],
});

export const MailingDecisionRequest = z
  .strictObject({
    decision: z.enum(["ask", "start", "approve", "refuse", "withdraw"]),
    reason: z.string().max(300).default(""),
  })
  .meta({ examples: [{ decision: "approve" }] });
export const MailingDecidedResponse = z
  .object({ mailing: id, state: z.enum(STATES) })
  .meta({ examples: [{ mailing: 7, state: "sending" }] });

export const MailingTermsRequest = z
  .strictObject({
    partPrice: kopecks.refine((value) => value >= 0n && value <= 10_000n, { error: "0…100 ₽" }),
    aloneMessages: z.int().min(0).max(1_000_000),
  })
  .meta({ examples: [terms] });
export const MailingTermsResponse = Terms.meta({ examples: [terms] });

export const MessageLogQuery = z.strictObject({
  mailing: numberInPath.optional(),
  state: z.enum(MESSAGE_STATES).optional(),
  channel: z.enum(CHANNELS).optional(),
  find: z.string().trim().min(1).max(100).optional(),
  before: z
    .string()
    .regex(/^\d{1,18}$/)
    .optional()
    .meta({ description: "The next page: the last message of this one." }),
});
export const MessageLogResponse = z
  .object({
    messages: z.array(
      z.object({
        message: z.string(),
        mailing: id.optional(),
        event: z.string(),
        channel: z.enum(CHANNELS),
        address: z.string().meta({ description: "Masked: as much as tells whose it is." }),
        account: accountNumber.optional(),
        state: z.enum(MESSAGE_STATES),
        reason: z.string(),
        parts: z.int().optional(),
        createdAt: instant,
        endedAt: instant.optional(),
      }),
    ),
    next: z.string().optional(),
  })
  .meta({
    examples: [
      {
        messages: [
          {
            message: "912",
            mailing: 7,
            event: "debt",
            channel: "sms",
            address: "+7900•••0002",
            account: "4400110010",
            state: "delivered",
            reason: "",
            parts: 2,
            createdAt: "2026-11-23T09:10:00.000Z",
            endedAt: "2026-11-23T09:10:04.000Z",
          },
        ],
      },
    ],
  });
