import { IconMessagePlus } from "@tabler/icons-react";
import type {
  MessagePage,
  MessagesPage,
  NewMessagePage,
} from "../../../src/flows/private-messages-contract.ts";
import { CaseState, CaseThread, KindChoice, TEXT_MAX } from "../kit/Case.tsx";
import { Area, ErrorSummary, Files } from "../kit/Form.tsx";
import { Icon } from "../kit/Icon.tsx";
import { useWords } from "../words/words.ts";

/** What was written to the company of this account, with how far each is. */
export function Messages({ page }: { readonly page: MessagesPage }) {
  const { t, f } = useWords();
  return (
    <>
      <div className="head">
        <h1>{t("feedback.messages")}</h1>
      </div>
      <div className="stack narrow">
        <a className="button wide" href="/lk/messages/new">
          <Icon of={IconMessagePlus} />
          {t("feedback.write")}
        </a>
        <section className="card" aria-label={t("feedback.messages")}>
          {page.cases.length === 0 ? (
            <p className="second">{t("feedback.none")}</p>
          ) : (
            <ul className="rows">
              {page.cases.map((one) => (
                <li key={one.number}>
                  <a className="line plain message" href={`/lk/messages/${one.number}`}>
                    <span>
                      <b>
                        {t(`feedback.kind.${one.kind}`)} {t("feedback.number", { number: one.number })}
                      </b>
                      <small>
                        {f.day(one.receivedOn)}. {one.beginning}
                      </small>
                    </span>
                    <CaseState of={one} />
                  </a>
                </li>
              ))}
            </ul>
          )}
        </section>
      </div>
    </>
  );
}

export function Message({ page }: { readonly page: MessagePage }) {
  const { t, f } = useWords();
  const shown = page.case;
  return (
    <>
      <div className="head">
        <a className="go" href="/lk/messages">
          {t("feedback.allMessages")}
        </a>
        <h1>
          {t(`feedback.kind.${shown.kind}`)} {t("feedback.number", { number: shown.number })}
        </h1>
        <p>
          <CaseState of={shown} />
        </p>
      </div>
      <div className="narrow stack">
        {page.isSent && (
          <p className="notice ok" role="status">
            {shown.due === undefined
              ? t("feedback.takenNoDue")
              : t("feedback.takenDue", { day: f.day(shown.due.on) })}
          </p>
        )}
        <CaseThread
          of={shown}
          action={`/lk/messages/${shown.number}`}
          form={page.form}
          account={page.around.number}
        />
      </div>
    </>
  );
}

export function NewMessage({ page }: { readonly page: NewMessagePage }) {
  const { t, f } = useWords();
  const { form, line, around } = page;
  return (
    <>
      <div className="head">
        <h1>{t(line === undefined ? "feedback.write" : "feedback.askLine")}</h1>
        {line !== undefined && (
          <p className="lead">
            {line.service}, {f.period(line.period)}
          </p>
        )}
      </div>
      <form className="card form narrow" method="post" action="/lk/messages" encType="multipart/form-data">
        <ErrorSummary form={form} />
        <input type="hidden" name="account" value={around.number} />
        {line !== undefined && (
          <>
            <input type="hidden" name="period" value={line.period} />
            <input type="hidden" name="service" value={line.code} />
          </>
        )}
        <KindChoice
          chosen={form.typed["kind"]}
          {...(line === undefined ? {} : { of: ["question", "dispute"] as const })}
        />
        <Area
          form={form}
          name="text"
          label={t("feedback.text")}
          hint={t("feedback.textHint")}
          maxLength={TEXT_MAX}
        />
        <Files form={form} />
        <label className="check">
          <input
            type="checkbox"
            name="publish"
            value="yes"
            defaultChecked={form.typed["publish"] === "yes"}
          />
          <span>{t("feedback.publish")}</span>
        </label>
        <button className="button large wide" type="submit">
          {t("feedback.send")}
        </button>
      </form>
    </>
  );
}
