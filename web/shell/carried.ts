/** What the header chose goes along to the next page, unless the address says otherwise. */
const CARRIED = ["organization", "period"] as const;

export function carried(href: string, present: Readonly<Record<string, unknown>>): string {
  const [path = "", query = ""] = href.split("?");
  const wanted = new URLSearchParams(query);
  for (const name of CARRIED) {
    const value = present[name];
    if (!wanted.has(name) && typeof value === "string") wanted.set(name, value);
  }
  const text = wanted.toString();
  return text === "" ? path : `${path}?${text}`;
}
