import { z } from "zod";
import { day, instant, kopecks, month, numberInPath } from "#platform/http/wire";
import { TROUBLES } from "./far-drops-contract.ts";

const id = z.int().positive();

const Terms = {
  profile: z.string().min(1).max(40),
  dayOfMonth: z
    .int()
    .min(1)
    .max(28)
    .meta({ description: "From this day of each month on it is made by itself." }),
  drop: id.optional().meta({ description: "Where it is laid; absent: it is only downloaded." }),
  isActive: z.boolean(),
};
const terms = { profile: "sber-debts", dayOfMonth: 5, drop: 3, isActive: true } as const;

const CONTENTS = ["debts", "charges"] as const;

const PLAN_TROUBLES = [
  "profile_gone",
  "inn_missing",
  "requisites_missing",
  "month_not_open",
  "nothing_owed",
  "not_charged",
  "house_left",
  "name_taken",
] as const;

const Subject = {
  content: z
    .enum(CONTENTS)
    .meta({ description: "What is owed on the day, or what a month was charged and paid." }),
  scope: z.enum(["city", "organization", "building", "provider"]).meta({
    description: "All accounts of the city, a company's or a building's, or what is due to one provider.",
  }),
};
const subject = { content: "debts", scope: "organization" } as const;

export const DebtPlansResponse = z
  .object({
    plans: z.array(
      z.object({
        ...Terms,
        ...Subject,
        plan: id,
        agent: id,
        agentName: z.string(),
        organization: id,
        organizationName: z.string(),
        building: id.optional(),
        address: z.string().optional().meta({ description: "Of the building." }),
        trouble: z.enum(PLAN_TROUBLES).optional(),
      }),
    ),
    agents: z.array(z.object({ code: z.string(), name: z.string() })),
    organizations: z.array(z.object({ organization: id, name: z.string() })),
    providers: z.array(z.object({ organization: id, name: z.string() })),
    profiles: z.array(z.object({ code: z.string(), title: z.string(), content: z.enum(CONTENTS) })),
    drops: z
      .array(z.object({ drop: id, agent: id, agentCode: z.string(), where: z.string() }))
      .meta({ description: "Drops that have a folder for outgoing files." }),
  })
  .meta({
    examples: [
      {
        plans: [
          {
            ...terms,
            ...subject,
            plan: 1,
            agent: 2,
            agentName: "АО СЕВЕРБАНК",
            organization: 4,
            organizationName: "УК Заречье",
          },
        ],
        agents: [{ code: "severbank", name: "АО СЕВЕРБАНК" }],
        organizations: [{ organization: 4, name: "УК Заречье" }],
        providers: [{ organization: 9, name: "Водоканал" }],
        profiles: [{ code: "sber-debts", title: "Сбербанк: реестр задолженности", content: "debts" }],
        drops: [{ drop: 3, agent: 2, agentCode: "severbank", where: "sftp.severbank.example /in" }],
      },
    ],
  });

export const NewDebtPlanRequest = z
  .strictObject({
    ...Terms,
    ...Subject,
    agent: z.string().max(40),
    organization: id
      .optional()
      .meta({ description: "The company or the provider, where the scope is one of these." }),
    building: id.optional().meta({ description: "Where the scope is a building." }),
  })
  .meta({ examples: [{ ...terms, ...subject, agent: "severbank", organization: 4 }] });
export const ChangeDebtPlanRequest = z.strictObject(Terms).meta({ examples: [terms] });
export const SavedDebtPlanResponse = z.object({ plan: id }).meta({ examples: [{ plan: 1 }] });

export const DebtPlanPath = z.strictObject({ plan: numberInPath });
export const MakeDebtFileRequest = z
  .strictObject({
    period: month.optional().meta({
      description: "Of charges: the month. Absent: the last that is charged in every company.",
    }),
  })
  .meta({ examples: [{ period: "2026-10" }] });
export const DebtFilePath = z.strictObject({ file: numberInPath });

const File = z.object({
  file: id,
  number: z.int().meta({ description: "Of the plan, within the year." }),
  name: z.string(),
  madeFor: day.meta({ description: "The day on which the sums were these." }),
  period: month.meta({ description: "Of debts the last month among them, of charges their month." }),
  rows: z.int(),
  total: kopecks,
  size: z.int(),
  sha256: z.string(),
  madeAt: instant,
  madeByName: z.string().optional().meta({ description: "Absent: it was made by itself." }),
  isToBeLaid: z.boolean(),
  laidAt: instant.optional(),
  failures: z.int(),
  trouble: z.enum(TROUBLES).optional(),
  troubleDetail: z.string(),
});
const file = {
  file: 7,
  number: 11,
  name: "5100000017_40702810900000000017_011_1126.txt",
  madeFor: "2026-11-05",
  period: "2026-11",
  rows: 412,
  total: "145320017",
  size: 51_200,
  sha256: "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
  madeAt: "2026-11-05T06:00:10.000Z",
  isToBeLaid: true,
  laidAt: "2026-11-05T06:00:12.000Z",
  failures: 0,
  troubleDetail: "",
} satisfies z.input<typeof File>;
export const DebtFilesResponse = z.object({ files: z.array(File) }).meta({ examples: [{ files: [file] }] });
