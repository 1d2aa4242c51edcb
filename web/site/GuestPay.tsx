import { IconHome2, IconShieldCheck } from "@tabler/icons-react";
import type { GuestAccount, GuestPayPage } from "../../src/flows/guest-pay-contract.ts";
import type { SiteFrame } from "../../src/flows/site-contract.ts";
import { ErrorSummary } from "./kit/Form.tsx";
import { Icon } from "./kit/Icon.tsx";
import { useWords } from "./words/words.ts";

/** Payment without signing in: which account, and how much of what is due. The payment itself is on a page of its own. */
export function GuestPay({ page, frame }: { readonly page: GuestPayPage; readonly frame: SiteFrame }) {
  const { t } = useWords();
  const { found } = page;
  return (
    <div className="wrap">
      <div className="head">
        <h1>{t("guest.title")}</h1>
        <p className="lead">{t("guest.lead")}</p>
      </div>
      <div className="columns aside">
        <div className="stack">
          <ErrorSummary form={page.form} />
          {page.bank === "none" ? (
            <p className="card">{t("my.noBank")}</p>
          ) : found === undefined ? (
            <Which page={page} />
          ) : (
            <HowMuch page={page} found={found} />
          )}
        </div>
        <aside className="stack">
          <section className="card" aria-labelledby="where">
            <h2 id="where">{t("guest.where")}</h2>
            <p className="second small">{t("guest.whereAbout")}</p>
            <p className="small">
              {t("guest.noBill")} <a href={`/${frame.city.slug}`}>{t("guest.findByAddress")}</a>.
            </p>
          </section>
          <section className="notice info" aria-labelledby="shown">
            <Icon of={IconShieldCheck} />
            <h2 id="shown">{t("guest.shown")}</h2>
            <p className="small">{t("guest.shownAbout")}</p>
          </section>
        </aside>
      </div>
    </div>
  );
}

function Which({ page: { form } }: { readonly page: GuestPayPage }) {
  const { t } = useWords();
  return (
    <form className="card form" method="post" action="/pay" encType="multipart/form-data">
      <h2>{t("guest.which")}</h2>
      <div className="field">
        <label htmlFor="number">{t("guest.number")}</label>
        <small id="number-hint">{t("guest.numberHint")}</small>
        <Wrong of={form} field="number" />
        <input
          className="input digits"
          id="number"
          name="number"
          inputMode="numeric"
          autoComplete="off"
          maxLength={40}
          defaultValue={form.typed["number"]}
          aria-invalid={form.wrong?.field === "number" ? true : undefined}
          aria-describedby={form.wrong?.field === "number" ? "number-hint number-error" : "number-hint"}
        />
      </div>
      <p className="or">{t("guest.or")}</p>
      <div className="field">
        <label htmlFor="photo">{t("guest.photo")}</label>
        <small id="photo-hint">{t("guest.photoHint")}</small>
        <Wrong of={form} field="photo" />
        <input
          className="input"
          id="photo"
          name="photo"
          type="file"
          accept="image/jpeg,image/png,image/webp,image/avif,image/*"
          aria-invalid={form.wrong?.field === "photo" ? true : undefined}
          aria-describedby={form.wrong?.field === "photo" ? "photo-hint photo-error" : "photo-hint"}
        />
      </div>
      <button className="button large wide" type="submit">
        {t("guest.find")}
      </button>
    </form>
  );
}

function Wrong({ of, field }: { readonly of: GuestPayPage["form"]; readonly field: string }) {
  return of.wrong?.field === field ? (
    <span className="error" id={`${field}-error`}>
      {of.wrong.sentence}
    </span>
  ) : undefined;
}

function HowMuch({ page, found }: { readonly page: GuestPayPage; readonly found: GuestAccount }) {
  const { t, f } = useWords();
  const { form, least, most, bank } = page;
  const roubles = (of: bigint): string => `${f.money(of)}\u00a0₽`;
  const chosen = form.typed["choice"] ?? (found.due > 0n ? "all" : "other");
  const isWrong = form.wrong?.field === "other";
  return (
    <form className="card form" method="post" action="/pay">
      <h2>{t("guest.isIt")}</h2>
      <input type="hidden" name="number" value={found.number} />
      <div className="line">
        <span className="tile ok">
          <Icon of={IconHome2} />
        </span>
        <span>
          <b lang="ru">{found.address}</b>
          <small>
            <span lang="ru">{found.holder}</span> · {t("guest.account", { number: found.masked })}
          </small>
        </span>
      </div>
      <fieldset>
        <legend className="hidden">{t("my.howMuch")}</legend>
        <label className="choice">
          <input
            type="radio"
            name="choice"
            value="all"
            defaultChecked={chosen === "all"}
            disabled={found.due === 0n}
          />
          <span>
            <b>{t("guest.payDue")}</b>
            {found.due === 0n && <small>{t("guest.noneDue")}</small>}
          </span>
          <b className="number">{roubles(found.due)}</b>
        </label>
        <label className="choice">
          <input type="radio" name="choice" value="other" defaultChecked={chosen === "other"} />
          <span>
            <b>{t("my.payOther")}</b>
            <small>{t("my.payLimits", { least: roubles(least), most: roubles(most) })}</small>
          </span>
        </label>
      </fieldset>
      <div className="field">
        <label htmlFor="other">{t("my.amount")}</label>
        <Wrong of={form} field="other" />
        <input
          className="input"
          id="other"
          name="other"
          inputMode="decimal"
          autoComplete="off"
          maxLength={20}
          defaultValue={form.typed["other"]}
          aria-invalid={isWrong ? true : undefined}
          aria-describedby={isWrong ? "other-error" : undefined}
        />
      </div>
      <button className="button large wide" type="submit">
        {t("my.goPay")}
      </button>
      <p className="second small">
        {t("my.payNext")} <a href="/pay">{t("guest.other")}</a>
      </p>
      {bank === "test" && <p className="notice info small">{t("my.testBank")}</p>}
    </form>
  );
}
