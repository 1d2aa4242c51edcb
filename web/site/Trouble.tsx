import type { SiteFrame, TroublePage } from "../../src/flows/site-contract.ts";
import { useWords } from "./words/words.ts";

/** What cannot be shown or done, said in words, with a way on. */
export function Trouble({ page, frame }: { readonly page: TroublePage; readonly frame: SiteFrame }) {
  const { t } = useWords();
  return (
    <div className="wrap narrow">
      <div className="head">
        <h1>{t(`trouble.${page.trouble}`)}</h1>
        <p className="lead">
          {page.sentence ?? (page.trouble === "refused" ? "" : t(`trouble.${page.trouble}About`))}
        </p>
      </div>
      <p>
        <a className="button" href={`/${frame.city.slug}`}>
          {t("trouble.home")}
        </a>
      </p>
    </div>
  );
}
