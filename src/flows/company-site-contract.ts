import { z } from "zod";
import { FILE_KINDS, TEXT_KINDS, TEXT_STATES } from "#contracts/portal";
import { day, instant, numberInPath } from "#platform/http/wire";

const id = z.int().positive();
const state = z.enum(TEXT_STATES).meta({
  description: "published and withdrawn are in force from `shownFrom` on; a draft never is.",
});
const writing = {
  title: z.string().max(200),
  body: z.string().max(100_000).meta({
    description: "An empty line ends a paragraph, `## ` begins a heading, `- ` an item; HTML is taken too.",
  }),
  state,
  shownFrom: day,
};
const example = {
  title: "Отключение горячей воды",
  body: "24 ноября с 9:00 до 16:00 в доме № 7 по улице Ленина.",
  state: "published",
  shownFrom: "2026-11-23",
} as const;

export const SiteQuery = z.strictObject({ organization: numberInPath });
const file = z.object({
  id,
  kind: z.enum(FILE_KINDS),
  title: z.string(),
  name: z.string(),
  mediaType: z.string(),
  size: z.int().meta({ description: "Bytes." }),
  sha256: z.string(),
  addedOn: day,
});
const fileExample = {
  id: 4,
  kind: "document",
  title: "Договор управления",
  name: "Договор управления.pdf",
  mediaType: "application/pdf",
  size: 182_400,
  sha256: "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
  addedOn: "2026-11-20",
} as const;
export const SiteResponse = z
  .object({
    organization: id,
    address: z.string().meta({ description: "Of the company's pages on the portal." }),
    accent: z.string().meta({ description: "The company's colour." }),
    texts: z.array(
      z.object({
        text: id,
        kind: z.enum(TEXT_KINDS),
        slug: z.string(),
        version: id,
        title: z.string(),
        state,
        shownFrom: day,
        savedAt: instant,
        isShown: z.boolean().meta({ description: "Something of it is on the portal today." }),
      }),
    ),
    files: z.array(file),
  })
  .meta({
    examples: [
      {
        organization: 2,
        address: "/severoozyorsk/c/2-ooo-uk-zareche",
        accent: "#1864ab",
        texts: [
          {
            text: 7,
            kind: "news",
            slug: "otklyuchenie-goryachey-vody",
            version: 2,
            title: example.title,
            state: "published",
            shownFrom: "2026-11-23",
            savedAt: "2026-11-23T07:15:00.000Z",
            isShown: true,
          },
        ],
        files: [fileExample],
      },
    ],
  });

export const TextPath = z.strictObject({ text: numberInPath });
export const TextVersionsResponse = z
  .object({ versions: z.array(z.object({ ...writing, version: id, savedAt: instant })) })
  .meta({ examples: [{ versions: [{ ...example, version: 2, savedAt: "2026-11-23T07:15:00.000Z" }] }] });

export const NewTextRequest = z
  .strictObject({ organization: id, kind: z.enum(TEXT_KINDS), ...writing })
  .meta({ examples: [{ organization: 2, kind: "news", ...example }] });
export const NewTextResponse = z
  .object({ text: id, slug: z.string() })
  .meta({ examples: [{ text: 7, slug: "otklyuchenie-goryachey-vody" }] });
export const TextVersionRequest = z
  .strictObject({
    ...writing,
    basedOn: id.meta({ description: "The version that the writer had read: a newer one refuses this." }),
  })
  .meta({ examples: [{ ...example, basedOn: 1 }] });
export const TextVersionResponse = z.object({ version: id }).meta({ examples: [{ version: 2 }] });

export const NewFileQuery = z.strictObject({
  organization: numberInPath,
  kind: z.enum(FILE_KINDS),
  title: z.string().trim().max(200).optional().meta({ description: "Absent: the file's name." }),
  name: z.string().trim().min(1).max(200),
});
export const FileResponse = file.meta({ examples: [fileExample] });
export const FilePath = z.strictObject({ file: numberInPath });

export const BrandingRequest = z
  .strictObject({
    organization: id,
    accent: z.string().max(20).meta({ description: "White on it must have a contrast of 4.5 to 1." }),
  })
  .meta({ examples: [{ organization: 2, accent: "#1864ab" }] });
export const BrandingResponse = z.object({ accent: z.string() }).meta({ examples: [{ accent: "#1864ab" }] });

const year = z.int().min(2015).max(2100);
const disclosedField = z.object({
  code: z.string(),
  name: z.string().meta({ description: "In the reader's language." }),
  isOpen: z.boolean().meta({ description: "The company states it: the books do not tell it." }),
  isStated: z.boolean(),
  value: z.string().optional().meta({ description: "What the company stated." }),
  statedOn: day.optional(),
  statedBy: z.string().optional().meta({ description: "Whoever stated it; absent: of another house." }),
});
export const DisclosureQuery = z.strictObject({
  organization: numberInPath,
  year: z
    .string()
    .regex(/^20\d\d$/)
    .optional()
    .meta({ description: "Absent: the present year." }),
  building: numberInPath.optional().meta({ description: "Its forms; absent: those of the company itself." }),
});
export const DisclosureResponse = z
  .object({
    year,
    years: z.array(year),
    basis: z.string(),
    house: z.object({ id, address: z.string() }).optional(),
    overdue: z.array(z.object({ year, form: z.string() })).meta({
      description: "Forms of the company itself, of any year, whose day has passed with something missing.",
    }),
    forms: z.array(
      z.object({
        code: z.string(),
        name: z.string(),
        due: day.optional().meta({ description: "Absent: it follows each change." }),
        isOverdue: z.boolean().meta({ description: "Its day has passed and something is missing." }),
        stated: z.int(),
        fields: z.array(disclosedField),
      }),
    ),
  })
  .meta({
    examples: [
      {
        year: 2026,
        years: [2026, 2025],
        basis: "Приказ Минстроя России от 22.12.2014 № 882/пр",
        overdue: [{ year: 2025, form: "1.2" }],
        forms: [
          {
            code: "1.3",
            name: "Administrative liability",
            isOverdue: false,
            stated: 1,
            fields: [
              {
                code: "penalties",
                name: "Rulings over the year and what was done",
                isOpen: true,
                isStated: true,
                value: "Не привлекалась",
                statedOn: "2026-11-20",
                statedBy: "Н. П. Соколова",
              },
            ],
          },
        ],
      },
    ],
  });
export const DiscloseRequest = z
  .strictObject({
    organization: id,
    building: id.optional().meta({ description: "The house that the form is of." }),
    year,
    form: z.string().max(10),
    fields: z.array(z.strictObject({ field: z.string().max(40), value: z.string().max(4000) })).max(50),
  })
  .meta({
    examples: [
      {
        organization: 2,
        year: 2026,
        form: "1.3",
        fields: [{ field: "penalties", value: "Не привлекалась" }],
      },
    ],
  });
export const DiscloseResponse = z
  .object({ changed: z.int().meta({ description: "Fields that say something else now." }) })
  .meta({ examples: [{ changed: 1 }] });
