import { createHash } from "node:crypto";
import type { Money } from "#core/units";
import { jsonText, kopecksOf, type Outgoing } from "../outgoing/index.ts";
import { type Asked, askJson, asObject, isSame, objectOf, refused, textOf, unknown } from "./ask.ts";
import { tbankDecline } from "./declines.ts";
import type { AskedPayment, CardGateway, Created, KeptCard, PaymentRead } from "./model.ts";

export interface TbankSettings {
  readonly url: string;
  readonly terminal: string;
  readonly password: string;
}

type Scalar = string | number | bigint | boolean;

/**
 * The token of a request or of a notification: the scalars of its root with the password among them, sorted by name,
 * their values joined, SHA-256. What is nested takes no part.
 */
export function tbankToken(fields: Readonly<Record<string, unknown>>, password: string): string {
  const all: Readonly<Record<string, unknown>> = { ...fields, Password: password };
  const scalars = Object.entries(all)
    .filter((entry): entry is [string, Scalar] => entry[0] !== "Token" && isScalar(entry[1]))
    .sort(([a], [b]) => (a < b ? -1 : 1));
  return createHash("sha256")
    .update(scalars.map(([, value]) => String(value)).join(""))
    .digest("hex");
}

const isScalar = (value: unknown): value is Scalar =>
  ["string", "number", "bigint", "boolean"].includes(typeof value);

const STATUSES: Readonly<Record<string, PaymentRead["status"]>> = {
  NEW: "pending",
  FORM_SHOWED: "pending",
  FORMSHOWED: "pending",
  AUTHORIZING: "pending",
  "3DS_CHECKING": "pending",
  "3DS_CHECKED": "pending",
  CHECKING: "pending",
  CHECKED: "pending",
  PROCESSING: "pending",
  AUTHORIZED: "authorized",
  CONFIRMING: "authorized",
  CONFIRM_CHECKING: "authorized",
  CONFIRMED: "succeeded",
  REFUNDING: "succeeded",
  ASYNC_REFUNDING: "succeeded",
  PARTIAL_REFUNDED: "succeeded",
  REFUNDED: "succeeded",
  REVERSING: "canceled",
  REVERSED: "canceled",
  PARTIAL_REVERSED: "authorized",
  REJECTED: "canceled",
  AUTH_FAIL: "canceled",
  CANCELED: "canceled",
  DEADLINE_EXPIRED: "expired",
};

/** T-Bank (Tinkoff) acquiring, version 2, one stage: AUTHORIZED and CONFIRMED come in any order and at once. */
export function tbank(settings: TbankSettings, send: Outgoing): CardGateway {
  const ask = (method: string, fields: Record<string, string | bigint | number | undefined | object>) => {
    const body = { TerminalKey: settings.terminal, ...fields };
    return askJson(send, {
      method: "POST",
      url: `${settings.url}/${method}`,
      headers: { "content-type": "application/json" },
      body: jsonText({ ...body, Token: tbankToken(body, settings.password) } as Parameters<
        typeof jsonText
      >[0]),
    });
  };
  const init = (payment: AskedPayment, charged: boolean) =>
    ask("Init", {
      Amount: payment.amount,
      OrderId: payment.order,
      Description: payment.description.slice(0, 140),
      // Without addresses those of the terminal are used: nobody comes back from a charge of a kept card.
      ...(payment.notificationUrl === "" ? {} : { NotificationURL: payment.notificationUrl }),
      ...(payment.returnUrl === "" ? {} : { SuccessURL: payment.returnUrl, FailURL: payment.returnUrl }),
      PayType: "O",
      Language: payment.language,
      ...(payment.keepFor === undefined || charged ? {} : { Recurrent: "Y", CustomerKey: payment.keepFor }),
      ...(payment.email === undefined ? {} : { DATA: { Email: payment.email } }),
    });
  const createdOf = (asked: Asked | string, payment: AskedPayment): Created => {
    if (typeof asked === "string") return unknown(asked);
    const reference = textOf(asked.json["PaymentId"]);
    if (asked.json["Success"] !== true) return refused(errorText(asked));
    if (reference === undefined) return unknown("a payment without a number");
    return { outcome: "created", reference, payUrl: textOf(asked.json["PaymentURL"]) ?? payment.returnUrl };
  };

  return {
    // A second Init of an order is another payment of it, or an error.
    repeatsCreate: false,
    refunds: true,
    create: async (payment) => {
      const created = createdOf(await init(payment, false), payment);
      if (created.outcome !== "created" || payment.fast !== true) return created;
      const link = await ask("GetQr", { PaymentId: created.reference, DataType: "PAYLOAD" });
      const fastLink = typeof link === "string" ? undefined : textOf(link.json["Data"]);
      return { ...created, fastLink };
    },
    chargeKept: async ({ token, ...payment }) => {
      const created = createdOf(await init(payment, true), payment);
      if (created.outcome !== "created") return created;
      const charged = await ask("Charge", { PaymentId: created.reference, RebillId: token });
      // However it went, the payment has its number: it is read by it.
      return typeof charged === "string" || charged.json["Success"] === true
        ? created
        : { ...refused(errorText(charged)), decline: tbankDecline(textOf(charged.json["ErrorCode"]) ?? "") };
    },
    read: async ({ order, reference }) => {
      if (reference !== undefined) {
        const asked = await ask("GetState", { PaymentId: reference });
        if (typeof asked === "string") return unknown(asked);
        if (asked.json["Success"] !== true) return unknown(errorText(asked));
        const payment = stateOf(asked.json, order);
        return payment ? { outcome: "read", payment } : unknown("a payment that cannot be read");
      }
      const asked = await ask("CheckOrder", { OrderId: order });
      if (typeof asked === "string") return unknown(asked);
      const payments = asked.json["Payments"];
      if (asked.json["Success"] !== true || !Array.isArray(payments) || payments.length === 0)
        return textOf(asked.json["ErrorCode"]) === "255" ? { outcome: "absent" } : unknown(errorText(asked));
      const known = payments.flatMap((one: unknown) => {
        const payment = stateOf(asObject(one) ?? {}, order);
        return payment ? [payment] : [];
      });
      const best = known.find(({ status }) => status === "succeeded") ?? known.at(-1);
      return best ? { outcome: "read", payment: best } : unknown("payments that cannot be read");
    },
    refund: async ({ reference, amount, key }) => {
      const asked = await ask("Cancel", { PaymentId: reference, Amount: amount, ExternalRequestId: key });
      if (typeof asked === "string") return unknown(asked);
      if (asked.json["Success"] !== true) return refused(errorText(asked));
      switch (asked.json["Status"]) {
        case "REFUNDED":
        case "PARTIAL_REFUNDED":
        case "REVERSED":
        case "PARTIAL_REVERSED":
          return { outcome: "refunded" };
        default:
          return { outcome: "waits" };
      }
    },
    notified: (raw) => {
      const body = objectOf(raw.body.toString("utf8"));
      const token = textOf(body?.["Token"]);
      if (!body || token === undefined) return { believed: false, why: "malformed" };
      if (
        !isSame(tbankToken(body, settings.password), token.toLowerCase()) ||
        body["TerminalKey"] !== settings.terminal
      )
        return { believed: false, why: "signature" };
      return {
        believed: true,
        order: textOf(body["OrderId"]),
        reference: textOf(body["PaymentId"]),
        replayKey: createHash("sha256").update(raw.body).digest("hex"),
        card: cardOf(body),
        answer: "OK",
      };
    },
  };
}

/** The state of a payment by GetState, or by a member of CheckOrder. */
function stateOf(json: Readonly<Record<string, unknown>>, order: string): PaymentRead | undefined {
  const name = textOf(json["Status"]) ?? "";
  const status = STATUSES[name];
  const reference = textOf(json["PaymentId"]);
  const amount = kopecksOf(json["Amount"]);
  if (status === undefined || reference === undefined || amount === undefined) return undefined;
  return {
    order: textOf(json["OrderId"]) ?? order,
    reference,
    status,
    amount,
    // The terminal is opened for one currency, and the interface knows no other.
    currency: "RUB",
    // How much of a part was given back is not said by GetState.
    refunded: name === "REFUNDED" ? amount : name === "CONFIRMED" ? (0n as Money) : undefined,
    reason: status === "canceled" ? (textOf(json["Message"]) ?? name) : undefined,
    ...(status === "canceled" ? { decline: tbankDecline(textOf(json["ErrorCode"]) ?? "") } : {}),
  };
}

function cardOf(body: Readonly<Record<string, unknown>>): KeptCard | undefined {
  const token = textOf(body["RebillId"]);
  if (token === undefined) return undefined;
  // "1128": month and year.
  const [, month, year] = /^(\d\d)(\d\d)$/.exec(textOf(body["ExpDate"]) ?? "") ?? [];
  return {
    token,
    mask: `•••• ${(textOf(body["Pan"]) ?? "").slice(-4)}`,
    expires: month === undefined ? undefined : `20${year}-${month}`,
  };
}

const errorText = ({ json }: Asked): string =>
  [textOf(json["ErrorCode"]), textOf(json["Message"]), textOf(json["Details"])].filter(Boolean).join(" ") ||
  "refused without a word";
