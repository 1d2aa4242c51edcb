import type { ReactNode } from "react";
import type { CaseShown, FeedbackKind } from "../../../src/flows/feedback-contract.ts";
import type { FormState } from "../../../src/flows/resident-pages-contract.ts";
import { useWords } from "../words/words.ts";
import { Area, ErrorSummary, Files } from "./Form.tsx";

const KINDS: readonly FeedbackKind[] = [
  "question",
  "complaint",
  "quality",
  "dispute",
  "suggestion",
  "thanks",
];
export const TEXT_MAX = 8000;

/** What it is that is written. */
export function KindChoice({
  chosen,
  of = KINDS,
}: {
  readonly chosen: string | undefined;
  readonly of?: readonly FeedbackKind[];
}) {
  const { t } = useWords();
  const present = of.find((kind) => kind === chosen) ?? of[0];
  return (
    <fieldset className="group kinds">
      <legend>{t("feedback.kind")}</legend>
      {of.map((kind) => (
        <label className="choice" key={kind}>
          <input type="radio" name="kind" value={kind} defaultChecked={kind === present} />
          <span>
            <b>{t(`feedback.kind.${kind}`)}</b>
          </span>
        </label>
      ))}
    </fieldset>
  );
}

/** How far a case is, and by when it is answered. */
export function CaseState({ of }: { readonly of: Pick<CaseShown, "state" | "due"> }) {
  const { t, f } = useWords();
  const { state, due } = of;
  if (state === "answered" || state === "closed")
    return <span className={`pill${state === "answered" ? " ok" : ""}`}>{t(`feedback.state.${state}`)}</span>;
  if (due === undefined) return <span className="pill info">{t(`feedback.state.${state}`)}</span>;
  return (
    <span className={`pill ${due.daysLeft < 0 ? "debt" : due.daysLeft <= 2 ? "warn" : "info"}`}>
      {t(due.daysLeft < 0 ? "feedback.late" : "feedback.dueBy", { day: f.day(due.on) })}
    </span>
  );
}

/** What is known of a case, its texts in their order, and a field for one more. */
export function CaseThread({
  of,
  action,
  form,
  account,
}: {
  readonly of: CaseShown;
  /** Where a further text is posted; files are below it. */
  readonly action: string;
  readonly form: FormState;
  /** The account in the private account. */
  readonly account?: string;
}) {
  const { t, f } = useWords();
  return (
    <div className="stack">
      <section className="card" aria-label={t("feedback.facts")}>
        <dl className="facts">
          <Fact name={t("feedback.to")}>
            <span lang="ru">{of.company}</span>
          </Fact>
          <Fact name={t("feedback.received")}>{f.day(of.receivedOn)}</Fact>
          {of.answeredOn !== undefined && <Fact name={t("feedback.answered")}>{f.day(of.answeredOn)}</Fact>}
          {of.due !== undefined && of.answeredOn === undefined && (
            <Fact name={t("feedback.due")}>
              {f.day(of.due.on)}{" "}
              <span className="second small" lang="ru">
                {of.due.basis}
              </span>
            </Fact>
          )}
          {of.line !== undefined && (
            <Fact name={t("feedback.line")}>
              {of.line.service}, {f.period(of.line.period)}
            </Fact>
          )}
          {of.continues !== undefined && (
            <Fact name={t("feedback.continues")}>{t("feedback.number", { number: of.continues })}</Fact>
          )}
        </dl>
      </section>
      <ol className="texts">
        {of.texts.map((text) => (
          <li key={text.id} className={text.isOwn ? "card own-text" : "card"}>
            <p className="second small">
              {text.isOwn ? t("feedback.you") : <span lang="ru">{of.company}</span>},{" "}
              <time dateTime={text.at}>{f.instant(text.at)}</time>
            </p>
            <p className="typed">{text.text}</p>
            {text.files.length > 0 && (
              <ul className="row" aria-label={t("feedback.filesOf")}>
                {text.files.map((file) => (
                  <li key={file.id}>
                    <a className="go" href={`${action}/files/${file.id}`} download>
                      {file.name}
                    </a>
                  </li>
                ))}
              </ul>
            )}
          </li>
        ))}
      </ol>
      {of.state !== "closed" && (
        <form className="card form" method="post" action={action} encType="multipart/form-data">
          <ErrorSummary form={form} />
          {account !== undefined && <input type="hidden" name="account" value={account} />}
          <Area form={form} name="text" label={t("feedback.add")} maxLength={TEXT_MAX} />
          <Files form={form} />
          <button className="button wide" type="submit">
            {t("feedback.send")}
          </button>
        </form>
      )}
    </div>
  );
}

function Fact({ name, children }: { readonly name: string; readonly children: ReactNode }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}
