import webPush from "web-push";
import { keyFile } from "../outgoing/index.ts";

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
export const pushKeys = (dataDir: string): PushKeys =>
  keyFile({
    dataDir,
    name: "push.key",
    make: () => {
      const { publicKey, privateKey } = webPush.generateVAPIDKeys();
      return `${publicKey}\n${privateKey}\n`;
    },
    read: (text) => {
      const [publicKey = "", privateKey = ""] = text.split("\n");
      return PUBLIC.test(publicKey) && PRIVATE.test(privateKey) ? { publicKey, privateKey } : undefined;
    },
    holds: "the two lines of a pair of keys",
  });
