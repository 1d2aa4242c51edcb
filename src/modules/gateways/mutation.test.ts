import { writeSync } from "node:fs";
import v8 from "node:v8";
import vm from "node:vm";
import { deflateRawSync } from "node:zlib";
import fc from "fast-check";
import iconv from "iconv-lite";
import { writeXlsx } from "hucre/xlsx";
import { beforeAll, describe, expect, test } from "vitest";
import { must } from "#core/assert";
import { readSheets } from "./import/table.ts";
import { readTemplateCsv, readTemplateXlsx, writeTemplateXlsx } from "./import/templates.ts";
import { readAnswer } from "./gis/answers.ts";
import { readIdentifiers } from "./gis/identifiers-file.ts";
import { accountsRequest } from "./gis/requests.ts";
import { messageWorkbook, readWorkbookResults } from "./gis/workbook.ts";
import { robokassaRead } from "./cards/robokassa.ts";
import { detectProfile } from "./registers/detect.ts";
import { BUILT_IN_PROFILES } from "./registers/built-in.ts";
import { readRegister } from "./registers/read.ts";
import { SAMPLES } from "./registers/samples.fixture.ts";
import { readBeneficiaries } from "./social/beneficiary-list.ts";
import { readStatement } from "./statements/read.ts";
import { sample } from "./statements/samples.fixture.ts";

/*
 * Every reader of strangers' bytes, side by side: whatever is done to a file, reading ends with what it says or with a
 * refusal, soon and within memory; nothing throws. Short here; MUTATE_MINUTES=5 goes on for five minutes.
 */

const MINUTES = Number(process.env["MUTATE_MINUTES"] ?? "0");
const SEED = Number(process.env["MUTATE_SEED"] ?? "20261126");
const RUNS = 6;
/** One reading of a small file; generous, since the machine may be busy. */
const MILLISECONDS_MAX = 5_000;
/** A long run tells so often how far it is, past the runner, which keeps what is printed until a test has ended. */
const TOLD_EVERY_MILLISECONDS = 20_000;
/** Of what is still held once all that is not needed has been collected. */
const GROWTH_MAX = 64 << 20;

/** Bytes that are in use after a collection: the process keeps pages that nothing is in any more. */
function heldMemory(): number {
  v8.setFlagsFromString("--expose-gc");
  (vm.runInNewContext("gc") as () => void)();
  const { heapUsed, external } = process.memoryUsage();
  return heapUsed + external;
}

const guid = (n: number): string => `00000000-0000-4000-8000-${String(n).padStart(12, "0")}`;
const MESSAGE = accountsRequest(
  [1, 2, 3].map((n) => ({
    transport: guid(n),
    kind: "UO",
    number: `440011001${n}`,
    place: { premises: guid(100 + n) },
  })),
);
const ANSWER = `<?xml version="1.0" encoding="UTF-8"?><b:getStateResult xmlns:b="b"><b:ImportResult><b:CommonResult><b:GUID>${guid(7)}</b:GUID>
<b:TransportGUID>${guid(2)}</b:TransportGUID><b:UnifiedAccountNumber>20АК574354</b:UnifiedAccountNumber></b:CommonResult></b:ImportResult></b:getStateResult>`;
const IDENTIFIERS = `Код дома;Номер помещения;Номер лицевого счета;GUID;ЕЛС\nL-12;5;;${guid(2)};\n;;4400110010;;20АК574354\n`;
const OPERATION =
  "<OperationStateResponse><Result><Code>0</Code></Result><State><Code>100</Code></State><Info><OutSum>1500.00</OutSum></Info></OperationStateResponse>";

interface Reader {
  readonly name: string;
  readonly bytes: Uint8Array;
  /** Gives whether the file was taken; a refusal is an answer too. */
  readonly read: (bytes: Uint8Array) => Promise<boolean>;
  /** An XML or a workbook: what bombs it is given. */
  readonly kind: "xml" | "xlsx" | "other";
}
let readers: readonly Reader[] = [];

beforeAll(async () => {
  const workbook = await messageWorkbook("accounts", MESSAGE);
  const list = await writeXlsx({
    sheets: [
      {
        name: "1",
        rows: [
          ["СНИЛС", "Фамилия", "Имя", "Улица", "Дом", "LG_KOD", "Дата начала"],
          ["162-498-494 04", "Иванова", "Анна", "Лесная", "12", "010101", "01.01.2025"],
        ],
      },
    ],
  });
  const utf8 = (text: string): Uint8Array => Buffer.from(text);
  readers = [
    ...SAMPLES.map(
      ({ profile, file, companion }): Reader => ({
        name: `register ${profile.code}`,
        bytes: file.bytes,
        kind: profile.code === "register-xml" ? "xml" : profile.code === "register-xlsx" ? "xlsx" : "other",
        read: async (bytes) =>
          (await readRegister({ name: file.name, bytes }, profile, { companion })).refusals.length === 0,
      }),
    ),
    ...["1c-statement.txt", "1c-statement-dos.txt", "camt053.xml", "camt054.xml", "mt940.txt"].map(
      (name): Reader => ({
        name: `statement ${name}`,
        bytes: sample(name),
        kind: name.endsWith(".xml") ? "xml" : "other",
        read: async (bytes) => readStatement(bytes).refusals.length === 0,
      }),
    ),
    {
      name: "profile of a register",
      bytes: must(SAMPLES[0], "a sample").file.bytes,
      kind: "other",
      read: async (bytes) => (await detectProfile({ bytes }, BUILT_IN_PROFILES)).length > 0,
    },
    { name: "gis answer", bytes: utf8(ANSWER), kind: "xml", read: async (bytes) => readAnswer(bytes).ok },
    {
      name: "gis workbook",
      bytes: workbook,
      kind: "xlsx",
      read: async (bytes) => (await readWorkbookResults(bytes, { kind: "accounts", xml: MESSAGE })).ok,
    },
    {
      name: "gis identifiers",
      bytes: utf8(IDENTIFIERS),
      kind: "other",
      read: async (bytes) => (await readIdentifiers(bytes)).ok,
    },
    {
      name: "card operation",
      bytes: utf8(OPERATION),
      kind: "xml",
      read: async (bytes) => robokassaRead(Buffer.from(bytes).toString("utf8"), "1").outcome === "read",
    },
    {
      name: "list of beneficiaries",
      bytes: list,
      kind: "xlsx",
      read: async (bytes) => (await readBeneficiaries(bytes)).ok,
    },
    {
      name: "templates of a city",
      bytes: await writeTemplateXlsx("ru"),
      kind: "xlsx",
      read: async (bytes) => (await readTemplateXlsx(bytes)).ok,
    },
    {
      name: "template as text",
      bytes: iconv.encode("Код дома;Улица\nL-12;Лесная\n", "windows-1251"),
      kind: "other",
      read: async (bytes) => readTemplateCsv("buildings", bytes).ok,
    },
    {
      name: "table",
      bytes: list,
      kind: "xlsx",
      read: async (bytes) => typeof (await readSheets(bytes)) !== "string",
    },
  ];
});

type Mutation = (bytes: Uint8Array) => Uint8Array;
const place = fc.double({ min: 0, max: 1, noNaN: true });
const at = (bytes: Uint8Array, where: number): number => Math.floor(where * bytes.length);
const joined = (...parts: readonly Uint8Array[]): Uint8Array => new Uint8Array(Buffer.concat(parts));
const put =
  (where: number, what: Uint8Array): Mutation =>
  (bytes) =>
    joined(bytes.subarray(0, at(bytes, where)), what, bytes.subarray(at(bytes, where)));
const PUT = [
  "=cmd|'/C calc'!A0",
  "\0",
  '"',
  ";",
  "\r\n",
  "&a;",
  "<a>",
  "]]>",
  "<!--",
  "<!DOCTYPE a>",
  "\u202e",
  "9".repeat(400),
  "PK\u0003\u0004",
];
const mutation: fc.Arbitrary<Mutation> = fc.oneof(
  place.map(
    (where): Mutation =>
      (bytes) =>
        bytes.subarray(0, at(bytes, where)),
  ),
  fc.array(fc.tuple(place, fc.integer({ min: 0, max: 255 })), { minLength: 1, maxLength: 8 }).map(
    (flips): Mutation =>
      (bytes) => {
        const copy = Uint8Array.from(bytes);
        for (const [where, value] of flips)
          if (copy.length > 0) copy[Math.min(at(copy, where), copy.length - 1)] = value;
        return copy;
      },
  ),
  fc.tuple(place, place).map(
    ([from, length]): Mutation =>
      (bytes) => {
        const start = at(bytes, from);
        const end = Math.min(bytes.length, start + Math.ceil(length * 300));
        return joined(bytes.subarray(0, end), bytes.subarray(start, end), bytes.subarray(end));
      },
  ),
  fc.tuple(place, fc.constantFrom(...PUT)).map(([where, text]) => put(where, Buffer.from(text))),
  fc
    .tuple(
      place,
      fc.integer({ min: 1, max: MINUTES > 0 ? 200_000 : 5_000 }),
      fc.constantFrom("7", "<a>", ";", "\n"),
    )
    .map(([where, times, what]) => put(where, Buffer.from(what.repeat(times)))),
  fc.constantFrom("cp866", "koi8-r", "utf-8", "utf-16le", "windows-1251").map(
    (encoding): Mutation =>
      (bytes) =>
        iconv.encode(iconv.decode(Buffer.from(bytes), "windows-1251"), encoding),
  ),
  fc.uint8Array({ maxLength: 500 }).map(
    (bytes): Mutation =>
      () =>
        bytes,
  ),
);
const mutations = fc.array(mutation, { minLength: 1, maxLength: 3 });

/** The longest that a reader took for one file so far. */
let slowest = { name: "", milliseconds: 0 };

async function judged(reader: Reader, bytes: Uint8Array): Promise<boolean> {
  const began = performance.now();
  const isTaken = await reader.read(bytes);
  const milliseconds = performance.now() - began;
  if (milliseconds > slowest.milliseconds) slowest = { name: reader.name, milliseconds };
  expect(milliseconds, reader.name).toBeLessThan(MILLISECONDS_MAX);
  return isTaken;
}
const property = (reader: Reader) =>
  fc.asyncProperty(mutations, async (all) => {
    await judged(
      reader,
      all.reduce((bytes, mutate) => mutate(bytes), reader.bytes),
    );
  });

describe("every reader", () => {
  test("ends with an answer, whatever is done to its file", { timeout: 120_000 }, async () => {
    for (const reader of readers)
      await fc.assert(property(reader), { seed: SEED, numRuns: RUNS, endOnFailure: true });
  });

  test("of XML refuses document types, entities, depth, and an encoding that is a lie", async () => {
    const lie = '<?xml version="1.0" encoding="UTF-16"?><a>Иванова</a>';
    for (const reader of readers.filter(({ kind }) => kind === "xml"))
      for (const text of [
        '<!DOCTYPE a SYSTEM "file:///etc/passwd"><a/>',
        '<!DOCTYPE a [<!ENTITY b "bbbbbbbbbb"><!ENTITY c "&b;&b;&b;&b;&b;">]><a>&c;&c;&c;</a>',
        '<!DOCTYPE a [<!ENTITY x SYSTEM "http://127.0.0.1:1/">]><a>&x;</a>',
        "<a>&x;</a>",
        "<a>".repeat(100_000),
        lie,
      ])
        expect(await judged(reader, Buffer.from(text)), `${reader.name}: ${text.slice(0, 40)}`).toBe(false);
  });

  test("of workbooks refuses archives that unpack without end, lie, or name what they have not", async () => {
    const blank = new Uint8Array(8 << 20).fill(0x20);
    const many = Array.from({ length: 80 }, (_, index) => [`xl/${index}.xml`, blank] as const);
    const bombs: readonly Uint8Array[] = [
      archive(many),
      archive([["xl/workbook.xml", new Uint8Array(1 << 20)]], 100),
      archive([["../../etc/passwd", Buffer.from("x")]]),
      archive([["[Content_Types].xml", Buffer.from('<!DOCTYPE a [<!ENTITY b "b">]><Types>&b;</Types>')]]),
    ];
    for (const reader of readers.filter(({ kind }) => kind === "xlsx"))
      for (const [index, bomb] of bombs.entries())
        expect(await judged(reader, bomb), `${reader.name}, bomb ${index}`).toBe(false);
  });

  test("of a template refuses a heading of two hundred thousand columns at once", async () => {
    const reader = must(
      readers.find(({ name }) => name === "template as text"),
      "the reader",
    );
    expect(await judged(reader, Buffer.from(`Код дома;${";".repeat(200_000)}\nL-12\n`))).toBe(false);
  });

  test.runIf(MINUTES > 0)(
    "for as long as was asked, in memory that does not grow",
    { timeout: (MINUTES + 2) * 60_000 },
    async () => {
      const before = heldMemory();
      const began = performance.now();
      const minutes = (): number => (performance.now() - began) / 60_000;
      let told = began;
      let files = 0;
      let most = 0;
      const tell = (): void => {
        told = performance.now();
        writeSync(
          process.stderr.fd,
          `${minutes().toFixed(1)} minutes: ${files} spoiled files of ${readers.length} readers; the slowest took ${Math.round(slowest.milliseconds)} ms (${slowest.name}); what is held grew by ${most >> 20} MiB at most, the process took ${Math.round(process.resourceUsage().maxRSS / 1024)} MiB at most\n`,
        );
      };
      for (let turn = 0; minutes() < MINUTES; turn += 1) {
        const reader = must(readers[turn % readers.length], "a reader");
        // The first file that fails is told at once: to look for a smaller one of a slow reader takes minutes.
        await fc.assert(property(reader), { seed: SEED + turn, numRuns: RUNS, endOnFailure: true });
        files += RUNS;
        most = Math.max(most, heldMemory() - before);
        expect(most, `seed ${SEED + turn}, ${reader.name}`).toBeLessThan(GROWTH_MAX);
        if (performance.now() - told > TOLD_EVERY_MILLISECONDS) tell();
      }
      tell();
    },
  );
});

/** A zip archive; `declared` lies about the unpacked size. */
function archive(entries: readonly (readonly [string, Uint8Array])[], declared?: number): Uint8Array {
  const packedOnce = new Map<Uint8Array, Uint8Array>();
  const locals: Uint8Array[] = [];
  const directory: Uint8Array[] = [];
  let offset = 0;
  for (const [name, content] of entries) {
    const packed = packedOnce.get(content) ?? deflateRawSync(content);
    packedOnce.set(content, packed);
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
  return joined(...locals, list, end);
}
