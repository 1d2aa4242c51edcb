/*
 * Pages of the private account, as plain data for web/site (docs/decisions/0026). Sentences of refusals come in the
 * reader's language.
 */

/** What was typed and what is wrong with it; passwords and codes are never given back. */
export interface FormState {
  readonly typed: Readonly<Record<string, string>>;
  /** Which field is wrong; "form" where it is all of it. */
  readonly wrong?: { readonly field: string; readonly sentence: string } | undefined;
}

export interface SignInPage {
  readonly page: "lk.sign_in";
  readonly form: FormState;
  /** Where to go on: a path of our own under /lk. */
  readonly next: string;
  /** The company ended it, or a long time passed. */
  readonly isOver: boolean;
}

/** First the slip, then the name and the password: each step one question. */
export interface ActivatePage {
  readonly page: "lk.activate";
  readonly step: "slip" | "login";
  readonly form: FormState;
  /** Somebody is signed in: the account joins theirs, and no name is asked. */
  readonly isSignedIn: boolean;
  /** What is agreed to, and its version. */
  readonly consent: { readonly version: string; readonly wording: string };
}

/** What the device shows without a connection; nobody's, so that it can be kept before anybody signs in. */
export interface OfflinePage {
  readonly page: "lk.offline";
  /** Readings wait on the device. */
  readonly hasKept: boolean;
}

export type ResidentPage = OfflinePage | SignInPage | ActivatePage;
