import { readFileSync } from "node:fs";
import { z } from "zod";
import {
  type CardGateway,
  type Outgoing,
  outgoing,
  rbs,
  robokassa,
  type Sealer,
  secretOf,
  stripe,
  tbank,
  yookassa,
} from "#modules/gateways";

/** A bank as this installation is connected to it. */
export interface CardBank {
  readonly code: string;
  readonly title: string;
  /** Gives links of the fast payment system. */
  readonly fast: boolean;
  /** Nobody's money: shown wherever it is offered. */
  readonly isTest: boolean;
  readonly gateway: CardGateway;
}

export interface CardBanks {
  /** In the order of the configuration; the first is offered first. */
  readonly list: readonly CardBank[];
  readonly find: (code: string) => CardBank | undefined;
  /** Seals the tokens of kept cards; without it no card is kept. */
  readonly sealer?: Sealer | undefined;
}

/** Where cards are taken, and their tokens can be sealed. */
export const keepsCards = (banks: CardBanks): boolean => banks.list.length > 0 && banks.sealer !== undefined;

export const cardBanks = (list: readonly CardBank[], seal?: Sealer): CardBanks => ({
  list,
  sealer: seal,
  find: (code) => list.find((bank) => bank.code === code),
});

const secret = z.string().regex(/^(env|file):.+/);
const common = {
  code: z.string().regex(/^[a-z0-9-]{1,40}$/),
  title: z.string().min(1).max(80),
  url: z.url().optional(),
  fast: z.boolean().default(false),
};

/** The file of the configuration: where each secret lies, never a secret itself. */
const Configuration = z.strictObject({
  banks: z.array(
    z.discriminatedUnion("kind", [
      z.strictObject({ kind: z.literal("yookassa"), ...common, shop: z.string(), secret }),
      z.strictObject({ kind: z.literal("tbank"), ...common, terminal: z.string().max(20), password: secret }),
      z.strictObject({
        kind: z.literal("rbs"),
        ...common,
        user: z.string(),
        password: secret,
        callbackKey: secret,
      }),
      z.strictObject({
        kind: z.literal("robokassa"),
        ...common,
        login: z.string(),
        password1: secret,
        password2: secret,
        algorithm: z.enum(["md5", "sha256", "sha384", "sha512"]).default("sha256"),
      }),
      z.strictObject({ kind: z.literal("stripe"), ...common, secret, signingSecret: secret }),
    ]),
  ),
});

/** The banks of a file, or none where there is none. A mistake in it stops the start: half a bank takes no money. */
export function readCardBanks(file: string): CardBank[] {
  let text: string;
  try {
    text = readFileSync(file, "utf8");
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return [];
    throw error;
  }
  return Configuration.parse(JSON.parse(text)).banks.map((one) => ({
    code: one.code,
    title: one.title,
    fast: one.fast,
    isTest: false,
    gateway: gatewayOf(one),
  }));
}

function gatewayOf(one: z.infer<typeof Configuration>["banks"][number]): CardGateway {
  const url = one.url ?? URLS[one.kind];
  const send: Outgoing = outgoing({ hosts: [new URL(url).host] });
  switch (one.kind) {
    case "yookassa":
      return yookassa({ url, shop: one.shop, secret: secretOf(one.secret) }, send);
    case "tbank":
      return tbank({ url, terminal: one.terminal, password: secretOf(one.password) }, send);
    case "rbs":
      return rbs(
        { url, user: one.user, password: secretOf(one.password), callbackKey: secretOf(one.callbackKey) },
        send,
      );
    case "robokassa":
      return robokassa(
        { ...one, url, password1: secretOf(one.password1), password2: secretOf(one.password2) },
        send,
      );
    case "stripe":
      return stripe({ url, secret: secretOf(one.secret), signingSecret: secretOf(one.signingSecret) }, send);
  }
}

const URLS = {
  yookassa: "https://api.yookassa.ru/v3",
  tbank: "https://securepay.tinkoff.ru/v2",
  rbs: "https://securepayments.sberbank.ru/payment/rest",
  robokassa: "https://auth.robokassa.ru",
  stripe: "https://api.stripe.com",
} as const;
