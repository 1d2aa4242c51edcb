import * as fc from "fast-check";
import { XMLParser, XMLValidator } from "fast-xml-parser";
import { describe, expect, test } from "vitest";
import { money } from "#core/units";
import { dialects } from "./dialects.ts";
import { maskedName } from "./mask.ts";
import { type AgentReply, type AgentSettings, DIALECTS, isFault, REASONS } from "./model.ts";
import { withoutSecrets } from "./parameters.ts";
import { SBER_CODES_SECOND } from "./sber.ts";

const { osmp, sber, cyberplat } = dialects;

const PAY = {
  command: "pay",
  txn_id: "1234570",
  txn_date: "20251110121314",
  account: "4400110010",
  sum: "1500.00",
};
const asked = (changes: Record<string, string | undefined>) =>
  osmp.read(
    new URLSearchParams(
      Object.entries({ ...PAY, ...changes }).filter(
        (entry): entry is [string, string] => entry[1] !== undefined,
      ),
    ).toString(),
    osmp.defaults,
  );
const codeOf = (changes: Record<string, string | undefined>) => {
  const read = asked(changes);
  return isFault(read) ? read.reason : "read";
};

describe("reading a request", () => {
  test("a payment", () => {
    expect(asked({})).toEqual({
      command: "pay",
      transaction: "1234570",
      account: "4400110010",
      amount: 150_000n,
      paidOn: "2025-11-10",
    });
  });

  test("a number of twenty digits stays as it is", () => {
    expect(asked({ txn_id: "00000000000000000007" })).toMatchObject({ transaction: "00000000000000000007" });
    expect(asked({ txn_id: "99999999999999999999" })).toMatchObject({ transaction: "99999999999999999999" });
    expect(codeOf({ txn_id: "999999999999999999999" })).toBe("transaction_malformed");
    expect(codeOf({ txn_id: "12a" })).toBe("transaction_malformed");
    expect(codeOf({ txn_id: undefined })).toBe("transaction_malformed");
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
    expect(codeOf({ sum })).toBe("amount_malformed");
  });

  test.each([
    ["10.45", 1045n],
    ["10.4", 1040n],
    ["10", 1000n],
    ["0.00", 0n],
    ["-5.00", -500n],
  ])("the sum %j is %d kopecks", (sum, amount) => {
    expect(asked({ sum })).toMatchObject({ amount });
  });

  test.each(["20251310121314", "20250230121314", "20251110", "20251110251314", "2025-11-10", ""])(
    "the date %j is not read",
    (date) => {
      expect(codeOf({ txn_date: date })).toBe("date_malformed");
    },
  );

  test("a check needs neither sum nor date; a sum of zero asks about the account alone", () => {
    expect(asked({ command: "check", sum: undefined, txn_date: undefined })).toMatchObject({
      amount: undefined,
    });
    expect(asked({ command: "check", sum: "0.00" })).toMatchObject({ amount: undefined });
    expect(codeOf({ command: "check", sum: "x" })).toBe("amount_malformed");
  });

  test("commands are those of the protocol, exactly", () => {
    for (const command of ["refund", "cancel", "PAY", "", "__proto__"])
      expect(codeOf({ command })).toBe("command_unknown");
    expect(codeOf({ account: "" })).toBe("account_missing");
  });

  test("what could be read in two ways is not read", () => {
    const raw = new URLSearchParams(PAY).toString();
    for (const name of Object.keys(PAY)) {
      expect(osmp.read(`${raw}&${name}=1`, osmp.defaults)).toMatchObject({
        reason: "parameter_repeated",
        parameter: name,
      });
    }
    expect(isFault(osmp.read(`${raw}&trm_id=1&trm_id=2`, osmp.defaults))).toBe(false);
  });

  test("anything at all gets an answer", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), (raw) => {
        for (const dialect of Object.values(dialects))
          expect(isFault(dialect.read(raw, dialect.defaults))).toBe(true);
      }),
    );
  });
});

const withExtras: AgentSettings = { ...osmp.defaults, extras: ["cancel", "status"] };

describe("dialects that grew from OSMP", () => {
  test("a cancellation names the payment beside its own number, or as its only number", () => {
    const read = (query: string) => osmp.read(query, withExtras);
    expect(read("command=cancel&txn_id=9&cancel_txn_id=1234570")).toMatchObject({
      command: "cancel",
      transaction: "1234570",
      echo: "9",
    });
    expect(read("command=cancel&txn_id=1234570")).toMatchObject({ transaction: "1234570", echo: "1234570" });
    expect(read("command=cancel&txn_id=9&cancel_txn_id=x")).toMatchObject({
      reason: "transaction_malformed",
    });
    expect(read("command=verify&txn_id=9")).toEqual({ command: "status", transaction: "9" });
  });

  test("names may be the agent's own", () => {
    const settings = { ...osmp.defaults, names: { account: "acc", txn_id: "transaction" } };
    expect(osmp.read("command=check&transaction=7&acc=4400110010", settings)).toMatchObject({
      transaction: "7",
      account: "4400110010",
    });
    expect(osmp.read("command=check&transaction=7&account=4400110010", settings)).toMatchObject({
      reason: "account_missing",
      parameter: "acc",
    });
  });
});

describe("Sber", () => {
  const PAYMENT =
    "ACTION=payment&ACCOUNT=4400110010&AMOUNT=1500.00&PAY_ID=777000001&PAY_DATE=10.11.2025_12:13:14";

  test("names are read in any case, and twice in two cases is twice", () => {
    const read = sber.read(PAYMENT, sber.defaults);
    expect(read).toEqual({
      command: "pay",
      transaction: "777000001",
      account: "4400110010",
      amount: 150_000n,
      paidOn: "2025-11-10",
    });
    const lower = PAYMENT.replaceAll(/[A-Z_]+(?==)/g, (name) => name.toLowerCase());
    expect(sber.read(lower, sber.defaults)).toEqual(read);
    expect(sber.read(`${PAYMENT}&amount=1.00`, sber.defaults)).toMatchObject({
      reason: "parameter_repeated",
    });
  });

  test("the registration is told by the agent's clock, the sum under the name that it wants", () => {
    const reply: AgentReply = {
      reason: "repeated",
      command: "pay",
      transaction: "777000001",
      payment: 900017n,
      amount: money(150_000n),
      registeredAt: new Date("2025-11-10T23:30:05Z"),
    };
    const settings: AgentSettings = {
      ...sber.defaults,
      timeZone: "Asia/Novosibirsk",
      names: { AMOUNT: "SUM" },
      codes: SBER_CODES_SECOND,
    };
    expect(sber.write(reply, sber.defaults).text).toContain("<CODE>8</CODE>");
    expect(sber.write(reply, sber.defaults).text).toContain("<REG_DATE>11.11.2025_02:30:05</REG_DATE>");
    expect(sber.write(reply, settings).text).toBe(
      '<?xml version="1.0" encoding="UTF-8"?>\n<response><CODE>5</CODE><MESSAGE>Принято ранее</MESSAGE><EXT_ID>900017</EXT_ID><REG_DATE>11.11.2025_06:30:05</REG_DATE><SUM>1500.00</SUM></response>',
    );
  });
});

test("CyberPlat: windows-1251, by the bytes", () => {
  const { body, contentType } = cyberplat.write(
    { reason: "cancelled", command: "cancel", transaction: "1", payment: 5n },
    cyberplat.defaults,
  );
  expect(contentType).toBe("text/xml; charset=windows-1251");
  expect(new TextDecoder("windows-1251").decode(body)).toContain("<message>Платёж отменён</message>");
  expect(body.includes(Buffer.from([0xcf, 0xeb, 0xe0, 0xf2, 0xb8, 0xe6]))).toBe(true);
});

describe("codes", () => {
  test.each(DIALECTS)("of %s: what is open is temporary, what is refused is final", (name) => {
    const { codes, temporary } = dialects[name];
    expect(temporary.has(codes.repeat_later)).toBe(true);
    const open = REASONS.filter((reason) => temporary.has(codes[reason]));
    expect(open.filter((reason) => reason !== "repeat_later" && reason !== "status_unknown")).toEqual([]);
    const refused = REASONS.filter((reason) => reason !== "repeat_later" && codes[reason] === codes.accepted);
    expect(refused.toSorted()).toEqual(
      ["accepted", "may_be_paid", "cancelled", "status_paid", "repeated", "cancelled_ahead"]
        .filter((reason) => codes[reason as "accepted"] === codes.accepted)
        .toSorted(),
    );
  });
});

describe("writing an answer", () => {
  const reply: AgentReply = {
    reason: "accepted",
    command: "pay",
    transaction: "1234570",
    payment: 900017n,
    amount: money(150_000n),
  };

  test("as the agents' own example", () => {
    expect(osmp.write(reply, osmp.defaults).text).toBe(
      '<?xml version="1.0" encoding="UTF-8"?>\n<response><osmp_txn_id>1234570</osmp_txn_id><prv_txn>900017</prv_txn><sum>1500.00</sum><result>0</result><comment>Принято</comment></response>',
    );
    const ibox = { ...osmp.defaults, names: { osmp_txn_id: "ibox_txn_id" } };
    expect(osmp.write(reply, ibox).text).toContain("<ibox_txn_id>1234570</ibox_txn_id>");
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
          const xml = osmp.write({ ...reply, payer: { name: value, address: "" } }, osmp.defaults).text;
          expect(XMLValidator.validate(xml)).toBe(true);
          expect(parser.parse(xml)).toMatchObject({
            response: { fields: { field1: { "#text": value, "@type": "disp" } } },
          });
        },
      ),
    );
  });

  test("characters that XML forbids are left out", () => {
    const name = "a\u0000b\u001fc\ufffed\ud800e";
    expect(osmp.write({ ...reply, payer: { name, address: "" } }, osmp.defaults).text).toContain(">abcde<");
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
