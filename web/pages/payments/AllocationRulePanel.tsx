import { useState } from "react";
import { troubleOf } from "../../api/client.ts";
import { useWork } from "../../shell/context.ts";
import { Button } from "../../ui/Button.tsx";
import { Checkbox } from "../../ui/Checkbox.tsx";
import { DateInput } from "../../ui/DateInput.tsx";
import { Form } from "../../ui/Form.tsx";
import { useFormats } from "../../ui/formats.ts";
import { MoneyInput } from "../../ui/MoneyInput.tsx";
import { Refusal } from "../../ui/Refusal.tsx";
import { Select } from "../../ui/Select.tsx";
import { SidePanel } from "../../ui/SidePanel.tsx";
import { TextInput } from "../../ui/TextInput.tsx";
import { toast } from "../../ui/toast.ts";
import { useT } from "../../words/words.ts";
import {
  type AllocationRule,
  type AllocationTrial,
  useAllocationTrial,
  useSetAllocationRule,
} from "./queries.ts";
import styles from "./rules.module.css";

const CENTER = "0";

/** A rule from a day on, with what it would do to a payment beside what the present one does. */
export function AllocationRulePanel({ onClose }: { onClose: () => void }) {
  const t = useT();
  const { today, organizations, organization } = useWork();
  const [of, setOf] = useState<string | undefined>(String(organization?.id ?? CENTER));
  const [from, setFrom] = useState<string>();
  const [rule, setRule] = useState<AllocationRule>({
    penalties: "after_debts",
    wholeMonth: false,
    barred: "never",
  });
  const [basis, setBasis] = useState("");
  const setting = useSetAllocationRule();
  return (
    <SidePanel
      title={t("payments.rules.new")}
      keys={[["Ctrl+Enter", t("payments.rules.record")]]}
      onClose={onClose}
    >
      <Form
        pending={setting.isPending}
        refusal={setting.error ?? undefined}
        submitLabel={t("payments.rules.record")}
        onCancel={onClose}
        onSubmit={() =>
          setting.mutate(
            { organization: Number(of), from: from ?? "", ...rule, basis: basis.trim() },
            {
              onSuccess: () => {
                toast({ kind: "ok", text: t("payments.rules.recorded") });
                onClose();
              },
            },
          )
        }
      >
        <p className="t2">{t("payments.rules.reach")}</p>
        <Select
          label={t("payments.rules.organization")}
          name="organization"
          required
          value={of}
          onChange={setOf}
          options={[
            { value: CENTER, label: t("payments.rules.center") },
            ...organizations.map(({ id, name }) => ({ value: String(id), label: name })),
          ]}
        />
        <DateInput
          label={t("payments.rules.from")}
          name="from"
          required
          autoFocus
          today={today}
          min={today}
          value={from}
          onChange={setFrom}
        />
        <Select
          label={t("payments.rules.penaltiesField")}
          name="penalties"
          required
          value={rule.penalties}
          onChange={(penalties) => setRule({ ...rule, penalties: penalties ?? "after_debts" })}
          options={[
            { value: "after_debts", label: t("payments.rules.penalties.after_debts") },
            { value: "after_month", label: t("payments.rules.penalties.after_month") },
          ]}
        />
        <Select
          label={t("payments.rules.barredField")}
          name="barred"
          required
          value={rule.barred}
          onChange={(barred) => setRule({ ...rule, barred: barred ?? "never" })}
          options={[
            { value: "never", label: t("payments.rules.barred.never") },
            { value: "last", label: t("payments.rules.barred.last") },
          ]}
        />
        <Checkbox
          name="wholeMonth"
          checked={rule.wholeMonth}
          onChange={(wholeMonth) => setRule({ ...rule, wholeMonth })}
        >
          {t("payments.rules.wholeMonth")}
        </Checkbox>
        <TextInput
          label={t("payments.rules.basis")}
          name="basis"
          required
          lengthMax={300}
          rows={2}
          value={basis}
          onChange={setBasis}
          hint={t("payments.rules.basisHint")}
        />
      </Form>
      <Trial rule={rule} />
    </SidePanel>
  );
}

/** One payment of one account, divided by the rule in force and by the one that is being written. */
function Trial({ rule }: { rule: AllocationRule }) {
  const t = useT();
  const [account, setAccount] = useState("");
  const [amount, setAmount] = useState<bigint>();
  const now = useAllocationTrial();
  const then = useAllocationTrial();
  const trouble = troubleOf(now.error ?? then.error);
  const tryIt = (): void => {
    if (account.trim() === "" || amount === undefined) return;
    const asked = { account: account.trim(), amount: String(amount) };
    now.mutate(asked);
    then.mutate({ ...asked, rule });
  };
  return (
    <section className={styles["trial"]} aria-label={t("payments.rules.trial")}>
      <h3>{t("payments.rules.trial")}</h3>
      <TextInput label={t("payments.account")} name="trialAccount" value={account} onChange={setAccount} />
      <MoneyInput label={t("payments.amount")} name="trialAmount" value={amount} onChange={setAmount} />
      <div>
        <Button onClick={tryIt} pending={now.isPending || then.isPending}>
          {t("payments.rules.try")}
        </Button>
      </div>
      {trouble && <Refusal of={trouble} />}
      {now.data && then.data && !trouble && <Compared now={now.data} then={then.data} />}
    </section>
  );
}

function Compared({ now, then }: { now: AllocationTrial; then: AllocationTrial }) {
  const t = useT();
  const { money, period } = useFormats();
  const months = [...new Set([...now.parts, ...then.parts].map((part) => part.chargedFor))].sort();
  const sumOf = (of: AllocationTrial, month: string): bigint =>
    of.parts.filter((part) => part.chargedFor === month).reduce((sum, part) => sum + BigInt(part.amount), 0n);
  return (
    <table>
      <thead>
        <tr>
          <th scope="col">{t("payments.chargedFor")}</th>
          <th scope="col">{t("payments.rules.presently")}</th>
          <th scope="col">{t("payments.rules.byNew")}</th>
        </tr>
      </thead>
      <tbody>
        {months.map((month) => (
          <tr key={month}>
            <td>{period(month)}</td>
            <td>{money(sumOf(now, month))}</td>
            <td>{money(sumOf(then, month))}</td>
          </tr>
        ))}
        <tr>
          <td>{t("payments.advance")}</td>
          <td>{money(BigInt(now.advance))}</td>
          <td>{money(BigInt(then.advance))}</td>
        </tr>
      </tbody>
    </table>
  );
}
