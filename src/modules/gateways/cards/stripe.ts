import { createHash, createHmac } from "node:crypto";
import type { Money } from "#core/units";
import { kopecksOf, type Outgoing } from "../outgoing/index.ts";
import { type Asked, askJson, asObject, isSame, objectOf, refused, textOf, unknown } from "./ask.ts";
import type { AskedPayment, CardGateway, Created, PaymentRead } from "./model.ts";

export interface StripeSettings {
  /** "https://api.stripe.com". */
  readonly url: string;
  readonly secret: string;
  /** Of the endpoint that is notified. */
  readonly signingSecret: string;
}

/** A notification may be so much older or younger than our clock. */
const TOLERANCE_SECONDS = 300;

export type StripeSigned = "signed" | "signature" | "too_old" | "malformed";

/** Judges "t=…,v1=…[,v1=…]" over the raw bytes: any of the signatures may fit, since secrets are changed in turn. */
export function judgeStripeSignature(
  raw: { readonly header: string; readonly body: Buffer; readonly now: number },
  secret: string,
): StripeSigned {
  const parts = raw.header
    .split(",")
    .map((part) => part.trim().split("=", 2) as [string, string | undefined]);
  const time = parts.find(([name]) => name === "t")?.[1];
  const signatures = parts.flatMap(([name, value]) => (name === "v1" && value !== undefined ? [value] : []));
  if (time === undefined || !/^\d{1,12}$/.test(time)) return "malformed";
  const own = createHmac("sha256", secret).update(`${time}.`).update(raw.body).digest("hex");
  // All are compared: the time tells nothing of which one fitted.
  const fits = signatures.map((signature) => isSame(own, signature)).includes(true);
  if (!fits) return "signature";
  return Math.abs(raw.now - Number(time)) > TOLERANCE_SECONDS ? "too_old" : "signed";
}

/** Stripe Checkout, for cards of other countries. */
export function stripe(settings: StripeSettings, send: Outgoing): CardGateway {
  const headers = { authorization: `Bearer ${settings.secret}` };
  const post = (path: string, key: string, fields: Readonly<Record<string, string | undefined>>) => {
    const form = new URLSearchParams();
    for (const [name, value] of Object.entries(fields)) if (value !== undefined) form.set(name, value);
    return askJson(send, {
      method: "POST",
      url: `${settings.url}/v1/${path}`,
      headers: { ...headers, "content-type": "application/x-www-form-urlencoded", "idempotency-key": key },
      body: form.toString(),
    });
  };
  const get = (path: string) => askJson(send, { method: "GET", url: `${settings.url}/v1/${path}`, headers });

  return {
    repeatsCreate: true,
    refunds: true,
    create: async (payment) =>
      createdOf(
        await post("checkout/sessions", `pay-${payment.order}`, {
          mode: "payment",
          client_reference_id: payment.order,
          "metadata[order]": payment.order,
          "payment_intent_data[metadata][order]": payment.order,
          "line_items[0][quantity]": "1",
          "line_items[0][price_data][currency]": "rub",
          "line_items[0][price_data][unit_amount]": payment.amount.toString(),
          "line_items[0][price_data][product_data][name]": payment.description.slice(0, 250),
          success_url: payment.returnUrl,
          cancel_url: payment.returnUrl,
          customer_email: payment.email,
          locale: payment.language,
          ...(payment.keepFor === undefined
            ? {}
            : { "payment_intent_data[setup_future_usage]": "off_session", customer_creation: "always" }),
        }),
        payment,
      ),
    chargeKept: async () => refused("cards are not kept here"),
    read: async ({ order, reference }) => {
      if (reference === undefined) return unknown("the bank has not told its number yet");
      const asked = await get(
        `checkout/sessions/${encodeURIComponent(reference)}?expand[]=payment_intent.latest_charge`,
      );
      if (typeof asked === "string") return unknown(asked);
      if (asked.status === 404) return { outcome: "absent" };
      if (asked.status !== 200) return unknown(errorText(asked));
      const payment = sessionOf(asked.json, order);
      return payment ? { outcome: "read", payment } : unknown("a session that cannot be read");
    },
    refund: async ({ reference, amount, key }) => {
      const session = await get(`checkout/sessions/${encodeURIComponent(reference)}`);
      if (typeof session === "string") return unknown(session);
      const intent = textOf(session.json["payment_intent"]);
      if (intent === undefined) return refused("nothing was paid in this session");
      const asked = await post("refunds", key, { payment_intent: intent, amount: amount.toString() });
      if (typeof asked === "string") return unknown(asked);
      if (asked.status !== 200) return refused(errorText(asked));
      return asked.json["status"] === "succeeded"
        ? { outcome: "refunded" }
        : asked.json["status"] === "pending"
          ? { outcome: "waits" }
          : refused(textOf(asked.json["failure_reason"]) ?? "refused");
    },
    notified: (raw) => {
      const judged = judgeStripeSignature(
        { header: raw.headers["stripe-signature"] ?? "", body: raw.body, now: raw.now },
        settings.signingSecret,
      );
      if (judged !== "signed") return { believed: false, why: judged };
      const event = objectOf(raw.body.toString("utf8"));
      const object = asObject(asObject(event?.["data"])?.["object"]);
      const id = textOf(event?.["id"]);
      if (id === undefined || object === undefined) return { believed: false, why: "malformed" };
      const isSession = object["object"] === "checkout.session";
      return {
        believed: true,
        order:
          textOf(asObject(object["metadata"])?.["order"]) ??
          (isSession ? textOf(object["client_reference_id"]) : undefined),
        reference: isSession ? textOf(object["id"]) : undefined,
        replayKey: createHash("sha256").update(id).digest("hex"),
        answer: "",
      };
    },
  };
}

function createdOf(asked: Asked | string, payment: AskedPayment): Created {
  if (typeof asked === "string") return unknown(asked);
  if (asked.status !== 200) return refused(errorText(asked));
  const reference = textOf(asked.json["id"]);
  return reference === undefined
    ? unknown("a session without a number")
    : { outcome: "created", reference, payUrl: textOf(asked.json["url"]) ?? payment.returnUrl };
}

function sessionOf(json: Readonly<Record<string, unknown>>, order: string): PaymentRead | undefined {
  const [reference, amount] = [textOf(json["id"]), kopecksOf(json["amount_total"])];
  if (reference === undefined || amount === undefined) return undefined;
  const charge = asObject(asObject(json["payment_intent"])?.["latest_charge"]);
  return {
    order: textOf(json["client_reference_id"]) ?? order,
    reference,
    status:
      json["payment_status"] === "paid" ? "succeeded" : json["status"] === "expired" ? "expired" : "pending",
    amount,
    currency: (textOf(json["currency"]) ?? "").toUpperCase(),
    refunded: charge === undefined ? undefined : (kopecksOf(charge["amount_refunded"]) ?? (0n as Money)),
  };
}

const errorText = ({ status, json }: Asked): string => {
  const error = asObject(json["error"]);
  return `${status} ${textOf(error?.["code"]) ?? ""} ${textOf(error?.["message"]) ?? ""}`.trim();
};
