import {
  IconChevronDown,
  IconCreditCard,
  IconDots,
  IconGauge,
  IconHome,
  IconMessage2,
} from "@tabler/icons-react";
import type { ReactNode } from "react";
import type { AccountAround } from "../../../src/flows/private-account-contract.ts";
import type { SiteFrame } from "../../../src/flows/site-contract.ts";
import { Icon } from "../kit/Icon.tsx";
import { Mark } from "../kit/Mark.tsx";
import type { SiteSentence } from "../words/words.ts";
import { useWords } from "../words/words.ts";

interface Tab {
  readonly href: string;
  readonly name: SiteSentence;
  readonly icon: Parameters<typeof Icon>[0]["of"];
  /** Further paths that it stands for. */
  readonly also?: readonly string[];
}

const TABS: readonly Tab[] = [
  { href: "/lk", name: "my.home", icon: IconHome },
  { href: "/lk/readings", name: "my.readings", icon: IconGauge },
  { href: "/lk/bills", name: "my.payments", icon: IconCreditCard, also: ["/lk/pay"] },
  { href: "/lk/messages", name: "feedback.messages", icon: IconMessage2 },
  {
    href: "/lk/more",
    name: "my.more",
    icon: IconDots,
    also: [
      "/lk/house",
      "/lk/documents",
      "/lk/autopay",
      "/lk/people",
      "/lk/sessions",
      "/lk/data",
      "/lk/passkeys",
    ],
  },
];

/** What stands around each page of the private account: which account it is of, the bar of five, the page's end. */
export function AccountFrame({
  frame,
  around,
  children,
}: {
  readonly frame: SiteFrame;
  readonly around: AccountAround;
  readonly children: ReactNode;
}) {
  const { t, language } = useWords();
  const other = language === "ru" ? "en" : "ru";
  const question = [frame.query, `lang=${other}`].filter(Boolean).join("&");
  return (
    <>
      <a className="skip" href="#main">
        {t("site.skip")}
      </a>
      <header className="own-top">
        <div className="wrap">
          <a className="brand" href="/lk" aria-label={t("my.home")}>
            <Mark />
          </a>
          <Whose around={around} />
        </div>
      </header>
      <nav className="tabs" aria-label={t("site.menuMain")}>
        <ul>
          {TABS.map(({ href, name, icon, also = [] }) => (
            <li key={href}>
              <a href={href} aria-current={standsFor(frame.path, [href, ...also]) ? "page" : undefined}>
                <Icon of={icon} />
                {t(name)}
              </a>
            </li>
          ))}
        </ul>
      </nav>
      <main id="main" tabIndex={-1}>
        <div className="wrap own">
          {/* Shown by the worker where there is no connection (web/site/worker.ts). */}
          <p className="notice offline" role="status" data-offline="" hidden>
            {t("offline.shown", { at: frame.shownAt })}
          </p>
          {children}
        </div>
      </main>
      <footer className="own-end">
        <ul className="wrap">
          {frame.emergencyPhone !== undefined && (
            <li>
              <a href={`tel:${frame.emergencyPhone.replaceAll(/[^+\d]/g, "")}`}>
                {t("my.emergency", { phone: unbroken(frame.emergencyPhone) })}
              </a>
            </li>
          )}
          <li>
            <a href={`/${frame.city.slug}`}>{t("my.portal")}</a>
          </li>
          <li>
            <a href={`?${question}`} hrefLang={other} lang={other}>
              {t("site.other")}
            </a>
          </li>
        </ul>
      </footer>
    </>
  );
}

const standsFor = (path: string, of: readonly string[]): boolean =>
  of.some((href) => path === href || (href !== "/lk" && path.startsWith(`${href}/`)));

/** The account in sight; a list to choose from where there are several. */
function Whose({ around: { address, number, others } }: { readonly around: AccountAround }) {
  const { t } = useWords();
  const name = (
    <>
      <b lang="ru">{address}</b>
      <small>{t("my.account", { number: spaced(number) })}</small>
    </>
  );
  if (others.length === 0) return <div className="who">{name}</div>;
  return (
    <details className="who">
      <summary>
        <span>{name}</span>
        <Icon of={IconChevronDown} />
      </summary>
      <ul aria-label={t("my.otherAccounts")}>
        {others.map((one) => (
          <li key={one.number}>
            <a href={`/lk?account=${one.number}`}>
              <b lang="ru">{one.address}</b>
              <small>{t("my.account", { number: spaced(one.number) })}</small>
            </a>
          </li>
        ))}
      </ul>
    </details>
  );
}

/** "4400 1201 27", as it stands on the bill. */
export const spaced = (number: string): string => number.replaceAll(/(\d{4})(?=\d)/g, "$1\u00a0");

/** Words before a number may stand on a line of their own; the number stays in one piece. */
const unbroken = (phone: string): string => phone.replaceAll("-", "\u2011").replaceAll(" ", "\u00a0");
