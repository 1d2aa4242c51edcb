import { beforeEach, expect, test } from "vitest";
import { offer, walkOf, watchWalks } from "./walk.ts";

const kept = new Map<string, string>();
const storage = {
  getItem: (key: string) => kept.get(key) ?? null,
  setItem: (key: string, text: string) => void kept.set(key, text),
  removeItem: (key: string) => void kept.delete(key),
} as unknown as Storage;
const walk = { title: "Accounts found", back: "/app/accounts?q=x", numbers: ["4400110010", "4400110025"] };
const step = (from: string | undefined, to: string): void =>
  watchWalks(
    {
      fromLocation: from === undefined ? undefined : { pathname: from },
      toLocation: { pathname: to },
    },
    storage,
  );
beforeEach(() => {
  kept.clear();
  offer("/app/accounts", walk);
});

test("a card that was opened from a list goes through it, also after a reload", () => {
  step("/app/accounts", "/app/accounts/4400110010");
  expect(walkOf("4400110010", storage)).toEqual(walk);
  step("/app/accounts/4400110010", "/app/accounts/4400110025");
  step(undefined, "/app/accounts/4400110025");
  expect(walkOf("4400110025", storage)).toEqual(walk);
});

test("a card that was opened elsewhere has no list, and the former one is forgotten", () => {
  step("/app/accounts", "/app/accounts/4400110010");
  step("/app/payments", "/app/accounts/4400110999");
  expect(walkOf("4400110999", storage)).toBeUndefined();
  expect(walkOf("4400110010", storage)).toBeUndefined();
});

test("an offer of another page is not taken", () => {
  step("/app/runs/1", "/app/accounts/4400110010");
  expect(walkOf("4400110010", storage)).toBeUndefined();
});

test("what an older version has left behind is no list", () => {
  kept.set("paylogic.walk", "{");
  expect(walkOf("4400110010", storage)).toBeUndefined();
  expect(kept.size).toBe(0);
});
