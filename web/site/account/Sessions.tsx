import { IconDeviceMobile } from "@tabler/icons-react";
import type { SessionsPage } from "../../../src/flows/private-own-contract.ts";
import { ErrorSummary, Field } from "../kit/Form.tsx";
import { Icon } from "../kit/Icon.tsx";
import { useWords } from "../words/words.ts";
import { Done } from "./Done.tsx";

/** Where the resident is signed in, with ending each; the password beside it. */
export function Sessions({ page }: { readonly page: SessionsPage }) {
  const { t, f } = useWords();
  const { sessions, form, done } = page;
  return (
    <>
      <div className="head">
        <h1>{t("own.sessions")}</h1>
        <p className="lead">{t("own.sessionsAbout")}</p>
      </div>
      {done !== undefined && <Done>{t(done === "ended" ? "own.sessionEnded" : "own.passwordChanged")}</Done>}
      <div className="columns half">
        <section className="card" aria-labelledby="open">
          <h2 id="open">{t("own.signedIn")}</h2>
          <ul className="rows">
            {sessions.map(({ id, browser, system, remoteAddress, seenAt, startedAt, isThis }) => {
              const device = [browser, system].filter(Boolean).join(", ") || t("own.unknownDevice");
              return (
                <li key={id} className="line deed">
                  <span className="tile">
                    <Icon of={IconDeviceMobile} />
                  </span>
                  <span>
                    <b>{device}</b>
                    <small>
                      {t("own.seen", { at: f.instant(seenAt), address: remoteAddress })}
                      <br />
                      {t("own.since", { at: f.instant(startedAt) })}
                    </small>
                  </span>
                  {isThis ? (
                    <span className="pill ok">{t("own.thisOne")}</span>
                  ) : (
                    <form method="post" action="/lk/sessions/end">
                      <input type="hidden" name="session" value={id} />
                      <button
                        className="button quiet"
                        type="submit"
                        aria-label={t("own.endOne", { device, at: f.instant(seenAt) })}
                      >
                        {t("own.end")}
                      </button>
                    </form>
                  )}
                </li>
              );
            })}
          </ul>
        </section>
        <section className="card stack" aria-labelledby="password">
          <h2 id="password">{t("own.password")}</h2>
          <ErrorSummary form={form} />
          <form className="form" method="post" action="/lk/password">
            <Field
              form={form}
              name="present"
              label={t("own.present")}
              type="password"
              autoComplete="current-password"
              maxLength={128}
            />
            <Field
              form={form}
              name="next"
              label={t("own.next")}
              hint={t("lk.passwordHint")}
              type="password"
              autoComplete="new-password"
              maxLength={128}
            />
            <button className="button wide" type="submit">
              {t("own.changePassword")}
            </button>
          </form>
          <p className="second small">{t("own.passwordAbout")}</p>
        </section>
      </div>
    </>
  );
}
