import { useState } from "react";
import { troubleOf } from "../../api/client.ts";
import { useWork } from "../../shell/context.ts";
import { Button } from "../../ui/Button.tsx";
import { useFormats } from "../../ui/formats.ts";
import { useHotkeys } from "../../ui/hotkeys.ts";
import { Note } from "../../ui/Note.tsx";
import { useProblemText } from "../../ui/problem-text.ts";
import { SidePanel } from "../../ui/SidePanel.tsx";
import { ErrorState, LoadingRows } from "../../ui/States.tsx";
import { TextInput } from "../../ui/TextInput.tsx";
import { toast } from "../../ui/toast.ts";
import { useT } from "../../words/words.ts";
import { PaperLinks } from "../documents/PaperLinks.tsx";
import { usePapers } from "../documents/queries.ts";
import { type Reach, type RuleProposal, useDecideRule, useRuleProposals } from "./queries.ts";
import { useRuleWords } from "./rule-words.ts";
import styles from "./TariffsPage.module.css";

/** A proposed row of the law: what it says, by which document, which months it reaches; then the second person's word. */
export function RuleProposalPanel({ proposal, onClose }: { proposal: number; onClose: () => void }) {
  const t = useT();
  const proposals = useRuleProposals();
  const trouble = troubleOf(proposals.error);
  const one = proposals.data?.find((of) => of.proposal === proposal);
  return (
    <SidePanel title={t("penaltyRules.proposal", { no: proposal })} onClose={onClose}>
      {trouble ? (
        <ErrorState of={trouble} onRetry={() => void proposals.refetch()} />
      ) : one ? (
        <Proposal of={one} onClose={onClose} />
      ) : proposals.data ? (
        <p>{t("tariffs.noSuchRule")}</p>
      ) : (
        <LoadingRows rows={5} columns={1} />
      )}
    </SidePanel>
  );
}

function Proposal({ of, onClose }: { of: RuleProposal; onClose: () => void }) {
  const t = useT();
  const { instant } = useFormats();
  const words = useRuleWords();
  const papers = usePapers({}, [of.basis]);
  const { decision } = of;
  return (
    <>
      <p className="strong">{words(of.change)}</p>
      <p>
        {of.basis} <PaperLinks papers={papers} title={of.basis} />
      </p>
      <p className="label t2">
        {t("penaltyRules.proposedBy", { who: of.proposedBy ?? "—", at: instant(of.proposedAt) })}
      </p>
      {of.reach && <ReachNote reach={of.reach} />}
      {decision ? (
        <p>
          {t(`penaltyRules.${decision.decision}`)}: {decision.decidedBy ?? "—"}, {instant(decision.decidedAt)}
          {decision.reason === "" ? "" : `. ${decision.reason}`}
        </p>
      ) : (
        <Decision of={of} onClose={onClose} />
      )}
    </>
  );
}

/** Which months the next run of each company looks at again. */
export function ReachNote({ reach }: { reach: Reach }) {
  const t = useT();
  const { period } = useFormats();
  if (reach.length === 0) return <Note state="info">{t("penaltyRules.reachNone")}</Note>;
  return (
    <Note state="warn">
      <p>{t("penaltyRules.reach")}</p>
      <ul>
        {reach.map(({ name, from, through, months }) => (
          <li key={name}>
            {name}: {from === through ? period(from) : `${period(from)} – ${period(through)}`} (
            {t("penaltyRules.months", { count: months })})
          </li>
        ))}
      </ul>
    </Note>
  );
}

function Decision({ of, onClose }: { of: RuleProposal; onClose: () => void }) {
  const t = useT();
  const { may } = useWork();
  const text = useProblemText();
  const [reason, setReason] = useState("");
  const decide = useDecideRule(of.proposal);
  const trouble = troubleOf(decide.error);
  const done = (decision: "approved" | "refused"): void =>
    decide.mutate(
      { decision, reason: reason.trim() },
      {
        onSuccess: () => {
          toast({ kind: "ok", text: t(`penaltyRules.${decision}Done`) });
          onClose();
        },
      },
    );
  const mayNot = may("penalties.approve") ? undefined : t("tariffs.penaltyMayNot");
  const mayNotApprove = mayNot ?? (of.isOwn ? t("penaltyRules.secondPerson") : undefined);
  useHotkeys([
    {
      keys: "Ctrl+Enter",
      label: t("penaltyRules.approve"),
      run: () => {
        if (mayNotApprove === undefined && !decide.isPending) done("approved");
      },
    },
  ]);
  return (
    <section className={styles.section}>
      {trouble && (
        <Note state="danger" isAlert>
          {text(trouble)}
        </Note>
      )}
      <TextInput
        label={t("penaltyRules.reason")}
        name="reason"
        value={reason}
        lengthMax={300}
        onChange={setReason}
        hint={t("penaltyRules.reasonHint")}
      />
      <div className={styles.actions}>
        <Button
          kind="primary"
          hotkey="Ctrl+Enter"
          pending={decide.isPending}
          disabledReason={mayNotApprove}
          onClick={() => done("approved")}
        >
          {t("penaltyRules.approve")}
        </Button>
        <Button
          kind="danger"
          disabledReason={mayNot ?? (reason.trim() === "" ? t("penaltyRules.reasonFirst") : undefined)}
          onClick={() => done("refused")}
        >
          {t("penaltyRules.refuse")}
        </Button>
      </div>
    </section>
  );
}
