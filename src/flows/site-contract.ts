import type { Language } from "#platform/http";
import type { CertificatePage } from "./certificates-contract.ts";
import type { GuestPayPage } from "./guest-pay-contract.ts";
import type { FeedbackPages } from "./feedback-contract.ts";
import type { MessagePages } from "./private-messages-contract.ts";
import type { NotificationPage } from "./notification-pages-contract.ts";
import type { PortalPage } from "./portal-pages-contract.ts";
import type { PrivateOwnPage } from "./private-own-contract.ts";
import type { PrivateAccountPage } from "./private-account-contract.ts";
import type { ResidentPage } from "./resident-pages-contract.ts";

/*
 * What the server gives to the module that draws the public pages (web/site, docs/decisions/0026): plain data, one
 * member of the union for each page. The module is a pure function of it.
 */

/** What stands around every page. */
export interface SiteFrame {
  readonly language: Language;
  /** "https://portal.example.ru": addresses for search engines and letters are whole. */
  readonly origin: string;
  /** Chosen by the reader; absent: as the device has it. */
  readonly theme: "light" | "dark" | undefined;
  /** Of this page, without the question: "/severoozyorsk/companies". */
  readonly path: string;
  /** The question of this page without the language: "q=7&sort=name", or nothing. */
  readonly query: string;
  readonly city: { readonly name: string; readonly slug: string };
  /** "+7 816 200-00-05" of the city's dispatchers, where there is one. */
  readonly emergencyPhone: string | undefined;
  /** "23.11.2026 10:40": when what is shown was looked up. */
  readonly shownAt: string;
  /** Nothing newer can be had now: the page says so. */
  readonly isOld: boolean;
  readonly isDemo: boolean;
  /** Pages outside the portal that this installation serves; no page leads to one that is not there. */
  readonly ways: { readonly pay: boolean; readonly account: boolean; readonly feedback: boolean };
}

/** A way that leads to the page, from the city on; the page itself is the last. */
export interface Crumb {
  readonly href: string;
  readonly name: string;
  /** The name is data of the city, in Russian whatever the reader's language. */
  readonly isRussian: boolean;
}

/** A page that tells what cannot be shown, and where to go on. */
export interface TroublePage {
  readonly page: "trouble";
  readonly trouble: "not_found" | "away" | "refused";
  /** The refusal's own sentence, in the reader's language. */
  readonly sentence: string | undefined;
}

/** A page of words alone. */
export interface WordsPage {
  readonly page: "words";
  readonly about: "privacy";
}

export type SitePage =
  | PortalPage
  | GuestPayPage
  | FeedbackPages
  | MessagePages
  | ResidentPage
  | PrivateAccountPage
  | PrivateOwnPage
  | CertificatePage
  | NotificationPage
  | WordsPage
  | TroublePage;

/** The whole document, ready to be sent. */
export type RenderSite = (page: SitePage, frame: SiteFrame, assets: SiteAssets) => string;

/** Addresses of what the page loads, named by content. */
export interface SiteAssets {
  readonly style: string;
  readonly script: string;
  readonly fonts: readonly string[];
}
