import { createContext, useContext } from "react";
import type { Crumb } from "../../../src/flows/site-contract.ts";

/** "https://portal.example.ru": machines are told whole addresses. */
export const OriginContext = createContext("");

/** Data for machines, which no browser runs as a script. "<" is written so that no text of ours can end it. */
export const linkedText = (data: object): string => JSON.stringify(data).replaceAll("<", "\\u003c");

/** The way to a page from the city's, for machines that read schema.org. */
export function LinkedWay({ of }: { readonly of: readonly Crumb[] }) {
  const origin = useContext(OriginContext);
  const way = {
    "@context": "https://schema.org",
    "@type": "BreadcrumbList",
    itemListElement: of.map(({ href, name }, at) => ({
      "@type": "ListItem",
      position: at + 1,
      name,
      item: `${origin}${href}`,
    })),
  };
  return <script type="application/ld+json" dangerouslySetInnerHTML={{ __html: linkedText(way) }} />;
}
