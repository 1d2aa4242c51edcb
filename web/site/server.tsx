import type { ReactElement } from "react";
import { renderToStaticMarkup } from "react-dom/server";
import type { RenderSite, SiteFrame, SitePage } from "../../src/flows/site-contract.ts";
import { Document, type Head } from "./Document.tsx";
import { AccountFrame } from "./account/AccountFrame.tsx";
import { Activate, SignIn } from "./account/Door.tsx";
import { Bill } from "./account/Bill.tsx";
import { Bills } from "./account/Bills.tsx";
import { Home } from "./account/Home.tsx";
import { More } from "./account/More.tsx";
import { Pay } from "./account/Pay.tsx";
import { Readings } from "./account/Readings.tsx";
import { City } from "./portal/City.tsx";
import { PortalFrame } from "./portal/PortalFrame.tsx";
import { Privacy } from "./Privacy.tsx";
import { Trouble } from "./Trouble.tsx";
import { type Words, wordsOf, WordsContext } from "./words/words.ts";

interface Drawn {
  readonly head: Head;
  readonly body: ReactElement;
}

/** What a page says of itself, and what it shows. */
function draw(page: SitePage, frame: SiteFrame, { t, f }: Words): Drawn {
  switch (page.page) {
    case "portal.city":
      return {
        head: {
          title: t("portal.cityTitle", { city: frame.city.name }),
          description: t("portal.cityDescription", { city: frame.city.name }),
        },
        body: <City page={page} frame={frame} />,
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
    case "lk.more":
      return { head: { title: t("my.more"), isPrivate: true }, body: <More page={page} /> };
    case "words":
      return { head: { title: t("privacy.title") }, body: <Privacy /> };
    case "trouble":
      return {
        head: { title: t(`trouble.${page.trouble}`), isPrivate: true },
        body: <Trouble page={page} frame={frame} />,
      };
  }
}

/** The whole document. Text is escaped by React; no script and no style stands inline. */
export const render: RenderSite = (page, frame, assets) => {
  const words = wordsOf(frame.language);
  const { head, body } = draw(page, frame, words);
  return `<!doctype html>${renderToStaticMarkup(
    <WordsContext value={words}>
      <Document head={head} frame={frame} assets={assets}>
        {"around" in page ? (
          <AccountFrame frame={frame} around={page.around}>
            {body}
          </AccountFrame>
        ) : (
          <PortalFrame frame={frame}>{body}</PortalFrame>
        )}
      </Document>
    </WordsContext>,
  )}`;
};
