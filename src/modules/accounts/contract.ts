import { z } from "zod";
import { accountNumber, day, integer, limitUpTo, millionths } from "#platform/http/wire";
import type { Day } from "#core/day";

export type AccountRowRefusal =
  /** Six to twenty digits. */
  | { readonly code: "accounts.number_malformed"; readonly number: string }
  | { readonly code: "accounts.holder_empty" }
  | { readonly code: "accounts.share_impossible"; readonly numerator: string; readonly denominator: string }
  | { readonly code: "accounts.closed_before_opened"; readonly opened: Day; readonly closed: Day }
  | { readonly code: "accounts.premises_not_found"; readonly premises: number }
  /** A number is unique in the city; this one is another premises' account. */
  | { readonly code: "accounts.number_taken"; readonly number: string }
  | { readonly code: "accounts.closed_already"; readonly closed: Day }
  | { readonly code: "accounts.state_contradicts"; readonly from: Day; readonly recordedFrom: Day };

export type ResidentRowRefusal =
  | { readonly code: "accounts.resident_name_empty" }
  | { readonly code: "accounts.resident_span_empty"; readonly from: Day; readonly to: Day }
  | { readonly code: "accounts.account_not_found"; readonly account: number }
  | { readonly code: "accounts.resident_twice_in_rows" };

export type AccountRefusal =
  /** Nothing was registered: each refused row with its position in the input, from 0. */
  | {
      readonly code: "accounts.rows_refused";
      readonly rows: readonly {
        readonly row: number;
        readonly refusal: AccountRowRefusal | ResidentRowRefusal;
      }[];
    }
  | { readonly code: "accounts.account_not_found"; readonly number: string };

export type AbsenceRefusal =
  | { readonly code: "accounts.absence_span_empty"; readonly left: Day; readonly returned: Day }
  /** Five full days and fewer change nothing. */
  | { readonly code: "accounts.absence_too_short"; readonly days: number }
  | {
      readonly code: "accounts.absence_applied_late";
      readonly returned: Day;
      readonly appliedOn: Day;
      readonly last: Day;
    }
  | { readonly code: "accounts.absence_document_missing" }
  | { readonly code: "accounts.resident_not_found"; readonly resident: number }
  | { readonly code: "accounts.absence_overlaps"; readonly left: Day; readonly returned: Day }
  | { readonly code: "accounts.absence_not_found"; readonly absence: number }
  | {
      readonly code: "accounts.absence_decided";
      readonly state: "proposed" | "accepted" | "refused" | "withdrawn";
    }
  | { readonly code: "accounts.decision_reason_missing" };

const id = z.int().positive();
export const AccountPath = z.strictObject({ number: accountNumber });
export const AccountsQuery = z.strictObject({
  q: z
    .string()
    .max(100)
    .meta({
      description:
        "Anything typed: four or more digits of the number, a surname and the beginnings of names, pieces of an address with or without the flat; also in the wrong keyboard layout.",
      examples: ["иванов ив"],
    }),
  limit: limitUpTo(50, 20),
});

export const AccountLineFields = z.object({
  number: accountNumber,
  building: id,
  account: id,
  premises: id,
  address: z.string(),
  holder: z.string(),
  closed: day.optional().meta({ description: "The first day that is no longer this account's." }),
  by: z.enum(["number", "phone", "holder", "former_holder", "address"]),
});
export const AccountsResponse = z.object({ accounts: z.array(AccountLineFields) }).meta({
  examples: [
    {
      accounts: [
        {
          number: "1000000012",
          building: 31,
          account: 2077,
          premises: 412,
          address: "г. Североозёрск, ул. Лесная, д. 12, кв. 12",
          holder: "Иванова Мария Петровна",
          by: "holder",
        },
      ],
    },
  ],
});

const StateFields = z.object({
  shareNumerator: integer.meta({ description: "The share of the premises' charges, an exact fraction." }),
  shareDenominator: integer,
  owners: z.int(),
  holder: z.enum(["person", "legal"]),
  holderName: z.string(),
  phone: z.string().optional(),
});

export const AccountResponse = z
  .object({
    number: accountNumber,
    building: id,
    account: id,
    premises: id,
    premisesKind: z.string(),
    address: z.string(),
    opened: day,
    closed: day.optional(),
    unifiedAccountId: z.string().optional(),
    gisServiceId: z.string().optional(),
    state: StateFields.optional(),
    area: millionths.optional(),
    ownership: z.enum(["private", "municipal"]).optional(),
    registered: z.int().meta({ description: "People registered today." }),
    residents: z.array(
      z.object({
        no: z.int(),
        name: z.string(),
        born: day.optional(),
        registration: z.enum(["permanent", "temporary"]),
        from: day,
        to: day.optional(),
      }),
    ),
    states: z.array(StateFields.extend({ from: day, to: day.optional() })),
  })
  .meta({
    examples: [
      {
        number: "1000000012",
        building: 31,
        account: 2077,
        premises: 412,
        premisesKind: "flat",
        address: "г. Североозёрск, ул. Лесная, д. 12, кв. 12",
        opened: "2024-01-01",
        state: {
          shareNumerator: "1",
          shareDenominator: "1",
          owners: 1,
          holder: "person",
          holderName: "Иванова Мария Петровна",
        },
        area: "54300000",
        ownership: "private",
        registered: 1,
        residents: [{ no: 1, name: "Иванова Мария Петровна", registration: "permanent", from: "2024-01-01" }],
        states: [
          {
            shareNumerator: "1",
            shareDenominator: "1",
            owners: 1,
            holder: "person",
            holderName: "Иванова Мария Петровна",
            from: "2024-01-01",
          },
        ],
      },
    ],
  });
