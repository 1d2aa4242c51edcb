import type { Channel, Language, Template } from "../model.ts";
import { type NotifiedEvent, ruleOf } from "./events.ts";
import { filled, unknownPlaces } from "./fill.ts";
import { SAMPLES } from "../templates/samples.ts";
import { shortened, smsParts } from "./sms-parts.ts";

/** Why a company's words of an event were not kept, or not tested. */
export type OwnWordsRefusal =
  | { readonly code: "notice_words.organization_not_found"; readonly organization: number }
  | { readonly code: "notice_words.subject_missing"; readonly field: "subject" }
  | { readonly code: "notice_words.place_unknown"; readonly field: "body"; readonly places: string }
  /** The reader would not learn what the message is for. */
  | { readonly code: "notice_words.place_missing"; readonly field: "body"; readonly places: string }
  /** A short message is cut after two parts. */
  | { readonly code: "notice_words.too_long"; readonly field: "body"; readonly parts: number }
  /** Somebody else wrote a version meanwhile. */
  | { readonly code: "notice_words.changed_meanwhile" }
  | { readonly code: "notice_words.address_missing"; readonly field: "phone" }
  | { readonly code: "notice_words.tested_often" };

/** What the message of a template is, where it says all that it has to; a letter and a push have a subject. */
export interface Shown extends Template {
  /** Of a short message. */
  readonly parts: number | undefined;
}

const inBraces = (places: readonly string[]): string => places.map((place) => `{${place}}`).join(", ");

/** An empty body is no template: it brings back the words of everybody. */
export function judgeOwnWords(
  of: { readonly event: NotifiedEvent; readonly channel: Channel; readonly language: Language },
  template: Template,
): OwnWordsRefusal | undefined {
  const { event, channel } = of;
  const hasSubject = channel !== "sms";
  const whole = hasSubject ? template : { ...template, subject: "" };
  if (hasSubject && template.subject.trim() === "")
    return { code: "notice_words.subject_missing", field: "subject" };
  const unknown = unknownPlaces(event, whole);
  if (unknown.length > 0)
    return { code: "notice_words.place_unknown", field: "body", places: inBraces(unknown) };
  const text = `${whole.subject}\n${whole.body}`;
  const missing = ruleOf(event).says.filter((place) => !text.includes(`{${place}}`));
  if (missing.length > 0)
    return { code: "notice_words.place_missing", field: "body", places: inBraces(missing) };
  const { body } = filled(whole, { ...of, data: SAMPLES[event], origin: "" });
  // What is cut is the end, and often the sum.
  return channel === "sms" && shortened(body).endsWith("…")
    ? { code: "notice_words.too_long", field: "body", parts: smsParts(body) }
    : undefined;
}

/** A template as its readers see it, by an invented account. */
export function shownOf(
  of: { readonly event: NotifiedEvent; readonly channel: Channel; readonly language: Language },
  template: Template,
  origin: string,
): Shown {
  const { subject, body } = filled(template, { ...of, data: SAMPLES[of.event], origin });
  if (of.channel !== "sms") return { subject, body, parts: undefined };
  const text = shortened(body);
  return { subject: "", body: text, parts: smsParts(text) };
}
