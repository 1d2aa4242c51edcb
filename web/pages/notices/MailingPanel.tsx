import { useState } from "react";
import { troubleOf } from "../../api/client.ts";
import { paths } from "../../paths.ts";
import { useWork } from "../../shell/context.ts";
import { Go } from "../../shell/Go.tsx";
import { Button } from "../../ui/Button.tsx";
import { useFormats } from "../../ui/formats.ts";
import { Note } from "../../ui/Note.tsx";
import { useProblemText } from "../../ui/problem-text.ts";
import { SidePanel } from "../../ui/SidePanel.tsx";
import { ErrorState, LoadingRows } from "../../ui/States.tsx";
import { TextInput } from "../../ui/TextInput.tsx";
import { toast } from "../../ui/toast.ts";
import { useT } from "../../words/words.ts";
import { MailingState } from "./NoticesPage.tsx";
import { type Decision, useDecideMailing, useMailing } from "./queries.ts";
import styles from "./notices.module.css";

/** A mailing: what it comes to, what its readers see, how far it is, and the word that sends it. */
export function MailingPanel({ mailing, onClose }: { mailing: number; onClose: () => void }) {
  const t = useT();
  const one = useMailing(mailing);
  const trouble = troubleOf(one.error);
  return (
    <SidePanel title={t("notices.mailing", { no: mailing })} onClose={onClose}>
      {trouble ? (
        <ErrorState of={trouble} onRetry={() => void one.refetch()} />
      ) : one.data ? (
        <Opened of={one.data} />
      ) : (
        <LoadingRows rows={6} columns={1} />
      )}
    </SidePanel>
  );
}

type One = NonNullable<ReturnType<typeof useMailing>["data"]>;

function Opened({ of }: { of: One }) {
  const t = useT();
  const { instant, money } = useFormats();
  const { counts } = of;
  const facts: readonly (readonly [string, string])[] = [
    [t("notices.kind"), t(`notices.kind.${of.kind}`)],
    [t("notices.whose"), of.organizationName ?? t("notices.city")],
    [t("notices.houses"), t("notices.housesCount", { count: of.buildings })],
    ...(of.kind === "debt"
      ? ([
          [
            t("notices.debt"),
            `${t("notices.debtFrom", { sum: money(of.debtMin) })}, ${t("notices.months", { count: of.monthsMin })}`,
          ],
        ] as const)
      : []),
    [t("notices.accounts"), t("notices.reached", { all: counts.accounts, unreached: counts.unreached })],
    [t("notices.letters"), String(counts.letters)],
    [t("notices.sms"), t("notices.smsParts", { count: counts.shortMessages, parts: counts.parts })],
    [t("notices.pushes"), String(counts.pushes)],
    [t("notices.cost"), of.cost === undefined ? "—" : `${money(of.cost)} ₽`],
    [t("notices.progress"), t("notices.toldOf", { ...counts, told: counts.told })],
    [t("notices.drafted"), `${of.drafter ?? "—"}, ${instant(of.draftedAt)}`],
    ...(of.last?.by === undefined
      ? []
      : ([[t("notices.lastWord"), `${of.last.by}, ${instant(of.last.at)}. ${of.last.reason}`]] as const)),
  ];
  return (
    <>
      <MailingState state={of.state} />
      <dl className={styles["facts"]}>
        {facts.map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      {of.sample.length > 0 ? (
        <section>
          <h3>{t("notices.sample")}</h3>
          {of.sample.map((one) => (
            <div key={one.channel} className={styles["sample"]}>
              <p className="label t2">
                {t(`notices.channel.${one.channel}`)}
                {one.parts === undefined ? "" : `, ${t("notices.parts", { count: one.parts })}`}
              </p>
              {one.channel === "sms" ? null : <p className="strong">{one.subject}</p>}
              <p>{one.body}</p>
            </div>
          ))}
        </section>
      ) : null}
      <Decide of={of} />
      <p>
        <Go to={paths.notices({ tab: "log", of: of.mailing })}>{t("notices.logOf")}</Go>
      </p>
    </>
  );
}

function Decide({ of }: { of: One }) {
  const t = useT();
  const { may } = useWork();
  const text = useProblemText();
  const [reason, setReason] = useState("");
  const deciding = useDecideMailing(of.mailing);
  const trouble = troubleOf(deciding.error);
  const mayNot = may("notices.send") ? undefined : t("notices.mayNot");
  const decide = (decision: Decision): void =>
    deciding.mutate(
      { decision, reason: reason.trim() },
      { onSuccess: () => toast({ kind: "ok", text: t(`notices.done.${decision}`) }) },
    );
  const deed = (decision: Decision, kind: "primary" | "danger" | "ghost", reasonAgainst?: string) => (
    <Button
      kind={kind}
      pending={deciding.isPending}
      disabledReason={mayNot ?? reasonAgainst}
      onClick={() => decide(decision)}
    >
      {t(`notices.do.${decision}`)}
    </Button>
  );
  if (of.state === "done" || of.state === "refused" || of.state === "withdrawn") return null;
  const messages = of.counts.letters + of.counts.shortMessages + of.counts.pushes;
  return (
    <section>
      {trouble ? (
        <Note state="danger" isAlert>
          {text(trouble)}
        </Note>
      ) : null}
      {of.state === "counting" ? <Note state="info">{t("notices.counting")}</Note> : null}
      {of.state === "ready" && messages === 0 ? <Note state="warn">{t("notices.nobody")}</Note> : null}
      {of.state === "ready" && of.needsSecond && messages > 0 ? (
        <Note state="info">{t("notices.needsSecond")}</Note>
      ) : null}
      {of.state === "waiting" ? (
        <TextInput
          label={t("notices.reason")}
          name="reason"
          value={reason}
          lengthMax={300}
          onChange={setReason}
          hint={t("notices.reasonHow")}
        />
      ) : null}
      <div className={styles["deeds"]}>
        {of.state === "ready" && messages > 0 ? deed(of.needsSecond ? "ask" : "start", "primary") : null}
        {of.state === "waiting" ? (
          <>
            {deed("approve", "primary", of.isOwn ? t("notices.secondPerson") : undefined)}
            {deed("refuse", "danger", reason.trim() === "" ? t("notices.reasonFirst") : undefined)}
          </>
        ) : null}
        {deed("withdraw", "ghost")}
      </div>
    </section>
  );
}
