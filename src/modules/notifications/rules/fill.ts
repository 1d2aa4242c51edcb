import { dayText, monthText, roubles } from "../../../words/words.ts";
import type { Language, Template, Value } from "../model.ts";
import { type FieldKind, type NotifiedEvent, ruleOf } from "./events.ts";

const PLACE = /\{([a-z_]+)\}/g;

/** What a template asks for and the event does not tell. */
export const unknownPlaces = (event: NotifiedEvent, { subject, body }: Template): string[] => {
  const known = Object.keys(ruleOf(event).fields);
  const asked = [...`${subject}\n${body}`.matchAll(PLACE)].map(([, name]) => name ?? "");
  return [...new Set(asked.filter((name) => !known.includes(name)))];
};

export interface Telling {
  readonly event: NotifiedEvent;
  readonly language: Language;
  readonly data: Readonly<Record<string, Value>>;
  /** "https://portal.example.ru": a path of ours becomes an address. */
  readonly origin: string;
}

/** A template with its values, each written as the language writes it. What was not told stays empty. */
export function filled({ subject, body }: Template, telling: Telling): Template {
  const values = valuesOf(telling);
  const put = (text: string) => text.replaceAll(PLACE, (_, name: string) => values.get(name) ?? "");
  return {
    subject: put(subject)
      .replaceAll(/[ \t\r\n]+/g, " ")
      .trim(),
    body: put(body).trim(),
  };
}

/** Where the reader goes on. */
export const linkOf = (telling: Telling): string | undefined => valuesOf(telling).get("link");

function valuesOf({ event, language, data, origin }: Telling): Map<string, string> {
  return new Map(
    Object.entries(ruleOf(event).fields).map(([name, kind]) => {
      const value = data[name] ?? "";
      const text = typeof value === "string" ? value : value[language];
      return [name, text === "" ? "" : written(kind, text, { language, origin })];
    }),
  );
}

function written(
  kind: FieldKind,
  text: string,
  of: { readonly language: Language; readonly origin: string },
): string {
  switch (kind) {
    case "money":
      return roubles(of.language, text);
    case "day":
      return dayText(text);
    case "month":
      return monthText(of.language, text);
    case "path":
      return `${of.origin}${text}`;
    case "text":
      return text;
  }
}
