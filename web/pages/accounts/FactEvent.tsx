import { useFormats } from "../../ui/formats.ts";
import { useT } from "../../words/words.ts";
import { PaperLinks } from "../documents/PaperLinks.tsx";
import type { Papers } from "../documents/queries.ts";
import type { AccountEvent } from "./queries.ts";

/** The other kinds of events are told by the tab itself. */
export type FactKind = Exclude<
  AccountEvent["kind"],
  "payment" | "reversal" | "reading" | "charge" | "receipt" | "holder" | "resident" | "area" | "view"
>;

/** What was recorded of a dated fact, in a sentence. */
export function FactSentence({ event, kind }: { event: AccountEvent; kind: FactKind }) {
  const t = useT();
  const { quantity } = useFormats();
  const name = event.text ?? "";
  const method = event.text === undefined ? t("facts.byTerms") : t.of("accounts.method", event.text);
  return (
    <>
      {t(`facts.${kind}`, {
        name,
        method,
        benefit: event.benefit ?? "",
        service: event.service ?? "",
        decision: event.decision === undefined ? "" : t.of("facts.decision", event.decision),
        parameter: kind === "value" || kind === "superseded" ? t.of("accounts.tariff", name) : "",
        value: event.value === undefined ? "" : quantity(event.value),
      })}
    </>
  );
}

/** Over which days a fact holds, why it is so, and by which document, whose file is one step away. */
export function FactGrounds({ event, papers }: { event: AccountEvent; papers: Papers }) {
  const t = useT();
  const { day } = useFormats();
  const { day: from, until, basis, reason } = event;
  const said = [
    ...(from === undefined
      ? []
      : [
          until === undefined
            ? t("facts.from", { from: day(from) })
            : t("facts.span", { from: day(from), to: day(until) }),
        ]),
    ...(event.isOwn === false ? [t("facts.whole")] : []),
    ...(reason === undefined ? [] : [t("facts.reason", { reason })]),
    ...(basis === undefined ? [] : [t("facts.basis", { basis })]),
  ];
  return (
    <span className="label t3">
      {said.length === 0 ? "" : ` · ${said.join(" · ")} `}
      {basis === undefined ? null : <PaperLinks papers={papers} title={basis} />}
    </span>
  );
}
