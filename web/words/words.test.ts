import { parse, type MessageFormatElement, TYPE } from "@formatjs/icu-messageformat-parser";
import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, it } from "vitest";
import { entries } from "../workplaces/menu.ts";
import enFirst from "./en/index.ts";
import enLate from "./en/late.ts";
import ruFirst from "./ru/index.ts";
import ruLate from "./ru/late.ts";

const en = { ...enFirst, ...enLate };
const ru = { ...ruFirst, ...ruLate };

/** Names of the values that a message takes, wherever they stand in it. */
function valuesOf(elements: readonly MessageFormatElement[]): string[] {
  return elements.flatMap((element) => {
    switch (element.type) {
      case TYPE.argument:
      case TYPE.number:
      case TYPE.date:
      case TYPE.time:
        return [element.value];
      case TYPE.plural:
      case TYPE.select:
        return [element.value, ...Object.values(element.options).flatMap(({ value }) => valuesOf(value))];
      case TYPE.tag:
        return [element.value, ...valuesOf(element.children)];
      default:
        return [];
    }
  });
}

describe("the sentences of the workplaces", () => {
  it("that a menu says are there at a first visit", () => {
    const names = Object.values(entries).map(({ name }) => name);
    expect(names.filter((name) => !Object.hasOwn(enFirst, name))).toEqual([]);
  });

  it("of seldom pages are said by those pages alone", () => {
    const names = Object.keys(enLate);
    const strangers = [...reachedFrom("main.tsx")].flatMap((file) => {
      const text = readFileSync(path.join(WEB, file), "utf8");
      const said = [...text.matchAll(/\bt\(\s*"([^"]+)"/g)].map((one) => one[1] ?? "");
      const begun = [...text.matchAll(/\bt\(\s*`([^`$]+)\$|\bt\.of\(\s*"([^"]+)"/g)].map(
        (one) => one[1] ?? `${one[2]}.`,
      );
      const late = [
        ...said.filter((name) => Object.hasOwn(enLate, name)),
        ...begun.filter((prefix) => names.some((name) => name.startsWith(prefix))),
      ];
      return late.map((name) => `${file}: ${name}`);
    });
    expect(strangers).toEqual([]);
  });

  it("are the same list in both languages", () => {
    expect(Object.keys(ru).sort()).toEqual(Object.keys(en).sort());
  });

  it.each(Object.keys(en) as (keyof typeof en)[])("%s takes the same values in both languages", (name) => {
    const [one, other] = [parse(en[name]), parse(ru[name])];
    expect([...new Set(valuesOf(other))].sort()).toEqual([...new Set(valuesOf(one))].sort());
  });

  it("are written in their own alphabet", () => {
    const foreign = Object.entries(en).filter(([, text]) => /[а-яё]/iu.test(text));
    expect(foreign.map(([name]) => name).filter((name) => !MAY_MIX.has(name))).toEqual([]);
    const untranslated = Object.entries(ru).filter(
      ([, text]) => /[a-z]{3,}/i.test(withoutValues(text)) && !/[а-яё]/iu.test(text),
    );
    expect(untranslated.map(([name]) => name).filter((name) => !MAY_MIX.has(name))).toEqual([]);
  });
});

/** Names that are the same in both languages, and examples of what may be typed. */
const MAY_MIX = new Set<string>(["shell.product"]);

const withoutValues = (text: string): string => text.replaceAll(/\{[^}]*\}/g, "");

const WEB = path.join(import.meta.dirname, "..");

/** The files that this one reaches by import, itself included, without what waits for the late sentences. */
function reachedFrom(begin: string): Set<string> {
  const reached = new Set<string>();
  const visit = (file: string): void => {
    if (reached.has(file) || !existsSync(path.join(WEB, file))) return;
    reached.add(file);
    const text = readFileSync(path.join(WEB, file), "utf8").replaceAll(
      /withLateSentences\(\s*import\("[^"]+"\)/g,
      "",
    );
    for (const one of text.matchAll(/(?:from|import\()\s*"(\.[^"]+)"/g))
      visit(path.posix.join(path.posix.dirname(file), one[1] ?? ""));
  };
  visit(begin);
  return reached;
}
