import { readFile } from "node:fs/promises";

/** A key of ours, kept outside the database: "env:NAME" or "file:/path". Read anew each time, so that it can be replaced. */
export async function readAnswerKey(reference: string): Promise<string> {
  if (reference.startsWith("file:")) return readFile(reference.slice(5), "utf8");
  const value = reference.startsWith("env:") ? process.env[reference.slice(4)] : undefined;
  if (value === undefined || value === "") throw new Error(`no key behind ${reference}`);
  return value;
}
