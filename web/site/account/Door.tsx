import type { ActivatePage, SignInPage } from "../../../src/flows/resident-pages-contract.ts";
import { ErrorSummary, Field, Question } from "../kit/Form.tsx";
import { SignInByPasskey } from "./Passkeys.tsx";
import { useWords } from "../words/words.ts";

/** Signing in, by name and password; who has none yet is led to the slip. */
export function SignIn({ page: { form, next, isOver } }: { readonly page: SignInPage }) {
  const { t } = useWords();
  return (
    <Question title={t("lk.signInTitle")} lead={isOver ? t("lk.over") : undefined}>
      <ErrorSummary form={form} />
      <form className="form" method="post" action="/lk/sign-in">
        <input type="hidden" name="next" value={next} />
        <Field form={form} name="name" label={t("lk.name")} autoComplete="username" maxLength={120} />
        <Field
          form={form}
          name="password"
          label={t("lk.password")}
          type="password"
          autoComplete="current-password"
          maxLength={128}
        />
        <button className="button large wide" type="submit">
          {t("lk.signIn")}
        </button>
      </form>
      <SignInByPasskey next={next} />
      <p className="second small">{t("lk.lost")}</p>
      <p>
        {t("lk.noAccess")} <a href="/activate">{t("lk.bySlip")}</a>
      </p>
    </Question>
  );
}

/** The slip from the company: its number and code, then a name and a password of one's own. */
export function Activate({ page: { form, step, isSignedIn, consent } }: { readonly page: ActivatePage }) {
  const { t } = useWords();
  if (step === "slip") {
    return (
      <Question title={t(isSignedIn ? "lk.joinTitle" : "lk.activateTitle")} lead={t("lk.slipAbout")}>
        {!isSignedIn && <p className="second small">{t("lk.step", { at: 1, of: 2 })}</p>}
        <ErrorSummary form={form} />
        <form className="form" method="post" action="/activate">
          <Field
            form={form}
            name="number"
            label={t("lk.number")}
            hint={t("lk.numberHint")}
            inputMode="numeric"
            autoComplete="off"
            maxLength={20}
          />
          <Field
            form={form}
            name="code"
            label={t("lk.code")}
            hint={t("lk.codeHint")}
            autoComplete="one-time-code"
            maxLength={20}
          />
          <button className="button large wide" type="submit">
            {t(isSignedIn ? "lk.join" : "lk.continue")}
          </button>
        </form>
        {!isSignedIn && (
          <p>
            <a href="/lk/sign-in">{t("lk.show")}</a>
          </p>
        )}
      </Question>
    );
  }
  return (
    <Question title={t("lk.activateTitle")} lead={t("lk.loginAbout")}>
      <p className="second small">{t("lk.step", { at: 2, of: 2 })}</p>
      <ErrorSummary form={form} />
      <form className="form" method="post" action="/activate">
        <input type="hidden" name="number" value={form.typed["number"]} />
        <input type="hidden" name="code" value={form.typed["code"]} />
        <Field
          form={form}
          name="name"
          label={t("lk.name")}
          hint={t("lk.haveLogin")}
          autoComplete="username"
          maxLength={120}
        />
        <Field
          form={form}
          name="password"
          label={t("lk.newPassword")}
          hint={t("lk.passwordHint")}
          type="password"
          autoComplete="new-password"
          maxLength={128}
        />
        <input type="hidden" name="consentVersion" value={consent.version} />
        <label className="check">
          <input type="checkbox" id="consent" name="consent" value="yes" required />
          <span>
            {consent.wording} (<a href="/privacy">{t("lk.privacy")}</a>)
          </span>
        </label>
        <button className="button large wide" type="submit">
          {t("lk.open")}
        </button>
      </form>
    </Question>
  );
}
