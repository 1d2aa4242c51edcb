import type { MorePage } from "../../../src/flows/private-account-contract.ts";
import { useWords } from "../words/words.ts";

/** What is seldom needed: a further account, signing out. */
export function More({ page }: { readonly page: MorePage }) {
  const { t } = useWords();
  return (
    <>
      <div className="head">
        <h1>{t("my.more")}</h1>
        <p className="lead">{t("my.signedInAs", { name: page.login })}</p>
      </div>
      <div className="card stack narrow">
        <a className="button quiet wide" href="/lk/passkeys">
          {t("key.title")}
        </a>
        <a className="button quiet wide" href="/activate">
          {t("my.addAccount")}
        </a>
        <form method="post" action="/lk/sign-out">
          <button className="button danger wide" type="submit">
            {t("my.signOut")}
          </button>
        </form>
      </div>
    </>
  );
}
