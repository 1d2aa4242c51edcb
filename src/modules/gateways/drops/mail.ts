import { ImapFlow } from "imapflow";
import { simpleParser } from "mailparser";
import { type DropSettings, DropTrouble, type FarFile, type FarItem, type FarPlace } from "./model.ts";
import { fitsMask } from "./rules/drop-rules.ts";

/** So many of the newest letters are looked at; those before them have had their turn. */
const LIST_MAX = 500;

export interface MailOptions {
  readonly secret: string;
  readonly bytesMax: number;
  readonly patienceMs: number;
}

/** A mailbox over IMAP. A letter is read whole, and its attachments are the files; its text is nothing. */
export async function openMail(
  settings: DropSettings,
  { secret, bytesMax, patienceMs }: MailOptions,
): Promise<FarPlace> {
  const { host, port, user, security, folder, doneFolder, mask } = settings;
  const client = new ImapFlow({
    host,
    port,
    secure: security === "tls",
    doSTARTTLS: security === "starttls",
    auth: { user, pass: secret },
    connectionTimeout: patienceMs,
    greetingTimeout: patienceMs,
    // A letter of many megabytes is put together by the server before it is sent.
    socketTimeout: patienceMs * 4,
    disableAutoIdle: true,
    logger: false,
  });
  // What breaks while nothing is asked is told by the next question.
  client.on("error", () => undefined);
  const asked = async <T>(deed: () => Promise<T>): Promise<T> => {
    try {
      return await deed();
    } catch (error) {
      throw troubleOf(error);
    }
  };
  try {
    await client.connect();
    await client.mailboxOpen(folder);
  } catch (error) {
    client.close();
    throw troubleOf(error);
  }
  const uidOf = (item: FarItem): string => item.key.slice(item.key.indexOf(":") + 1);
  return {
    list: () =>
      asked(async () => {
        const { mailbox } = client;
        if (mailbox === false || mailbox.exists === 0) return [];
        const from = Math.max(1, mailbox.exists - LIST_MAX + 1);
        const items: FarItem[] = [];
        for await (const letter of client.fetch(`${from}:*`, { uid: true, envelope: true, size: true })) {
          items.push({
            key: `${mailbox.uidValidity}:${letter.uid}`,
            label: letter.envelope?.subject ?? "",
            size: letter.size ?? 0,
            mayGrow: false,
            sender: letter.envelope?.from?.[0]?.address,
          });
        }
        return items;
      }),
    read: (item) =>
      asked(async () => {
        const { content } = await client.download(uidOf(item), undefined, { uid: true, maxBytes: bytesMax });
        // Somebody has moved it away meanwhile.
        if (!content) return undefined;
        const parts: Buffer[] = [];
        for await (const part of content) parts.push(part as Buffer);
        return attachmentsOf(Buffer.concat(parts), mask);
      }),
    putAside: (item) =>
      asked(async () => {
        if (doneFolder === "") {
          await client.messageFlagsAdd(uidOf(item), [String.raw`\Seen`], { uid: true });
          return;
        }
        const known = (await client.list()).some(({ path }) => path === doneFolder);
        if (!known) await client.mailboxCreate(doneFolder);
        await client.messageMove(uidOf(item), doneFolder, { uid: true });
      }),
    lay: () => Promise.reject(new DropTrouble("failed", "files are not sent by mail")),
    close: async () => {
      await client.logout().catch(() => client.close());
    },
  };
}

async function attachmentsOf(letter: Buffer, mask: string): Promise<FarFile[]> {
  const { attachments } = await simpleParser(letter, {
    skipHtmlToText: true,
    skipTextToHtml: true,
    skipTextLinks: true,
    skipImageLinks: true,
  });
  return attachments.flatMap(({ filename, content, related }) =>
    // Pictures of a signature are no register.
    related || filename === undefined || !fitsMask(filename, mask)
      ? []
      : [{ name: bareName(filename), bytes: content }],
  );
}

/** A name is the peer's word: no folder of ours is meant by it. */
const bareName = (name: string): string => name.replaceAll(/[/\\\p{Cc}]/gu, "_").slice(-200);

function troubleOf(error: unknown): DropTrouble {
  if (error instanceof DropTrouble) return error;
  const { message, code, responseText, authenticationFailed, mailboxMissing } = error as {
    message?: string;
    code?: unknown;
    responseText?: string;
    authenticationFailed?: boolean;
    mailboxMissing?: boolean;
  };
  const words = String(responseText ?? message ?? error).slice(0, 300);
  const all = `${words} ${String(message)} ${String(code)}`;
  const kind =
    authenticationFailed === true
      ? "sign_in_refused"
      : mailboxMissing === true ||
          /mailbox (?:does not|doesn't) exist|invalid mailbox|unknown mailbox|NONEXISTENT/i.test(all)
        ? "folder_missing"
        : /STARTTLS|certificate|self.signed|SSL|EPROTO/i.test(all)
          ? "not_encrypted"
          : /timed? ?out|GREETING|CONNECT_TIMEOUT/i.test(all)
            ? "too_slow"
            : /ECONNREFUSED|ENOTFOUND|EHOSTUNREACH|ENETUNREACH|EAI_AGAIN/i.test(all)
              ? "unreachable"
              : /parse|unexpected|NoConnection|ClosedAfterConnect|ECONNRESET|EConnectionClosed/i.test(all)
                ? "not_understood"
                : "failed";
  return new DropTrouble(kind, words, { cause: error });
}
