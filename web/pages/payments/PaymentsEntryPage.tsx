import { IconCheck, IconPlus } from "@tabler/icons-react";
import { useEffect, useRef, useState } from "react";
import { newKey, Problem, troubleOf } from "../../api/client.ts";
import { paths } from "../../paths.ts";
import { useWork } from "../../shell/context.ts";
import { Go } from "../../shell/Go.tsx";
import { Button } from "../../ui/Button.tsx";
import { ConfirmDialog } from "../../ui/ConfirmDialog.tsx";
import { DateInput } from "../../ui/DateInput.tsx";
import { useFormats } from "../../ui/formats.ts";
import { keysOf, useHotkeys } from "../../ui/hotkeys.ts";
import { MoneyInput } from "../../ui/MoneyInput.tsx";
import { Note } from "../../ui/Note.tsx";
import { Page } from "../../ui/Page.tsx";
import { Refusal } from "../../ui/Refusal.tsx";
import { NoRights } from "../../ui/States.tsx";
import { TextInput } from "../../ui/TextInput.tsx";
import { toast } from "../../ui/toast.ts";
import { useT } from "../../words/words.ts";
import {
  addedTo,
  balanceOf,
  type Batch,
  type BatchRow,
  changedIn,
  commandOf,
  emptyBatch,
  hindranceOf,
  keepBatch,
  keptBatch,
  without,
} from "./batch.ts";
import { BatchRows } from "./BatchRows.tsx";
import { Difference } from "./Difference.tsx";
import { EntryLine } from "./EntryLine.tsx";
import styles from "./entry.module.css";
import { useTakeBatch } from "./queries.ts";

/** A shift's papers: their count and sum first, then one after the other; posted when both agree. */
export function PaymentsEntryPage() {
  const t = useT();
  const { may } = useWork();
  return (
    <Page
      title={t("payments.entry.title")}
      subtitle={t("payments.entry.about")}
      crumbs={<Go to={paths.payments()}>{t("payments.title")}</Go>}
    >
      {may("payments.take") ? (
        <Entry />
      ) : (
        <NoRights roles={[t("payments.role.operator"), t("payments.role.accountant")]} />
      )}
    </Page>
  );
}

function Entry() {
  const t = useT();
  const { money } = useFormats();
  const { today, period, signedIn } = useWork();
  const { login } = signedIn.user;
  const [batch, setBatch] = useState<Batch>(
    () => keptBatch(localStorage, login) ?? emptyBatch(newKey(), today),
  );
  const [restored] = useState(() => batch.rows.length > 0 && batch.posted === undefined);
  const [taken, setTaken] = useState<BatchRow>();
  const [isFresh] = useState(() => batch.count === undefined && batch.rows.length === 0);
  const [isGivingUp, setIsGivingUp] = useState(false);
  const [isReasonWanted, setIsReasonWanted] = useState(batch.reason !== "");
  const take = useTakeBatch();
  const head = useRef<HTMLDivElement>(null);
  useEffect(() => keepBatch(localStorage, login, batch), [login, batch]);

  const hindrance = hindranceOf(batch);
  const stopped = hindrance === undefined ? undefined : t(`payments.entry.hindrance.${hindrance}`);
  const post = (): void => {
    if (hindrance === "differs") setIsReasonWanted(true);
    if (hindrance !== undefined || take.isPending) return;
    take.mutate(
      { key: batch.key, body: commandOf(batch) },
      {
        onSuccess: (posted) => setBatch({ ...batch, posted }),
      },
    );
  };
  const beginAnew = (): void => {
    setIsGivingUp(false);
    setTaken(undefined);
    setIsReasonWanted(false);
    take.reset();
    setBatch(emptyBatch(newKey(), today));
    requestAnimationFrame(() => head.current?.querySelector<HTMLInputElement>("input[name=count]")?.focus());
  };
  const leave = (): void => (batch.posted || batch.rows.length === 0 ? beginAnew() : setIsGivingUp(true));
  useHotkeys([
    { keys: "Ctrl+Enter", label: t("payments.entry.post"), run: post },
    { keys: "Insert", label: t("payments.entry.anew"), run: leave },
  ]);
  const refusal = troubleOf(take.error);
  const refused = new Set(refusal instanceof Problem ? refusedRows(refusal) : []);
  const isOver = batch.posted !== undefined;
  return (
    <div className={styles["entry"]}>
      <div
        ref={head}
        className={styles["head"]}
        role="group"
        aria-label={t("payments.entry.inventory")}
        onKeyDown={(event) => {
          if (keysOf(event) !== "Enter" || !(event.target instanceof HTMLInputElement)) return;
          event.preventDefault();
          const fields = [...document.querySelectorAll<HTMLInputElement>("main input")].filter(
            (field) => field.offsetParent !== null,
          );
          fields[fields.indexOf(event.target) + 1]?.focus();
        }}
      >
        {isOver ? null : (
          <>
            <div className={styles["count"]}>
              <TextInput
                label={t("payments.entry.count")}
                name="count"
                autoFocus={isFresh}
                value={batch.count === undefined ? "" : String(batch.count)}
                onChange={(text) => {
                  const digits = text.replace(/\D/g, "").slice(0, 3);
                  setBatch({ ...batch, count: digits === "" ? undefined : Number(digits) });
                }}
              />
            </div>
            <div className={styles["sum"]}>
              <MoneyInput
                label={t("payments.entry.total")}
                name="total"
                value={batch.total === undefined ? undefined : BigInt(batch.total)}
                onChange={(total) =>
                  setBatch({ ...batch, total: total === undefined ? undefined : String(total) })
                }
              />
            </div>
            <div className={styles["day"]}>
              <DateInput
                label={t("payments.paidOn")}
                name="paidOn"
                today={today}
                period={period}
                max={today}
                value={batch.paidOn}
                onChange={(paidOn) => paidOn !== undefined && setBatch({ ...batch, paidOn })}
              />
            </div>
            <Difference batch={batch} onReason={() => setIsReasonWanted(true)} />
          </>
        )}
        <span className="spread">
          {batch.posted ? (
            <Note state="ok" isAlert>
              {t("payments.entry.done", { count: batch.posted.count, total: money(batch.posted.total) })}
            </Note>
          ) : null}
        </span>
        <div className={isOver ? undefined : styles["deed"]}>
          <Button
            kind={isOver ? "primary" : "ghost"}
            hotkey="Insert"
            icon={<IconPlus size={16} aria-hidden />}
            onClick={leave}
          >
            {t("payments.entry.anew")}
          </Button>
          {isOver ? null : (
            <Button
              kind="primary"
              hotkey="Ctrl+Enter"
              icon={<IconCheck size={16} aria-hidden />}
              pending={take.isPending}
              disabledReason={stopped}
              onClick={post}
            >
              {t("payments.entry.post")}
            </Button>
          )}
        </div>
      </div>
      {restored && !isOver && batch.rows.length > 0 ? (
        <Note state="info">{t("payments.entry.restored", { count: batch.rows.length })}</Note>
      ) : null}
      {refusal && !isOver ? (
        refusal instanceof Problem && refusal.code === "access.idempotency_key_reused" ? (
          <Note
            state="danger"
            isAlert
            actions={
              <Go className="linked" to={paths.payments({ from: batch.paidOn, to: batch.paidOn })}>
                {t("payments.entry.toPosted")}
              </Go>
            }
          >
            {t("payments.entry.wasPosted")}
          </Note>
        ) : (
          <Refusal of={refusal} />
        )
      ) : null}
      {isOver ? null : (
        <EntryLine
          key={taken?.id ?? "new"}
          begin={taken}
          autoFocus={!isFresh || taken !== undefined}
          today={today}
          rowOf={(account) => {
            const index = batch.rows.findIndex((row) => row.account === account && row.id !== taken?.id);
            return index < 0 ? undefined : index + 1;
          }}
          onCancel={taken ? () => setTaken(undefined) : undefined}
          onAdd={(row) => {
            setBatch(taken ? changedIn(batch, taken.id, row) : addedTo(batch, row));
            setTaken(undefined);
          }}
        />
      )}
      {isReasonWanted && balanceOf(batch).kind === "differs" && !isOver ? (
        <div className={styles["reason"]}>
          <TextInput
            label={t("payments.entry.reason")}
            name="reason"
            autoFocus
            lengthMax={500}
            value={batch.reason}
            onChange={(reason) => setBatch({ ...batch, reason })}
            hint={t("payments.entry.reasonHint")}
          />
        </div>
      ) : null}
      {batch.rows.length > 0 ? (
        <div className={styles["table"]}>
          <BatchRows
            batch={batch}
            refused={refused}
            editing={taken?.id}
            onEdit={setTaken}
            onRemove={(row) => {
              setTaken(undefined);
              setBatch(without(batch, row.id));
              toast({
                kind: "info",
                text: t("payments.entry.removed", { account: row.account, amount: money(row.amount) }),
                action: { label: t("payments.entry.undo"), run: () => setBatch((now) => addedTo(now, row)) },
              });
            }}
          />
        </div>
      ) : null}
      <ConfirmDialog
        isOpen={isGivingUp}
        title={t("payments.entry.giveUpTitle")}
        confirmLabel={t("payments.entry.giveUp")}
        isDangerous
        pending={false}
        refusal={undefined}
        onClose={() => setIsGivingUp(false)}
        onConfirm={beginAnew}
      >
        <p>{t("payments.entry.giveUpAbout", { count: batch.rows.length })}</p>
      </ConfirmDialog>
    </div>
  );
}

function refusedRows(problem: Problem): number[] {
  const { rows } = problem.data;
  if (!Array.isArray(rows)) return [];
  return rows.flatMap((one: unknown) =>
    typeof one === "object" && one !== null && "row" in one && typeof one.row === "number" ? [one.row] : [],
  );
}
