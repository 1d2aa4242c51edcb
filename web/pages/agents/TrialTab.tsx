import { useState } from "react";
import { troubleOf } from "../../api/client.ts";
import { useWork } from "../../shell/context.ts";
import { Chip } from "../../ui/Chip.tsx";
import { CopyButton } from "../../ui/CopyButton.tsx";
import { Form } from "../../ui/Form.tsx";
import { MoneyInput } from "../../ui/MoneyInput.tsx";
import { Segmented } from "../../ui/Segmented.tsx";
import { TextInput } from "../../ui/TextInput.tsx";
import { useT } from "../../words/words.ts";
import styles from "./agents.module.css";
import { type AgentCard, useTrial } from "./queries.ts";

/** A check as the bank would send it, with the exact answer that it would get. Nothing is kept of it. */
export function TrialTab({ card }: { card: AgentCard }) {
  const t = useT();
  const { may } = useWork();
  const trial = useTrial(card.code);
  const [account, setAccount] = useState("");
  const [amount, setAmount] = useState<bigint>();
  const waiting = card.versions.find((one) => one.approved === undefined);
  const [by, setBy] = useState<"force" | "waiting">("force");
  const tried = trial.data;
  return (
    <div className={styles["settings"]}>
      <div className={styles["work"]}>
        <Form
          pending={trial.isPending}
          refusal={troubleOf(trial.error)}
          submitLabel={t("agents.try")}
          submitDisabledReason={may("agents.set") ? undefined : t("agents.mayNotSet")}
          onSubmit={() =>
            trial.mutate({
              account: account.trim(),
              ...(amount === undefined ? {} : { amount: String(amount) }),
              ...(by === "waiting" && waiting ? { version: waiting.version } : {}),
            })
          }
        >
          <p className="t2">{t("agents.tryAbout")}</p>
          {waiting ? (
            <Segmented
              label={t("agents.trySettings")}
              value={by}
              onChange={setBy}
              options={[
                { value: "force", label: t("agents.inForce") },
                { value: "waiting", label: t("agents.waiting", { version: waiting.version }) },
              ]}
            />
          ) : null}
          <div className={styles["pair"]}>
            <TextInput
              label={t("agents.account")}
              name="account"
              required
              autoFocus
              lengthMax={40}
              value={account}
              onChange={setAccount}
            />
            <MoneyInput label={t("agents.amount")} name="amount" value={amount} onChange={setAmount} />
          </div>
        </Form>
      </div>
      <section className={styles["aside"]} aria-label={t("agents.answer")} aria-live="polite">
        {tried === undefined ? (
          <p className="t2">{t("agents.tryFirst")}</p>
        ) : (
          <>
            <p>
              <Chip state={tried.reason === "may_be_paid" ? "ok" : "warn"}>
                {t.of("agents.reason", tried.reason)}
              </Chip>
            </p>
            <h2>{t("agents.request")}</h2>
            <pre className={styles["text"]}>{`/gateway/${card.dialect}/${card.code}?${tried.request}`}</pre>
            <div className={styles["head"]}>
              <h2>{t("agents.answer")}</h2>
              <CopyButton text={tried.answer} />
            </div>
            <pre className={styles["text"]}>{tried.answer}</pre>
            <p className="t2 label">{tried.contentType}</p>
          </>
        )}
      </section>
    </div>
  );
}
