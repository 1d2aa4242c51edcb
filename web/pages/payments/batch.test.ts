import { describe, expect, test } from "vitest";
import {
  addedTo,
  balanceOf,
  type Batch,
  changedIn,
  commandOf,
  emptyBatch,
  hindranceOf,
  isPastPaying,
  keepBatch,
  keptBatch,
  readScan,
  without,
} from "./batch.ts";

const row = (account: string, amount: string) => ({
  account,
  address: "г. Североозёрск, ул. Ленина, д. 7, кв. 3",
  holder: "Иванова Мария Петровна",
  balance: "100000",
  amount,
  document: "",
});
const declared = (count: number, total: string): Batch => ({
  ...emptyBatch("key", "2026-11-23"),
  count,
  total,
});

function memory(): Storage {
  const kept = new Map<string, string>();
  return {
    getItem: (name) => kept.get(name) ?? null,
    setItem: (name, value) => void kept.set(name, value),
    removeItem: (name) => void kept.delete(name),
    clear: () => kept.clear(),
    key: (at) => [...kept.keys()][at] ?? null,
    get length() {
      return kept.size;
    },
  };
}

describe("a batch", () => {
  test("can be posted when it is equal to its inventory, or with a reason", () => {
    expect(hindranceOf(emptyBatch("key", "2026-11-23"))).toBe("empty");
    const one = addedTo(emptyBatch("key", "2026-11-23"), row("4400110010", "150050"));
    expect(hindranceOf(one)).toBe("undeclared");
    const short = { ...one, count: 2, total: "200050" };
    expect(balanceOf(short)).toEqual({ kind: "differs", count: 1, total: 50_000n });
    expect(hindranceOf(short)).toBe("differs");
    expect(hindranceOf({ ...short, reason: "  " })).toBe("differs");
    expect(hindranceOf({ ...short, reason: "квитанция возвращена" })).toBeUndefined();
    const whole = addedTo(short, row("4400110145", "50000"));
    expect(balanceOf(whole)).toEqual({ kind: "equal" });
    expect(hindranceOf(whole)).toBeUndefined();
  });

  test("says its reason only where it differs", () => {
    const batch = { ...addedTo(declared(1, "150050"), row("4400110010", "150050")), reason: "была ошибка" };
    expect(commandOf(batch)).toEqual({
      declared: { count: 1, total: "150050" },
      paidOn: "2026-11-23",
      payments: [{ account: "4400110010", amount: "150050" }],
    });
    expect(commandOf({ ...batch, count: 2 })).toMatchObject({ reason: "была ошибка" });
  });

  test("numbers its rows apart, whatever was taken away", () => {
    let batch = addedTo(addedTo(declared(3, "3"), row("1", "1")), row("2", "1"));
    batch = addedTo(without(batch, 1), row("3", "1"));
    batch = changedIn(batch, 2, row("4", "7"));
    expect(batch.rows.map(({ id, account, amount }) => [id, account, amount])).toEqual([
      [2, "4", "7"],
      [3, "3", "1"],
    ]);
  });

  test("outlives the browser, with the key of its command", () => {
    const store = memory();
    const batch = addedTo(declared(1, "150050"), row("4400110010", "150050"));
    keepBatch(store, "operator", batch);
    expect(keptBatch(store, "operator")).toEqual(JSON.parse(JSON.stringify(batch)));
    expect(keptBatch(store, "another")).toBeUndefined();
    keepBatch(store, "operator", emptyBatch("next", "2026-11-23"));
    expect(store.length).toBe(0);
    store.setItem("paylogic.payments.operator", "[1");
    expect(keptBatch(store, "operator")).toBeUndefined();
  });
});

test("a scanned receipt gives its account and sum, a typed number itself", () => {
  expect(
    readScan("ST00012|Name=ООО ЕИРЦ|PersonalAcc=40702810000000000001|PersAcc=4400110010|Sum=1301936"),
  ).toEqual({ account: "4400110010", amount: 1_301_936n });
  expect(readScan("ST00011~Name=A~persacc=4400110010")).toEqual({ account: "4400110010", amount: undefined });
  // The same keys under the Russian layout; the names in Cyrillic that a scanner spoils are not needed.
  expect(readScan("ЫЕ00012/Тфьу=ЩЩЩ/ЗукыФсс=4400110010/Ыгь=1301936")).toEqual({
    account: "4400110010",
    amount: 1_301_936n,
  });
  // The bars of the slip: 22 digits with a month among them.
  expect(readScan("4400110010112601301936")).toEqual({ account: "4400110010", amount: 1_301_936n });
  expect(readScan("4400110010112600000000")).toEqual({ account: "4400110010", amount: undefined });
  expect(readScan("4400110010132601301936").account).toBe("4400110010132601301936");
  expect(readScan(" 0010 ")).toEqual({ account: "0010", amount: undefined });
});

test("a closed account that owes nothing is past paying", () => {
  const found = {
    number: "1",
    building: 1,
    account: 1,
    premises: 1,
    address: "",
    holder: "",
    by: "number" as const,
  };
  expect(isPastPaying({ ...found, balance: "0" }, "2026-11-23")).toBe(false);
  expect(isPastPaying({ ...found, closed: "2026-07-01", balance: "0" }, "2026-11-23")).toBe(true);
  expect(isPastPaying({ ...found, closed: "2026-07-01", balance: "500" }, "2026-11-23")).toBe(false);
  expect(isPastPaying({ ...found, closed: "2026-12-01", balance: "0" }, "2026-11-23")).toBe(false);
});
