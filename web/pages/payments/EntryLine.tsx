import { type KeyboardEvent, useId, useRef, useState } from "react";
import { flushSync } from "react-dom";
import { troubleOf } from "../../api/client.ts";
import { Button } from "../../ui/Button.tsx";
import { useFormats } from "../../ui/formats.ts";
import { keysOf } from "../../ui/hotkeys.ts";
import { MoneyInput } from "../../ui/MoneyInput.tsx";
import { useProblemText } from "../../ui/problem-text.ts";
import { TextInput } from "../../ui/TextInput.tsx";
import { useT } from "../../words/words.ts";
import { type BatchRow, isPastPaying, readScan } from "./batch.ts";
import { Owing } from "./Owing.tsx";
import styles from "./entry.module.css";
import { type FoundAccount, searchAccounts } from "./queries.ts";

/** One paper: account, sum, document; Enter goes on from each, and the last one adds the row. */
export function EntryLine({
  begin,
  autoFocus,
  today,
  rowOf,
  onCancel,
  onAdd,
}: {
  /** A row that is taken back to be changed. */
  begin: BatchRow | undefined;
  autoFocus: boolean;
  today: string;
  /** In which row of the batch the account stands already. */
  rowOf: (account: string) => number | undefined;
  /** Leaves the row as it was. */
  onCancel: (() => void) | undefined;
  onAdd: (row: Omit<BatchRow, "id">) => void;
}) {
  const t = useT();
  const { money } = useFormats();
  const textOf = useProblemText();
  const line = useRef<HTMLDivElement>(null);
  const listId = useId();
  const [typed, setTyped] = useState(begin?.account ?? "");
  const [found, setFound] = useState<
    Pick<FoundAccount, "number" | "address" | "holder" | "balance"> | undefined
  >(begin && { number: begin.account, address: begin.address, holder: begin.holder, balance: begin.balance });
  const [several, setSeveral] = useState<readonly FoundAccount[]>([]);
  const [at, setAt] = useState(0);
  const [error, setError] = useState<string>();
  const [isAsking, setIsAsking] = useState(false);
  const [amount, setAmount] = useState<bigint | undefined>(begin && BigInt(begin.amount));
  const [document, setDocument] = useState(begin?.document ?? "");
  const asked = useRef(0);

  const focus = (name: string): void =>
    line.current?.querySelector<HTMLInputElement>(`input[name=${name}]`)?.focus();
  const choose = (one: FoundAccount, scanned: bigint | undefined): void => {
    setSeveral([]);
    setTyped(one.number);
    if (isPastPaying(one, today)) {
      setFound(undefined);
      setError(t("payments.entry.closed", { account: one.number }));
      return;
    }
    const debt = BigInt(one.balance ?? "0");
    // The sum stands there before the focus comes: the field marks it, and typing replaces it.
    flushSync(() => {
      setFound(one);
      setError(undefined);
      setAmount(scanned ?? (debt > 0n ? debt : undefined));
    });
    focus("amount");
  };
  const look = async (): Promise<void> => {
    const { account, amount: scanned } = readScan(typed);
    if (account === "") return;
    // A scanner's burst is followed by the next one: only the last question is answered.
    asked.current += 1;
    const question = asked.current;
    setIsAsking(true);
    try {
      const accounts = await searchAccounts(account);
      if (question !== asked.current) return;
      const exact =
        accounts.find(({ number }) => number === account) ??
        (accounts.length === 1 ? accounts[0] : undefined);
      if (exact) choose(exact, scanned);
      else if (accounts.length === 0) setError(t("payments.entry.notFound", { account }));
      else {
        setSeveral(accounts);
        setAt(0);
        setError(undefined);
      }
    } catch (failure) {
      const trouble = troubleOf(failure);
      if (trouble && question === asked.current) setError(textOf(trouble));
    } finally {
      if (question === asked.current) setIsAsking(false);
    }
  };
  const add = (): void => {
    if (!found) return focus("account");
    if (amount === undefined || amount <= 0n) return focus("amount");
    onAdd({
      account: found.number,
      address: found.address,
      holder: found.holder,
      balance: found.balance,
      amount: String(amount),
      document: document.trim(),
    });
    setTyped("");
    setFound(undefined);
    setAmount(undefined);
    setDocument("");
    setError(undefined);
    focus("account");
  };
  const onKeyDown = (event: KeyboardEvent<HTMLDivElement>): void => {
    const { target } = event;
    if (!(target instanceof HTMLInputElement)) return;
    const pressed = keysOf(event);
    if (target.name === "account" && several.length > 0) {
      const step = { ArrowDown: 1, ArrowUp: -1 }[pressed];
      if (step !== undefined) {
        event.preventDefault();
        return setAt(Math.max(0, Math.min(several.length - 1, at + step)));
      }
      if (pressed === "Escape") {
        event.preventDefault();
        event.stopPropagation();
        return setSeveral([]);
      }
    }
    if (pressed === "Escape" && onCancel) {
      event.preventDefault();
      return onCancel();
    }
    if (pressed !== "Enter") return;
    event.preventDefault();
    const chosen = several[at];
    if (target.name === "document") add();
    else if (target.name === "amount") focus(amount !== undefined && amount > 0n ? "document" : "amount");
    else if (chosen) choose(chosen, undefined);
    else if (found && typed === found.number) focus("amount");
    else void look();
  };
  const same = found && rowOf(found.number);
  const after =
    found && amount !== undefined && found.balance !== undefined ? BigInt(found.balance) - amount : undefined;
  return (
    <div
      ref={line}
      className={styles["line"]}
      onKeyDown={onKeyDown}
      role="group"
      aria-label={t("payments.entry.line")}
    >
      <div className={styles["account"]}>
        <TextInput
          label={t("payments.account")}
          name="account"
          autoFocus={autoFocus}
          lengthMax={500}
          value={typed}
          error={error}
          hint={isAsking ? t("payments.entry.looking") : t("payments.entry.accountHint")}
          onChange={(text) => {
            setTyped(text);
            setFound(undefined);
            setSeveral([]);
            setError(undefined);
          }}
        />
        {several.length > 0 ? (
          <ul
            id={listId}
            className={styles["several"]}
            role="listbox"
            aria-label={t("payments.entry.several")}
          >
            {several.map((one, index) => (
              <li
                key={one.number}
                role="option"
                aria-selected={index === at}
                onMouseDown={(event) => {
                  event.preventDefault();
                  choose(one, undefined);
                }}
              >
                <span className="strong num">{one.number}</span>
                <span className="cut">
                  {one.address} <span className="t3">· {one.holder}</span>
                </span>
                <Owing balance={one.balance} />
              </li>
            ))}
          </ul>
        ) : null}
        <span className="hidden" role="status">
          {several[at]
            ? t("payments.entry.choose", {
                count: several.length,
                account: several[at].number,
                address: several[at].address,
              })
            : ""}
        </span>
      </div>
      <div className={styles["sum"]}>
        <MoneyInput label={t("payments.amount")} name="amount" min={1n} value={amount} onChange={setAmount} />
      </div>
      <div className={styles["document"]}>
        <TextInput
          label={t("payments.document")}
          name="document"
          lengthMax={200}
          value={document}
          onChange={setDocument}
          hint={t("payments.entry.documentHint")}
        />
      </div>
      <div className={styles["add"]}>
        <Button
          hotkey="Enter"
          disabledReason={found ? undefined : t("payments.entry.accountFirst")}
          onClick={add}
        >
          {t(begin ? "payments.entry.change" : "payments.entry.add")}
        </Button>
      </div>
      <div className={styles["about"]} aria-live="polite">
        {found ? (
          <>
            <span className="strong">{found.holder}</span> · {found.address} ·{" "}
            <Owing balance={found.balance} />
            {after === undefined ? null : (
              <span className="t2">
                {" → "}
                {after > 0n
                  ? t("payments.entry.willOwe", { amount: money(after) })
                  : after < 0n
                    ? t("payments.entry.willBeAhead", { amount: money(-after) })
                    : t("payments.entry.willBeEven")}
              </span>
            )}
            {same === undefined ? null : (
              <span className="warn"> · {t("payments.entry.twice", { row: same })}</span>
            )}
          </>
        ) : (
          <span className="t3">{t("payments.entry.how")}</span>
        )}
      </div>
    </div>
  );
}
