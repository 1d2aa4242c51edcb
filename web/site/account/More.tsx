import {
  IconBell,
  IconBuilding,
  IconChevronRight,
  IconDatabase,
  IconDevices,
  IconFileCertificate,
  IconFingerprint,
  IconRefresh,
  IconTicket,
  IconUsers,
} from "@tabler/icons-react";
import type { MorePage } from "../../../src/flows/private-account-contract.ts";
import { Icon } from "../kit/Icon.tsx";
import { useWords } from "../words/words.ts";

/** What is seldom needed: whom to let in, cards that pay by themselves, where one is signed in, how pages look. */
export function More({
  page,
}: {
  readonly page: MorePage & { readonly theme: "light" | "dark" | undefined };
}) {
  const { t, language } = useWords();
  const { mayManage } = page.around;
  const ways = [
    { href: "/lk/house", name: t("house.title"), about: t("house.short"), icon: IconBuilding },
    ...(mayManage
      ? [
          {
            href: "/lk/documents",
            name: t("paper.title"),
            about: t("paper.short"),
            icon: IconFileCertificate,
          },
          { href: "/lk/autopay", name: t("own.autopay"), about: t("own.autopayShort"), icon: IconRefresh },
          { href: "/lk/people", name: t("own.people"), about: t("own.peopleShort"), icon: IconUsers },
        ]
      : []),
    { href: "/lk/notifications", name: t("told.title"), about: t("told.lead"), icon: IconBell },
    { href: "/activate", name: t("my.addAccount"), about: t("own.addShort"), icon: IconTicket },
    { href: "/lk/sessions", name: t("own.sessions"), about: t("own.sessionsShort"), icon: IconDevices },
    { href: "/lk/passkeys", name: t("key.title"), about: t("own.keysShort"), icon: IconFingerprint },
    { href: "/lk/data", name: t("own.data"), about: t("own.dataShort"), icon: IconDatabase },
  ];
  return (
    <>
      <div className="head">
        <h1>{t("my.more")}</h1>
        <p className="lead">{t("my.signedInAs", { name: page.login })}</p>
      </div>
      <div className="columns half">
        <nav className="card" aria-label={t("my.more")}>
          <ul className="rows">
            {ways.map(({ href, name, about, icon }) => (
              <li key={href}>
                <a className="line" href={href}>
                  <span className="tile">
                    <Icon of={icon} />
                  </span>
                  <span>
                    <b>{name}</b>
                    <small>{about}</small>
                  </span>
                  <Icon of={IconChevronRight} />
                </a>
              </li>
            ))}
          </ul>
        </nav>
        <div className="stack">
          <section className="card stack" aria-labelledby="looks">
            <h2 id="looks">{t("own.looks")}</h2>
            <form className="row" method="post" action="/lk/theme">
              {(["system", "light", "dark"] as const).map((theme) => (
                <button
                  key={theme}
                  className="button quiet"
                  type="submit"
                  name="theme"
                  value={theme}
                  aria-pressed={(page.theme ?? "system") === theme}
                >
                  {t(`own.theme.${theme}`)}
                </button>
              ))}
            </form>
            <form className="row" method="post" action="/lk/language">
              {(["ru", "en"] as const).map((one) => (
                <button
                  key={one}
                  className="button quiet"
                  type="submit"
                  name="language"
                  value={one}
                  lang={one}
                  aria-pressed={language === one}
                >
                  {one === "ru" ? "Русский" : "English"}
                </button>
              ))}
            </form>
          </section>
          <form className="card" method="post" action="/lk/sign-out">
            <button className="button danger wide" type="submit">
              {t("my.signOut")}
            </button>
          </form>
        </div>
      </div>
    </>
  );
}
