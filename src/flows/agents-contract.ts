import { z } from "zod";
import { documentNumber, instant, kopecks, limitUpTo, numberInPath } from "#platform/http/wire";

const id = z.int().positive();
const code = z
  .string()
  .regex(/^[a-z0-9][a-z0-9-]{0,39}$/)
  .meta({ description: "Of the agent, as in its address.", examples: ["kiosk"] });
const dialect = z.enum(["osmp", "sber", "cyberplat"]);
const REASON = z.string().regex(/^[a-z_]{1,40}$/);

export const AgentPath = z.strictObject({ code });
export const AgentVersionPath = z.strictObject({ code, version: numberInPath });
export const AgentMessagePath = z.strictObject({ code, message: documentNumber });

/** What was agreed with an agent, as it travels. The gateways judge what contradicts itself. */
const SettingsFields = {
  dialect,
  language: z.enum(["ru", "en"]).meta({ description: "Of the comments in the answers." }),
  timeZone: z.string().max(60),
  deadlineMs: z.int().min(100).max(55_000),
  names: z
    .record(z.string(), z.string())
    .meta({ description: "Parameters and elements that the agent calls otherwise." }),
  codes: z
    .record(REASON, z.int())
    .meta({ description: "Codes of answers that its contract has otherwise, by their reason." }),
  extras: z.array(z.enum(["cancel", "status"])).max(2),
  cancelAfterClose: z.enum(["open_month", "refused"]),
  maskName: z.enum(["initials", "hidden"]),
  maskAddress: z.enum(["premises", "hidden"]),
  tellsDebt: z.boolean(),
  signIn: z
    .array(z.enum(["password", "token", "certificate", "signature"]))
    .min(1)
    .max(4)
    .meta({ description: "All of these are asked for." }),
  certificates: z.array(z.string()).max(4).meta({ description: "SHA-256 of client certificates, in hex." }),
  publicKeys: z.array(z.string()).max(4),
  signature: z
    .strictObject({
      algorithm: z.enum(["RSA-SHA1", "RSA-SHA256", "RSA-SHA512"]),
      encoding: z.enum(["base64", "hex"]),
      place: z.enum(["header", "parameter"]),
      name: z.string(),
      answerKey: z
        .string()
        .optional()
        .meta({ description: "Where our private key is: env:NAME or file:/path." }),
    })
    .optional(),
  addresses: z
    .array(z.string())
    .max(100)
    .meta({ description: "Networks it may call from, as CIDR; empty: any." }),
  messagesPerMinuteMax: z.int().positive(),
  amountMin: kopecks,
  amountMax: kopecks,
  dayTotalMax: kopecks.optional(),
  accountPattern: z.string().min(1).max(100),
};

const settings = {
  dialect: "osmp",
  language: "ru",
  timeZone: "Europe/Moscow",
  deadlineMs: 40_000,
  names: { osmp_txn_id: "ibox_txn_id" },
  codes: {},
  extras: ["cancel"],
  cancelAfterClose: "open_month",
  maskName: "initials",
  maskAddress: "premises",
  tellsDebt: false,
  signIn: ["password"],
  certificates: [],
  publicKeys: [],
  addresses: ["192.0.2.0/24"],
  messagesPerMinuteMax: 600,
  amountMin: "100",
  amountMax: "1500000",
  accountPattern: String.raw`^\d{10}$`,
};

export const AgentSettingsRequest = z.strictObject(SettingsFields).meta({ examples: [settings] });

const AgentFields = z.object({
  id: id.meta({ description: "As the days of its reconciliation name it." }),
  code,
  name: z.string(),
  organization: id,
  dialect,
  closedAt: instant.optional(),
  lastMessageAt: instant.optional(),
  messages: z.int().meta({ description: "Within twenty-four hours." }),
  refusals: z.int().meta({ description: "Of these messages." }),
  incidents: z.int().meta({ description: "That nobody has decided yet." }),
  paymentsToday: z.int().meta({ description: "Taken online, less what was cancelled." }),
  totalToday: kopecks,
});
const agent = {
  id: 3,
  code: "kiosk",
  name: "Сеть «Терминал»",
  organization: 2,
  dialect: "osmp",
  lastMessageAt: "2026-11-23T09:15:00.000Z",
  messages: 412,
  refusals: 9,
  incidents: 1,
  paymentsToday: 208,
  totalToday: "41233010",
};

export const AgentsResponse = z
  .object({ agents: z.array(AgentFields) })
  .meta({ examples: [{ agents: [agent] }] });

export const AgentResponse = AgentFields.extend({
  formerSecretUntil: instant
    .optional()
    .meta({ description: "The secret before the present one is right until then." }),
  settings: z.object(SettingsFields),
  codeTables: z
    .array(z.record(REASON, z.int()))
    .meta({ description: "The tables of codes that its dialect is in use with, the ordinary one first." }),
  temporaryCodes: z.array(z.int()).meta({ description: "After these it asks again; the others are final." }),
  versions: z.array(
    z.object({
      version: id,
      settings: z.object(SettingsFields),
      needsSecond: z.boolean(),
      proposedAt: instant,
      proposedBy: id.optional(),
      proposedByName: z.string().optional(),
      approved: z.boolean().optional().meta({ description: "Absent: it waits." }),
      note: z.string().optional(),
      decidedAt: instant.optional(),
      decidedBy: id.optional(),
      decidedByName: z.string().optional(),
    }),
  ),
}).meta({
  examples: [
    {
      ...agent,
      settings,
      codeTables: [{ accepted: 0, account_not_found: 5, repeat_later: 1 }],
      temporaryCodes: [1, 90],
      versions: [
        {
          version: 1,
          settings,
          needsSecond: false,
          proposedAt: "2026-11-20T09:15:00.000Z",
          proposedBy: 1,
          proposedByName: "Громова Елена Викторовна",
          approved: true,
          note: "",
          decidedAt: "2026-11-20T09:15:00.000Z",
          decidedBy: 1,
          decidedByName: "Громова Елена Викторовна",
        },
      ],
    },
  ],
});

export const CheckTrialRequest = z
  .strictObject({
    account: z.string().trim().min(1).max(40),
    amount: kopecks.optional(),
    version: id.optional().meta({ description: "Of the settings to try; absent: those in force." }),
  })
  .meta({ examples: [{ account: "4400110010", amount: "150000" }] });

export const CheckTrialResponse = z
  .object({
    request: z.string().meta({ description: "What the agent would send." }),
    reason: REASON.meta({ description: "Our own word for what the answer says." }),
    answer: z.string(),
    contentType: z.string(),
  })
  .meta({
    examples: [
      {
        request: "command=check&txn_id=1&account=4400110010&sum=1500.00",
        reason: "may_be_paid",
        answer:
          '<?xml version="1.0" encoding="UTF-8"?>\n<response><osmp_txn_id>1</osmp_txn_id><result>0</result></response>',
        contentType: "application/xml; charset=utf-8",
      },
    ],
  });

export const NewAgentRequest = z
  .strictObject({ organization: id, code, name: z.string().trim().min(1).max(200), dialect })
  .meta({ examples: [{ organization: 2, code: "kiosk", name: "Сеть «Терминал»", dialect: "osmp" }] });

export const SecretResponse = z
  .object({ secret: z.string().meta({ description: "Told this once; only its hash is kept." }) })
  .meta({ examples: [{ secret: "rXo0c0m1n8hQ3l5VqYk6b1uT9zD4sF2wE7aG0pKjLmN" }] });

export const RotateSecretRequest = z
  .strictObject({
    keepHours: z
      .int()
      .min(0)
      .max(720)
      .meta({ description: "How long the present secret stays right beside the new one." }),
  })
  .meta({ examples: [{ keepHours: 48 }] });

export const ProposedResponse = z
  .object({ version: id, inForce: z.boolean().meta({ description: "False: it waits for a second person." }) })
  .meta({ examples: [{ version: 2, inForce: false }] });

export const SettingsDecisionRequest = z
  .strictObject({ approved: z.boolean(), note: z.string().trim().max(500) })
  .meta({ examples: [{ approved: true, note: "Доп. соглашение № 3" }] });

export const IncidentDecisionRequest = z
  .strictObject({ note: z.string().trim().min(1).max(500) })
  .meta({ examples: [{ note: "Агент подтвердил верной первую сумму" }] });

export const AgentDoneResponse = z.object({ code }).meta({ examples: [{ code: "kiosk" }] });

export const AgentMessagesQuery = z.strictObject({
  incidents: z.enum(["yes", "no"]).default("no").meta({ description: "Only what a person must look at." }),
  transaction: z.string().max(40).optional().meta({ description: "The agent's own number of a payment." }),
  before: documentNumber.optional().meta({ description: "The last message of the page before." }),
  limit: limitUpTo(200, 50),
});

export const AgentMessagesResponse = z
  .object({
    messages: z.array(
      z.object({
        message: documentNumber,
        receivedAt: instant,
        remoteAddress: z.string(),
        command: z.string(),
        transaction: z.string(),
        outcome: z.string().meta({ description: "Our own word for what the answer says." }),
        request: z.string(),
        answer: z.string(),
        incident: z.boolean(),
        note: z.string().optional(),
        decidedAt: instant.optional(),
        decidedBy: id.optional(),
      }),
    ),
  })
  .meta({
    examples: [
      {
        messages: [
          {
            message: "774",
            receivedAt: "2026-11-23T09:15:00.000Z",
            remoteAddress: "192.0.2.7",
            command: "pay",
            transaction: "1234570",
            outcome: "transaction_differs",
            request: "GET command=pay&txn_id=1234570&account=1000000012&sum=11.00",
            answer: "<response><result>300</result></response>",
            incident: true,
          },
        ],
      },
    ],
  });
