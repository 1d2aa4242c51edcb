import { deflateRawSync } from "node:zlib";
import * as fc from "fast-check";
import { readXlsx, writeXlsx } from "hucre/xlsx";
import { encode } from "iconv-lite";
import { describe, expect, it } from "vitest";
import { day } from "#core/day";
import { period } from "#core/period";
import { money as kopecks } from "#core/units";
import { date, millionths, money, month, share, whole, yesOrNo } from "./cells.ts";
import type { RowRefusal } from "./problems.ts";
import {
  mergeReads,
  readTemplateCsv,
  readTemplateXlsx,
  type Rows,
  SHEET_NAMES,
  type SheetName,
  SHEETS,
  sheetNamed,
  TEMPLATE_LIMITS,
  type TemplateRead,
  type TemplateRows,
  writeTemplateCsv,
  writeTemplateXlsx,
} from "./templates.ts";
import { readRagged } from "./text.ts";
import { encodingOf, delimiterOf, harmlessCell } from "./text.ts";
import { refusalSentence } from "./words.ts";
import { guardZip } from "./zip-guard.ts";

/** One row for every sheet, with every field that it can have. */
const FULL: { readonly [N in SheetName]: Rows[N] } = {
  organizations: {
    code: "7701234567",
    kind: "company",
    name: "ООО «УК Заречье»",
    shortName: "УК Заречье",
    inn: "7701234567",
    kpp: "770101001",
    ogrn: "1027700000000",
    address: "г. Североозёрск, ул. Лесная, д. 2",
    phone: "+7 8162 50-00-01",
    emergencyPhone: "50-00-02",
    email: "uk@example.ru",
    site: "https://example.ru",
    bankAccount: "40702810000000005678",
    bankName: "АО «Севербанк»",
    bic: "049876543",
    correspondentAccount: "30101810100000000543",
  },
  buildings: {
    code: "VN-0012",
    region: "обл. Новгородская",
    district: "р-н Боровичский",
    settlement: "г. Боровичи",
    quarter: "мкр. Раздолье",
    street: "ул. Сушанская",
    house: "7 корп. 1",
    postcode: "017441",
    houseGuid: "a3b983cf-fb6c-563c-88a3-488bd809ae50",
    cadastralNumber: "53:22:0001001:1234",
    latitude: 58_387_700n,
    longitude: -33_915_500n,
    builtYear: 1982,
    storeysMin: 5,
    storeysMax: 9,
    entrances: 4,
    from: day("2026-11-01"),
    manager: "7701234567",
    kind: "apartments",
    commonPropertyArea: 1_065_400_001n,
    improvement: "full",
    dilapidated: false,
    centralHotWater: true,
  },
  premises: {
    building: "VN-0012",
    number: "12/1",
    kind: "room",
    flat: "12",
    entrance: 1,
    storey: -1,
    cadastralNumber: "53:22:0001001:77",
    from: day("2026-11-01"),
    totalArea: 52_400_000n,
    rooms: 2,
    heating: "own",
    stove: "electric",
    ownership: "municipal",
    meterInstallable: ["cold_water", "hot_water"],
  },
  accounts: {
    building: "VN-0012",
    premises: "12/1",
    number: "0400110010",
    opened: day("2019-03-01"),
    closed: day("2027-01-01"),
    unifiedAccountId: "20АК574354",
    gisServiceId: "20АК574354-01",
    from: day("2026-11-01"),
    shareNumerator: 1n,
    shareDenominator: 3n,
    owners: 2,
    holder: "person",
    holderName: "Иванова Мария Петровна",
    phone: "+7 911 000-00-00",
    email: "ivanova@example.ru",
  },
  residents: {
    building: "VN-0012",
    account: "0400110010",
    surname: "Ёлкина",
    givenName: "Анна-Мария",
    patronymic: "Сергеевна",
    born: day("1970-01-10"),
    snils: "16249849404",
    registration: "temporary",
    from: day("2019-03-01"),
    to: day("2026-12-01"),
  },
  meters: {
    building: "VN-0012",
    premises: "12/1",
    serial: "007000",
    resource: "electricity",
    model: "СЭ-2",
    integerDigits: 6,
    fractionDigits: 2,
    tariffScales: 2,
    ratio: 40n,
    installed: day("2019-03-01"),
    removed: day("2027-01-01"),
    verifiedUntil: day("2031-02-28"),
    brokenFrom: day("2026-12-01"),
  },
  readings: {
    building: "VN-0012",
    meter: "007000",
    scale: 1,
    takenOn: day("2026-11-20"),
    value: 100_053_000n,
    mark: "closing",
    source: "act",
  },
  services: {
    building: "VN-0012",
    service: "COLD_WATER",
    provider: "7701234567",
    method: "individual",
    account: "0400110010",
    from: day("2026-11-01"),
    to: day("2027-07-01"),
  },
  values: {
    level: "account",
    building: "VN-0012",
    account: "0400110010",
    organization: "7701234567",
    provider: "7701234567",
    service: "COLD_WATER",
    parameter: "rate",
    variant: "full",
    zone: 2,
    rangeFrom: 3_900_000_000n,
    from: day("2026-11-01"),
    to: day("2027-07-01"),
    value: 48_320_000n,
    basis: "Постановление № 74/3 от 18.12.2025",
  },
  balances: {
    building: "VN-0012",
    account: "0400110010",
    service: "HEATING",
    provider: "7701234567",
    period: period("2026-10"),
    amount: kopecks(-150_025n),
  },
};
const asRows = Object.fromEntries(SHEET_NAMES.map((name) => [name, [FULL[name]]])) as TemplateRows;
const rowsIn = (read: TemplateRead, name: SheetName): unknown[] =>
  (read.sheets[name]?.rows ?? []).map((one) => one.row);
const good = <T>(result: { ok: true; value: T } | { ok: false; refusal: { code: string } }): T => {
  if (!result.ok) throw new Error(JSON.stringify(result.refusal));
  return result.value;
};
const csv = (sheet: SheetName, text: string): TemplateRead => good(readTemplateCsv(sheet, Buffer.from(text)));
const brief = (refused: readonly RowRefusal[]) =>
  refused.map(({ row, column, code }) => `${row} ${column}: ${code}`);

describe("what is written is read back the same", () => {
  it.each(["ru", "en"] as const)("a workbook with every field of every sheet (%s)", async (language) => {
    const read = good(await readTemplateXlsx(await writeTemplateXlsx(language, asRows)));
    expect(read.refused).toEqual([]);
    expect(read.ignored).toEqual([]);
    for (const name of SHEET_NAMES) expect(rowsIn(read, name), name).toEqual([FULL[name]]);
  });

  it.each(SHEET_NAMES)("CSV: %s", (name) => {
    for (const language of ["ru", "en"] as const) {
      const text = [...writeTemplateCsv(name, language, [FULL[name]])].join("");
      const read = good(readTemplateCsv(name, Buffer.from(text)));
      expect(read.refused).toEqual([]);
      expect(rowsIn(read, name)).toEqual([FULL[name]]);
    }
  });

  it("an empty template is a workbook without rows, with a note on every heading and lists to choose from", async () => {
    const bytes = await writeTemplateXlsx("ru");
    const read = good(await readTemplateXlsx(bytes));
    expect(SHEET_NAMES.every((name) => read.sheets[name]?.rows.length === 0)).toBe(true);
    const book = await readXlsx(bytes);
    expect(book.sheets.map((sheet) => sheet.name)).toEqual([
      "Пояснения",
      ...SHEET_NAMES.map((name) => SHEETS[name].ru),
    ]);
    const premises = book.sheets.find((sheet) => sheet.name === "Помещения");
    expect(premises?.rows[0]).toContain("Общая площадь, м² *");
    expect(premises?.cells?.get("0,0")?.comment?.text).toContain("VN-0012");
    expect(premises?.dataValidations?.some((one) => one.values?.includes("квартира"))).toBe(true);
  });

  it("every example of every column is read by its own column", () => {
    for (const name of SHEET_NAMES)
      for (const [key, column] of Object.entries(SHEETS[name].columns)) {
        if (column.example === "") continue;
        expect(column.type.read(column.example), `${name}.${key}`).toHaveProperty("value");
        if (column.fallback !== undefined)
          expect(column.type.read(column.fallback), `${name}.${key}`).toHaveProperty("value");
      }
  });
});

describe("CSV as people save it", () => {
  const header = "Код дома;Заводской номер;Дата показания;Показание";
  it.each([
    ["semicolons and decimal commas", `${header}\r\nA;SN-1;20.11.2026;1 100,053\r\n`],
    ["tabs", `${header.replaceAll(";", "\t")}\nA\tSN-1\t2026-11-20\t1100.053\n`],
    ["commas and quotes", `${header.replaceAll(";", ",")}\nA,SN-1,20.11.2026,"1100,053"\n`],
    ["a byte order mark", `\uFEFF${header}\nA;SN-1;20.11.2026;1\u00a0100,053`],
    ["English headings and a star", "Building code *;serial;Taken on;READING\nA;SN-1;2026-11-20;1100.053"],
  ])("%s", (_, text) => {
    const read = csv("readings", text);
    expect(read.refused).toEqual([]);
    expect(rowsIn(read, "readings")).toEqual([
      {
        building: "A",
        meter: "SN-1",
        scale: 0,
        takenOn: "2026-11-20",
        value: 1_100_053_000n,
        mark: "regular",
        source: "clerk",
      },
    ]);
    expect(read.fallbacks.map((one) => `${one.column}=${one.value}`)).toEqual([
      "Шкала=0",
      "Вид показания=обычное",
      "Источник=работник",
    ]);
  });

  it("Windows-1251 and UTF-16", () => {
    const text = `${header}\r\nДом Ё;SN-1;20.11.2026;5\r\n`;
    for (const bytes of [
      encode(text, "windows-1251"),
      Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from(text, "utf16le")]),
    ])
      expect(rowsIn(good(readTemplateCsv("readings", bytes)), "readings")).toMatchObject([
        { building: "Дом Ё", value: 5_000_000n },
      ]);
  });

  it("a sheet is known by its name in either language", () => {
    expect(sheetNamed("Дома.csv")).toBe("buildings");
    expect(sheetNamed("Opening balances")).toBe("balances");
    expect(sheetNamed("readings.csv")).toBe("readings");
    expect(sheetNamed("Лист1")).toBeUndefined();
  });

  it("files of one sheet are put together", () => {
    const one = csv("readings", `${header}\nA;1;20.11.2026;5`);
    const two = csv("readings", `${header}\nB;2;20.11.2026;6`);
    expect(rowsIn(mergeReads([one, two]), "readings")).toHaveLength(2);
  });
});

describe("rows are refused alone, with their place and reason", () => {
  const header = "Код дома;Заводской номер;Дата показания;Показание;Вид показания";
  it("each wrong cell is named", () => {
    const read = csv(
      "readings",
      `${header}\nA;SN-1;31.02.2026;сто;странное\n\nA;;20.11.2026;-1;\nA;SN-1;20.11.2026;5;;6\nA;SN-1;20.11.2026;5;`,
    );
    expect(brief(read.refused)).toEqual([
      "2 Дата показания: not-a-date",
      "2 Показание: not-a-number",
      "2 Вид показания: not-a-choice",
      "4 Заводской номер: value-missing",
      "4 Показание: number-out-of-range",
      "5 : wrong-number-of-columns",
    ]);
    expect(rowsIn(read, "readings")).toHaveLength(1);
    expect(read.refused[0]?.original).toEqual(["A", "SN-1", "31.02.2026", "сто", "странное"]);
    for (const one of read.refused)
      for (const language of ["ru", "en"] as const)
        expect(refusalSentence(language, one).length).toBeGreaterThan(10);
  });

  it("what two cells say together", () => {
    const residents = "Код дома;Лицевой счёт;Фамилия;Имя;Регистрация;Зарегистрирован с;Снят с учёта";
    expect(
      brief(
        csv("residents", `${residents}\nA;4400110010;Иванова;Мария;постоянная;01.11.2026;01.10.2026`).refused,
      ),
    ).toEqual(["2 Снят с учёта: dates-reversed"]);
    const values = "Уровень;Услуга;Показатель;Действует с;Значение;Документ";
    expect(brief(csv("values", `${values}\nдом;Холодная вода;тариф;01.11.2026;48,32;№ 1`).refused)).toEqual([
      "2 Код дома: value-missing",
    ]);
  });

  it("a number that a spreadsheet has cut to fifteen digits is not believed", async () => {
    const sheet = {
      name: "Организации",
      rows: [
        ["Код организации", "Вид", "Наименование", "Расчётный счёт"],
        ["1", "поставщик ресурса", "Водоканал", Number("40702810000000005678")],
      ],
    };
    const read = good(await readTemplateXlsx(await writeXlsx({ sheets: [sheet] })));
    expect(brief(read.refused)).toEqual(["2 Расчётный счёт: digits-lost"]);
  });

  it("a spreadsheet's binary numbers, dates and TRUE are what was typed", async () => {
    const sheet = {
      name: "Дома",
      rows: [
        [
          "Код дома",
          "Населённый пункт",
          "Номер дома",
          "Действует с",
          "Вид дома",
          "Площадь общего имущества, м²",
          "Аварийный",
          "Централизованная горячая вода",
        ],
        [12, "г. Боровичи", 7, new Date("2026-11-01T00:00:00Z"), "многоквартирный", 0.1 + 0.2, false, true],
      ],
    };
    const read = good(await readTemplateXlsx(await writeXlsx({ sheets: [sheet] })));
    expect(rowsIn(read, "buildings")).toEqual([
      {
        code: "12",
        settlement: "г. Боровичи",
        house: "7",
        from: "2026-11-01",
        kind: "apartments",
        commonPropertyArea: 300_000n,
        improvement: "",
        dilapidated: false,
        centralHotWater: true,
      },
    ]);
  });
});

describe("files that are refused whole", () => {
  const code = (result: { ok: boolean; refusal?: { code: string } }): string | undefined =>
    result.ok ? undefined : result.refusal?.code;
  it("missing, repeated and unknown columns", () => {
    expect(code(readTemplateCsv("readings", Buffer.from("Код дома;Показание\nA;5")))).toBe(
      "import.missing_columns",
    );
    expect(code(readTemplateCsv("readings", Buffer.from("Код дома;Код дома;Показание\nA;A;5")))).toBe(
      "import.repeated_column",
    );
    expect(
      csv("readings", "Код дома;Заводской номер;Дата показания;Показание;Примечание\nA;1;20.11.2026;5;x")
        .ignored,
    ).toEqual(["Показания: Примечание"]);
  });
  it("a workbook without a template's sheet, a text, an empty file", async () => {
    expect(
      code(await readTemplateXlsx(await writeXlsx({ sheets: [{ name: "Лист1", rows: [["a"]] }] }))),
    ).toBe("import.unknown_sheet");
    expect(code(await readTemplateXlsx(Buffer.from("Код дома;Показание")))).toBe("import.not_a_table");
    expect(code(await readTemplateXlsx(new Uint8Array()))).toBe("import.not_a_table");
    expect(code(readTemplateCsv("readings", new Uint8Array()))).toBe("import.missing_columns");
    expect(code(readTemplateCsv("readings", Buffer.from('a;"b')))).toBe("import.not_a_table");
  });
  it("too large and too long", async () => {
    const bytes = await writeTemplateXlsx("ru", asRows);
    expect(code(await readTemplateXlsx(bytes, { ...TEMPLATE_LIMITS, bytes: 100 }))).toBe(
      "import.file_too_large",
    );
    expect(code(await readTemplateXlsx(bytes, { ...TEMPLATE_LIMITS, unpackedBytes: 1000 }))).toBe(
      "import.unpacked_too_large",
    );
    const long = `Код дома;Заводской номер;Дата показания;Показание\n${"A;1;20.11.2026;5\n".repeat(50)}`;
    expect(code(readTemplateCsv("readings", Buffer.from(long), { ...TEMPLATE_LIMITS, rows: 10 }))).toBe(
      "import.too_many_rows",
    );
  });
});

describe("an archive is unpacked by us before a library sees it", () => {
  const limits = { unpackedBytes: 1 << 20, entries: 10 };
  const zip = (data: Buffer, declared = data.length, packed = deflateRawSync(data)): Buffer => {
    const local = Buffer.alloc(30);
    local.writeUInt32LE(0x04034b50, 0);
    const central = Buffer.alloc(46);
    central.writeUInt32LE(0x02014b50, 0);
    central.writeUInt16LE(8, 10);
    central.writeUInt32LE(packed.length, 20);
    central.writeUInt32LE(declared, 24);
    const end = Buffer.alloc(22);
    end.writeUInt32LE(0x06054b50, 0);
    end.writeUInt16LE(1, 10);
    end.writeUInt32LE(local.length + packed.length, 16);
    return Buffer.concat([local, packed, central, end]);
  };
  const verdict = (bytes: Uint8Array) => {
    const result = guardZip(bytes, limits);
    return result.ok ? "sound" : result.refusal.code;
  };
  it("a sound one", () => expect(verdict(zip(Buffer.from("hello")))).toBe("sound"));
  it("a bomb that says what it is, and one that lies", () => {
    const bomb = Buffer.alloc(50 << 20);
    expect(verdict(zip(bomb))).toBe("import.unpacked_too_large");
    expect(verdict(zip(bomb, 100))).toBe("import.unpacked_too_large");
  });
  it("one that declares another size than it has", () =>
    expect(verdict(zip(Buffer.from("hello"), 4))).toBe("import.not_a_table"));
  it("damaged ones never throw", () => {
    const sound = zip(Buffer.from("hello, this is a sheet"));
    fc.assert(
      fc.property(fc.nat(sound.length - 1), fc.nat(255), (at, byte) => {
        const damaged = Buffer.from(sound);
        damaged[at] = byte;
        expect(["sound", "import.not_a_table", "import.unpacked_too_large"]).toContain(verdict(damaged));
      }),
    );
    for (let cut = 0; cut < sound.length; cut += 1) expect(verdict(sound.subarray(0, cut))).not.toBe("sound");
  });
});

describe("a whole workbook with a byte changed is read or refused, never a crash", () => {
  it("mutations", async () => {
    const bytes = await writeTemplateXlsx("ru", asRows);
    await fc.assert(
      fc.asyncProperty(fc.nat(bytes.length - 1), fc.nat(255), async (at, byte) => {
        const damaged = Uint8Array.from(bytes);
        damaged[at] = byte;
        expect(typeof (await readTemplateXlsx(damaged)).ok).toBe("boolean");
      }),
      { numRuns: 60 },
    );
  });
});

describe("cells", () => {
  const value = (found: { value: unknown } | { problem: { code: string } }): unknown =>
    "value" in found ? found.value : found.problem.code;
  it.each([
    [millionths(0n, 100n), "48,32", 48_320_000n],
    [millionths(0n, 100n), "48.3200001", "too-many-decimals"],
    [millionths(0n, 100n), "101", "number-out-of-range"],
    [millionths(-100n, 100n), "−5,5", -5_500_000n],
    [millionths(0n, 100n), "1e3", "not-a-number"],
    [millionths(0n, 100n), "#N/A", "not-a-number"],
    [money, "1 500,25", 150_025n],
    [money, "-0,01", -1n],
    [money, "1500,255", "too-many-decimals"],
    [date, "1.3.2019", "2019-03-01"],
    [date, "2019-03-01", "2019-03-01"],
    [date, "29.02.2025", "not-a-date"],
    [date, "01.03.0219", "number-out-of-range"],
    [month, "11.2026", "2026-11"],
    [month, "2026-11-01", "2026-11"],
    [month, "13.2026", "not-a-period"],
    [whole(0, 10), "7,0", 7],
    [whole(0, 10), "7,5", "not-a-number"],
    [whole(0, 10), "11", "number-out-of-range"],
    [yesOrNo, "Да", true],
    [yesOrNo, "может быть", "not-a-choice"],
    [share, "2/3", { numerator: 2n, denominator: 3n }],
    [share, "3/2", "share-over-whole"],
    [share, "0,5", "text-not-allowed"],
  ])("%#: %s", (type, text, expected) =>
    expect(value((type as { read(text: string): { value: unknown } }).read(text))).toEqual(expected),
  );

  it("millionths and money survive being written", () => {
    fc.assert(
      fc.property(fc.bigInt(-(10n ** 17n), 10n ** 17n), (amount) => {
        const type = millionths(-(10n ** 12n), 10n ** 12n);
        expect(value(type.read(type.write(amount)))).toBe(amount);
      }),
    );
    fc.assert(
      fc.property(fc.bigInt(-(10n ** 12n), 10n ** 12n), (amount) => {
        expect(value(money.read(money.write(kopecks(amount))))).toBe(amount);
      }),
    );
  });
});

describe("text files", () => {
  it("a letter cut in two at the end of the first piece is still UTF-8", () => {
    const text = Buffer.from("Дом".repeat(3000));
    for (let cut = 8000; cut < 8006; cut += 1) expect(encodingOf(text.subarray(0, cut))).toBe("utf-8");
    expect(encodingOf(encode("Дом Ё", "windows-1251"))).toBe("windows-1251");
  });
  it("the delimiter is the header's, outside quotes", () => {
    expect(delimiterOf('"a,b";c\n1,2,3,4')).toBe(";");
    expect(delimiterOf("a\tb,c\td")).toBe("\t");
    expect(delimiterOf("a")).toBe(",");
  });
  it("cells that a spreadsheet would run are disarmed; negative numbers are not", () => {
    for (const cell of ["=1+1", "+A1", "@SUM(A1)", "-cmd", "\t=1", "\r=1"])
      expect(harmlessCell(cell)).toBe(`'${cell}`);
    for (const cell of ["-5", "-5,25", "+7", "обычный текст", ""]) expect(harmlessCell(cell)).toBe(cell);
  });
});

it("errors have their stacks again once rows of unequal length were read, and when they were not", () => {
  const { stackTraceLimit } = Error;
  const seen: number[] = [];
  expect(readRagged(() => seen.push(Error.stackTraceLimit))).toBe(1);
  expect(() =>
    readRagged(() => {
      throw new Error("no table");
    }),
  ).toThrow("no table");
  expect([seen, Error.stackTraceLimit]).toEqual([[0], stackTraceLimit]);
});
