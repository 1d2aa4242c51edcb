import { readFile } from "node:fs/promises";
import { XMLParser } from "fast-xml-parser";
import iconv from "iconv-lite";
import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { must } from "#core/assert";
import { day } from "#core/day";
import { moneyText, parseMoney, sumOf } from "#core/money";
import { type Money, money } from "#core/units";
import { PEOPLE } from "#flows/demo-town";
import { writeClientBank } from "#modules/gateways";
import { INVARIANTS, verify } from "#modules/reporting";
import { CHROMIUM, expectNoAxeViolations, serveTown, settled, type Town, type Window } from "./town.ts";

/*
 * A day of the center. Five registers of the bank come, one of them twice and one in another encoding than agreed;
 * twenty payments without an account are decided; the bank's statement brings the money and the day is reconciled to
 * the kopeck; a settlement is approved and its order leaves as pain.001, by two people; the next statement has the
 * order's debit. Told in order, by the keys that the operator works with.
 */

const { ivanova, petrov, yolkina } = PEOPLE;
const BANK = { name: "АО СЕВЕРБАНК", inn: "9901001239", account: "30101810100000000543", bic: "049876543" };

interface Paid {
  readonly account: string;
  readonly name: string;
  readonly amount: Money;
}

const roubles = (whole: number): Money => money(BigInt(whole) * 100n);
const of = (account: string, name: string, whole: number): Paid => ({
  account,
  name,
  amount: roubles(whole),
});

/** What is decided of a number that no account has. */
type Decision =
  | { readonly accept: string }
  | { readonly find: string }
  | { readonly split: readonly [string, Money] }
  | { readonly reason: string };

const AUNT = "Сидорова Вера Ильинична";
const OLD_NUMBER = "7100045";
const DECISIONS: Readonly<Record<string, Decision>> = {
  // A digit too many, one mistyped, two swapped: the number and the name speak for the account.
  "44001100100": { accept: ivanova.account },
  "4400110017": { accept: ivanova.account },
  "4400110100": { accept: ivanova.account },
  "44001101450": { accept: petrov.account },
  "4400110154": { accept: petrov.account },
  "4400110144": { accept: petrov.account },
  "44001102700": { accept: yolkina.account },
  "4400110207": { accept: yolkina.account },
  "4400110271": { accept: yolkina.account },
  "440011027": { accept: yolkina.account },
  // The number of the books before these.
  [OLD_NUMBER]: { find: yolkina.account },
  "5550001": { split: [petrov.account, roubles(100)] },
  "9999999": { reason: "платёж не за жильё" },
};

const FIRST = [
  of(ivanova.account, ivanova.name, 1500),
  of(petrov.account, petrov.name, 2437),
  of("44001100100", ivanova.name, 301),
  of("4400110154", petrov.name, 302),
  of(OLD_NUMBER, AUNT, 303),
  of("9999999", "ООО Ромашка", 304),
  of("5550001", "Петровы вдвоём", 350),
];
const SECOND = [
  of(yolkina.account, yolkina.name, 890),
  of("44001101450", "", 401),
  of("44001102700", "", 402),
  of("440011027", "", 403),
  of("44001100100", "", 404),
  of("44001101450", "", 405),
];
const THIRD = [
  of(OLD_NUMBER, AUNT, 501),
  of("4400110017", ivanova.name, 502),
  of("4400110100", ivanova.name, 503),
  of("4400110144", petrov.name, 504),
  of("4400110207", yolkina.name, 505),
  of("4400110271", yolkina.name, 506),
  of(OLD_NUMBER, AUNT, 507),
  of("44001102700", yolkina.name, 508),
];
const FOURTH = [
  of(ivanova.account, ivanova.name, 601),
  // The rule that was learnt by now knows it.
  of(OLD_NUMBER, AUNT, 602),
  of("4400110154", petrov.name, 603),
];

const feeOf = (amount: Money): Money => money(amount / 100n);

/** The bank's layout with its last line; the order that carries the money is named there. */
function register(rows: readonly Paid[], order: number): string {
  const sum = (pick: (amount: Money) => Money): string =>
    moneyText(sumOf(rows.map(({ amount }) => pick(amount))));
  const net = (amount: Money): Money => money(amount - feeOf(amount));
  return [
    ...rows.map(
      ({ account, name, amount }, at) =>
        `21-11-2026;10-${String(at).padStart(2, "0")}-00;8999/0123;0001;${order}00${at};${account};${name};;1126;${moneyText(amount)};${moneyText(net(amount))};${moneyText(feeOf(amount))}`,
    ),
    `=${rows.length};${sum((amount) => amount)};${sum(net)};${sum(feeOf)};${order};22-11-2026`,
    "",
  ].join("\r\n");
}

const tabbed = (rows: readonly Paid[]): string =>
  [
    "Дата\tНомер операции\tЛицевой счёт\tСумма, руб.\tКомментарий",
    ...rows.map(
      ({ account, amount }, at) =>
        `21.11.2026 09:0${at}:00\t8800${at}\t${account}\t"${moneyText(amount).replace(".", ",")}"\tЖКУ`,
    ),
    "",
  ].join("\r\n");

const file = (name: string, text: string, encoding = "win1251") => ({
  name,
  mimeType: "text/plain",
  buffer: iconv.encode(text, encoding),
});

describe.skipIf(CHROMIUM === undefined)("a day of the center", () => {
  let town: Town;
  let operator: Window;
  let orders: readonly OrderRead[] = [];
  beforeAll(async () => {
    town = await serveTown();
    operator = await town.open("operator");
  }, 300_000);
  afterAll(() => town.close());

  it("five registers: three are posted, one came before, one is in another encoding", async () => {
    const { page, go } = operator;
    await go("/app/registers?agent=severbank");
    const first = register(FIRST, 4511);
    const files = page.locator("input[type=file]");
    await files.setInputFiles([
      file("2111-1.txt", first),
      file("2111-2.csv", tabbed(SECOND), "utf8"),
      file("2111-3.txt", register(THIRD, 4513)),
      file("2111-1 (копия).txt", first),
      file("2111-4.txt", register(FOURTH, 4514), "cp866"),
    ]);
    await page.getByText(/2111-1 \(копия\)\.txt уже приходил, файл №\s\d+/).waitFor();
    await page.getByRole("row", { name: /2111-4\.txt.*Профиль не определён/ }).waitFor();
    for (const name of ["2111-1", "2111-2", "2111-3"]) {
      await page.getByRole("row", { name: new RegExp(`${name}\\.(txt|csv).*Проведён`) }).waitFor();
    }
    expect(await page.getByRole("row", { name: /копия/ }).count()).toBe(0);

    // Nobody guesses: by the profile that was agreed, the file says itself what is wrong with it.
    await page.getByRole("link", { name: "2111-4.txt" }).click();
    await page.getByLabel("Профиль").selectOption("sber-register");
    await page.getByRole("button", { name: "Принять по этому профилю" }).click();
    await page.getByText(/cp866.*windows-1251/i).waitFor();
    await expectNoAxeViolations(page, "a register that is refused");
    expect(operator.complaints).toEqual([]);
  });

  it("twenty payments without an account are decided by keys, and a rule is learnt on the way", async () => {
    const { page, go } = operator;
    await go("/app/unmatched");
    const before = [...FIRST, ...SECOND, ...THIRD].filter(({ account }) => account in DECISIONS);
    expect(await waiting(page)).toBe(before.length);
    let offers = 0;
    for (let left = before.length; left > 0; left--) {
      await decide(page);
      await expect.poll(() => waiting(page)).toBe(left - 1);
      const offer = page.getByRole("button", { name: "Сделать правило" });
      if (await offer.isVisible()) {
        offers += 1;
        await expectNoAxeViolations(page, "a rule is offered");
        await offer.press("Enter");
        await page.getByText(`Теперь такие строки зачисляются на счёт ${yolkina.account}`).first().waitFor();
        await offer.waitFor({ state: "detached" });
      }
    }
    expect(offers).toBe(1);
    await page.getByText("Невыясненных нет").waitFor();

    // The bank sends the fourth register again, as agreed: the rule decides of a line by itself.
    await go("/app/registers?agent=severbank");
    await page.locator("input[type=file]").setInputFiles(file("2111-4.txt", register(FOURTH, 4514)));
    await page.getByText(/^2111-4\.txt: проведен/).waitFor();
    await go("/app/unmatched");
    expect(await waiting(page)).toBe(1);
    await decide(page);
    await page.getByText("Невыясненных нет").waitFor();
    expect(operator.complaints).toEqual([]);
  });

  it("the statement brings the money, and the day is reconciled to the kopeck", async () => {
    const { page, go } = operator;
    await go("/app/statements");
    const registers = [FIRST, SECOND, THIRD, FOURTH];
    const nets = registers.map((rows, at) => {
      const total = sumOf(rows.map(({ amount }) => amount));
      // The second layout knows no fee.
      return { total, fee: at === 1 ? money(0n) : sumOf(rows.map(({ amount }) => feeOf(amount))) };
    });
    const credits = nets.map(({ total, fee }, at) => ({
      date: day("2026-11-22"),
      direction: "in" as const,
      amount: money(total - fee),
      number: String(4511 + at),
      counterparty: BANK,
      purpose: `Перечисление по реестру за 21.11.2026, сумма ${moneyText(total)}, комиссия ${moneyText(fee)}`,
    }));
    await page.locator("input[type=file]").setInputFiles({
      name: "2211.txt",
      mimeType: "text/plain",
      buffer: writeClientBank({
        owner: { ...OWNER, account: SPECIAL },
        from: day("2026-11-22"),
        to: day("2026-11-22"),
        opening: money(0n),
        lines: credits,
      }),
    });
    await page.getByText("4 новые строки").waitFor();
    await expect.poll(() => page.getByText("Деньги реестра").count()).toBeGreaterThanOrEqual(4);

    await go("/app/reconcile?from=2026-11-21&to=2026-11-21&day=1-2026-11-21");
    await page.getByText("Стороны сходятся до копейки.").waitFor();
    await expectNoAxeViolations(page, "a day that agrees");
    await page.getByRole("button", { name: "Сверено" }).focus();
    await page.keyboard.press("Control+Enter");
    await page.getByText(/21\.11\.2026: сверено\.$/).waitFor();
    await page.getByRole("row", { name: /21\.11\.2026.*Сверен/ }).waitFor();
    await go("/app/reconcile/1-2026-11-21/act");
    await page.getByText(/^Сверено \d\d\.\d\d\.\d{4}/).waitFor();
    await expectNoAxeViolations(page, "an act");
    expect(operator.complaints).toEqual([]);
  });

  it("what was taken is settled; a second person approves, and the order leaves as pain.001", async () => {
    const { page, go } = operator;
    await go("/app/settlements");
    await page.keyboard.press("Insert");
    await page.getByRole("dialog").getByText("Рассчитать с поставщиками").waitFor();
    await expectNoAxeViolations(page, "settling is asked");
    await page.keyboard.press("Enter");
    await page.getByText(/^Составлено: \d+ расч/).waitFor();

    const chief = await town.open("chief");
    await chief.go("/app/settlements");
    await chief.page
      .getByRole("row", { name: /Черновик/ })
      .first()
      .getByRole("link")
      .last()
      .click();
    await chief.page.getByRole("heading", { name: /^Расчёт №/ }).waitFor();
    await settled(chief.page);
    await chief.page.keyboard.press("Control+Enter");
    await chief.page.getByRole("dialog").waitFor();
    await expectNoAxeViolations(chief.page, "approving is asked");
    await chief.page.keyboard.press("Enter");
    await chief.page.getByText(/^Расчёт № .* утверждён$/).waitFor();

    await go("/app/orders");
    await page.keyboard.press("Insert");
    await page.getByRole("dialog").waitFor();
    await page.keyboard.press("Enter");
    await page.getByText("Составлено: 1 поручение").waitFor();
    await page
      .getByRole("row", { name: /Ждёт второго/ })
      .first()
      .dblclick();
    // Whoever drafted it may not approve it, and is told why.
    const own = page.getByRole("button", { name: "Утвердить" });
    expect(await own.getAttribute("aria-disabled")).toBe("true");
    await expectNoAxeViolations(page, "an order of one's own");

    await chief.go("/app/orders");
    await chief.page
      .getByRole("row", { name: /Ждёт второго/ })
      .first()
      .dblclick();
    await chief.page.getByRole("button", { name: "Утвердить" }).click();
    await chief.page.getByText(/^Поручение № \d+ утверждено$/).waitFor();
    await chief.page.keyboard.press("Escape");
    await chief.page.getByRole("button", { name: "Отправить в банк" }).click();
    const dialog = chief.page.getByRole("dialog");
    await dialog.getByLabel("Формат файла").selectOption("pain001");
    await chief.page.keyboard.press("Control+Enter");
    await chief.page.getByText(/^Файл .* готов/).waitFor();

    // What the bank gets, read by a reader that is not ours.
    await chief.page
      .getByRole("row", { name: /Отправлено/ })
      .first()
      .dblclick();
    const [download] = await Promise.all([
      chief.page.waitForEvent("download"),
      chief.page.getByRole("link", { name: /\.xml$/ }).click(),
    ]);
    orders = readOrders(await readFile(await download.path(), "utf8"));
    const shown = await chief.page.getByRole("row", { name: /Отправлено/ }).allInnerTexts();
    expect(orders.map(({ number }) => number).toSorted()).toEqual(
      shown.map((row) => row.trim().split(/\s/)[0]).toSorted(),
    );
    expect(chief.complaints).toEqual([]);
    await chief.context.close();
  });

  it("the next statement has the orders' debits and confirms them, and the books are right", async () => {
    const { page, go } = operator;
    await go("/app/statements");
    await page.locator("input[type=file]").setInputFiles({
      name: "2311.txt",
      mimeType: "text/plain",
      buffer: writeClientBank({
        owner: { ...OWNER, account: must(orders[0], "an order").payer },
        from: day("2026-11-23"),
        to: day("2026-11-23"),
        opening: roubles(1_000_000),
        lines: orders.map(({ number, amount, receiver, purpose }) => ({
          date: day("2026-11-23"),
          direction: "out" as const,
          amount,
          number,
          counterparty: { ...BANK, account: receiver },
          purpose,
        })),
      }),
    });
    await page.getByRole("heading", { name: "Выписка за 23.11.2026" }).waitFor();
    // Number, sum and payee agree: nobody has to write the bank's word down.
    await go("/app/orders");
    for (const { number } of orders) {
      await page.getByRole("row", { name: new RegExp(String.raw`(?:^|\s)${number}\s.*Исполнено`) }).waitFor();
    }
    expect(await page.getByRole("row", { name: /Отправлено/ }).count()).toBe(0);
    const { number } = must(orders[0], "an order");
    await page.getByRole("row", { name: new RegExp(String.raw`(?:^|\s)${number}\s.*Исполнено`) }).dblclick();
    await page.getByText(`Выписка 23.11.2026, № ${number}`).waitFor();
    expect(operator.complaints).toEqual([]);

    const verdicts = await Array.fromAsync(
      verify(town.database, { only: INVARIANTS.filter((id) => !SLOW.has(id)) }),
    );
    expect(verdicts.filter(({ ok }) => !ok).map(({ id, counterExamples }) => [id, counterExamples])).toEqual(
      [],
    );
  });
});

/** They replay and print all that there is; the demo town's own test asks them. */
const SLOW: ReadonlySet<(typeof INVARIANTS)[number]> = new Set(["I10", "I11", "I15"]);

interface OrderRead {
  readonly number: string;
  readonly amount: Money;
  readonly payer: string;
  readonly receiver: string;
  readonly purpose: string;
}

interface Batch {
  readonly NbOfTxs: string;
  readonly CtrlSum: string;
  readonly DbtrAcct: { readonly Id: { readonly Othr: { readonly Id: string } } };
  readonly CdtTrfTxInf: readonly {
    readonly PmtId: { readonly EndToEndId: string };
    readonly Amt: { readonly InstdAmt: string };
    readonly CdtrAcct: { readonly Id: { readonly Othr: { readonly Id: string } } };
    readonly RmtInf: { readonly Ustrd: readonly string[] };
  }[];
}

/** Reads pain.001, and holds its counts and control sums against what is in it. */
function readOrders(text: string): OrderRead[] {
  const { Document } = new XMLParser({
    parseTagValue: false,
    isArray: (tag) => ["PmtInf", "CdtTrfTxInf", "Ustrd"].includes(tag),
  }).parse(text) as {
    Document: {
      CstmrCdtTrfInitn: { GrpHdr: { NbOfTxs: string; CtrlSum: string }; PmtInf: readonly Batch[] };
    };
  };
  const { GrpHdr, PmtInf } = Document.CstmrCdtTrfInitn;
  const read = PmtInf.flatMap((batch) =>
    batch.CdtTrfTxInf.map(
      (one): OrderRead => ({
        number: one.PmtId.EndToEndId,
        amount: must(parseMoney(one.Amt.InstdAmt), "an amount"),
        payer: batch.DbtrAcct.Id.Othr.Id,
        receiver: one.CdtrAcct.Id.Othr.Id,
        purpose: one.RmtInf.Ustrd.join(""),
      }),
    ),
  );
  expect(GrpHdr.NbOfTxs).toBe(String(read.length));
  expect(GrpHdr.CtrlSum).toBe(moneyText(sumOf(read.map(({ amount }) => amount))));
  return read;
}

const SPECIAL = "40821810900000000777";
const OWNER = { name: "ООО «ЕИРЦ Североозёрск»", inn: "9901001239", bic: "049876543" };

/** How many lines the chip says are waiting. */
async function waiting(page: Page): Promise<number> {
  const text = await page.getByText(/^Не выяснено:/).innerText();
  return Number(/(\d+) строк/.exec(text)?.[1] ?? "0");
}

/** Decides of the line in front of the operator by its keys. */
async function decide(page: Page): Promise<void> {
  const line = page.locator("button[aria-current='true']");
  const stated = (await line.locator("span").first().innerText()).trim();
  const decision = must(DECISIONS[stated], `what to do with ${stated}`);
  const choices = page.locator("[role=listbox]:focus, [role=group]:focus");
  await choices.waitFor();
  if ("accept" in decision) {
    await page.locator("[role=option][aria-selected=true]", { hasText: decision.accept }).waitFor();
    await page.keyboard.press("Enter");
  } else if ("find" in decision) {
    await page.keyboard.press("F3");
    await page.keyboard.type(decision.find);
    await page.keyboard.press("Enter");
    await page.locator("[role=option][aria-selected=true]", { hasText: decision.find }).waitFor();
    await choices.waitFor();
    await page.keyboard.press("Enter");
  } else if ("split" in decision) {
    await page.keyboard.press("s");
    const dialog = page.getByRole("dialog");
    const [account, amount] = decision.split;
    await dialog.getByLabel("Счёт 1").fill(account);
    await dialog.getByLabel("Сумма 1").fill(moneyText(amount).replace(".", ","));
    await dialog.getByLabel("Счёт 2").fill(ivanova.account);
    await dialog.getByLabel("Сумма 2").fill("250,00");
    await dialog.getByText("разделено всё").waitFor();
    await expectNoAxeViolations(page, "a line is split");
    await page.keyboard.press("Control+Enter");
    await dialog.waitFor({ state: "detached" });
  } else {
    await page.keyboard.press("r");
    const dialog = page.getByRole("dialog");
    await dialog.getByLabel("Причина").fill(decision.reason);
    await dialog.getByLabel("Документ возврата").fill("Платёжное поручение 12 от 23.11.2026");
    await expectNoAxeViolations(page, "a line goes back");
    await page.keyboard.press("Control+Enter");
    await dialog.waitFor({ state: "detached" });
  }
}
