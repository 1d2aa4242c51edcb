import { IconAlertTriangle } from "@tabler/icons-react";
import { useState } from "react";
import { troubleOf } from "../../api/client.ts";
import { paths } from "../../paths.ts";
import { Go } from "../../shell/Go.tsx";
import { useWork } from "../../shell/context.ts";
import { Button } from "../../ui/Button.tsx";
import { ConfirmDialog } from "../../ui/ConfirmDialog.tsx";
import { Count } from "../../ui/Chip.tsx";
import { useFormats } from "../../ui/formats.ts";
import type { Trouble } from "../../ui/problem-text.ts";
import { TextInput } from "../../ui/TextInput.tsx";
import { useT } from "../../words/words.ts";
import styles from "./home.module.css";
import { type Alert, useAlertSeen } from "./queries.ts";

/** What waits for the outside world, or for a person to notice. */
export function Alerts({ alerts, trouble }: { alerts: readonly Alert[]; trouble: Trouble | undefined }) {
  const t = useT();
  const [dealt, setDealt] = useState<Alert>();
  return (
    <section aria-label={t("waits.title")} className={styles.waiting}>
      <h2 className="row">
        {t("waits.title")} {alerts.length > 0 ? <Count of={alerts.length} /> : null}
      </h2>
      {trouble ? <p className="t2">{trouble.message}</p> : null}
      <ul>
        {alerts.map((alert) => (
          <li key={`${alert.code} ${alert.about}`} className={styles.alert}>
            <Told alert={alert} />
            {alert.upTo === undefined ? null : <Dealt onPress={() => setDealt(alert)} />}
          </li>
        ))}
      </ul>
      {dealt === undefined ? null : <DealtDialog alert={dealt} onClose={() => setDealt(undefined)} />}
    </section>
  );
}

function Told({ alert }: { alert: Alert }) {
  const t = useT();
  const formats = useFormats();
  const path = pathOf(alert);
  const content = (
    <>
      <IconAlertTriangle size={16} aria-hidden className="danger" />
      <span>
        {alert.text}
        {alert.since === undefined ? null : (
          <span className={styles.taskNote}>{t("waits.since", { at: formats.instant(alert.since) })}</span>
        )}
      </span>
    </>
  );
  return path === undefined ? (
    <div className={styles.task}>{content}</div>
  ) : (
    <Go to={path} className={styles.task}>
      {content}
    </Go>
  );
}

function Dealt({ onPress }: { onPress: () => void }) {
  const t = useT();
  const { may } = useWork();
  return (
    <Button disabledReason={may("agents.set") ? undefined : t("waits.mayNot")} onClick={onPress}>
      {t("waits.dealt")}
    </Button>
  );
}

function DealtDialog({ alert, onClose }: { alert: Alert; onClose: () => void }) {
  const t = useT();
  const [note, setNote] = useState("");
  const seen = useAlertSeen();
  const { code, about, upTo } = alert;
  return (
    <ConfirmDialog
      isOpen
      title={t("waits.dealtTitle")}
      confirmLabel={t("waits.dealt")}
      pending={seen.isPending}
      refusal={troubleOf(seen.error)}
      onClose={onClose}
      onConfirm={() => {
        if (upTo !== undefined) seen.mutate({ code, about, upTo, note: note.trim() }, { onSuccess: onClose });
      }}
    >
      <p>{alert.text}</p>
      <p className="t2">{t("waits.dealtAbout")}</p>
      <TextInput
        label={t("waits.note")}
        name="note"
        required
        autoFocus
        lengthMax={300}
        value={note}
        onChange={setNote}
        hint={t("waits.noteHint")}
      />
    </ConfirmDialog>
  );
}

/** Where it is looked at, if it has a page. */
function pathOf({ code, about }: Alert): string | undefined {
  if (code === "orders_unknown") return paths.onlinePayments({ state: "unknown" });
  if (code === "agent_silent") return paths.agent(about);
  if (code === "outbox_dead" && about === "fiscal.receipt") return paths.deadReceipts();
  const isOnline = about === "fiscal.receipt" || about === "cards.refund";
  return isOnline ? paths.onlinePayments({ attention: "yes" }) : undefined;
}
