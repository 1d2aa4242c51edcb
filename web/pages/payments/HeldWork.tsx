import { IconArrowBackUp, IconArrowsSplit, IconCheck, IconNote } from "@tabler/icons-react";
import { type KeyboardEvent, useEffect, useId, useRef, useState } from "react";
import { newKey, troubleOf } from "../../api/client.ts";
import { useFormats } from "../../ui/formats.ts";
import { Button } from "../../ui/Button.tsx";
import { useHotkeys } from "../../ui/hotkeys.ts";
import { Note } from "../../ui/Note.tsx";
import { useProblemText } from "../../ui/problem-text.ts";
import { Refusal } from "../../ui/Refusal.tsx";
import { ErrorState, LoadingRows } from "../../ui/States.tsx";
import { TextInput } from "../../ui/TextInput.tsx";
import { toast } from "../../ui/toast.ts";
import { useT } from "../../words/words.ts";
import { HeldCandidates, type Choice } from "./HeldCandidates.tsx";
import { HeldDialogs, type Asked } from "./HeldDialogs.tsx";
import { HeldFacts } from "./HeldFacts.tsx";
import { searchAccounts } from "./queries.ts";
import { type Decision, type HeldCard, type Offer, useDecision, useHeldCard } from "./unmatched-queries.ts";
import styles from "./unmatched.module.css";

/** One held line: what came, the accounts that it may be meant for, and the deeds. */
export function HeldWork({
  held,
  position,
  onDecided,
}: {
  held: string;
  position: string;
  onDecided: (offer: Offer | undefined, isLeft: boolean) => void;
}) {
  const card = useHeldCard(held);
  const trouble = troubleOf(card.error);
  if (trouble) return <ErrorState of={trouble} onRetry={() => void card.refetch()} />;
  if (!card.data) return <LoadingRows rows={8} columns={2} />;
  return <Decide key={held} card={card.data} position={position} onDecided={onDecided} />;
}

function Decide({
  card,
  position,
  onDecided,
}: {
  card: HeldCard;
  position: string;
  onDecided: (offer: Offer | undefined, isLeft: boolean) => void;
}) {
  const t = useT();
  const { money } = useFormats();
  const [found, setFound] = useState<readonly Choice[]>();
  const [at, setAt] = useState(0);
  const [asked, setAsked] = useState<Asked>();
  // One key is one decision: pressing twice, or a lost answer, books it once.
  const [key, setKey] = useState(newKey);
  const decide = useDecision();
  const listId = useId();
  const list = useRef<HTMLDivElement>(null);
  const search = useRef<HTMLDivElement>(null);
  // The keys are the line's, and its again when a dialog has closed. On a phone the line itself is what is seen first.
  useEffect(() => {
    if (asked === undefined) list.current?.focus({ preventScroll: true });
  }, [asked]);
  const isRefund = BigInt(card.rest) < 0n;
  const choices: readonly Choice[] = isRefund ? [] : (found ?? card.candidates);
  const chosen = choices[at];
  const rest = money(card.rest);
  const run = (decision: Decision, done: string): void => {
    if (decide.isPending || decide.isSuccess) return;
    decide.mutate(
      { held: card.held, key, decision },
      {
        onSuccess: ({ offer }) => {
          setAsked(undefined);
          toast({ kind: "ok", text: done });
          if (decision.kind === "left") {
            // It may be the last one, which is looked at again.
            setKey(newKey());
            decide.reset();
          }
          onDecided(offer, decision.kind === "left");
        },
      },
    );
  };
  const accept = (): void => {
    if (!chosen) return;
    run(
      { kind: "assigned", parts: [{ account: chosen.account, amount: card.rest }] },
      t("suspense.assigned", { amount: rest, account: chosen.account }),
    );
  };
  const ask = (what: Asked): void => {
    decide.reset();
    setAsked(what);
  };
  useHotkeys([
    {
      keys: "F3",
      label: t("suspense.search"),
      run: () => search.current?.querySelector("input")?.focus(),
    },
  ]);
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.ctrlKey || event.altKey || event.metaKey) return;
    const deeds: Readonly<Record<string, () => void>> = {
      Enter: accept,
      NumpadEnter: accept,
      ArrowDown: () => setAt(Math.min(choices.length - 1, at + 1)),
      ArrowUp: () => setAt(Math.max(0, at - 1)),
      KeyR: () => ask("return"),
      KeyL: () => ask("leave"),
      ...(isRefund ? {} : { KeyS: () => ask("split") }),
    };
    const digit = /^(?:Digit|Numpad)([1-5])$/.exec(event.code)?.[1];
    const deed =
      digit === undefined ? deeds[event.code] : () => setAt(Math.min(choices.length, Number(digit)) - 1);
    if (!deed) return;
    event.preventDefault();
    deed();
  };
  const refusal = troubleOf(decide.error);
  return (
    <div className={styles["work"]}>
      <div className={styles["wide"]}>
        {isRefund ? <Note state="warn">{t("suspense.refund")}</Note> : null}
        {refusal && !asked ? <Refusal of={refusal} /> : null}
      </div>
      <HeldFacts card={card} position={position} />
      <section aria-labelledby={listId}>
        <h2 id={listId}>{t(found ? "suspense.found" : "suspense.candidates")}</h2>
        <HeldCandidates
          ref={list}
          choices={choices}
          at={at}
          labelledBy={listId}
          onChoose={setAt}
          onKeyDown={onKeyDown}
        />
        <p className="label t3">{t("suspense.keysHow")}</p>
        <div className={styles["deeds"]}>
          <Button
            kind="primary"
            hotkey="Enter"
            icon={<IconCheck size={16} aria-hidden />}
            pending={decide.isPending && !asked}
            disabledReason={isRefund ? t("suspense.refund") : chosen ? undefined : t("suspense.noCandidates")}
            onClick={accept}
          >
            {t("suspense.accept")}
          </Button>
          <Button
            hotkey="S"
            icon={<IconArrowsSplit size={16} aria-hidden />}
            disabledReason={isRefund ? t("suspense.refund") : undefined}
            onClick={() => ask("split")}
          >
            {t("suspense.split")}
          </Button>
          <Button hotkey="R" icon={<IconArrowBackUp size={16} aria-hidden />} onClick={() => ask("return")}>
            {t("suspense.return")}
          </Button>
          <Button hotkey="L" icon={<IconNote size={16} aria-hidden />} onClick={() => ask("leave")}>
            {t("suspense.leave")}
          </Button>
        </div>
        {isRefund ? null : (
          <div ref={search}>
            <Search
              onFound={(accounts) => {
                setFound(accounts);
                setAt(0);
                list.current?.focus();
              }}
            />
          </div>
        )}
      </section>
      <HeldDialogs
        asked={asked}
        card={card}
        first={chosen?.account}
        pending={decide.isPending}
        refusal={refusal}
        onClose={() => {
          setAsked(undefined);
          decide.reset();
        }}
        onDecide={run}
      />
    </div>
  );
}

function Search({ onFound }: { onFound: (accounts: readonly Choice[]) => void }) {
  const t = useT();
  const textOf = useProblemText();
  const [typed, setTyped] = useState("");
  const [error, setError] = useState<string>();
  const look = async (): Promise<void> => {
    if (typed.trim() === "") return;
    try {
      const accounts = await searchAccounts(typed.trim());
      if (accounts.length === 0) return setError(t("suspense.notFound"));
      onFound(
        accounts.slice(0, 5).map(({ number, holder, address, balance, closed }) => ({
          account: number,
          holder,
          address,
          owes: balance,
          closed,
        })),
      );
    } catch (failure) {
      const trouble = troubleOf(failure);
      if (!trouble) throw failure;
      setError(textOf(trouble));
    }
  };
  return (
    <div
      className={styles["find"]}
      onKeyDown={(event) => {
        if (event.key !== "Enter") return;
        event.preventDefault();
        void look();
      }}
    >
      <TextInput
        label={`${t("suspense.search")} (F3)`}
        name="search"
        lengthMax={200}
        value={typed}
        error={error}
        hint={t("suspense.searchHint")}
        onChange={(text) => {
          setTyped(text);
          setError(undefined);
        }}
      />
    </div>
  );
}
