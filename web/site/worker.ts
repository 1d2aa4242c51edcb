/*
 * The private account on a telephone without a connection: what was looked at last is shown with its time, and readings
 * that could not be sent wait on the device until they can. Built as a script of its own; the server puts the addresses
 * of what pages load before it (src/app/resident-app.ts).
 */

interface WaitingReadings {
  /** The server takes each once. */
  readonly key: string;
  /** When it was typed, in milliseconds: of two readings of one meter the later one must arrive last. */
  readonly at: number;
  /** The fields of the form, as an address writes them. */
  readonly body: string;
  /** Photographs by their field; absent in what an earlier worker kept. */
  readonly photos?: readonly (readonly [string, File])[];
  /** The server asks its owner to look again: the page shows it once more. */
  readonly isRefused: boolean;
}

interface WorkerScope {
  readonly caches: CacheStorage;
  readonly indexedDB: IDBFactory;
  readonly location: Location;
  readonly clients: {
    claim(): Promise<void>;
    matchAll(of: { readonly type: "window" }): Promise<readonly { postMessage(told: unknown): void }[]>;
    openWindow(address: string): Promise<unknown>;
  };
  readonly registration: {
    readonly sync?: { register(tag: string): Promise<void> };
    readonly pushManager?: PushManager;
    showNotification(title: string, options: NotificationOptions): Promise<void>;
  };
  skipWaiting(): Promise<void>;
  /** Of the page's style, script and fonts. */
  readonly PAYLOGIC_ASSETS: readonly string[];
  addEventListener(type: string, listener: (event: WorkerEvent) => void): void;
}

interface WorkerEvent {
  readonly request: Request;
  readonly tag: string;
  /** Of a message what was said; of a push what came, decrypted by the browser. */
  readonly data: unknown;
  /** Of a press on what was shown. */
  readonly notification?: Notification;
  waitUntil(work: Promise<unknown>): void;
  respondWith(answer: Promise<Response>): void;
}

const scope = self as unknown as WorkerScope;
const SHELL = "shell";
/** Somebody's own pages: gone as soon as they sign out. */
const PAGES = "pages";
const PAGES_MAX = 12;
const OFFLINE = "/lk/offline";
const KEPT = "/lk/offline?kept=yes";
const SENT_LATER = "readings";

scope.addEventListener("install", (event) => {
  event.waitUntil(
    scope.caches
      .open(SHELL)
      .then((cache) => cache.addAll([...scope.PAYLOGIC_ASSETS, OFFLINE, KEPT]))
      .then(() => scope.skipWaiting()),
  );
});

scope.addEventListener("activate", (event) => {
  event.waitUntil(sweepShell().then(() => scope.clients.claim()));
});

scope.addEventListener("sync", (event) => {
  if (event.tag === SENT_LATER) event.waitUntil(sendWaiting());
});

// A page that saw the connection come back: not every browser wakes a worker for it.
scope.addEventListener("message", (event) => {
  if (event.data === "send readings") event.waitUntil(sendWaiting());
});

scope.addEventListener("fetch", (event) => {
  const { request } = event;
  const address = new URL(request.url);
  if (address.origin !== scope.location.origin) return;
  if (request.method === "GET" && scope.PAYLOGIC_ASSETS.includes(address.pathname)) {
    event.respondWith(fromShell(request));
    return;
  }
  if (request.mode !== "navigate") return;
  if (request.method === "GET") event.respondWith(pageFor(event, address));
  else if (address.pathname === "/lk/readings") event.respondWith(sendOrKeep(request));
  else if (address.pathname === "/lk/sign-out") event.waitUntil(leave());
});

scope.addEventListener("push", (event) => {
  event.waitUntil(showPush(event.data as PushMessageData | null));
});

scope.addEventListener("notificationclick", (event) => {
  event.notification?.close();
  event.waitUntil(scope.clients.openWindow(placeOf(event.notification?.data)));
});

interface PushMessageData {
  json(): unknown;
}

/** A browser that was told must show something: without words of ours it leads home. */
async function showPush(data: PushMessageData | null): Promise<void> {
  const told = (data?.json() ?? {}) as Partial<Record<"title" | "body" | "url" | "tag", unknown>>;
  const text = (value: unknown): string => (typeof value === "string" ? value : "");
  await scope.registration.showNotification(text(told.title), {
    body: text(told.body),
    tag: text(told.tag),
    icon: "/lk/icon-192.png",
    data: text(told.url),
  });
}

/** A page of ours; whatever else it says leads home. */
function placeOf(url: unknown): string {
  const address = typeof url === "string" && URL.canParse(url) ? new URL(url) : undefined;
  return address?.origin === scope.location.origin ? address.href : "/lk";
}

/** Who signs out of this browser is told nothing by it any more; its service says so to the server at the next push. */
async function leave(): Promise<void> {
  await scope.caches.delete(PAGES);
  await (await scope.registration.pushManager?.getSubscription())?.unsubscribe();
}

/** What an earlier worker kept and pages do not load any more. */
async function sweepShell(): Promise<void> {
  const cache = await scope.caches.open(SHELL);
  for (const { url } of await cache.keys()) {
    const { pathname } = new URL(url);
    if (pathname !== OFFLINE && !scope.PAYLOGIC_ASSETS.includes(pathname)) await cache.delete(url);
  }
}

async function fromShell(request: Request): Promise<Response> {
  return (await scope.caches.match(request.url)) ?? fetch(request);
}

/** The page as it is now; without a connection as it was, saying so. */
async function pageFor(event: WorkerEvent, address: URL): Promise<Response> {
  try {
    const answer = await fetch(event.request);
    // Whoever is asked to sign in again, or another, does not see what somebody looked at before.
    if (/^\/(?:lk\/sign-in|activate)$/.test(address.pathname)) await scope.caches.delete(PAGES);
    else event.waitUntil(keepPage(address, answer.clone()).then(sendWaiting));
    return answer;
  } catch {
    const kept = (await scope.caches.match(address.href)) ?? (await scope.caches.match(OFFLINE));
    if (!kept) return Response.error();
    const headers = new Headers(kept.headers);
    // The sentence stands on every page, hidden, with the time when it was drawn.
    const text = (await kept.text()).replace('data-offline="" hidden=""', 'data-offline=""');
    return new Response(text, { status: kept.status, headers });
  }
}

const KEPT_PAGES = /^\/lk(?:\/(?:bills(?:\/\d{4}-\d{2})?|readings|pay))?$/;

async function keepPage(address: URL, answer: Response): Promise<void> {
  if (answer.status !== 200 || answer.type !== "basic" || !KEPT_PAGES.test(address.pathname)) return;
  const cache = await scope.caches.open(PAGES);
  await cache.put(address.href, answer);
  const keys = await cache.keys();
  for (const one of keys.slice(0, Math.max(0, keys.length - PAGES_MAX))) await cache.delete(one);
}

// --- readings --------------------------------------------------------------------------------------------------------

/** Sends a form of readings; where it does not arrive it is kept, and a page says so. */
async function sendOrKeep(request: Request): Promise<Response> {
  const again = request.clone();
  try {
    return await fetch(request);
  } catch {
    const body = new URLSearchParams();
    const photos: [string, File][] = [];
    for (const [name, value] of await again.formData()) {
      if (typeof value === "string") body.append(name, value);
      else if (value.size > 0) photos.push([name, value]);
    }
    const key = crypto.randomUUID();
    await keep({ key, at: Date.now(), body: body.toString(), photos, isRefused: false });
    // Where the browser cannot wake us later, the next page that is opened does.
    await scope.registration.sync?.register(SENT_LATER).catch(() => undefined);
    return Response.redirect(KEPT, 303);
  }
}

/** Sends what waits. What the server does not take its owner is shown on the page of readings; open pages are told. */
async function sendWaiting(): Promise<void> {
  let isSent = false;
  let isRefused = false;
  for (const one of await waiting()) {
    if (one.isRefused) continue;
    const form = new FormData();
    for (const [name, value] of new URLSearchParams(one.body)) form.append(name, value);
    for (const [name, photo] of one.photos ?? []) form.append(name, photo);
    const answer = await fetch("/lk/readings", {
      method: "POST",
      headers: { accept: "application/json", "idempotency-key": one.key },
      // To the door: they wait until somebody signs in.
      redirect: "manual",
      body: form,
    });
    if (answer.ok) {
      await forget(one.key);
      isSent = true;
    } else if (answer.status === 422) {
      await keep({ ...one, isRefused: true });
      isRefused = true;
    }
  }
  if (!isSent && !isRefused) return;
  for (const client of await scope.clients.matchAll({ type: "window" }))
    client.postMessage({ about: "readings", isSent, isRefused });
}

const database = (): Promise<IDBDatabase> =>
  new Promise((resolve, reject) => {
    const opening = scope.indexedDB.open("lk", 1);
    opening.addEventListener("upgradeneeded", () =>
      opening.result.createObjectStore("readings", { keyPath: "key" }),
    );
    opening.addEventListener("success", () => resolve(opening.result));
    opening.addEventListener("error", () => reject(opening.error ?? new Error("no database on this device")));
  });

async function inStore<T>(
  mode: IDBTransactionMode,
  deed: (store: IDBObjectStore) => IDBRequest<T>,
): Promise<T> {
  const kept = await database();
  try {
    return await new Promise<T>((resolve, reject) => {
      const transaction = kept.transaction("readings", mode);
      const asked = deed(transaction.objectStore("readings"));
      transaction.addEventListener("complete", () => resolve(asked.result));
      transaction.addEventListener("abort", () =>
        reject(transaction.error ?? new Error("the device kept nothing")),
      );
    });
  } finally {
    kept.close();
  }
}

const waiting = async (): Promise<WaitingReadings[]> =>
  (await inStore("readonly", (store) => store.getAll() as IDBRequest<WaitingReadings[]>)).toSorted(
    (one, other) => one.at - other.at,
  );
const keep = (one: WaitingReadings): Promise<unknown> => inStore("readwrite", (store) => store.put(one));
const forget = (key: string): Promise<unknown> => inStore("readwrite", (store) => store.delete(key));
