import { readFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, it } from "vitest";
import { contrast } from "./contrast.ts";

const css = readFileSync(path.join(import.meta.dirname, "tokens.css"), "utf8");

/** Colours of one scheme by name; the dark one stands over the light one. */
function coloursOf(selector: string): Map<string, string> {
  const start = css.indexOf(`${selector} {`);
  const block = css.slice(start, css.indexOf("\n}", start));
  return new Map(
    [...block.matchAll(/--([\w-]+):\s*(#[0-9a-f]{3,6})\b/g)].map(([, name = "", value = ""]) => [
      name,
      value,
    ]),
  );
}

const light = coloursOf(":root");
const dark = new Map([...light, ...coloursOf(':root[data-mantine-color-scheme="dark"]')]);

const GROUNDS = ["surface", "sunken", "frame", "hover", "selected"];
const STATES = ["danger", "warn", "ok", "info", "mute"];
/** Read as text: 4.5 : 1. */
const TEXTS: [string, string][] = [
  ...["text", "text-2", "text-3", "link"].flatMap((text) =>
    GROUNDS.map((ground): [string, string] => [text, ground]),
  ),
  ...STATES.flatMap((state): [string, string][] => [
    [state, "surface"],
    [state, "sunken"],
    [state, `${state}-soft`],
  ]),
  ["up-text", "surface"],
  ["down-text", "surface"],
  ["on-primary", "primary"],
  ["on-primary", "primary-hover"],
];
/** Seen as shapes: 3 : 1. */
const SHAPES: [string, string][] = [
  ["edge", "surface"],
  ["focus", "surface"],
  ["focus", "selected"],
  ["primary", "surface"],
  ["c1", "surface"],
];

describe.each([
  ["light", light],
  ["dark", dark],
] as const)("the colours of the %s scheme", (_, colours) => {
  const of = (name: string): string => {
    const value = colours.get(name);
    if (value === undefined) throw new Error(`no colour --${name}`);
    return value;
  };
  it.each(TEXTS)("%s is read on %s", (text, ground) => {
    expect(contrast(of(text), of(ground))).toBeGreaterThanOrEqual(4.5);
  });
  it.each(SHAPES)("%s is seen on %s", (shape, ground) => {
    expect(contrast(of(shape), of(ground))).toBeGreaterThanOrEqual(3);
  });
});
