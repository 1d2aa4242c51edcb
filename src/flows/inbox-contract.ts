import { z } from "zod";
import { parseDay } from "#core/day";
import type { CasePlace } from "#modules/messages";
import { accountNumber, day, instant, kopecks, limitUpTo, numberInPath } from "#platform/http/wire";

/** The room's own lists, written again: a contract brings no actions along. */
export const INBOX_KINDS = ["question", "complaint", "quality", "dispute", "suggestion", "thanks"] as const;
const kind = z.enum(INBOX_KINDS);
const origin = z.enum(["portal", "account", "clerk"]);
const state = z.enum(["new", "in_work", "answered", "closed"]);
const id = z.int().positive();
const text = z.string().trim().min(1).max(8000);
const proposalKind = z.enum(["absence", "supply_failure"]);

const CaseFields = z.object({
  number: id,
  kind,
  origin,
  state,
  organization: z.string().meta({ description: "The company that owes the answer." }),
  authorName: z.string(),
  address: z.string(),
  account: accountNumber.optional(),
  receivedOn: day,
  dueOn: day.optional().meta({ description: "Absent where the law wants no answer." }),
  daysLeft: z.int().optional().meta({ description: "Until that day; negative: late. Absent once answered." }),
  assignedTo: z.string().optional(),
});
const line = {
  number: 1042,
  kind: "question",
  origin: "account",
  state: "new",
  organization: "ООО «УК Заречье»",
  authorName: "Иванова М. П.",
  address: "г. Североозёрск, ул. Ленина, д. 7",
  account: "4400110010",
  receivedOn: "2026-11-23",
  dueOn: "2026-12-07",
  daysLeft: 14,
} as const;

/** "2026-12-07.1042": the last day and the number of the last case of the page before; "open" wants no answer. */
const place = z
  .codec(
    z.string().regex(/^(?:\d{4}-\d{2}-\d{2}|open|done)\.[1-9]\d{0,8}$/),
    z.custom<CasePlace>((value) => typeof value === "object"),
    {
      decode: (text, context) => {
        const [standing = "", digits] = text.split(".");
        const number = Number(digits);
        if (standing === "open" || standing === "done")
          return { isOpen: standing === "open", dueOn: undefined, number };
        const dueOn = parseDay(standing);
        if (dueOn !== undefined) return { isOpen: true, dueOn, number };
        context.issues.push({
          code: "custom",
          input: text,
          message: "no such date",
          params: { noSuch: "date" },
        });
        return z.NEVER;
      },
      encode: ({ isOpen, dueOn, number }) => `${isOpen ? (dueOn ?? "open") : "done"}.${number}`,
    },
  )
  .meta({
    type: "string",
    description: "Where a page ends: `next` of the page before.",
    examples: ["2026-12-07.1042"],
  });

export const InboxQuery = z.strictObject({
  state: z.enum(["open", "answered", "closed"]).optional(),
  kind: kind.optional(),
  mine: z.literal("yes").optional(),
  unassigned: z.literal("yes").optional(),
  overdue: z.literal("yes").optional(),
  number: numberInPath.optional(),
  account: accountNumber.optional(),
  after: place.optional(),
  limit: limitUpTo(200, 100),
});
export const InboxResponse = z
  .object({
    cases: z.array(CaseFields.extend({ beginning: z.string() })),
    open: z.int().meta({ description: "That wait for an answer, in all." }),
    overdue: z.int(),
    next: place.optional().meta({ description: "Absent on the last page." }),
  })
  .meta({
    examples: [
      {
        cases: [{ ...line, beginning: "Почему выросло отопление?" }],
        open: 1,
        overdue: 0,
      },
    ],
  });

export const CasePath = z.strictObject({ number: numberInPath });
export const CaseFilePath = z.strictObject({ number: numberInPath, file: numberInPath });

export const CaseResponse = CaseFields.extend({
  basis: z.string().meta({ description: "The law that says by when." }),
  answeredOn: day.optional(),
  email: z.string(),
  phone: z.string(),
  continues: id.optional().meta({ description: "The case that this dispute came of." }),
  line: z
    .object({ period: z.string(), service: z.string(), serviceCode: z.string() })
    .optional()
    .meta({ description: "The line of a bill that is asked about." }),
  mayPublish: z.boolean(),
  published: z.object({ on: day, question: z.string(), answer: z.string() }).optional(),
  texts: z.array(
    z.object({
      id,
      author: z.enum(["applicant", "staff", "note"]),
      name: z.string().meta({ description: "Of the person of the company or the center." }),
      text: z.string(),
      writtenAt: instant,
      files: z.array(z.object({ id, name: z.string(), mediaType: z.string(), size: z.int() })),
    }),
  ),
  context: z
    .object({ holder: z.string(), premises: z.string(), owed: kopecks, overdue: kopecks })
    .optional()
    .meta({ description: "Of the account, where the case is of one." }),
  people: z.array(z.object({ id, name: z.string() })).meta({ description: "Who may be given the case." }),
  assignee: id.optional(),
  links: z.array(z.object({ kind: z.enum(["absence", "supply_failure", "dispute"]), reference: id })),
  proposals: z
    .array(z.object({ kind: proposalKind, reference: id, from: z.string(), what: z.string() }))
    .meta({ description: "Proposals of recalculation of this account and house that it may have led to." }),
}).meta({
  examples: [
    {
      ...line,
      basis: "Постановление № 416, пункт 36",
      email: "ivanova@mail.ru",
      phone: "",
      mayPublish: true,
      line: { period: "2026-11", service: "Отопление", serviceCode: "HEATING" },
      texts: [
        {
          id: 7,
          author: "applicant",
          name: "",
          text: "Почему выросло отопление?",
          writtenAt: "2026-11-23T09:15:00.000Z",
          files: [{ id: 3, name: "счёт.jpg", mediaType: "image/jpeg", size: 81_204 }],
        },
      ],
      context: {
        holder: "Иванова М. П.",
        premises: "г. Североозёрск, ул. Ленина, д. 7, кв. 3",
        owed: "151002",
        overdue: "0",
      },
      people: [{ id: 4, name: "Смирнова О. В." }],
      links: [],
      proposals: [{ kind: "absence", reference: 2, from: "2026-10-01", what: "Справка 14" }],
    },
  ],
});

export const NewCaseRequest = z
  .strictObject({
    kind,
    account: accountNumber,
    text,
    authorName: z.string().trim().min(1).max(200),
    email: z.string().trim().max(200),
    phone: z.string().trim().max(40),
  })
  .meta({
    examples: [
      {
        kind: "complaint",
        account: "4400110010",
        text: "По телефону: не горит свет в подъезде",
        authorName: "Иванова М. П.",
        email: "",
        phone: "+7 916 123-45-67",
      },
    ],
  });
export const OpenedResponse = z
  .object({ number: id, dueOn: day.optional() })
  .meta({ examples: [{ number: 1042, dueOn: "2026-12-07" }] });

export const TextRequest = z
  .strictObject({ text, isNote: z.boolean().meta({ description: "The applicant never sees a note." }) })
  .meta({ examples: [{ text: "Отопление считают по прибору дома: расход вырос на 12 %.", isNote: false }] });
export const AssigneeRequest = z.strictObject({ user: id.nullable() }).meta({ examples: [{ user: 4 }] });
export const PublicationRequest = z
  .strictObject({ question: text, answer: text })
  .meta({ examples: [{ question: "Почему выросло отопление?", answer: "Стало холоднее." }] });
export const LinkRequest = z
  .strictObject({ kind: proposalKind, reference: id })
  .meta({ examples: [{ kind: "absence", reference: 2 }] });
export const CaseStateResponse = z
  .object({ number: id, state })
  .meta({ examples: [{ number: 1042, state: "answered" }] });

const template = {
  id: 3,
  organization: 2,
  title: "Отопление по прибору",
  text: "Расход считает прибор дома.",
};
const TemplateFields = z.object({ id, organization: id, title: z.string(), text: z.string() });
export const TemplatesResponse = z
  .object({ templates: z.array(TemplateFields) })
  .meta({ examples: [{ templates: [template] }] });
export const TemplateRequest = z
  .strictObject({
    number: id.meta({ description: "A case of the company whose template it becomes." }),
    title: z.string().trim().min(1).max(100),
    text,
  })
  .meta({ examples: [{ number: 1042, title: template.title, text: template.text }] });
export const TemplateResponse = TemplateFields.meta({ examples: [template] });
export const TemplatePath = z.strictObject({ template: numberInPath });
