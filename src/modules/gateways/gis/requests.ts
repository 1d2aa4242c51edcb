import { assert } from "#core/assert";
import { moneyText, sumOf } from "#core/money";
import type { Period } from "#core/period";
import { type Money, money, NOTHING } from "#core/units";
import { fromMillionths, toDecimal } from "#core/exact";
import { hasForm } from "./identifiers.ts";
import type {
  GisAccount,
  GisAcknowledgment,
  GisCharge,
  GisDocument,
  GisPayment,
  GisRequisites,
  NsiRef,
} from "./model.ts";
import { documentText, type Element, element, maybe } from "./xml.ts";

/** How many things one message may hold; a longer list makes several messages. */
export const LIMITS = { accounts: 100, documents: 500, payments: 250, acknowledgments: 100 } as const;

/**
 * Accounts to be opened or renewed.
 *
 * Source    hcs-house-management-types, `importAccountRequest`, version 10.0.1.1
 */
export function accountsRequest(accounts: readonly GisAccount[]): string {
  judgeTransports(accounts, LIMITS.accounts);
  return documentText(
    message(
      "hm:importAccountRequest",
      "10.0.1.1",
      accounts.map((account) => {
        assert(hasForm("ownNumber", account.number), "an account's number has 1 to 30 characters");
        return element("hm:Account", [
          element(`hm:is${account.kind}Account`, "true"),
          maybe("hm:LivingPersonsNumber", account.persons?.toString()),
          maybe("hm:TotalSquare", area(account.areaTotal)),
          maybe("hm:HeatedArea", area(account.areaHeated)),
          account.closed &&
            element("hm:Closed", [
              nsi("hm:CloseReason", account.closed.reason),
              element("hm:CloseDate", account.closed.on),
            ]),
          element("hm:Accommodation", [
            "premises" in account.place
              ? element("hm:PremisesGUID", account.place.premises)
              : element("hm:FIASHouseGuid", account.place.house),
          ]),
          element("hm:PayerInfo", [
            account.holder &&
              element("hm:Ind", [
                maybe("ib:Surname", account.holder.surname),
                maybe("ib:FirstName", account.holder.givenName),
                maybe("ib:Patronymic", account.holder.patronymic),
              ]),
          ]),
          element("base:TransportGUID", account.transport),
          element("ab:AccountNumber", account.number),
          maybe("hm:AccountGUID", account.guid),
        ]);
      }),
    ),
  );
}

/**
 * Payment documents of one month, of one bank account.
 *
 * Source    hcs-bills-types, `importPaymentDocumentRequest`, version 11.2.0.16; order 43/пр, section 3 of the form
 * Rules     `ConfirmAmountsCorrect` is not sent: the system adds the sums up by itself, and an error of ours shows
 */
export function documentsRequest(of: {
  readonly period: Period;
  readonly requisites: GisRequisites;
  readonly documents: readonly GisDocument[];
  /** The provider's `orgPPAGUID`: of documents that a settlement center makes for it. */
  readonly provider?: string | undefined;
}): string {
  judgeTransports(of.documents, LIMITS.documents);
  const [year = "", month = ""] = of.period.split("-");
  return documentText(
    message("bills:importPaymentDocumentRequest", "11.2.0.16", [
      element("base:Month", String(Number(month))),
      element("base:Year", year),
      element("bills:PaymentInformation", [
        element("pb:BankBIK", of.requisites.bic),
        element("pb:operatingAccountNumber", of.requisites.account),
        element("base:TransportGUID", of.requisites.transport),
      ]),
      ...of.documents.map((document) => paymentDocument(document, of.requisites)),
      of.provider === undefined
        ? undefined
        : element("bills:PaymentProviderInformation", [element("bills:orgPPAGUID", of.provider)]),
    ]),
  );
}

/** To pay for the month alone: charges, capital repair; penalties stand apart. */
export const payableOf = (of: {
  readonly charged: Money;
  readonly recalculated: Money;
  readonly benefit: Money;
  readonly excess?: Money | undefined;
}): Money => money(of.charged + (of.excess ?? NOTHING) + of.recalculated + of.benefit);

function paymentDocument(document: GisDocument, requisites: GisRequisites): Element {
  assert(hasForm("ownNumber", document.number), "a document's number has 1 to 30 characters");
  const charges = sumOf([
    ...document.charges.map(payableOf),
    ...(document.capitalRepair ? [payableOf(document.capitalRepair)] : []),
  ]);
  const penalty = document.penalty?.amount ?? NOTHING;
  const debt = document.opening > 0n ? document.opening : NOTHING;
  const advance = document.opening < 0n ? money(NOTHING - document.opening) : NOTHING;
  return element("bills:PaymentDocument", [
    element("ab:AccountGuid", document.accountGuid),
    element("bb:PaymentDocumentNumber", document.number),
    ...document.charges.map((charge) => element("bills:ChargeInfo", [chargeElement(charge)])),
    document.capitalRepair &&
      element("bills:CapitalRepairCharge", [
        element("bills:Contribution", rate(document.capitalRepair.rate)),
        element("bills:AccountingPeriodTotal", moneyText(document.capitalRepair.charged)),
        maybe("bills:MoneyRecalculation", unlessZero(document.capitalRepair.recalculated)),
        maybe("bills:MoneyDiscount", unlessZero(money(NOTHING - document.capitalRepair.benefit))),
        element("bills:TotalPayable", moneyText(payableOf(document.capitalRepair))),
      ]),
    document.penalty && penalty !== NOTHING
      ? element("bills:PenaltiesAndCourtCosts", [
          nsi("bills:ServiceType", document.penalty.service),
          element("bills:Cause", document.penalty.cause),
          element("bills:TotalPayable", moneyText(penalty)),
        ])
      : undefined,
    element("bills:Expose", "true"),
    element("bills:TotalPayableByChargeInfo", moneyText(charges)),
    element("bills:DebtPreviousPeriods", moneyText(debt)),
    element("bills:AdvanceBllingPeriod", moneyText(advance)),
    element("bills:PaymentsTaken", String(document.paymentsTaken)),
    element(
      "bills:TotalPayableByPDWithDebtAndAdvance",
      moneyText(money(charges + penalty + document.opening)),
    ),
    maybe("bills:TotalByPenaltiesAndCourtCosts", unlessZero(penalty)),
    element("bills:TotalPayableByPD", moneyText(money(charges + penalty))),
    element("base:TransportGUID", document.transport),
    element("bills:PaymentInformationKey", requisites.transport),
  ]);
}

const SECTIONS = {
  housing: "bills:HousingService",
  municipal: "bills:MunicipalService",
  additional: "bills:AdditionalService",
} as const satisfies Readonly<Record<GisCharge["section"], string>>;

function chargeElement(charge: GisCharge): Element {
  const reductions = [
    maybe("bills:MoneyRecalculation", unlessZero(charge.recalculated)),
    maybe("bills:MoneyDiscount", unlessZero(money(NOTHING - charge.benefit))),
  ];
  const volumes = [
    charge.individual && volume("I", charge.individual),
    charge.common && volume("O", charge.common),
  ].filter((one) => one !== undefined);
  const excess = charge.excess ?? NOTHING;
  return element(SECTIONS[charge.section], [
    nsi("bills:ServiceType", charge.service),
    element("bills:Rate", rate(charge.rate)),
    element("bills:TotalPayable", moneyText(payableOf(charge))),
    element("bills:AccountingPeriodTotal", moneyText(money(charge.charged + excess))),
    maybe("bills:orgPPAGUID", charge.provider),
    reductions.some((one) => one !== undefined) ? element("bills:ServiceCharge", reductions) : undefined,
    charge.section === "municipal" && volumes.length > 0 ? element("bills:Consumption", volumes) : undefined,
    charge.section === "municipal" && excess !== NOTHING && charge.charged > 0n
      ? element("bills:MultiplyingFactor", [
          element("bills:Ratio", ratio(charge.charged, excess)),
          element("bills:AmountOfExcessFees", moneyText(excess)),
        ])
      : undefined,
  ]);
}

const volume = (type: "I" | "O", of: NonNullable<GisCharge["individual"]>): Element =>
  element("bills:Volume", decimal(of.volume), { type, determiningMethod: of.by });

/**
 * Payments that came past the banks' notifications.
 *
 * Source    hcs-payment-types, `importSupplierNotificationsOfOrderExecutionRequest`, version 10.0.1.1
 */
export function paymentsRequest(payments: readonly GisPayment[]): string {
  judgeTransports(payments, LIMITS.payments);
  return documentText(
    message(
      "payment:importSupplierNotificationsOfOrderExecutionRequest",
      "10.0.1.1",
      payments.map((payment) => {
        const [year = "", month = ""] = (payment.period ?? "").split("-");
        return element("payment:SupplierNotificationOfOrderExecution", [
          element("payment:OrderDate", payment.paidOn),
          payment.period === undefined
            ? undefined
            : element("payment:OrderPeriod", [
                element("base:Month", String(Number(month))),
                element("base:Year", year),
              ]),
          "document" in payment.of
            ? element("bb:PaymentDocumentID", payment.of.document)
            : element("ab:ServiceID", payment.of.service),
          element("payment:Amount", moneyText(payment.amount)),
          element("payment:OnlinePayment", String(payment.online)),
          element("base:TransportGUID", payment.transport),
        ]);
      }),
    ),
  );
}

/**
 * Which documents the banks' notifications have paid ("квитирование").
 *
 * Source    hcs-bills-types, `importAcknowledgmentRequest`, version 11.0.0.2; the amount is a decimal of two places, unlike
 *           those of the notifications, which are whole kopecks
 */
export function acknowledgmentsRequest(acknowledgments: readonly GisAcknowledgment[]): string {
  judgeTransports(acknowledgments, LIMITS.acknowledgments);
  const types = { housing: "HSType", municipal: "MSType", additional: "ASType" } as const;
  return documentText(
    message(
      "bills:importAcknowledgmentRequest",
      "11.0.0.2",
      acknowledgments.map((one) =>
        element("bills:AcknowledgmentRequestInfo", [
          element("pb:NotificationsOfOrderExecutionGUID", one.notification),
          element("pb:PaymentDocumentAck", [
            element("bb:PaymentDocumentID", one.document),
            one.section === "capital_repair"
              ? nsi("pb:PServiceType", one.service)
              : element(`pb:${types[one.section]}`, one.service.guid),
            element("pb:Amount", moneyText(one.amount)),
          ]),
          element("base:TransportGUID", one.transport),
        ]),
      ),
    ),
  );
}

const SPACE = "http://dom.gosuslugi.ru/schema/integration";
const SPACES = {
  "xmlns:base": `${SPACE}/base/`,
  "xmlns:bills": `${SPACE}/bills/`,
  "xmlns:bb": `${SPACE}/bills-base/`,
  "xmlns:pb": `${SPACE}/payments-base/`,
  "xmlns:ab": `${SPACE}/account-base/`,
  "xmlns:hm": `${SPACE}/house-management/`,
  "xmlns:ib": `${SPACE}/individual-registry-base/`,
  "xmlns:nsi": `${SPACE}/nsi-base/`,
  "xmlns:payment": `${SPACE}/payment/`,
};

const message = (name: string, version: string, holds: readonly (Element | undefined)[]): Element =>
  element(name, holds, { ...SPACES, "base:version": version, Id: "signed-data" });

const nsi = (name: string, ref: NsiRef): Element =>
  element(name, [element("nsi:Code", ref.code), element("nsi:GUID", ref.guid)]);

function judgeTransports(things: readonly { readonly transport: string }[], most: number): void {
  assert(things.length > 0 && things.length <= most, `a message holds 1 to ${most} things`);
  assert(
    new Set(things.map((one) => one.transport)).size === things.length,
    "a TransportGUID is used once in a message",
  );
}

const unlessZero = (amount: Money): string | undefined => (amount === 0n ? undefined : moneyText(amount));
const decimal = (millionths: bigint): string =>
  toDecimal(fromMillionths(millionths), 6).replace(/\.?0+$/, "");
const rate = decimal;
const area = (millionths: bigint | undefined): string | undefined =>
  millionths === undefined ? undefined : toDecimal(fromMillionths(millionths), 2);

/** 1 + excess / charged, two decimals. */
const ratio = (charged: Money, excess: Money): string => {
  const hundredths = ((charged + excess) * 100n + charged / 2n) / charged;
  return `${hundredths / 100n}.${String(hundredths % 100n).padStart(2, "0")}`;
};
