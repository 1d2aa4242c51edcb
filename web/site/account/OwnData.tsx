import type { OwnDataPage } from "../../../src/flows/private-own-contract.ts";
import { useWords } from "../words/words.ts";

/** What is held about the resident: to take away, and what they agreed to. */
export function OwnData({ page }: { readonly page: OwnDataPage }) {
  const { t, f } = useWords();
  return (
    <>
      <div className="head">
        <h1>{t("own.data")}</h1>
        <p className="lead">{t("own.dataAbout", { name: page.login })}</p>
      </div>
      <div className="columns half">
        <section className="card stack" aria-labelledby="export">
          <h2 id="export">{t("own.export")}</h2>
          <p>{t("own.exportAbout")}</p>
          <a className="button wide" href="/lk/data.json" download>
            {t("own.exportFile")}
          </a>
          <p>
            <a href="/privacy">{t("lk.privacy")}</a>
          </p>
        </section>
        <section className="card" aria-labelledby="consents">
          <h2 id="consents">{t("own.consents")}</h2>
          {page.consents.length === 0 && <p className="second">{t("own.noConsents")}</p>}
          <ul className="rows">
            {page.consents.map(({ version, wording, agreedAt }) => (
              <li key={agreedAt} className="line plain">
                <span>
                  <b>{f.instant(agreedAt)}</b>
                  <small>{t("own.wording", { version, wording })}</small>
                </span>
              </li>
            ))}
          </ul>
        </section>
      </div>
    </>
  );
}
