import { IconPhoneCall } from "@tabler/icons-react";
import type { CompanySite, CompanyTab, PortalContacts } from "../../../src/flows/portal-pages-contract.ts";
import type { Crumb, SiteFrame } from "../../../src/flows/site-contract.ts";
import { Icon } from "../kit/Icon.tsx";
import { useWords } from "../words/words.ts";
import { Crumbs, telephone } from "./parts.tsx";

/** What stands over every page of a company: its mark, its name, its telephone of accidents, its sheets. */
export function CompanyHead({
  company,
  houses,
  site,
  frame,
  tab,
  under = [],
}: {
  readonly company: PortalContacts;
  readonly houses: number;
  readonly site: CompanySite;
  readonly frame: SiteFrame;
  readonly tab: CompanyTab | undefined;
  /** What the way here goes on with, below the company. */
  readonly under?: readonly Crumb[];
}) {
  const { t } = useWords();
  const home = `/${frame.city.slug}`;
  const own = `${home}/c/${company.slug}`;
  // Below a sheet its name stays the way back.
  const isSheet = frame.path === own || frame.path === `${own}/${tab ?? ""}`;
  return (
    <div className="company">
      <svg className="company-band" aria-hidden="true" focusable="false">
        <rect width="100%" height="100%" fill={site.accent} />
      </svg>
      <div className="wrap">
        <Crumbs
          of={[
            { href: home, name: frame.city.name, isRussian: true },
            { href: `${home}/companies`, name: t("site.companies"), isRussian: false },
            { href: own, name: company.name, isRussian: true },
            ...under,
          ]}
        />
        <div className="company-head">
          <div className="company-name">
            {site.logo === undefined ? (
              <Initial name={company.name} accent={site.accent} />
            ) : (
              <img src={`${own}/${encodeURI(site.logo)}`} width="64" height="64" alt="" />
            )}
            <div>
              {under.length === 0 ? (
                <h1 lang="ru">{company.name}</h1>
              ) : (
                <p className="company-title" lang="ru">
                  {company.name}
                </p>
              )}
              <p className="lead">{t("portal.managesHouses", { count: houses })}</p>
            </div>
          </div>
          {company.emergencyPhone !== "" && (
            <a className="button danger large" href={telephone(company.emergencyPhone)}>
              <Icon of={IconPhoneCall} />
              {t("portal.emergencyCall", { phone: company.emergencyPhone })}
            </a>
          )}
        </div>
        <nav className="sheets" aria-label={t("portal.sheets")}>
          <ul>
            {site.sheets.map((one) => (
              <li key={one}>
                <a
                  href={one === "about" ? own : `${own}/${one}`}
                  aria-current={one === tab ? (isSheet ? "page" : "true") : undefined}
                >
                  {t(`portal.sheet.${one}`)}
                </a>
              </li>
            ))}
            {frame.ways.feedback && (
              <li>
                <a href={`${own}/feedback`}>{t("feedback.title")}</a>
              </li>
            )}
          </ul>
        </nav>
      </div>
    </div>
  );
}

/** The first letter of the company's own name on its colour, where it has no logo. */
function Initial({ name, accent }: { readonly name: string; readonly accent: string }) {
  const own = /«(?:УК|ТСЖ|ЖСК)?\s*([^»])/.exec(name)?.[1] ?? name.slice(0, 1);
  return (
    <svg width="64" height="64" viewBox="0 0 64 64" aria-hidden="true" focusable="false">
      <rect width="64" height="64" rx="14" fill={accent} />
      <text x="32" y="43" textAnchor="middle" fontSize="32" fontWeight="700" fill="#ffffff">
        {own.toUpperCase()}
      </text>
    </svg>
  );
}
