import { HtmlValidate } from "html-validate";

const validator = new HtmlValidate({
  extends: ["html-validate:standard", "html-validate:a11y"],
  rules: {
    // React writes "/>" of void elements and the doctype in small letters; both are valid.
    "void-style": "off",
    "doctype-style": "off",
    "no-inline-style": "error",
    // The rule guesses by digits; telephones here are links already, where they are to be called.
    "tel-non-breaking": "off",
    "long-title": "off",
  },
});

/** What is not valid in a document, by a parser that is not ours. */
export async function faultsOfHtml(html: string): Promise<readonly string[]> {
  const { results } = await validator.validateString(html);
  return results.flatMap(({ messages }) =>
    messages.map(({ ruleId, message, line }) => `${ruleId}, line ${line}: ${message}`),
  );
}

/** What a document tells machines by schema.org; what is no JSON is thrown. */
export function linkedDataOf(html: string): readonly LinkedData[] {
  return [...html.matchAll(/<script type="application\/ld\+json">(.*?)<\/script>/gs)].map(
    ([, text]) => JSON.parse(text ?? "") as LinkedData,
  );
}

export interface LinkedData {
  readonly "@context": string;
  readonly "@type": string;
  readonly [property: string]: unknown;
}
