import { IconFingerprint } from "@tabler/icons-react";
import type { PasskeysPage } from "../../../src/flows/private-account-contract.ts";
import { Icon } from "../kit/Icon.tsx";
import { useWords } from "../words/words.ts";

/** Keys that devices of the resident keep: which there are, taking one away, adding one. */
export function Passkeys({ page }: { readonly page: PasskeysPage }) {
  const { t, f } = useWords();
  const { passkeys, done } = page;
  return (
    <>
      <div className="head">
        <h1>{t("key.title")}</h1>
        <p className="lead">{t("key.about")}</p>
      </div>
      {done !== undefined && (
        <p className="notice ok" role="status">
          {t(done === "added" ? "key.added" : "key.removed")}
        </p>
      )}
      <section className="card stack" aria-labelledby="keys">
        <h2 id="keys">{t("key.yours")}</h2>
        {passkeys.length === 0 && <p className="second">{t("key.none")}</p>}
        <ul className="rows">
          {passkeys.map(({ id, name, addedAt, usedAt }) => (
            <li key={id} className="line">
              <span className="tile">
                <Icon of={IconFingerprint} />
              </span>
              <span>
                <b>{name}</b>
                <small>
                  {t("key.since", { at: f.instant(addedAt) })};{" "}
                  {usedAt === undefined ? t("key.notUsed") : t("key.used", { at: f.instant(usedAt) })}
                </small>
              </span>
              <form method="post" action="/lk/passkeys/remove">
                <input type="hidden" name="passkey" value={id} />
                <button className="button quiet" type="submit" aria-label={t("key.removeOne", { name })}>
                  {t("key.remove")}
                </button>
              </form>
            </li>
          ))}
        </ul>
      </section>
      <section className="card section stack" aria-labelledby="add">
        <h2 id="add">{t("key.addTitle")}</h2>
        <p data-without-passkeys="">{t("key.cannot")}</p>
        <form
          className="form"
          method="post"
          data-passkey="add"
          data-cancelled={t("key.cancelled")}
          data-known={t("key.known")}
          data-failed={t("key.failed")}
          hidden
        >
          <p className="notice debt" role="alert" hidden />
          <div className="field">
            <label htmlFor="name">{t("key.name")}</label>
            <input
              className="input"
              id="name"
              name="name"
              defaultValue={t("key.myPhone")}
              maxLength={60}
              autoComplete="off"
              required
            />
          </div>
          <div className="field">
            <label htmlFor="password">{t("key.password")}</label>
            <small id="password-hint">{t("key.passwordHint")}</small>
            <input
              className="input"
              id="password"
              name="password"
              type="password"
              maxLength={128}
              autoComplete="current-password"
              aria-describedby="password-hint"
              required
            />
          </div>
          <button className="button large wide" type="submit">
            {t("key.add")}
          </button>
        </form>
      </section>
    </>
  );
}

/** On the page that asks to sign in: one button, for whom has a key. */
export function SignInByPasskey({ next }: { readonly next: string }) {
  const { t } = useWords();
  return (
    <form
      className="form"
      method="post"
      data-passkey="sign-in"
      data-next={next}
      data-cancelled={t("key.cancelled")}
      data-failed={t("key.failed")}
      hidden
    >
      <p className="notice debt" role="alert" hidden />
      <button className="button quiet large wide" type="submit">
        <Icon of={IconFingerprint} />
        {t("key.signIn")}
      </button>
    </form>
  );
}
