import { z } from "zod";
import { type Day, parseDay } from "#core/day";
import { type Period, parsePeriod } from "#core/period";
import type { Money } from "#core/units";

/**
 * The vocabulary of the wire. Whatever is an integer in the books travels as that integer in a string, because a
 * number of JSON cannot hold it: money in kopecks ("151002" is 1,510.02 roubles), quantities and rates in millionths
 * ("6210000" is 6.21). A request refuses unknown fields, a response drops what it does not name.
 */

const integerMeta = (description: string, example: string) => ({
  type: "string" as const,
  description,
  examples: [example],
});

/** Money both ways; negative where the field says so. */
export const kopecks = z
  .codec(
    z.string().regex(/^-?(0|[1-9]\d{0,17})$/),
    z.custom<Money>((value) => typeof value === "bigint"),
    {
      decode: (text) => BigInt(text) as Money,
      encode: String,
    },
  )
  .meta(integerMeta("Kopecks, an integer in a string.", "151002"));

/** A quantity, rate or reading both ways, in millionths of its unit. */
export const millionths = z
  .codec(z.string().regex(/^-?(0|[1-9]\d{0,17})$/), z.bigint(), {
    decode: (text) => BigInt(text),
    encode: String,
  })
  .meta(integerMeta("Millionths of the unit, an integer in a string.", "6210000"));

/** A count or a factor that may be larger than a number of JSON holds. */
export const integer = z
  .codec(z.string().regex(/^-?(0|[1-9]\d{0,17})$/), z.bigint(), {
    decode: (text) => BigInt(text),
    encode: String,
  })
  .meta(integerMeta("An integer in a string.", "1"));

/** The number of a document of the ledger (a payment, a reversal). */
export const documentNumber = z
  .codec(z.string().regex(/^[1-9]\d{0,17}$/), z.bigint(), { decode: (text) => BigInt(text), encode: String })
  .meta(integerMeta("Number of a document.", "10000000042"));

/** A date of the calendar, without a time and a zone. */
export const day = z
  .codec(
    z.string().regex(/^\d{4}-\d{2}-\d{2}$/),
    z.custom<Day>((value) => typeof value === "string"),
    {
      decode: (text, context) => parseDay(text) ?? noSuch(context, text, "date"),
      encode: (value) => value,
    },
  )
  .meta({ type: "string", format: "date", examples: ["2026-11-23"] });

/** An accounting month. */
export const month = z
  .codec(
    z.string().regex(/^\d{4}-\d{2}$/),
    z.custom<Period>((value) => typeof value === "string"),
    {
      decode: (text, context) => parsePeriod(text) ?? noSuch(context, text, "month"),
      encode: (value) => value,
    },
  )
  .meta({ type: "string", description: "An accounting month.", examples: ["2026-11"] });

/** A moment, in UTC. */
export const instant = z
  .codec(z.iso.datetime(), z.date(), {
    decode: (text) => new Date(text),
    encode: (value) => value.toISOString(),
  })
  .meta({ type: "string", format: "date-time", examples: ["2026-11-23T09:15:00.000Z"] });

/** A number in a path or a query, where everything is text. */
export const numberInPath = z
  .codec(z.string().regex(/^(0|[1-9]\d{0,8})$/), z.int(), {
    decode: (text) => Number(text),
    encode: String,
  })
  .meta({ type: "integer", examples: [12] });

/** How many of a list, in a query. */
export const limitUpTo = (most: number, ordinary: number) =>
  numberInPath
    .refine((count) => count >= 1 && count <= most, { error: `1…${most}` })
    .default(ordinary)
    .meta({ type: "integer", minimum: 1, maximum: most, default: ordinary, examples: [ordinary] });

/** Six to twenty digits; unique in the whole city. */
export const accountNumber = z
  .string()
  .regex(/^\d{6,20}$/)
  .meta({ description: "Number of a personal account.", examples: ["1000000012"] });

export const languages = ["ru", "en"] as const;

/** A body that is not JSON: named by its media type, described for the reader. */
export const fileOf = (mediaType: string, description: string) => ({
  description,
  content: { [mediaType]: { schema: z.any().meta({ type: "string", format: "binary" }) } },
});

function noSuch(
  context: { issues: z.core.$ZodRawIssue[]; value: string },
  text: string,
  what: string,
): never {
  context.issues.push({ code: "custom", input: text, message: `no such ${what}`, params: { noSuch: what } });
  return z.NEVER;
}
