import { IconDroplet, IconPhoneCall, IconSearch } from "@tabler/icons-react";
import type { HousePage, HouseSearchPage } from "../../../src/flows/portal-pages-contract.ts";
import type { SiteFrame } from "../../../src/flows/site-contract.ts";
import { Icon } from "../kit/Icon.tsx";
import { useWords } from "../words/words.ts";
import { Crumbs, HouseTable, ServiceTable, telephone } from "./parts.tsx";

/** Several houses, or none: what was typed stays in the field. */
export function HouseSearch({ page, frame }: { readonly page: HouseSearchPage; readonly frame: SiteFrame }) {
  const { t } = useWords();
  const home = `/${frame.city.slug}`;
  const isAsked = page.typed !== "";
  return (
    <div className="wrap">
      <Crumbs
        of={[
          { href: home, name: frame.city.name, isRussian: true },
          { href: `${home}/house`, name: t("portal.search"), isRussian: false },
        ]}
      />
      <div className="head">
        <h1>{t("portal.search")}</h1>
        {isAsked && (
          <p className="lead">
            {page.found.length === 0
              ? t("portal.foundNone", { typed: page.typed })
              : page.isExact
                ? t("portal.foundCount", { count: page.found.length, typed: page.typed })
                : t("portal.foundNear", { typed: page.typed })}
          </p>
        )}
      </div>
      <form className="ask" action={`${home}/house`} role="search">
        <label className="field">
          <span>{t("portal.streetAndHouse")}</span>
          <input
            className="input"
            name="q"
            defaultValue={page.typed}
            autoComplete="address-line1"
            maxLength={200}
            required
          />
        </label>
        <button className="button large" type="submit">
          <Icon of={IconSearch} />
          {t("portal.find")}
        </button>
      </form>
      {isAsked && page.found.length === 0 && (
        <section className="section prose" aria-labelledby="try">
          <h2 id="try">{t("portal.whatToTry")}</h2>
          <ul>
            <li>{t("portal.tryShort")}</li>
            <li>{t("portal.tryStreet")}</li>
            <li>
              <a href={`${home}/companies`}>{t("portal.tryCompanies")}</a>
            </li>
          </ul>
        </section>
      )}
      {page.found.length > 0 && (
        <section className="section" aria-labelledby="found">
          <div className="section-head">
            <h2 id="found">{t("portal.housesFound")}</h2>
          </div>
          <div className="card">
            <HouseTable houses={page.found} home={home} withCompany />
          </div>
          {page.hasMore && <p className="second">{t("portal.foundMore")}</p>}
        </section>
      )}
    </div>
  );
}

/** One house: whom to call, what it is, what its services cost, what went wrong with them. */
export function House({ page, frame }: { readonly page: HousePage; readonly frame: SiteFrame }) {
  const { t, f } = useWords();
  const home = `/${frame.city.slug}`;
  const { company } = page;
  return (
    <div className="wrap">
      <Crumbs
        of={[
          { href: home, name: frame.city.name, isRussian: true },
          { href: `${home}/c/${company.slug}`, name: company.name, isRussian: true },
          { href: frame.path, name: page.address, isRussian: true },
        ]}
      />
      <div className="head">
        <h1 lang="ru">{page.address}</h1>
      </div>
      <div className="columns aside">
        <div className="stack">
          <section className="card" aria-labelledby="who">
            <h2 id="who">{t("portal.looksAfter")}</h2>
            <p className="call-first">
              <a className="button danger large" href={telephone(company.emergencyPhone)}>
                <Icon of={IconPhoneCall} />
                {t("portal.emergencyCall", { phone: company.emergencyPhone })}
              </a>
            </p>
            <dl className="facts">
              <div>
                <dt>{t("portal.company")}</dt>
                <dd>
                  <a href={`${home}/c/${company.slug}`} lang="ru">
                    {company.name}
                  </a>
                </dd>
              </div>
              {page.since !== undefined && (
                <div>
                  <dt>{t("portal.managedSince")}</dt>
                  <dd>{f.day(page.since)}</dd>
                </div>
              )}
              <Phone label={t("portal.office")} phone={company.phone} />
            </dl>
          </section>
          <section className="card" aria-labelledby="services">
            <h2 id="services">{t("portal.houseServices")}</h2>
            <ServiceTable services={page.services} />
            <a className="go" href={`${home}/tariffs`}>
              {t("portal.allTariffs")}
            </a>
          </section>
          <Failures page={page} />
          <Meters page={page} />
        </div>
        <Passport page={page} />
      </div>
    </div>
  );
}

function Phone({ label, phone }: { readonly label: string; readonly phone: string }) {
  if (phone === "") return undefined;
  return (
    <div>
      <dt>{label}</dt>
      <dd>
        <a href={telephone(phone)}>{phone}</a>
      </dd>
    </div>
  );
}

function Passport({ page }: { readonly page: HousePage }) {
  const { t, f } = useWords();
  const area = (millionths: bigint): string => `${f.quantity(millionths)} ${t("portal.unit.m2")}`;
  const facts: readonly (readonly [string, string | undefined])[] = [
    [t("portal.built"), page.builtYear?.toString()],
    [t("portal.storeys"), page.storeys?.toString()],
    [t("portal.entrances"), page.entrances === 0 ? undefined : f.count(page.entrances)],
    [t("portal.withLift"), page.entrances === 0 ? undefined : f.count(page.lifts)],
    [t("portal.dwellings"), f.count(page.dwellings)],
    [t("portal.dwellingsArea"), area(page.dwellingsArea)],
    [t("portal.others"), page.others === 0 ? undefined : f.count(page.others)],
    [t("portal.othersArea"), page.others === 0 ? undefined : area(page.othersArea)],
    [t("portal.commonArea"), page.commonArea === undefined ? undefined : area(page.commonArea)],
    [t("portal.hotWater"), page.hotWater && t(`portal.hotWater.${page.hotWater}`)],
    [t("portal.state"), page.dilapidated ? t("portal.dilapidated") : undefined],
    [t("portal.postcode"), page.postcode === "" ? undefined : page.postcode],
  ];
  return (
    <section className="card" aria-labelledby="passport">
      <h2 id="passport">{t("portal.passport")}</h2>
      <a className="go" href={`${page.id}/disclosure`}>
        {t("portal.houseFormsLink")}
      </a>
      <dl className="facts narrow-facts">
        {facts.map(
          ([name, value]) =>
            value !== undefined && (
              <div key={name}>
                <dt>{name}</dt>
                <dd>{value}</dd>
              </div>
            ),
        )}
      </dl>
    </section>
  );
}

function Failures({ page }: { readonly page: HousePage }) {
  const { t, f } = useWords();
  const moment = (local: string): string => `${f.day(local.slice(0, 10))} ${local.slice(11)}`;
  return (
    <section className="card" aria-labelledby="failures">
      <h2 id="failures">{t("portal.failures")}</h2>
      {page.failures.length === 0 ? (
        <p className="second">{t("portal.failuresNone")}</p>
      ) : (
        <ul className="rows">
          {page.failures.map((one) => (
            <li key={`${one.supply} ${one.startedAt} ${one.entrance ?? 0}`} className="line">
              <span className="tile warn">
                <Icon of={IconDroplet} />
              </span>
              <span>
                <b>
                  {t(`portal.supply.${one.supply}`)}: {t(`portal.failure.${one.kind}`)}
                </b>
                <small>
                  {moment(one.startedAt)} – {moment(one.endedAt)}
                  {one.entrance !== undefined && `, ${t("portal.entrance", { number: one.entrance })}`}
                </small>
              </span>
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}

function Meters({ page }: { readonly page: HousePage }) {
  const { t, f } = useWords();
  return (
    <section className="card" aria-labelledby="meters">
      <h2 id="meters">{t("portal.meters")}</h2>
      {page.meters.length === 0 ? (
        <p className="second">{t("portal.metersNone")}</p>
      ) : (
        <table className="fold">
          <thead>
            <tr>
              <th scope="col">{t("portal.meterOf")}</th>
              <th scope="col">{t("portal.serial")}</th>
              <th scope="col">{t("portal.installed")}</th>
              <th scope="col">{t("portal.verifiedUntil")}</th>
            </tr>
          </thead>
          <tbody>
            {page.meters.map((one) => (
              <tr key={`${one.resource} ${one.serial}`}>
                <th scope="row">{t(`portal.supply.${one.resource}`)}</th>
                <td data-label={t("portal.serial")}>{one.serial}</td>
                <td data-label={t("portal.installed")}>{f.day(one.installed)}</td>
                <td data-label={t("portal.verifiedUntil")}>
                  {one.verifiedUntil === undefined ? "—" : f.day(one.verifiedUntil)}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </section>
  );
}
