import { deflateRawSync } from "node:zlib";
import fc from "fast-check";
import iconv from "iconv-lite";
import { describe, expect, test } from "vitest";
import { must } from "#core/assert";
import { sumOf } from "#core/money";
import { BUILT_IN_PROFILES } from "./built-in.ts";
import { detectProfile } from "./detect.ts";
import type { ReadRegister } from "./model.ts";
import { readRegister } from "./read.ts";
import { builtIn, type Sample, SAMPLES } from "./samples.fixture.ts";
import { registerRefusalSentence } from "./words.ts";

/*
 * Whatever is done to a file: reading does not throw, ends soon, keeps memory small, and gives rows whose sums are what
 * the file declares, or a refusal that a person can read. MUTATE_SECONDS=600 runs on for ten minutes.
 */

const SECONDS = Number(process.env["MUTATE_SECONDS"] ?? "0");
const SEED = Number(process.env["MUTATE_SEED"] ?? "20261123");
const RUNS = 25;
/** One reading of a small file; generous, since the machine may be busy. */
const MILLISECONDS_MAX = 5_000;
const GROWTH_MAX = 400 << 20;

type Mutation = (bytes: Uint8Array) => Uint8Array;

const place = fc.double({ min: 0, max: 1, noNaN: true });
const at = (bytes: Uint8Array, where: number): number =>
  Math.min(Math.floor(where * bytes.length), bytes.length - 1);
const joined = (...parts: Uint8Array[]): Uint8Array => new Uint8Array(Buffer.concat(parts));

const truncated = place.map(
  (where): Mutation =>
    (bytes) =>
      bytes.subarray(0, at(bytes, where)),
);
const flipped = fc.array(fc.tuple(place, fc.integer({ min: 0, max: 7 })), { minLength: 1, maxLength: 8 }).map(
  (flips): Mutation =>
    (bytes) => {
      const copy = Uint8Array.from(bytes);
      for (const [where, bit] of flips) copy[at(copy, where)] = (copy[at(copy, where)] ?? 0) ^ (1 << bit);
      return copy;
    },
);
const doubled = fc.tuple(place, place).map(
  ([from, to]): Mutation =>
    (bytes) => {
      const [start, end] = [at(bytes, Math.min(from, to)), at(bytes, Math.max(from, to))];
      return joined(bytes.subarray(0, end), bytes.subarray(start, end), bytes.subarray(end));
    },
);
const lineTwice = place.map(
  (where): Mutation =>
    (bytes) => {
      const start = bytes.lastIndexOf(0x0a, at(bytes, where)) + 1;
      const end = bytes.indexOf(0x0a, start) + 1;
      return end > start
        ? joined(bytes.subarray(0, end), bytes.subarray(start, end), bytes.subarray(end))
        : bytes;
    },
);
const INJECTED = [
  "=cmd|'/C calc'!A0",
  "+1+1",
  "@SUM(A1)",
  "\t",
  "\0",
  '"',
  "'",
  ";",
  "|",
  "\r",
  "&lt;",
  "<a>",
  "]]>",
  "\u202e",
  "１２３",
  "-0",
  "1e9",
  "NaN",
  "9".repeat(400),
];
const injected = fc.tuple(place, fc.constantFrom(...INJECTED)).map(
  ([where, text]): Mutation =>
    (bytes) => {
      const cut = at(bytes, where);
      return joined(bytes.subarray(0, cut), iconv.encode(text, "utf-8"), bytes.subarray(cut));
    },
);
const huge = fc.tuple(place, fc.constantFrom(10_000, 300_000, ...(SECONDS > 0 ? [3_000_000] : []))).map(
  ([where, size]): Mutation =>
    (bytes) => {
      const cut = at(bytes, where);
      return joined(bytes.subarray(0, cut), new Uint8Array(size).fill(0x37), bytes.subarray(cut));
    },
);
const recoded = fc.constantFrom("cp866", "koi8-r", "utf-8", "utf-16le", "windows-1251").map(
  (encoding): Mutation =>
    (bytes) =>
      iconv.encode(iconv.decode(Buffer.from(bytes), "windows-1251"), encoding),
);
const noise = fc.uint8Array({ maxLength: 3000 }).map(
  (bytes): Mutation =>
    () =>
      bytes,
);
const mutation = fc.oneof(
  { weight: 3, arbitrary: truncated },
  { weight: 6, arbitrary: flipped },
  { weight: 2, arbitrary: doubled },
  { weight: 3, arbitrary: lineTwice },
  { weight: 4, arbitrary: injected },
  { weight: 1, arbitrary: huge },
  { weight: 1, arbitrary: recoded },
  { weight: 1, arbitrary: noise },
);
const mutations = fc.array(mutation, { minLength: 1, maxLength: 3 });

async function judged(one: Sample, bytes: Uint8Array): Promise<ReadRegister> {
  const began = performance.now();
  const read = await readRegister({ name: one.file.name, bytes }, one.profile, { companion: one.companion });
  expect(performance.now() - began).toBeLessThan(MILLISECONDS_MAX);
  for (const refusal of read.refusals)
    for (const language of ["ru", "en"] as const) {
      const sentence = registerRefusalSentence(refusal, language);
      expect(sentence).toMatch(/[.»”]$/);
      expect(sentence).not.toContain("undefined");
    }
  if (read.refusals.length === 0) {
    expect(read.counted.count).toBe(read.rows.length);
    expect(read.counted.total).toBe(sumOf(read.rows.map(({ amount }) => amount)));
    expect(read.declared.count ?? read.counted.count).toBe(read.counted.count);
    expect(read.declared.total ?? read.counted.total).toBe(read.counted.total);
    expect(new Set(read.rows.map(({ operation }) => operation)).size).toBe(read.rows.length);
    // A register of charges tells of accounts to whom nothing was charged, and of those who got something back.
    if (one.profile.definition.direction !== "charges")
      for (const row of read.rows) expect(row.amount).toBeGreaterThan(0n);
  }
  return read;
}

const property = (one: Sample) =>
  fc.asyncProperty(mutations, async (all) => {
    await judged(
      one,
      all.reduce((bytes, mutate) => mutate(bytes), one.file.bytes),
    );
  });

describe("whatever is done to a file", () => {
  test.each(SAMPLES.map((one) => [one.profile.code, one] as const))(
    "%s is read or refused",
    async (_, one) => {
      await fc.assert(property(one), { seed: SEED, numRuns: RUNS });
    },
  );

  test("a profile is proposed or none is", async () => {
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...SAMPLES), mutations, async ({ file }, all) => {
        const bytes = all.reduce((before, mutate) => mutate(before), file.bytes);
        await detectProfile({ name: file.name, bytes }, BUILT_IN_PROFILES);
      }),
      { seed: SEED, numRuns: RUNS },
    );
  });

  test.runIf(SECONDS > 0)(
    "for as long as was asked, in memory that does not grow",
    async () => {
      const before = process.memoryUsage().rss;
      const until = performance.now() + SECONDS * 1000;
      let files = 0;
      for (let turn = 0; performance.now() < until; turn += 1) {
        const one = must(SAMPLES[turn % SAMPLES.length], "a sample");
        await fc.assert(property(one), { seed: SEED + turn, numRuns: RUNS });
        files += RUNS;
        expect(process.memoryUsage().rss - before, `seed ${SEED + turn}`).toBeLessThan(GROWTH_MAX);
      }
      process.stdout.write(`${files} spoiled files were read or refused in ${SECONDS} s\n`);
    },
    (SECONDS + 60) * 1000,
  );
});

describe("bombs", () => {
  const xlsx = builtIn("register-xlsx");
  const codes = async (bytes: Uint8Array): Promise<string[]> =>
    (await readRegister({ bytes }, xlsx)).refusals.map(({ code }) => code);

  test("an archive that unpacks to a gigabyte is refused at once", async () => {
    const content = new Uint8Array(8 << 20).fill(0x20);
    expect(
      await codes(archive(Array.from({ length: 40 }, (_, index) => [`xl/${index}.xml`, content]))),
    ).toEqual(["unpacked-too-large"]);
  });

  test("an archive that lies about its size is refused", async () => {
    const bytes = archive([["xl/workbook.xml", new Uint8Array(1 << 20)]], 100);
    expect(await codes(bytes)).toEqual(["file-damaged"]);
  });

  test.each([
    [
      "entities",
      '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]><worksheet>&b;</worksheet>',
    ],
    ["depth", `${"<a>".repeat(200_000)}`],
    ["nothing", ""],
  ])("a workbook of %s is refused", async (_, sheet) => {
    const parts: [string, string][] = [
      [
        "[Content_Types].xml",
        '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>',
      ],
      [
        "xl/workbook.xml",
        '<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets><sheet name="1" sheetId="1" r:id="rId1"/></sheets></workbook>',
      ],
      [
        "xl/_rels/workbook.xml.rels",
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet1.xml"/></Relationships>',
      ],
      ["xl/worksheets/sheet1.xml", sheet],
    ];
    const began = performance.now();
    expect(await codes(archive(parts.map(([name, text]) => [name, Buffer.from(text)])))).not.toEqual([]);
    expect(performance.now() - began).toBeLessThan(MILLISECONDS_MAX);
  });
});

/** A zip archive; `declared` lies about the unpacked size. */
function archive(entries: readonly (readonly [string, Uint8Array])[], declared?: number): Uint8Array {
  const locals: Buffer[] = [];
  const directory: Buffer[] = [];
  let offset = 0;
  for (const [name, content] of entries) {
    const packed = deflateRawSync(content);
    const title = Buffer.from(name);
    const size = declared ?? content.length;
    const local = Buffer.alloc(30);
    local.writeUInt32LE(0x04034b50, 0);
    local.writeUInt16LE(8, 8);
    local.writeUInt32LE(packed.length, 18);
    local.writeUInt32LE(size, 22);
    local.writeUInt16LE(title.length, 26);
    const entry = Buffer.alloc(46);
    entry.writeUInt32LE(0x02014b50, 0);
    entry.writeUInt16LE(8, 10);
    entry.writeUInt32LE(packed.length, 20);
    entry.writeUInt32LE(size, 24);
    entry.writeUInt16LE(title.length, 28);
    entry.writeUInt32LE(offset, 42);
    locals.push(local, title, packed);
    directory.push(entry, title);
    offset += 30 + title.length + packed.length;
  }
  const list = Buffer.concat(directory);
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(entries.length, 8);
  end.writeUInt16LE(entries.length, 10);
  end.writeUInt32LE(list.length, 12);
  end.writeUInt32LE(offset, 16);
  return new Uint8Array(Buffer.concat([...locals, list, end]));
}
