import { readFileSync } from "node:fs";
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { money } from "#core/units";
import { type Encoding, encodePayment, parsePayment } from "./rules/payment-qr.ts";
import { BYTES_MAX, receiptPayment } from "./rules/receipt-payment.ts";
import { petrov } from "./vectors/petrov.ts";
import { longNames, rareLetters } from "./vectors/variants.ts";

interface Vector {
  readonly name: string;
  readonly text?: string;
  readonly bytes_hex?: string;
  readonly bytes?: number;
  readonly valid: boolean;
  readonly fields?: Readonly<Record<string, string>>;
  readonly reason?: string;
}
const { vectors } = JSON.parse(
  readFileSync(new URL("./vectors/gost-qr-vectors.json", import.meta.url), "utf8"),
) as { readonly vectors: readonly Vector[] };
const ENCODINGS: Readonly<Record<string, Encoding>> = { 1: "windows-1251", 2: "utf-8", 3: "koi8-r" };
const bytesOf = (vector: Vector): Uint8Array =>
  vector.bytes_hex ? Buffer.from(vector.bytes_hex, "hex") : Buffer.from(vector.text ?? "", "utf8");

describe("GOST R 56042-2014, reading", () => {
  for (const vector of vectors) {
    it(`${vector.name}: ${vector.valid ? "is read" : `is refused (${vector.reason})`}`, () => {
      const read = parsePayment(bytesOf(vector));
      expect(read.ok).toBe(vector.valid);
      if (!read.ok) return;
      if (vector.fields) expect(read.value.fields).toEqual(vector.fields);
      if (vector.text) expect(read.value.text).toBe(vector.text);
    });
  }

  it("names the requisite and the rule that a value breaks", () => {
    const byName = (name: string) => vectors.find((vector) => vector.name === name);
    const refusal = (name: string) => {
      const vector = byName(name);
      const read = vector ? parsePayment(bytesOf(vector)) : undefined;
      return read && !read.ok ? read.refusal : undefined;
    };
    expect(refusal("acc-19-digits")).toMatchObject({ field: "PersonalAcc", rule: "exactly 20 digits" });
    expect(refusal("sum-with-point")).toMatchObject({ field: "Sum", rule: "kopecks, digits only" });
    expect(refusal("missing-bic")).toEqual({ code: "receipts.payment_code_missing", field: "BIC" });
    expect(refusal("order-broken")).toEqual({ code: "receipts.payment_code_order", field: "Name" });
    expect(refusal("encoding-mixup")).toEqual({
      code: "receipts.payment_code_letters",
      encoding: "windows-1251",
    });
  });
});

describe("GOST R 56042-2014, writing", () => {
  for (const vector of vectors.filter(({ valid, fields, bytes_hex }) => valid && fields && bytes_hex)) {
    it(`${vector.name}: gives the same bytes`, () => {
      const written = encodePayment(
        vector.fields ?? {},
        ENCODINGS[(vector.text ?? "").slice(6, 7)] ?? "utf-8",
      );
      expect(written.ok && Buffer.from(written.value.bytes).toString("hex")).toBe(vector.bytes_hex);
    });
  }

  const fields = vectors[0]?.fields ?? {};
  it("refuses letters that the encoding does not have, rather than printing a question mark", () => {
    const written = encodePayment({ ...fields, LastName: "Ђорђевић" }, "koi8-r");
    expect(written).toEqual({
      ok: false,
      refusal: { code: "receipts.payment_code_letters", encoding: "koi8-r" },
    });
    expect(encodePayment({ ...fields, Purpose: "Кто это?" }, "windows-1251").ok).toBe(true);
  });

  it("refuses when every separator stands in some value", () => {
    expect(encodePayment({ ...fields, Purpose: "|~^#\\" }, "utf-8")).toEqual({
      ok: false,
      refusal: { code: "receipts.payment_code_separator" },
    });
  });

  it("what is written is read back, whatever the values", () => {
    const value = fc.string({ unit: fc.constantFrom(...Array.from('абвЯё №|~^"«»=?ab1')), maxLength: 60 });
    fc.assert(
      fc.property(value, value, (purpose, name) => {
        const written = encodePayment({ ...fields, Name: `A${name}`, Purpose: purpose }, "windows-1251");
        if (!written.ok) return;
        const read = parsePayment(written.value.bytes);
        expect(read.ok && read.value.fields).toEqual(written.value.fields);
      }),
    );
  });
});

describe("a receipt's payment code", () => {
  it("carries what the bank needs, in kopecks, period as MMYYYY", () => {
    const code = receiptPayment(petrov());
    expect(code.encoding).toBe("windows-1251");
    expect(code.text).toBe(
      'ST00011|Name=ООО "ЕИРЦ Североозёрск"|PersonalAcc=40821810900000000777|BankName=АО "СЕВЕРБАНК"|BIC=049876543' +
        "|CorrespAcc=30101810100000000543|PayeeINN=9901001239|KPP=990101001|Sum=1284906" +
        "|Purpose=ЖКУ ЛС 4400110145 11.2026|LastName=Петров|PersAcc=4400110145|PaymPeriod=112026|TechCode=02",
    );
    expect(code.bytes.length).toBeLessThanOrEqual(BYTES_MAX);
  });

  it("drops what is least useful until it is short enough, never the account or the sum", () => {
    const code = receiptPayment(longNames());
    expect(code.bytes.length).toBeLessThanOrEqual(BYTES_MAX);
    expect(code.fields).toMatchObject({ PersAcc: "4400110145", Sum: "1284906" });
    expect(code.fields).not.toHaveProperty("LastName");
  });

  it("is written in UTF-8 where a name has letters that windows-1251 does not have", () => {
    const content = rareLetters();
    const code = receiptPayment({ ...content, recipient: { ...content.recipient, name: "ТОО «Ұлы Дала»" } });
    expect(code.encoding).toBe("utf-8");
    expect(code.fields["Name"]).toBe('ТОО "Ұлы Дала"');
    expect(code.bytes.length).toBeLessThanOrEqual(BYTES_MAX);
  });

  it("keeps the sum exact, however large", () => {
    const code = receiptPayment({ ...petrov(), toPay: money(99_999_999_999_999n) });
    expect(code.fields["Sum"]).toBe("99999999999999");
  });
});
