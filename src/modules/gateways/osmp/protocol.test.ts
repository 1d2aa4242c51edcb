import * as fc from "fast-check";
import { XMLParser, XMLValidator } from "fast-xml-parser";
import { describe, expect, test } from "vitest";
import { money } from "#core/units";
import { maskedName } from "./mask.ts";
import { OSMP_PROFILE } from "./model.ts";
import { answerXml, parseOsmp, withoutSecrets } from "./protocol.ts";

const PAY = {
  command: "pay",
  txn_id: "1234570",
  txn_date: "20251110121314",
  account: "4400110010",
  sum: "1500.00",
};
const asked = (changes: Record<string, string | undefined>) =>
  parseOsmp(
    new URLSearchParams(
      Object.entries({ ...PAY, ...changes }).filter(
        (entry): entry is [string, string] => entry[1] !== undefined,
      ),
    ).toString(),
  );
const codeOf = (changes: Record<string, string | undefined>) => {
  const parsed = asked(changes);
  return parsed.ok ? "read" : parsed.refusal.code;
};

describe("reading a request", () => {
  test("a payment", () => {
    expect(asked({})).toEqual({
      ok: true,
      value: {
        command: "pay",
        transaction: "1234570",
        account: "4400110010",
        amount: 150_000n,
        paidOn: "2025-11-10",
      },
    });
  });

  test("a number of twenty digits stays as it is", () => {
    expect(asked({ txn_id: "00000000000000000007" })).toMatchObject({
      value: { transaction: "00000000000000000007" },
    });
    expect(asked({ txn_id: "99999999999999999999" })).toMatchObject({
      value: { transaction: "99999999999999999999" },
    });
    expect(codeOf({ txn_id: "999999999999999999999" })).toBe("osmp.transaction_malformed");
    expect(codeOf({ txn_id: "12a" })).toBe("osmp.transaction_malformed");
    expect(codeOf({ txn_id: undefined })).toBe("osmp.transaction_malformed");
  });

  test.each([
    "10.005",
    "10,45",
    "1e3",
    "",
    " 10",
    "0x10",
    "10.",
    ".5",
    "1 000",
    "NaN",
    "1000000000000000",
    "+5",
  ])("the sum %j is not read", (sum) => {
    expect(codeOf({ sum })).toBe("osmp.sum_malformed");
  });

  test.each([
    ["10.45", 1045n],
    ["10.4", 1040n],
    ["10", 1000n],
    ["0.00", 0n],
    ["-5.00", -500n],
  ])("the sum %j is %d kopecks", (sum, amount) => {
    expect(asked({ sum })).toMatchObject({ value: { amount } });
  });

  test.each(["20251310121314", "20250230121314", "20251110", "20251110251314", "2025-11-10", ""])(
    "the date %j is not read",
    (date) => {
      expect(codeOf({ txn_date: date })).toBe("osmp.date_malformed");
    },
  );

  test("a check needs neither sum nor date; a sum of zero asks about the account alone", () => {
    expect(asked({ command: "check", sum: undefined, txn_date: undefined })).toMatchObject({
      ok: true,
      value: { amount: undefined },
    });
    expect(asked({ command: "check", sum: "0.00" })).toMatchObject({
      ok: true,
      value: { amount: undefined },
    });
    expect(codeOf({ command: "check", sum: "x" })).toBe("osmp.sum_malformed");
  });

  test("commands are those of the protocol, exactly", () => {
    for (const command of ["refund", "cancel", "PAY", "", "__proto__"])
      expect(codeOf({ command })).toBe("osmp.command_unknown");
    expect(codeOf({ account: "" })).toBe("osmp.account_missing");
  });

  test("what could be read in two ways is not read", () => {
    const raw = new URLSearchParams(PAY).toString();
    for (const name of Object.keys(PAY)) {
      expect(parseOsmp(`${raw}&${name}=1`)).toMatchObject({
        refusal: { code: "osmp.parameter_repeated", parameter: name },
      });
    }
    expect(parseOsmp(`${raw}&trm_id=1&trm_id=2`).ok).toBe(true);
  });

  test("anything at all gets an answer", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), (raw) => {
        expect(parseOsmp(raw).ok).toBe(false);
      }),
    );
  });
});

describe("writing an answer", () => {
  test("as the agents' own example", () => {
    const answer = {
      transaction: "1234570",
      payment: 900017n,
      amount: money(150_000n),
      result: 0,
      comment: "OK",
    };
    expect(answerXml(answer, OSMP_PROFILE)).toBe(
      '<?xml version="1.0" encoding="UTF-8"?>\n<response><osmp_txn_id>1234570</osmp_txn_id><prv_txn>900017</prv_txn><sum>1500.00</sum><result>0</result><comment>OK</comment></response>',
    );
    expect(answerXml(answer, { ...OSMP_PROFILE, echoElement: "ibox_txn_id" })).toContain(
      "<ibox_txn_id>1234570</ibox_txn_id>",
    );
  });

  test("any text comes back whole from another's parser", () => {
    const parser = new XMLParser({
      parseTagValue: false,
      trimValues: false,
      ignoreAttributes: false,
      attributeNamePrefix: "@",
    });
    const text = fc.string({ unit: fc.constantFrom("<", ">", "&", '"', "'", "]]>", "я", "😀", "a", "1") });
    fc.assert(
      fc.property(
        text.filter((one) => one !== ""),
        (value) => {
          const xml = answerXml(
            { transaction: undefined, result: 0, comment: value, fields: [{ name: "name", value }] },
            OSMP_PROFILE,
          );
          expect(XMLValidator.validate(xml)).toBe(true);
          expect(parser.parse(xml)).toMatchObject({
            response: { comment: value, fields: { field1: { "#text": value, "@type": "disp" } } },
          });
        },
      ),
    );
  });

  test("characters that XML forbids are left out", () => {
    const xml = answerXml(
      { transaction: undefined, result: 300, comment: "a\u0000b\u001fc\ufffed\ud800e" },
      OSMP_PROFILE,
    );
    expect(xml).toContain("<comment>abcde</comment>");
  });
});

test("a name shows its letters only", () => {
  expect(maskedName("Иванова Мария Петровна")).toBe("И*** М. П.");
  expect(maskedName("  ёлкина   Анна-Мария ")).toBe("Ё*** А.");
  expect(maskedName("О'Коннор")).toBe("О***");
  expect(maskedName('ООО "Ромашка"')).toBe("О*** Р.");
  expect(maskedName("")).toBe("");
});

test("secrets do not reach the journal", () => {
  expect(withoutSecrets("command=pay&password=123&sum=1&SIGN=ab%20c")).toBe(
    "command=pay&password=***&sum=1&SIGN=***",
  );
  expect(withoutSecrets("pass=1")).toBe("pass=***");
  expect(withoutSecrets(`a\0b${"x".repeat(9000)}`)).toHaveLength(4096);
});
