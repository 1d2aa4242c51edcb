/*
 * The private account as an app: its worker, and readings that the server did not take after they had waited on the
 * device (web/site/worker.ts) are filled in once more.
 */

interface WaitingReadings {
  readonly key: string;
  readonly body: string;
  readonly isRefused: boolean;
}

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
