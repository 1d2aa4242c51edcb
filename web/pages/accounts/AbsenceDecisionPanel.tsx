import { useState } from "react";
import { troubleOf } from "../../api/client.ts";
import { useWork } from "../../shell/context.ts";
import { Button } from "../../ui/Button.tsx";
import { useFormats } from "../../ui/formats.ts";
import { Note } from "../../ui/Note.tsx";
import { useProblemText } from "../../ui/problem-text.ts";
import { SidePanel } from "../../ui/SidePanel.tsx";
import { ErrorState, LoadingRows } from "../../ui/States.tsx";
import { TextInput } from "../../ui/TextInput.tsx";
import { toast } from "../../ui/toast.ts";
import { useT } from "../../words/words.ts";
import { PaperLinks } from "../documents/PaperLinks.tsx";
import { usePapers } from "../documents/queries.ts";
import styles from "./account.module.css";
import {
  type Absence,
  type Card,
  type Proposal,
  useAbsenceProposal,
  useAbsences,
  useDecideAbsence,
} from "./queries.ts";

/** What an absence changes, month by month and service by service; then it is accepted, refused or withdrawn. */
export function AbsenceDecisionPanel({ card, no, onClose }: { card: Card; no: number; onClose: () => void }) {
  const t = useT();
  const { day } = useFormats();
  const absences = useAbsences(card.number);
  const absence = absences.data?.absences.find((one) => one.no === no);
  const papers = usePapers({ account: card.number }, absence ? [absence.document] : []);
  const trouble = troubleOf(absences.error);
  return (
    <SidePanel
      title={t("accounts.absence.panel")}
      subtitle={absence && `${day(absence.left)} – ${day(absence.returned)}`}
      onClose={onClose}
    >
      {trouble ? (
        <ErrorState of={trouble} onRetry={() => void absences.refetch()} />
      ) : absence ? (
        <>
          <p className="t2">
            {absence.document} <PaperLinks papers={papers} title={absence.document} />
          </p>
          {absence.state === "proposed" || absence.state === "accepted" ? <Sums card={card} no={no} /> : null}
          <Decision card={card} absence={absence} onClose={onClose} />
        </>
      ) : (
        <LoadingRows rows={6} columns={2} />
      )}
    </SidePanel>
  );
}

/** Nothing is written by looking. */
function Sums({ card, no }: { card: Card; no: number }) {
  const t = useT();
  const { money } = useFormats();
  const proposal = useAbsenceProposal(card.number, no);
  const trouble = troubleOf(proposal.error);
  if (trouble) return <ErrorState of={trouble} onRetry={() => void proposal.refetch()} />;
  if (!proposal.data) return <LoadingRows rows={4} columns={2} />;
  const { change, months } = proposal.data;
  return (
    <>
      <p className={styles["sentence"]}>
        {change === "0"
          ? t("accounts.absence.nothing")
          : t("accounts.absence.change", { amount: money(change) })}
      </p>
      {months.map((month) => (
        <Month key={month.period} month={month} />
      ))}
    </>
  );
}

function Month({ month }: { month: Proposal["months"][number] }) {
  const t = useT();
  const { money, period } = useFormats();
  return (
    <div className={styles["section"]}>
      <h3>{period(month.period)}</h3>
      <p className="label t3">
        {month.isCharged
          ? t("accounts.absence.bookedIn", { month: period(month.bookedIn) })
          : t("accounts.absence.withTheMonth")}
      </p>
      <table className={styles["table"]} aria-label={period(month.period)}>
        <thead>
          <tr>
            <th scope="col">{t("accounts.absence.service")}</th>
            <th scope="col" className={styles["n"]}>
              {t("accounts.absence.less")}
            </th>
          </tr>
        </thead>
        <tbody>
          {month.accounts.flatMap(({ number, services }) =>
            services.map((service) => (
              <tr key={`${number}|${service.code}`}>
                <th scope="row">
                  {service.name}
                  <div className="label t3">{service.law}</div>
                </th>
                <td className={styles["n"]}>{money(service.change)}</td>
              </tr>
            )),
          )}
        </tbody>
      </table>
    </div>
  );
}

function Decision({ card, absence, onClose }: { card: Card; absence: Absence; onClose: () => void }) {
  const t = useT();
  const { may } = useWork();
  const [reason, setReason] = useState("");
  const decide = useDecideAbsence(card.number);
  const trouble = troubleOf(decide.error);
  const text = useProblemText();
  const done = (decision: "accepted" | "refused" | "withdrawn"): void =>
    decide.mutate(
      { no: absence.no, decision, reason: reason.trim() },
      {
        onSuccess: ({ months }) => {
          const waiting = months.find((month) => month.outcome === "waiting");
          toast(
            waiting
              ? { kind: "info", text: waiting.why ?? t("accounts.absence.waiting") }
              : { kind: "ok", text: t(`accounts.absence.done.${decision}`) },
          );
          onClose();
        },
      },
    );
  const mayNot = may("reductions.decide") ? undefined : t("accounts.absence.mayNotDecide");
  const without = reason.trim() === "" ? t("accounts.absence.reasonFirst") : undefined;
  if (absence.state === "refused" || absence.state === "withdrawn")
    return <p className="t2">{t("accounts.absence.over")}</p>;
  return (
    <div className={styles["section"]}>
      {trouble ? (
        <Note state="danger" isAlert>
          {text(trouble)}
        </Note>
      ) : null}
      <TextInput
        label={t("accounts.absence.reason")}
        name="reason"
        value={reason}
        onChange={setReason}
        hint={t("accounts.absence.reasonHint")}
      />
      <div className={styles["compare"]}>
        {absence.state === "proposed" ? (
          <>
            <Button
              kind="primary"
              pending={decide.isPending}
              disabledReason={mayNot}
              onClick={() => done("accepted")}
            >
              {t("accounts.absence.accept")}
            </Button>
            <Button kind="danger" disabledReason={mayNot ?? without} onClick={() => done("refused")}>
              {t("accounts.absence.refuse")}
            </Button>
          </>
        ) : (
          <Button kind="danger" disabledReason={mayNot ?? without} onClick={() => done("withdrawn")}>
            {t("accounts.absence.withdraw")}
          </Button>
        )}
      </div>
    </div>
  );
}
