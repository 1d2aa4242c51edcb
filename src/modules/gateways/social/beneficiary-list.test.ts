import { readFile } from "node:fs/promises";
import path from "node:path";
import { writeXlsx } from "hucre/xlsx";
import { encode } from "iconv-lite";
import { describe, expect, it } from "vitest";
import { readBeneficiaries } from "./beneficiary-list.ts";

const HEADING =
  "СНИЛС;Фамилия;Имя;Отчество;Дата рождения;Населённый пункт;Улица;Дом;Корпус;Квартира;Код льготы;Процент;Дата начала;Дата окончания";
const LINE =
  "162-498-494 04;Иванова;Мария;Петровна;10.01.1940;г. Североозёрск;ул. Ленина;7;;3;010101;50;01.01.2025;";

const read = async (bytes: Uint8Array) => {
  const list = await readBeneficiaries(bytes);
  if (!list.ok) throw new Error(JSON.stringify(list.refusal));
  return list.value;
};

describe("a list of beneficiaries", () => {
  it("in the office's DBF is read to the last line", async () => {
    const { lines, refused } = await read(
      await readFile(path.join(import.meta.dirname, "vectors", "benefits.dbf")),
    );
    expect(refused).toEqual([]);
    expect(lines).toHaveLength(6);
    expect(lines[1]).toEqual({
      line: 2,
      snils: "12548821972",
      surname: "Петров",
      givenName: "Сергей",
      patronymic: "Иванович",
      born: "1945-02-11",
      settlement: "г. Североозёрск",
      street: "ул. Озёрная",
      house: "12/1",
      block: "",
      flat: "7",
      code: "020304",
      percent: "50",
      from: "2025-01-01",
      to: undefined,
    });
  });

  it("says the same as a text of either encoding and as a workbook", async () => {
    const text = [HEADING, LINE].join("\r\n");
    const workbook = await writeXlsx({
      sheets: [{ name: "Список", rows: [HEADING.split(";"), LINE.split(";")] }],
    });
    const [utf, windows, xlsx] = [
      await read(Buffer.from(text)),
      await read(encode(text, "windows-1251")),
      await read(workbook),
    ];
    expect(utf.lines).toMatchObject([
      { line: 2, snils: "16249849404", born: "1940-01-10", from: "2025-01-01" },
    ]);
    expect(windows).toEqual(utf);
    expect(xlsx).toEqual(utf);
  });

  it.each([
    ["162-498-494 04", "162-498-494 05", "snils_wrong", "162-498-494 05"],
    ["162-498-494 04", "", "snils_missing", ""],
    ["Иванова", "", "name_missing", "Мария"],
    ["010101", "", "code_missing", ""],
    ["01.01.2025", "31.02.2025", "day_wrong", "31.02.2025"],
    ["01.01.2025;", "01.01.2025;01.01.2025", "day_wrong", "01.01.2025"],
  ])(
    "refuses a line where %s is %j, with its number, and keeps the others",
    async (was, is, fault, found) => {
      const { lines, refused } = await read(Buffer.from([HEADING, LINE.replace(was, is), LINE].join("\n")));
      expect(refused).toEqual([{ line: 2, fault, found }]);
      expect(lines.map(({ line }) => line)).toEqual([3]);
    },
  );

  it("without its columns, or of no table at all, is refused as a whole", async () => {
    expect(await readBeneficiaries(Buffer.from("Фамилия;Имя\nИванова;Мария"))).toMatchObject({
      ok: false,
      refusal: {
        code: "social.columns_missing",
        columns: ["снилс", "дом", "улица", "код льготы", "дата начала"],
      },
    });
    expect(await readBeneficiaries(Buffer.from([0, 1, 2, 3]))).toMatchObject({ ok: false });
    expect(await readBeneficiaries(Buffer.from("PK\u0003\u0004 no archive"))).toMatchObject({
      ok: false,
      refusal: { code: "social.not_a_list" },
    });
  });
});
