import { IconCircleCheck, IconDownload, IconFileCertificate } from "@tabler/icons-react";
import type { CertificateLine, OwnDocumentsPage } from "../../../src/flows/certificates-contract.ts";
import { ErrorSummary } from "../kit/Form.tsx";
import { Icon } from "../kit/Icon.tsx";
import { useWords, type Words } from "../words/words.ts";

/** Certificates: ordered with one press, ready at once, kept in a list. */
export function Documents({ page }: { readonly page: OwnDocumentsPage }) {
  const words = useWords();
  const { t, f } = words;
  const made = page.certificates.find(({ number }) => number === page.made);
  return (
    <>
      <div className="head">
        <h1>{t("paper.title")}</h1>
        <p className="lead">{t("paper.about")}</p>
      </div>
      {made && (
        <section className="notice ok" role="status">
          <Icon of={IconCircleCheck} />
          <h2>{t("paper.made")}</h2>
          <p>
            <a href={`/lk/documents/${made.no}`}>{nameOf(made, words)}</a>
          </p>
        </section>
      )}
      <div className="columns half">
        <Order page={page} />
        <section className="card" aria-labelledby="given">
          <h2 id="given">{t("paper.given")}</h2>
          {page.certificates.length === 0 ? (
            <p className="second">{t("paper.none")}</p>
          ) : (
            <ul className="rows">
              {page.certificates.map((one) => (
                <li key={one.number}>
                  <a className="line" href={`/lk/documents/${one.no}`}>
                    <span className="tile">
                      <Icon of={IconFileCertificate} />
                    </span>
                    <span>
                      <b>{nameOf(one, words)}</b>
                      <small>{t("paper.numbered", { number: one.number, day: f.day(one.issuedOn) })}</small>
                    </span>
                    <Icon of={IconDownload} />
                  </a>
                </li>
              ))}
            </ul>
          )}
          <p className="second small">
            {t("paper.checkAbout")} <a href="/check">{t("paper.checkTitle")}</a>
          </p>
        </section>
      </div>
    </>
  );
}

function Order({ page: { around, form, years } }: { readonly page: OwnDocumentsPage }) {
  const { t } = useWords();
  const choices = [
    { value: "no_debt", name: t("paper.kind.no_debt"), about: t("paper.about.no_debt") },
    { value: "state", name: t("paper.kind.state"), about: t("paper.about.state") },
    ...(["payments", "charges"] as const).flatMap((kind) =>
      years.map((year) => ({
        value: `${kind}.${year}`,
        name: t(`paper.kind.${kind}`, { year: String(year) }),
        about: t(`paper.about.${kind}`),
      })),
    ),
  ];
  const chosen = form.typed["kind"] ?? "no_debt";
  return (
    <form className="card form" method="post" action="/lk/documents">
      <h2>{t("paper.order")}</h2>
      <ErrorSummary form={form} />
      <input type="hidden" name="account" value={around.number} />
      <fieldset className="group" id="kind">
        <legend>{t("paper.which")}</legend>
        {choices.map(({ value, name, about }) => (
          <label key={value} className="choice">
            <input type="radio" name="kind" value={value} defaultChecked={value === chosen} />
            <span>
              <b>{name}</b>
              <small>{about}</small>
            </span>
          </label>
        ))}
      </fieldset>
      <button className="button large wide" type="submit">
        {t("paper.make")}
      </button>
    </form>
  );
}

export const nameOf = ({ kind, year }: Pick<CertificateLine, "kind" | "year">, { t }: Words): string =>
  kind === "payments" || kind === "charges"
    ? t(`paper.kind.${kind}`, { year: String(year) })
    : t(`paper.kind.${kind}`);
