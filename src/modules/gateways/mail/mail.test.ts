import { generateKeyPairSync } from "node:crypto";
import { mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import { createServer, type Server, type Socket } from "node:net";
import os from "node:os";
import path from "node:path";
import { simpleParser } from "mailparser";
import { SMTPServer, type SMTPServerOptions } from "smtp-server";
import { afterEach, describe, expect, test } from "vitest";
import { must } from "#core/assert";
import { folderMailer } from "./folder.ts";
import type { Letter } from "./model.ts";
import { type SmtpSettings, smtpMailer } from "./smtp.ts";

const closing: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close();
});

interface Arrived {
  readonly bytes: Buffer;
  readonly line: string;
}
const mailIn = (one: Arrived | undefined) => simpleParser(must(one, "a letter").bytes);

/** A mail server of another house, which reads what it gets as mail. */
async function mailServer(options: SMTPServerOptions = {}) {
  const arrived: Arrived[] = [];
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ["STARTTLS"],
    onData(stream, session, done) {
      const parts: Buffer[] = [];
      stream.on("data", (part: Buffer) => parts.push(part));
      stream.on("end", () => {
        arrived.push({ bytes: Buffer.concat(parts), line: session.id });
        done();
      });
    },
    ...options,
  });
  await new Promise<void>((resolve) => void server.listen(0, "127.0.0.1", resolve));
  closing.push(() => new Promise<void>((resolve) => server.close(() => resolve())));
  const { port } = server.server.address() as { port: number };
  return { arrived, port };
}

const settingsOf = (port: number, more: Partial<SmtpSettings> = {}): SmtpSettings => ({
  host: "127.0.0.1",
  port,
  secure: false,
  allowsPlain: true,
  from: "bills@eirc.example",
  timeoutMs: 1_500,
  ...more,
});

const LETTER: Letter = {
  fromName: "ООО «УК Заречье»",
  to: "ivanova@mail.ru",
  subject: "Квитанция за ноябрь 2026: 4 812,40 ₽",
  text: "Готова квитанция.\n\n.Точка в начале строки.",
  html: "<p>Готова квитанция.</p>",
  id: "notification-12",
  language: "ru",
  unsubscribeUrl: "https://portal.example/u/abc",
  attachments: [
    { name: "4400110010-2026-11.pdf", type: "application/pdf", content: Buffer.from("%PDF-1.7 …") },
  ],
};

function mailerOf(settings: SmtpSettings) {
  const mailer = smtpMailer(settings);
  closing.push(async () => mailer.close());
  const leavings: string[] = [];
  const send = (letter: Letter = LETTER) => mailer.send(letter, async () => void leavings.push(letter.id));
  return { send, leavings, mailer };
}

describe("a letter", () => {
  test("arrives as it was written: text, HTML, attachment, the way to end it", async () => {
    const { arrived, port } = await mailServer();
    const { send, leavings } = mailerOf(settingsOf(port));
    expect(await send()).toMatchObject({ outcome: "accepted" });
    const mail = await mailIn(arrived[0]);
    expect(mail.from?.value).toEqual([{ name: "ООО «УК Заречье»", address: "bills@eirc.example" }]);
    expect([mail.subject, mail.text?.trim(), mail.html]).toEqual([LETTER.subject, LETTER.text, LETTER.html]);
    expect(mail.messageId).toBe("<notification-12@eirc.example>");
    expect(must(arrived[0], "a letter").bytes.toString()).toContain(
      "List-Unsubscribe-Post: List-Unsubscribe=One-Click\r\n",
    );
    expect(mail.headers.get("list")).toMatchObject({ unsubscribe: { url: "https://portal.example/u/abc" } });
    expect(mail.attachments).toMatchObject([
      { filename: "4400110010-2026-11.pdf", contentType: "application/pdf" },
    ]);
    expect(mail.attachments[0]?.content.toString()).toBe("%PDF-1.7 …");
    expect(leavings).toEqual(["notification-12"]);
  });

  test("of one line follow one another", async () => {
    const { arrived, port } = await mailServer();
    const { send } = mailerOf(settingsOf(port));
    await send();
    await send({ ...LETTER, id: "notification-13", to: "petrov@mail.ru" });
    const mails = await Promise.all(arrived.map(mailIn));
    expect(mails.map(({ messageId }) => messageId)).toEqual([
      "<notification-12@eirc.example>",
      "<notification-13@eirc.example>",
    ]);
    expect(new Set(arrived.map(({ line }) => line)).size).toBe(1);
  });

  test("is signed where a key is given", async () => {
    const { privateKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });
    const { arrived, port } = await mailServer();
    const key = privateKey.export({ type: "pkcs8", format: "pem" }).toString();
    const dkim = { domain: "eirc.example", selector: "bills", privateKey: key };
    await mailerOf(settingsOf(port, { dkim })).send();
    const bytes = must(arrived[0], "a letter").bytes.toString("latin1");
    expect(bytes).toMatch(/DKIM-Signature: v=1; a=rsa-sha256;[^]*d=eirc\.example;[^]*s=bills;/);
    // A one-click end counts only where both of its headers are signed (RFC 8058, section 4).
    const signed = /\sh=([^;]*);/.exec(bytes)?.[1]?.replaceAll(/\s/g, "").toLowerCase().split(":");
    expect(signed).toEqual(expect.arrayContaining(["from", "list-unsubscribe", "list-unsubscribe-post"]));
  });

  test("signs in with a password, and is not sent without a safe line that it asks for", async () => {
    const known: string[] = [];
    const { arrived, port } = await mailServer({
      authOptional: false,
      allowInsecureAuth: true,
      onAuth: ({ username, password }, _session, done) => {
        known.push(`${String(username)}:${String(password)}`);
        done(null, { user: username });
      },
    });
    expect(await mailerOf(settingsOf(port, { user: "eirc", password: "тайна" })).send()).toMatchObject({
      outcome: "accepted",
    });
    expect(known).toEqual(["eirc:тайна"]);
    expect(await mailerOf(settingsOf(port, { allowsPlain: false })).send()).toMatchObject({
      outcome: "later",
    });
    expect(arrived).toHaveLength(1);
  });

  test("lies down in a folder where there is no server", async () => {
    const folder = await mkdtemp(path.join(os.tmpdir(), "paylogic-mail-"));
    closing.push(() => rm(folder, { recursive: true }));
    await folderMailer(folder, { from: "bills@eirc.example" }).send(LETTER, async () => undefined);
    expect(await readdir(folder)).toEqual(["notification-12.eml"]);
    const mail = await simpleParser(await readFile(path.join(folder, "notification-12.eml")));
    expect(mail.subject).toBe(LETTER.subject);
  });
});

describe("a server that", () => {
  const answering = (code: number, text: string) =>
    Object.assign(new Error(text), { responseCode: code }) as Error;

  test("knows no such address refuses for good, and is told apart from one that refuses the letter", async () => {
    const gone = await mailServer({
      onRcptTo: (_to, _session, done) => done(answering(550, "5.1.1 No such user")),
    });
    expect(await mailerOf(settingsOf(gone.port)).send()).toMatchObject({ outcome: "refused", isGone: true });
    const policy = await mailServer({
      onRcptTo: (_to, _session, done) => done(answering(550, "5.7.1 Spam")),
    });
    expect(await mailerOf(settingsOf(policy.port)).send()).toMatchObject({
      outcome: "refused",
      isGone: false,
    });
    const content = await mailServer({
      onData: (stream, _session, done) => {
        stream.resume();
        stream.on("end", () => done(answering(554, "5.6.0 Not wanted")));
      },
    });
    expect(await mailerOf(settingsOf(content.port)).send()).toMatchObject({
      outcome: "refused",
      isGone: false,
    });
  });

  test("is busy gets the letter later, before it left or after", async () => {
    const before = await mailServer({
      onRcptTo: (_to, _session, done) => done(answering(451, "4.7.1 Greylisted")),
    });
    const greylisted = mailerOf(settingsOf(before.port));
    expect(await greylisted.send()).toMatchObject({ outcome: "later" });
    expect(greylisted.leavings).toEqual([]);
    const after = await mailServer({
      onData: (stream, _session, done) => {
        stream.resume();
        stream.on("end", () => done(answering(452, "4.2.2 Full")));
      },
    });
    expect(await mailerOf(settingsOf(after.port)).send()).toMatchObject({ outcome: "later" });
  });

  test("is away, is silent, or speaks nonsense: nothing left", async () => {
    expect(await mailerOf(settingsOf(1)).send()).toMatchObject({ outcome: "later" });
    const silent = mailerOf(settingsOf(await rawServer(() => undefined), { timeoutMs: 300 }));
    expect(await silent.send()).toMatchObject({ outcome: "later" });
    const nonsense = mailerOf(
      settingsOf(await rawServer((socket) => void socket.write("HTTP/1.1 200 OK\r\n\r\n"))),
    );
    expect(await nonsense.send()).toMatchObject({ outcome: "later" });
    const hangsUp = mailerOf(settingsOf(await rawServer((socket) => void socket.end())));
    expect(await hangsUp.send()).toMatchObject({ outcome: "later" });
    expect([silent, nonsense, hangsUp].flatMap(({ leavings }) => leavings)).toEqual([]);
  });

  test("takes the letter and hangs up, or says nothing more: nobody knows, and nobody asks again", async () => {
    for (const end of ["hang up", "silence"] as const) {
      const port = await rawServer((socket) => {
        speakUntilData(socket, () => {
          if (end === "hang up") socket.destroy();
        });
      });
      const { send, leavings } = mailerOf(settingsOf(port, { timeoutMs: 500 }));
      expect(await send(), end).toMatchObject({ outcome: "unsure" });
      expect(leavings).toEqual(["notification-12"]);
    }
  });
});

test("a letter that must not leave does not, and its server throws away what it has", async () => {
  const { arrived, port } = await mailServer();
  const { mailer, send } = mailerOf(settingsOf(port));
  const refused = mailer.send(LETTER, () => Promise.reject(new Error("another process has it")));
  expect(await refused).toMatchObject({ outcome: "later" });
  expect(arrived).toEqual([]);
  // The next one opens a line of its own.
  expect(await send()).toMatchObject({ outcome: "accepted" });
  expect(arrived).toHaveLength(1);
});

async function rawServer(greet: (socket: Socket) => void): Promise<number> {
  const sockets = new Set<Socket>();
  const server: Server = createServer((socket) => {
    sockets.add(socket);
    socket.on("error", () => sockets.delete(socket));
    greet(socket);
  });
  await new Promise<void>((resolve) => void server.listen(0, "127.0.0.1", resolve));
  closing.push(async () => {
    for (const socket of sockets) socket.destroy();
    await new Promise<void>((resolve) => server.close(() => resolve()));
  });
  return (server.address() as { port: number }).port;
}

/** Says yes to everything until the letter is there with its dot. */
function speakUntilData(socket: Socket, taken: () => void): void {
  let isLetter = false;
  let heard = "";
  socket.write("220 ready\r\n");
  socket.on("data", (part: Buffer) => {
    heard += part.toString("latin1");
    if (isLetter) {
      if (heard.includes("\r\n.\r\n")) taken();
      return;
    }
    for (let end = heard.indexOf("\r\n"); end >= 0; end = heard.indexOf("\r\n")) {
      const command = heard.slice(0, end);
      heard = heard.slice(end + 2);
      if (command === "DATA") {
        isLetter = true;
        socket.write("354 go on\r\n");
        return;
      }
      socket.write("250 yes\r\n");
    }
  });
}
