import { asObject, askJson, textOf } from "../cards/ask.ts";
import { jsonText, type Outgoing } from "../outgoing/index.ts";
import type { FiscalCompany, FiscalMarks, FiscalService, Reported } from "./model.ts";
import { atolDocument } from "./rules/documents.ts";

export interface AtolSettings {
  /** "https://online.atol.ru/possystem/v5". */
  readonly url: string;
  readonly version: 4 | 5;
  readonly login: string;
  readonly password: string;
  readonly group: string;
  readonly company: FiscalCompany;
}

/** A token lives for a day; it is changed an hour before. */
const TOKEN_MILLISECONDS = 23 * 3_600_000;
/** A document of this number was taken in before. */
const KNOWN_ALREADY = "33";

/** ATOL Online. A repeated external number is answered with the number of the first. */
export function atol(settings: AtolSettings, send: Outgoing): FiscalService {
  let token: { readonly text: string; readonly until: number } | undefined;

  async function tokenOf(): Promise<string | undefined> {
    if (token && token.until > performance.now()) return token.text;
    const asked = await askJson(send, {
      method: "POST",
      url: `${settings.url}/getToken`,
      headers: { "content-type": "application/json; charset=utf-8" },
      body: JSON.stringify({ login: settings.login, pass: settings.password }),
    });
    const text = typeof asked === "string" ? undefined : textOf(asked.json["token"]);
    token = text === undefined ? undefined : { text, until: performance.now() + TOKEN_MILLISECONDS };
    return text;
  }

  /** A token that is no longer valid is changed once. */
  async function ask(method: "GET" | "POST", path: string, body?: string) {
    for (let again = false; ; again = true) {
      const text = await tokenOf();
      if (text === undefined) return "gives no token";
      const asked = await askJson(send, {
        method,
        url: `${settings.url}/${settings.group}/${path}`,
        headers: { "content-type": "application/json; charset=utf-8", Token: text },
        body,
      });
      if (typeof asked === "string" || asked.status !== 401 || again) return asked;
      token = undefined;
    }
  }

  return {
    register: async (document) => {
      const asked = await ask(
        "POST",
        document.kind,
        jsonText(atolDocument(document, settings.company, settings.version)),
      );
      if (typeof asked === "string") return { outcome: "unknown", reason: asked };
      const id = textOf(asked.json["uuid"]);
      const error = asObject(asked.json["error"]);
      if (error !== undefined && textOf(error["code"]) !== KNOWN_ALREADY)
        return { outcome: "refused", reason: errorText(error) };
      return id === undefined
        ? { outcome: "unknown", reason: "a document without a number" }
        : { outcome: "taken", id };
    },
    report: async ({ id }) => {
      const asked = await ask("GET", `report/${encodeURIComponent(id)}`);
      return typeof asked === "string" ? { outcome: "unknown", reason: asked } : atolReport(asked.json);
    },
  };
}

/** A report that was asked for, or one that the service brought by itself. */
export function atolReport(json: Readonly<Record<string, unknown>>): Reported {
  const payload = asObject(json["payload"]);
  const error = asObject(json["error"]);
  switch (json["status"]) {
    case "wait":
      return { outcome: "waits" };
    case "done": {
      const marks: FiscalMarks = {
        serviceId: textOf(json["uuid"]) ?? "",
        fnNumber: textOf(payload?.["fn_number"]) ?? "",
        documentNumber: textOf(payload?.["fiscal_document_number"]) ?? "",
        attribute: textOf(payload?.["fiscal_document_attribute"]) ?? "",
        receiptAt: textOf(payload?.["receipt_datetime"]) ?? "",
      };
      return marks.fnNumber === "" || marks.documentNumber === ""
        ? { outcome: "unknown", reason: "a receipt without the marks of the drive" }
        : { outcome: "done", marks };
    }
    case "fail":
      return { outcome: "failed", reason: errorText(error ?? {}) };
    default:
      return { outcome: "unknown", reason: error ? errorText(error) : "a state that is not known" };
  }
}

const errorText = (error: Readonly<Record<string, unknown>>): string =>
  `${textOf(error["code"]) ?? ""} ${textOf(error["text"]) ?? "refused without a word"}`.trim();
