// What all scripts share: where the checkout is, and how they speak to the person.
import path from "node:path";
import { fileURLToPath } from "node:url";

export const root = path.dirname(path.dirname(fileURLToPath(import.meta.url)));
export const modules = path.join(root, "node_modules");

/** A stop that the person can mend: shown as a sentence, without a stack. */
export class Trouble extends Error {}

/** To stderr, since the commands behind the scripts may print data. */
export function say(sentence) {
  process.stderr.write(`${sentence}\n`);
}

/** Runs a script's main part: trouble is a sentence, anything else our mistake with its stack. */
export async function runScript(main) {
  try {
    await main();
  } catch (error) {
    say(error instanceof Trouble ? error.message : (error?.stack ?? String(error)));
    process.exitCode = 1;
  }
}
