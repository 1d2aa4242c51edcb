import { z } from "zod";
import { instant, kopecks } from "#platform/http/wire";
import { EVENT_NAMES, type NotifiedEvent } from "#modules/notifications";

const id = z.int().positive();
const EVENTS = EVENT_NAMES as readonly [NotifiedEvent, ...NotifiedEvent[]];
const Place = {
  event: z.enum(EVENTS),
  channel: z.enum(["email", "sms", "push"]),
  language: z.enum(["ru", "en"]),
};
const subject = z.string().max(200);
const body = z.string().max(4_000).meta({ description: "Places in braces: {amount}." });
const Template = z.object({ subject: z.string(), body: z.string() });
const place = { event: "bill_ready", channel: "sms", language: "ru" } as const;
const words = { subject: "", body: "Счёт {account}: {amount}, оплатите до {due}" };

export const NoticeWordsQuery = z.strictObject({
  organization: z.coerce.number().int().positive().optional(),
});
export const NoticeWordsResponse = z
  .object({
    organization: id
      .optional()
      .meta({ description: "Whose words they are; absent: no company is in sight." }),
    organizations: z.array(z.object({ organization: id, name: z.string() })),
    events: z.array(
      z.object({
        event: Place.event,
        isMust: z.boolean().meta({ description: "The law or safety demands that it is told." }),
        places: z.array(z.object({ name: z.string(), isNeeded: z.boolean() })),
      }),
    ),
    words: z.array(
      z.object({
        ...Place,
        usual: Template.meta({ description: "What everybody says." }),
        own: Template.optional(),
        version: z.int().min(0).meta({ description: "To be named when new words are kept." }),
        writtenAt: instant.optional(),
        writtenByName: z.string().optional(),
      }),
    ),
  })
  .meta({
    examples: [
      {
        organization: 2,
        organizations: [{ organization: 2, name: "ООО «УК Заречье»" }],
        events: [{ event: "bill_ready", isMust: false, places: [{ name: "amount", isNeeded: true }] }],
        words: [
          {
            ...place,
            usual: words,
            own: words,
            version: 1,
            writtenAt: "2026-11-23T09:00:00.000Z",
            writtenByName: "Орлова М. П.",
          },
        ],
      },
    ],
  });

export const ShowWordsRequest = z
  .strictObject({ ...Place, subject, body })
  .meta({ examples: [{ ...place, ...words }] });
export const ShownWordsResponse = z
  .object({
    subject: z.string(),
    body: z.string(),
    button: z.string().optional(),
    parts: z.int().optional().meta({ description: "Of a short message." }),
    cost: kopecks.optional(),
    fault: z
      .string()
      .optional()
      .meta({ description: "What keeps the words from being kept, in a sentence." }),
  })
  .meta({
    examples: [
      {
        subject: "",
        body: "Счёт 4400110010: 6 150,02 ₽, оплатите до 15.11.2026",
        parts: 1,
        cost: "350",
      },
    ],
  });

export const SaveWordsRequest = z
  .strictObject({
    organization: id,
    ...Place,
    subject,
    body,
    version: z.int().min(0).meta({ description: "The newest that the writer has seen." }),
  })
  .meta({ examples: [{ organization: 2, ...place, ...words, version: 0 }] });
export const SavedWordsResponse = z.object({ version: id }).meta({ examples: [{ version: 1 }] });

export const TestWordsRequest = z
  .strictObject({
    organization: id,
    ...Place,
    subject,
    body,
    phone: z
      .string()
      .max(20)
      .default("")
      .meta({ description: "Of a short message; a letter goes to the asker." }),
  })
  .meta({ examples: [{ organization: 2, ...place, ...words, phone: "+79000000002" }] });
export const TestedWordsResponse = z
  .object({ address: z.string() })
  .meta({ examples: [{ address: "+79000000002" }] });
