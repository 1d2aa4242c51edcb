/*
 * Signing in by a key that the device keeps, and adding one. The server asks a question, the device answers it, the
 * server judges. What a page has for it is hidden until the browser can do it.
 */

const canDo = (): boolean =>
  typeof PublicKeyCredential === "function" &&
  typeof PublicKeyCredential.parseCreationOptionsFromJSON === "function" &&
  typeof PublicKeyCredential.parseRequestOptionsFromJSON === "function";

type Answer = Readonly<Record<string, unknown>> & { readonly to?: string; readonly sentence?: string };

/** What went wrong, in words of the page or of the server. */
class Wrong extends Error {}

async function post(address: string, body: object): Promise<Answer> {
  const answer = await fetch(address, {
    method: "POST",
    headers: { "content-type": "application/json", accept: "application/json" },
    body: JSON.stringify(body),
  });
  // Signed out meanwhile: the page itself leads to the door.
  if (answer.status === 401) location.reload();
  const told = (await answer.json()) as Answer;
  if (!answer.ok) throw new Wrong(told.sentence ?? "");
  return told;
}

async function ofDevice(get: () => Promise<Credential | null>): Promise<unknown> {
  const credential = await get();
  return (credential as PublicKeyCredential | null)?.toJSON();
}

async function signIn(form: HTMLFormElement): Promise<Answer> {
  const options = await post("/lk/sign-in/passkey/question", {});
  const publicKey = PublicKeyCredential.parseRequestOptionsFromJSON(
    options as unknown as PublicKeyCredentialRequestOptionsJSON,
  );
  const response = await ofDevice(() => navigator.credentials.get({ publicKey }));
  return post("/lk/sign-in/passkey", { response, next: form.dataset["next"] });
}

async function add(form: HTMLFormElement): Promise<Answer> {
  const typed = new FormData(form);
  const options = await post("/lk/passkeys/question", { password: typed.get("password") });
  const publicKey = PublicKeyCredential.parseCreationOptionsFromJSON(
    options as unknown as PublicKeyCredentialCreationOptionsJSON,
  );
  const response = await ofDevice(() => navigator.credentials.create({ publicKey }));
  return post("/lk/passkeys", { response, name: typed.get("name") });
}

function sentenceOf(error: unknown, { dataset }: HTMLFormElement): string {
  if (error instanceof Wrong && error.message !== "") return error.message;
  const name = error instanceof Error ? error.name : "";
  const told =
    name === "NotAllowedError" || name === "AbortError"
      ? dataset["cancelled"]
      : name === "InvalidStateError"
        ? dataset["known"]
        : undefined;
  return told ?? dataset["failed"] ?? "";
}

/** Brings to life what the page has for passkeys. */
export function passkeys(): void {
  if (!canDo()) return;
  for (const form of document.querySelectorAll<HTMLFormElement>("form[data-passkey]")) {
    const wrong = form.querySelector<HTMLElement>("[role=alert]");
    const button = form.querySelector("button");
    for (const one of document.querySelectorAll("[data-without-passkeys]")) one.remove();
    form.hidden = false;
    let isBusy = false;
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      if (isBusy) return;
      isBusy = true;
      button?.setAttribute("aria-disabled", "true");
      if (wrong) wrong.hidden = true;
      const work = form.dataset["passkey"] === "add" ? add(form) : signIn(form);
      work
        .then(({ to }) => location.assign(to ?? "/lk"))
        .catch((error: unknown) => {
          if (wrong) {
            wrong.textContent = sentenceOf(error, form);
            wrong.hidden = false;
          }
        })
        .finally(() => {
          isBusy = false;
          button?.removeAttribute("aria-disabled");
        });
    });
  }
}
