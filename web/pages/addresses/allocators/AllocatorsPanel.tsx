import { IconUpload } from "@tabler/icons-react";
import { useRef, useState } from "react";
import { troubleOf } from "../../../api/client.ts";
import { Button } from "../../../ui/Button.tsx";
import { Form } from "../../../ui/Form.tsx";
import { Note } from "../../../ui/Note.tsx";
import { QuantityInput } from "../../../ui/QuantityInput.tsx";
import { Refusal } from "../../../ui/Refusal.tsx";
import { SidePanel } from "../../../ui/SidePanel.tsx";
import { ErrorState, LoadingRows } from "../../../ui/States.tsx";
import { TextInput } from "../../../ui/TextInput.tsx";
import { toast } from "../../../ui/toast.ts";
import { useT } from "../../../words/words.ts";
import styles from "../failures/failures.module.css";
import { useAccounts } from "../queries.ts";
import { readMonth } from "./month-text.ts";
import { allocatorsAt, useCountAllocators, useReadCounts } from "./queries.ts";

/** The counts of a span, typed or taken from a file and looked at, by one document. */
export function AllocatorsPanel({ building, onClose }: { building: number; onClose: () => void }) {
  const t = useT();
  const accounts = useAccounts(building, true);
  const trouble = troubleOf(accounts.error);
  return (
    <SidePanel title={t("allocators.new")} keys={[["Ctrl+Enter", t("allocators.save")]]} onClose={onClose}>
      {trouble ? (
        <ErrorState of={trouble} onRetry={() => void accounts.refetch()} />
      ) : accounts.data ? (
        <CountsForm building={building} places={accounts.data.premises} onClose={onClose} />
      ) : (
        <LoadingRows rows={8} columns={2} />
      )}
    </SidePanel>
  );
}

function CountsForm({
  building,
  places,
  onClose,
}: {
  building: number;
  places: readonly { id: number; number: string }[];
  onClose: () => void;
}) {
  const t = useT();
  const [from, setFrom] = useState("");
  const [to, setTo] = useState("");
  const [document, setDocument] = useState("");
  const [units, setUnits] = useState<ReadonlyMap<number, bigint>>(new Map());
  const read = useReadCounts(building);
  const enter = useCountAllocators(building);
  const chosen = useRef<HTMLInputElement>(null);
  const unread = troubleOf(read.error);
  const span = { from: readMonth(from), to: readMonth(to) };
  const inOrder = places.toSorted((a, b) => a.number.localeCompare(b.number, "ru", { numeric: true }));
  const setOne = (premises: number, count: bigint | undefined): void => {
    const next = new Map(units);
    if (count === undefined) next.delete(premises);
    else next.set(premises, count);
    setUnits(next);
  };
  const take = (file: File | undefined): void => {
    if (!file) return;
    read.mutate(file, {
      onSuccess: ({ counts }) =>
        setUnits(new Map([...units, ...counts.map((one) => [one.premises, BigInt(one.units)] as const)])),
    });
  };
  const submit = (): void => {
    if (span.from === undefined || span.to === undefined) return;
    enter.mutate(
      {
        from: span.from,
        to: span.to,
        document: document.trim(),
        counts: [...units].map(([premises, count]) => ({ premises, units: String(count) })),
      },
      {
        onSuccess: (done) => {
          toast({ kind: "ok", text: t("allocators.saved", { ...done }) });
          onClose();
        },
      },
    );
  };
  return (
    <Form
      pending={enter.isPending}
      refusal={troubleOf(enter.error)}
      submitLabel={t("allocators.save")}
      submitDisabledReason={
        span.from === undefined || span.to === undefined
          ? t("allocators.monthWrong")
          : units.size === 0
            ? t("allocators.nothing")
            : undefined
      }
      onCancel={onClose}
      onSubmit={submit}
    >
      <div className={styles["halves"]}>
        <TextInput
          label={t("allocators.from")}
          name="from"
          required
          autoFocus
          value={from}
          onChange={setFrom}
          hint={t("allocators.monthHint")}
        />
        <TextInput label={t("allocators.to")} name="to" required value={to} onChange={setTo} />
      </div>
      <TextInput
        label={t("allocators.document")}
        name="document"
        required
        value={document}
        onChange={setDocument}
        hint={t("allocators.documentHint")}
      />
      <section className={styles["section"]}>
        <h3>{t("allocators.file")}</h3>
        <div className={styles["deeds"]}>
          <input
            ref={chosen}
            type="file"
            className="hidden"
            tabIndex={-1}
            aria-label={t("allocators.file")}
            accept=".xlsx,.csv,.txt"
            onChange={(event) => {
              take(event.target.files?.[0]);
              // The same file may be chosen again after it was mended.
              event.target.value = "";
            }}
          />
          <Button
            icon={<IconUpload size={16} />}
            pending={read.isPending}
            onClick={() => chosen.current?.click()}
          >
            {t("allocators.pick")}
          </Button>
          <a href={allocatorsAt(building, "/template")} download>
            {t("allocators.template")}
          </a>
        </div>
        {unread ? <Refusal of={unread} /> : null}
        {read.data ? (
          <Note state={read.data.refused.length > 0 ? "warn" : "ok"}>
            {t("allocators.read", { taken: read.data.counts.length, empty: read.data.empty })}
          </Note>
        ) : null}
        {read.data && read.data.refused.length > 0 ? (
          <table className={styles["table"]} aria-label={t("allocators.refusedLines")}>
            <tbody>
              {read.data.refused.map((one) => (
                <tr key={one.line}>
                  <th scope="row" className={styles["minutes"]}>
                    {t("allocators.line", { line: one.line })}
                  </th>
                  <td>{one.sentence}</td>
                </tr>
              ))}
            </tbody>
          </table>
        ) : null}
      </section>
      <section className={styles["section"]}>
        <h3>{t("allocators.counts")}</h3>
        <p className="t2">{t("allocators.countsHint")}</p>
        <table className={styles["table"]} aria-label={t("allocators.counts")}>
          <tbody>
            {inOrder.map((one) => (
              <tr key={one.id}>
                <th scope="row">{one.number}</th>
                <td>
                  <QuantityInput
                    label={t("allocators.countOf", { number: one.number })}
                    isLabelHidden
                    digits={6}
                    value={units.get(one.id)}
                    onChange={(count) => setOne(one.id, count)}
                  />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </section>
    </Form>
  );
}
