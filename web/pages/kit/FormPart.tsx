import { IconPrinter } from "@tabler/icons-react";
import { useState } from "react";
import { Offline, Problem } from "../../api/client.ts";
import { Button, IconButton } from "../../ui/Button.tsx";
import { DateInput } from "../../ui/DateInput.tsx";
import { Form } from "../../ui/Form.tsx";
import { MoneyInput } from "../../ui/MoneyInput.tsx";
import type { Trouble } from "../../ui/problem-text.ts";
import { Segmented } from "../../ui/Segmented.tsx";
import { SidePanel } from "../../ui/SidePanel.tsx";
import { TextInput } from "../../ui/TextInput.tsx";
import { toast } from "../../ui/toast.ts";
import styles from "./FieldsSection.module.css";

const TODAY = "2026-11-23";
const EMPTY = { amount: undefined as bigint | undefined, paidOn: TODAY as string | undefined, note: "" };

const ANSWERS = {
  accepted: undefined,
  refused: new Problem({
    code: "request.invalid",
    status: 400,
    sentence: "Запрос заполнен неверно.",
    requestId: "3ec1aa89f0b2c4d5",
    data: {
      issues: [
        { field: "amount", problem: "too_small", wanted: "1" },
        { field: "rows.0", problem: "no_such" },
      ],
    },
  }),
  defect: new Problem({
    code: "request.defect",
    status: 500,
    sentence: "Наша ошибка, номер 7F3K. Ничего не проведено.",
    requestId: "3ec1aa89f0b2c4d5",
    data: {},
  }),
  offline: new Offline(),
} as const satisfies Record<string, Trouble | undefined>;
type Answer = keyof typeof ANSWERS;

/** A payment in a panel over the page; what the server would answer is chosen beside it. */
export function FormPart() {
  const [isOpen, setIsOpen] = useState(false);
  const [answer, setAnswer] = useState<Answer>("accepted");
  return (
    <div className={styles.stage}>
      <div className={styles.line}>
        <Button kind="primary" onClick={() => setIsOpen(true)}>
          SidePanel
        </Button>
        <Segmented
          label="Ответ сервера"
          value={answer}
          onChange={setAnswer}
          options={[
            { value: "accepted", label: "Принято" },
            { value: "refused", label: "Отказ" },
            { value: "defect", label: "Сбой" },
            { value: "offline", label: "Нет связи" },
          ]}
        />
      </div>
      {isOpen && <PaymentPanel answer={ANSWERS[answer]} onClose={() => setIsOpen(false)} />}
    </div>
  );
}

function PaymentPanel({ answer, onClose }: { answer: Trouble | undefined; onClose: () => void }) {
  const [values, setValues] = useState(EMPTY);
  const [pending, setPending] = useState(false);
  const [refusal, setRefusal] = useState<Trouble>();
  const isUnsaved = values.amount !== undefined || values.note !== "";

  const send = (): void => {
    setPending(true);
    setRefusal(undefined);
    setTimeout(() => {
      setPending(false);
      setRefusal(answer);
      if (answer) return;
      toast({ kind: "ok", text: "Платёж проведён." });
      setValues(EMPTY);
    }, 1200);
  };

  return (
    <SidePanel
      title="Платёж"
      subtitle="4104 0127 58, ноябрь 2026"
      actions={<IconButton label="Печать" icon={<IconPrinter />} />}
      keys={[
        ["Enter", "дальше"],
        ["Ctrl+Enter", "провести"],
      ]}
      footer={<a href="#payments">Все платежи</a>}
      isUnsaved={isUnsaved}
      onClose={onClose}
    >
      <Form
        pending={pending}
        refusal={refusal}
        onSubmit={send}
        submitLabel="Провести платёж"
        onCancel={onClose}
        draft={{
          draftKey: "kit.payment",
          values,
          onRestore: setValues,
          onDiscard: () => setValues(EMPTY),
        }}
      >
        <MoneyInput
          label="Сумма"
          name="amount"
          required
          min={1n}
          value={values.amount}
          onChange={(amount) => setValues((before) => ({ ...before, amount }))}
        />
        <DateInput
          label="Дата платежа"
          name="paidOn"
          required
          today={TODAY}
          period="2026-11"
          max={TODAY}
          value={values.paidOn}
          onChange={(paidOn) => setValues((before) => ({ ...before, paidOn }))}
        />
        <TextInput
          label="Примечание"
          name="note"
          value={values.note}
          onChange={(note) => setValues((before) => ({ ...before, note }))}
        />
      </Form>
    </SidePanel>
  );
}
