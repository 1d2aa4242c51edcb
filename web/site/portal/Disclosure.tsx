import type {
  CompanyDisclosurePage,
  DisclosedField,
  DisclosedForm,
  DisclosureChangesPage,
  HouseDisclosurePage,
} from "../../../src/flows/portal-pages-contract.ts";
import type { SiteFrame } from "../../../src/flows/site-contract.ts";
import { useWords, type Words } from "../words/words.ts";
import { CompanyHead } from "./CompanyHead.tsx";
import { Crumbs } from "./parts.tsx";

const nameOf = (of: { readonly nameRu: string; readonly nameEn: string }, { language }: Words): string =>
  language === "ru" ? of.nameRu : of.nameEn;

/** A company's forms with how complete they are; or one form with its fields. */
export function CompanyDisclosure({
  page,
  frame,
}: {
  readonly page: CompanyDisclosurePage;
  readonly frame: SiteFrame;
}) {
  const words = useWords();
  const { t } = words;
  const own = `/${frame.city.slug}/c/${page.company.slug}`;
  const { form } = page;
  return (
    <>
      <CompanyHead
        company={page.company}
        houses={page.houses}
        site={page.site}
        frame={frame}
        tab="disclosure"
        under={[
          { href: `${own}/disclosure`, name: t("portal.sheet.disclosure"), isRussian: false },
          ...(form
            ? [{ href: `${own}/disclosure/${form.code}`, name: formTitle(form, words), isRussian: false }]
            : []),
        ]}
      />
      <div className="wrap section">
        <h1 className="sheet-title">{form ? formTitle(form, words) : t("portal.sheet.disclosure")}</h1>
        <Basis basis={page.basis} />
        <Years page={page} at={form ? `${own}/disclosure/${form.code}` : `${own}/disclosure`} />
        {form ? (
          <section className="card" aria-label={formTitle(form, words)}>
            <Fields form={form} below={`${own}/`} />
          </section>
        ) : (
          <>
            <FormTable page={page} own={own} />
            <p>
              <a className="go" href={`${own}/houses`}>
                {t("portal.formsOfHouses")}
              </a>
            </p>
            <p>
              <a className="go" href={`${own}/disclosure/changes`}>
                {t("portal.changes")}
              </a>
            </p>
          </>
        )}
      </div>
    </>
  );
}

/** All forms of one house on one page. */
export function HouseDisclosure({
  page,
  frame,
}: {
  readonly page: HouseDisclosurePage;
  readonly frame: SiteFrame;
}) {
  const words = useWords();
  const { t } = words;
  const home = `/${frame.city.slug}`;
  const own = `${home}/house/${page.house.id}`;
  return (
    <div className="wrap">
      <Crumbs
        of={[
          { href: home, name: frame.city.name, isRussian: true },
          { href: own, name: page.house.address, isRussian: true },
          { href: `${own}/disclosure`, name: t("portal.sheet.disclosure"), isRussian: false },
        ]}
      />
      <div className="head">
        <h1>{t("portal.houseForms", { address: page.house.address })}</h1>
        <p className="lead">
          <a href={`${home}/c/${page.company.slug}`} lang="ru">
            {page.company.name}
          </a>
        </p>
      </div>
      <Basis basis={page.basis} />
      <Years page={page} at={`${own}/disclosure`} />
      {page.forms.map((form) => (
        <section key={form.code} className="card section" aria-labelledby={`form-${form.code}`}>
          <h2 id={`form-${form.code}`}>{formTitle(form, words)}</h2>
          <p className="second">{completeness(form, words)}</p>
          <Fields form={form} below={own} />
        </section>
      ))}
    </div>
  );
}

/** What the company stated in the forms, and when: what it says now beside what it said before. */
export function DisclosureChanges({
  page,
  frame,
}: {
  readonly page: DisclosureChangesPage;
  readonly frame: SiteFrame;
}) {
  const words = useWords();
  const { t } = words;
  const home = `/${frame.city.slug}`;
  const own = `${home}/c/${page.company.slug}`;
  return (
    <>
      <CompanyHead
        company={page.company}
        houses={page.houses}
        site={page.site}
        frame={frame}
        tab="disclosure"
        under={[
          { href: `${own}/disclosure`, name: t("portal.sheet.disclosure"), isRussian: false },
          { href: `${own}/disclosure/changes`, name: t("portal.changes"), isRussian: false },
        ]}
      />
      <div className="wrap section">
        <h1 className="sheet-title">{t("portal.changes")}</h1>
        <p className="second">{t("portal.changesAbout")}</p>
        <section className="card section" aria-label={t("portal.changes")}>
          {page.changes.length === 0 ? (
            <p className="second">{t("portal.changesNone")}</p>
          ) : (
            <ChangeTable page={page} home={home} />
          )}
        </section>
        {page.hasMore && <p className="second">{t("portal.changesMore", { count: page.changes.length })}</p>}
      </div>
    </>
  );
}

function ChangeTable({ page, home }: { readonly page: DisclosureChangesPage; readonly home: string }) {
  const words = useWords();
  const { t, f } = words;
  const said = (value: string | undefined) =>
    value === undefined ? (
      <span className="second">{t("portal.notStated")}</span>
    ) : (
      <span lang="ru">{value}</span>
    );
  return (
    <table className="fold">
      <thead>
        <tr>
          <th scope="col">{t("portal.changedField")}</th>
          <th scope="col">{t("portal.changedDay")}</th>
          <th scope="col">{t("portal.changedBefore")}</th>
          <th scope="col">{t("portal.changedNow")}</th>
        </tr>
      </thead>
      <tbody>
        {page.changes.map((one, at) => (
          // Two statements of a field on one day differ in their place alone.
          <tr key={`${one.day} ${one.year} ${one.form} ${one.nameRu} ${one.house?.id ?? 0} ${at}`}>
            <th scope="row">
              {t("portal.changedWhat", { code: one.form, name: nameOf(one, words), year: String(one.year) })}
              {one.house && (
                <>
                  {", "}
                  <a href={`${home}/house/${one.house.id}/disclosure?year=${one.year}`} lang="ru">
                    {one.house.address}
                  </a>
                </>
              )}
            </th>
            <td data-label={t("portal.changedDay")}>{f.day(one.day)}</td>
            <td data-label={t("portal.changedBefore")}>{said(one.before)}</td>
            <td data-label={t("portal.changedNow")}>{said(one.value)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

const formTitle = (form: DisclosedForm, words: Words): string =>
  words.t("portal.form", { code: form.code, name: nameOf(form, words) });

const completeness = ({ stated, fields }: DisclosedForm, { t }: Words): string =>
  t("portal.complete", { stated, of: fields.length });

function Basis({ basis }: { readonly basis: string }) {
  const { t } = useWords();
  return (
    <p className="second">
      {t("portal.formsBy")} <span lang="ru">{basis}</span>
    </p>
  );
}

function Years({
  page,
  at,
}: {
  readonly page: Pick<CompanyDisclosurePage, "year" | "years">;
  readonly at: string;
}) {
  const { t } = useWords();
  return (
    <nav className="row" aria-label={t("portal.year")}>
      {page.years.map((year) => (
        <a
          key={year}
          className="go"
          href={`${at}?year=${year}`}
          aria-current={year === page.year ? "true" : undefined}
        >
          {year}
        </a>
      ))}
    </nav>
  );
}

function FormTable({ page, own }: { readonly page: CompanyDisclosurePage; readonly own: string }) {
  const words = useWords();
  const { t, f } = words;
  return (
    <section className="card section" aria-label={t("portal.forms")}>
      <table className="fold">
        <thead>
          <tr>
            <th scope="col">{t("portal.formName")}</th>
            <th scope="col">{t("portal.completeness")}</th>
            <th scope="col">{t("portal.due")}</th>
          </tr>
        </thead>
        <tbody>
          {page.forms.map((form) => (
            <tr key={form.code}>
              <th scope="row">
                <a href={`${own}/disclosure/${form.code}?year=${page.year}`}>{formTitle(form, words)}</a>
              </th>
              <td data-label={t("portal.completeness")}>{completeness(form, words)}</td>
              <td data-label={t("portal.due")}>
                {form.due === undefined ? t("portal.dueAtChange") : f.day(form.due)}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

function Fields({ form, below }: { readonly form: DisclosedForm; readonly below: string }) {
  const words = useWords();
  const { t, f } = words;
  return (
    <dl className="facts">
      {form.fields.map((field) => (
        <div key={field.code}>
          <dt>{nameOf(field, words)}</dt>
          <dd>
            {field.value === undefined ? (
              <span className="second">{t("portal.notStated")}</span>
            ) : (
              <Value of={field.value} below={below} />
            )}
            {field.source === "company" && field.statedOn !== undefined && (
              <small className="second"> {t("portal.statedBy", { day: f.day(field.statedOn) })}</small>
            )}
          </dd>
        </div>
      ))}
    </dl>
  );
}

function Value({ of, below }: { readonly of: NonNullable<DisclosedField["value"]>; readonly below: string }) {
  const { t, f } = useWords();
  switch (of.is) {
    case "text":
      return <span lang="ru">{of.text}</span>;
    case "count":
      return <>{f.count(of.count)}</>;
    case "area":
      return <>{`${f.quantity(of.area)} ${t("portal.unit.m2")}`}</>;
    case "money":
      return <>{`${f.money(of.kopecks)} ₽`}</>;
    case "rate":
      return <>{`${f.quantity(of.price, 2)} ₽ / ${t("portal.unit.m2")}`}</>;
    case "day":
      return <>{f.day(of.day)}</>;
    case "yes":
      return <>{t(of.yes ? "portal.yes" : "portal.no")}</>;
    case "hotWater":
      return <>{t(`portal.hotWater.${of.from}`)}</>;
    case "page":
      return <a href={`${below}${of.href}`}>{t("portal.listed", { count: of.count })}</a>;
  }
}
