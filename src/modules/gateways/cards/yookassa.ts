import { createHash } from "node:crypto";
import { BlockList, isIP } from "node:net";
import { moneyText, parseMoney } from "#core/money";
import type { Outgoing } from "../outgoing/index.ts";
import { type Asked, askJson, asObject, objectOf, refused, textOf, unknown } from "./ask.ts";
import { yookassaDecline } from "./declines.ts";
import type {
  AskedPayment,
  CardGateway,
  Created,
  KeptCard,
  Notification,
  PaymentRead,
  Read,
} from "./model.ts";

export interface YookassaSettings {
  readonly url: string;
  readonly shop: string;
  readonly secret: string;
  /** Where notifications come from; absent: the list that the vendor publishes. */
  readonly sources?: readonly string[] | undefined;
}

/** Published by the vendor; the sixth version of the protocol is forgotten often. */
export const YOOKASSA_SOURCES = [
  "185.71.76.0/27",
  "185.71.77.0/27",
  "77.75.153.0/25",
  "77.75.154.128/25",
  "77.75.156.11/32",
  "77.75.156.35/32",
  "2a02:5180::/32",
];

/** YooKassa, version 3 of its interface. Notifications carry no signature: the source and a second look make up for it. */
export function yookassa(settings: YookassaSettings, send: Outgoing): CardGateway {
  const sources = sourcesOf(settings.sources ?? YOOKASSA_SOURCES);
  const authorization = `Basic ${Buffer.from(`${settings.shop}:${settings.secret}`).toString("base64")}`;
  const post = (path: string, key: string, body: object): Promise<Asked | string> =>
    askJson(send, {
      method: "POST",
      url: `${settings.url}${path}`,
      headers: { authorization, "content-type": "application/json", "idempotence-key": key },
      body: JSON.stringify(body),
    });
  const common = (payment: AskedPayment) => ({
    amount: amountJson(payment.amount),
    capture: true,
    description: payment.description.slice(0, 128),
    metadata: { order: payment.order },
  });

  return {
    repeatsCreate: true,
    refunds: true,
    create: async (payment) =>
      createdOf(
        await post("/payments", `pay-${payment.order}`, {
          ...common(payment),
          confirmation: payment.fast
            ? { type: "qr" }
            : {
                type: "redirect",
                return_url: payment.returnUrl,
                locale: payment.language === "ru" ? "ru_RU" : "en_US",
              },
          ...(payment.fast ? { payment_method_data: { type: "sbp" } } : {}),
          ...(payment.keepFor === undefined
            ? {}
            : { save_payment_method: true, merchant_customer_id: payment.keepFor }),
        }),
        payment,
      ),
    chargeKept: async ({ token, ...payment }) =>
      createdOf(
        await post("/payments", `pay-${payment.order}`, { ...common(payment), payment_method_id: token }),
        payment,
      ),
    read: async ({ reference }) => {
      if (reference === undefined) return unknown("the bank has not told its number yet");
      const asked = await askJson(send, {
        method: "GET",
        url: `${settings.url}/payments/${encodeURIComponent(reference)}`,
        headers: { authorization },
      });
      return readOf(asked);
    },
    refund: async ({ reference, amount, key }) => {
      const asked = await post("/refunds", key, { payment_id: reference, amount: amountJson(amount) });
      if (typeof asked === "string") return unknown(asked);
      if (asked.status !== 200) return refused(errorText(asked));
      switch (asked.json["status"]) {
        case "succeeded":
          return { outcome: "refunded" };
        case "pending":
          return { outcome: "waits" };
        case "canceled":
          return refused(textOf(asObject(asked.json["cancellation_details"])?.["reason"]) ?? "canceled");
        default:
          return unknown("a state of refunds that is not known");
      }
    },
    notified: (raw): Notification => {
      if (!isFrom(sources, raw.remoteAddress)) return { believed: false, why: "source" };
      const body = objectOf(raw.body.toString("utf8"));
      const object = asObject(body?.["object"]);
      const event = textOf(body?.["event"]);
      if (body?.["type"] !== "notification" || event === undefined || object === undefined)
        return { believed: false, why: "malformed" };
      const isRefund = event.startsWith("refund.");
      return {
        believed: true,
        order: textOf(asObject(object["metadata"])?.["order"]),
        reference: textOf(isRefund ? object["payment_id"] : object["id"]),
        replayKey: createHash("sha256").update(raw.body).digest("hex"),
        answer: "",
      };
    },
  };
}

const amountJson = (amount: bigint) => ({ value: moneyText(amount), currency: "RUB" });

function createdOf(asked: Asked | string, payment: AskedPayment): Created {
  if (typeof asked === "string") return unknown(asked);
  if (asked.status !== 200) return refused(errorText(asked));
  const confirmation = asObject(asked.json["confirmation"]);
  const reference = textOf(asked.json["id"]);
  if (reference === undefined) return unknown("a payment without a number");
  const fastLink = textOf(confirmation?.["confirmation_data"]);
  return {
    outcome: "created",
    reference,
    payUrl: textOf(confirmation?.["confirmation_url"]) ?? payment.returnUrl,
    fastLink,
  };
}

function readOf(asked: Asked | string): Read {
  if (typeof asked === "string") return unknown(asked);
  if (asked.status === 404) return { outcome: "absent" };
  if (asked.status !== 200) return unknown(errorText(asked));
  const payment = paymentOf(asked.json);
  return payment ? { outcome: "read", payment } : unknown("a payment that cannot be read");
}

const STATUSES: Readonly<Record<string, PaymentRead["status"]>> = {
  pending: "pending",
  waiting_for_capture: "authorized",
  succeeded: "succeeded",
  canceled: "canceled",
};

/** A payment as YooKassa describes it; undefined if it is not one. */
export function paymentOf(json: Readonly<Record<string, unknown>>): PaymentRead | undefined {
  const status = STATUSES[textOf(json["status"]) ?? ""];
  const amount = asObject(json["amount"]);
  const value = parseMoney(textOf(amount?.["value"]) ?? "");
  const reference = textOf(json["id"]);
  const method = asObject(json["payment_method"]);
  const card = asObject(method?.["card"]);
  if (status === undefined || value === undefined || reference === undefined) return undefined;
  const reason = textOf(asObject(json["cancellation_details"])?.["reason"]);
  const refundedText = textOf(asObject(json["refunded_amount"])?.["value"]);
  return {
    order: textOf(asObject(json["metadata"])?.["order"]) ?? "",
    reference,
    // Expiry is a cancellation with that reason.
    status: reason === "expired_on_confirmation" ? "expired" : status,
    amount: value,
    currency: textOf(amount?.["currency"]) ?? "",
    refunded: parseMoney(refundedText ?? "0"),
    reason,
    ...(status === "canceled" ? { decline: yookassaDecline(reason ?? "") } : {}),
    ...(method?.["saved"] === true ? { card: keptCardOf(textOf(method["id"]) ?? "", card ?? {}) } : {}),
  };
}

function keptCardOf(token: string, card: Readonly<Record<string, unknown>>): KeptCard {
  const [year, month] = [textOf(card["expiry_year"]), textOf(card["expiry_month"])];
  return {
    token,
    mask: `•••• ${textOf(card["last4"]) ?? "????"}`,
    issuer: textOf(card["issuer_name"]),
    expires: year === undefined || month === undefined ? undefined : `${year}-${month.padStart(2, "0")}`,
  };
}

const errorText = ({ status, json }: Asked): string =>
  `${status} ${textOf(json["code"]) ?? ""}: ${textOf(json["description"]) ?? ""}`.trim();

function sourcesOf(list: readonly string[]): BlockList {
  const sources = new BlockList();
  for (const entry of list) {
    const [address = "", prefix] = entry.split("/");
    const family = isIP(address) === 6 ? "ipv6" : "ipv4";
    sources.addSubnet(address, Number(prefix ?? (family === "ipv6" ? 128 : 32)), family);
  }
  return sources;
}

function isFrom(sources: BlockList, address: string): boolean {
  const plain = address.replace(/^::ffff:(?=\d+\.)/i, "");
  const family = isIP(plain);
  return family !== 0 && sources.check(plain, family === 6 ? "ipv6" : "ipv4");
}
