import { useParams } from "@tanstack/react-router";
import { api, troubleOf } from "../../api/client.ts";
import { paths } from "../../paths.ts";
import { useWork } from "../../shell/context.ts";
import { Go, useGo } from "../../shell/Go.tsx";
import { Button } from "../../ui/Button.tsx";
import { useFormats } from "../../ui/formats.ts";
import { Page } from "../../ui/Page.tsx";
import { Refusal } from "../../ui/Refusal.tsx";
import { ErrorState, LoadingRows } from "../../ui/States.tsx";
import { toast } from "../../ui/toast.ts";
import { useT } from "../../words/words.ts";
import { AnswerForm } from "./AnswerForm.tsx";
import { CaseAside } from "./CaseAside.tsx";
import { Clock } from "./Clock.tsx";
import styles from "./inbox.module.css";
import { type CaseCard, useCase, useDeed } from "./queries.ts";

/** One case: what was written, the answer, and what is known of who asks. */
export function CasePage() {
  const t = useT();
  const { number = "" } = useParams({ strict: false });
  const found = useCase(number);
  const trouble = troubleOf(found.error);
  const of = found.data;
  return (
    <Page
      title={of ? t("inbox.case", { kind: t(`inbox.kind.${of.kind}`), number: of.number }) : t("inbox.title")}
      crumbs={<Go to={paths.inbox()}>{t("inbox.title")}</Go>}
      subtitle={of ? `${of.organization} · ${t(`inbox.origin.${of.origin}`)}` : undefined}
      marks={of ? <Clock of={of} /> : undefined}
      actions={of ? <Deeds of={of} /> : undefined}
    >
      {trouble ? (
        <ErrorState of={trouble} onRetry={() => void found.refetch()} />
      ) : of ? (
        <div className={styles["case"]}>
          <div className={styles["thread"]}>
            <Texts of={of} />
            <AnswerForm key={of.number} of={of} />
          </div>
          <CaseAside of={of} />
        </div>
      ) : (
        <LoadingRows rows={10} columns={2} />
      )}
    </Page>
  );
}

function Deeds({ of }: { of: CaseCard }) {
  const t = useT();
  const go = useGo();
  const { may } = useWork();
  const path = `/api/inbox/${of.number}`;
  const dispute = useDeed(() => api.post<{ number: number }>(`${path}/dispute`, {}));
  const close = useDeed(() => api.post<unknown>(`${path}/closing`, {}));
  const refusal = troubleOf(close.error ?? dispute.error);
  if (!may("messages.answer") || of.state === "closed") return null;
  const isOwed = of.dueOn !== undefined && of.answeredOn === undefined;
  const hasDispute = of.kind === "dispute" || of.links.some(({ kind }) => kind === "dispute");
  return (
    <>
      {refusal ? <Refusal of={refusal} /> : null}
      <Button
        pending={dispute.isPending}
        disabledReason={hasDispute ? t("inbox.isDispute") : undefined}
        onClick={() =>
          dispute.mutate(undefined, {
            onSuccess: ({ number }) => {
              toast({ kind: "ok", text: t("inbox.disputed", { number }) });
              go(paths.case(number));
            },
          })
        }
      >
        {t("inbox.dispute")}
      </Button>
      <Button
        pending={close.isPending}
        disabledReason={isOwed ? t("inbox.answerFirst") : undefined}
        onClick={() => close.mutate(undefined, { onSuccess: () => go(paths.inbox()) })}
      >
        {t("inbox.close")}
      </Button>
    </>
  );
}

function Texts({ of }: { of: CaseCard }) {
  const t = useT();
  const { instant } = useFormats();
  return (
    <ol className={styles["texts"]} aria-label={t("inbox.texts")}>
      {of.texts.map((one) => (
        <li key={one.id} data-author={one.author}>
          <p className="label t2">
            {one.author === "applicant"
              ? of.authorName || t("inbox.applicant")
              : t(one.author === "note" ? "inbox.noteOf" : "inbox.answerOf", { name: one.name })}
            {" · "}
            {instant(one.writtenAt)}
          </p>
          <p className={styles["typed"]}>{one.text}</p>
          {one.files.length > 0 ? (
            <ul className={styles["files"]} aria-label={t("inbox.files")}>
              {one.files.map((file) => {
                const href = `/api/inbox/${of.number}/files/${file.id}`;
                return (
                  <li key={file.id}>
                    <a href={href} {...(file.mediaType === "application/pdf" ? { download: file.name } : {})}>
                      {file.mediaType === "application/pdf" ? null : <img src={href} alt="" loading="lazy" />}
                      {file.name}
                    </a>
                  </li>
                );
              })}
            </ul>
          ) : null}
        </li>
      ))}
    </ol>
  );
}
