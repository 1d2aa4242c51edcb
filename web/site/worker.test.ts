import { expect, test, vi } from "vitest";

/* What the worker does with a push, and with a press on what it showed: its scope is a stand-in, its code the real one. */

type Listener = (event: object) => void;

const listeners = new Map<string, Listener>();
const shown: { title: string; options: { body?: string; tag?: string; data?: unknown } }[] = [];
const opened: string[] = [];
const ended: string[] = [];
vi.stubGlobal("self", {
  location: new URL("https://eirc.example/lk/worker.js"),
  caches: { delete: async (name: string) => ended.push(name) },
  clients: { openWindow: async (address: string) => opened.push(address) },
  registration: {
    showNotification: async (title: string, options: object) => void shown.push({ title, options }),
    pushManager: { getSubscription: async () => ({ unsubscribe: async () => ended.push("push") }) },
  },
  addEventListener: (type: string, listener: Listener) => listeners.set(type, listener),
  PAYLOGIC_ASSETS: [],
});
// A script and no module: it has nothing to import, and is run for what it listens to.
await import(new URL("worker.ts", import.meta.url).href);

/** What happens, through the end of what the worker asks to wait for. */
async function happens(type: string, event: object): Promise<void> {
  const waits: Promise<unknown>[] = [];
  listeners.get(type)?.({ ...event, waitUntil: (work: Promise<unknown>) => waits.push(work) });
  expect(waits.length).toBe(1);
  await Promise.all(waits);
}

test("a push is shown as it was said, and an empty one still shows something", async () => {
  const told = {
    title: "Нет воды",
    body: "С 8:00",
    url: "https://eirc.example/lk/house",
    tag: "notification-7",
  };
  await happens("push", { data: { json: () => told } });
  expect(shown.at(-1)).toMatchObject({
    title: "Нет воды",
    options: { body: "С 8:00", tag: "notification-7", data: "https://eirc.example/lk/house" },
  });
  await happens("push", { data: null });
  expect(shown).toHaveLength(2);
});

test.each([
  ["https://eirc.example/lk/house", "https://eirc.example/lk/house"],
  ["https://elsewhere.example/lk", "/lk"],
  ["javascript:alert(1)", "/lk"],
  ["", "/lk"],
  [undefined, "/lk"],
])("a press on what says %s opens a page of ours: %s", async (data, address) => {
  let isClosed = false;
  await happens("notificationclick", { notification: { data, close: () => (isClosed = true) } });
  expect([opened.at(-1), isClosed]).toEqual([address, true]);
});

test("whoever signs out is told nothing more by this browser", async () => {
  const request = { url: "https://eirc.example/lk/sign-out", method: "POST", mode: "navigate" };
  await happens("fetch", { request });
  expect(ended).toEqual(["pages", "push"]);
});
