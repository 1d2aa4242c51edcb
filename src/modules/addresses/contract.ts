import { z } from "zod";
import { day, limitUpTo, millionths, numberInPath } from "#platform/http/wire";
import type { Day } from "#core/day";

export type BuildingRowRefusal =
  | { readonly code: "addresses.code_empty" }
  | { readonly code: "addresses.settlement_unknown"; readonly stated: string }
  | { readonly code: "addresses.house_number_unreadable"; readonly stated: string }
  | { readonly code: "addresses.area_negative" }
  | { readonly code: "addresses.manager_not_found"; readonly organization: number }
  /** The code is known at another address: another house, or a mistyped code. */
  | { readonly code: "addresses.building_elsewhere"; readonly recorded: string; readonly stated: string }
  /** Something else is on record from this very day, or a later change is already known. */
  | { readonly code: "addresses.state_contradicts"; readonly from: Day; readonly recordedFrom: Day }
  | { readonly code: "addresses.manager_contradicts"; readonly from: Day; readonly recordedFrom: Day };

export type PremisesRowRefusal =
  | { readonly code: "addresses.number_empty" }
  | { readonly code: "addresses.area_negative" }
  | { readonly code: "addresses.building_not_found"; readonly building: number }
  /** The communal flat that the room is in is neither on record nor among the rows. */
  | { readonly code: "addresses.flat_not_found"; readonly flat: string }
  /** A premises does not change its kind or its flat: that is another premises with a number of its own. */
  | {
      readonly code: "addresses.premises_differs";
      readonly field: "kind" | "flat";
      readonly recorded: string;
      readonly stated: string;
    }
  | { readonly code: "addresses.state_contradicts"; readonly from: Day; readonly recordedFrom: Day };

export type AddressRefusal =
  /** Only the center adds buildings, hands them over, and renames streets. */
  | { readonly code: "addresses.center_only" }
  /** Nothing was registered: each refused row with its position in the input, from 0. */
  | {
      readonly code: "addresses.rows_refused";
      readonly rows: readonly {
        readonly row: number;
        readonly refusal: BuildingRowRefusal | PremisesRowRefusal;
      }[];
    }
  | { readonly code: "addresses.building_not_found"; readonly building: number }
  | { readonly code: "addresses.manager_not_found"; readonly organization: number }
  | { readonly code: "addresses.street_not_found"; readonly street: number }
  | { readonly code: "addresses.street_name_taken"; readonly name: string }
  | { readonly code: "addresses.street_name_contradicts"; readonly from: Day; readonly recordedFrom: Day }
  | { readonly code: "addresses.manager_contradicts"; readonly from: Day; readonly recordedFrom: Day };

const id = z.int().positive();
export const CityPath = z.strictObject({ city: numberInPath });
export const StreetPath = z.strictObject({ street: numberInPath });
export const BuildingPath = z.strictObject({ building: numberInPath });
export const BuildingsQuery = z.strictObject({
  q: z
    .string()
    .max(100)
    .meta({
      description: "Pieces of an address as typed, also in the wrong keyboard layout.",
      examples: ["лен 5"],
    }),
  limit: limitUpTo(50, 20),
});

export const CitiesResponse = z
  .object({
    cities: z.array(
      z.object({ id, region: z.string(), district: z.string(), kind: z.string(), name: z.string() }),
    ),
  })
  .meta({
    examples: [
      { cities: [{ id: 1, region: "обл. Новгородская", district: "", kind: "г.", name: "Североозёрск" }] },
    ],
  });

export const StreetsResponse = z
  .object({ streets: z.array(z.object({ id, city: id, kind: z.string(), name: z.string() })) })
  .meta({ examples: [{ streets: [{ id: 7, city: 1, kind: "ул.", name: "Лесная" }] }] });

const BuildingLineFields = z.object({
  id,
  code: z.string(),
  address: z.string(),
  number: z.string(),
  organization: id.optional().meta({ description: "Who manages it today." }),
});
const lesnaya12 = {
  id: 31,
  code: "house-1",
  address: "г. Североозёрск, ул. Лесная, д. 12",
  number: "12",
  organization: 2,
};

export const BuildingsResponse = z
  .object({ buildings: z.array(BuildingLineFields) })
  .meta({ examples: [{ buildings: [lesnaya12] }] });

export const BuildingResponse = BuildingLineFields.extend({
  postcode: z.string(),
  builtYear: z.int().optional(),
  storeys: z.int().optional(),
  state: z
    .object({
      kind: z.enum(["apartments", "house"]),
      commonPropertyArea: millionths,
      improvement: z.string(),
      dilapidated: z.boolean(),
      centralHotWater: z.boolean(),
    })
    .optional(),
  entrances: z.array(z.object({ entrance: z.int(), storeys: z.int().optional(), lift: z.boolean() })),
  managements: z.array(z.object({ organization: id, from: day, to: day.optional() })),
}).meta({
  examples: [
    {
      ...lesnaya12,
      postcode: "174400",
      builtYear: 1986,
      storeys: 9,
      state: {
        kind: "apartments",
        commonPropertyArea: "350000000",
        improvement: "full",
        dilapidated: false,
        centralHotWater: true,
      },
      entrances: [{ entrance: 1, storeys: 9, lift: true }],
      managements: [{ organization: 2, from: "2024-01-01" }],
    },
  ],
});

export const PremisesResponse = z
  .object({
    premises: z.array(
      z.object({
        id,
        building: id,
        kind: z.enum(["flat", "room", "shop", "parking", "house"]),
        number: z.string(),
        flat: id.optional().meta({ description: "The communal flat that a room is in." }),
        entrance: z.int().optional(),
        storey: z.int().optional(),
        totalArea: millionths,
        rooms: z.int(),
        heating: z.enum(["central", "own", "none"]),
        stove: z.enum(["gas", "electric"]),
        ownership: z.enum(["private", "municipal"]),
      }),
    ),
  })
  .meta({
    examples: [
      {
        premises: [
          {
            id: 412,
            building: 31,
            kind: "flat",
            number: "12",
            entrance: 1,
            storey: 3,
            totalArea: "54300000",
            rooms: 2,
            heating: "central",
            stove: "electric",
            ownership: "private",
          },
        ],
      },
    ],
  });
