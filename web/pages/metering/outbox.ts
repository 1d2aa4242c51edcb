import type { AcceptReadingsRequest } from "#contracts/metering";
import type { Wire } from "../../api/wire.ts";

export type SentReading = Wire<typeof AcceptReadingsRequest>["readings"][number];

const KEY = "paylogic.readings";

/** Where a person's readings wait that the server has not yet confirmed; by building and day. */
const keyOf = (login: string, building: number, day: string): string => `${KEY}.${login}.${building}.${day}`;

type Store = Pick<Storage, "getItem" | "setItem" | "removeItem" | "key" | "length">;

function readAt(store: Store, key: string): SentReading[] {
  try {
    const kept: unknown = JSON.parse(store.getItem(key) ?? "[]");
    return Array.isArray(kept) ? (kept as SentReading[]) : [];
  } catch {
    // Another program's writing under our name: there is nothing of ours in it.
    return [];
  }
}

const isSameDial = (one: SentReading, other: SentReading): boolean =>
  one.meter === other.meter && (one.scale ?? 0) === (other.scale ?? 0);

/** Written before it is sent, so that a killed browser loses nothing. The last value of a dial and day stands. */
export function keep(store: Store, login: string, readings: readonly SentReading[]): void {
  for (const reading of readings) {
    const key = keyOf(login, reading.building, reading.takenOn ?? "");
    const others = readAt(store, key).filter((one) => !isSameDial(one, reading));
    store.setItem(key, JSON.stringify([...others, reading]));
  }
}

/** Confirmed or refused by the server: it waits no longer, unless another value has come since. */
export function forget(store: Store, login: string, readings: readonly SentReading[]): void {
  for (const reading of readings) {
    const key = keyOf(login, reading.building, reading.takenOn ?? "");
    const left = readAt(store, key).filter((one) => !isSameDial(one, reading) || one.value !== reading.value);
    if (left.length > 0) store.setItem(key, JSON.stringify(left));
    else store.removeItem(key);
  }
}

/** Everything of this person that still waits, of all buildings and days. */
export function waiting(store: Store, login: string): SentReading[] {
  const prefix = `${KEY}.${login}.`;
  const keys = Array.from({ length: store.length }, (_, at) => store.key(at) ?? "");
  return keys.filter((key) => key.startsWith(prefix)).flatMap((key) => readAt(store, key));
}
