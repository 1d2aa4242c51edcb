import { useState } from "react";
import { troubleOf } from "../../../api/client.ts";
import { paths } from "../../../paths.ts";
import { useWork } from "../../../shell/context.ts";
import { Go } from "../../../shell/Go.tsx";
import { Button } from "../../../ui/Button.tsx";
import { Chip } from "../../../ui/Chip.tsx";
import { useFormats } from "../../../ui/formats.ts";
import { useHotkeys } from "../../../ui/hotkeys.ts";
import { Note } from "../../../ui/Note.tsx";
import { useProblemText } from "../../../ui/problem-text.ts";
import { SidePanel } from "../../../ui/SidePanel.tsx";
import { ErrorState, LoadingRows } from "../../../ui/States.tsx";
import { TextInput } from "../../../ui/TextInput.tsx";
import { useT } from "../../../words/words.ts";
import { PaperLinks } from "../../documents/PaperLinks.tsx";
import { usePapers } from "../../documents/queries.ts";
import type { BuildingAccounts } from "../queries.ts";
import { useFailureWords } from "./failure-words.ts";
import styles from "./failures.module.css";
import { STATES } from "./states.ts";
import { hoursBetween } from "./local-minute.ts";
import {
  type Failure,
  type FailureDecided,
  type FailureDecision,
  type Proposal,
  useDecideFailure,
  useFailureProposal,
} from "./queries.ts";

/** What a failure takes off, month by month, service by service, account by account; then the decision. */
export function FailureDecisionPanel({
  building,
  failure,
  places,
  onClose,
}: {
  building: number;
  failure: Failure;
  places: BuildingAccounts["premises"];
  onClose: () => void;
}) {
  const t = useT();
  const { minute, what, where, value } = useFailureWords(places);
  const [settled, setSettled] = useState<FailureDecided["months"]>();
  const papers = usePapers({ building }, [failure.document]);
  const hours = hoursBetween(failure.startedAt, failure.endedAt);
  const isOver = failure.state === "refused" || failure.state === "withdrawn";
  return (
    <SidePanel title={t("failures.panel", { no: failure.no })} subtitle={what(failure)} onClose={onClose}>
      <p>
        <Chip state={STATES[failure.state]}>{t(`failures.${failure.state}`)}</Chip> {where(failure)},{" "}
        {minute(failure.startedAt)} – {minute(failure.endedAt)} ({t("failures.hours", { hours })})
      </p>
      <p className="t2">
        {[value(failure), failure.document, t("failures.clause", { clause: failure.clause })]
          .filter(Boolean)
          .join(" · ")}{" "}
        <PaperLinks papers={papers} title={failure.document} />
      </p>
      {settled && <Settled months={settled} />}
      {!isOver && <Sums building={building} failure={failure} />}
      {isOver ? (
        <p className="t2">{t("failures.over")}</p>
      ) : (
        <Decision building={building} failure={failure} onSettled={setSettled} />
      )}
    </SidePanel>
  );
}

/** What became of the months after the decision, with the runs that booked the difference. */
function Settled({ months }: { months: FailureDecided["months"] }) {
  const t = useT();
  const { money, period } = useFormats();
  if (months.length === 0) return null;
  const isWaiting = months.some(({ outcome }) => outcome === "waiting");
  return (
    <Note state={isWaiting ? "warn" : "ok"} isAlert>
      {months.map((month) => (
        <p key={month.period}>
          {period(month.period)}:{" "}
          {month.outcome === "waiting" ? (
            (month.why ?? t("failures.waiting"))
          ) : month.outcome === "with_the_month" ? (
            t("failures.withTheMonth")
          ) : (
            <>
              {t("failures.booked", { amount: money(month.amount ?? "0") })}{" "}
              {month.run !== undefined && (
                <Go to={paths.run(month.run)}>{t("failures.run", { run: month.run })}</Go>
              )}
            </>
          )}
        </p>
      ))}
    </Note>
  );
}

/** Nothing is written by looking. */
function Sums({ building, failure }: { building: number; failure: Failure }) {
  const t = useT();
  const { money } = useFormats();
  const proposal = useFailureProposal(building, failure.no);
  const trouble = troubleOf(proposal.error);
  if (trouble) return <ErrorState of={trouble} onRetry={() => void proposal.refetch()} />;
  if (!proposal.data) return <LoadingRows rows={4} columns={2} />;
  const { change, months } = proposal.data;
  const isAccepted = failure.state === "accepted";
  return (
    <>
      <p className={styles["sentence"]}>
        {change === "0"
          ? t("failures.nothing")
          : t(isAccepted ? "failures.changed" : "failures.change", { amount: money(change) })}
      </p>
      {months.map((month) => (
        <Month key={month.period} month={month} isAccepted={isAccepted} />
      ))}
    </>
  );
}

type ProposedMonth = Proposal["months"][number];
const ACCOUNTS_SHOWN = 12;

function Month({ month, isAccepted }: { month: ProposedMonth; isAccepted: boolean }) {
  const t = useT();
  const { money, period } = useFormats();
  const [isWhole, setIsWhole] = useState(false);
  const services = servicesOf(month);
  const shown = isWhole ? month.accounts : month.accounts.slice(0, ACCOUNTS_SHOWN);
  return (
    <section className={styles["section"]}>
      <h3>{period(month.period)}</h3>
      <p className="label t3">
        {month.isCharged
          ? isAccepted
            ? t("failures.isBooked")
            : t("failures.bookedIn", { month: period(month.bookedIn) })
          : t("failures.withTheMonth")}
      </p>
      {services.length > 0 && (
        <table
          className={styles["table"]}
          aria-label={t("failures.byService", { month: period(month.period) })}
        >
          <thead>
            <tr>
              <th scope="col">{t("failures.service")}</th>
              <th scope="col" className={styles["n"]}>
                {t("failures.less")}
              </th>
            </tr>
          </thead>
          <tbody>
            {services.map((service) => (
              <tr key={service.code}>
                <th scope="row">
                  {service.name}
                  <div className="label t3">{service.law}</div>
                </th>
                <td className={styles["n"]}>{money(service.change)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      {shown.length > 0 && (
        <table
          className={styles["table"]}
          aria-label={t("failures.byAccount", { month: period(month.period) })}
        >
          <thead>
            <tr>
              <th scope="col">{t("failures.account")}</th>
              <th scope="col" className={styles["n"]}>
                {t("failures.before")}
              </th>
              <th scope="col" className={styles["n"]}>
                {t("failures.less")}
              </th>
            </tr>
          </thead>
          <tbody>
            {shown.map(({ number, before, change }) => (
              <tr key={number}>
                <th scope="row">
                  <Go to={paths.account(number, { tab: "charges", period: month.period })}>{number}</Go>
                </th>
                <td className={styles["n"]}>{money(before)}</td>
                <td className={styles["n"]}>{money(change)}</td>
              </tr>
            ))}
          </tbody>
          <tfoot>
            <tr>
              <th scope="row">{t("failures.accounts", { count: month.accounts.length })}</th>
              <td />
              <td className={styles["n"]}>{money(month.change)}</td>
            </tr>
          </tfoot>
        </table>
      )}
      {month.accounts.length > shown.length && (
        <Button kind="ghost" onClick={() => setIsWhole(true)}>
          {t("failures.all", { count: month.accounts.length })}
        </Button>
      )}
    </section>
  );
}

/** Each service once, with what all accounts of the month pay less for it. */
function servicesOf({ accounts }: ProposedMonth) {
  const byCode = Map.groupBy(
    accounts.flatMap(({ services }) => services),
    ({ code }) => code,
  );
  return [...byCode].flatMap(([code, own]) => {
    const [first] = own;
    const change = own.reduce((sum, one) => sum + BigInt(one.change), 0n);
    return first ? [{ code, name: first.name, law: first.law, change }] : [];
  });
}

function Decision({
  building,
  failure,
  onSettled,
}: {
  building: number;
  failure: Failure;
  onSettled: (months: FailureDecided["months"]) => void;
}) {
  const t = useT();
  const { may } = useWork();
  const [reason, setReason] = useState("");
  const decide = useDecideFailure(building);
  const trouble = troubleOf(decide.error);
  const text = useProblemText();
  const done = (decision: FailureDecision): void =>
    decide.mutate(
      { no: failure.no, decision, reason: reason.trim() },
      { onSuccess: ({ months }) => onSettled(months) },
    );
  const mayNot = may("reductions.decide") ? undefined : t("failures.mayNotDecide");
  const without = reason.trim() === "" ? t("failures.reasonFirst") : undefined;
  const isProposed = failure.state === "proposed";
  useHotkeys([
    {
      keys: "Ctrl+Enter",
      label: t("failures.accept"),
      run: () => {
        if (isProposed && mayNot === undefined && !decide.isPending) done("accepted");
      },
    },
  ]);
  return (
    <section className={styles["section"]}>
      {trouble && (
        <Note state="danger" isAlert>
          {text(trouble)}
        </Note>
      )}
      <TextInput
        label={t("failures.reason")}
        name="reason"
        value={reason}
        lengthMax={500}
        onChange={setReason}
        hint={isProposed ? t("failures.reasonHint") : undefined}
      />
      <div className={styles["deeds"]}>
        {isProposed ? (
          <>
            <Button
              kind="primary"
              hotkey="Ctrl+Enter"
              pending={decide.isPending}
              disabledReason={mayNot}
              onClick={() => done("accepted")}
            >
              {t("failures.accept")}
            </Button>
            <Button kind="danger" disabledReason={mayNot ?? without} onClick={() => done("refused")}>
              {t("failures.refuse")}
            </Button>
          </>
        ) : (
          <Button
            kind="danger"
            pending={decide.isPending}
            disabledReason={mayNot ?? without}
            onClick={() => done("withdrawn")}
          >
            {t("failures.withdraw")}
          </Button>
        )}
      </div>
    </section>
  );
}
