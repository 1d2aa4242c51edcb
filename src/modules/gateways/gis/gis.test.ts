import { XMLParser } from "fast-xml-parser";
import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { day } from "#core/day";
import { parseMoney } from "#core/money";
import { period } from "#core/period";
import type { Money } from "#core/units";
import { readAnswer } from "./answers.ts";
import { hasForm } from "./identifiers.ts";
import type { GisCharge } from "./model.ts";
import { accountsRequest, acknowledgmentsRequest, documentsRequest, paymentsRequest } from "./requests.ts";
import vectors from "./vectors/gis-id-vectors.json" with { type: "json" };

const roubles = (text: string): Money => {
  const amount = parseMoney(text);
  if (amount === undefined) throw new Error(`not an amount: ${text}`);
  return amount;
};
const guid = (n: number): string => `00000000-0000-4000-8000-${String(n).padStart(12, "0")}`;
const parsed = (xml: string) =>
  new XMLParser({
    ignoreAttributes: false,
    parseTagValue: false,
    removeNSPrefix: true,
    processEntities: true,
  }).parse(xml);

const water: GisCharge = {
  section: "municipal",
  service: { code: "1.1", guid: guid(51) },
  rate: 62_330_000n,
  charged: roubles("299.18"),
  recalculated: roubles("-10.00"),
  benefit: roubles("-50.00"),
  excess: roubles("149.59"),
  individual: { volume: 4_800_000n, by: "N" },
  common: { volume: 120_000n, by: "M" },
};

describe("identifiers", () => {
  const forms = {
    els: "unifiedAccount",
    izhku: "service",
    ipd: "document",
    house_unique_number: "house",
    metering_value: "meterValue",
    account_number: "ownNumber",
  } as const;
  test.each(Object.entries(forms))("%s have the form of the schema", (name, form) => {
    const cases = vectors[name as keyof typeof forms];
    expect(cases.length).toBeGreaterThan(1);
    for (const { value, valid } of cases) expect([value, hasForm(form, value)]).toEqual([value, valid]);
  });
});

describe("a payment document", () => {
  const request = documentsRequest({
    period: period("2025-11"),
    requisites: { transport: guid(1), bic: "049876543", account: "40821810900000000777" },
    documents: [
      {
        transport: guid(2),
        accountGuid: guid(3),
        number: "4400110010-112025",
        charges: [water],
        capitalRepair: {
          rate: 12_150_000n,
          charged: roubles("612.36"),
          recalculated: roubles("0.00"),
          benefit: roubles("0.00"),
        },
        penalty: {
          service: { code: "7", guid: guid(70) },
          amount: roubles("3.10"),
          cause: "Просрочка <платы> & прочее",
        },
        opening: roubles("100.00"),
        paymentsTaken: 30,
      },
    ],
  });
  const { importPaymentDocumentRequest: body } = parsed(request);
  const document = body.PaymentDocument;

  test("keeps the order and the sums of the schema; the parts make the total", () => {
    expect(body["@_version"]).toBe("11.2.0.16");
    expect([body.Month, body.Year]).toEqual(["11", "2025"]);
    expect(body.PaymentInformation).toEqual({
      BankBIK: "049876543",
      operatingAccountNumber: "40821810900000000777",
      TransportGUID: guid(1),
    });
    expect(Object.keys(document)).toEqual([
      "AccountGuid",
      "PaymentDocumentNumber",
      "ChargeInfo",
      "CapitalRepairCharge",
      "PenaltiesAndCourtCosts",
      "Expose",
      "TotalPayableByChargeInfo",
      "DebtPreviousPeriods",
      "AdvanceBllingPeriod",
      "PaymentsTaken",
      "TotalPayableByPDWithDebtAndAdvance",
      "TotalByPenaltiesAndCourtCosts",
      "TotalPayableByPD",
      "TransportGUID",
      "PaymentInformationKey",
    ]);
    const service = document.ChargeInfo.MunicipalService;
    expect(Object.keys(service)).toEqual([
      "ServiceType",
      "Rate",
      "TotalPayable",
      "AccountingPeriodTotal",
      "ServiceCharge",
      "Consumption",
      "MultiplyingFactor",
    ]);
    expect(service).toMatchObject({
      ServiceType: { Code: "1.1", GUID: guid(51) },
      Rate: "62.33",
      TotalPayable: "388.77",
      AccountingPeriodTotal: "448.77",
      ServiceCharge: { MoneyRecalculation: "-10.00", MoneyDiscount: "50.00" },
      MultiplyingFactor: { Ratio: "1.50", AmountOfExcessFees: "149.59" },
    });
    expect(service.Consumption.Volume).toEqual([
      { "#text": "4.8", "@_type": "I", "@_determiningMethod": "N" },
      { "#text": "0.12", "@_type": "O", "@_determiningMethod": "M" },
    ]);
    expect(document).toMatchObject({
      TotalPayableByChargeInfo: "1001.13",
      TotalPayableByPD: "1004.23",
      TotalPayableByPDWithDebtAndAdvance: "1104.23",
      DebtPreviousPeriods: "100.00",
      AdvanceBllingPeriod: "0.00",
    });
    expect(document.PenaltiesAndCourtCosts.Cause).toBe("Просрочка <платы> & прочее");
  });

  test("has the shape of the published outline", () => {
    const outline = request.replace(/<bills:ChargeInfo>.*<\/bills:TotalPayableByPD>/, "");
    expect(outline).toContain(
      `<bills:PaymentDocument><ab:AccountGuid>${guid(3)}</ab:AccountGuid><bb:PaymentDocumentNumber>4400110010-112025</bb:PaymentDocumentNumber><base:TransportGUID>${guid(2)}</base:TransportGUID><bills:PaymentInformationKey>${guid(1)}</bills:PaymentInformationKey></bills:PaymentDocument>`,
    );
  });
});

describe("limits", () => {
  const payment = (n: number) => ({
    transport: guid(n),
    paidOn: day("2025-11-10"),
    of: { service: "20АК574354-01" },
    amount: roubles("1.00"),
    online: false,
  });

  test("a package of 250 payments passes, one more does not; a TransportGUID stands once", () => {
    const many = Array.from({ length: 251 }, (_, n) => payment(n));
    expect(
      parsed(paymentsRequest(many.slice(1)))["importSupplierNotificationsOfOrderExecutionRequest"]
        .SupplierNotificationOfOrderExecution,
    ).toHaveLength(250);
    expect(() => paymentsRequest(many)).toThrow("1 to 250");
    expect(() => paymentsRequest([payment(1), payment(1)])).toThrow("TransportGUID");
    expect(() => accountsRequest([])).toThrow("1 to 100");
  });

  test("whatever stands in a name, the message stays well-formed and keeps it", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary", maxLength: 40 }), (surname) => {
        const xml = accountsRequest([
          {
            transport: guid(1),
            kind: "UO",
            number: "1000000012",
            place: { premises: guid(9) },
            holder: { surname: `И${surname}`, givenName: "Мария", patronymic: "" },
          },
        ]);
        // Line ends and tabs are all that a document may hold of control characters.
        expect(xml.replaceAll(/[\n\r\t]/g, "")).not.toMatch(/\p{Cc}/u);
        const ind = parsed(xml).importAccountRequest.Account.PayerInfo.Ind;
        expect(ind.Surname.startsWith("И")).toBe(true);
        expect(ind.FirstName).toBe("Мария");
      }),
      { numRuns: 300 },
    );
  });
});

describe("an answer", () => {
  const bytes = (text: string) => new TextEncoder().encode(text);
  const wrapped = (inner: string) =>
    bytes(`<?xml version="1.0"?><s:Envelope xmlns:s="x"><s:Body><b:getStateResult xmlns:b="y" xmlns:base="z">
      <base:RequestState>3</base:RequestState>${inner}</b:getStateResult></s:Body></s:Envelope>`);

  test("gives identifiers and refusals by what they answer", () => {
    const answer = readAnswer(
      wrapped(`<b:ImportResult>
        <base:CommonResult><base:GUID>${guid(7).toUpperCase()}</base:GUID><base:TransportGUID>${guid(2)}</base:TransportGUID>
          <base:UniqueNumber>20АК574354-01-5111</base:UniqueNumber><base:UpdateDate>2025-12-01T10:00:00</base:UpdateDate></base:CommonResult>
        <base:CommonResult><base:TransportGUID>${guid(4)}</base:TransportGUID>
          <base:Error><base:ErrorCode>INT004160</base:ErrorCode><base:Description>ЛС закрыт</base:Description></base:Error>
          <base:Error><base:ErrorCode>INT1</base:ErrorCode><base:Description>Ещё</base:Description></base:Error></base:CommonResult>
      </b:ImportResult>`),
    );
    expect(answer).toEqual({
      ok: true,
      value: {
        kind: "results",
        results: [
          { transport: guid(2), ok: true, guid: guid(7), number: "20АК574354-01-5111", service: undefined },
          {
            transport: guid(4),
            ok: false,
            errors: [
              { code: "INT004160", sentence: "ЛС закрыт" },
              { code: "INT1", sentence: "Ещё" },
            ],
          },
        ],
      },
    });
  });

  test("gives the account's numbers, and banks' notifications in kopecks", () => {
    expect(
      readAnswer(
        wrapped(`<b:ImportResult><base:CommonResult><base:GUID>${guid(7)}</base:GUID><base:TransportGUID>${guid(2)}</base:TransportGUID>
          <base:UpdateDate>2025-12-01T10:00:00</base:UpdateDate><hm:ImportAccount xmlns:hm="h"><hm:UnifiedAccountNumber>20АК574354</hm:UnifiedAccountNumber>
          <hm:ServiceID>20АК574354-01</hm:ServiceID></hm:ImportAccount></base:CommonResult></b:ImportResult>`),
      ),
    ).toMatchObject({ value: { results: [{ number: "20АК574354", service: "20АК574354-01" }] } });
    const notified = (amount: string) =>
      readAnswer(
        wrapped(`<b:exportNotificationsOfOrderExecutionResult><b:NotificationOfOrderExecutionWithStatus>
          <p:OrderID xmlns:p="p">1234</p:OrderID><p:OrderDate xmlns:p="p">2025-12-10</p:OrderDate><p:Amount xmlns:p="p">${amount}</p:Amount>
          <b:PaymentDocumentID>20АК574354-01-5111</b:PaymentDocumentID>
          <p:NotificationsOfOrderExecutionGUID xmlns:p="p">${guid(8)}</p:NotificationsOfOrderExecutionGUID>
        </b:NotificationOfOrderExecutionWithStatus></b:exportNotificationsOfOrderExecutionResult>`),
      );
    expect(notified("150000")).toMatchObject({
      value: {
        notifications: [
          {
            guid: guid(8),
            order: "1234",
            orderedOn: "2025-12-10",
            amount: 150_000n,
            document: "20АК574354-01-5111",
          },
        ],
      },
    });
    expect(notified("1500.00")).toMatchObject({
      refusal: { code: "gis.answer_field_wrong", field: "Amount", found: "1500.00" },
    });
  });

  test("with a fault, a document type, broken or foreign XML says so", () => {
    const refusal = (text: string) => {
      const answer = readAnswer(bytes(text));
      return answer.ok ? answer.value.kind : answer.refusal.code;
    };
    expect(
      refusal(
        `<s:Envelope><s:Fault><faultcode>s:Client</faultcode><faultstring>AUT011003</faultstring></s:Fault></s:Envelope>`,
      ),
    ).toBe("fault");
    expect(refusal(`<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>`)).toBe("gis.answer_declares_type");
    expect(refusal("<a><b></a>")).toBe("gis.answer_not_xml");
    expect(refusal("<a>".repeat(60))).toBe("gis.answer_too_deep");
    expect(refusal("<html><body>502 Bad Gateway</body></html>")).toBe("gis.answer_unknown");
    expect(refusal("")).toBe("gis.answer_not_xml");
  });

  test("survives mutation: never throws", () => {
    const sound = `<b:ImportResult><base:CommonResult><base:TransportGUID>${guid(2)}</base:TransportGUID><base:UpdateDate>2025</base:UpdateDate></base:CommonResult></b:ImportResult>`;
    fc.assert(
      fc.property(fc.nat(sound.length), fc.nat(20), fc.string({ maxLength: 12 }), (at, cut, put) => {
        const answer = readAnswer(bytes(sound.slice(0, at) + put + sound.slice(at + cut)));
        expect(typeof answer.ok).toBe("boolean");
      }),
      { numRuns: 500 },
    );
  });
});

test("an acknowledgment names the notification, the document and the service", () => {
  const xml = acknowledgmentsRequest([
    {
      transport: guid(1),
      notification: guid(8),
      document: "20АК574354-01-5111",
      section: "municipal",
      service: { code: "1.1", guid: guid(51) },
      amount: roubles("388.77"),
    },
  ]);
  expect(parsed(xml).importAcknowledgmentRequest.AcknowledgmentRequestInfo).toEqual({
    NotificationsOfOrderExecutionGUID: guid(8),
    PaymentDocumentAck: { PaymentDocumentID: "20АК574354-01-5111", MSType: guid(51), Amount: "388.77" },
    TransportGUID: guid(1),
  });
});
