import { IconCircleCheck, IconShieldCheck } from "@tabler/icons-react";
import type { CheckedCertificate, CheckPage } from "../../src/flows/certificates-contract.ts";
import { nameOf } from "./account/Documents.tsx";
import { ErrorSummary, Field } from "./kit/Form.tsx";
import { Icon } from "./kit/Icon.tsx";
import { useWords } from "./words/words.ts";

/** Whether a certificate was given by the center: for whoever is shown one. */
export function Check({ page: { form, found } }: { readonly page: CheckPage }) {
  const { t } = useWords();
  return (
    <div className="wrap">
      <div className="head">
        <h1>{t("paper.checkTitle")}</h1>
        <p className="lead">{t("paper.checkLead")}</p>
      </div>
      <div className="columns aside">
        <div className="stack">
          <ErrorSummary form={form} />
          {found && <Found of={found} />}
          <form className="card form" action="/check">
            <h2>{t(found ? "paper.checkOther" : "paper.checkWhich")}</h2>
            <Field
              form={form}
              name="number"
              label={t("paper.number")}
              hint={t("paper.numberHint")}
              autoComplete="off"
              maxLength={40}
            />
            <Field
              form={form}
              name="code"
              label={t("paper.code")}
              hint={t("paper.codeHint")}
              autoComplete="off"
              maxLength={40}
            />
            <button className="button large wide" type="submit">
              {t("paper.check")}
            </button>
          </form>
        </div>
        <aside>
          <section className="notice info" aria-labelledby="shown">
            <Icon of={IconShieldCheck} />
            <h2 id="shown">{t("paper.shown")}</h2>
            <p className="small">{t("paper.shownAbout")}</p>
          </section>
        </aside>
      </div>
    </div>
  );
}

function Found({ of }: { readonly of: CheckedCertificate }) {
  const words = useWords();
  const { t, f } = words;
  const roubles = (amount: bigint): string => `${f.money(amount)}\u00a0₽`;
  const facts: readonly (readonly [string, string, boolean])[] = [
    [t("paper.what"), nameOf(of, words), false],
    [t("paper.onDay"), f.day(of.issuedOn), false],
    [t("paper.company"), of.company, true],
    [t("paper.account"), of.account, false],
    [t("paper.address"), of.address, true],
    [t(`paper.sum.${of.kind}`), roubles(of.kind === "no_debt" ? of.overdue : of.amount), false],
    ...(of.kind === "state" ? [[t("paper.overdue"), roubles(of.overdue), false] as const] : []),
  ];
  return (
    <section className="card" aria-labelledby="found">
      <p className="notice ok" role="status">
        <Icon of={IconCircleCheck} />
        <b id="found">{t("paper.found", { number: of.number })}</b>
      </p>
      <dl className="facts">
        {facts.map(
          ([name, value, isRussian]) =>
            value !== "" && (
              <div key={name}>
                <dt>{name}</dt>
                <dd lang={isRussian ? "ru" : undefined}>{value}</dd>
              </div>
            ),
        )}
      </dl>
      <p className="second small">{t("paper.compare")}</p>
    </section>
  );
}
