import { z } from "zod";
import type { Day } from "#core/day";
import { accountNumber, day, instant, kopecks, millionths, numberInPath } from "#platform/http/wire";

export type BenefitRefusal =
  | { readonly code: "benefits.service_unknown"; readonly service: string }
  | { readonly code: "benefits.center_only" }
  | { readonly code: "benefits.span_empty"; readonly from: Day; readonly to: Day }
  /** A rule of the same service begins on that day or later. */
  | {
      readonly code: "benefits.rule_contradicts";
      readonly nameRu: string;
      readonly nameEn: string;
      readonly from: Day;
    }
  /** A norm for as many persons begins on that day or later. */
  | { readonly code: "benefits.norm_contradicts"; readonly persons: number; readonly from: Day }
  | { readonly code: "benefits.document_missing" }
  | { readonly code: "benefits.category_unknown"; readonly category: string }
  | { readonly code: "benefits.account_not_found"; readonly number: string }
  | { readonly code: "benefits.resident_not_found"; readonly resident: number }
  /** Not eleven digits, or the last two are not those that the others make. */
  | { readonly code: "benefits.snils_wrong" }
  /** The resident has the same right on these days already. */
  | { readonly code: "benefits.entitled_already"; readonly from: Day; readonly to: Day | undefined }
  /** Whole months, six at most. */
  | { readonly code: "benefits.subsidy_term"; readonly from: Day; readonly to: Day; readonly months: number }
  | { readonly code: "benefits.subsidy_granted"; readonly from: Day; readonly to: Day | undefined }
  | { readonly code: "benefits.subsidy_not_found"; readonly from: Day }
  /** It ends on the first of one of its own months, the first of them excepted. */
  | { readonly code: "benefits.subsidy_end_impossible"; readonly from: Day; readonly to: Day };

const id = z.int().positive();
const document = z.string().min(1).max(300);

export const EntitledPath = z.strictObject({ number: accountNumber });
export const EntitlementRequest = z
  .strictObject({
    resident: id,
    category: z.string().min(1).max(40),
    from: day,
    to: day
      .optional()
      .meta({ description: "The first day without the right. Stated later, it ends the right." }),
    document,
  })
  .meta({
    examples: [{ resident: 1, category: "VETERAN", from: "2026-11-01", document: "Удостоверение № 4471" }],
  });
export const EntitlementResponse = z
  .object({ resident: id, category: z.string(), from: day, to: day.optional(), document: z.string() })
  .meta({
    examples: [{ resident: 1, category: "VETERAN", from: "2026-11-01", document: "Удостоверение № 4471" }],
  });

const subsidy = {
  from: "2026-09-01",
  to: "2027-03-01",
  familySize: 2,
  standard: "688270",
  income: "2100000",
  subsistenceMinimum: "2700000",
  maxShare: "22000000",
  document: "Решение № 18",
};
const SubsidyFields = {
  from: day.meta({ description: "The first of a month." }),
  to: day.meta({ description: "The first of the month without the subsidy: six months later at most." }),
  familySize: id,
  standard: kopecks.meta({ description: "Of the whole family." }),
  income: kopecks.meta({ description: "Of the family a month." }),
  subsistenceMinimum: kopecks.meta({ description: "Of the family." }),
  maxShare: millionths.meta({ description: "The largest share of the income, percent." }),
  document,
};
const SubsidyEnd = z.object({
  grantedUntil: day.meta({ description: "The day on which it would have ended." }),
  document,
  recordedAt: instant,
});
export const SubsidiesResponse = z
  .object({
    subsidies: z.array(
      z.object({
        ...SubsidyFields,
        ended: SubsidyEnd.optional().meta({ description: "By which decision it ended early." }),
      }),
    ),
  })
  .meta({
    description: "Oldest first.",
    examples: [
      {
        subsidies: [
          {
            ...subsidy,
            ended: {
              grantedUntil: "2027-04-01",
              document: "Решение № 21",
              recordedAt: "2026-11-23T06:10:02.000Z",
            },
          },
        ],
      },
    ],
  });
export const SubsidyEndRequest = z
  .strictObject({
    from: day.meta({ description: "The first day of the subsidy that ends." }),
    to: day.meta({ description: "The first day without it: the first of one of its months." }),
    document,
  })
  .meta({ examples: [{ from: "2026-09-01", to: "2026-12-01", document: "Решение № 21" }] });
export const SubsidyEndResponse = z
  .object({ from: day, to: day })
  .meta({ examples: [{ from: "2026-09-01", to: "2026-12-01" }] });
export const SubsidyRequest = z.strictObject(SubsidyFields).meta({ examples: [subsidy] });
export const SubsidyResponse = z.object(SubsidyFields).meta({ examples: [subsidy] });

const RuleFields = {
  service: z.string().meta({ description: "COLD_WATER, HEATING …" }),
  percent: millionths,
  covers: z.enum(["person", "family"]),
  volume: z.enum(["actual", "within_norm"]),
  area: z.enum(["share", "social_norm"]),
  mode: z.enum(["discount", "cash"]).meta({ description: "cash leaves the bill whole." }),
  from: day,
  to: day.optional(),
  act: z.string().min(1).max(300),
};
const rule = {
  service: "MAINTENANCE",
  percent: "50000000",
  covers: "person",
  volume: "within_norm",
  area: "social_norm",
  mode: "discount",
  from: "2026-01-01",
  act: "Областной закон № 88-ОЗ",
};
const names = { code: "VETERAN", nameRu: "Ветеран труда", nameEn: "Labour veteran" };
export const CategoryRequest = z
  .strictObject({
    code: z.string().regex(/^[A-Z][A-Z0-9_]{1,39}$/),
    nameRu: z.string().min(1).max(200),
    nameEn: z.string().min(1).max(200),
    rules: z.array(z.strictObject(RuleFields)).max(100),
  })
  .meta({ examples: [{ ...names, rules: [rule] }] });
export const CategoriesResponse = z
  .object({
    categories: z.array(
      z.object({
        code: z.string(),
        nameRu: z.string(),
        nameEn: z.string(),
        rules: z.array(z.object(RuleFields)),
      }),
    ),
    socialNorms: z.array(
      z.object({ persons: id, areaPerPerson: millionths, from: day, to: day.optional(), act: z.string() }),
    ),
  })
  .meta({
    examples: [
      {
        categories: [{ ...names, rules: [rule] }],
        socialNorms: [
          { persons: 1, areaPerPerson: "33000000", from: "2024-01-01", act: "Постановление № 12" },
        ],
      },
    ],
  });
const norm = {
  persons: id.max(3).meta({ description: "3 stands for three and more." }),
  areaPerPerson: millionths.refine((value) => value > 0n, { error: "> 0" }),
  from: day,
  act: z.string().min(1).max(300),
};
const norms = [{ persons: 1, areaPerPerson: "33000000", from: "2027-01-01", act: "Постановление № 12" }];
export const SocialNormsRequest = z
  .strictObject({ norms: z.array(z.strictObject(norm)).min(1).max(3) })
  .meta({ examples: [{ norms }] });
export const SocialNormsResponse = z.object({ set: z.int() }).meta({ examples: [{ set: 1 }] });
export const CategoryResponse = z.object({ code: z.string(), nameRu: z.string(), nameEn: z.string() }).meta({
  examples: [names],
});

export const ResidentPath = z.strictObject({ number: accountNumber, resident: numberInPath });
export const SnilsRequest = z
  .strictObject({
    snils: z.string().max(20).meta({ description: "Eleven digits, whatever stands between." }),
  })
  .meta({ examples: [{ snils: "162-498-494 04" }] });
export const SnilsResponse = z
  .object({ resident: z.int(), snils: z.string().optional().meta({ description: "Eleven digits." }) })
  .meta({ examples: [{ resident: 1, snils: "16249849404" }] });
