import { IconCreditCard, IconGauge, IconMessage2, IconPhoneCall, IconSearch } from "@tabler/icons-react";
import type { CityPage } from "../../../src/flows/portal-pages-contract.ts";
import type { SiteFrame } from "../../../src/flows/site-contract.ts";
import { Icon } from "../kit/Icon.tsx";
import { Town } from "../kit/Town.tsx";
import { useWords } from "../words/words.ts";

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
              <input className="input" name="q" autoComplete="street-address" required />
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
          <a href="/pay">
            <span className="tile">
              <Icon of={IconCreditCard} />
            </span>
            <span>
              <b>{t("portal.payBill")}</b>
              <small>{t("portal.payBillAbout")}</small>
            </span>
          </a>
          <a href="/lk/readings">
            <span className="tile ok">
              <Icon of={IconGauge} />
            </span>
            <span>
              <b>{t("portal.sendReadings")}</b>
              <small>{t("portal.sendReadingsAbout")}</small>
            </span>
          </a>
          {frame.emergencyPhone !== undefined && (
            <a href={`tel:${frame.emergencyPhone.replaceAll(/[^+\d]/g, "")}`}>
              <span className="tile debt">
                <Icon of={IconPhoneCall} />
              </span>
              <span>
                <b>{t("portal.call")}</b>
                <small>{frame.emergencyPhone}</small>
              </span>
            </a>
          )}
          <a href={`${home}/feedback`}>
            <span className="tile warn">
              <Icon of={IconMessage2} />
            </span>
            <span>
              <b>{t("portal.ask")}</b>
              <small>{t("portal.askAbout")}</small>
            </span>
          </a>
        </nav>
        <section className="section" aria-labelledby="companies">
          <div className="section-head">
            <h2 id="companies">{t("site.companies")}</h2>
          </div>
          <div className="card">
            <Companies page={page} home={home} />
          </div>
        </section>
        <div className="columns aside section">
          <section aria-labelledby="tariffs">
            <div className="section-head">
              <h2 id="tariffs">{t("portal.cityTariffs")}</h2>
            </div>
            <div className="card">
              <Tariffs page={page} />
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

function Companies({ page, home }: { readonly page: CityPage; readonly home: string }) {
  const { t, f } = useWords();
  return (
    <table className="fold">
      <thead>
        <tr>
          <th scope="col">{t("portal.company")}</th>
          <th scope="col" className="n">
            {t("portal.houses")}
          </th>
          <th scope="col" className="n">
            {t("portal.accounts")}
          </th>
          <th scope="col">{t("portal.phone")}</th>
        </tr>
      </thead>
      <tbody>
        {page.companies.map((one) => (
          <tr key={one.slug}>
            <th scope="row">
              <a href={`${home}/c/${one.slug}`} lang="ru">
                {one.name}
              </a>
            </th>
            <td className="n" data-label={t("portal.houses")}>
              {f.count(one.buildings)}
            </td>
            <td className="n" data-label={t("portal.accounts")}>
              {f.count(one.accounts)}
            </td>
            <td data-label={t("portal.phone")}>
              <a href={`tel:${one.emergencyPhone.replaceAll(/[^+\d]/g, "")}`}>{one.emergencyPhone}</a>
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function Tariffs({ page }: { readonly page: CityPage }) {
  const { t, f, language } = useWords();
  return (
    <table className="fold">
      <thead>
        <tr>
          <th scope="col">{t("portal.service")}</th>
          <th scope="col" className="n">
            {t("portal.tariff")}
          </th>
          <th scope="col">{t("portal.since")}</th>
          <th scope="col">{t("portal.basis")}</th>
        </tr>
      </thead>
      <tbody>
        {page.tariffs.map((one) => (
          <tr key={`${one.service} ${one.zone} ${one.price}`}>
            <th scope="row">
              {language === "ru" ? one.service : one.serviceEn}
              {one.zone !== 0 && `, ${t(`portal.zone.${one.zone}`)}`}
            </th>
            <td className="n" data-label={t("portal.tariff")}>
              {f.quantity(one.price, 2)} ₽ / {t(`portal.unit.${one.unit}`)}
            </td>
            <td data-label={t("portal.since")}>{f.day(one.from)}</td>
            <td data-label={t("portal.basis")} lang="ru">
              {one.basis}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
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
