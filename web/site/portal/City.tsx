import { IconCreditCard, IconGauge, IconMessage2, IconPhoneCall, IconSearch } from "@tabler/icons-react";
import type { CityPage } from "../../../src/flows/portal-pages-contract.ts";
import type { SiteFrame } from "../../../src/flows/site-contract.ts";
import { Icon } from "../kit/Icon.tsx";
import { Town } from "../kit/Town.tsx";
import { useWords } from "../words/words.ts";
import { NewsList } from "./CompanySheet.tsx";
import { CompanyTable } from "./Companies.tsx";
import { TariffTable, telephone } from "./parts.tsx";

/** The city's page: one question, four doors, companies, prices, figures. */
export function City({ page, frame }: { readonly page: CityPage; readonly frame: SiteFrame }) {
  const { t } = useWords();
  const home = `/${frame.city.slug}`;
  return (
    <>
      <section className="sky">
        <Town />
        <div className="wrap">
          <h1>{t("portal.question")}</h1>
          <p className="lead">{t("portal.questionAbout")}</p>
          <form className="ask" action={`${home}/house`} role="search">
            <label className="field">
              <span>{t("portal.streetAndHouse")}</span>
              <input className="input" name="q" autoComplete="address-line1" required />
            </label>
            <button className="button large" type="submit">
              <Icon of={IconSearch} />
              {t("portal.find")}
            </button>
          </form>
        </div>
      </section>
      <div className="wrap">
        <nav className="doors" aria-label={t("portal.doors")}>
          {frame.ways.pay && (
            <a href="/pay">
              <span className="tile">
                <Icon of={IconCreditCard} />
              </span>
              <span>
                <b>{t("portal.payBill")}</b>
                <small>{t("portal.payBillAbout")}</small>
              </span>
            </a>
          )}
          {frame.ways.account && (
            <a href="/lk/readings">
              <span className="tile ok">
                <Icon of={IconGauge} />
              </span>
              <span>
                <b>{t("portal.sendReadings")}</b>
                <small>{t("portal.sendReadingsAbout")}</small>
              </span>
            </a>
          )}
          {frame.emergencyPhone !== undefined && (
            <a href={telephone(frame.emergencyPhone)}>
              <span className="tile debt">
                <Icon of={IconPhoneCall} />
              </span>
              <span>
                <b>{t("portal.call")}</b>
                <small>{frame.emergencyPhone}</small>
              </span>
            </a>
          )}
          {frame.ways.feedback && (
            <a href={`${home}/feedback`}>
              <span className="tile warn">
                <Icon of={IconMessage2} />
              </span>
              <span>
                <b>{t("portal.ask")}</b>
                <small>{t("portal.askAbout")}</small>
              </span>
            </a>
          )}
        </nav>
        <section className="section" aria-labelledby="companies">
          <div className="section-head">
            <h2 id="companies">{t("site.companies")}</h2>
            <a className="go" href={`${home}/map`}>
              {t("portal.toMap")}
            </a>
          </div>
          <div className="card">
            <CompanyTable companies={page.companies} home={home} />
          </div>
        </section>
        {page.news.length > 0 && (
          <section className="section" aria-labelledby="news">
            <div className="section-head">
              <h2 id="news">{t("portal.sheet.news")}</h2>
            </div>
            <NewsList
              news={page.news.map((one) => ({
                ...one,
                href: `${home}/c/${one.companySlug}/news/${one.slug}`,
              }))}
            />
          </section>
        )}
        <div className="columns aside section">
          <section aria-labelledby="tariffs">
            <div className="section-head">
              <h2 id="tariffs">{t("portal.cityTariffs")}</h2>
            </div>
            <div className="card">
              <TariffTable tariffs={page.tariffs} />
            </div>
          </section>
          <section aria-labelledby="figures">
            <div className="section-head">
              <h2 id="figures">{t("portal.inFigures")}</h2>
            </div>
            <Figures page={page} />
          </section>
        </div>
      </div>
    </>
  );
}

function Figures({ page: { figures } }: { readonly page: CityPage }) {
  const { t, f } = useWords();
  // A share for the eye: no sum is made of it.
  const share = figures.charged === 0n ? undefined : Number((figures.paid * 1000n) / figures.charged) / 1000;
  return (
    <dl className="figures">
      <div>
        <dt>{t("portal.figureHouses")}</dt>
        <dd>{f.count(figures.buildings)}</dd>
      </div>
      <div>
        <dt>{t("portal.figureAccounts")}</dt>
        <dd>{f.count(figures.accounts)}</dd>
      </div>
      {share !== undefined && (
        <div>
          <dt>{t("portal.figurePaid")}</dt>
          <dd>{f.percent(share)}</dd>
        </div>
      )}
    </dl>
  );
}
