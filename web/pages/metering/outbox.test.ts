import { describe, expect, it } from "vitest";
import { forget, keep, type SentReading, waiting } from "./outbox.ts";

function memory() {
  const kept = new Map<string, string>();
  return {
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, text: string) => void kept.set(key, text),
    removeItem: (key: string) => void kept.delete(key),
    key: (at: number) => [...kept.keys()][at] ?? null,
    get length() {
      return kept.size;
    },
  };
}
const reading = (meter: number, value: string, of: Partial<SentReading> = {}): SentReading => ({
  building: 31,
  meter,
  value,
  takenOn: "2026-11-23",
  ...of,
});

describe("readings that wait for the server", () => {
  it("survive, by person, building and day, the last value of a dial standing", () => {
    const store = memory();
    keep(store, "orlova", [reading(1, "10"), reading(2, "20"), reading(7, "70", { building: 32 })]);
    keep(store, "orlova", [reading(1, "11")]);
    keep(store, "petrov", [reading(9, "90")]);
    expect(waiting(store, "orlova").map(({ meter, value }) => [meter, value])).toEqual([
      [2, "20"],
      [1, "11"],
      [7, "70"],
    ]);
    expect(waiting(store, "petrov")).toHaveLength(1);
  });

  it("are forgotten once confirmed, but not a value that came since", () => {
    const store = memory();
    keep(store, "orlova", [reading(1, "10")]);
    keep(store, "orlova", [reading(1, "11")]);
    forget(store, "orlova", [reading(1, "10")]);
    expect(waiting(store, "orlova")).toEqual([reading(1, "11")]);
    forget(store, "orlova", [reading(1, "11")]);
    expect(store.length).toBe(0);
  });

  it("keeps the zones of a meter apart, and takes nothing from a foreign text", () => {
    const store = memory();
    keep(store, "orlova", [reading(1, "10", { scale: 1 }), reading(1, "5", { scale: 2 })]);
    expect(waiting(store, "orlova")).toHaveLength(2);
    store.setItem("paylogic.readings.orlova.40.2026-11-23", "{not ours");
    expect(waiting(store, "orlova")).toHaveLength(2);
  });
});
