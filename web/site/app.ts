/*
 * The private account as an app: its worker, and readings that the server did not take after they had waited on the
 * device (web/site/worker.ts) are filled in once more.
 */

interface WaitingReadings {
  readonly key: string;
  readonly body: string;
  readonly isRefused: boolean;
}

/** Milliseconds. */
const ASKED_AFTER = [0, 2_000, 10_000] as const;

/** Where the browser has workers, the account goes on without a connection. */
export function installable(): void {
  if (!/^\/lk(?:\/|$)/.test(location.pathname) || !("serviceWorker" in navigator)) return;
  addEventListener("load", () => {
    navigator.serviceWorker.register("/lk/worker.js", { scope: "/lk" }).catch((error: unknown) => {
      // The pages work without it; a browser that forbids workers says so here.
      console.info("no worker", error);
    });
  });
  const form = document.querySelector<HTMLFormElement>("form[data-readings]");
  if (form && "indexedDB" in window) fillRefused(form);
  // What waited may be sent while the page stands open: it says so, and shows what the meters showed last by now.
  navigator.serviceWorker.addEventListener("message", ({ data }) => {
    const { about, isSent, isRefused } = data as Partial<Record<"about" | "isSent" | "isRefused", unknown>>;
    if (about !== "readings") return;
    if (isSent === true) void tellSent(form);
    if (isRefused === true && form) fillRefused(form);
  });
  // A device says that it is connected a little before it is.
  addEventListener("online", () => {
    for (const wait of ASKED_AFTER)
      setTimeout(() => navigator.serviceWorker.controller?.postMessage("send readings"), wait);
  });
}

async function tellSent(form: HTMLFormElement | null): Promise<void> {
  for (const notice of document.querySelectorAll<HTMLElement>("[data-sent-later]")) notice.hidden = false;
  if (!form) return;
  const number = new FormData(form).get("account");
  const answer = await fetch(`/lk/readings?account=${typeof number === "string" ? number : ""}`);
  if (!answer.ok) return;
  const now = new DOMParser().parseFromString(await answer.text(), "text/html");
  // What is being typed stays; only what was known before is shown anew.
  for (const last of form.querySelectorAll("small[id$='-last']")) {
    const newer = now.querySelector(`[id="${last.id}"]`);
    if (newer) last.replaceChildren(...newer.childNodes);
  }
}

function fillRefused(form: HTMLFormElement): void {
  const opening = indexedDB.open("lk", 1);
  opening.addEventListener("upgradeneeded", () =>
    opening.result.createObjectStore("readings", { keyPath: "key" }),
  );
  opening.addEventListener("success", () => {
    const store = opening.result.transaction("readings", "readwrite").objectStore("readings");
    const asked = store.getAll() as IDBRequest<WaitingReadings[]>;
    asked.addEventListener("success", () => {
      const notice = form.querySelector<HTMLElement>("[data-refused]");
      for (const one of asked.result.filter(({ isRefused }) => isRefused)) {
        const typed = new URLSearchParams(one.body);
        if (typed.get("account") !== new FormData(form).get("account")) continue;
        for (const [name, text] of typed) {
          const field = form.elements.namedItem(name);
          if (field instanceof HTMLInputElement && /^\d+-\d$/.test(name)) field.value = text;
        }
        if (notice) notice.hidden = false;
        store.delete(one.key);
      }
    });
  });
}
