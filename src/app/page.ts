import { type Html, html } from "#platform/http/html";
import type { Language } from "#platform/http";

/** The frame of the pages that the server itself shows: no script, one stylesheet. */
export const page = (of: {
  readonly language: Language;
  readonly title: string;
  readonly subtitle: string;
  readonly links: readonly { readonly href: string; readonly text: string }[];
  readonly body: Html;
}): string =>
  html`<!doctype html>
<html lang="${of.language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${of.title}</title>
<link rel="stylesheet" href="/assets/pages.css">
<link rel="icon" href="/assets/mark.svg" type="image/svg+xml">
</head>
<body>
<div class="page">
<header class="top">${MARK}<b>Pay-logic</b> <span>${of.subtitle}</span><nav>${of.links.map(({ href, text }) => html`<a href="${href}">${text}</a>`)}</nav></header>
${of.body}
</div>
</body>
</html>
`.markup;

const MARK: Html = {
  markup: `<svg viewBox="0 0 24 24" aria-hidden="true"><rect width="24" height="24" rx="6" fill="#1864ab"/><path d="M8 18V6.5h5.2a3.6 3.6 0 0 1 0 7.2H8" fill="none" stroke="#fff" stroke-width="2.2" stroke-linecap="round" stroke-linejoin="round"/><path d="M13.5 18h3" stroke="#fff" stroke-width="2.2" stroke-linecap="round"/></svg>`,
};

export const MARK_FILE = MARK.markup.replace("<svg ", '<svg xmlns="http://www.w3.org/2000/svg" ');
