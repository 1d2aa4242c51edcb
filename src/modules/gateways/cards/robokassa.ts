import { createHash } from "node:crypto";
import { moneyText, parseMoney } from "#core/money";
import type { Money } from "#core/units";
import type { Outgoing } from "../outgoing/index.ts";
import { walkXml } from "../xml/index.ts";
import { askRaw, isSame, refused, unknown } from "./ask.ts";
import type { CardGateway, PaymentRead, Read } from "./model.ts";

export interface RobokassaSettings {
  /** "https://auth.robokassa.ru". */
  readonly url: string;
  readonly login: string;
  /** Of our own requests. */
  readonly password1: string;
  /** Of its notifications, and of our questions. */
  readonly password2: string;
  readonly algorithm: "md5" | "sha256" | "sha384" | "sha512";
}

/** "a:b:c", then the user's parameters sorted by name, hashed. */
export const robokassaSignature = (
  parts: readonly string[],
  shp: readonly (readonly [string, string])[],
  algorithm: string,
): string =>
  createHash(algorithm)
    .update([...parts, ...sorted(shp).map(([name, value]) => `${name}=${value}`)].join(":"))
    .digest("hex");

const sorted = (shp: readonly (readonly [string, string])[]) =>
  [...shp].sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0));

/** Robokassa: a signed link leads to it, a signed notification comes back, and its state is asked for in XML. */
export function robokassa(settings: RobokassaSettings, send: Outgoing): CardGateway {
  const { login, password1, password2, algorithm } = settings;
  return {
    repeatsCreate: true,
    // Given back in its cabinet: the interface for it needs a contract and a key of its own.
    refunds: false,
    create: async (payment) => {
      const sum = moneyText(payment.amount);
      const query = new URLSearchParams({
        MerchantLogin: login,
        OutSum: sum,
        InvId: payment.order,
        Description: payment.description.slice(0, 100),
        Culture: payment.language,
        Encoding: "utf-8",
        SignatureValue: robokassaSignature([login, sum, payment.order, password1], [], algorithm),
        ...(payment.email === undefined ? {} : { Email: payment.email }),
      });
      return {
        outcome: "created",
        // It has no number of its own before the payer comes.
        reference: payment.order,
        payUrl: `${settings.url}/Merchant/Index.aspx?${query.toString()}`,
      };
    },
    chargeKept: async () => refused("cards are not kept here"),
    read: async ({ order }) => {
      const query = new URLSearchParams({
        MerchantLogin: login,
        InvoiceID: order,
        Signature: robokassaSignature([login, order, password2], [], algorithm),
      });
      const answer = await askRaw(send, {
        method: "GET",
        url: `${settings.url}/Merchant/WebService/Service.asmx/OpStateExt?${query.toString()}`,
      });
      return typeof answer === "string" ? unknown(answer) : robokassaRead(answer.body, order);
    },
    refund: async () => refused("given back in the cabinet of Robokassa"),
    notified: (raw) => {
      const text = raw.method === "POST" && raw.body.length > 0 ? raw.body.toString("utf8") : raw.query;
      const query = new URLSearchParams(text);
      const [sum, order, signature] = ["OutSum", "InvId", "SignatureValue"].map((name) =>
        query.getAll(name).length === 1 ? query.get(name) : null,
      );
      if (!sum || !order || !signature) return { believed: false, why: "malformed" };
      const shp = [...query.entries()].filter(([name]) => /^shp_/i.test(name));
      // The sum takes part as it was written: with two decimals, or with six.
      const own = robokassaSignature([sum, order, password2], shp, algorithm);
      if (!isSame(own, signature.toLowerCase())) return { believed: false, why: "signature" };
      return {
        believed: true,
        order,
        reference: order,
        replayKey: createHash("sha256").update(text).digest("hex"),
        answer: `OK${order}`,
      };
    },
  };
}

const STATES: Readonly<Record<string, PaymentRead["status"]>> = {
  5: "pending",
  10: "canceled",
  20: "authorized",
  50: "authorized",
  60: "canceled",
  80: "pending",
  100: "succeeded",
};

/** Of one operation: a few hundred letters. */
const ANSWER_LIMITS = { letters: 1_048_576, elements: 10_000 };

/** Reads the answer of OpStateExt; a document type of any kind is refused before it is read. */
export function robokassaRead(xml: string, order: string): Read {
  const values = new Map<string, string>();
  const path: string[] = [];
  const trouble = walkXml(
    xml,
    {
      open: ({ name }) => void path.push(name),
      text: (text) => {
        const at = path.slice(1).join("/");
        if (text.trim() !== "" && path.length <= 4) values.set(at, `${values.get(at) ?? ""}${text.trim()}`);
      },
      close: () => void path.pop(),
    },
    { limits: ANSWER_LIMITS },
  );
  if (trouble)
    return unknown(`the answer cannot be read: ${"found" in trouble ? trouble.found : trouble.kind}`);
  const result = values.get("Result/Code");
  // 3: there is no such operation.
  if (result === "3") return { outcome: "absent" };
  const status = STATES[values.get("State/Code") ?? ""];
  const amount = sumOf(values.get("Info/OutSum"));
  if (result !== "0" || status === undefined || amount === undefined)
    return unknown(`the answer was ${result ?? "without a code"}: ${values.get("Result/Description") ?? ""}`);
  return {
    outcome: "read",
    payment: {
      order,
      reference: order,
      status,
      amount,
      currency: "RUB",
      refunded: values.get("State/Code") === "100" ? (0n as Money) : undefined,
    },
  };
}

/** "1500.000000": more decimals than kopecks, all of them zero. */
const sumOf = (text: string | undefined): Money | undefined =>
  text === undefined ? undefined : parseMoney(text.replace(/(\.\d\d)0+$/, "$1"));
