import type { ReactNode } from "react";
import type { SiteAssets, SiteFrame } from "../../src/flows/site-contract.ts";
import { useWords } from "./words/words.ts";

export interface Head {
  readonly title: string;
  readonly description?: string | undefined;
  /** Not for search engines: somebody's own pages, and answers to a form. */
  readonly isPrivate?: boolean | undefined;
  /** JSON-LD (schema.org) of what the page tells. */
  readonly data?: readonly object[] | undefined;
  /** Feeds of news: address and name. */
  readonly feed?: { readonly href: string; readonly name: string } | undefined;
}

/** The whole document around a page of the portal or of the private account. */
export function Document(props: {
  readonly head: Head;
  readonly frame: SiteFrame;
  readonly assets: SiteAssets;
  readonly children: ReactNode;
}) {
  const { head, frame, assets } = props;
  const { language } = useWords();
  const address = (lang?: string): string => {
    const question = [frame.query, lang === undefined ? "" : `lang=${lang}`].filter(Boolean).join("&");
    return `${frame.origin}${frame.path}${question === "" ? "" : `?${question}`}`;
  };
  return (
    <html lang={language} data-theme={frame.theme}>
      <head>
        <meta charSet="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>{head.title}</title>
        {head.description !== undefined && <meta name="description" content={head.description} />}
        {head.isPrivate === true ? (
          <meta name="robots" content="noindex" />
        ) : (
          <>
            <link rel="canonical" href={address()} />
            <link rel="alternate" hrefLang="ru" href={address("ru")} />
            <link rel="alternate" hrefLang="en" href={address("en")} />
            <link rel="alternate" hrefLang="x-default" href={address()} />
            <meta property="og:title" content={head.title} />
            <meta property="og:type" content="website" />
            <meta property="og:url" content={address()} />
            {head.description !== undefined && <meta property="og:description" content={head.description} />}
          </>
        )}
        <meta name="theme-color" content="#f6f5f1" media="(prefers-color-scheme: light)" />
        <meta name="theme-color" content="#14171b" media="(prefers-color-scheme: dark)" />
        <link rel="icon" href="/assets/mark.svg" type="image/svg+xml" />
        {/^\/lk(?:\/|$)/.test(frame.path) && (
          <>
            <link rel="manifest" href="/lk/app.webmanifest" />
            <link rel="apple-touch-icon" href="/lk/icon-192.png" />
          </>
        )}
        {assets.fonts.map((font) => (
          <link key={font} rel="preload" href={font} as="font" type="font/woff2" crossOrigin="anonymous" />
        ))}
        <link rel="stylesheet" href={assets.style} />
        {head.feed && (
          <link rel="alternate" type="application/rss+xml" title={head.feed.name} href={head.feed.href} />
        )}
        <script type="module" src={assets.script} />
      </head>
      <body>{props.children}</body>
    </html>
  );
}
