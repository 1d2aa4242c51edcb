import "./styles/tokens.css";
import "./styles/kit.css";
import "./styles/portal.css";
import "./styles/account.css";
import { installable } from "./app.ts";
import { passkeys } from "./passkeys.ts";
import { pushes } from "./push.ts";

/*
 * What a browser with scripts does better; every page works without it. A form is sent once, however often it is
 * pressed: the second press of a payment would be another payment.
 */
for (const form of document.querySelectorAll<HTMLFormElement>("form:not([data-passkey]):not([data-push])")) {
  form.addEventListener("submit", (event) => {
    if (form.dataset["sent"] === "yes") {
      event.preventDefault();
      return;
    }
    form.dataset["sent"] = "yes";
    for (const button of form.querySelectorAll("button")) button.setAttribute("aria-disabled", "true");
  });
}

// A page that comes back from the browser's memory may be sent again.
addEventListener("pageshow", ({ persisted }) => {
  if (!persisted) return;
  for (const form of document.querySelectorAll("form")) {
    delete form.dataset["sent"];
    for (const button of form.querySelectorAll("button")) button.removeAttribute("aria-disabled");
  }
});

passkeys();
pushes();
installable();
