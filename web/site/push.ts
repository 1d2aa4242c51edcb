/*
 * Being told by the browser: asked for after a press alone, on the page of wishes. The page hides it until the browser
 * can do it; the server keeps what the browser was named, and its worker shows what comes (web/site/worker.ts).
 */

const canDo = (): boolean =>
  "serviceWorker" in navigator && "PushManager" in window && typeof Notification === "function";

export function pushes(): void {
  const form = document.querySelector<HTMLFormElement>("form[data-push]");
  if (!form || !canDo()) return;
  void offer(form);
}

async function offer(form: HTMLFormElement): Promise<void> {
  const worker = await navigator.serviceWorker.ready;
  const known = await worker.pushManager.getSubscription();
  const isOffered = known === null || form.dataset["none"] === "yes";
  show("[data-without-push]", false);
  show("[data-push-on]", !isOffered);
  form.hidden = !isOffered;
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    agree(form, worker).catch((error: unknown) => {
      // The browser's owner said no, or its service is away: the page says what it can, the console the rest.
      console.info("no pushes", error);
      tell(form, Notification.permission === "denied" ? "denied" : "failed");
    });
  });
}

async function agree(form: HTMLFormElement, worker: ServiceWorkerRegistration): Promise<void> {
  if ((await Notification.requestPermission()) !== "granted") {
    tell(form, "denied");
    return;
  }
  // Named anew: of another login, or of another installation, nothing is left.
  await (await worker.pushManager.getSubscription())?.unsubscribe();
  const named = await worker.pushManager.subscribe({
    userVisibleOnly: true,
    applicationServerKey: form.dataset["key"] ?? "",
  });
  const { endpoint, keys = {} } = named.toJSON();
  const body = new URLSearchParams({
    endpoint: endpoint ?? "",
    p256dh: keys["p256dh"] ?? "",
    auth: keys["auth"] ?? "",
  });
  const answer = await fetch("/lk/notifications/push", { method: "POST", body });
  if (answer.ok) location.assign("/lk/notifications?push=agreed");
  else tell(form, "failed");
}

function tell(form: HTMLFormElement, what: "denied" | "failed"): void {
  const notice = form.querySelector<HTMLElement>("[role='alert']");
  if (!notice) return;
  notice.textContent = form.dataset[what] ?? "";
  notice.hidden = false;
}

const show = (selector: string, isShown: boolean): void => {
  for (const one of document.querySelectorAll<HTMLElement>(selector)) one.hidden = !isShown;
};
