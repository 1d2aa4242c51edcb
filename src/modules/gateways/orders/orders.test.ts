import { readFileSync } from "node:fs";
import path from "node:path";
import { XMLParser } from "fast-xml-parser";
import fc from "fast-check";
import iconv from "iconv-lite";
import { describe, expect, it } from "vitest";
import { day } from "#core/day";
import { moneyText } from "#core/money";
import { money } from "#core/units";
import type { OrderOut, OrderParty } from "./model.ts";
import { oneCOrders } from "./one-c.ts";
import { pain001 } from "./pain001.ts";

const vector = (name: string): Buffer => readFileSync(path.join(import.meta.dirname, "vectors", name));

const bank = {
  bank: "АО «СЕВЕРБАНК»",
  bankCity: "г. Североозёрск",
  bic: "049876543",
  correspondentAccount: "30101810100000000543",
};
const payer: OrderParty = {
  name: "ООО «ЕИРЦ Североозёрск»",
  inn: "9901001239",
  kpp: "990101001",
  account: "40821810900000000777",
  ...bank,
};
const receiver: OrderParty = {
  name: "ООО «УК Заречье»",
  inn: "9901004568",
  kpp: "990101001",
  account: "40702810000000005678",
  ...bank,
};
const order: OrderOut = {
  number: "301",
  dated: day("2025-11-12"),
  amount: money(18_000_00n),
  payer,
  receiver,
  purpose: "Перечисление платежей населения за 11.2025 по договору № 12. НДС не облагается",
};
const made = { on: day("2025-11-12"), time: "12:00:00", zone: "+03:00" };
const ofBilling = { sender: "Billing", made };

describe("1CClientBankExchange", () => {
  it("gives the sample's bytes for the sample's facts", () => {
    const bytes = oneCOrders([order], { ...ofBilling, encoding: "windows" });
    expect(Buffer.from(bytes).equals(vector("1c-payment-orders-out.txt"))).toBe(true);
  });

  it("says DOS where it is DOS, and is the same text", () => {
    const dos = iconv.decode(Buffer.from(oneCOrders([order], { ...ofBilling, encoding: "dos" })), "cp866");
    const windows = iconv.decode(vector("1c-payment-orders-out.txt"), "windows-1251");
    expect(dos).toBe(windows.replace("Кодировка=Windows", "Кодировка=DOS"));
  });

  it("names each account of the payer once, and has a section for each order", () => {
    const second = { ...order, number: "302", dated: day("2025-11-13") };
    const text = iconv.decode(
      Buffer.from(oneCOrders([order, second], { ...ofBilling, encoding: "windows" })),
      "windows-1251",
    );
    expect(text.match(/^РасчСчет=/gm)).toHaveLength(1);
    expect(text.match(/^СекцияДокумент=/gm)).toHaveLength(2);
    expect(text).toContain("ДатаНачала=12.11.2025\r\nДатаКонца=13.11.2025\r\n");
  });

  it("lets no name or purpose begin a line of its own", () => {
    const sly = { ...order, purpose: "первая\r\nСумма=1.00", receiver: { ...receiver, kpp: "" } };
    const text = iconv.decode(
      Buffer.from(oneCOrders([sly], { ...ofBilling, encoding: "windows" })),
      "windows-1251",
    );
    expect(text.match(/^Сумма=.*$/gm)).toEqual(["Сумма=18000.00"]);
    expect(text).not.toContain("ПолучательКПП");
  });
});

describe("pain.001", () => {
  it("gives the sample's bytes for the sample's facts", () => {
    expect(pain001([order], { message: "PAY-251112-1", made })).toBe(vector("pain001.xml").toString("utf8"));
  });

  it("has counts and control sums that an independent reader finds again", () => {
    const amounts = fc.array(fc.bigInt(1n, 10n ** 13n), { minLength: 1, maxLength: 8 });
    const names = fc.string({ unit: "grapheme", minLength: 1, maxLength: 200 });
    fc.assert(
      fc.property(
        amounts,
        names,
        fc.array(fc.boolean(), { minLength: 8, maxLength: 8 }),
        (sums, name, late) => {
          const orders = sums.map((amount, at) => ({
            ...order,
            number: String(at + 1),
            amount: money(amount),
            dated: late[at] ? day("2025-11-13") : order.dated,
            purpose: `${name} & <b>`,
          }));
          const read = new XMLParser({
            parseTagValue: false,
            isArray: (tag) => ["PmtInf", "CdtTrfTxInf"].includes(tag),
          }).parse(pain001(orders, { message: "M", made })) as { Document: { CstmrCdtTrfInitn: Initiation } };
          const { GrpHdr, PmtInf } = read.Document.CstmrCdtTrfInitn;
          const inFile = PmtInf.flatMap((batch) => batch.CdtTrfTxInf.map((one) => one.Amt.InstdAmt));
          expect(GrpHdr.NbOfTxs).toBe(String(orders.length));
          expect(GrpHdr.CtrlSum).toBe(moneyText(sums.reduce((sum, one) => sum + one, 0n)));
          expect(inFile.toSorted()).toEqual(sums.map((sum) => moneyText(sum)).toSorted());
          for (const batch of PmtInf) {
            expect(batch.NbOfTxs).toBe(String(batch.CdtTrfTxInf.length));
            expect(batch.CtrlSum.replace(".", "")).toBe(
              String(
                batch.CdtTrfTxInf.reduce((sum, one) => sum + BigInt(one.Amt.InstdAmt.replace(".", "")), 0n),
              ).padStart(3, "0"),
            );
          }
        },
      ),
    );
  });

  it("divides a long purpose into pieces of 140 signs", () => {
    const long = { ...order, purpose: "я".repeat(210) };
    const pieces = [...pain001([long], { message: "M", made }).matchAll(/<Ustrd>(.*?)<\/Ustrd>/g)];
    expect(pieces.map(([, piece]) => piece?.length)).toEqual([140, 70]);
  });
});

interface Initiation {
  readonly GrpHdr: { readonly NbOfTxs: string; readonly CtrlSum: string };
  readonly PmtInf: readonly {
    readonly NbOfTxs: string;
    readonly CtrlSum: string;
    readonly CdtTrfTxInf: readonly { readonly Amt: { readonly InstdAmt: string } }[];
  }[];
}
