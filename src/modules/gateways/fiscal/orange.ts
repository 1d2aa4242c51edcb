import { createSign } from "node:crypto";
import { askRaw, objectOf, textOf } from "../cards/ask.ts";
import { jsonText, type Outgoing } from "../outgoing/index.ts";
import type { FiscalService } from "./model.ts";
import { orangeCorrection, orangeDocument, type OrangeSettings } from "./rules/documents.ts";

export interface OrangeConnection extends OrangeSettings {
  /** "https://api.orangedata.ru:12003/api/v2". */
  readonly url: string;
  /** PEM; signs each document. */
  readonly signingKey: string;
  /** Of the connection: Orange Data asks for a certificate. */
  readonly certificate?: { readonly cert: string; readonly key: string } | undefined;
}

/** Orange Data: 201 takes a document in, 409 knows its number already; 200 is the receipt, 202 means wait. */
export function orange(settings: OrangeConnection, send: Outgoing): FiscalService {
  const idOf = (externalId: string): string => externalId.replaceAll(/[^A-Za-z0-9]/g, "");
  return {
    register: async (document) => {
      const isCorrection = document.kind === "sell_correction";
      const body = jsonText(
        isCorrection ? orangeCorrection(document, settings) : orangeDocument(document, settings),
      );
      const answer = await askRaw(send, {
        method: "POST",
        url: `${settings.url}/${isCorrection ? "corrections" : "documents"}/`,
        headers: {
          "content-type": "application/json; charset=utf-8",
          "x-signature": createSign("RSA-SHA256").update(body, "utf8").sign(settings.signingKey, "base64"),
        },
        body,
        certificate: settings.certificate,
      });
      if (typeof answer === "string") return { outcome: "unknown", reason: answer };
      if (answer.status === 201 || answer.status === 409)
        return { outcome: "taken", id: idOf(document.externalId) };
      if (answer.status < 400) return { outcome: "unknown", reason: `answered ${answer.status}` };
      return { outcome: "refused", reason: `${answer.status} ${answer.body.slice(0, 300)}` };
    },
    report: async ({ id, kind }) => {
      const answer = await askRaw(send, {
        method: "GET",
        url: `${settings.url}/${kind === "sell_correction" ? "corrections" : "documents"}/${settings.inn}/status/${encodeURIComponent(id)}`,
        certificate: settings.certificate,
      });
      if (typeof answer === "string") return { outcome: "unknown", reason: answer };
      if (answer.status === 202) return { outcome: "waits" };
      if (answer.status !== 200)
        return { outcome: "failed", reason: `${answer.status} ${answer.body.slice(0, 300)}` };
      const json = objectOf(answer.body);
      const [fnNumber, documentNumber] = [textOf(json?.["fsNumber"]), textOf(json?.["documentNumber"])];
      if (fnNumber === undefined || documentNumber === undefined)
        return { outcome: "unknown", reason: "a receipt without the marks of the drive" };
      return {
        outcome: "done",
        marks: {
          serviceId: id,
          fnNumber,
          documentNumber,
          attribute: textOf(json?.["fp"]) ?? "",
          receiptAt: textOf(json?.["processedAt"]) ?? "",
        },
      };
    },
  };
}
