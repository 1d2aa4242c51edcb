import { z } from "zod";
import { day, month, numberInPath } from "#platform/http/wire";
import type { Day } from "#core/day";
import type { Period } from "#core/period";

/** What can be wrong with one row of organizations. */
export type OrganizationRowRefusal =
  | { readonly code: "organizations.code_empty" }
  | { readonly code: "organizations.name_empty" }
  /** The same code with another kind or INN: another organization, or a mistyped code. */
  | {
      readonly code: "organizations.differs";
      readonly field: "kind" | "inn";
      readonly recorded: string;
      readonly stated: string;
    }
  /** Two rows of one code do not say the same. */
  | { readonly code: "organizations.twice_in_rows" }
  | {
      readonly code: "organizations.requisites_malformed";
      readonly field: "bic" | "account" | "correspondentAccount";
      readonly stated: string;
    }
  | { readonly code: "organizations.requisites_contradict"; readonly from: Day; readonly recordedFrom: Day };

export type OrganizationRefusal =
  /** Only the center registers organizations, and sets the business date. */
  | { readonly code: "organizations.center_only" }
  /** Nothing was registered: each refused row with its position in the input, from 0. */
  | {
      readonly code: "organizations.rows_refused";
      readonly rows: readonly { readonly row: number; readonly refusal: OrganizationRowRefusal }[];
    }
  | { readonly code: "organizations.not_found"; readonly organization: number };

export type PeriodRefusal =
  | { readonly code: "organizations.not_found"; readonly organization: number }
  | { readonly code: "organizations.period_closed"; readonly period: Period }
  /** The month before is still open: it is closed first. */
  | { readonly code: "organizations.period_still_open"; readonly open: Period }
  /** Months follow one another: the next one to open is `expected`. */
  | { readonly code: "organizations.period_not_next"; readonly expected: Period }
  | { readonly code: "organizations.period_not_open"; readonly period: Period };

const kind = z.enum(["center", "company", "supplier", "fund", "agent"]);
const id = z.int().positive();
/** Numbers of organizations in a query: "12". */
export const OrganizationPath = z.strictObject({ organization: numberInPath });
export const PeriodPath = z.strictObject({ organization: numberInPath, period: month });
export const OrganizationsQuery = z.strictObject({
  kind: kind.optional().meta({ description: "Absent: all kinds.", examples: ["company"] }),
});

const OrganizationFields = z.object({
  id,
  kind,
  code: z.string().meta({ description: "INN, or the code of the source." }),
  name: z.string(),
  inn: z.string().optional(),
  kpp: z.string().optional(),
  address: z.string(),
  phone: z.string(),
  emergencyPhone: z.string(),
  email: z.string(),
  site: z.string(),
});
const company = {
  id: 2,
  kind: "company",
  code: "5300000001",
  name: "ООО «Северный дом»",
  inn: "5300000001",
  address: "г. Североозёрск, ул. Лесная, д. 3",
  phone: "+7 816 200-00-01",
  emergencyPhone: "+7 816 200-00-05",
  email: "info@north.example",
  site: "https://north.example",
};

export const OrganizationsResponse = z
  .object({
    organizations: z.array(
      OrganizationFields.extend({
        openPeriod: month.optional().meta({ description: "The open month; absent where none is open." }),
      }),
    ),
  })
  .meta({ examples: [{ organizations: [{ ...company, openPeriod: "2026-11" }] }] });

export const OrganizationResponse = OrganizationFields.extend({
  requisites: z.array(
    z.object({
      from: day,
      to: day.optional(),
      bank: z.string(),
      bic: z.string(),
      account: z.string(),
      correspondentAccount: z.string(),
    }),
  ),
}).meta({
  examples: [
    {
      ...company,
      requisites: [
        {
          from: "2024-01-01",
          bank: "Новгородский филиал банка",
          bic: "044959000",
          account: "40702810000000000001",
          correspondentAccount: "30101810000000000001",
        },
      ],
    },
  ],
});

export const PeriodsResponse = z
  .object({ periods: z.array(z.object({ period: month, closed: z.boolean() })) })
  .meta({
    examples: [
      {
        periods: [
          { period: "2026-10", closed: true },
          { period: "2026-11", closed: false },
        ],
      },
    ],
  });

export const PeriodOpenedResponse = z.object({ period: month }).meta({ examples: [{ period: "2026-12" }] });
