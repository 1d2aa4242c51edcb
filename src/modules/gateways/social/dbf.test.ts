import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import { DBFFile } from "dbffile";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { day } from "#core/day";
import { period } from "#core/period";
import { money } from "#core/units";
import { readDbf, writeDbf } from "./dbf.ts";
import { socialRegisterDbf } from "./register-dbf.ts";
import type { SocialRegisterRow } from "./register-file.ts";

/* DBF as others read and write it: the samples of the offices, and the reader of dbffile on the other side. */

let dir: string;
beforeAll(async () => {
  dir = await mkdtemp(path.join(os.tmpdir(), "pay-logic-dbf-"));
});
afterAll(() => rm(dir, { recursive: true, force: true }));

const vector = (name: string) => readFile(path.join(import.meta.dirname, "vectors", name));
async function readByAnother(bytes: Uint8Array) {
  const file = path.join(dir, "written.dbf");
  await writeFile(file, bytes);
  const dbf = await DBFFile.open(file, { encoding: "cp866" });
  return { fields: dbf.fields, rows: await dbf.readRecords() };
}

const row: SocialRegisterRow = {
  account: "4400110270",
  address: "г. Североозёрск, пр-кт Мира, д. 45А, кв. 11",
  place: { settlement: "г. Североозёрск", street: "пр-кт Мира", house: "45А", block: "", premises: "11" },
  beneficiary: "Ёлкина Анна-Мария Сергеевна",
  holder: "Ёлкин Пётр",
  born: day("1950-03-12"),
  category: "Ветеран труда",
  document: "Удостоверение № 4471",
  mode: "discount",
  chargedFor: period("2026-11"),
  service: "Отопление",
  serviceCode: "HEATING",
  provider: "АО «Теплосеть»",
  unit: "Gcal",
  rate: 2_310_550_000n,
  norm: undefined,
  volume: 1_840_000n,
  persons: 1_000_000n,
  percent: 50_000_000n,
  charged: money(425_141n),
  amount: money(212_571n),
  monthsInArrears: 2,
  owed: money(543_789n),
};

describe("a file of the office", () => {
  it("is read with its Ё, its hyphens and its days", async () => {
    const read = readDbf(await vector("benefits.dbf"));
    if (!read.ok) throw new Error(read.refusal.code);
    expect(read.value.map(({ line }) => line)).toEqual([1, 2, 3, 4, 5, 6]);
    const cells = read.value[2]?.cells;
    expect(cells?.get("FM")).toBe("Ёлкина");
    expect(cells?.get("IM")).toBe("Анна-Мария");
    expect(cells?.get("DTR")).toBe("1950-03-12");
    expect(cells?.get("DOM")).toBe("45А");
  });

  it("whose header lies is refused before it is believed", async () => {
    const bytes = Buffer.from(await vector("benefits.dbf"));
    bytes.writeUInt32LE(4_000_000_000, 4);
    expect(readDbf(bytes)).toEqual({
      ok: false,
      refusal: { code: "social.dbf_damaged", declared: 4_000_000_000, found: 6 },
    });
    expect(readDbf(Buffer.from("Фамилия;Имя\n"))).toMatchObject({
      ok: false,
      refusal: { code: "social.not_dbf" },
    });
    expect(readDbf(bytes.subarray(0, 40))).toMatchObject({ ok: false });
  });

  it("gives no record that was deleted", async () => {
    const bytes = Buffer.from(await vector("benefits.dbf"));
    bytes[bytes.readUInt16LE(8)] = 0x2a;
    const read = readDbf(bytes);
    expect(read.ok && read.value.map(({ line }) => line)).toEqual([2, 3, 4, 5, 6]);
  });
});

describe("the register as DBF", () => {
  it("has the fields of the office's sample, and the benefit behind them", async () => {
    const sample = await DBFFile.open(path.join(import.meta.dirname, "vectors", "social-charges.dbf"), {
      encoding: "cp866",
    });
    const shape = (fields: typeof sample.fields) =>
      fields.map(({ name, type, size, decimalPlaces }) => `${name} ${type}${size}.${decimalPlaces ?? 0}`);
    const { fields } = await readByAnother(socialRegisterDbf([row], { day: day("2026-11-23") }));
    expect(shape(fields)).toEqual([...shape(sample.fields), "SUML N12.2"]);
  });

  it("is read by another reader as it was meant", async () => {
    const subsidy: SocialRegisterRow = {
      ...row,
      beneficiary: undefined,
      serviceCode: "",
      volume: undefined,
      rate: undefined,
      amount: money(-12_000n),
    };
    const { rows } = await readByAnother(socialRegisterDbf([row, subsidy], { day: day("2026-11-23") }));
    expect(rows[0]).toMatchObject({
      LCHET: "4400110270",
      FAM: "Ёлкина",
      IM: "Анна-Мария",
      OT: "Сергеевна",
      NNASP: "г. Североозёрск",
      NDOM: "45А",
      KODUSL: "OTOPL",
      GOD: "2026",
      MES: "11",
      OBJEM: 1.84,
      TARIF: 2310.55,
      NACH: 4251.41,
      OPLATA: null,
      DOLG: 5437.89,
      DOLGMES: 2,
      SUML: 2125.71,
    });
    expect(rows[1]).toMatchObject({ FAM: "Ёлкин", IM: "Пётр", KODUSL: "SUBSID", OBJEM: null, SUML: -120 });
  });

  it("cuts a text that is too long, and no number", () => {
    const field = { name: "A", type: "C", length: 3 } as const;
    const read = readDbf(writeDbf([field, { ...field, name: "B" }], [["абвг", "де"]], { day: "2026-11-23" }));
    expect(read.ok && [...(read.value[0]?.cells ?? [])]).toEqual([
      ["A", "абв"],
      ["B", "де"],
    ]);
    expect(() => writeDbf([{ ...field, type: "N" }], [["1000"]], { day: "2026-11-23" })).toThrow(RangeError);
  });
});
