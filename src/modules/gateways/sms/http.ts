import { Outage, type Outgoing, type OutgoingAnswer } from "../outgoing/index.ts";
import type { Sending } from "../mail/model.ts";
import type { Sms, SmsSender } from "./model.ts";

/** A gateway as its own description has it: {to}, {text}, {id} and {sender} are put where they stand. */
export interface HttpSmsSettings {
  readonly method: "GET" | "POST";
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  /** How values are written into the address and into the body. */
  readonly body: { readonly as: "none" } | { readonly as: "form" | "json"; readonly template: string };
  readonly sender: string;
  /** What an answer looks like that took the message; the first group is its number. */
  readonly taken: string;
  /** What one looks like that will never take it. */
  readonly refused?: string | undefined;
  /** Without the plus: "79000000001". */
  readonly digitsOnly: boolean;
}

/** The peer cannot have heard us. */
const UNHEARD = new Set(["ECONNREFUSED", "ENOTFOUND", "EAI_AGAIN", "EHOSTUNREACH", "ENETUNREACH"]);

export function httpSms(settings: HttpSmsSettings, ask: Outgoing): SmsSender {
  const taken = new RegExp(settings.taken, "u");
  const refused = settings.refused === undefined ? undefined : new RegExp(settings.refused, "u");
  return {
    send: async (sms, leaving) => {
      const request = requestOf(settings, sms);
      await leaving();
      try {
        return judged(await ask(request), taken, refused);
      } catch (error) {
        const { code } = ((error as Error).cause ?? {}) as { code?: string };
        const reason = error instanceof Error ? error.message : String(error);
        const isUnheard = !(error instanceof Outage) || (code !== undefined && UNHEARD.has(code));
        return { outcome: isUnheard ? "later" : "unsure", reason };
      }
    },
    close: () => undefined,
  };
}

function requestOf({ method, url, headers, body, sender, digitsOnly }: HttpSmsSettings, sms: Sms) {
  const values: Readonly<Record<string, string>> = {
    to: digitsOnly ? sms.to.replace("+", "") : sms.to,
    text: sms.text,
    id: sms.id,
    sender,
  };
  const put = (template: string, write: (value: string) => string): string =>
    template.replaceAll(/\{(to|text|id|sender)\}/g, (_, name: string) => write(values[name] ?? ""));
  const inBody =
    body.as === "json" ? (value: string) => JSON.stringify(value).slice(1, -1) : encodeURIComponent;
  const type = body.as === "json" ? "application/json" : "application/x-www-form-urlencoded";
  return {
    method,
    url: put(url, encodeURIComponent),
    headers: body.as === "none" ? headers : { "content-type": `${type}; charset=utf-8`, ...headers },
    body: body.as === "none" ? undefined : put(body.template, inBody),
  };
}

function judged({ status, body }: OutgoingAnswer, taken: RegExp, refused: RegExp | undefined): Sending {
  const reason = `${status} ${body.slice(0, 200)}`.trim();
  const match = status < 300 ? taken.exec(body) : null;
  if (match) return { outcome: "accepted", peerId: match[1] ?? "" };
  if (refused?.test(body)) return { outcome: "refused", reason, isGone: false };
  // Its own word that it took nothing; anything else may mean that it did.
  return { outcome: status === 429 || status === 503 ? "later" : "unsure", reason };
}
