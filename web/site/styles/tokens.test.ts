import { readFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, it } from "vitest";
import { contrast } from "../../ui/contrast.ts";

const css = readFileSync(path.join(import.meta.dirname, "tokens.css"), "utf8");

/** Colours that a block sets, by name. */
function coloursOf(selector: string): Map<string, string> {
  const start = css.indexOf(`${selector} {`);
  expect(start, selector).toBeGreaterThanOrEqual(0);
  const block = css.slice(start, css.indexOf("\n}", start));
  return new Map(
    [...block.matchAll(/--([\w-]+):\s*(#[0-9a-f]{3,6})\b/g)].map(([, name = "", value = ""]) => [
      name,
      value,
    ]),
  );
}

const light = coloursOf("\n:root");
const dark = new Map([...light, ...coloursOf(':root[data-theme="dark"]')]);

const GROUNDS = ["bg", "surface", "sunken"];
const STATES = ["debt", "warn", "ok", "info"];
const TEXTS: [string, string][] = [
  ...["ink", "ink-2", "ink-3", "link"].flatMap((text) =>
    GROUNDS.map((ground): [string, string] => [text, ground]),
  ),
  ...STATES.flatMap((state): [string, string][] => [
    [state, "surface"],
    [state, `${state}-soft`],
  ]),
  ["on-primary", "primary"],
  ["on-primary", "primary-strong"],
  ["link", "primary-soft"],
];
const SHAPES: [string, string][] = [
  ["edge", "surface"],
  ["focus", "surface"],
  ["focus", "bg"],
  ["primary", "surface"],
];

describe.each([
  ["light", light],
  ["dark", dark],
])("the %s scheme of the public pages", (_name, colours) => {
  const of = (name: string): string => colours.get(name) ?? expect.fail(`no colour ${name}`);

  it.each(TEXTS)("%s can be read on %s", (text, ground) => {
    expect(contrast(of(text), of(ground))).toBeGreaterThanOrEqual(4.5);
  });

  it.each(SHAPES)("%s can be seen on %s", (shape, ground) => {
    expect(contrast(of(shape), of(ground))).toBeGreaterThanOrEqual(3);
  });
});

it("the dark scheme by the system's wish is the one that is chosen", () => {
  const wished = css.slice(
    css.indexOf("@media screen and (prefers-color-scheme: dark)"),
    css.indexOf(':root[data-theme="dark"]'),
  );
  for (const [name, value] of coloursOf(':root[data-theme="dark"]'))
    expect(wished).toContain(`--${name}: ${value}`);
});
