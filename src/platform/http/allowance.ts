import { isIPv6 } from "node:net";

/**
 * How often one place may ask what can be guessed: `count` times within `seconds`, then it waits. Kept in memory: a
 * restart forgives, and the list never grows beyond its bound.
 */
export class Allowance {
  readonly #asked = new Map<string, number[]>();
  readonly #limit: { readonly count: number; readonly seconds: number; readonly placesMax?: number };

  constructor(limit: { readonly count: number; readonly seconds: number; readonly placesMax?: number }) {
    this.#limit = limit;
  }

  /** Seconds to wait; 0: the question is counted and may be answered. */
  ask(remoteAddress: string, now: number = Date.now()): number {
    const { count, seconds, placesMax = 20_000 } = this.#limit;
    const place = placeOf(remoteAddress);
    const since = now - seconds * 1000;
    const recent = (this.#asked.get(place) ?? []).filter((at) => at > since);
    // Put back at the end: the oldest places are the first to be forgotten.
    this.#asked.delete(place);
    this.#asked.set(place, recent);
    const [first] = recent;
    if (recent.length >= count && first !== undefined) return Math.ceil((first - since) / 1000);
    recent.push(now);
    for (const oldest of this.#asked.keys()) {
      if (this.#asked.size <= placesMax) break;
      this.#asked.delete(oldest);
    }
    return 0;
  }
}

/** One household has a whole network of IPv6 addresses: its first half names it. */
const placeOf = (address: string): string =>
  isIPv6(address) && !address.startsWith("::") ? address.split(":").slice(0, 4).join(":") : address;
