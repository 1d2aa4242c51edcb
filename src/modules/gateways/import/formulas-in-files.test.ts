import { readXlsx } from "hucre/xlsx";
import { expect, test } from "vitest";
import { day } from "#core/day";
import { period } from "#core/period";
import { money } from "#core/units";
import { identifiersWorkbook } from "../gis/identifiers-file.ts";
import { accountsRequest } from "../gis/requests.ts";
import { messageWorkbook } from "../gis/workbook.ts";
import { providerMonthXlsx } from "../orders/provider-file.ts";
import { writeTemplateXlsx } from "./templates.ts";

const EVIL = ["=1+1", "+cmd|' /C calc'!A0", "@SUM(A1)", "-2+3", "\t=1"];

const cellsOf = async (bytes: Uint8Array): Promise<unknown[]> =>
  (await readXlsx(bytes)).sheets.flatMap(({ rows }) => rows.flat());

test.each(EVIL)("no workbook that is written here has a cell that begins as %j", async (evil) => {
  const place = {
    building: evil,
    address: evil,
    premises: evil,
    account: evil,
    guid: evil,
    unified: evil,
    service: evil,
  };
  const sums = {
    opening: money(0n),
    allocated: money(0n),
    returned: money(0n),
    withheld: money(0n),
    transferred: money(0n),
    closing: money(0n),
  };
  const payment = {
    company: evil,
    number: 1,
    address: evil,
    account: evil,
    day: day("2026-11-20"),
    document: 1n,
    allocated: money(0n),
    commission: money(0n),
    withheld: money(0n),
  };
  const account = {
    transport: "00000000-0000-4000-8000-000000000001",
    kind: "UO",
    number: "1",
    place: { house: evil },
    holder: { surname: evil, givenName: evil, patronymic: evil },
  } as const;
  const building = { code: evil, city: evil, street: evil, number: evil };
  const files = [
    await identifiersWorkbook([place], "ru"),
    await providerMonthXlsx({ provider: evil, period: period("2026-11"), ...sums }, [payment], "ru"),
    await messageWorkbook("accounts", accountsRequest([account])),
    await writeTemplateXlsx("ru", { buildings: [building as never] }),
  ];
  for (const [index, file] of files.entries()) {
    const cells = (await cellsOf(file)).filter((cell) => typeof cell === "string");
    expect(
      cells.filter((cell) => /^[=+@\t]/.test(cell) || cell === evil),
      `file ${index}`,
    ).toEqual([]);
    expect(
      cells.some((cell) => cell.startsWith("'")),
      `file ${index}`,
    ).toBe(true);
  }
});
