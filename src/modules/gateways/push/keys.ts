import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import webPush from "web-push";

/** The pair by which the services of browsers know this installation (RFC 8292). */
export interface PushKeys {
  readonly publicKey: string;
  readonly privateKey: string;
}

const PUBLIC = /^[\w-]{87}$/;
const PRIVATE = /^[\w-]{43}$/;

/**
 * The installation's pair of keys: `push.key` of the data folder, made when it is first wanted, as its other key is. Of
 * several servers each gets the same file: browsers have agreed to one sender, and hear no other.
 */
export function pushKeys(dataDir: string): PushKeys {
  const file = path.join(dataDir, "push.key");
  const known = readKeys(file);
  if (known) return known;
  mkdirSync(dataDir, { recursive: true });
  const { publicKey, privateKey } = webPush.generateVAPIDKeys();
  try {
    writeFileSync(file, `${publicKey}\n${privateKey}\n`, { flag: "wx", mode: 0o600 });
  } catch (error) {
    // Another process made it first.
    if ((error as { code?: unknown }).code !== "EEXIST") throw error;
  }
  const made = readKeys(file);
  if (!made) throw new Error(`${file} has not the two lines of a pair of keys`);
  return made;
}

function readKeys(file: string): PushKeys | undefined {
  let text: string;
  try {
    text = readFileSync(file, "utf8");
  } catch (error) {
    if ((error as { code?: unknown }).code === "ENOENT") return undefined;
    throw error;
  }
  const [publicKey = "", privateKey = ""] = text.split("\n");
  return PUBLIC.test(publicKey) && PRIVATE.test(privateKey) ? { publicKey, privateKey } : undefined;
}
