import { createHash, createHmac, createVerify } from "node:crypto";
import type { Money } from "#core/units";
import { kopecksOf, type Outgoing } from "../outgoing/index.ts";
import { type Asked, askJson, asObject, isSame, refused, textOf, unknown } from "./ask.ts";
import { rbsDecline } from "./declines.ts";
import type { CardGateway, Created, PaymentRead } from "./model.ts";

export interface RbsSettings {
  /** "https://securepayments.sberbank.ru/payment/rest"; Alfa, Bereke and others have the like. */
  readonly url: string;
  readonly user: string;
  readonly password: string;
  /** Of the callback's checksum: a shared key, or the bank's public key in PEM. */
  readonly callbackKey: string;
}

/** What the checksum of a callback is made of: all but itself, sorted, "name;value;" each. */
export function rbsBase(query: URLSearchParams): string {
  return [...query.entries()]
    .filter(([name]) => name !== "checksum" && name !== "sign_alias")
    .sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0))
    .map(([name, value]) => `${name};${value};`)
    .join("");
}

export function isRbsSigned(query: URLSearchParams, key: string): boolean {
  const checksum = query.get("checksum");
  if (checksum === null || query.getAll("checksum").length !== 1) return false;
  if (key.includes("PUBLIC KEY")) {
    if (!/^[0-9A-Fa-f]+$/.test(checksum)) return false;
    return createVerify("RSA-SHA512").update(rbsBase(query)).verify(key, Buffer.from(checksum, "hex"));
  }
  const own = createHmac("sha256", key).update(rbsBase(query)).digest("hex").toUpperCase();
  return isSame(own, checksum.toUpperCase());
}

/** The family of Sber acquiring: forms in, JSON out, kopecks, one stage. */
export function rbs(settings: RbsSettings, send: Outgoing): CardGateway {
  const ask = (method: string, fields: Readonly<Record<string, string | undefined>>) => {
    const form = new URLSearchParams({ userName: settings.user, password: settings.password });
    for (const [name, value] of Object.entries(fields)) if (value !== undefined) form.set(name, value);
    return askJson(send, {
      method: "POST",
      url: `${settings.url}/${method}.do`,
      headers: { "content-type": "application/x-www-form-urlencoded" },
      body: form.toString(),
    });
  };
  return {
    // A number that was registered once is refused the second time.
    repeatsCreate: false,
    refunds: true,
    create: async (payment) => {
      const created = createdOf(
        await ask("register", {
          orderNumber: payment.order,
          amount: payment.amount.toString(),
          currency: "643",
          returnUrl: payment.returnUrl,
          failUrl: payment.returnUrl,
          description: payment.description.slice(0, 512),
          language: payment.language,
          sessionTimeoutSecs: String(payment.expiresInMinutes * 60),
          clientId: payment.keepFor,
          dynamicCallbackUrl: payment.notificationUrl,
        }),
      );
      if (created.outcome !== "created" || payment.fast !== true) return created;
      const link = await ask("sbp/c2b/qr/dynamic/get", { mdOrder: created.reference, qrFormat: "matrix" });
      return { ...created, fastLink: typeof link === "string" ? undefined : textOf(link.json["payload"]) };
    },
    chargeKept: async ({ token, ...payment }) => {
      const created = createdOf(
        await ask("register", {
          orderNumber: payment.order,
          amount: payment.amount.toString(),
          currency: "643",
          returnUrl: payment.returnUrl,
          description: payment.description.slice(0, 512),
          clientId: payment.keepFor,
          bindingId: token,
          features: "AUTO_PAYMENT",
        }),
      );
      if (created.outcome !== "created") return created;
      const charged = await ask("paymentOrderBinding", { mdOrder: created.reference, bindingId: token });
      return typeof charged === "string" || isFine(charged) ? created : refused(errorText(charged));
    },
    read: async ({ order, reference }) => {
      const asked = await ask(
        "getOrderStatusExtended",
        reference === undefined ? { orderNumber: order } : { orderId: reference },
      );
      if (typeof asked === "string") return unknown(asked);
      // 6: there is no such order.
      if (textOf(asked.json["errorCode"]) === "6") return { outcome: "absent" };
      if (!isFine(asked)) return unknown(errorText(asked));
      const payment = rbsPaymentOf(asked.json);
      return payment ? { outcome: "read", payment } : unknown("an order that cannot be read");
    },
    refund: async ({ reference, amount, key }) => {
      const asked = await ask("refund", {
        orderId: reference,
        amount: amount.toString(),
        externalRefundId: key,
      });
      if (typeof asked === "string") return unknown(asked);
      return isFine(asked) ? { outcome: "refunded" } : refused(errorText(asked));
    },
    notified: (raw) => {
      const text = raw.method === "POST" && raw.body.length > 0 ? raw.body.toString("utf8") : raw.query;
      const query = new URLSearchParams(text);
      const names = [...query.keys()];
      if (query.get("orderNumber") === null || new Set(names).size !== names.length)
        return { believed: false, why: "malformed" };
      if (!isRbsSigned(query, settings.callbackKey)) return { believed: false, why: "signature" };
      return {
        believed: true,
        order: query.get("orderNumber") ?? undefined,
        reference: query.get("mdOrder") ?? undefined,
        replayKey: createHash("sha256").update(rbsBase(query)).digest("hex"),
        answer: "OK",
      };
    },
  };
}

const isFine = ({ json }: Asked): boolean => ["0", undefined].includes(textOf(json["errorCode"]));

function createdOf(asked: Asked | string): Created {
  if (typeof asked === "string") return unknown(asked);
  if (!isFine(asked)) return refused(errorText(asked));
  const [reference, payUrl] = [textOf(asked.json["orderId"]), textOf(asked.json["formUrl"])];
  return reference === undefined || payUrl === undefined
    ? unknown("an order without a number or a page")
    : { outcome: "created", reference, payUrl };
}

const STATUSES: Readonly<Record<string, PaymentRead["status"]>> = {
  0: "pending",
  1: "authorized",
  2: "succeeded",
  3: "canceled",
  // Also after a part was given back: how much says `refundedAmount`.
  4: "succeeded",
  5: "pending",
  6: "canceled",
  7: "pending",
  8: "succeeded",
};

/** An order as getOrderStatusExtended tells it; undefined if it is not one. */
export function rbsPaymentOf(json: Readonly<Record<string, unknown>>): PaymentRead | undefined {
  const status = STATUSES[textOf(json["orderStatus"]) ?? ""];
  const amount = kopecksOf(json["amount"]);
  const sums = asObject(json["paymentAmountInfo"]);
  const attributes = json["attributes"];
  const mdOrder = Array.isArray(attributes)
    ? attributes.map(asObject).find((one) => one?.["name"] === "mdOrder")?.["value"]
    : undefined;
  const order = textOf(json["orderNumber"]);
  if (status === undefined || amount === undefined || order === undefined) return undefined;
  const binding = asObject(json["bindingInfo"]);
  const token = textOf(binding?.["bindingId"]);
  const authorized = asObject(json["cardAuthInfo"]);
  // "202811".
  const [, year, month] = /^(\d{4})(\d\d)$/.exec(textOf(authorized?.["expiration"]) ?? "") ?? [];
  return {
    order,
    reference: textOf(mdOrder) ?? "",
    status: status === "canceled" && textOf(json["actionCode"]) === "-2007" ? "expired" : status,
    amount,
    currency: textOf(json["currency"]) === "643" ? "RUB" : (textOf(json["currency"]) ?? ""),
    refunded: sums === undefined ? (0n as Money) : (kopecksOf(sums["refundedAmount"]) ?? (0n as Money)),
    reason: status === "canceled" ? textOf(json["actionCodeDescription"]) : undefined,
    ...(status === "canceled" ? { decline: rbsDecline(textOf(json["actionCode"]) ?? "") } : {}),
    ...(token === undefined
      ? {}
      : {
          card: {
            token,
            mask: `•••• ${(textOf(authorized?.["maskedPan"]) ?? "").slice(-4)}`,
            issuer: textOf(asObject(json["bankInfo"])?.["bankName"]),
            expires: month === undefined ? undefined : `${year}-${month}`,
          },
        }),
  };
}

const errorText = ({ json }: Asked): string =>
  `${textOf(json["errorCode"]) ?? ""} ${textOf(json["errorMessage"]) ?? ""}`.trim();
