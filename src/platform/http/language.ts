export type Language = "ru" | "en";

/**
 * The reader's language by the header Accept-Language (RFC 9110, 12.5.4): the first of Russian and English in the
 * order of preference. English for a browser that wants neither; undefined where the header is absent.
 */
export function preferredLanguage(header: string | undefined): Language | undefined {
  if (header === undefined || header.trim() === "") return undefined;
  const wishes = header
    .split(",")
    .map((wish, order) => {
      const [tag = "", ...parameters] = wish.trim().toLowerCase().split(";");
      const quality = parameters.map((one) => /^\s*q=([01](?:\.\d{0,3})?)\s*$/.exec(one)?.[1]).find(Boolean);
      return { language: tag.split("-")[0], quality: quality === undefined ? 1 : Number(quality), order };
    })
    .filter(({ quality }) => quality > 0)
    .sort((a, b) => b.quality - a.quality || a.order - b.order);
  const first = wishes.find(({ language }) => language === "ru" || language === "en");
  return first?.language === "ru" ? "ru" : "en";
}
