import { createHash } from "node:crypto";
import { must } from "#core/assert";
import { type Money, money } from "#core/units";
import {
  type FiscalService,
  kopecksOf,
  type Outgoing,
  type OutgoingAnswer,
  tbankToken,
} from "#modules/gateways";

/*
 * A bank that is nobody's, for the demo town and for tests: it speaks the words of T-Bank's interface, so that the same
 * adapter asks it, and its notifications are signed as that bank signs. It lives in the memory of one process, is reached
 * by no network, and the server makes one only where the demo town lives or a test asks for it.
 */

export const TEST_TERMINAL = { terminal: "TestTerminal", password: "test-password" } as const;
export const TEST_BANK_URL = "https://test-bank.invalid/v2";

type Status =
  | "NEW"
  | "3DS_CHECKING"
  | "CONFIRMED"
  | "PARTIAL_REFUNDED"
  | "REFUNDED"
  | "REJECTED"
  | "CANCELED";

export interface TestPayment {
  readonly id: string;
  readonly order: string;
  readonly amount: Money;
  readonly description: string;
  readonly returnUrl: string;
  readonly notificationUrl: string;
  readonly status: Status;
  readonly refunded: Money;
  /** Whose card the payer let us keep by this payment. */
  readonly keepFor: string | undefined;
  /** Why it was declined; "0" while it was not. */
  readonly code: string;
}

/** What the payer does on the bank's page. */
export type TestDeed = "pay" | "decline" | "confirm" | "cancel";

export interface TestBank {
  /** How the adapter reaches it. */
  readonly send: Outgoing;
  readonly find: (id: string) => TestPayment | undefined;
  /** The payer's deed; notifies as the bank would. Undefined where there is no such payment. */
  readonly act: (id: string, deed: TestDeed) => Promise<TestPayment | undefined>;
  /** How kept cards answer from now on: "0" pays, any other is a code of the issuer. */
  readonly setCards: (code: string) => void;
  /** How often money was really taken, by order. */
  readonly taken: () => ReadonlyMap<string, number>;
}

/** `notify` brings a notification to our own door. */
export function testBank(notify: (url: string, body: string) => Promise<void>): TestBank {
  const payments = new Map<string, TestPayment>();
  const answers = new Map<string, object>();
  const keptFor = new Map<string, string>();
  let cards = "0";

  const set = async (payment: TestPayment, amount: Money = payment.amount): Promise<TestPayment> => {
    payments.set(payment.id, payment);
    const fields = {
      TerminalKey: TEST_TERMINAL.terminal,
      OrderId: payment.order,
      Success: payment.status !== "REJECTED",
      Status: payment.status,
      PaymentId: Number(payment.id),
      ErrorCode: payment.code,
      Amount: Number(amount.toString()),
      Pan: "430000******0777",
      ExpDate: "1130",
      ...(payment.keepFor === undefined || payment.status !== "CONFIRMED"
        ? {}
        : { RebillId: Number(rebillOf(payment)) }),
    };
    if (payment.notificationUrl === "") return payment;
    await notify(
      payment.notificationUrl,
      JSON.stringify({ ...fields, Token: tbankToken(fields, TEST_TERMINAL.password) }),
    );
    return payment;
  };

  const rebillOf = (payment: TestPayment): string => {
    const token = `7${payment.id}`;
    keptFor.set(token, payment.keepFor ?? "");
    return token;
  };

  const refused = (code: string, text: string) => ({ Success: false, ErrorCode: code, Message: text });
  const stateOf = (payment: TestPayment) => ({
    Success: true,
    ErrorCode: payment.code,
    Status: payment.status,
    PaymentId: payment.id,
    OrderId: payment.order,
    Amount: Number(payment.amount.toString()),
  });

  async function answer(method: string, body: Readonly<Record<string, unknown>>): Promise<object> {
    if (tbankToken(body, TEST_TERMINAL.password) !== body["Token"]) return refused("204", "wrong token");
    const payment = payments.get(String(body["PaymentId"]));
    switch (method) {
      case "Init": {
        const amount = kopecksOf(body["Amount"]);
        if (amount === undefined) return refused("10", "wrong amount");
        const id = String(8_000_001 + payments.size);
        payments.set(id, {
          id,
          order: String(body["OrderId"]),
          amount,
          description: String(body["Description"]),
          returnUrl: String(body["SuccessURL"] ?? ""),
          notificationUrl: String(body["NotificationURL"] ?? ""),
          status: "NEW",
          refunded: money(0n),
          keepFor: body["Recurrent"] === "Y" ? String(body["CustomerKey"]) : undefined,
          code: "0",
        });
        return { ...stateOf(must(payments.get(id), "a payment")), PaymentURL: `/test-bank/${id}` };
      }
      case "GetQr":
        return payment
          ? {
              Success: true,
              ErrorCode: "0",
              Data: `https://qr.nspk.ru/TEST${payment.id}?type=02&bank=000000000000&sum=${payment.amount}&cur=RUB&crc=0000`,
            }
          : refused("255", "no such payment");
      case "GetState":
        return payment ? stateOf(payment) : refused("255", "no such payment");
      case "CheckOrder": {
        const found = [...payments.values()].filter(({ order }) => order === body["OrderId"]);
        return found.length === 0
          ? refused("255", "no such order")
          : { Success: true, ErrorCode: "0", OrderId: body["OrderId"], Payments: found.map(stateOf) };
      }
      case "Charge": {
        if (!payment || !keptFor.has(String(body["RebillId"]))) return refused("1014", "no such card");
        if (payment.status !== "NEW") return refused("8", "charged before");
        const status = cards === "0" ? ("CONFIRMED" as const) : ("REJECTED" as const);
        const done = await set({ ...payment, status, code: cards });
        return cards === "0" ? stateOf(done) : { ...stateOf(done), Success: false, Message: "declined" };
      }
      case "Cancel": {
        if (!payment) return refused("255", "no such payment");
        const key = String(body["ExternalRequestId"]);
        const before = answers.get(key);
        if (before) return before;
        const amount = kopecksOf(body["Amount"]) ?? payment.amount;
        const refunded = money(payment.refunded + amount);
        if (refunded > payment.amount || !["CONFIRMED", "PARTIAL_REFUNDED"].includes(payment.status))
          return refused("4", "no more than was paid is given back");
        const status = refunded === payment.amount ? "REFUNDED" : "PARTIAL_REFUNDED";
        const done = { ...stateOf({ ...payment, status }), ExternalRequestId: key };
        answers.set(key, done);
        payments.set(payment.id, { ...payment, status, refunded });
        return done;
      }
      default:
        return refused("501", "no such method");
    }
  }

  return {
    send: async ({ url, body }): Promise<OutgoingAnswer> => ({
      status: 200,
      body: JSON.stringify(
        await answer(
          url.slice(TEST_BANK_URL.length + 1),
          JSON.parse(String(body ?? "{}")) as Record<string, unknown>,
        ),
      ),
    }),
    find: (id) => payments.get(id),
    act: async (id, deed) => {
      const payment = payments.get(id);
      if (!payment || !["NEW", "3DS_CHECKING"].includes(payment.status)) return payment;
      if (deed === "pay") {
        const asked = { ...payment, status: "3DS_CHECKING" } as const;
        payments.set(id, asked);
        return asked;
      }
      return set({ ...payment, status: DEEDS[deed], code: deed === "decline" ? "1051" : "0" });
    },
    setCards: (code) => {
      cards = code;
    },
    taken: () => {
      const counts = new Map<string, number>();
      for (const { order, status } of payments.values()) {
        if (["CONFIRMED", "PARTIAL_REFUNDED", "REFUNDED"].includes(status))
          counts.set(order, (counts.get(order) ?? 0) + 1);
      }
      return counts;
    },
  };
}

const DEEDS = { confirm: "CONFIRMED", decline: "REJECTED", cancel: "CANCELED" } as const;

/** A cash register that is nobody's: its receipts have numbers made of the document's own. */
export function testCashRegister(): FiscalService {
  const numberOf = (text: string, digits: number): string =>
    (BigInt(`0x${createHash("sha256").update(text).digest("hex").slice(0, 16)}`) % 10n ** BigInt(digits))
      .toString()
      .padStart(digits, "0");
  return {
    register: async ({ externalId }) => ({ outcome: "taken", id: externalId }),
    report: async ({ id }) => ({
      outcome: "done",
      marks: {
        serviceId: id,
        fnNumber: "9999078900000000",
        documentNumber: numberOf(id, 6),
        attribute: numberOf(`${id} attribute`, 10),
        receiptAt: "",
      },
    }),
  };
}
