import { IconSearch } from "@tabler/icons-react";
import type {
  CompaniesPage,
  CompanyOrder,
  CompanyPage,
  PortalCompany,
} from "../../../src/flows/portal-pages-contract.ts";
import type { SiteFrame } from "../../../src/flows/site-contract.ts";
import { Icon } from "../kit/Icon.tsx";
import { CompanyHead } from "./CompanyHead.tsx";
import { useWords } from "../words/words.ts";
import { Crumbs, HouseTable, TariffTable, telephone } from "./parts.tsx";

const ORDERS: readonly CompanyOrder[] = ["name", "houses", "area", "disclosed"];

/** The companies of the city, found by name, in one of four orders; each order has its address. */
export function Companies({ page, frame }: { readonly page: CompaniesPage; readonly frame: SiteFrame }) {
  const { t } = useWords();
  const home = `/${frame.city.slug}`;
  const ordered = (order: string): string =>
    `${home}/companies?${new URLSearchParams({ ...(page.typed === "" ? {} : { q: page.typed }), sort: order })}`;
  return (
    <div className="wrap">
      <Crumbs
        of={[
          { href: home, name: frame.city.name, isRussian: true },
          { href: `${home}/companies`, name: t("site.companies"), isRussian: false },
        ]}
      />
      <div className="head">
        <h1>{t("portal.companiesHead")}</h1>
      </div>
      <form className="ask" action={`${home}/companies`} role="search">
        <label className="field">
          <span>{t("portal.companyName")}</span>
          <input className="input" name="q" defaultValue={page.typed} maxLength={200} />
        </label>
        <button className="button large" type="submit">
          <Icon of={IconSearch} />
          {t("portal.findCompany")}
        </button>
      </form>
      <section className="section" aria-labelledby="list">
        <div className="section-head">
          <h2 id="list">{t("portal.companiesCount", { count: page.companies.length })}</h2>
          <nav className="row" aria-label={t("portal.order")}>
            {ORDERS.map((order) => (
              <a
                key={order}
                className="go"
                href={ordered(order)}
                aria-current={order === page.order ? "true" : undefined}
              >
                {t(`portal.order.${order}`)}
              </a>
            ))}
          </nav>
        </div>
        <div className="card">
          {page.companies.length === 0 ? (
            <p className="second">{t("portal.companiesNone", { typed: page.typed })}</p>
          ) : (
            <CompanyTable companies={page.companies} home={home} />
          )}
        </div>
        <a className="go" href={`${home}/map`}>
          {t("portal.toMap")}
        </a>
      </section>
    </div>
  );
}

export function CompanyTable({
  companies,
  home,
}: {
  readonly companies: readonly PortalCompany[];
  readonly home: string;
}) {
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
          <th scope="col" className="n">
            {t("portal.areaM2")}
          </th>
          <th scope="col" className="n">
            {t("portal.disclosed")}
          </th>
          <th scope="col">{t("portal.phone")}</th>
        </tr>
      </thead>
      <tbody>
        {companies.map((one) => (
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
            <td className="n" data-label={t("portal.areaM2")}>
              {f.quantity(one.area)}
            </td>
            <td className="n" data-label={t("portal.disclosed")}>
              {one.disclosed.of === 0 ? (
                "—"
              ) : (
                <a
                  href={`${home}/c/${one.slug}/disclosure`}
                  aria-label={t("portal.disclosedOf", {
                    share: f.percent(one.disclosed.stated / one.disclosed.of),
                    company: one.name,
                    ...one.disclosed,
                  })}
                >
                  {f.percent(one.disclosed.stated / one.disclosed.of)}
                </a>
              )}
            </td>
            <td data-label={t("portal.phone")}>
              <a href={telephone(one.emergencyPhone)}>{one.emergencyPhone}</a>
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

const HOUSES_AT_FIRST = 5;

/** A company's site: its telephone of accidents before all else, each tab a page of its own. */
export function Company({ page, frame }: { readonly page: CompanyPage; readonly frame: SiteFrame }) {
  const { f, t } = useWords();
  const home = `/${frame.city.slug}`;
  return (
    <>
      <CompanyHead
        company={page.company}
        houses={page.houses.length}
        site={page.site}
        frame={frame}
        tab={page.tab}
      />
      <div className="wrap">
        {page.tab === "about" && (
          <div className="columns aside section">
            <div className="stack">
              <dl className="figures">
                <div>
                  <dt>{t("portal.figureHomes")}</dt>
                  <dd>{f.count(page.houses.length)}</dd>
                </div>
                <div>
                  <dt>{t("portal.figureAccounts")}</dt>
                  <dd>{f.count(page.accounts)}</dd>
                </div>
                <div>
                  <dt>{t("portal.figureArea")}</dt>
                  <dd>{f.quantity(page.area - (page.area % 1_000_000n))}</dd>
                </div>
              </dl>
              <Homes page={page} home={home} most={HOUSES_AT_FIRST} />
              <OwnTariffs page={page} home={home} />
            </div>
            <div className="stack">
              <Contacts page={page} />
              <OwnPages page={page} home={home} />
            </div>
          </div>
        )}
        {page.tab === "houses" && <Homes page={page} home={home} />}
        {page.tab === "tariffs" && <OwnTariffs page={page} home={home} />}
        {page.tab === "contacts" && (
          <div className="section">
            <Contacts page={page} />
          </div>
        )}
      </div>
    </>
  );
}

function Homes({
  page,
  home,
  most,
}: {
  readonly page: CompanyPage;
  readonly home: string;
  readonly most?: number | undefined;
}) {
  const { t } = useWords();
  const houses = page.houses.slice(0, most);
  return (
    <section className="section" aria-labelledby="homes">
      <div className="section-head">
        <h2 id="homes">{t("portal.homes")}</h2>
        {houses.length < page.houses.length && (
          <a className="go" href={`${home}/c/${page.company.slug}/houses`}>
            {t("portal.allHomes", { count: page.houses.length })}
          </a>
        )}
      </div>
      <div className="card">
        <HouseTable houses={houses} home={home} withCompany={false} />
      </div>
    </section>
  );
}

function OwnTariffs({ page, home }: { readonly page: CompanyPage; readonly home: string }) {
  const { t } = useWords();
  return (
    <section className="section" aria-labelledby="own-tariffs">
      <div className="section-head">
        <h2 id="own-tariffs">{t("portal.ownTariffs")}</h2>
        <a className="go" href={`${home}/tariffs`}>
          {t("portal.allTariffs")}
        </a>
      </div>
      <div className="card">
        {page.tariffs.length === 0 ? (
          <p className="second">{t("portal.ownTariffsNone")}</p>
        ) : (
          <TariffTable tariffs={page.tariffs} />
        )}
      </div>
    </section>
  );
}

/** Pages of the company's own, where it has written some. */
function OwnPages({ page, home }: { readonly page: CompanyPage; readonly home: string }) {
  const { t } = useWords();
  if (page.site.pages.length === 0) return null;
  return (
    <section className="card" aria-labelledby="own-pages">
      <h2 id="own-pages">{t("portal.ownPages")}</h2>
      <ul className="links">
        {page.site.pages.map(({ slug, title }) => (
          <li key={slug}>
            <a href={`${home}/c/${page.company.slug}/pages/${slug}`} lang="ru">
              {title}
            </a>
          </li>
        ))}
      </ul>
    </section>
  );
}

function Contacts({ page: { company } }: { readonly page: CompanyPage }) {
  const { t } = useWords();
  return (
    <section className="card" aria-labelledby="contacts">
      <h2 id="contacts">{t("portal.sheet.contacts")}</h2>
      <dl className="facts narrow-facts">
        {company.emergencyPhone !== "" && (
          <div>
            <dt>{t("portal.phone")}</dt>
            <dd>
              <a href={telephone(company.emergencyPhone)}>{company.emergencyPhone}</a>
            </dd>
          </div>
        )}
        {company.phone !== "" && (
          <div>
            <dt>{t("portal.office")}</dt>
            <dd>
              <a href={telephone(company.phone)}>{company.phone}</a>
            </dd>
          </div>
        )}
        {company.email !== "" && (
          <div>
            <dt>{t("portal.email")}</dt>
            <dd>
              <a href={`mailto:${company.email}`}>{company.email}</a>
            </dd>
          </div>
        )}
        {company.address !== "" && (
          <div>
            <dt>{t("portal.address")}</dt>
            <dd lang="ru">{company.address}</dd>
          </div>
        )}
        {company.site !== "" && (
          <div>
            <dt>{t("portal.site")}</dt>
            <dd>{company.site}</dd>
          </div>
        )}
        {company.inn !== undefined && (
          <div>
            <dt>{t("portal.inn")}</dt>
            <dd>{company.inn}</dd>
          </div>
        )}
        {company.kpp !== undefined && (
          <div>
            <dt>{t("portal.kpp")}</dt>
            <dd>{company.kpp}</dd>
          </div>
        )}
      </dl>
    </section>
  );
}
