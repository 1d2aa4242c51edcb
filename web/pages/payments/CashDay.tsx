import { useState } from "react";
import { newKey, troubleOf } from "../../api/client.ts";
import { paths } from "../../paths.ts";
import { useWork } from "../../shell/context.ts";
import { Go } from "../../shell/Go.tsx";
import { Button } from "../../ui/Button.tsx";
import { Chip } from "../../ui/Chip.tsx";
import { ConfirmDialog } from "../../ui/ConfirmDialog.tsx";
import { useFormats } from "../../ui/formats.ts";
import { ErrorState, LoadingRows } from "../../ui/States.tsx";
import { TextInput } from "../../ui/TextInput.tsx";
import { toast } from "../../ui/toast.ts";
import { useT } from "../../words/words.ts";
import styles from "./cash.module.css";
import { type Shift, useReturnCash, useShiftPayments } from "./cash-queries.ts";
import type { JournalRow } from "./queries.ts";

/** The open shift: what was taken and given back, and what must lie in the drawer. */
export function CashDay({ of }: { of: Shift }) {
  const t = useT();
  const { money, count } = useFormats();
  const { may } = useWork();
  const day = useShiftPayments(of);
  const [returning, setReturning] = useState<JournalRow>();
  const trouble = troubleOf(day.error);
  const mayNot = may("payments.reverse") ? undefined : t("cash.mayNotReturn");
  if (trouble) return <ErrorState of={trouble} onRetry={() => void day.refetch()} />;
  if (!day.data) return <LoadingRows rows={6} columns={4} />;
  const { taken, returned } = of.sums;
  return (
    <section className={`${styles["day"]} noprint`} aria-labelledby="cash-day">
      <h2 id="cash-day">{t("cash.day")}</h2>
      <dl className={styles["totals"]}>
        <div>
          <dt>{t("cash.takenToday")}</dt>
          <dd>
            {money(taken.total)} ₽ <span className="t2">· {count(taken.count)}</span>
          </dd>
        </div>
        <div>
          <dt>{t("cash.returnedToday")}</dt>
          <dd>
            {money(returned.total)} ₽ <span className="t2">· {count(returned.count)}</span>
          </dd>
        </div>
        <div>
          <dt>{t("cash.inDrawer")}</dt>
          <dd className="strong">{money(of.expected)} ₽</dd>
        </div>
      </dl>
      {day.data.payments.length === 0 ? (
        <p className="t2">{t("cash.nothingYet")}</p>
      ) : (
        <div className={styles["rows"]}>
          <table>
            <caption className="hidden">{t("cash.day")}</caption>
            <thead>
              <tr>
                <th scope="col">{t("payments.number")}</th>
                <th scope="col">{t("payments.account")}</th>
                <th scope="col">{t("payments.holder")}</th>
                <th scope="col" className="num">
                  {t("payments.amount")}
                </th>
                <th scope="col">
                  <span className="hidden">{t("cash.return")}</span>
                </th>
              </tr>
            </thead>
            <tbody>
              {day.data.payments.map((row) => (
                <tr key={row.payment}>
                  <th scope="row">
                    <Go
                      to={paths.payments({
                        from: row.paidOn,
                        to: row.paidOn,
                        payment: `${row.building}-${row.payment}`,
                      })}
                    >
                      {row.payment}
                    </Go>
                  </th>
                  <td>
                    <Go to={paths.account(row.number)}>{row.number}</Go>
                  </td>
                  <td className="cut">{row.holder}</td>
                  <td className="num">{money(row.amount)}</td>
                  <td className={styles["deed"]}>
                    {row.reversal ? (
                      <Chip state="mute">{t("cash.returned")}</Chip>
                    ) : (
                      <Button kind="ghost" disabledReason={mayNot} onClick={() => setReturning(row)}>
                        {t("cash.return")}
                      </Button>
                    )}
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
      {returning ? (
        <Return key={returning.payment} of={returning} onClose={() => setReturning(undefined)} />
      ) : null}
    </section>
  );
}

function Return({ of, onClose }: { of: JournalRow; onClose: () => void }) {
  const t = useT();
  const { money } = useFormats();
  const [key] = useState(newKey);
  const [reason, setReason] = useState("");
  const giveBack = useReturnCash();
  return (
    <ConfirmDialog
      isOpen
      title={t("cash.returnTitle", { amount: money(of.amount) })}
      confirmLabel={t("cash.return")}
      isDangerous
      pending={giveBack.isPending}
      refusal={troubleOf(giveBack.error)}
      onClose={onClose}
      onConfirm={() =>
        giveBack.mutate(
          { key, building: of.building, payment: of.payment, reason: reason.trim() },
          {
            onSuccess: () => {
              toast({ kind: "ok", text: t("cash.returnDone", { amount: money(of.amount) }) });
              onClose();
            },
          },
        )
      }
    >
      <p>{t("cash.returnAbout", { account: of.number, holder: of.holder })}</p>
      <TextInput label={t("cash.reason")} name="reason" required value={reason} onChange={setReason} />
    </ConfirmDialog>
  );
}
