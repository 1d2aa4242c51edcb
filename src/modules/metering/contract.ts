import { z } from "zod";
import {
  accountNumber,
  day,
  instant,
  integer,
  limitUpTo,
  millionths,
  month,
  numberInPath,
} from "#platform/http/wire";
import type { Day } from "#core/day";

export type MeterRowRefusal =
  | { readonly code: "metering.serial_empty" }
  | { readonly code: "metering.digits_impossible"; readonly digits: number }
  | { readonly code: "metering.ratio_impossible"; readonly ratio: string }
  | { readonly code: "metering.removed_before_installed"; readonly installed: Day; readonly removed: Day }
  | { readonly code: "metering.building_not_found"; readonly building: number }
  | { readonly code: "metering.premises_not_found"; readonly premises: number }
  /** The serial is another premises' meter of the same resource. */
  | { readonly code: "metering.serial_taken"; readonly serial: string }
  /** The meter was taken away on another day than the row says. */
  | { readonly code: "metering.removed_already"; readonly removed: Day }
  | { readonly code: "metering.scale_unknown"; readonly scale: number; readonly tariffScales: number }
  | { readonly code: "metering.reading_too_long"; readonly integerDigits: number };

/** Why a reading is not taken. Values are decimal strings of millionths of the meter's unit. */
export type ReadingRefusal =
  | { readonly code: "metering.meter_not_found"; readonly meter: number }
  /** A single-tariff meter has scale 0, one of two tariffs 1 and 2, of three 1 to 3. */
  | { readonly code: "metering.scale_unknown"; readonly scale: number; readonly tariffScales: number }
  | { readonly code: "metering.reading_in_future"; readonly takenOn: Day; readonly today: Day }
  | { readonly code: "metering.before_installation"; readonly takenOn: Day; readonly installed: Day }
  | { readonly code: "metering.meter_removed"; readonly takenOn: Day; readonly removed: Day }
  /** More digits before the comma than the dial has, or less than nothing. */
  | { readonly code: "metering.reading_too_long"; readonly integerDigits: number }
  /** Mark it as passing zero if it did, or register the new meter first. */
  | { readonly code: "metering.reading_below_previous"; readonly previous: string; readonly takenOn: Day }
  /** A later reading is known, and shows less. */
  | { readonly code: "metering.reading_above_next"; readonly next: string; readonly takenOn: Day };

/** The reading is taken, and somebody should look at it. */
export type ReadingWarning =
  | { readonly code: "metering.above_three_averages"; readonly volume: string; readonly average: string }
  | { readonly code: "metering.rollover_assumed"; readonly previous: string }
  | { readonly code: "metering.verification_expired"; readonly verifiedUntil: Day }
  | { readonly code: "metering.meter_broken"; readonly brokenFrom: Day }
  | { readonly code: "metering.nothing_consumed"; readonly since: Day };

export type MeteringRefusal =
  | ReadingRefusal
  | MeterRowRefusal
  /** Nothing was registered: each refused row with its position in the input, from 0. */
  | {
      readonly code: "metering.rows_refused";
      readonly rows: readonly { readonly row: number; readonly refusal: MeterRowRefusal }[];
    };

export type FailureRefusal =
  | { readonly code: "metering.building_not_found"; readonly building: number }
  | { readonly code: "metering.failure_span_empty"; readonly startedAt: string; readonly endedAt: string }
  | { readonly code: "metering.failure_in_future"; readonly endedAt: string; readonly today: Day }
  | { readonly code: "metering.failure_document_missing" }
  /** Both an entrance and a premises, or one that the building has not. */
  | { readonly code: "metering.failure_place_unknown" }
  | {
      readonly code: "metering.standard_not_found";
      readonly supply: string;
      readonly kind: string;
      readonly condition: string;
    }
  | { readonly code: "metering.measurement_missing"; readonly kind: string }
  /** What was measured is what the annex asks for. */
  | { readonly code: "metering.measurement_within_standard"; readonly kind: string }
  | { readonly code: "metering.failure_not_found"; readonly failure: number }
  | {
      readonly code: "metering.failure_decided";
      readonly state: "proposed" | "accepted" | "refused" | "withdrawn";
    }
  | { readonly code: "metering.failure_reason_missing" };

/** Why a photograph of a dial is not kept. */
export type PictureRefusal =
  | { readonly code: "metering.picture_too_large"; readonly megabytesMax: number }
  | { readonly code: "metering.picture_unreadable" }
  /** A picture alone is no reading: its meter has none of this window. */
  | { readonly code: "metering.picture_without_reading" }
  | { readonly code: "metering.pictures_too_many"; readonly most: number }
  | { readonly code: "metering.picture_not_found"; readonly picture: number };

export type AllocatorRefusal =
  | { readonly code: "metering.building_not_found"; readonly building: number }
  | { readonly code: "metering.premises_not_found"; readonly premises: number }
  | {
      readonly code: "metering.allocator_span_impossible";
      readonly from: string;
      readonly to: string;
      readonly most: number;
    }
  | { readonly code: "metering.allocator_span_not_over"; readonly to: string }
  | { readonly code: "metering.allocator_document_missing" }
  | { readonly code: "metering.allocator_counted_twice"; readonly premises: number }
  /** Another span with a month of this one is known. */
  | { readonly code: "metering.allocator_spans_overlap"; readonly from: string; readonly to: string };

const id = z.int().positive();
const scale = z.int().min(0).max(3).meta({ description: "0 single, 1 day, 2 night, 3 peak." });
const units = z.codec(z.string().regex(/^(0|[1-9]\d{0,17})$/), z.bigint(), {
  decode: (text) => BigInt(text),
  encode: String,
});
const mark = z.enum(["regular", "opening", "closing", "rollover"]);
const source = z.enum(["resident", "clerk", "agent", "act", "automatic"]);

export const AccountMetersPath = z.strictObject({ number: accountNumber });
export const BuildingMetersPath = z.strictObject({ building: numberInPath });
export const MeterPath = z.strictObject({ building: numberInPath, meter: numberInPath });
export const ReadingsQuery = z.strictObject({ limit: limitUpTo(240, 36) });

const ReadingFields = z.object({
  building: id,
  meter: id,
  scale,
  value: millionths,
  takenOn: day,
  mark,
  source,
  version: z.int().meta({ description: "1 as first taken; each correction adds one." }),
});
const reading = {
  building: 31,
  meter: 880,
  scale: 0,
  value: "418590000",
  takenOn: "2026-11-22",
  mark: "regular",
  source: "clerk",
  version: 1,
};

export const MetersResponse = z
  .object({
    meters: z.array(
      z.object({
        id,
        building: id,
        premises: id.optional(),
        resource: z.string(),
        serial: z.string(),
        tariffScales: z.int(),
        integerDigits: z.int(),
        ratio: integer,
        installed: day,
        removed: day.optional(),
        verifiedUntil: day.optional(),
        brokenFrom: day.optional(),
        last: z.array(ReadingFields),
      }),
    ),
  })
  .meta({
    examples: [
      {
        meters: [
          {
            id: 880,
            building: 31,
            premises: 412,
            resource: "hot_water",
            serial: "18-204417",
            tariffScales: 1,
            integerDigits: 5,
            ratio: "1",
            installed: "2023-03-15",
            verifiedUntil: "2029-03-14",
            last: [reading],
          },
        ],
      },
    ],
  });

const Pictures = z
  .array(z.object({ id, takenOn: day }))
  .meta({ description: "Photographs that residents sent with readings: the last of each day." });

export const ReadingsResponse = z
  .object({ readings: z.array(ReadingFields), pictures: Pictures })
  .meta({ examples: [{ readings: [reading], pictures: [{ id: 5, takenOn: "2026-11-22" }] }] });

export const PicturePath = z.strictObject({ building: numberInPath, picture: numberInPath });

export const AcceptReadingsRequest = z
  .strictObject({
    readings: z
      .array(
        z.strictObject({
          building: id,
          meter: id,
          scale: scale.default(0),
          value: millionths,
          takenOn: day.optional().meta({ description: "Absent: today." }),
          mark: mark.default("regular"),
          source: source.default("clerk"),
        }),
      )
      .min(1)
      .max(1000),
  })
  .meta({
    examples: [
      { readings: [{ building: 31, meter: 880, scale: 0, value: "418590000", takenOn: "2026-11-22" }] },
    ],
  });

const RowNote = z.object({
  row: z.int().meta({ description: "Position in the request, from 0." }),
  code: z.string(),
  title: z.string().meta({ description: "The sentence, in the reader's language." }),
  data: z.record(z.string(), z.unknown()),
});

export const ReadingsTakenResponse = z
  .object({
    taken: z.int(),
    corrected: z.int(),
    unchanged: z.int(),
    refused: z.array(RowNote),
    warnings: z.array(RowNote),
  })
  .meta({
    description: "The good rows are taken; each refused one says why.",
    examples: [
      {
        taken: 1,
        corrected: 0,
        unchanged: 0,
        refused: [
          {
            row: 1,
            code: "metering.reading_below_previous",
            title:
              "On 23.10.2026 the meter showed 412.38. If it passed zero, mark it so; if it was replaced, register the new meter first.",
            data: { previous: "412380000", takenOn: "2026-10-23" },
          },
        ],
        warnings: [
          {
            row: 0,
            code: "metering.above_three_averages",
            title: "Consumption 31.2 is over three averages: a month is usually 5.12.",
            data: { volume: "31200000", average: "5120000" },
          },
        ],
      },
    ],
  });

export const EntryPath = z.strictObject({ building: numberInPath });
export const EntryQuery = z.strictObject({ period: month });
export const EntryRouteQuery = z.strictObject({
  period: month,
  organization: numberInPath.optional().meta({ description: "Absent: every building in sight." }),
});

const BuildingFields = z.object({
  id,
  code: z.string(),
  address: z.string(),
  number: z.string(),
  organization: id.optional(),
});
const building = {
  id: 31,
  code: "house-1",
  address: "г. Североозёрск, ул. Лесная, д. 12",
  number: "12",
  organization: 2,
};

export const EntryRouteResponse = z
  .object({
    period: month,
    buildings: z.array(
      BuildingFields.extend({
        meters: z.int(),
        read: z.int().meta({ description: "Of them with a reading of the month." }),
      }),
    ),
  })
  .meta({ examples: [{ period: "2026-11", buildings: [{ ...building, meters: 60, read: 34 }] }] });

const ScaleReading = z.object({ value: millionths, takenOn: day, mark, source });
const Warning = z.object({ code: z.string(), title: z.string() });

export const EntrySheetResponse = z
  .object({
    building: BuildingFields,
    period: month,
    deadline: day.meta({ description: "The last day on which readings of premises count for the month." }),
    rows: z.array(
      z.object({
        premises: id.optional().meta({ description: "Absent: the building's own meters." }),
        number: z.string(),
        kind: z.string(),
        entrance: z.int().optional(),
        storey: z.int().optional(),
        accounts: z.array(z.object({ number: accountNumber, holder: z.string() })),
        persons: z.int().meta({ description: "Registered there." }),
        meters: z.array(
          z.object({
            id,
            resource: z.string(),
            serial: z.string(),
            integerDigits: z.int(),
            ratio: integer,
            installed: day,
            verifiedUntil: day.optional(),
            brokenFrom: day.optional(),
            pictures: Pictures,
            norm: z
              .object({ persons: z.int(), perPerson: millionths })
              .optional()
              .meta({ description: "Of a month, where the norm is by persons." }),
            scales: z.array(
              z.object({
                scale,
                previous: ScaleReading.optional(),
                reading: ScaleReading.optional().meta({ description: "The last one of the month." }),
                average: millionths
                  .optional()
                  .meta({ description: "An average month, as the law forms it." }),
                months: z.array(millionths.nullable()).meta({
                  description: "Consumption of thirteen months, the sheet's last; null where none was read.",
                }),
                warnings: z.array(Warning),
              }),
            ),
          }),
        ),
      }),
    ),
  })
  .meta({
    examples: [
      {
        building,
        period: "2026-11",
        deadline: "2026-11-25",
        rows: [
          {
            premises: 412,
            number: "12",
            kind: "flat",
            entrance: 1,
            storey: 3,
            accounts: [{ number: "1000000012", holder: "Иванова Мария Петровна" }],
            persons: 2,
            meters: [
              {
                id: 880,
                resource: "hot_water",
                serial: "18-204417",
                integerDigits: 5,
                ratio: "1",
                installed: "2023-03-15",
                verifiedUntil: "2029-03-14",
                pictures: [{ id: 5, takenOn: "2026-11-22" }],
                norm: { persons: 2, perPerson: "3190000" },
                scales: [
                  {
                    scale: 0,
                    previous: {
                      value: "412380000",
                      takenOn: "2026-10-23",
                      mark: "regular",
                      source: "resident",
                    },
                    average: "6050000",
                    months: [...Array.from({ length: 12 }, () => "6050000"), null],
                    warnings: [],
                  },
                ],
              },
            ],
          },
        ],
      },
    ],
  });

export const AllocatorsPath = z.strictObject({ building: numberInPath });

export const CountAllocatorsRequest = z
  .strictObject({
    from: month,
    to: month.meta({ description: "The span's last month; twelve months at most." }),
    document: z.string().max(300),
    counts: z
      .array(
        z.strictObject({
          premises: id,
          units: units.meta({ description: "After the factors of the radiators, millionths." }),
        }),
      )
      .min(1)
      .max(2000),
  })
  .meta({
    examples: [
      {
        from: "2025-10",
        to: "2026-09",
        document: "Act of reading 14 of 05.10.2026",
        counts: [{ premises: 412, units: "1840000000" }],
      },
    ],
  });

export const AllocatorsCountedResponse = z
  .object({ taken: z.int(), unchanged: z.int() })
  .meta({ examples: [{ taken: 1, unchanged: 0 }] });

export const AllocatorsResponse = z
  .object({
    counts: z.array(
      z.object({
        from: month,
        to: month,
        premises: id,
        number: z.string(),
        units: millionths,
        document: z.string(),
        version: z.int().meta({ description: "1 as first taken; each correction adds one." }),
        recordedAt: instant,
        recordedBy: z.string().optional().meta({ description: "Absent: entered without a person." }),
      }),
    ),
  })
  .meta({
    description: "The latest version of each, newest span first.",
    examples: [
      {
        counts: [
          {
            from: "2025-10",
            to: "2026-09",
            premises: 412,
            number: "12",
            units: "1840000000",
            document: "Act of reading 14 of 05.10.2026",
            version: 1,
            recordedAt: "2026-11-23T06:10:02.000Z",
            recordedBy: "Орлова Елена Николаевна",
          },
        ],
      },
    ],
  });
