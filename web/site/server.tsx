import type { ReactElement } from "react";
import { renderToStaticMarkup } from "react-dom/server";
import type { CompanySite, OpenDataPage, PortalContacts } from "../../src/flows/portal-pages-contract.ts";
import type { RenderSite, SiteFrame, SitePage } from "../../src/flows/site-contract.ts";
import { Document, type Head } from "./Document.tsx";
import { AccountFrame } from "./account/AccountFrame.tsx";
import { Activate, SignIn } from "./account/Door.tsx";
import { Bill } from "./account/Bill.tsx";
import { Bills } from "./account/Bills.tsx";
import { Documents } from "./account/Documents.tsx";
import { Check } from "./Check.tsx";
import { OwnHouse } from "./account/OwnHouse.tsx";
import { Home } from "./account/Home.tsx";
import { Autopay } from "./account/Autopay.tsx";
import { OwnData } from "./account/OwnData.tsx";
import { People } from "./account/People.tsx";
import { Sessions } from "./account/Sessions.tsx";
import { Message, Messages, NewMessage } from "./account/Messages.tsx";
import { More } from "./account/More.tsx";
import { Offline } from "./account/Offline.tsx";
import { Passkeys } from "./account/Passkeys.tsx";
import { Notifications, Unsubscribe } from "./account/Notifications.tsx";
import { Pay } from "./account/Pay.tsx";
import { Readings } from "./account/Readings.tsx";
import { GuestPay } from "./GuestPay.tsx";
import { linkedText, OriginContext } from "./kit/Linked.tsx";
import { City } from "./portal/City.tsx";
import { Companies, Company } from "./portal/Companies.tsx";
import { Feedback, FeedbackCase } from "./portal/Feedback.tsx";
import { CompanySheet } from "./portal/CompanySheet.tsx";
import { CompanyDisclosure, DisclosureChanges, HouseDisclosure } from "./portal/Disclosure.tsx";
import { HouseMap } from "./portal/HouseMap.tsx";
import { OpenData } from "./portal/OpenData.tsx";
import { House, HouseSearch } from "./portal/Houses.tsx";
import { PortalFrame } from "./portal/PortalFrame.tsx";
import { Privacy } from "./Privacy.tsx";
import { Tariffs } from "./portal/Tariffs.tsx";
import { Trouble } from "./Trouble.tsx";
import { type Words, wordsOf, WordsContext } from "./words/words.ts";

interface Drawn {
  readonly head: Head;
  readonly body: ReactElement;
}

export { drawLetter } from "./mail/Letter.tsx";

/** What a page says of itself, and what it shows. */
function draw(page: SitePage, frame: SiteFrame, { t, f, language }: Words): Drawn {
  switch (page.page) {
    case "portal.city":
      return {
        head: {
          title: t("portal.cityTitle", { city: frame.city.name }),
          description: t("portal.cityDescription", { city: frame.city.name }),
        },
        body: <City page={page} frame={frame} />,
      };
    case "portal.search":
      return {
        head: { title: t("portal.search"), isPrivate: true },
        body: <HouseSearch page={page} frame={frame} />,
      };
    case "portal.house": {
      const { name: company, emergencyPhone: phone } = page.company;
      return {
        head: {
          title: t("portal.houseTitle", { address: page.address }),
          description: t("portal.houseDescription", { address: page.address, company, phone }),
          data: [companyData(page.company, frame), placeData(page.address, frame)],
        },
        body: <House page={page} frame={frame} />,
      };
    }
    case "portal.companies":
      return {
        head: {
          title: t("portal.companiesTitle", { city: frame.city.name }),
          description: t("portal.companiesDescription", { city: frame.city.name }),
          isPrivate: page.typed !== "",
        },
        body: <Companies page={page} frame={frame} />,
      };
    case "portal.company": {
      const { name, emergencyPhone: phone } = page.company;
      return {
        head: {
          title: t("portal.companyTitle", { name, sheet: t(`portal.sheet.${page.tab}`) }),
          description: t("portal.companyDescription", { name, phone }),
          data: [companyData(page.company, frame)],
          ...feedOf(page, frame),
        },
        body: <Company page={page} frame={frame} />,
      };
    }
    case "portal.sheet": {
      const { company, sheet } = page;
      const isText = "title" in sheet;
      const name = isText ? sheet.title : t(`portal.sheet.${sheet.of}`);
      return {
        head: {
          title: t("portal.companyTitle", { name: company.name, sheet: name }),
          description: isText
            ? sheet.summary
            : t("portal.sheetDescription", { name: company.name, sheet: name }),
          data: [
            companyData(company, frame),
            ...(isText && sheet.of === "article" ? [articleData(sheet, company, frame)] : []),
          ],
          ...feedOf(page, frame),
        },
        body: <CompanySheet page={page} frame={frame} />,
      };
    }
    case "portal.disclosure": {
      const name = page.form
        ? t("portal.form", {
            code: page.form.code,
            name: language === "ru" ? page.form.nameRu : page.form.nameEn,
          })
        : t("portal.sheet.disclosure");
      return {
        head: {
          title: t("portal.companyTitle", { name: page.company.name, sheet: name }),
          description: t("portal.sheetDescription", {
            name: page.company.name,
            sheet: `${name}, ${page.year}`,
          }),
          data: [companyData(page.company, frame)],
        },
        body: <CompanyDisclosure page={page} frame={frame} />,
      };
    }
    case "portal.houseDisclosure":
      return {
        head: {
          title: t("portal.houseForms", { address: page.house.address }),
          description: t("portal.houseFormsAbout", { address: page.house.address, year: String(page.year) }),
          data: [placeData(page.house.address, frame)],
        },
        body: <HouseDisclosure page={page} frame={frame} />,
      };
    case "portal.map":
      return {
        head: {
          title: t("portal.mapTitle", { city: frame.city.name }),
          description: t("portal.mapAbout"),
        },
        body: <HouseMap page={page} frame={frame} />,
      };
    case "portal.disclosureChanges":
      return {
        head: {
          title: t("portal.companyTitle", { name: page.company.name, sheet: t("portal.changes") }),
          description: t("portal.sheetDescription", { name: page.company.name, sheet: t("portal.changes") }),
          data: [companyData(page.company, frame)],
        },
        body: <DisclosureChanges page={page} frame={frame} />,
      };
    case "portal.opendata":
      return {
        head: {
          title: t("portal.openData"),
          description: t("portal.openDataAbout"),
          data: page.sets.map(({ set }) => datasetData(set, t(`portal.set.${set}`), page, frame)),
        },
        body: <OpenData page={page} frame={frame} />,
      };
    case "portal.tariffs":
      return {
        head: {
          title: t("portal.tariffsTitle", { city: frame.city.name }),
          description: t("portal.tariffsDescription", { city: frame.city.name }),
        },
        body: <Tariffs page={page} frame={frame} />,
      };
    case "pay.guest":
      return {
        head: {
          title: t("guest.title"),
          description: t("guest.description"),
          isPrivate: page.found !== undefined,
        },
        body: <GuestPay page={page} frame={frame} />,
      };
    case "portal.feedback":
      return {
        head: {
          title:
            page.company === undefined
              ? t("feedback.title")
              : t("portal.companyTitle", { name: page.company.name, sheet: t("feedback.title") }),
          description: t("feedback.about"),
        },
        body: <Feedback page={page} frame={frame} />,
      };
    case "portal.case":
      return {
        head: { title: t("feedback.number", { number: page.number }), isPrivate: true },
        body: <FeedbackCase page={page} frame={frame} />,
      };
    case "lk.sign_in":
      return { head: { title: t("lk.signInTitle"), isPrivate: true }, body: <SignIn page={page} /> };
    case "lk.activate":
      return { head: { title: t("lk.activateTitle"), isPrivate: true }, body: <Activate page={page} /> };
    case "lk.home":
      return { head: { title: t("my.homeTitle"), isPrivate: true }, body: <Home page={page} /> };
    case "lk.bills":
      return { head: { title: t("my.bills"), isPrivate: true }, body: <Bills page={page} /> };
    case "lk.bill":
      return {
        head: { title: t("my.billFor", { month: f.period(page.period) }), isPrivate: true },
        body: <Bill page={page} />,
      };
    case "lk.pay":
      return { head: { title: t("my.payTitle"), isPrivate: true }, body: <Pay page={page} /> };
    case "lk.readings":
      return {
        head: { title: t("my.readingsFor", { month: f.period(page.period) }), isPrivate: true },
        body: <Readings page={page} />,
      };
    case "lk.documents":
      return { head: { title: t("paper.title"), isPrivate: true }, body: <Documents page={page} /> };
    case "check":
      return {
        head: { title: t("paper.checkTitle"), isPrivate: page.found !== undefined },
        body: <Check page={page} />,
      };
    case "lk.house":
      return {
        head: { title: t("house.title"), isPrivate: true },
        body: <OwnHouse page={page} frame={frame} />,
      };
    case "lk.more":
      return {
        head: { title: t("my.more"), isPrivate: true },
        body: <More page={{ ...page, theme: frame.theme }} />,
      };
    case "lk.offline":
      return {
        head: { title: t(page.hasKept ? "offline.keptTitle" : "offline.title"), isPrivate: true },
        body: <Offline page={page} />,
      };
    case "lk.passkeys":
      return { head: { title: t("key.title"), isPrivate: true }, body: <Passkeys page={page} /> };
    case "lk.sessions":
      return { head: { title: t("own.sessions"), isPrivate: true }, body: <Sessions page={page} /> };
    case "lk.people":
      return { head: { title: t("own.people"), isPrivate: true }, body: <People page={page} /> };
    case "lk.autopay":
      return { head: { title: t("own.autopay"), isPrivate: true }, body: <Autopay page={page} /> };
    case "lk.data":
      return { head: { title: t("own.data"), isPrivate: true }, body: <OwnData page={page} /> };
    case "lk.messages":
      return { head: { title: t("feedback.messages"), isPrivate: true }, body: <Messages page={page} /> };
    case "lk.message":
      return {
        head: { title: t("feedback.number", { number: page.case.number }), isPrivate: true },
        body: <Message page={page} />,
      };
    case "lk.message_new":
      return { head: { title: t("feedback.write"), isPrivate: true }, body: <NewMessage page={page} /> };
    case "lk.notifications":
      return { head: { title: t("told.title"), isPrivate: true }, body: <Notifications page={page} /> };
    case "unsubscribe":
      return {
        head: { title: t(page.isDone ? "told.ended" : "told.endTitle"), isPrivate: true },
        body: <Unsubscribe page={page} />,
      };
    case "words":
      return { head: { title: t("privacy.title") }, body: <Privacy /> };
    case "trouble":
      return {
        head: { title: t(`trouble.${page.trouble}`), isPrivate: true },
        body: <Trouble page={page} frame={frame} />,
      };
  }
}

/** A company for machines that read schema.org. */
const companyData = (of: PortalContacts, frame: SiteFrame): object => ({
  "@context": "https://schema.org",
  "@type": "Organization",
  name: of.name,
  url: `${frame.origin}/${frame.city.slug}/c/${of.slug}`,
  ...(of.inn !== undefined && { taxID: of.inn }),
  ...(of.email !== "" && { email: of.email }),
  ...(of.phone !== "" && { telephone: of.phone }),
  ...(of.address !== "" && { address: of.address }),
  ...(of.emergencyPhone !== "" && {
    contactPoint: { "@type": "ContactPoint", contactType: "emergency", telephone: of.emergencyPhone },
  }),
});

const articleData = (
  of: { readonly title: string; readonly summary: string; readonly day: string; readonly changed: string },
  company: PortalContacts,
  frame: SiteFrame,
): object => ({
  "@context": "https://schema.org",
  "@type": "NewsArticle",
  headline: of.title,
  description: of.summary,
  datePublished: of.day,
  dateModified: of.changed,
  inLanguage: "ru",
  url: `${frame.origin}${frame.path}`,
  publisher: { "@type": "Organization", name: company.name },
});

/** The company's news for readers of feeds, where it has written some. */
const feedOf = (
  { company, site }: { readonly company: PortalContacts; readonly site: CompanySite },
  frame: SiteFrame,
): Pick<Head, "feed"> =>
  site.sheets.includes("news")
    ? { feed: { href: `/${frame.city.slug}/c/${company.slug}/news.rss`, name: company.name } }
    : {};

const MEDIA_TYPES: Readonly<Record<OpenDataPage["formats"][number], string>> = {
  csv: "text/csv",
  json: "application/json",
  xlsx: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
};

const datasetData = (
  set: string,
  name: string,
  page: Pick<OpenDataPage, "day" | "formats">,
  frame: SiteFrame,
): object => ({
  "@context": "https://schema.org",
  "@type": "Dataset",
  name,
  description: name,
  license: "https://creativecommons.org/licenses/by/4.0/",
  dateModified: page.day,
  distribution: page.formats.map((format) => ({
    "@type": "DataDownload",
    encodingFormat: MEDIA_TYPES[format],
    contentUrl: `${frame.origin}/opendata/${set}.${format}`,
  })),
});

const placeData = (address: string, frame: SiteFrame): object => ({
  "@context": "https://schema.org",
  "@type": "ApartmentComplex",
  address: { "@type": "PostalAddress", addressLocality: frame.city.name, streetAddress: address },
  url: `${frame.origin}${frame.path}`,
});

const dataOf = ({ data = [] }: Head): string =>
  data.map((one) => `<script type="application/ld+json">${linkedText(one)}</script>`).join("");

/** The whole document. Text is escaped by React; no script and no style stands inline. */
export const render: RenderSite = (page, frame, assets) => {
  const words = wordsOf(frame.language);
  const { head, body } = draw(page, frame, words);
  const document = renderToStaticMarkup(
    <WordsContext value={words}>
      <OriginContext value={frame.origin}>
        <Document head={head} frame={frame} assets={assets}>
          {"around" in page ? (
            <AccountFrame frame={frame} around={page.around}>
              {body}
            </AccountFrame>
          ) : (
            <PortalFrame frame={frame}>{body}</PortalFrame>
          )}
        </Document>
      </OriginContext>
    </WordsContext>,
  );
  return `<!doctype html>${document.replace("</head>", () => `${dataOf(head)}</head>`)}`;
};
