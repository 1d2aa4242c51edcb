import type { OpenDataPage } from "../../../src/flows/portal-pages-contract.ts";
import type { SiteFrame } from "../../../src/flows/site-contract.ts";
import { useWords } from "../words/words.ts";
import { Crumbs } from "./parts.tsx";

/** What machines may take from here: each set with its columns, its licence and its day. */
export function OpenData({ page, frame }: { readonly page: OpenDataPage; readonly frame: SiteFrame }) {
  const { t, f, language } = useWords();
  const home = `/${frame.city.slug}`;
  return (
    <div className="wrap">
      <Crumbs
        of={[
          { href: home, name: frame.city.name, isRussian: true },
          { href: "/opendata", name: t("portal.openData"), isRussian: false },
        ]}
      />
      <div className="head">
        <h1>{t("portal.openData")}</h1>
        <p className="lead">{t("portal.openDataAbout")}</p>
        <p className="second">
          {t("portal.dataDay", { day: f.day(page.day) })}{" "}
          <a href="https://creativecommons.org/licenses/by/4.0/" rel="license">
            {page.licence}
          </a>
        </p>
      </div>
      {page.sets.map(({ set, rows, columns }) => (
        <section key={set} className="card section" aria-labelledby={`set-${set}`}>
          <h2 id={`set-${set}`}>{t(`portal.set.${set}`)}</h2>
          <p className="second">{t("portal.rows", { count: rows })}</p>
          <ul className="row formats">
            {page.formats.map((format) => (
              <li key={format}>
                <a
                  className="button quiet"
                  href={`/opendata/${set}.${format}`}
                  aria-label={`${t(`portal.set.${set}`)}, ${format.toUpperCase()}`}
                >
                  {format.toUpperCase()}
                </a>
              </li>
            ))}
          </ul>
          <details>
            <summary>{t("portal.columns")}</summary>
            <a className="go" href={`/opendata/${set}.schema.json`}>
              {t("portal.schema")}
            </a>
            <dl className="facts">
              {columns.map((column) => (
                <div key={column.name}>
                  <dt>
                    <code>{column.name}</code>
                  </dt>
                  <dd>{language === "ru" ? column.ru : column.en}</dd>
                </div>
              ))}
            </dl>
          </details>
        </section>
      ))}
    </div>
  );
}
