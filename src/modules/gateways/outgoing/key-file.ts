import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";

interface KeyFile<T> {
  readonly dataDir: string;
  readonly name: string;
  /** The text of a new file. */
  readonly make: () => string;
  /** Undefined where the text is none of ours. */
  readonly read: (text: string) => T | undefined;
  /** What the file holds, for whoever finds it damaged: "a key of 64 hexadecimal digits". */
  readonly holds: string;
}

/**
 * What a file of the data folder holds, made when it is first wanted and readable by the server alone; of several
 * servers each gets the same. A damaged file is never replaced: what was made with it would be lost.
 */
export function keyFile<T>({ dataDir, name, make, read, holds }: KeyFile<T>): T {
  const file = path.join(dataDir, name);
  const known = textOf(file);
  if (known === undefined) {
    mkdirSync(dataDir, { recursive: true });
    try {
      writeFileSync(file, make(), { flag: "wx", mode: 0o600 });
    } catch (error) {
      // Another process made it first.
      if ((error as { code?: unknown }).code !== "EEXIST") throw error;
    }
  }
  const value = read(known ?? readFileSync(file, "utf8"));
  if (value === undefined)
    throw new Error(`${file} is not ${holds}: bring it back from a copy of the folder`);
  return value;
}

function textOf(file: string): string | undefined {
  try {
    return readFileSync(file, "utf8");
  } catch (error) {
    if ((error as { code?: unknown }).code === "ENOENT") return undefined;
    throw error;
  }
}
