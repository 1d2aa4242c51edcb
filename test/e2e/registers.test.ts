import { readFileSync } from "node:fs";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { CHROMIUM, expectNoAxeViolations, serveTown, type Town } from "./town.ts";

const VECTORS = path.join(import.meta.dirname, "../../src/modules/gateways/registers/vectors");

/*
 * A bank sends its register with bars instead of semicolons. The operator drops the file, sees why no profile reads it,
 * mends the profile beside the rows, and saves it as the next version. Told in order.
 */
describe.skipIf(CHROMIUM === undefined)("profiles of registers", () => {
  let town: Town;
  beforeAll(async () => {
    town = await serveTown();
  }, 300_000);
  afterAll(() => town.close());

  const semicolons = readFileSync(path.join(VECTORS, "sber-register.txt"));
  const file = {
    name: "0112.txt",
    mimeType: "text/plain",
    buffer: Buffer.from(semicolons.map((byte) => (byte === 0x3b ? 0x7c : byte))),
  };

  it("say why they do not read a file, are mended, and are saved with it", async () => {
    const { page, go, complaints } = await town.open("operator");
    await go("/app/registers/profiles");
    await page
      .getByLabel("Какой профиль читает файл?")
      .last()
      .setInputFiles(path.join(VECTORS, "sber-register.txt"));
    await page.getByRole("status").getByText("Число строк и суммы сходятся.").waitFor();
    await page.getByRole("status").getByRole("link", { name: "Сбербанк: реестр платежей" }).click();

    await page.getByRole("heading", { name: "Сбербанк: реестр платежей с итоговой строкой" }).waitFor();
    await page.getByLabel("Выберите файл или перетащите сюда").last().setInputFiles(file);
    await page.getByText("Строка 1: столбцов 1, должно быть 12.").waitFor();
    const save = page.getByRole("button", { name: "Сохранить новой версией" });
    await expect(save.getAttribute("aria-disabled")).resolves.toBe("true");

    await page.getByLabel("Разделитель столбцов").selectOption({ label: "черта |" });
    await page.getByText("Прочитано 7 платежей").waitFor();
    await page.getByRole("row", { name: /^Сумма 22 471,73 22 471,73$/ }).waitFor();
    await expectNoAxeViolations(page, "a sample that is read");

    await page.getByLabel("Почему").fill("Письмо банка от 20.11.2026");
    await save.click();
    await page.getByText("Версия 2 сохранена.").waitFor();
    await page.getByText("образец 0112.txt").waitFor();
    await expect(page.getByLabel("Разделитель столбцов").inputValue()).resolves.toBe("|");
    expect(complaints).toEqual([]);
  });
});
