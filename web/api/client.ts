import type { Language } from "../words/words.ts";

/** A refusal or a defect as the server tells it: RFC 9457, with our code, sentence and number of the request. */
export class Problem extends Error {
  readonly code: string;
  readonly status: number;
  readonly requestId: string;
  /** What the refusal knows besides: limits, names, rows. */
  readonly data: Readonly<Record<string, unknown>>;

  constructor(of: {
    code: string;
    status: number;
    sentence: string;
    requestId: string;
    data: Readonly<Record<string, unknown>>;
  }) {
    super(of.sentence);
    this.name = "Problem";
    this.code = of.code;
    this.status = of.status;
    this.requestId = of.requestId;
    this.data = of.data;
  }
}

/** The server did not answer at all: the network or the server is away. */
export class Offline extends Error {
  constructor() {
    super("offline");
    this.name = "Offline";
  }
}

/** What went wrong, in the two forms that screens can show; anything else is a mistake in our own code, and says so. */
export function troubleOf(error: unknown): Problem | Offline | undefined {
  if (error === null || error === undefined) return undefined;
  if (error instanceof Problem || error instanceof Offline) return error;
  console.error(error);
  return new Problem({ code: "unknown", status: 0, sentence: "", requestId: "", data: {} });
}

interface Manners {
  language: Language;
  /** Asks the person to sign in again over the page; resolves when the request may be sent once more. */
  signInAgain: (() => Promise<boolean>) | undefined;
}
const manners: Manners = { language: "en", signInAgain: undefined };

/** What every request carries and who is asked when the session is over: set once by the shell. */
export function setManners(changes: Partial<Manners>): void {
  Object.assign(manners, changes);
}

export interface Command {
  readonly body?: unknown;
  /** Of commands that are done once: the same key repeats the same answer. */
  readonly key?: string | undefined;
  readonly signal?: AbortSignal | undefined;
}

export const api = {
  get: <T>(path: string, signal?: AbortSignal) => send<T>("GET", path, { signal }),
  post: <T>(path: string, command: Command = {}) => send<T>("POST", path, command),
  put: <T>(path: string, command: Command = {}) => send<T>("PUT", path, command),
  delete: <T>(path: string, command: Command = {}) => send<T>("DELETE", path, command),
};

/** A key for one command; a form keeps it through its repeats (ux: idempotent by design). */
export const newKey = (): string => crypto.randomUUID();

async function send<T>(method: string, path: string, command: Command, again = false): Promise<T> {
  const headers: Record<string, string> = {
    accept: "application/json",
    "accept-language": manners.language,
  };
  const isForm = command.body instanceof FormData || command.body instanceof Blob;
  if (command.body !== undefined && !isForm) headers["content-type"] = "application/json";
  if (command.key !== undefined) headers["idempotency-key"] = command.key;
  let response: Response;
  try {
    response = await fetch(path, {
      method,
      headers,
      credentials: "same-origin",
      signal: command.signal ?? null,
      body:
        command.body === undefined
          ? null
          : isForm
            ? (command.body as FormData | Blob)
            : JSON.stringify(command.body),
    });
  } catch (error) {
    if (command.signal?.aborted) throw error;
    throw new Offline();
  }
  if (response.ok) {
    const text = await response.text();
    return (text === "" ? undefined : JSON.parse(text)) as T;
  }
  const problem = await problemOf(response);
  if (problem.status === 401 && !again && manners.signInAgain && SESSION_LOST.has(problem.code)) {
    if (await manners.signInAgain()) return send<T>(method, path, command, true);
  }
  throw problem;
}

const SESSION_LOST = new Set(["access.not_signed_in", "access.session_over"]);

async function problemOf(response: Response): Promise<Problem> {
  const requestId = response.headers.get("x-request-id") ?? "";
  const text = await response.text();
  try {
    const told = JSON.parse(text) as {
      code: string;
      title: string;
      status: number;
      requestId: string;
      data?: Readonly<Record<string, unknown>>;
    };
    const { code, title: sentence, status, requestId: number, data = {} } = told;
    return new Problem({ code, status, sentence, requestId: number, data });
  } catch {
    // A proxy in between answers in its own words.
    return new Problem({ code: "unknown", status: response.status, sentence: "", requestId, data: {} });
  }
}
