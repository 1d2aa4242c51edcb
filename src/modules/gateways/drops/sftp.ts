import { createHash } from "node:crypto";
import path from "node:path";
import { Readable } from "node:stream";
import SftpClient from "ssh2-sftp-client";
import { type DropSettings, DropTrouble, type FarItem, type FarPlace, type FileToLay } from "./model.ts";
import { isUnfinished } from "./rules/drop-rules.ts";

/** More files in one folder are looked at when these are gone. */
const LIST_MAX = 2_000;

export interface SftpOptions {
  /** The password, or a private key as PEM. */
  readonly secret: string;
  readonly bytesMax: number;
  readonly patienceMs: number;
}

/**
 * A folder at an SFTP server whose key is the one that was agreed. The key is judged before anything of ours is sent:
 * whoever stands there instead learns not even the user's name.
 */
export async function openSftp(
  settings: DropSettings,
  { secret, bytesMax, patienceMs }: SftpOptions,
): Promise<FarPlace> {
  const seen: { hostKey?: string } = {};
  const client = await connected(settings, { secret, patienceMs, seen });
  const { folder, doneFolder, outFolder } = settings;
  const place = (name: string, at = folder): string => path.posix.join(at, name);
  const asked = async <T>(deed: () => Promise<T>): Promise<T> => {
    try {
      return await deed();
    } catch (error) {
      throw troubleOf(error);
    }
  };
  return {
    list: () =>
      asked(async () =>
        (await client.list(folder))
          .filter(({ type, name }) => type === "-" && !isUnfinished(name) && isPlain(name))
          .slice(0, LIST_MAX)
          .map(
            ({ name, size, modifyTime }): FarItem => ({
              key: `${name}|${size}|${modifyTime}`,
              label: name,
              size,
              mayGrow: true,
            }),
          ),
      ),
    read: (item) =>
      asked(async () => {
        const bytes = await bytesOf(client, place(item.label), bytesMax);
        // It grew or shrank while it was read: it is another thing, for the next look.
        return bytes?.length === item.size ? [{ name: item.label, bytes }] : undefined;
      }),
    putAside: (item) =>
      asked(async () => {
        if (doneFolder === "") return;
        const aside = doneFolder.startsWith("/") ? doneFolder : place(doneFolder);
        if (!(await client.exists(aside))) await client.mkdir(aside, true);
        await client.rename(place(item.label), place(await freeName(client, aside, item.label), aside));
      }),
    lay: (file) => asked(() => layFile(client, outFolder, file)),
    close: async () => {
      await client.end().catch(() => false);
    },
  };
}

/** The key that the server shows, before anybody has signed in. */
export async function hostKeyOf(settings: DropSettings, patienceMs: number): Promise<string> {
  const seen: { hostKey?: string } = {};
  try {
    const client = await connected({ ...settings, hostKey: "none" }, { secret: "", patienceMs, seen });
    await client.end();
  } catch (error) {
    if (seen.hostKey === undefined) throw error;
  }
  if (seen.hostKey === undefined) throw new DropTrouble("not_understood");
  return seen.hostKey;
}

async function connected(
  settings: DropSettings,
  of: { readonly secret: string; readonly patienceMs: number; readonly seen: { hostKey?: string } },
): Promise<SftpClient> {
  const { secret, patienceMs, seen } = of;
  const { host, port, user, hostKey } = settings;
  if (hostKey === "") throw new DropTrouble("host_key_unknown");
  // What breaks while nothing is asked is told by the next question.
  const quiet = { error: () => undefined, end: () => undefined, close: () => undefined };
  const client = new SftpClient("drop", quiet);
  const isKey = secret.startsWith("-----BEGIN");
  try {
    await client.connect({
      host,
      port,
      username: user,
      ...(isKey ? { privateKey: secret } : { password: secret }),
      readyTimeout: patienceMs,
      hostVerifier: (key: Buffer) => {
        seen.hostKey = `SHA256:${createHash("sha256").update(key).digest("base64").replace(/=+$/, "")}`;
        return seen.hostKey === hostKey;
      },
    });
    return client;
  } catch (error) {
    await client.end().catch(() => false);
    if (seen.hostKey !== undefined && seen.hostKey !== hostKey) {
      throw new DropTrouble("host_key_differs", seen.hostKey, { cause: error });
    }
    throw troubleOf(error);
  }
}

const isPlain = (name: string): boolean => !/[/\\\p{Cc}]/u.test(name) && name !== "..";

/** Undefined where it is longer than anything that is taken. */
async function bytesOf(client: SftpClient, file: string, most: number): Promise<Buffer | undefined> {
  const parts: Buffer[] = [];
  let size = 0;
  const stream = client.createReadStream(file);
  for await (const part of stream) {
    size += (part as Buffer).length;
    if (size > most) {
      stream.destroy();
      return undefined;
    }
    parts.push(part as Buffer);
  }
  return Buffer.concat(parts);
}

/** Hexadecimal, read as it comes. */
async function hashOf(client: SftpClient, file: string): Promise<string> {
  const hash = createHash("sha256");
  for await (const part of client.createReadStream(file)) hash.update(part as Buffer);
  return hash.digest("hex");
}

async function freeName(client: SftpClient, folder: string, name: string): Promise<string> {
  const there = new Set((await client.list(folder)).map((one) => one.name));
  const { name: bare, ext } = path.posix.parse(name);
  let free = name;
  for (let no = 2; there.has(free); no += 1) free = `${bare} (${no})${ext}`;
  return free;
}

async function layFile(
  client: SftpClient,
  folder: string,
  { name, size, sha256, parts }: FileToLay,
): Promise<void> {
  const there = (await client.list(folder)).find((one) => one.name === name);
  const target = path.posix.join(folder, name);
  if (there) {
    if (there.size === size && (await hashOf(client, target)) === sha256) return;
    throw new DropTrouble("failed", `${name}: another file of this name is there`);
  }
  // The peer sees it when it is whole.
  const half = path.posix.join(folder, `.${name}.part`);
  await client.put(Readable.from(parts(), { objectMode: false }), half);
  await client.rename(half, target);
}

function troubleOf(error: unknown): DropTrouble {
  if (error instanceof DropTrouble) return error;
  const { message, code } = error as { message?: string; code?: unknown };
  const words = String(message ?? error).slice(0, 300);
  const kind = /authentication/i.test(words)
    ? "sign_in_refused"
    : /no such file|bad path|not exist|not a directory/i.test(words) || code === "ENOENT"
      ? "folder_missing"
      : /timed? ?out/i.test(words)
        ? "too_slow"
        : /ECONNREFUSED|ENOTFOUND|EHOSTUNREACH|ENETUNREACH|EAI_AGAIN|getaddrinfo/i.test(
              `${words} ${String(code)}`,
            )
          ? "unreachable"
          : /handshake|protocol|identification|ECONNRESET|unexpected/i.test(words)
            ? "not_understood"
            : "failed";
  return new DropTrouble(kind, words, { cause: error });
}
