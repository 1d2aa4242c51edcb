/** A broken promise of our own code. It stops the deed rather than booking nonsense, in production too. */
export class Defect extends Error {
  override readonly name = "Defect";
}

export function assert(condition: unknown, promise: string): asserts condition {
  if (!condition) throw new Defect(`broken promise: ${promise}`);
}

/** The value, or a defect that names what was missing. */
export function must<T>(value: T | undefined | null, what: string): T {
  assert(value !== undefined && value !== null, `${what} is present`);
  return value;
}
