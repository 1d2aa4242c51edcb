import { type ReactNode, useState } from "react";
import { api, troubleOf } from "../../api/client.ts";
import { paths } from "../../paths.ts";
import { useWork } from "../../shell/context.ts";
import { Go } from "../../shell/Go.tsx";
import { Button } from "../../ui/Button.tsx";
import { Form } from "../../ui/Form.tsx";
import { useFormats } from "../../ui/formats.ts";
import { Refusal } from "../../ui/Refusal.tsx";
import { Select } from "../../ui/Select.tsx";
import { TextInput } from "../../ui/TextInput.tsx";
import { useT } from "../../words/words.ts";
import styles from "./inbox.module.css";
import { type CaseCard, useDeed } from "./queries.ts";

/** Beside a case: by when and by what law, who asks, their account, who deals with it, what came of it. */
export function CaseAside({ of }: { of: CaseCard }) {
  const t = useT();
  const { day } = useFormats();
  return (
    <aside className={styles["aside"]} aria-label={t("inbox.facts")}>
      <dl className={styles["facts"]}>
        <Fact name={t("inbox.received")}>{day(of.receivedOn)}</Fact>
        {of.dueOn === undefined ? null : (
          <Fact name={t("inbox.due")}>
            {day(of.dueOn)} <span className="label t2">{of.basis}</span>
          </Fact>
        )}
        {of.answeredOn === undefined ? null : <Fact name={t("inbox.answered")}>{day(of.answeredOn)}</Fact>}
        <Fact name={t("inbox.author")}>{of.authorName || "—"}</Fact>
        {of.phone === "" ? null : <Fact name={t("inbox.phone")}>{of.phone}</Fact>}
        {of.email === "" ? null : <Fact name={t("inbox.email")}>{of.email}</Fact>}
        {of.continues === undefined ? null : (
          <Fact name={t("inbox.continues")}>
            <Go to={paths.case(of.continues)}>№ {of.continues}</Go>
          </Fact>
        )}
      </dl>
      <Account of={of} />
      <Assignee of={of} />
      <Links of={of} />
      {of.mayPublish ? <Publication of={of} /> : null}
    </aside>
  );
}

function Fact({ name, children }: { name: string; children: ReactNode }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}

function Account({ of }: { of: CaseCard }) {
  const t = useT();
  const { money, period } = useFormats();
  const { account, context, line } = of;
  if (account === undefined)
    return of.address === "" ? null : (
      <section>
        <h2>{t("inbox.house")}</h2>
        <p>{of.address}</p>
      </section>
    );
  return (
    <section>
      <h2>
        <Go to={paths.account(account)}>{t("inbox.accountOf", { number: account })}</Go>
      </h2>
      {context ? (
        <dl className={styles["facts"]}>
          <Fact name={t("inbox.holder")}>{context.holder}</Fact>
          <Fact name={t("inbox.address")}>{context.premises}</Fact>
          <Fact name={t("inbox.owed")}>{money(context.owed)}&nbsp;₽</Fact>
          <Fact name={t("inbox.overdue")}>{money(context.overdue)}&nbsp;₽</Fact>
        </dl>
      ) : null}
      {line ? (
        <p>
          <Go to={paths.explanation(account, line.period, line.serviceCode)}>
            {t("inbox.line", { service: line.service, period: period(line.period) })}
          </Go>
        </p>
      ) : null}
    </section>
  );
}

function Assignee({ of }: { of: CaseCard }) {
  const t = useT();
  const { may, signedIn } = useWork();
  const assign = useDeed((user: number | null) =>
    api.put<unknown>(`/api/inbox/${of.number}/assignee`, { body: { user } }),
  );
  const refusal = troubleOf(assign.error);
  const self = of.people.find(({ id }) => id === signedIn.user.id);
  const mayNot = !may("messages.answer") || of.state === "closed";
  return (
    <section>
      <h2>{t("inbox.assigned")}</h2>
      {refusal ? <Refusal of={refusal} /> : null}
      <Select
        label={t("inbox.assignee")}
        name="assignee"
        placeholder={t("inbox.nobody")}
        disabledReason={mayNot ? t("inbox.mayNotAssign") : undefined}
        value={of.assignee === undefined ? undefined : String(of.assignee)}
        onChange={(value) => assign.mutate(value === undefined ? null : Number(value))}
        options={of.people.map(({ id, name }) => ({ value: String(id), label: name }))}
      />
      {self && self.id !== of.assignee && !mayNot ? (
        <Button kind="ghost" pending={assign.isPending} onClick={() => assign.mutate(self.id)}>
          {t("inbox.takeMyself")}
        </Button>
      ) : null}
    </section>
  );
}

/** Proposals of recalculation and a dispute that came of the case; proposals are made on the account's card. */
function Links({ of }: { of: CaseCard }) {
  const t = useT();
  const { day } = useFormats();
  const { may } = useWork();
  const [chosen, setChosen] = useState<string>();
  const link = useDeed((body: { kind: string; reference: number }) =>
    api.post<unknown>(`/api/inbox/${of.number}/links`, { body }),
  );
  const refusal = troubleOf(link.error);
  const isLinked = (kind: string, reference: number): boolean =>
    of.links.some((one) => one.kind === kind && one.reference === reference);
  const free = of.proposals.filter(({ kind, reference }) => !isLinked(kind, reference));
  const named = (kind: string, reference: number): string => {
    const found = of.proposals.find((one) => one.kind === kind && one.reference === reference);
    return found ? `${day(found.from)}, ${found.what}` : `№ ${reference}`;
  };
  return (
    <section>
      <h2>{t("inbox.links")}</h2>
      <ul className={styles["links"]}>
        {of.links.map(({ kind, reference }) => (
          <li key={`${kind}${reference}`}>
            {kind === "dispute" ? (
              <Go to={paths.case(reference)}>{t("inbox.link.dispute", { number: reference })}</Go>
            ) : (
              t(`inbox.link.${kind}`, { what: named(kind, reference) })
            )}
          </li>
        ))}
      </ul>
      {of.account === undefined ? null : (
        <p>
          <Go to={paths.account(of.account, { tab: "people", panel: "absence" })}>{t("inbox.propose")}</Go>
        </p>
      )}
      {refusal ? <Refusal of={refusal} /> : null}
      {free.length > 0 && may("messages.answer") ? (
        <>
          <Select
            label={t("inbox.proposal")}
            name="proposal"
            placeholder={t("inbox.chooseProposal")}
            value={chosen}
            onChange={setChosen}
            options={free.map(({ kind, reference }) => ({
              value: `${kind}:${reference}`,
              label: t(`inbox.link.${kind}`, { what: named(kind, reference) }),
            }))}
          />
          <Button
            pending={link.isPending}
            disabledReason={chosen === undefined ? t("inbox.chooseProposal") : undefined}
            onClick={() => {
              const [kind = "", reference] = (chosen ?? "").split(":");
              link.mutate({ kind, reference: Number(reference) }, { onSuccess: () => setChosen(undefined) });
            }}
          >
            {t("inbox.linkIt")}
          </Button>
        </>
      ) : null}
    </section>
  );
}

/** Question and answer for everybody, written so that they name nobody. */
function Publication({ of }: { of: CaseCard }) {
  const t = useT();
  const { day } = useFormats();
  const { may } = useWork();
  const path = `/api/inbox/${of.number}/publication`;
  const [words, setWords] = useState<{ question: string; answer: string }>();
  const publish = useDeed((body: { question: string; answer: string }) => api.put<unknown>(path, { body }));
  const takeBack = useDeed(() => api.delete<unknown>(path));
  const first = of.texts.find(({ author }) => author === "applicant")?.text ?? "";
  const last = of.texts.findLast(({ author }) => author === "staff")?.text ?? "";
  return (
    <section>
      <h2>{t("inbox.publication")}</h2>
      {of.published ? (
        <>
          <p>{t("inbox.publishedOn", { day: day(of.published.on) })}</p>
          <Button pending={takeBack.isPending} onClick={() => takeBack.mutate(undefined)}>
            {t("inbox.takeBack")}
          </Button>
        </>
      ) : words === undefined ? (
        <Button
          disabledReason={
            !may("messages.answer")
              ? t("inbox.mayNot")
              : of.answeredOn === undefined
                ? t("inbox.answerFirst")
                : undefined
          }
          onClick={() => setWords({ question: first, answer: last })}
        >
          {t("inbox.publish")}
        </Button>
      ) : (
        <Form
          pending={publish.isPending}
          refusal={troubleOf(publish.error)}
          submitLabel={t("inbox.publishIt")}
          onCancel={() => setWords(undefined)}
          onSubmit={() => publish.mutate(words, { onSuccess: () => setWords(undefined) })}
        >
          <p className="label t2">{t("inbox.nameNobody")}</p>
          <TextInput
            label={t("inbox.question")}
            name="question"
            required
            rows={4}
            lengthMax={8000}
            value={words.question}
            onChange={(question) => setWords({ ...words, question })}
          />
          <TextInput
            label={t("inbox.answer")}
            name="publishedAnswer"
            required
            rows={4}
            lengthMax={8000}
            value={words.answer}
            onChange={(answer) => setWords({ ...words, answer })}
          />
        </Form>
      )}
    </section>
  );
}
