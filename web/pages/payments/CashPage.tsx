import { IconCheck, IconPrinter } from "@tabler/icons-react";
import { useEffect, useRef, useState } from "react";
import { newKey, troubleOf } from "../../api/client.ts";
import { paths } from "../../paths.ts";
import { useWork } from "../../shell/context.ts";
import { Go } from "../../shell/Go.tsx";
import { Button } from "../../ui/Button.tsx";
import { useFormats } from "../../ui/formats.ts";
import { keysOf, useHotkeys } from "../../ui/hotkeys.ts";
import { MoneyInput } from "../../ui/MoneyInput.tsx";
import { Note } from "../../ui/Note.tsx";
import { Page } from "../../ui/Page.tsx";
import { Refusal } from "../../ui/Refusal.tsx";
import { ErrorState, LoadingRows, NoRights } from "../../ui/States.tsx";
import { TextInput } from "../../ui/TextInput.tsx";
import { useT } from "../../words/words.ts";
import { isPastPaying, readScan } from "./batch.ts";
import { type CashTaken, type Desk as DeskState, type Shift, useDesk, useTakeCash } from "./cash-queries.ts";
import styles from "./cash.module.css";
import { CashDay } from "./CashDay.tsx";
import { CashSlip } from "./CashSlip.tsx";
import { ChooseDebts, type Stated } from "./ChooseDebts.tsx";
import { Owing } from "./Owing.tsx";
import { type FoundAccount, searchAccounts } from "./queries.ts";
import { ShiftOpening } from "./ShiftOpening.tsx";

/** One payer after the other at the desk: scan, sum, cash, slip. The keyboard alone is enough. */
export function CashPage() {
  const t = useT();
  const { may } = useWork();
  return (
    <Page
      title={t("cash.title")}
      subtitle={t("cash.about")}
      crumbs={<Go to={paths.payments()}>{t("payments.title")}</Go>}
      actions={
        <>
          <Go to={paths.cashShifts()}>{t("cash.shifts")}</Go>
          <Go to={paths.paymentsEntry()}>{t("payments.entry.title")}</Go>
        </>
      }
    >
      {may("payments.take") ? (
        <OwnDesk />
      ) : (
        <NoRights roles={[t("payments.role.operator"), t("payments.role.accountant")]} />
      )}
    </Page>
  );
}

/** Nobody takes cash without an open shift: it is opened first, and one of another day is closed first. */
function OwnDesk() {
  const t = useT();
  const { day } = useFormats();
  const { today } = useWork();
  const desk = useDesk();
  const trouble = troubleOf(desk.error);
  if (trouble) return <ErrorState of={trouble} onRetry={() => void desk.refetch()} />;
  if (!desk.data) return <LoadingRows rows={6} columns={3} />;
  const { shift } = desk.data;
  if (!shift) return <ShiftOpening desks={desk.data.desks} />;
  return shift.day === today ? (
    <Desk shift={shift} receipt={desk.data.receipt} />
  ) : (
    <div className={styles["alone"]}>
      <Note state="warn" actions={<Go to={paths.cashShift(shift.shift)}>{t("cash.closeShift")}</Go>}>
        {t("cash.otherDay", { day: day(shift.day), desk: shift.desk })}
      </Note>
    </div>
  );
}

/** What the payer is asked for and has given. */
interface Till {
  readonly amount: bigint | undefined;
  readonly given: bigint | undefined;
  readonly contact: string;
  /** What the payer insists on paying. */
  readonly stated: Stated;
}
const EMPTY: Till = { amount: undefined, given: undefined, contact: "", stated: {} };

function Desk({ shift, receipt }: { shift: Shift; receipt: DeskState["receipt"] }) {
  const t = useT();
  const { money, instant } = useFormats();
  const { today } = useWork();
  const desk = useRef<HTMLDivElement>(null);
  const [typed, setTyped] = useState("");
  const [found, setFound] = useState<FoundAccount>();
  const [several, setSeveral] = useState<readonly FoundAccount[]>([]);
  const [error, setError] = useState<string>();
  const [till, setTill] = useState(EMPTY);
  const [key, setKey] = useState(newKey);
  const [slip, setSlip] = useState<CashTaken & { readonly given: bigint }>();
  const take = useTakeCash();
  const asked = useRef(0);
  const focus = (name: string): void =>
    desk.current?.querySelector<HTMLInputElement>(`input[name=${name}]`)?.focus();
  // The fields are there once the account is: the sum is next.
  useEffect(() => {
    if (found) desk.current?.querySelector<HTMLInputElement>("input[name=amount]")?.focus();
  }, [found]);

  const choose = (one: FoundAccount, scanned: bigint | undefined): void => {
    setSeveral([]);
    setTyped(one.number);
    if (isPastPaying(one, today)) return setError(t("payments.entry.closed", { account: one.number }));
    const due = BigInt(one.balance ?? "0");
    setError(undefined);
    setSlip(undefined);
    take.reset();
    setKey(newKey());
    setTill({ ...EMPTY, amount: scanned ?? (due > 0n ? due : undefined) });
    setFound(one);
  };
  const look = async (): Promise<void> => {
    const { account, amount } = readScan(typed);
    if (account === "") return;
    asked.current += 1;
    const question = asked.current;
    setFound(undefined);
    try {
      const accounts = await searchAccounts(account);
      if (question !== asked.current) return;
      const exact =
        accounts.find(({ number }) => number === account) ??
        (accounts.length === 1 ? accounts[0] : undefined);
      if (exact) choose(exact, amount);
      else {
        setSeveral(accounts);
        setError(accounts.length === 0 ? t("payments.entry.notFound", { account }) : undefined);
      }
    } catch (failure) {
      const trouble = troubleOf(failure);
      if (trouble && question === asked.current) setError(trouble.message);
    }
  };
  const anew = (): void => {
    setTyped("");
    setFound(undefined);
    setSeveral([]);
    setTill(EMPTY);
    setError(undefined);
    take.reset();
    focus("account");
  };
  const { amount, given } = till;
  const short = given !== undefined && amount !== undefined && given < amount;
  const mayNot =
    amount === undefined || amount <= 0n ? t("cash.sumFirst") : short ? t("cash.tooLittle") : undefined;
  const post = (): void => {
    if (!found || amount === undefined || mayNot !== undefined || take.isPending) return;
    take.mutate(
      {
        key,
        body: {
          account: found.number,
          amount: String(amount),
          contact: till.contact.trim(),
          statedPeriod: till.stated.period,
          statedService: till.stated.service,
        },
      },
      {
        onSuccess: (taken) => {
          setSlip({ ...taken, given: given ?? amount });
          anew();
        },
      },
    );
  };
  useHotkeys([
    ...(found ? [{ keys: "Ctrl+Enter", label: t("cash.take"), run: post }] : []),
    { keys: "Insert", label: t("cash.next"), run: anew },
    ...(slip ? [{ keys: "Ctrl+P", label: t("cash.print"), run: () => window.print() }] : []),
  ]);
  const trouble = troubleOf(take.error);
  return (
    <div className={styles["cash"]}>
      <div
        ref={desk}
        className={`${styles["desk"]} noprint`}
        role="group"
        aria-label={t("cash.title")}
        onKeyDown={(event) => {
          if (keysOf(event) !== "Enter" || !(event.target instanceof HTMLInputElement)) return;
          event.preventDefault();
          const { name } = event.target;
          if (name === "account") void look();
          else if (name === "amount") focus("given");
          else if (name === "given") post();
          else if (name === "contact") post();
        }}
      >
        <p className="t2">
          <Go to={paths.cashShift(shift.shift)}>
            {t("cash.shiftOf", { no: shift.no, desk: shift.desk, since: instant(shift.openedAt) })}
          </Go>
        </p>
        <TextInput
          label={t("cash.scan")}
          name="account"
          autoFocus
          hint={t("cash.scanHint")}
          error={error}
          value={typed}
          onChange={setTyped}
        />
        {several.length > 0 ? (
          <ul className={styles["several"]}>
            {several.map((one) => (
              <li key={one.number}>
                <Button kind="ghost" onClick={() => choose(one, undefined)}>
                  {`${one.number} · ${one.holder} · ${one.address}`}
                </Button>
              </li>
            ))}
          </ul>
        ) : null}
        {found ? (
          <>
            <div className={styles["payer"]}>
              <p>
                <Go to={paths.account(found.number)} className="strong num">
                  {found.number}
                </Go>{" "}
                {found.holder}
              </p>
              <p className="t2">{found.address}</p>
              <p>
                <Owing balance={found.balance} />
              </p>
            </div>
            <ChooseDebts
              key={found.number}
              account={found.number}
              value={till.stated}
              onChange={(stated, owed) =>
                setTill((now) => ({ ...now, stated, amount: owed ?? now.amount, given: undefined }))
              }
            />
            <div className={styles["sums"]}>
              <MoneyInput
                label={t("cash.amount")}
                name="amount"
                value={amount}
                onChange={(value) => setTill((now) => ({ ...now, amount: value }))}
              />
              <MoneyInput
                label={t("cash.given")}
                name="given"
                hint={t("cash.givenHint")}
                value={given}
                onChange={(value) => setTill((now) => ({ ...now, given: value }))}
              />
              <div className={styles["change"]} role="status">
                <span className="label t2">{t("cash.change")}</span>
                <b className={short ? "danger" : undefined}>
                  {given === undefined || amount === undefined
                    ? "—"
                    : short
                      ? t("cash.missing", { amount: money(amount - given) })
                      : `${money(given - amount)} ₽`}
                </b>
              </div>
            </div>
            <TextInput
              label={t("cash.contact")}
              name="contact"
              lengthMax={100}
              hint={
                receipt === undefined
                  ? t("cash.contactHint")
                  : t(receipt.required ? "cash.receiptOwed" : "cash.receiptNotOwed", {
                      basis: receipt.basis,
                    })
              }
              value={till.contact}
              onChange={(contact) => setTill((now) => ({ ...now, contact }))}
            />
            {trouble ? <Refusal of={trouble} /> : null}
            <div className="row">
              <Button
                kind="primary"
                hotkey="Ctrl+Enter"
                icon={<IconCheck size={16} aria-hidden />}
                pending={take.isPending}
                disabledReason={mayNot}
                onClick={post}
              >
                {t("cash.take")}
              </Button>
              <Button kind="ghost" hotkey="Insert" onClick={anew}>
                {t("cash.next")}
              </Button>
            </div>
          </>
        ) : slip ? (
          <Note
            state="ok"
            isAlert
            actions={
              <Button
                hotkey="Ctrl+P"
                icon={<IconPrinter size={16} aria-hidden />}
                onClick={() => window.print()}
              >
                {t("cash.print")}
              </Button>
            }
          >
            {t("cash.taken", {
              amount: money(slip.amount),
              payment: slip.payment,
              change: money(slip.given - BigInt(slip.amount)),
            })}
          </Note>
        ) : null}
      </div>
      <CashDay of={shift} />
      {slip ? <CashSlip of={slip} given={slip.given} /> : null}
    </div>
  );
}
