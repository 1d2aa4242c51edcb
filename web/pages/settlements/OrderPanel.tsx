import { type ReactNode, useState } from "react";
import { troubleOf } from "../../api/client.ts";
import { paths } from "../../paths.ts";
import { useWork } from "../../shell/context.ts";
import { Go } from "../../shell/Go.tsx";
import { Button } from "../../ui/Button.tsx";
import { Chip } from "../../ui/Chip.tsx";
import { DateInput } from "../../ui/DateInput.tsx";
import { Form } from "../../ui/Form.tsx";
import { useFormats } from "../../ui/formats.ts";
import { Note } from "../../ui/Note.tsx";
import { useProblemText } from "../../ui/problem-text.ts";
import { SidePanel } from "../../ui/SidePanel.tsx";
import { TextInput } from "../../ui/TextInput.tsx";
import { toast } from "../../ui/toast.ts";
import { useT } from "../../words/words.ts";
import { ORDER_STATES } from "./order-states.ts";
import { OrderDebits } from "./OrderDebits.tsx";
import { type Order, type Outcome, useApproveOrder, useEndOrder } from "./queries.ts";
import styles from "./settlements.module.css";

const OUTCOMES: Readonly<Record<Order["state"], readonly Outcome[]>> = {
  drafted: ["withdrawn"],
  approved: ["withdrawn"],
  sent: ["confirmed", "rejected"],
  confirmed: ["returned"],
  rejected: [],
  returned: [],
  withdrawn: [],
};

/** One order: who pays whom, who answers for it, and its next step. */
export function OrderPanel({ of, onClose }: { of: Order; onClose: () => void }) {
  const t = useT();
  const formats = useFormats();
  const textOf = useProblemText();
  const { may } = useWork();
  const approving = useApproveOrder();
  const [outcome, setOutcome] = useState<Outcome>();
  const trouble = troubleOf(approving.error);
  const mayNotApprove = of.isOwn
    ? t("settlements.orders.own")
    : may("orders.approve")
      ? undefined
      : t("settlements.mayNot");
  const facts: (readonly [string, ReactNode])[] = [
    [t("settlements.orders.payer"), <Side key="payer" of={of.payer} />],
    [t("settlements.orders.receiver"), <Side key="receiver" of={of.receiver} />],
    [t("settlements.orders.purpose"), of.purpose],
    [
      t("settlements.orders.settlements"),
      <span key="settlements" className={styles["links"]}>
        {of.settlements.map(({ id, amount }) => (
          <Go key={id} to={paths.settlement(id)}>
            {formats.money(amount)}
          </Go>
        ))}
      </span>,
    ],
    [t("settlements.orders.draftedBy"), `${of.draftedByName}, ${formats.instant(of.draftedAt)}`],
    [
      t("settlements.orders.approvedBy"),
      of.approvedAt === undefined
        ? t("settlements.orders.waitsForSecond")
        : `${of.approvedByName ?? ""}, ${formats.instant(of.approvedAt)}`,
    ],
  ];
  return (
    <SidePanel title={t("settlements.orders.one", { number: of.number })} onClose={onClose}>
      <p className="row">
        <span className={styles["amount"]}>{formats.money(of.amount)} ₽</span>
        <Chip state={ORDER_STATES[of.state]}>{t(`settlements.order.${of.state}`)}</Chip>
      </p>
      <dl className={styles["facts"]}>
        {facts.map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
        {of.file ? (
          <div>
            <dt>{t("settlements.orders.file")}</dt>
            <dd>
              {may("orders.send") ? (
                <a href={`/api/orders/files/${of.file.id}`} download>
                  {of.file.name}
                </a>
              ) : (
                of.file.name
              )}
              <br />
              <small className="t3">SHA-256 {of.file.sha256}</small>
            </dd>
          </div>
        ) : null}
        {of.outcome ? (
          <div>
            <dt>{t("settlements.orders.outcome")}</dt>
            <dd>
              {formats.day(of.outcome.on)}, {of.outcome.document}
            </dd>
          </div>
        ) : null}
      </dl>
      {trouble ? <Note state="danger">{textOf(trouble)}</Note> : null}
      {may("orders.draft") && outcome === undefined ? (
        <div className={styles["deeds"]}>
          {of.state === "drafted" ? (
            <Button
              kind="primary"
              disabledReason={mayNotApprove}
              pending={approving.isPending}
              onClick={() =>
                approving.mutate(of.id, {
                  onSuccess: () =>
                    toast({ kind: "ok", text: t("settlements.orders.approved", { number: of.number }) }),
                })
              }
            >
              {t("settlements.orders.approve")}
            </Button>
          ) : null}
          {OUTCOMES[of.state].map((one) => (
            <Button
              key={one}
              kind={one === "confirmed" ? "primary" : "default"}
              onClick={() => setOutcome(one)}
            >
              {t(`settlements.outcome.${one}`)}
            </Button>
          ))}
        </div>
      ) : null}
      {of.state === "sent" && outcome === undefined && may("orders.send") ? <OrderDebits of={of} /> : null}
      {outcome === undefined ? null : (
        <OutcomeForm of={of} outcome={outcome} onDone={() => setOutcome(undefined)} />
      )}
    </SidePanel>
  );
}

function OutcomeForm({ of, outcome, onDone }: { of: Order; outcome: Outcome; onDone: () => void }) {
  const t = useT();
  const { today, period } = useWork();
  const ending = useEndOrder();
  const [on, setOn] = useState<string | undefined>(today);
  const [document, setDocument] = useState("");
  return (
    <Form
      pending={ending.isPending}
      refusal={troubleOf(ending.error)}
      submitLabel={t(`settlements.outcome.${outcome}`)}
      isDangerous={outcome !== "confirmed"}
      onCancel={onDone}
      onSubmit={() => {
        if (on === undefined) return;
        ending.mutate(
          { order: of.id, outcome, on, document },
          {
            onSuccess: () => {
              toast({ kind: "ok", text: t("settlements.orders.ended", { number: of.number }) });
              onDone();
            },
          },
        );
      }}
    >
      <DateInput
        label={t("settlements.orders.on")}
        name="on"
        required
        today={today}
        period={period}
        value={on}
        onChange={setOn}
      />
      <TextInput
        label={t(outcome === "withdrawn" ? "settlements.orders.reason" : "settlements.orders.document")}
        name="document"
        required
        lengthMax={200}
        value={document}
        onChange={setDocument}
      />
    </Form>
  );
}

const Side = ({ of }: { of: Order["payer"] }) => (
  <>
    {of.name}
    <br />
    <small className="t2 num">{of.account}</small>
    <br />
    <small className="t2">
      {of.bank}, {of.bic}
    </small>
  </>
);
