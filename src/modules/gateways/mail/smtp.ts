import { Readable } from "node:stream";
import SMTPConnection from "nodemailer/lib/smtp-connection";
import { composed, type Sender } from "./letter.ts";
import type { Letter, Mailer, Sending } from "./model.ts";

export interface SmtpSettings extends Sender {
  readonly host: string;
  readonly port: number;
  /** TLS from the first byte; else the line is made safe by STARTTLS, which must succeed. */
  readonly secure: boolean;
  /** A server in the same house that speaks no TLS. */
  readonly allowsPlain?: boolean | undefined;
  readonly user?: string | undefined;
  readonly password?: string | undefined;
  readonly timeoutMs?: number | undefined;
}

/** After so many letters the line is opened anew: servers count. */
const LETTERS_A_LINE = 100;

/** Sends letters one after another; for several at a time there are several mailers. */
export function smtpMailer(settings: SmtpSettings): Mailer {
  let line: { readonly connection: SMTPConnection; letters: number } | undefined;
  const drop = (): void => {
    line?.connection.close();
    line = undefined;
  };

  async function open(): Promise<SMTPConnection> {
    if (line && line.letters < LETTERS_A_LINE) return line.connection;
    line?.connection.quit();
    line = undefined;
    const connection = await connect(settings);
    const own = { connection, letters: 0 };
    // The server hangs up between two letters: the next one finds no line and opens one.
    const gone = (): void => {
      if (line === own) line = undefined;
    };
    connection.on("end", gone);
    connection.on("error", gone);
    line = own;
    return connection;
  }

  return {
    send: async (letter, leaving) => {
      const bytes = await composed(letter, settings);
      let connection: SMTPConnection;
      try {
        connection = await open();
      } catch (error) {
        drop();
        return { outcome: "later", reason: `${settings.host}: ${messageOf(error)}` };
      }
      if (line) line.letters += 1;
      const became = await sendOver(connection, { letter, bytes, from: settings.from }, leaving);
      if (became.outcome !== "accepted") drop();
      return became;
    },
    close: () => {
      line?.connection.quit();
      line = undefined;
    },
  };
}

function connect(settings: SmtpSettings): Promise<SMTPConnection> {
  const { timeoutMs = 30_000, user, password } = settings;
  const connection = new SMTPConnection({
    host: settings.host,
    port: settings.port,
    secure: settings.secure,
    requireTLS: !settings.secure && settings.allowsPlain !== true,
    ignoreTLS: settings.allowsPlain === true,
    connectionTimeout: Math.min(timeoutMs, 10_000),
    greetingTimeout: Math.min(timeoutMs, 10_000),
    socketTimeout: timeoutMs,
    dnsTimeout: Math.min(timeoutMs, 10_000),
  });
  return new Promise((resolve, reject) => {
    const fail = (error: Error): void => {
      connection.close();
      reject(error);
    };
    connection.once("error", fail);
    // A server that hangs up before it greets says nothing else.
    connection.once("end", () => fail(new Error("the server closed the line")));
    connection.connect(() => {
      const done = (): void => {
        connection.off("error", fail);
        resolve(connection);
      };
      if (user === undefined) done();
      else {
        connection.login({ user, pass: password ?? "" }, (error) => {
          if (error) fail(error);
          else done();
        });
      }
    });
  });
}

interface Answered extends Error {
  readonly responseCode?: number | undefined;
  readonly response?: string | undefined;
  readonly command?: string | undefined;
}

function sendOver(
  connection: SMTPConnection,
  of: { readonly letter: Letter; readonly bytes: Buffer; readonly from: string },
  leaving: () => Promise<void>,
): Promise<Sending> {
  let hasLeft = false;
  /** Read by the connection once the server waits for the letter. */
  async function* content() {
    await leaving();
    hasLeft = true;
    yield of.bytes;
  }
  return new Promise((resolve) => {
    const ended = (error: Answered): void => resolve(judged(error, hasLeft));
    connection.once("error", ended);
    connection.once("end", () => ended(new Error("the server closed the line")));
    const body = Readable.from(content());
    body.once("error", (error) => {
      // The letter must not leave: the line is dropped before the dot, so the server throws away what it has.
      connection.close();
      resolve({ outcome: "later", reason: messageOf(error) });
    });
    connection.send({ from: of.from, to: [of.letter.to] }, body, (error, info) => {
      connection.off("error", ended);
      if (error) ended(error);
      else resolve({ outcome: "accepted", peerId: info?.response ?? "" });
    });
  });
}

/** An answer is an answer, whenever it came; without one it matters whether the letter had left. */
function judged(error: Answered, hasLeft: boolean): Sending {
  const { responseCode, response } = error;
  const reason = response ?? error.message;
  if (responseCode === undefined || responseCode === 0)
    return { outcome: hasLeft ? "unsure" : "later", reason };
  if (responseCode < 500) return { outcome: "later", reason };
  // 5.1.x and 5.2.1: no such address, no such mailbox, a mailbox that takes nothing (RFC 3463).
  const isOfAddress = error.command === "RCPT TO" && /^5\d\d[ -](5\.1\.|5\.2\.1)/.test(reason);
  const isPlain = error.command === "RCPT TO" && /^55[013]\b(?! 5\.)/.test(reason);
  return { outcome: "refused", reason, isGone: isOfAddress || isPlain };
}

const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));
