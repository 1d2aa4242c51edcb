import { IconChevronRight, IconCircleCheck, IconPhoneCall } from "@tabler/icons-react";
import type { OwnHousePage } from "../../../src/flows/private-house-contract.ts";
import type { SiteFrame } from "../../../src/flows/site-contract.ts";
import { Icon } from "../kit/Icon.tsx";
import { FileList } from "../portal/CompanySheet.tsx";
import { telephone } from "../portal/parts.tsx";
import { useWords } from "../words/words.ts";
import { OutageNotices, OutageRows } from "./Outages.tsx";

/** In order of worth: what is cut off, whom to call, what was, what the company has published. */
export function OwnHouse({ page, frame }: { readonly page: OwnHousePage; readonly frame: SiteFrame }) {
  const { t } = useWords();
  const past = page.outages.filter(({ phase }) => phase === "past");
  const isQuiet = past.length === page.outages.length;
  return (
    <>
      <div className="head">
        <h1>{t("house.title")}</h1>
        <p className="lead" lang="ru">
          {page.around.address}
        </p>
      </div>
      <div className="columns half">
        <div className="stack">
          {isQuiet ? (
            <section className="notice ok" aria-labelledby="outages-none">
              <Icon of={IconCircleCheck} />
              <h2 id="outages-none">{t("house.none")}</h2>
              <p>{t("house.noneAbout")}</p>
            </section>
          ) : (
            <OutageNotices outages={page.outages} />
          )}
          <Company page={page} frame={frame} />
        </div>
        <div className="stack">
          <section className="card" aria-labelledby="past">
            <h2 id="past">{t("house.past")}</h2>
            {past.length === 0 ? (
              <p className="second">{t("house.pastNone")}</p>
            ) : (
              <OutageRows outages={past} />
            )}
          </section>
          <Documents page={page} frame={frame} />
        </div>
      </div>
    </>
  );
}

function Company({
  page: { company, managedSince },
  frame,
}: {
  readonly page: OwnHousePage;
  readonly frame: SiteFrame;
}) {
  const { t, f } = useWords();
  if (!company)
    return (
      <section className="card" aria-labelledby="company">
        <h2 id="company">{t("portal.looksAfter")}</h2>
        <p>{t("house.noCompany")}</p>
      </section>
    );
  const facts: readonly (readonly [string, string, string | undefined])[] = [
    [t("portal.office"), company.phone, telephone(company.phone)],
    [t("house.email"), company.email, `mailto:${company.email}`],
    [t("house.address"), company.address, undefined],
  ];
  return (
    <section className="card" aria-labelledby="company">
      <h2 id="company">{t("portal.looksAfter")}</h2>
      {company.emergencyPhone !== "" && (
        <p className="call-first">
          <a className="button danger large wide" href={telephone(company.emergencyPhone)}>
            <Icon of={IconPhoneCall} />
            {t("portal.emergencyCall", { phone: company.emergencyPhone.replaceAll("-", "\u2011") })}
          </a>
        </p>
      )}
      <dl className="facts">
        <div>
          <dt>{t("portal.company")}</dt>
          <dd>
            <a href={`/${frame.city.slug}/c/${company.slug}`} lang="ru">
              {company.name}
            </a>
          </dd>
        </div>
        {managedSince !== undefined && (
          <div>
            <dt>{t("portal.managedSince")}</dt>
            <dd>{f.day(managedSince)}</dd>
          </div>
        )}
        {facts.map(
          ([name, value, href]) =>
            value !== "" && (
              <div key={name}>
                <dt>{name}</dt>
                <dd lang="ru">{href === undefined ? value : <a href={href}>{value}</a>}</dd>
              </div>
            ),
        )}
      </dl>
      <a className="go" href="/lk/messages/new">
        {t("house.write")}
        <Icon of={IconChevronRight} />
      </a>
    </section>
  );
}

function Documents({
  page: { building, company, documents, reports },
  frame,
}: {
  readonly page: OwnHousePage;
  readonly frame: SiteFrame;
}) {
  const { t } = useWords();
  const house = `/${frame.city.slug}/house/${building}`;
  const ways = [
    { href: house, name: t("house.passport"), about: t("house.passportAbout") },
    { href: `${house}/disclosure`, name: t("house.forms"), about: t("house.formsAbout") },
  ];
  return (
    <section className="card" aria-labelledby="documents">
      <h2 id="documents">{t("house.documents")}</h2>
      {company && documents.length > 0 && (
        <FileList files={documents} own={`/${frame.city.slug}/c/${company.slug}`} />
      )}
      {company && reports.length > 0 && (
        <>
          <h3>{t("portal.reports")}</h3>
          <FileList files={reports} own={`/${frame.city.slug}/c/${company.slug}`} />
        </>
      )}
      {documents.length + reports.length === 0 && <p className="second">{t("house.noDocuments")}</p>}
      <ul className="rows">
        {ways.map(({ href, name, about }) => (
          <li key={href}>
            <a className="line plain" href={href}>
              <span>
                <b>{name}</b>
                <small>{about}</small>
              </span>
              <Icon of={IconChevronRight} />
            </a>
          </li>
        ))}
      </ul>
    </section>
  );
}
