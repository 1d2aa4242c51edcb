import type { FeedbackCasePage, FeedbackPage } from "../../../src/flows/feedback-contract.ts";
import type { SiteFrame } from "../../../src/flows/site-contract.ts";
import { CaseState, CaseThread, KindChoice, TEXT_MAX } from "../kit/Case.tsx";
import { Area, ErrorSummary, Field, Files, Question } from "../kit/Form.tsx";
import { useWords } from "../words/words.ts";
import { Crumbs } from "./parts.tsx";

/** Writing to a company: what, to whom, who, and what is agreed to. Answers to others stand beneath. */
export function Feedback({ page, frame }: { readonly page: FeedbackPage; readonly frame: SiteFrame }) {
  const { t } = useWords();
  const home = `/${frame.city.slug}`;
  const { company } = page;
  return (
    <div className="wrap">
      <Crumbs
        of={[
          { href: home, name: frame.city.name, isRussian: true },
          ...(company === undefined
            ? []
            : [{ href: `${home}/c/${company.slug}`, name: company.name, isRussian: true }]),
          { href: `${home}/feedback`, name: t("feedback.title"), isRussian: false },
        ]}
      />
      <div className="head">
        <h1>{t("feedback.title")}</h1>
        <p className="lead">{t("feedback.about")}</p>
      </div>
      <div className="columns aside">
        <Form page={page} home={home} />
        <aside className="stack">
          <form className="card form" method="post" action={`${home}/feedback/find`}>
            <h2>{t("feedback.haveNumber")}</h2>
            <Field
              form={{ typed: {} }}
              name="number"
              label={t("feedback.yourNumber")}
              inputMode="numeric"
              maxLength={12}
            />
            <button className="button quiet wide" type="submit">
              {t("feedback.find")}
            </button>
          </form>
          <p className="second small">{t("feedback.urgent")}</p>
        </aside>
      </div>
      {company !== undefined && <Answers page={page} />}
    </div>
  );
}

function Form({ page, home }: { readonly page: FeedbackPage; readonly home: string }) {
  const { t } = useWords();
  const { form, company, house } = page;
  const consentWrong = form.wrong?.field === "consent" ? form.wrong.sentence : undefined;
  return (
    <form className="card form" method="post" action={`${home}/feedback`} encType="multipart/form-data">
      <ErrorSummary form={form} />
      <KindChoice chosen={form.typed["kind"]} />
      <fieldset className="group form">
        <legend className={company === undefined ? "hidden" : undefined}>{t("feedback.to")}</legend>
        {company !== undefined && (
          <p lang="ru">
            <input type="hidden" name="of" value={company.slug.split("-")[0]} />
            {company.name}
          </p>
        )}
        {house !== undefined && (
          <p>
            <input type="hidden" name="known" value={house.id} />
            {t("feedback.aboutHouse")} <span lang="ru">{house.address}</span>
          </p>
        )}
        {house === undefined && (
          <Field
            form={form}
            name="address"
            label={t("feedback.house")}
            hint={t(company === undefined ? "feedback.houseHint" : "feedback.houseOptional")}
            autoComplete="address-line1"
            maxLength={200}
            isOptional
          />
        )}
        {page.houses.length > 0 && <Houses of={page} />}
        {company === undefined && house === undefined && <Companies of={page} />}
      </fieldset>
      <Area
        form={form}
        name="text"
        label={t("feedback.text")}
        hint={t("feedback.textHint")}
        maxLength={TEXT_MAX}
      />
      <Files form={form} />
      <Field form={form} name="name" label={t("feedback.name")} autoComplete="name" maxLength={200} />
      <Field
        form={form}
        name="email"
        label={t("feedback.email")}
        hint={t("feedback.contactHint")}
        type="email"
        autoComplete="email"
        maxLength={200}
        isOptional
      />
      <Field
        form={form}
        name="phone"
        label={t("feedback.phone")}
        type="tel"
        autoComplete="tel"
        maxLength={40}
        isOptional
      />
      <p className="trap" aria-hidden="true">
        <label>
          {t("feedback.trap")} <input name="website" tabIndex={-1} autoComplete="off" />
        </label>
      </p>
      <div>
        {consentWrong !== undefined && <span className="error">{consentWrong}</span>}
        <label className="check">
          <input type="checkbox" id="consent" name="consent" value="yes" required />
          <span>
            {t("feedback.consent")} <a href="/privacy">{t("feedback.privacy")}</a>
          </span>
        </label>
        <label className="check">
          <input
            type="checkbox"
            name="publish"
            value="yes"
            defaultChecked={form.typed["publish"] === "yes"}
          />
          <span>{t("feedback.publish")}</span>
        </label>
      </div>
      <button className="button large wide" type="submit">
        {t("feedback.send")}
      </button>
    </form>
  );
}

/** Houses that may be meant by what was typed. */
function Houses({ of }: { readonly of: FeedbackPage }) {
  const { t } = useWords();
  return (
    <fieldset className="group">
      <legend>{t("feedback.whichHouse")}</legend>
      {of.houses.map(({ id, address, company }) => (
        <label className="choice" key={id}>
          <input
            type="radio"
            name="house"
            value={id}
            defaultChecked={of.form.typed["house"] === String(id)}
          />
          <span lang="ru">
            <b>{address}</b>
            <small>{company}</small>
          </span>
        </label>
      ))}
    </fieldset>
  );
}

function Companies({ of }: { readonly of: FeedbackPage }) {
  const { t } = useWords();
  return (
    <div className="field">
      <label htmlFor="company">{t("feedback.company")}</label>
      <select className="input" id="company" name="company" defaultValue={of.form.typed["company"]}>
        <option value="">{t("feedback.companyByHouse")}</option>
        {of.companies.map(({ id, name }) => (
          <option key={id} value={id} lang="ru">
            {name}
          </option>
        ))}
      </select>
    </div>
  );
}

/** What the company answered others, who agreed that everybody may read it. */
function Answers({ page: { answers } }: { readonly page: FeedbackPage }) {
  const { t, f } = useWords();
  return (
    <section className="section" aria-labelledby="answers">
      <div className="section-head">
        <h2 id="answers">{t("feedback.answers")}</h2>
      </div>
      {answers.length === 0 ? (
        <p className="second">{t("feedback.noAnswers")}</p>
      ) : (
        <ul className="stack">
          {answers.map((one) => (
            <li className="card stack" key={one.number}>
              <p className="second small">
                {t(`feedback.kind.${one.kind}`)}, {f.day(one.receivedOn)}
              </p>
              <h3 className="typed" lang="ru">
                {one.question}
              </h3>
              <p className="typed" lang="ru">
                {one.answer}
              </p>
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}

/** Where a message from the portal is answered; first its code is asked for. */
export function FeedbackCase({
  page,
  frame,
}: {
  readonly page: FeedbackCasePage;
  readonly frame: SiteFrame;
}) {
  const { t } = useWords();
  const home = `/${frame.city.slug}`;
  const here = `${home}/feedback/${page.number}`;
  const shown = page.case;
  if (shown === undefined)
    return (
      <Question title={t("feedback.number", { number: page.number })} lead={t("feedback.codeAbout")}>
        <form className="form" method="post" action={here}>
          <ErrorSummary form={page.form} />
          <Field form={page.form} name="code" label={t("feedback.code")} autoComplete="off" maxLength={40} />
          <button className="button wide" type="submit">
            {t("feedback.open")}
          </button>
        </form>
      </Question>
    );
  return (
    <div className="wrap narrow">
      <Crumbs
        of={[
          { href: home, name: frame.city.name, isRussian: true },
          { href: `${home}/feedback`, name: t("feedback.title"), isRussian: false },
          { href: here, name: t("feedback.number", { number: page.number }), isRussian: false },
        ]}
      />
      <div className="head">
        <h1>
          {t(`feedback.kind.${shown.kind}`)} {t("feedback.number", { number: page.number })}
        </h1>
        <p>
          <CaseState of={shown} />
        </p>
      </div>
      {page.code !== undefined && <Kept page={page} code={page.code} />}
      <CaseThread of={shown} action={here} form={page.form} />
    </div>
  );
}

/** Shown once after sending: the number and the code by which the answer is read. */
function Kept({ page, code }: { readonly page: FeedbackCasePage; readonly code: string }) {
  const { t, f } = useWords();
  const due = page.case?.due;
  return (
    <div className="notice ok kept" role="status">
      <h2>{t("feedback.taken")}</h2>
      <p>{due === undefined ? t("feedback.takenNoDue") : t("feedback.takenDue", { day: f.day(due.on) })}</p>
      <dl className="facts">
        <div>
          <dt>{t("feedback.yourNumber")}</dt>
          <dd>
            <b className="number">{page.number}</b>
          </dd>
        </div>
        <div>
          <dt>{t("feedback.code")}</dt>
          <dd>
            <b className="number">{code}</b>
          </dd>
        </div>
      </dl>
      <p>{t("feedback.keep")}</p>
    </div>
  );
}
