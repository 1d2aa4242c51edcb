import { createCipheriv, createDecipheriv, randomBytes } from "node:crypto";
import { keyFile } from "./key-file.ts";

const CIPHER = "aes-256-gcm";
const [KEY_BYTES, NONCE_BYTES, TAG_BYTES] = [32, 12, 16];

/**
 * The installation's key, with which secrets that must be used again (passwords of other people's servers) are sealed
 * in the database: whoever has a copy of the database alone has none of them. It lies in `secret.key` of the data
 * folder, made when it is first wanted; of several servers each gets the same file.
 */
export const installationKey = (dataDir: string): Buffer =>
  keyFile({
    dataDir,
    name: "secret.key",
    make: () => `${randomBytes(KEY_BYTES).toString("hex")}\n`,
    read: (text) => {
      const key = Buffer.from(text.trim(), "hex");
      return key.length === KEY_BYTES ? key : undefined;
    },
    holds: `a key of ${KEY_BYTES * 2} hexadecimal digits`,
  });

/** Seals a text for one place: moved to another, it does not open. */
export function seal(key: Buffer, text: string, place: string): Buffer {
  const nonce = randomBytes(NONCE_BYTES);
  const cipher = createCipheriv(CIPHER, key, nonce).setAAD(Buffer.from(place));
  const sealed = Buffer.concat([cipher.update(text, "utf8"), cipher.final()]);
  return Buffer.concat([nonce, cipher.getAuthTag(), sealed]);
}

/** Undefined where it was sealed with another key or for another place, or is damaged. */
export function unseal(key: Buffer, sealed: Buffer, place: string): string | undefined {
  const [nonce, rest] = [sealed.subarray(0, NONCE_BYTES), sealed.subarray(NONCE_BYTES)];
  if (rest.length < TAG_BYTES) return undefined;
  try {
    const open = createDecipheriv(CIPHER, key, nonce)
      .setAAD(Buffer.from(place))
      .setAuthTag(rest.subarray(0, TAG_BYTES));
    return Buffer.concat([open.update(rest.subarray(TAG_BYTES)), open.final()]).toString("utf8");
  } catch {
    return undefined;
  }
}
