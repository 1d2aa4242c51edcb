import { assert, must } from "#core/assert";
import { sumOf } from "#core/money";
import { type JsonWithMoney, roublesJson } from "../../outgoing/index.ts";
import type { FiscalCompany, FiscalDocument, Position } from "../model.ts";

const isEmail = (contact: string): boolean => contact.includes("@");

/** A document of ATOL Online: version 4 is FFD 1.05, version 5 is FFD 1.2. */
export function atolDocument(
  document: FiscalDocument,
  company: FiscalCompany,
  version: 4 | 5,
): { readonly [name: string]: JsonWithMoney } {
  assertSums(document);
  const client = isEmail(document.contact) ? { email: document.contact } : { phone: document.contact };
  const issuer = {
    email: company.email,
    sno: company.sno,
    inn: company.inn,
    payment_address: company.paymentAddress,
  };
  const items = document.positions.map((position) => atolItem(position, company, version));
  const payments = [{ type: document.inCash ? 0 : 1, sum: roublesJson(document.total) }];
  const total = roublesJson(document.total);
  const { correction } = document;
  return {
    external_id: document.externalId,
    ...(correction === undefined
      ? { receipt: { client, company: issuer, items, payments, total } }
      : {
          correction: {
            company: issuer,
            correction_info: {
              type: correction.by,
              base_date: dayText(correction.baseDate),
              base_number: correction.baseNumber,
            },
            payments,
            // FFD 1.05 knows no positions in a correction, only the tax; FFD 1.2 repeats those of the sale.
            ...(version === 4 ? { vats: [{ type: company.vat, sum: total }] } : { client, items, total }),
          },
        }),
    ...(company.callbackUrl === undefined ? {} : { service: { callback_url: company.callbackUrl } }),
    timestamp: document.at,
  };
}

/** "10.11.2025". */
const dayText = (day: string): string => day.split("-").reverse().join(".");

function atolItem(position: Position, company: FiscalCompany, version: 4 | 5): JsonWithMoney {
  return {
    name: position.name,
    price: roublesJson(position.amount),
    quantity: 1,
    sum: roublesJson(position.amount),
    ...(version === 4 ? { measurement_unit: "усл." } : { measure: 0 }),
    payment_method: position.method,
    payment_object: version === 4 ? "service" : 4,
    vat: { type: company.vat },
    ...(position.supplier === undefined
      ? {}
      : {
          agent_info: {
            type: "paying_agent",
            paying_agent: { operation: "Прием платежа", phones: [...company.phones] },
            receive_payments_operator: { phones: [...company.phones] },
          },
          supplier_info: {
            phones: [...position.supplier.phones],
            name: position.supplier.name,
            inn: position.supplier.inn,
          },
        }),
  };
}

export interface OrangeSettings {
  readonly inn: string;
  readonly group: string;
  readonly key: string;
  readonly taxationSystem: number;
  /** 6: without VAT. */
  readonly tax: number;
}

const ORANGE_TYPES = { sell: 1, sell_refund: 2, sell_correction: 1 } as const;
const ORANGE_METHODS = { full_payment: 4, advance: 3 } as const;

/** A document of Orange Data, FFD 1.2; the sign of a paying agent is 4. */
export function orangeDocument(
  document: FiscalDocument,
  settings: OrangeSettings,
): { readonly [name: string]: JsonWithMoney } {
  assertSums(document);
  return {
    id: document.externalId.replaceAll(/[^A-Za-z0-9]/g, ""),
    inn: settings.inn,
    group: settings.group,
    key: settings.key,
    content: {
      ffdVersion: 4,
      type: ORANGE_TYPES[document.kind],
      positions: document.positions.map((position) => ({
        text: position.name,
        quantity: 1,
        price: roublesJson(position.amount),
        tax: settings.tax,
        paymentMethodType: ORANGE_METHODS[position.method],
        paymentSubjectType: 4,
        ...(position.supplier === undefined
          ? {}
          : {
              agentType: 4,
              supplierINN: position.supplier.inn,
              supplierInfo: { name: position.supplier.name, phoneNumbers: [...position.supplier.phones] },
            }),
      })),
      checkClose: {
        payments: [{ type: document.inCash ? 1 : 2, amount: roublesJson(document.total) }],
        taxationSystem: settings.taxationSystem,
      },
      customerContact: document.contact,
    },
  };
}

/** A correction of Orange Data: sums and their tax, without positions; the type is that of the receipt it makes good. */
export function orangeCorrection(
  document: FiscalDocument,
  settings: OrangeSettings,
): { readonly [name: string]: JsonWithMoney } {
  assertSums(document);
  const correction = must(document.correction, "the reason of a correction");
  return {
    id: document.externalId.replaceAll(/[^A-Za-z0-9]/g, ""),
    inn: settings.inn,
    group: settings.group,
    key: settings.key,
    content: {
      type: ORANGE_TYPES[document.kind],
      correctionType: correction.by === "self" ? 0 : 1,
      description: "Расчёт без применения кассы",
      causeDocumentDate: `${correction.baseDate}T00:00:00`,
      causeDocumentNumber: correction.baseNumber,
      totalSum: roublesJson(document.total),
      [document.inCash ? "cashSum" : "eCashSum"]: roublesJson(document.total),
      [`tax${settings.tax}Sum`]: roublesJson(document.total),
      taxationSystem: settings.taxationSystem,
    },
  };
}

function assertSums(document: FiscalDocument): void {
  assert(
    sumOf(document.positions.map(({ amount }) => amount)) === document.total,
    "the positions of a receipt make its total",
  );
  assert(
    document.positions.every(({ name }) => [...name].length <= 128),
    "a position is named in 128 characters",
  );
}
