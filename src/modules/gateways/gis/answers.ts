import { type Day, parseDay } from "#core/day";
import { ok, type Result, refuse } from "#core/result";
import { type Money, money } from "#core/units";
import { decodedXml, walkXml, XML_LIMITS, type XmlTrouble } from "../xml/index.ts";
import type { GisAnswer, GisNotification, GisResult } from "./model.ts";

/** Why an answer could not be read. */
export type GisAnswerRefusal =
  | { readonly code: "gis.answer_too_large"; readonly bytesMax: number }
  | { readonly code: "gis.answer_declares_type"; readonly line: number }
  | { readonly code: "gis.answer_encoding"; readonly line: number; readonly declared: string }
  | { readonly code: "gis.answer_not_xml"; readonly line: number; readonly found: string }
  | { readonly code: "gis.answer_too_deep"; readonly line: number; readonly depthMax: number }
  | { readonly code: "gis.answer_too_much"; readonly line: number; readonly most: number }
  | {
      readonly code: "gis.answer_field_wrong";
      readonly line: number;
      readonly field: string;
      readonly found: string;
    }
  | { readonly code: "gis.answer_unknown"; readonly found: string };

const BYTES_MAX = XML_LIMITS.letters;

/**
 * Reads what the system answered: results by TransportGUID, banks' notifications, or a fault of the whole message. The
 * envelope (SOAP, `getStateResult`) is passed through; names are read without their prefixes, which senders choose.
 *
 * Refuses   a document type declaration of any kind before anything is parsed; sizes and depths out of bounds
 */
export function readAnswer(bytes: Uint8Array): Result<GisAnswer, GisAnswerRefusal> {
  if (bytes.length > BYTES_MAX) return refuse({ code: "gis.answer_too_large", bytesMax: BYTES_MAX });
  const decoded = decodedXml(bytes);
  if ("declared" in decoded) return refuse({ code: "gis.answer_encoding", ...decoded });
  const results: GisResult[] = [];
  const notifications: GisNotification[] = [];
  let fault: { code: string; sentence: string } | undefined;
  let refusal: GisAnswerRefusal | undefined;
  let root = "";
  let known = false;
  const path: string[] = [];
  /** The fields of the thing that is being read, by name; errors apart, since they repeat. */
  let fields = new Map<string, string>();
  let errors: { code: string; sentence: string }[] = [];
  let content = "";
  const open = (local: string): void => {
    root ||= local;
    path.push(local);
    if (THINGS.has(local)) {
      known = true;
      fields = new Map();
      errors = [];
    }
    if (KNOWN_EMPTY.has(local)) known = true;
    content = "";
  };
  const close = (local: string, line: number): void => {
    path.pop();
    const within = path.some((one) => THINGS.has(one));
    if (local === "CommonResult") results.push(resultOf(fields, errors));
    else if (local === "NotificationOfOrderExecutionWithStatus") {
      const found = fields.get("Amount") ?? "";
      if (/^\d{1,15}$/.test(found)) notifications.push(notificationOf(fields, money(BigInt(found))));
      else refusal ??= { code: "gis.answer_field_wrong", line, field: "Amount", found };
    } else if (local === "Error" || local === "ErrorMessage" || local === "Fault") {
      const one = {
        code: fields.get("ErrorCode") ?? fields.get("faultcode") ?? "",
        sentence: fields.get("Description") ?? fields.get("faultstring") ?? "",
      };
      fields.delete("ErrorCode");
      fields.delete("Description");
      if (within) errors.push(one);
      else {
        known = true;
        fault ??= one;
      }
    } else if (!fields.has(local)) fields.set(local, content.trim());
    content = "";
  };
  const trouble = walkXml(decoded.text, {
    open: ({ name }) => open(name),
    text: (piece) => {
      content += piece;
    },
    close: ({ name, line }) => close(name, line),
  });
  if (trouble) return refuse(refusalOf(trouble));
  if (refusal) return refuse(refusal);
  if (fault && results.length === 0) return ok({ kind: "fault", ...fault });
  if (!known) return refuse({ code: "gis.answer_unknown", found: root });
  return ok(
    notifications.length > 0 ? { kind: "notifications", notifications } : { kind: "results", results },
  );
}

const THINGS = new Set(["CommonResult", "NotificationOfOrderExecutionWithStatus"]);
/** What may hold nothing: no notifications of the days that were asked for. */
const KNOWN_EMPTY = new Set(["exportNotificationsOfOrderExecutionResult", "ImportResult"]);

function refusalOf(trouble: XmlTrouble): GisAnswerRefusal {
  const { line } = trouble;
  if (trouble.kind === "malformed") return { code: "gis.answer_not_xml", line, found: trouble.found };
  if (trouble.kind === "doctype") return { code: "gis.answer_declares_type", line };
  if (trouble.kind === "deep") return { code: "gis.answer_too_deep", line, depthMax: trouble.most };
  return { code: "gis.answer_too_much", line, most: trouble.most };
}

function resultOf(
  fields: ReadonlyMap<string, string>,
  errors: readonly { code: string; sentence: string }[],
): GisResult {
  const transport = (fields.get("TransportGUID") ?? "").toLowerCase();
  if (errors.length > 0) return { transport, ok: false, errors };
  return {
    transport,
    ok: true,
    guid: fields.get("GUID")?.toLowerCase(),
    number:
      fields.get("UnifiedAccountNumber") ?? fields.get("PaymentDocumentID") ?? fields.get("UniqueNumber"),
    service: fields.get("ServiceID"),
  };
}

/** Amounts of notifications are whole kopecks. */
function notificationOf(fields: ReadonlyMap<string, string>, amount: Money): GisNotification {
  return {
    guid: (fields.get("NotificationsOfOrderExecutionGUID") ?? "").toLowerCase(),
    order: fields.get("OrderID") ?? fields.get("OrderNum") ?? "",
    orderedOn: dayOf(fields.get("OrderDate")),
    amount,
    document: fields.get("PaymentDocumentID"),
    unifiedAccount: fields.get("UnifiedAccountNumber"),
    account: fields.get("AccountNumber"),
  };
}

const dayOf = (text: string | undefined): Day | undefined => parseDay((text ?? "").slice(0, 10));
