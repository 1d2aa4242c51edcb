import { IconPhoneCall } from "@tabler/icons-react";
import type { ReactNode } from "react";
import type { SiteFrame } from "../../../src/flows/site-contract.ts";
import { Icon } from "../kit/Icon.tsx";
import { Mark } from "../kit/Mark.tsx";
import { useWords } from "../words/words.ts";

/** What stands around each page of the portal: the city's name, five ways, and the page's end. */
export function PortalFrame({
  frame,
  children,
}: {
  readonly frame: SiteFrame;
  readonly children: ReactNode;
}) {
  const { t, language } = useWords();
  const home = `/${frame.city.slug}`;
  const ways = [
    { href: home, name: t("portal.find") },
    { href: `${home}/companies`, name: t("site.companies") },
    { href: `${home}/tariffs`, name: t("site.tariffs") },
  ];
  const other = language === "ru" ? "en" : "ru";
  const question = [frame.query, `lang=${other}`].filter(Boolean).join("&");
  return (
    <>
      <a className="skip" href="#main">
        {t("site.skip")}
      </a>
      <header className="top">
        <div className="wrap">
          <a className="brand" href={home}>
            <Mark />
            <span>
              <b lang="ru">{frame.city.name}</b>
              <small>{t("site.about")}</small>
            </span>
          </a>
          <nav className="menu" aria-label={t("site.menuMain")}>
            <ul>
              {ways.map(({ href, name }) => (
                <li key={href}>
                  <a href={href} aria-current={frame.path === href ? "page" : undefined}>
                    {name}
                  </a>
                </li>
              ))}
            </ul>
          </nav>
          <a className="button quiet narrow-only" href="#menu">
            {t("site.menu")}
          </a>
          {frame.ways.pay && (
            <a className="button wide-only" href="/pay">
              {t("site.pay")}
            </a>
          )}
          {frame.ways.account && (
            <a className="button quiet wide-only" href="/lk">
              {t("site.signIn")}
            </a>
          )}
        </div>
      </header>
      <main id="main" tabIndex={-1}>
        <p className="wrap printed">
          {t("site.printed", {
            city: frame.city.name,
            at: frame.shownAt,
            address: `${frame.origin}${frame.path}`,
          })}
        </p>
        {frame.isOld && (
          <div className="wrap">
            <p className="notice" role="status">
              {t("site.old", { at: frame.shownAt })}
            </p>
          </div>
        )}
        {children}
      </main>
      <footer className="bottom" id="menu">
        <div className="wrap">
          <nav aria-label={t("site.menu")}>
            <h2>{t("site.menu")}</h2>
            <ul>
              {ways.map(({ href, name }) => (
                <li key={href}>
                  <a href={href}>{name}</a>
                </li>
              ))}
              {frame.ways.pay && (
                <li>
                  <a href="/pay">{t("site.pay")}</a>
                </li>
              )}
              {frame.ways.account && (
                <li>
                  <a href="/lk">{t("site.signIn")}</a>
                </li>
              )}
              <li>
                <a href="/opendata">{t("portal.openData")}</a>
              </li>
              <li>
                <a href="/check">{t("paper.checkTitle")}</a>
              </li>
              <li>
                <a href="/app">{t("site.workplaces")}</a>
              </li>
              <li>
                <a href="/api">{t("site.contract")}</a>
              </li>
              {frame.isDemo && (
                <li>
                  <a href="/start">{t("site.demo")}</a>
                </li>
              )}
              <li>
                <a href={`?${question}`} hrefLang={other} lang={other}>
                  {t("site.other")}
                </a>
              </li>
            </ul>
          </nav>
          <div>
            {frame.emergencyPhone !== undefined && (
              <>
                <h2>{t("site.emergency")}</h2>
                <a className="call" href={`tel:${frame.emergencyPhone.replaceAll(/[^+\d]/g, "")}`}>
                  <Icon of={IconPhoneCall} /> {frame.emergencyPhone}
                </a>
              </>
            )}
            <p>{t("site.updated", { at: frame.shownAt })}</p>
          </div>
        </div>
      </footer>
    </>
  );
}
