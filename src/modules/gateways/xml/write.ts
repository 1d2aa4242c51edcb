const ENTITIES: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&apos;",
};
/** What XML 1.0 has no way to write, half a pair of surrogates too: one such sign spoils a whole message. */
const UNWRITABLE = /[^\t\n\r\u{20}-\u{7e}\u{85}\u{a0}-\u{d7ff}\u{e000}-\u{fffd}\u{10000}-\u{10ffff}]/gu;

/** For texts and attributes alike. */
export const xmlEscaped = (text: string): string =>
  text.replaceAll(UNWRITABLE, "").replaceAll(/[&<>"']/g, (sign) => ENTITIES[sign] ?? sign);

/** For texts alone, where quotes stay as they are. */
export const xmlText = (text: string): string =>
  text.replaceAll(UNWRITABLE, "").replaceAll(/[&<>]/g, (sign) => ENTITIES[sign] ?? sign);
