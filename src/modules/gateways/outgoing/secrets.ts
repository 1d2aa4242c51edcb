import { readFileSync } from "node:fs";

/**
 * A secret by where it lies: "env:NAME" or "file:/run/secrets/name". Read at each use, so that a new one needs no
 * restart. Throws where it is missing: without it nothing that it guards may work.
 */
export function secretOf(reference: string, environment: NodeJS.ProcessEnv = process.env): string {
  const at = reference.indexOf(":");
  const [kind, name] = [reference.slice(0, at), reference.slice(at + 1)];
  const value =
    kind === "env" ? environment[name] : kind === "file" ? readFileSync(name, "utf8").trim() : undefined;
  if (value === undefined || value === "") throw new Error(`the secret ${reference} is not set`);
  return value;
}
