import iconv from "iconv-lite";
import { CashManagementEndOfDayReport } from "iso20022.js";
import * as mt940 from "mt940-js";
import { describe, expect, it } from "vitest";
import { must } from "#core/assert";
import { moneyText, parseMoney } from "#core/money";
import { turnoverOf } from "./checks.ts";
import type { BankStatement } from "./model.ts";
import { readStatement } from "./read.ts";
import { EXPECTED, sample } from "./samples.fixture.ts";
import { statementProblemSentence } from "./words.ts";

const OURS = "40821810900000000777";
const only = (bytes: Uint8Array): BankStatement => {
  const read = readStatement(bytes);
  expect(read.refusals).toEqual([]);
  expect(read.statements).toHaveLength(1);
  return must(read.statements[0], "the statement");
};
const codes = (bytes: Uint8Array): string[] => {
  const read = readStatement(bytes);
  if (read.refusals.length > 0) expect(read.statements).toEqual([]);
  return read.refusals.map(({ code }) => code);
};
const text = (name: string, encoding = "utf-8"): string => iconv.decode(sample(name), encoding);
const client = (change: (text: string) => string): Buffer =>
  iconv.encode(change(text("1c-statement.txt", "win1251")), "win1251");
const camt = (change: (text: string) => string): Buffer => Buffer.from(change(text("camt053.xml")));
const swift = (change: (text: string) => string): Buffer => Buffer.from(change(text("mt940.txt")));

describe("the samples", () => {
  it.each(["1c-statement.txt", "1c-statement-dos.txt", "camt053.xml", "mt940.txt"])(
    "%s says exactly what is expected of it",
    (name) => {
      const expected = must(EXPECTED[name], name);
      const read = readStatement(sample(name));
      expect(read.warnings).toEqual([]);
      if (expected.encoding !== undefined) expect(read.encoding).toBe(expected.encoding);
      const statement = only(sample(name));
      expect(statement.lines).toHaveLength(must(expected.documents ?? expected.entries, "a count"));
      expect(statement.opening).toBe(parseMoney(must(expected.opening, "an opening balance")));
      expect(statement.closing).toBe(parseMoney(must(expected.closing, "a closing balance")));
      if (expected.credit_total !== undefined)
        expect(moneyText(turnoverOf(statement.lines, "in"))).toBe(expected.credit_total);
    },
  );

  it("camt054.xml is one entry of seven operations", () => {
    const expected = must(EXPECTED["camt054.xml"], "camt054");
    const read = readStatement(sample("camt054.xml"));
    expect(read.format).toBe("camt054");
    const [line, ...more] = only(sample("camt054.xml")).lines;
    expect(more).toEqual([]);
    expect(line?.transactions).toHaveLength(must(expected.transactions, "a count"));
    expect(moneyText(must(line, "the entry").amount)).toBe(expected.total);
    expect(line?.transactions.map(({ purpose }) => /\d{10}/.exec(purpose)?.[0])).toEqual(expected.accounts);
  });

  it("tell the same facts in every form of a statement", () => {
    const facts = ["1c-statement.txt", "1c-statement-dos.txt", "camt053.xml", "mt940.txt"].map((name) => {
      const { account, opening, closing, from, to, currency, lines } = only(sample(name));
      const what = lines.map(({ date, direction, amount, reversal, pending }) => ({
        date,
        direction,
        amount,
        reversal,
        pending,
      }));
      return { account, opening, closing, from, to, currency, what };
    });
    expect(facts[0]).toMatchObject({ account: OURS, from: "2025-11-10", to: "2025-11-10", currency: "RUB" });
    for (const other of facts.slice(1)) expect(other).toEqual(facts[0]);
  });

  it("keep a value behind its first equals sign whole", () => {
    const [, , , last] = only(sample("1c-statement.txt")).lines;
    expect(last).toMatchObject({
      number: "77",
      purpose: "Оплата за нежилое помещение; договор № 5=А от 01.02.2024. НДС 20% - 166.67",
      counterparty: { name: 'ООО "РОГА=КОПЫТА"', inn: "9901009990", bic: "049876543" },
    });
  });
});

describe("readers of other people", () => {
  it("mt940-js reads the same entries", async () => {
    const [theirs] = await mt940.read(sample("mt940.txt"));
    const ours = only(sample("mt940.txt"));
    expect(theirs?.transactions.map(({ amount }) => amount.toFixed(2))).toEqual(
      ours.lines.map(({ amount }) => moneyText(amount)),
    );
    expect(theirs?.transactions.map(({ description }) => description)).toEqual(
      ours.lines.map(({ purpose }) => purpose),
    );
    expect(theirs?.closingBalance?.value.toFixed(2)).toBe(moneyText(must(ours.closing, "a balance")));
  });

  it("iso20022.js reads the same entries", () => {
    const report = CashManagementEndOfDayReport.fromXML(text("camt053.xml"));
    const ours = only(sample("camt053.xml"));
    expect(report.statements[0]?.entries.map(({ amount }) => BigInt(Math.round(amount)))).toEqual(
      ours.lines.map(({ amount }) => amount),
    );
  });
});

describe("1CClientBankExchange", () => {
  it("in UTF-8 that calls itself Windows is read, with a warning", () => {
    const read = readStatement(Buffer.from(text("1c-statement.txt", "win1251")));
    expect(read.refusals).toEqual([]);
    expect(read.warnings).toMatchObject([{ code: "statement-encoding-differs", line: 3 }]);
    expect(read.statements[0]?.lines[1]?.counterparty.name).toBe("Сидоров Пётр Андреевич");
  });

  it("keeps keys that banks add", () => {
    const [line] = only(client((one) => one.replace("ВидОплаты=01", "ВидОплаты=01\r\nКодБанка=А=7"))).lines;
    expect(line?.raw).toContain("КодБанка=А=7");
  });

  it.each([
    ["no end", (one: string) => one.replace("КонецФайла", ""), "statement-truncated"],
    ["a cut document", (one: string) => `${one.slice(0, one.length / 2)}\r\n`, "statement-truncated"],
    ["a line after the end", (one: string) => `${one}\r\nСумма=1.00`, "statement-after-end"],
    [
      "a balance that is off",
      (one: string) => one.replace("=145802.07", "=145802.08"),
      "statement-balance-differs",
    ],
    [
      "a turnover that is off",
      (one: string) => one.replace("=25802.07", "=25802.06"),
      "statement-sum-differs",
    ],
    [
      "another account's document",
      (one: string) =>
        one
          .replace("ПолучательСчет=40821810900000000777", "ПолучательСчет=40702810600000001234")
          .replace("ПолучательРасчСчет=40821810900000000777", "ПолучательРасчСчет=40702810600000001234"),
      "statement-line-of-another-account",
    ],
    [
      "two different amounts",
      (one: string) => one.replace("Сумма=100.00", "Сумма=100.00\r\nСумма=200.00"),
      "statement-value-twice",
    ],
    [
      "a day that is none",
      (one: string) => one.replace("ДатаПоступило=10.11.2025", "ДатаПоступило=31.11.2025"),
      "statement-not-a-day",
    ],
    [
      "a day of another month",
      (one: string) => one.replace("ДатаПоступило=10.11.2025", "ДатаПоступило=10.12.2025"),
      "statement-out-of-span",
    ],
    ["three decimals", (one: string) => one.replace("Сумма=100.00", "Сумма=100.001"), "statement-not-money"],
  ])("is refused with %s", (_, change, code) => {
    expect(codes(client(change))).toContain(code);
  });

  it("of orders alone is no statement", () => {
    const orders = (one: string) => one.replace(/СекцияРасчСчет[\s\S]*КонецРасчСчет\r?\n/, "");
    expect(codes(client(orders))).toEqual(["statement-no-account"]);
  });

  it("tells money out from money in by the side that is ours", () => {
    const out = (one: string) =>
      one
        .replace("КонецФайла", "")
        .replace("=145802.07", "=145302.07")
        .replace("ВсегоСписано=0.00", "ВсегоСписано=500.00") +
      "СекцияДокумент=Платежное поручение\r\nНомер=301\r\nДата=10.11.2025\r\nСумма=500.00\r\n" +
      `ПлательщикРасчСчет=${OURS}\r\nПолучательРасчСчет=40702810000000005678\r\nПолучатель=ООО "УК Заречье"\r\n` +
      "ДатаСписано=10.11.2025\r\nНазначениеПлатежа1=Перевод\r\nНазначениеПлатежа2=по договору 7\r\nКонецДокумента\r\nКонецФайла\r\n";
    const statement = only(client(out));
    expect(statement.lines.at(-1)).toMatchObject({
      direction: "out",
      amount: 50_000n,
      number: "301",
      purpose: "Перевод по договору 7",
      counterparty: { account: "40702810000000005678", name: 'ООО "УК Заречье"' },
    });
  });

  it("gives two equal payments of a day two identities, and the same ones in a file that overlaps", () => {
    const doubled = client((one) => {
      const document = must(
        /СекцияДокумент=[^]*?Номер=16[^]*?КонецДокумента\r?\n/.exec(one)?.[0],
        "a document",
      );
      const own = document.slice(document.lastIndexOf("СекцияДокумент"));
      return one
        .replace("КонецФайла", `${own}КонецФайла`)
        .replace("=145802.07", "=145902.07")
        .replace("=25802.07", "=25902.07");
    });
    const identities = only(doubled).lines.map(({ identity }) => identity);
    expect(new Set(identities).size).toBe(5);
    expect(identities.slice(0, 4)).toEqual(
      only(sample("1c-statement.txt")).lines.map(({ identity }) => identity),
    );
  });
});

describe("camt", () => {
  const version8 = (one: string): string =>
    one
      .replace("camt.053.001.02", "camt.053.001.08")
      .replaceAll("<Sts>BOOK</Sts>", "<Sts><Cd>BOOK</Cd></Sts>")
      .replaceAll(/<Dbtr>(.*?)<\/Dbtr>/g, "<Dbtr><Pty>$1</Pty></Dbtr>");

  it("of version 08 says the same, although it nests otherwise", () => {
    const plain = ({ raw: _, line: __, ...rest }: BankStatement["lines"][number]) => rest;
    expect(only(camt(version8)).lines.map(plain)).toEqual(only(sample("camt053.xml")).lines.map(plain));
  });

  it("counts what is not booked as no money", () => {
    const read = only(
      camt((one) =>
        one.replace(
          "</Stmt>",
          '<Ntry><Amt Ccy="RUB">7.00</Amt><CdtDbtInd>CRDT</CdtDbtInd><Sts>PDNG</Sts><BookgDt><Dt>2025-11-11</Dt></BookgDt></Ntry></Stmt>',
        ),
      ),
    );
    expect(read.lines.at(-1)).toMatchObject({ pending: true, amount: 700n });
    expect(turnoverOf(read.lines, "in")).toBe(2_580_207n);
  });

  it("takes a reversed credit as money out", () => {
    const entry =
      '<Ntry><Amt Ccy="RUB">100.00</Amt><CdtDbtInd>DBIT</CdtDbtInd><RvslInd>true</RvslInd><Sts>BOOK</Sts><BookgDt><Dt>2025-11-10</Dt></BookgDt></Ntry></Stmt>';
    const read = only(
      camt((one) =>
        one
          .replace("</Stmt>", entry)
          .replace("145802.07", "145702.07")
          .replace(/<TxsSummry>.*<\/TxsSummry>/, ""),
      ),
    );
    expect(read.lines.at(-1)).toMatchObject({ direction: "out", reversal: true, amount: 10_000n });
  });

  it("puts a purpose of several pieces together as it was", () => {
    const long = "а".repeat(140);
    const [line] = only(
      camt((one) =>
        one.replace(/<Ustrd>Перевод.*?<\/Ustrd>/, `<Ustrd>${long}</Ustrd><Ustrd>бв</Ustrd><Ustrd>г</Ustrd>`),
      ),
    ).lines;
    expect(line?.purpose).toBe(`${long}бв г`);
  });

  it.each([
    [
      "a document type",
      (one: string) => one.replace("<Document", "<!DOCTYPE d><Document"),
      "statement-xml-doctype",
    ],
    [
      "an entity bomb",
      (one: string) =>
        one
          .replace("<Document", '<!DOCTYPE d [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><Document')
          .replace("за квартиру", "&b;"),
      "statement-xml-doctype",
    ],
    ["an unknown entity", (one: string) => one.replace("за квартиру", "&lol;"), "statement-xml-broken"],
    ["a cut", (one: string) => one.slice(0, 3000), "statement-xml-broken"],
    ["depth", (one: string) => one.replace("за квартиру", "<a>".repeat(500)), "statement-xml-too-deep"],
    [
      "an unknown version",
      (one: string) => one.replace("camt.053.001.02", "camt.053.001.99"),
      "statement-version-unknown",
    ],
    [
      "another currency",
      (one: string) => one.replace('<Amt Ccy="RUB">100.00', '<Amt Ccy="USD">100.00'),
      "statement-currency",
    ],
    [
      "a balance that is off",
      (one: string) => one.replace("145802.07", "145802.06"),
      "statement-balance-differs",
    ],
    [
      "a summary that is off",
      (one: string) => one.replace("<TtlCdtNtries><NbOfNtries>4", "<TtlCdtNtries><NbOfNtries>5"),
      "statement-count-differs",
    ],
  ])("is refused with %s", (_, change, code) => {
    expect(codes(camt(change))).toContain(code);
  });

  it("is refused where a batch does not add up", () => {
    const broken = text("camt054.xml").replace('<Amt Ccy="RUB">890.00', '<Amt Ccy="RUB">890.01');
    expect(codes(Buffer.from(broken))).toEqual(["statement-batch-differs"]);
  });

  it("is refused in an encoding that it does not have", () => {
    expect(codes(iconv.encode(text("camt053.xml"), "win1251"))).toEqual(["statement-encoding"]);
    const declared = text("camt053.xml").replace('encoding="UTF-8"', 'encoding="windows-1251"');
    expect(readStatement(Buffer.from(declared)).warnings).toMatchObject([
      { code: "statement-encoding-differs" },
    ]);
    expect(only(iconv.encode(declared, "win1251")).lines[1]?.counterparty.name).toBe(
      "Сидоров Пётр Андреевич",
    );
  });
});

describe("MT940", () => {
  const parts = `:20:ST1
:25:049876543/${OURS}
:28C:10/1
:60F:C251110RUB100,00
:61:2511101110C50,NTRFNONREF//A1
:86:${"x".repeat(65)}
yz
:62M:C251110RUB150,00
-
:20:ST1
:25:049876543/${OURS}
:28C:10/2
:60M:C251110RUB150,00
:61:2511101110RC20,00NTRF5/1//A2
:61:2511101110RD5,00NTRF6//A3
:62F:C251110RUB135,00
-
`;
  it("of several messages is one statement", () => {
    const statement = only(Buffer.from(parts));
    expect(statement).toMatchObject({ opening: 10_000n, closing: 13_500n });
    expect(
      statement.lines.map(({ direction, amount, reversal, number, reference }) => [
        direction,
        amount,
        reversal,
        number,
        reference,
      ]),
    ).toEqual([
      ["in", 5_000n, false, "", "A1"],
      ["out", 2_000n, true, "5/1", "A2"],
      ["in", 500n, true, "6", "A3"],
    ]);
    expect(statement.lines[0]?.purpose).toBe(`${"x".repeat(65)}yz`);
  });

  it("is refused where a message is missing, or does not follow on", () => {
    expect(codes(Buffer.from(parts.slice(0, parts.indexOf("-\n") + 2)))).toEqual(["statement-truncated"]);
    expect(codes(Buffer.from(parts.replace(":60M:C251110RUB150,00", ":60M:C251110RUB151,00")))).toContain(
      "statement-discontinuous",
    );
    expect(codes(swift((one) => one.replace(/:62F:.*/, "")))).toEqual(["statement-truncated"]);
    expect(codes(swift((one) => one.replace("145802,07", "145802,06")))).toEqual([
      "statement-balance-differs",
    ]);
  });

  it("is read in its envelope, with a value day across the new year", () => {
    const wrapped = `{1:F01AAAARUMMAXXX0000000000}{2:I940AAAARUMMXXXXN}{4:\n:20:S\n:25:${OURS}\n:28C:1\n:60F:C260105RUB0,00\n:61:2512310105C1,00NTRF1\n:86:LS 4400110539\n:62F:C260105RUB1,00\n-}`;
    expect(only(Buffer.from(wrapped)).lines[0]).toMatchObject({
      date: "2026-01-05",
      purpose: "LS 4400110539",
    });
  });
});

it("each refusal has its sentence in both languages, with its line", () => {
  const [problem] = readStatement(client((one) => one.replace("Сумма=100.00", "Сумма=сто"))).refusals;
  expect(statementProblemSentence("ru", must(problem, "a refusal"))).toMatch(
    /^Строка 7\d: В «Сумма» не сумма больше нуля с копейками: «сто»\.$/,
  );
  expect(statementProblemSentence("en", must(problem, "a refusal"))).toContain("is not an amount above zero");
});

it("what is no statement is said to be none", () => {
  expect(codes(Buffer.from("лицевой счёт;сумма\r\n"))).toEqual(["statement-unknown-format"]);
  expect(codes(Buffer.alloc(0))).toEqual(["statement-unknown-format"]);
  expect(readStatement(sample("camt053.xml"), "mt940").refusals).toMatchObject([
    { code: "statement-unknown-format", data: { wanted: "mt940" } },
  ]);
});
