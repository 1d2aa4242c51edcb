import { mkdir, rename, writeFile } from "node:fs/promises";
import path from "node:path";
import type { SmsSender } from "./model.ts";

/** Puts short messages into a folder as text: for the demo town, and before there is a contract with anybody. */
export function folderSms(folder: string): SmsSender {
  return {
    send: async ({ to, text, id }, leaving) => {
      await mkdir(folder, { recursive: true });
      await leaving();
      const file = path.join(folder, `${id}.txt`);
      await writeFile(`${file}.part`, `${to}\n\n${text}\n`);
      await rename(`${file}.part`, file);
      return { outcome: "accepted", peerId: path.basename(file) };
    },
    close: () => undefined,
  };
}
