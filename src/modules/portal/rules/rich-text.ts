import sanitizeHtml from "sanitize-html";

/*
 * What a company writes is text: an empty line ends a paragraph, "## " begins a heading, "- " an item of a list. Who
 * pastes HTML gets it, without what could harm: a list says what is allowed, and there is nothing else.
 */

const OPTIONS: sanitizeHtml.IOptions = {
  allowedTags: [
    "h2",
    "h3",
    "p",
    "br",
    "strong",
    "em",
    "b",
    "i",
    "ul",
    "ol",
    "li",
    "a",
    "blockquote",
    "table",
    "thead",
    "tbody",
    "tr",
    "th",
    "td",
  ],
  allowedAttributes: { a: ["href", "rel"], th: ["scope"] },
  allowedSchemes: ["https", "http", "mailto", "tel"],
  allowProtocolRelative: false,
  disallowedTagsMode: "discard",
  // The page has its own first heading.
  transformTags: {
    h1: "h2",
    h4: "h3",
    h5: "h3",
    h6: "h3",
    a: (tagName, attributes) => ({
      tagName,
      attribs: {
        ...(attributes["href"] !== undefined && { href: attributes["href"] }),
        ...(/^https?:/i.test(attributes["href"] ?? "") && { rel: "nofollow noopener" }),
      },
    }),
  },
  nestingLimit: 20,
};

/** HTML that a page may contain, of whatever was written. */
export function richText(written: string): string {
  return sanitizeHtml(isHtml(written) ? written : htmlOf(written), OPTIONS).trim();
}

/** The beginning of a text without its marks, for lists and for machines. */
export function summaryOf(written: string, length = 200): string {
  const words = sanitizeHtml(richText(written).replaceAll(/<\/(?:p|li|h[23]|td|th)>/g, " "), {
    allowedTags: [],
    textFilter: plain,
  })
    .replaceAll(/\s+/g, " ")
    .trim();
  if (words.length <= length) return words;
  const cut = words.slice(0, length);
  return `${cut.slice(0, Math.max(cut.lastIndexOf(" "), length / 2)).trimEnd()}…`;
}
/** The library writes text for HTML; here it is text again. */
const plain = (text: string): string =>
  text.replaceAll("&lt;", "<").replaceAll("&gt;", ">").replaceAll("&quot;", '"').replaceAll("&amp;", "&");

const isHtml = (written: string): boolean =>
  /<(?:p|h[1-6]|ul|ol|table|blockquote|div|br)\b[^>]*>/i.test(written);

function htmlOf(written: string): string {
  return written
    .replaceAll("\r\n", "\n")
    .split(/\n\s*\n/)
    .flatMap((block) =>
      blocksOf(
        block
          .split("\n")
          .map((line) => line.trim())
          .filter(Boolean),
      ),
    )
    .join("\n");
}

function blocksOf(lines: readonly string[]): string[] {
  const blocks: string[] = [];
  let [items, words]: [string[], string[]] = [[], []];
  const end = (): void => {
    if (items.length > 0) blocks.push(`<ul>${items.map((item) => `<li>${item}</li>`).join("")}</ul>`);
    if (words.length > 0) blocks.push(`<p>${words.join("<br>")}</p>`);
    [items, words] = [[], []];
  };
  for (const line of lines) {
    const heading = /^##\s+(.+)$/.exec(line)?.[1];
    const item = /^[-–•*]\s+(.+)$/.exec(line)?.[1];
    if (heading !== undefined) {
      end();
      blocks.push(`<h2>${linked(heading)}</h2>`);
    } else if (item !== undefined) {
      if (words.length > 0) end();
      items.push(linked(item));
    } else {
      if (items.length > 0) end();
      words.push(linked(line));
    }
  }
  end();
  return blocks;
}

/** Text as HTML, with what can be followed as links. */
function linked(text: string): string {
  return text
    .split(/(https?:\/\/[^\s<>"]*[^\s<>".,;:!?)»])/)
    .map((part, at) => (at % 2 === 1 ? `<a href="${escaped(part)}">${escaped(part)}</a>` : escaped(part)))
    .join("");
}
const escaped = (text: string): string =>
  text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;").replaceAll('"', "&quot;");
