import { mkdir, rename, writeFile } from "node:fs/promises";
import path from "node:path";
import { composed, type Sender } from "./letter.ts";
import type { Mailer } from "./model.ts";

/** Puts letters into a folder as files that any mail program opens: for the demo town, and before there is a server. */
export function folderMailer(folder: string, sender: Sender): Mailer {
  return {
    send: async (letter, leaving) => {
      const bytes = await composed(letter, sender);
      await mkdir(folder, { recursive: true });
      await leaving();
      const file = path.join(folder, `${letter.id}.eml`);
      await writeFile(`${file}.part`, bytes);
      await rename(`${file}.part`, file);
      return { outcome: "accepted", peerId: path.basename(file) };
    },
    close: () => undefined,
  };
}
