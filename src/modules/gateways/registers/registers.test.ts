import { readFileSync } from "node:fs";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { DBFFile } from "dbffile";
import { writeXlsx } from "hucre/xlsx";
import iconv from "iconv-lite";
import { describe, expect, test } from "vitest";
import { must } from "#core/assert";
import { day } from "#core/day";
import { moneyText, parseMoney } from "#core/money";
import { period } from "#core/period";
import { BUILT_IN_PROFILES } from "./built-in.ts";
import { detectProfile } from "./detect.ts";
import type { GivenFile, ReadRegister } from "./model.ts";
import { ProfileDefinition, type RegisterProfile, type WrittenDefinition } from "./profile.ts";
import { readRegister } from "./read.ts";
import { builtIn, sampleFile, SAMPLES } from "./samples.fixture.ts";
import { registerRefusalSentence } from "./words.ts";
import { registerWriter, writeRegister } from "./write.ts";

interface Expected {
  readonly encoding?: string;
  readonly rows?: number;
  readonly total?: string;
  readonly fee?: string;
  readonly net?: string;
  readonly payment_order?: string;
  readonly payment_order_date?: string;
  readonly accounts?: readonly string[];
  readonly ids?: readonly string[];
  readonly meter_readings?: number;
}
const expected = JSON.parse(
  readFileSync(path.join(import.meta.dirname, "vectors/expected.json"), "utf8"),
) as Readonly<Record<string, Expected>>;

/** Of charges there are samples of our own alone. */
const OWN: Readonly<Record<string, Expected>> = {
  "charges-by-service": { encoding: "windows-1251", rows: 7, total: "4765.35" },
  "charges-by-account": { encoding: "cp866", rows: 3, total: "4765.35" },
};

const text = (of: string, encoding = "windows-1251"): Uint8Array => iconv.encode(of, encoding);
const codes = (read: ReadRegister): string[] => read.refusals.map(({ code }) => code);
const sample = (code: string): (typeof SAMPLES)[number] =>
  must(
    SAMPLES.find(({ profile }) => profile.code === code),
    code,
  );
const asText = (file: GivenFile, encoding: string): string => iconv.decode(Buffer.from(file.bytes), encoding);

async function reread(
  code: string,
  change: (of: string) => string,
  encoding = "windows-1251",
): Promise<ReadRegister> {
  const { profile, file, companion } = sample(code);
  return readRegister({ ...file, bytes: text(change(asText(file, encoding)), encoding) }, profile, {
    companion,
  });
}

describe("samples", () => {
  test.each(SAMPLES.map((one) => [one.profile.code, one] as const))(
    "%s is read as expected",
    async (_, one) => {
      const read = await readRegister(one.file, one.profile, { companion: one.companion });
      expect(read.refusals).toEqual([]);
      const name = must(one.file.name, "a name");
      const wanted = expected[name] ?? OWN[one.profile.code] ?? { rows: 7, total: "22471.73" };
      expect({
        encoding: `${read.encoding}${read.mark ? " with BOM" : ""}`,
        rows: read.counted.count,
        total: moneyText(read.counted.total),
      }).toEqual({
        encoding: wanted.encoding ?? `${read.encoding}${read.mark ? " with BOM" : ""}`,
        rows: wanted.rows,
        // The sample of a DBF says its rows only; they are those of the text beside it.
        total: wanted.total ?? "59007.42",
      });
      if (wanted.fee !== undefined) expect(moneyText(must(read.counted.fee, "a fee"))).toBe(wanted.fee);
      if (wanted.net !== undefined) expect(moneyText(must(read.counted.net, "a net sum"))).toBe(wanted.net);
      if (wanted.payment_order !== undefined)
        expect(read.order).toEqual({ number: wanted.payment_order, date: wanted.payment_order_date });
      if (wanted.accounts) expect(read.rows.map(({ account }) => account)).toEqual(wanted.accounts);
      if (wanted.ids) expect(read.rows.map(({ operation }) => operation)).toEqual(wanted.ids);
      if (wanted.meter_readings !== undefined)
        expect(read.rows.flatMap(({ readings }) => readings)).toHaveLength(wanted.meter_readings);
    },
  );

  test("tell the same payments in every layout", async () => {
    const inLayouts = await Promise.all(
      SAMPLES.filter(
        ({ profile }) => profile.definition.direction === "payments" && profile.code !== "subsidy-payments",
      ).map(async ({ profile, file, companion }) => {
        const { rows } = await readRegister(file, profile, { companion });
        return rows.map((row) => [row.account.replace(/^000/, "").slice(-7), row.amount, row.paidOn]);
      }),
    );
    for (const rows of inLayouts) expect(rows).toEqual(inLayouts[0]);
  });

  test("carry all that a row says", async () => {
    const { profile, file } = sample("sber-register");
    const [row] = (await readRegister(file, profile)).rows;
    expect(row).toMatchObject({
      line: 1,
      operation: "6000000000",
      account: "4400110010",
      amount: 150_000n,
      net: 148_200n,
      fee: 1800n,
      paidOn: "2025-11-09",
      paidAt: "09:00:00",
      statedPeriod: "2025-11",
      payerName: "Иванова Мария Петровна",
      branch: "8999/0123",
      cashier: "0001",
      refund: false,
    });
    const meters = await readRegister(sample("register-17").file, sample("register-17").profile, {
      companion: sample("register-17").companion,
    });
    expect(meters.rows[0]?.readings).toEqual([{ meter: "1000", value: 120_500_000n }]);
    expect(meters.rows[0]?.paidOn).toBe("2025-11-09");
  });

  test("in DBF read as an independent reader reads them", async () => {
    const file = path.join(import.meta.dirname, "vectors/register.dbf");
    const theirs = await (await DBFFile.open(file, { encoding: "cp866" })).readRecords();
    const ours = await readRegister(sampleFile("register.dbf"), builtIn("register-dbf"));
    expect(
      ours.rows.map((row) => [row.operation, row.account, moneyText(row.amount), row.payerName]),
    ).toEqual(theirs.map((row) => [row["PAY_ID"], row["LS"], Number(row["SUMMA"]).toFixed(2), row["FIO"]]));
  });
});

describe("detection", () => {
  test.each(SAMPLES.map((one) => [one.profile.code, one] as const))(
    "proposes %s first for its sample",
    async (code, { file }) => {
      const [first] = await detectProfile(file, BUILT_IN_PROFILES);
      expect(first?.profile.code).toBe(code);
      expect(first?.reads).toBe(true);
    },
  );

  test("proposes the profile for a file in another encoding, and says which", async () => {
    const { file } = sample("sber-register");
    const bytes = text(asText(file, "windows-1251"), "cp866");
    const [first] = await detectProfile({ bytes, name: file.name }, [builtIn("sber-register")]);
    expect(first).toMatchObject({
      reads: false,
      reasons: [{ code: "refused", refusal: { code: "wrong-encoding" } }],
    });
  });
});

describe("encodings", () => {
  const sber = sample("sber-register");
  const content = asText(sber.file, "windows-1251");

  test.each([
    ["cp866", iconv.encode(content, "cp866")],
    ["koi8-r", iconv.encode(content, "koi8-r")],
    ["utf-8", iconv.encode(content, "utf-8")],
    ["utf-8", iconv.encode(content, "utf-8", { addBOM: true })],
    ["utf-16le", iconv.encode(content, "utf-16le", { addBOM: true })],
    ["utf-16le", iconv.encode(content, "utf-16le")],
    ["utf-16be", iconv.encode(content, "utf-16be", { addBOM: true })],
  ])("%s where windows-1251 is fixed is refused and named", async (found, bytes) => {
    const read = await readRegister({ bytes }, sber.profile);
    expect(read.refusals).toEqual([{ code: "wrong-encoding", data: { found, expected: "windows-1251" } }]);
    expect(registerRefusalSentence(must(read.refusals[0], "a refusal"), "ru")).toContain(found);
  });

  test.each(["windows-1251", "cp866", "koi8-r", "utf-8"] as const)(
    "%s is found among several",
    async (encoding) => {
      const several = ProfileDefinition.parse({
        ...sber.profile.definition,
        encodings: ["utf-8", "windows-1251", "cp866", "koi8-r"],
      });
      const read = await readRegister(
        { bytes: iconv.encode(content, encoding) },
        { ...sber.profile, definition: several },
      );
      expect([read.encoding, codes(read), read.rows[0]?.payerName]).toEqual([
        encoding,
        [],
        "Иванова Мария Петровна",
      ]);
    },
  );

  test("text that was misread and saved is refused as spoiled", async () => {
    const tab = sample("register-tab");
    const right = asText(tab.file, "utf-8");
    for (const was of ["utf-8", "cp866"]) {
      const spoiled = iconv.decode(iconv.encode(right, was), "windows-1251");
      const read = await readRegister({ bytes: iconv.encode(spoiled, "utf-8") }, tab.profile);
      expect(read.refusals[0]).toMatchObject({ code: "text-garbled", data: { found: was } });
    }
  });

  test("a DBF whose language byte lies is refused", async () => {
    const dbf = sample("register-dbf");
    const bytes = Uint8Array.from(dbf.file.bytes);
    bytes[29] = 0xc9;
    expect(codes(await readRegister({ bytes }, dbf.profile))).toEqual(["wrong-encoding"]);
  });
});

describe("text", () => {
  test("either end of line is taken, and the end mark of DOS", async () => {
    expect(codes(await reread("sber-register", (of) => of.replaceAll("\r\n", "\n")))).toEqual([]);
    expect(codes(await reread("sber-register", (of) => of.replaceAll("\r\n", "\r")))).toEqual([]);
    expect(codes(await reread("sber-register", (of) => `${of}\u001a`))).toEqual([]);
  });

  test.each<[string, (of: string) => string, string, number | undefined]>([
    ["a footer off by a kopeck", (of) => of.replace("22471.73;", "22471.74;"), "sum-differs", 8],
    ["a fee off by a kopeck", (of) => of.replace(";269.66;", ";269.67;"), "sum-differs", 8],
    ["a wrong count", (of) => of.replace("=7;", "=8;"), "count-differs", 8],
    ["no footer", (of) => of.split("\r\n").slice(0, 7).join("\r\n"), "footer-missing", undefined],
    ["a cut line", (of) => of.slice(0, 500), "wrong-number-of-columns", 4],
    ["a row after the footer", (of) => `${of}${of.split("\r\n")[0] ?? ""}`, "row-after-footer", 9],
    ["an extra separator", (of) => of.replace(";1500.00", ";;1500.00"), "wrong-number-of-columns", 1],
    ["an operation twice", (of) => of.replace("6000000137", "6000000000"), "operation-repeated", 2],
    ["parts that do not add up", (of) => of.replace(";18.00", ";18.01"), "parts-differ", 1],
    [
      "a negative sum",
      (of) => of.replace("1500.00;1482.00;18.00", "-1500.00;-1482.00;-18.00"),
      "amount-negative",
      1,
    ],
    ["no account", (of) => of.replace("4400110010", ""), "value-missing", 1],
    ["an account out of a spreadsheet", (of) => of.replace("4400110010", "4,40011E+09"), "digits-lost", 1],
    ["a day that does not exist", (of) => of.replace("09-11-2025", "31-11-2025"), "not-a-date", 1],
    ["an hour that does not exist", (of) => of.replace("09-00-00", "25-00-00"), "not-a-time", 1],
    ["a comma for a point", (of) => of.replace("1500.00", "1500,00"), "not-an-amount", 1],
    ["three decimals", (of) => of.replace(";1500.00;", ";1500.001;"), "too-many-kopecks", 1],
    ["a control sign", (of) => of.replace("Иванова", "Ива\u0007нова"), "file-damaged", 1],
    ["nothing but a footer", () => "=0;0.00;0.00;0.00;1;10-11-2025\r\n", "none", undefined],
    ["nothing", () => "", "file-empty", undefined],
  ])("%s", async (_, change, code, line) => {
    const read = await reread("sber-register", change);
    expect(read.refusals[0]?.code ?? "none").toBe(code);
    if (line !== undefined) expect(read.refusals[0]?.line).toBe(line);
  });

  test("a long line and too many rows are refused before they cost anything", async () => {
    const { profile } = sample("sber-register");
    expect(codes(await readRegister({ bytes: text(`${"1".repeat(30_000)}\r\n`) }, profile))).toContain(
      "line-too-long",
    );
    const limits = { bytes: 1 << 20, unpackedBytes: 1 << 20, rows: 3, line: 1000 };
    expect(codes(await readRegister(sample("sber-register").file, profile, { limits }))).toEqual([
      "too-many-rows",
    ]);
    expect(codes(await readRegister({ bytes: new Uint8Array(2 << 20) }, profile, { limits }))).toEqual([
      "file-too-large",
    ]);
  });

  test("of many refusals the first are listed and the others counted", async () => {
    const lines = Array.from({ length: 500 }, () => "x").join("\r\n");
    const read = await readRegister({ bytes: text(lines) }, sample("register-6").profile);
    expect(read.refusals).toHaveLength(201);
    expect(read.refusals.at(-1)).toEqual({ code: "more-refusals", data: { count: "300" } });
  });

  test("quotes that are not closed are refused with their line", async () => {
    const read = await reread(
      "register-tab",
      (of) => of.replace('"5\u00a0437,89"', '"5\u00a0437,89'),
      "utf-8",
    );
    expect(read.refusals[0]?.code).toBe("broken-quotes");
  });

  test("a line of fixed width may have lost its blanks, and nothing else", async () => {
    expect(codes(await reread("register-fixed", (of) => of.replaceAll(/ +\r\n/g, "\r\n"), "cp866"))).toEqual(
      [],
    );
    const cut = await reread("register-fixed", (of) => of.replace(/^(D.{30}).*$/m, "$1"), "cp866");
    expect(cut.refusals[0]).toMatchObject({ code: "wrong-line-length", line: 2 });
  });

  test("a negative row is a refund where the profile allows it", async () => {
    const { profile, file } = sample("subsidy-payments");
    const definition = ProfileDefinition.parse({ ...profile.definition, checks: [] });
    const bytes = text(asText(file, "windows-1251").replace("350.00", "-350.00"));
    const read = await readRegister({ bytes }, { ...profile, definition });
    expect(read.rows[0]).toMatchObject({ amount: -35_000n, refund: true });
    expect(read.counted.total).toBe(115_000n);
  });

  test("fewer digits than a number has are zeros that were lost", async () => {
    const read = await reread("register-27", (of) => of.replace("0004400110010", "4400110010"));
    expect(read.refusals[0]).toMatchObject({ code: "zeros-lost", line: 1, data: { digits: "13" } });
  });
});

describe("companions", () => {
  test("are wanted where the profile speaks of one", async () => {
    const { profile, file } = sample("register-17");
    expect((await readRegister(file, profile)).refusals).toEqual([
      { code: "companion-missing", data: { wanted: "register-17col.receipt.txt" } },
    ]);
  });

  test("must tell the same count and sum, and name the file", async () => {
    const { profile, file } = sample("register-17");
    const read = (line: string, name = file.name) =>
      readRegister({ ...file, name }, profile, { companion: { bytes: text(line) } });
    expect(codes(await read("10.11.2025;12345B10.001;0;8;22471,73"))).toEqual(["count-differs"]);
    expect(codes(await read("10.11.2025;12345B10.001;0;7;22471,74"))).toEqual(["sum-differs"]);
    expect(codes(await read("10.11.2025;12345B10.001;0;7;22471.73", "12345B10.001"))).toEqual([]);
    expect(codes(await read("10.11.2025;12345B10.001;0;7;22471.73", "12346B10.001"))).toEqual([
      "companion-names-other-file",
    ]);
  });

  test("by order are held to the rows of each order", async () => {
    const { profile, file } = sample("register-8");
    const read = (lines: string) => readRegister(file, profile, { companion: { bytes: text(lines) } });
    expect(codes(await read("004512|9248.40|4\r\n4513|13223.33|3"))).toEqual([]);
    expect(codes(await read("004512|9248.41|4\r\n004513|13223.33|3"))).toEqual(["sum-differs"]);
    expect(codes(await read("004512|9248.40|4"))).toEqual(["companion-lacks-order"]);
    expect(codes(await read("004512|9248.40|4\r\n004513|13223.33|3\r\n4514|1.00|1"))).toEqual([
      "companion-order-without-rows",
    ]);
  });
});

describe("DBF", () => {
  const dbf = sample("register-dbf");
  const changed = (change: (bytes: Uint8Array) => Uint8Array): Promise<ReadRegister> =>
    readRegister({ bytes: change(Uint8Array.from(dbf.file.bytes)) }, dbf.profile);

  test("with more records declared than there are is cut; with fewer, it lies", async () => {
    expect(codes(await changed((bytes) => bytes.subarray(0, 1000)))).toEqual(["file-cut"]);
    expect(codes(await changed((bytes) => bytes.with(4, 9)))).toEqual(["file-cut"]);
    expect(codes(await changed((bytes) => bytes.with(7, 0xff)))).toEqual(["file-cut"]);
    expect(codes(await changed((bytes) => bytes.with(4, 5)))).toEqual(["count-differs"]);
  });

  test("with a broken header is refused", async () => {
    expect(codes(await changed((bytes) => bytes.with(10, 99)))).toEqual(["file-damaged"]);
    expect(codes(await changed((bytes) => bytes.with(8, 3)))).not.toEqual([]);
    expect(codes(await changed((bytes) => bytes.with(0, 0x50)))).toEqual(["not-this-kind"]);
  });

  test("deleted records are not there, and stars are no amount", async () => {
    const deleted = await changed((bytes) => bytes.with(257, 0x2a));
    expect([codes(deleted), deleted.rows.length]).toEqual([[], 6]);
    const stars = await changed((bytes) => bytes.fill(0x2a, 257 + 152, 257 + 164));
    expect(stars.refusals[0]).toMatchObject({ code: "not-an-amount", line: 1 });
  });
});

describe("XLSX", () => {
  const HEADINGS = [
    "Дата",
    "Номер операции",
    "Лицевой счёт",
    "Плательщик",
    "Сумма",
    "Комиссия",
    "К перечислению",
  ];
  const read = async (row: (string | number | Date)[], total: number): Promise<ReadRegister> => {
    const bytes = await writeXlsx({
      sheets: [{ name: "1", rows: [HEADINGS, row, ["Итого", 1, "", "", total, 0, total]] }],
    });
    return readRegister({ bytes }, builtIn("register-xlsx"));
  };

  test("dates and sums may be a spreadsheet's own", async () => {
    const found = await read(
      [new Date(Date.UTC(2025, 10, 9)), "1", "4400110010", "Иванова", 0.07, 0, 0.07],
      0.07,
    );
    expect(found.refusals).toEqual([]);
    expect(found.rows[0]).toMatchObject({ paidOn: "2025-11-09", amount: 7n });
  });

  test("numbers that lost digits or zeros are refused", async () => {
    const long = await read(["09.11.2025", 40_700_000_000_000_000_000, "4400110010", "Иванова", 1, 0, 1], 1);
    expect(long.refusals).toMatchObject([{ code: "digits-lost", field: "operationId" }]);
    const short = await read(["09.11.2025", "1", 400_110_010, "Иванова", 1, 0, 1], 1);
    expect(short.refusals).toMatchObject([{ code: "zeros-lost", field: "account" }]);
  });

  test("a missing column and a file of another kind are refused", async () => {
    const bytes = await writeXlsx({
      sheets: [{ name: "1", rows: [HEADINGS.slice(0, 4), ["", "", "", ""]] }],
    });
    expect(codes(await readRegister({ bytes }, builtIn("register-xlsx")))).toContain("column-missing");
    expect(codes(await readRegister(sampleFile("register.xml"), builtIn("register-xlsx")))).toEqual([
      "not-this-kind",
    ]);
  });
});

describe("XML", () => {
  const xml = asText(sampleFile("register.xml"), "windows-1251");
  const read = (of: string, encoding = "windows-1251"): Promise<ReadRegister> =>
    readRegister({ bytes: text(of, encoding) }, builtIn("register-xml"));

  test.each<[string, string, string]>([
    [
      "an external entity",
      xml.replace("?>", '?><!DOCTYPE r [<!ENTITY x SYSTEM "file:///etc/passwd">]>'),
      "doctype-forbidden",
    ],
    [
      "an entity bomb",
      xml.replace("?>", '?><!doctype r [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;">]>'),
      "doctype-forbidden",
    ],
    ["an unknown entity", xml.replace("Иванова", "&x;"), "xml-malformed"],
    ["a cut document", xml.slice(0, 900), "xml-malformed"],
    ["deep nesting", xml.replace("<payments>", `${"<a>".repeat(5000)}<payments>`), "xml-too-deep"],
    ["an endless value", xml.replace("Иванова", "И".repeat(50_000)), "line-too-long"],
    ["a value twice", xml.replace("<amount>", "<amount>1</amount><amount>"), "xml-malformed"],
    ["a false count", xml.replace('count="7"', 'count="6"'), "count-differs"],
    ["no XML at all", "account;amount", "not-this-kind"],
  ])("%s is refused", async (_, content, code) => {
    expect((await read(content)).refusals[0]?.code).toBe(code);
  });

  test("an encoding that is not the declared one is refused", async () => {
    expect((await read(xml, "utf-8")).refusals).toEqual([
      { code: "wrong-encoding", line: 1, data: { found: "utf-8", expected: "windows-1251" } },
    ]);
  });
});

describe("writing", () => {
  const { accounts } = JSON.parse(
    readFileSync(path.join(import.meta.dirname, "vectors/accounts.json"), "utf8"),
  ) as { accounts: { ls: string; fio: string; address: string; debt: string }[] };
  const debts = accounts.map(({ ls, fio, address, debt }) => ({
    account: ls,
    payerName: fio,
    address,
    period: period("2025-11"),
    amount: must(parseMoney(debt), debt),
  }));
  const file = {
    date: day("2025-11-10"),
    period: period("2025-11"),
    writtenOn: day("2025-12-01"),
    name: { inn: "9901001239", account: "40702810600000001234", number: "1" },
  };

  test.each(["sber-debts", "bezpb-debts"])("%s gives the very file of the sample", (code) => {
    const written = writeRegister(builtIn(code), debts, file);
    const wanted = sample(code).file;
    expect(written.name).toBe(wanted.name);
    expect(Buffer.from(written.bytes)).toEqual(wanted.bytes);
    expect([written.count, moneyText(written.total)]).toEqual([10, "59007.42"]);
  });

  test.each(["charges-by-service", "charges-by-account"])(
    "%s writes again what was read of its sample, byte for byte",
    async (code) => {
      const { profile, file: wanted } = sample(code);
      const { rows } = await readRegister(wanted, profile);
      const month = { ...file, date: day("2025-12-01"), name: { inn: "9901001239", number: "3" } };
      const due = rows.map(({ statedPeriod, ...row }) => ({ ...row, period: must(statedPeriod, "a month") }));
      const writer = registerWriter(profile, month);
      // Piece by piece: the count and the sum are of all of them.
      const pieces = [due.slice(0, 2), [], due.slice(2)].map((some) => writer.rows(some));
      const { head, tail } = writer.end();
      expect(writer.name).toBe(wanted.name);
      expect(Buffer.concat([head, ...pieces, tail])).toEqual(wanted.bytes);
    },
  );

  test("charges tell what was owed, charged and paid of each service, overpaid ones too", async () => {
    const { profile, file: of } = sample("charges-by-service");
    const { rows } = await readRegister(of, profile);
    expect(rows[4]).toMatchObject({ account: "4400110145", amount: 91_357n, refund: false });
    expect(rows[5]).toMatchObject({
      account: "4400110145",
      operation: "4400110145/0//",
      amount: -75_000n,
      month: { serviceNo: "0", serviceName: "Аванс", opening: -50_000n, charged: 0n, paid: 25_000n },
    });
    expect(rows[3]).toMatchObject({ amount: 0n, month: { charged: 18_840n, paid: 18_840n } });
  });

  test("a DBF is read by an independent reader", async () => {
    const folder = await mkdtemp(path.join(tmpdir(), "paylogic-dbf-"));
    try {
      const target = path.join(folder, "debts.dbf");
      await writeFile(target, writeRegister(builtIn("bezpb-debts"), debts, file).bytes);
      const records = await (await DBFFile.open(target, { encoding: "cp866" })).readRecords();
      expect(records).toHaveLength(10);
      expect(records[0]).toMatchObject({
        LS: 4_400_110_010,
        ADDR: "г. Североозёрск, ул. Ленина, д. 7, кв. 3",
      });
    } finally {
      await rm(folder, { recursive: true });
    }
  });

  test.each(["=1+1", "+7 900", "-cmd|' /C calc'!A0", "@SUM(A1)", '"=1+1', "\t=1+1", " - =x"])(
    "a name that a sheet would take for a formula is no formula: %s",
    async (payerName) => {
      const odd = { ...must(debts[0], "a debt"), payerName, address: payerName };
      const read = await readRegister(
        { bytes: writeRegister(builtIn("sber-debts"), [odd], file).bytes },
        builtIn("sber-debts"),
      );
      expect(codes(read)).toEqual([]);
      for (const cell of [read.rows[0]?.payerName, read.rows[0]?.address])
        expect(cell).toMatch(/^[^=+\-@\s]/);
    },
  );

  test("signs of the layout are taken out of names", async () => {
    const [first] = debts;
    const odd = {
      ...must(first, "a debt"),
      payerName: 'ООО "Ромашка";\r\n=1+1',
      amount: must(parseMoney("1"), "1"),
    };
    const { bytes } = writeRegister(builtIn("sber-debts"), [odd], file);
    const read = await readRegister({ bytes }, builtIn("sber-debts"));
    expect([codes(read), read.rows[0]?.payerName]).toEqual([[], "ООО Ромашка =1+1"]);
  });

  test("a profile of fixed width reads what it writes", async () => {
    const fixed: RegisterProfile = {
      code: "own",
      version: 1,
      definition: ProfileDefinition.parse({
        title: "Своя",
        direction: "debts",
        kind: "fixed",
        encodings: ["cp866"],
        rowStartsWith: "D",
        columns: [
          { field: "account", from: 1, to: 14, digits: 13 },
          { field: "amount", from: 14, to: 25, format: "kopecks" },
          { field: "period", from: 25, to: 31, format: "YYYYMM" },
          { field: "payerName", from: 31, to: 60, optional: true },
        ],
        footer: {
          startsWith: "T",
          columns: [
            { field: "rowCount", from: 1, to: 7 },
            { field: "sum:amount", from: 7, to: 20, format: "kopecks" },
          ],
        },
        identity: ["account"],
      } satisfies WrittenDefinition),
    };
    const read = await readRegister({ bytes: writeRegister(fixed, debts, file).bytes }, fixed);
    expect([codes(read), moneyText(read.counted.total)]).toEqual([[], "59007.42"]);
  });
});

describe("definitions", () => {
  const problems = (change: object): string[] => {
    const result = ProfileDefinition.safeParse({ ...builtIn("sber-register").definition, ...change });
    return result.success ? [] : result.error.issues.map((issue) => issue.message);
  };

  test("that contradict themselves are refused with the place", () => {
    expect(problems({ delimiter: undefined })).toEqual(["delimiter-missing"]);
    expect(problems({ encodings: [] })).toEqual(["encodings-missing"]);
    expect(problems({ identity: ["comment"] })).toEqual(["identity-not-read"]);
    expect(problems({ fileName: "{number}" })).toEqual(["template-unclear"]);
    expect(problems({ columns: [{ field: "account" }] })).toContain("amount-missing");
  });

  test("hold no expression that could keep the machine busy", () => {
    const columns = (pattern: string) => ({
      columns: [
        { field: "account", pattern },
        { field: "amount" },
        { field: "date", format: "DD.MM.YY" },
        { field: "operationId" },
      ],
      checks: [],
    });
    for (const pattern of ["^(a+)+$", "(a|b)*c", "^a*b*c*$", "(?=x)", String.raw`(a)\1`, "["])
      expect(problems(columns(pattern)), pattern).toEqual(["pattern-too-free"]);
    for (const pattern of [String.raw`^\d{1,20}$`, "^(?:44|55)[0-9]{8}$", String.raw`^[A-Z()*+]\d+$`])
      expect(problems(columns(pattern)), pattern).toEqual([]);
  });
});
