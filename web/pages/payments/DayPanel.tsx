import { IconPrinter } from "@tabler/icons-react";
import { useState } from "react";
import { troubleOf } from "../../api/client.ts";
import { paths } from "../../paths.ts";
import { useWork } from "../../shell/context.ts";
import { Go } from "../../shell/Go.tsx";
import { Form } from "../../ui/Form.tsx";
import { useFormats } from "../../ui/formats.ts";
import { Note } from "../../ui/Note.tsx";
import { SidePanel } from "../../ui/SidePanel.tsx";
import { ErrorState, LoadingRows } from "../../ui/States.tsx";
import { TextInput } from "../../ui/TextInput.tsx";
import { toast } from "../../ui/toast.ts";
import { useT } from "../../words/words.ts";
import { DayStateChip } from "./DayStateChip.tsx";
import { Differences, Legs, Registries } from "./DayParts.tsx";
import styles from "./reconcile.module.css";
import { type DayCard, useDay, useDecision } from "./reconcile-queries.ts";

/** One agent's day: its three legs, their differences, the lines that brought the money, and a person's word on it. */
export function DayPanel({
  place,
  onDone,
  onClose,
}: {
  place: string;
  onDone: () => void;
  onClose: () => void;
}) {
  const t = useT();
  const { day } = useFormats();
  const card = useDay(place);
  const trouble = troubleOf(card.error);
  return (
    <SidePanel
      title={card.data ? `${card.data.agentName}, ${day(card.data.day)}` : t("reconcile.title")}
      actions={
        <Go to={paths.reconciliationAct(place)} className={styles["icon"]} aria-label={t("reconcile.act")}>
          <IconPrinter size={18} aria-hidden />
        </Go>
      }
      keys={[
        ["Ctrl+Enter", t("reconcile.reconcile")],
        ["Escape", t("ui.close")],
      ]}
      onClose={onClose}
    >
      {card.data ? (
        <>
          <DayStateChip day={card.data} />
          <Legs card={card.data} />
          <Differences card={card.data} />
          <Registries card={card.data} />
          <Word key={card.data.state} card={card.data} place={place} onDone={onDone} />
        </>
      ) : trouble ? (
        <ErrorState of={trouble} onRetry={() => void card.refetch()} />
      ) : (
        <LoadingRows rows={10} columns={2} />
      )}
    </SidePanel>
  );
}

/** Says that the day is in order, or opens it again; nothing is booked by either. */
function Word({ card, place, onDone }: { card: DayCard; place: string; onDone: () => void }) {
  const t = useT();
  const { may } = useWork();
  const formats = useFormats();
  const [note, setNote] = useState("");
  const decision = useDecision(place);
  const isReconciled = card.state === "reconciled";
  const event = isReconciled ? "reopened" : "reconciled";
  const needsNote = isReconciled || card.differenceCount > 0;
  return (
    <div className={styles["section"]}>
      {card.decidedAt === undefined ? null : (
        <Note state={card.state === "changed" ? "warn" : "ok"}>
          {t(isReconciled ? "reconcile.wasReconciled" : "reconcile.lastWord", {
            when: formats.instant(card.decidedAt),
            who: card.decidedByName ?? "",
            note: card.note ?? "",
          })}
        </Note>
      )}
      <Form
        pending={decision.isPending}
        refusal={troubleOf(decision.error)}
        submitLabel={t(isReconciled ? "reconcile.reopen" : "reconcile.reconcile")}
        submitDisabledReason={may("reconciliation.decide") ? undefined : t("reconcile.mayNot")}
        onSubmit={() =>
          decision.mutate(
            { card, event, note: note.trim() },
            {
              onSuccess: () => {
                toast({
                  kind: "ok",
                  text: t(isReconciled ? "reconcile.reopened" : "reconcile.done", {
                    agent: card.agentName,
                    day: formats.day(card.day),
                  }),
                });
                if (!isReconciled) onDone();
              },
            },
          )
        }
      >
        <TextInput
          label={t(isReconciled ? "reconcile.whyReopen" : "reconcile.note")}
          name="note"
          required={needsNote}
          lengthMax={1000}
          value={note}
          onChange={setNote}
          hint={needsNote ? t("reconcile.noteHint") : undefined}
        />
      </Form>
    </div>
  );
}
