import { createCipheriv, createDecipheriv, randomBytes } from "node:crypto";
import { readFileSync, writeFileSync } from "node:fs";
import path from "node:path";

/** Keeps the tokens of cards in the database so that the database alone gives nobody a card. */
export interface Sealer {
  /** `about` belongs to the seal: what was sealed about one thing does not open about another. */
  readonly seal: (secret: string, about: string) => Buffer;
  /** Throws where the key is another one, or the bytes were touched. */
  readonly open: (sealed: Buffer, about: string) => string;
}

const NONCE = 12;
const TAG = 16;

/** AES-256-GCM: nonce, tag, secret. */
export function sealer(key: Buffer): Sealer {
  if (key.length !== 32) throw new Error("the key of kept cards has 32 bytes");
  return {
    seal: (secret, about) => {
      const nonce = randomBytes(NONCE);
      const cipher = createCipheriv("aes-256-gcm", key, nonce).setAAD(Buffer.from(about, "utf8"));
      const body = Buffer.concat([cipher.update(secret, "utf8"), cipher.final()]);
      return Buffer.concat([nonce, cipher.getAuthTag(), body]);
    },
    open: (sealed, about) => {
      const decipher = createDecipheriv("aes-256-gcm", key, sealed.subarray(0, NONCE), {
        authTagLength: TAG,
      })
        .setAAD(Buffer.from(about, "utf8"))
        .setAuthTag(sealed.subarray(NONCE, NONCE + TAG));
      return Buffer.concat([decipher.update(sealed.subarray(NONCE + TAG)), decipher.final()]).toString(
        "utf8",
      );
    },
  };
}

/**
 * CARD_TOKENS_KEY (64 hexadecimal digits) where several machines share the database; else made once and kept with the
 * data, readable by its owner alone. Whoever loses it loses the kept cards, and nothing else: payers keep them anew.
 */
export function sealerOf(dataDir: string, environment: NodeJS.ProcessEnv = process.env): Sealer {
  const given = environment["CARD_TOKENS_KEY"];
  if (given !== undefined && given !== "") return sealer(keyOf(given));
  const file = path.join(dataDir, "card-tokens-key");
  try {
    writeFileSync(file, `${randomBytes(32).toString("hex")}\n`, { mode: 0o600, flag: "wx" });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw error;
  }
  return sealer(keyOf(readFileSync(file, "utf8").trim()));
}

function keyOf(text: string): Buffer {
  if (!/^[0-9a-f]{64}$/i.test(text))
    throw new Error("the key of kept cards is written in 64 hexadecimal digits");
  return Buffer.from(text, "hex");
}
