import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, test } from "vitest";

/*
 * What a machine can check of the house: where each thing is, what it may know, how it is named. A review then
 * speaks of meaning. Every failure below says the file; ARCHITECTURE.md says why the rule is there.
 */

/** In the order of the river: a room may know the rooms above it. */
const ROOMS = [
  "access",
  "organizations",
  "addresses",
  "accounts",
  "documents",
  "tariffs",
  "metering",
  "benefits",
  "formulas",
  "charging",
  "ledger",
  "payments",
  "receipts",
  "settlements",
  "reporting",
  "residents",
  "messages",
  "notifications",
  "dispatch",
  "portal",
  "gateways",
] as const;

/** Files of a room that need no explanation. Any other file or folder is named in the README, as `gather.ts`. */
const KINDS = [
  "README.md",
  "index.ts",
  "model.ts",
  "rules.ts",
  "store.ts",
  "actions.ts",
  "contract.ts",
  "routes.ts",
  "jobs.ts",
  "words.ts",
  "vectors.ts",
];
const FOLDERS = ["rules", "vectors"];

/** Who may use `platform`, besides `store`, `actions`, `routes` and `jobs`. The rest of a room knows no machine. */
const MAY_USE_PLATFORM: Readonly<Record<string, string>> = {
  "charging/gather.ts": "reads the facts of a run by COPY",
  "access/chores.ts": "a part of the actions",
  "formulas/methods.ts": "a part of the actions",
  "gateways/import": "reads and writes files of tables",
  "gateways/outbox/model.ts": "a carrier is asked with a context",
  "gateways/agents/handler.ts": "the actions of this gateway",
  "ledger/statement.ts": "the part of the store that answers for statements",
  "metering/entry.ts": "a part of the actions",
  "payments/batches.ts": "a part of the actions",
  "payments/booking.ts": "a part of the actions",
  "payments/journal.ts": "the part of the store that answers for the journal",
  "payments/registries.ts": "a part of the actions",
  "receipts/print.ts": "draws the layout with the PDF writer",
  "reporting/verify": "asks the database by itself",
  "tariffs/corrections.ts": "a part of the actions",
  "tariffs/matrix.ts": "a part of the actions",
};

/** Where SQL is written, besides `store.ts`, tests and their fixtures. */
const MAY_SPEAK_SQL: Readonly<Record<string, string>> = {
  "src/modules/charging/gather.ts": "the facts of a run, by COPY",
  "src/modules/ledger/statement.ts": "the part of the store that answers for statements",
  "src/modules/payments/journal.ts": "the part of the store that answers for the journal",
  "src/modules/reporting/verify": "shares no query with what it checks",
  "src/platform/context.ts": "the business date",
  "src/platform/database.ts": "transactions and scopes",
  "src/platform/deed.ts": "savepoints",
  "src/platform/embedded-postgres": "knows its own server",
  "src/platform/installation.ts": "makes the database",
  "src/platform/migrate.ts": "keeps the list of migrations",
  "src/app/bench": "measures floors with queries of its own",
  "src/app/start.ts": "asks whether the database is empty",
};

const ROOT = path.join(import.meta.dirname, "..");
const files = [
  ...walk("src"),
  ...walk("test"),
  ...walk("bench"),
  ...walk("scripts"),
  ...walk("migrations"),
  ...walk("docs"),
  ...walk("web"),
];
const sources = files.filter((file) => file.startsWith("src/") && file.endsWith(".ts"));
const texts = new Map(files.map((file) => [file, readFileSync(path.join(ROOT, file), "utf8")]));
const rooms = readdirSync(path.join(ROOT, "src/modules")).sort();

describe("imports", () => {
  test("flow one way: core ← modules ← flows ← app, and between rooms downwards only", () => {
    expect(
      importsOf(sources.filter((file) => !isTest(file))).flatMap((one) => judgeImport(one) ?? []),
    ).toEqual([]);
  });

  test("go through the doors, in tests too", () => {
    const deep = importsOf(sources).filter(
      ({ from, to }) => roomOf(from) !== roomOf(to) && roomOf(to) !== undefined,
    );
    const byTheWindow = deep.filter(
      ({ to, from }) => !/\/(index|contract)\.ts$|\.fixture\.ts$/.test(to) && !from.startsWith("src/app/"),
    );
    expect(byTheWindow.map(said)).toEqual([]);
  });

  test("find what they name", () => {
    const known = new Set(files);
    const missing = importsOf(sources).filter(({ to }) => to.startsWith("src/") && !known.has(to));
    expect(missing.map(said)).toEqual([]);
  });

  test("make no circles", () => {
    expect(
      circlesAmong(importsOf(sources.filter((file) => !isTest(file))).filter((one) => !one.isType)),
    ).toEqual([]);
  });
});

describe("rooms", () => {
  test("are those of the house", () => {
    expect(rooms.filter((room) => !(ROOMS as readonly string[]).includes(room))).toEqual([]);
  });

  test.each(rooms)("%s has a README and a chapter in the glossary", (room) => {
    expect(texts.has(`src/modules/${room}/README.md`), `src/modules/${room}/README.md`).toBe(true);
    expect(read("GLOSSARY.md")).toMatch(new RegExp(`^## ${room}$`, "m"));
  });

  test.each(rooms)("%s has files of the known kinds, or says in its README what they are", (room) => {
    const unexplained = files
      .filter((file) => file.startsWith(`src/modules/${room}/`) && !/\.(test|fixture)\.ts$/.test(file))
      .filter((file) => {
        const home = homeOf(file);
        const own = file.slice(home.length + 1);
        const readmes = [texts.get(`${home}/README.md`), texts.get(`src/modules/${room}/README.md`)].join(
          "\n",
        );
        const isKnown = KINDS.includes(own) || FOLDERS.includes(own.split("/")[0] ?? "");
        return (
          !isKnown &&
          ![own, `${path.dirname(own)}/`, `${path.basename(home)}/`].some((name) =>
            readmes.includes(`\`${name}\``),
          )
        );
      });
    expect(unexplained).toEqual([]);
  });
});

describe("the browser's part", () => {
  const web = files.filter((file) => file.startsWith("web/") && /\.tsx?$/.test(file));
  const imports = importsOf(web);

  test("knows of the server's part the vocabulary, and the contracts as types", () => {
    const foreign = imports.filter(({ to, isType }) => {
      if (to.startsWith("src/core/")) return false;
      if (/^src\/(?:modules\/[\w-]+\/|flows\/(?:[\w-]+-)?)contract\.ts$/.test(to)) return !isType;
      return to.startsWith("src/") || to.startsWith("node:");
    });
    expect(foreign.filter(({ from }) => !isTest(from)).map(said)).toEqual([]);
  });

  test("has a kit that knows no page, and pages that know no workplace", () => {
    const upwards = imports.filter(({ from, to }) => {
      if (from.startsWith("web/ui/")) return /^web\/(?:pages|shell|workplaces|paths)/.test(to);
      if (from.startsWith("web/pages/")) return to.startsWith("web/workplaces/");
      return false;
    });
    expect(upwards.map(said)).toEqual([]);
  });

  test("takes colours from the tokens alone", () => {
    const styles = files.filter((file) => file.startsWith("web/") && file.endsWith(".css"));
    const own = styles.filter((file) => file !== "web/ui/tokens.css" && file !== "web/ui/base.css");
    expect(linesWith(own, /#[0-9a-f]{3,8}\b(?![^:;{]*\{)|\b(?:rgb|hsl)a?\(/i)).toEqual([]);
  });

  test("writes no style element, which the policy would refuse", () => {
    const lines = linesWith(web, /<style\b|dangerouslySetInnerHTML/);
    // What a company wrote on its page of the portal, after the room has cleaned it; data for machines, escaped.
    const written = ["web/site/kit/Linked.tsx", "web/site/portal/CompanySheet.tsx"];
    expect(lines.map((line) => line.split(":")[0]).sort()).toEqual(written);
  });
});

describe("dependencies", () => {
  test("each have a page of docs/decisions that names them, and an exact version", () => {
    const manifest = JSON.parse(read("package.json")) as Record<string, Record<string, string> | undefined>;
    const pages = files.filter((file) => file.startsWith("docs/decisions/")).map((file) => texts.get(file));
    for (const kind of ["dependencies", "devDependencies", "optionalDependencies"]) {
      for (const [name, version] of Object.entries(manifest[kind] ?? {})) {
        expect(version, name).toMatch(/^\d+\.\d+\.\d+(-[\w.]+)?$/);
        // Packages of one make for several machines are named once with their scope.
        const names = [name, name.replace(/^@embedded-postgres\//, "")];
        expect(
          pages.some((page) => names.some((one) => page?.includes(one))),
          `a reason for ${name}`,
        ).toBe(true);
      }
    }
  });
});

describe("names", () => {
  test("of migrations tell the time, the room and what becomes true", () => {
    const names = files.filter((file) => file.startsWith("migrations/")).map((file) => path.basename(file));
    expect(names.length).toBeGreaterThan(0);
    const pattern = new RegExp(`^\\d{12}_(${ROOMS.join("|")})_[a-z0-9]+(_[a-z0-9]+)*\\.sql$`);
    expect(names.filter((name) => name !== "schema.sql" && !pattern.test(name))).toEqual([]);
    expect(new Set(names.map((name) => name.slice(0, 12))).size).toBe(names.length);
  });

  test("of source files are in kebab case", () => {
    const odd = sources.filter(
      (file) => !/^[a-z0-9]+(-[a-z0-9]+)*(\.(test|fixture|d))?\.ts$/.test(path.basename(file)),
    );
    expect(odd).toEqual([]);
  });
});

describe("money", () => {
  test("is never a number", () => {
    expect(lawful().flatMap((file) => moneyAsNumber(file, texts.get(file) ?? ""))).toEqual([]);
  });

  test("is found by this test where it is a number", () => {
    const lines = [
      "readonly amount: number;",
      "opening_balance?: number;",
      "function debtOf(account: Account): number {",
      "const priceFor = (rate: bigint): number => 0;",
      "let kopecks: readonly number[];",
      "const n = Number(row.amount);",
      "return Number(debtOfAccount);",
    ];
    for (const line of lines) expect(moneyAsNumber("x.ts", line), line).toHaveLength(1);
    const innocent = [
      "charged_for: number",
      "readonly payments: number;",
      "paymentId: number",
      "amount: bigint",
      "amountColumn: number",
    ];
    for (const line of innocent) expect(moneyAsNumber("x.ts", line), line).toEqual([]);
  });

  test("is not read as a float anywhere", () => {
    expect(lawful().filter((file) => /\bparseFloat\(/.test(texts.get(file) ?? ""))).toEqual([]);
  });
});

describe("rules", () => {
  const rules = sources.filter((file) => /\/rules(\.ts|\/)/.test(file) && !isTest(file));

  test("know no clock, no chance, no machine", () => {
    const forbidden =
      /\b(Date\.now\(|new Date\(|performance\.|Math\.random\(|randomUUID|process\.|toLocale|Intl\.|fetch\()|from "node:(?!crypto")/;
    expect(rules.length).toBeGreaterThan(10);
    expect(linesWith(rules, forbidden)).toEqual([]);
  });

  test("wait for nothing", () => {
    expect(linesWith(rules, /\basync\b|\bawait\b|\bPromise\b/)).toEqual([]);
  });
});

describe("text", () => {
  test("in SQL stands in stores and in the files named for it", () => {
    const elsewhere = sources.filter(
      (file) => !isTest(file) && path.basename(file) !== "store.ts" && !isNamed(file, MAY_SPEAK_SQL),
    );
    expect(linesWith(elsewhere, SQL)).toEqual([]);
  });

  test("of unfinished work is nowhere", () => {
    const written = [...texts.keys()].filter(
      (file) => !/\/vectors\/|bench\/out\/|tidy\.test\.ts$/.test(file),
    );
    expect(
      written.flatMap((file) => (/\b(TODO|FIXME|XXX|HACK)\b/.test(texts.get(file) ?? "") ? [file] : [])),
    ).toEqual([]);
  });

  test("turns no rule of the compiler or the linter off", () => {
    const off = /@ts-(ignore|nocheck|expect-error)|(oxlint|eslint)-disable|biome-ignore/;
    const written = [...texts.keys()].filter(
      (file) => /\.(ts|mjs)$/.test(file) && !file.endsWith("tidy.test.ts"),
    );
    expect(written.filter((file) => off.test(texts.get(file) ?? ""))).toEqual([]);
  });

  test("of the lists above names what is there", () => {
    for (const name of Object.keys(MAY_USE_PLATFORM)) {
      expect(
        files.some((file) => file.startsWith(`src/modules/${name}`)),
        name,
      ).toBe(true);
    }
  });
});

interface Import {
  readonly from: string;
  /** A path of the repository, or the name of a package. */
  readonly to: string;
  readonly isType: boolean;
}

function importsOf(from: readonly string[]): Import[] {
  return from.flatMap((file) => {
    const found = [
      ...withoutComments(texts.get(file) ?? "").matchAll(
        /^(import|export)\s+(type\s+)?(?:[^"';]*?\sfrom\s+)?"([^"]+)"/gm,
      ),
    ];
    const lazy = [...withoutComments(texts.get(file) ?? "").matchAll(/\bimport\("([^"]+)"\)/g)];
    return [
      ...found.map((match) => ({
        from: file,
        to: resolved(file, match[3] ?? ""),
        isType: match[2] !== undefined,
      })),
      // An import in the middle of the work makes no circle while files are loaded.
      ...lazy.map((match) => ({ from: file, to: resolved(file, match[1] ?? ""), isType: true })),
    ];
  });
}

function resolved(from: string, name: string): string {
  if (name.startsWith(".")) return path.join(path.dirname(from), name);
  const [area = "", ...rest] = name.split("/");
  switch (area) {
    case "#core":
    case "#flows":
    case "#platform":
      return `src/${area.slice(1)}/${rest.join("/")}.ts`;
    case "#modules":
      return `src/modules/${rest.join("/")}/index.ts`;
    case "#contracts":
      return `src/modules/${rest.join("/")}/contract.ts`;
    default:
      return name;
  }
}

/** What is wrong with an import, as a sentence. */
function judgeImport(one: Import): string[] | undefined {
  const { from, to } = one;
  // Links into the workplaces are built where all of them are.
  if (to === "web/paths.ts" && from.startsWith("src/app/")) return undefined;
  const target = areaOf(to);
  const allowed: Readonly<Record<string, readonly string[]>> = {
    core: ["core"],
    platform: ["core", "platform", "package"],
    modules: ["core", "modules", "platform", "words", "package"],
    words: ["core", "modules", "words"],
    flows: ["core", "modules", "flows", "platform", "words", "package"],
    app: ["core", "modules", "flows", "platform", "words", "app", "package"],
  };
  const area = areaOf(from);
  if (from === WIRE && to !== "zod" && target !== "core")
    return [`${said(one)}: what the browser knows brings nothing along`];
  if (!allowed[area]?.includes(target)) return [`${said(one)}: ${area} knows no ${target}`];
  const [room, other] = [roomOf(from), roomOf(to)];
  if (room === undefined) return undefined;
  if (other !== undefined && other !== room && rank(other) > rank(room))
    return [`${said(one)}: ${other} is below ${room}`];
  const inRoom = from.slice(`src/modules/${room}/`.length);
  // Data of tests are read by whatever reads them.
  const shell =
    /^(store|actions|routes|jobs)\.ts$/.test(path.basename(inRoom)) || inRoom.includes("vectors/");
  if (target === "platform" && to !== WIRE && !shell && !isNamed(`${room}/${inRoom}`, MAY_USE_PLATFORM)) {
    return [`${said(one)}: only store, actions, routes and jobs use platform, and what tidy.test.ts names`];
  }
  return path.basename(inRoom) === "contract.ts" ? judgeForBrowser(one) : undefined;
}

/** How amounts, periods and days are written in JSON: the one file of platform that a contract, and so the browser, knows. */
const WIRE = "src/platform/http/wire.ts";

/** A contract brings vocabulary, other contracts and its room's plain records along, and nothing of a server. */
function judgeForBrowser(one: Import): string[] | undefined {
  const { from, to, isType } = one;
  const isFit = isType || to === "zod" || to === WIRE || areaOf(to) === "core" || to.endsWith("/contract.ts");
  return isFit || to === path.join(path.dirname(from), "model.ts")
    ? undefined
    : [`${said(one)}: the browser imports contracts`];
}

/** A room's folder; among the gateways each outside system has a small room of its own. */
const homeOf = (file: string): string => /^src\/modules\/(gateways\/\w+(?=\/)|\w+)/.exec(file)?.[0] ?? "src";

const areaOf = (file: string): string => /^src\/(\w+)\//.exec(file)?.[1] ?? "package";
const roomOf = (file: string): string | undefined => /^src\/modules\/(\w+)\//.exec(file)?.[1];
const rank = (room: string): number => (ROOMS as readonly string[]).indexOf(room);
const said = ({ from, to }: Import): string => `${from} → ${to}`;
const isTest = (file: string): boolean => /\.(test|fixture)\.ts$/.test(file);
/** Test data may say amounts as it likes. */
const lawful = (): string[] => sources.filter((file) => !isTest(file) && !file.includes("/vectors/"));
const isNamed = (file: string, names: Readonly<Record<string, string>>): boolean =>
  Object.keys(names).some((name) => file.startsWith(name));

/** Every circle once, by the files in it. */
function circlesAmong(imports: readonly Import[]): string[] {
  const next = Map.groupBy(imports, (one) => one.from);
  const done = new Set<string>();
  const circles: string[] = [];
  const visit = (file: string, trail: readonly string[]): void => {
    const before = trail.indexOf(file);
    if (before >= 0) {
      circles.push([...trail.slice(before), file].join(" → "));
      return;
    }
    if (done.has(file)) return;
    for (const { to } of next.get(file) ?? []) visit(to, [...trail, file]);
    done.add(file);
  };
  for (const file of next.keys()) visit(file, []);
  return circles;
}

/** A string that begins as a statement does. */
const SQL =
  /["'`]\s*(select (\*|[a-z_.]+[ ,(]|exists|'|\$)|insert into |update [a-z_]+\.[a-z_]+ |delete from |with [a-z_]+ as |copy [a-z_(]|call [a-z_]+\.|truncate |create (table|role|database|schema) |alter table )/;

const MONEY = [
  "amount",
  "sum",
  "charge",
  "price",
  "payment",
  "debt",
  "balance",
  "kopeck",
  "kopecks",
  "money",
  "penalty",
  "rouble",
  "roubles",
];
/** A word after the money that makes the name something else: a column of it, the month it is for, its number. */
const NOT_MONEY = [
  "id",
  "ids",
  "no",
  "number",
  "count",
  "index",
  "column",
  "width",
  "length",
  "line",
  "digits",
  "position",
];

function moneyAsNumber(file: string, text: string): string[] {
  const name = "([A-Za-z_][A-Za-z0-9_]*)";
  const number = String.raw`(?:readonly\s+)?number\b`;
  const patterns = [
    new RegExp(String.raw`\b${name}\??\s*:\s*${number}`, "g"),
    new RegExp(String.raw`\bfunction\s+${name}(?:<[^>]*>)?\([^)]*\)\s*:\s*${number}`, "g"),
    new RegExp(String.raw`\bconst\s+${name}\s*=\s*(?:<[^>]*>)?\([^)]*\)\s*:\s*${number}`, "g"),
    new RegExp(String.raw`\bNumber\(\s*(?:[\w.?!]+\.)?${name}\s*\)`, "g"),
  ];
  return withoutComments(text)
    .split("\n")
    .flatMap((line, index) => {
      const names = patterns.flatMap((pattern) => [...line.matchAll(pattern)].map((match) => match[1] ?? ""));
      return [...new Set(names)].filter(namesMoney).map((one) => `${file}:${index + 1} ${one}`);
    });
}

function namesMoney(name: string): boolean {
  const words = name
    .replaceAll(/([a-z0-9])([A-Z])/g, "$1_$2")
    .toLowerCase()
    .split("_");
  return words.some(
    (word, index) =>
      MONEY.includes(word) && !words.slice(index + 1).some((after) => NOT_MONEY.includes(after)),
  );
}

function linesWith(of: readonly string[], pattern: RegExp): string[] {
  return of.flatMap((file) =>
    withoutComments(texts.get(file) ?? "", file)
      .split("\n")
      .flatMap((line, index) =>
        pattern.test(line) ? [`${file}:${index + 1} ${line.trim().slice(0, 100)}`] : [],
      ),
  );
}

/** Comments emptied, lines kept. A comment speaks of anything; only in source files is it told apart. */
function withoutComments(text: string, file = "x.ts"): string {
  if (!file.endsWith(".ts")) return text;
  return text
    .replaceAll(/\/\*[\s\S]*?\*\//g, (comment) => comment.replaceAll(/[^\n]/g, " "))
    .replaceAll(/(^|[\s;,{(])\/\/[^\n]*/g, "$1");
}

function walk(folder: string): string[] {
  const all = readdirSync(path.join(ROOT, folder), { withFileTypes: true, recursive: true });
  return all
    .filter((entry) => entry.isFile() && /\.(ts|tsx|mjs|sql|md|json|txt)$/.test(entry.name))
    .map((entry) => path.relative(ROOT, path.join(entry.parentPath, entry.name)))
    .sort();
}

function read(file: string): string {
  return readFileSync(path.join(ROOT, file), "utf8");
}
