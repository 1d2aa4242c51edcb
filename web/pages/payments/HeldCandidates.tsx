import { type KeyboardEvent, type Ref, useId } from "react";
import { useFormats } from "../../ui/formats.ts";
import { useT } from "../../words/words.ts";
import { shortAddress } from "./short-address.ts";
import type { Candidate } from "./unmatched-queries.ts";
import styles from "./unmatched.module.css";

/** An account to choose: proposed with its reasons, or found by the person. */
export type Choice = Pick<Candidate, "account" | "holder" | "address"> &
  Partial<Pick<Candidate, "score" | "reasons" | "owes" | "closed">>;

/** The list has the focus and the keys; the marked account is the one that Enter assigns to. */
export function HeldCandidates({
  choices,
  at,
  labelledBy,
  onChoose,
  onKeyDown,
  ref,
}: {
  choices: readonly Choice[];
  at: number;
  labelledBy: string;
  onChoose: (at: number) => void;
  onKeyDown: (event: KeyboardEvent) => void;
  ref: Ref<HTMLDivElement>;
}) {
  const t = useT();
  const id = useId();
  if (choices.length === 0) {
    return (
      // The keys of the line work here too: what nobody answers to is returned or left.
      <div
        ref={ref}
        className={styles["candidates"]}
        role="group"
        data-keys
        aria-labelledby={labelledBy}
        tabIndex={0}
        onKeyDown={onKeyDown}
      >
        <p className={styles["candidate"]}>
          <span />
          <span className="t2">{t("suspense.noCandidates")}</span>
        </p>
      </div>
    );
  }
  return (
    <div
      ref={ref}
      className={styles["candidates"]}
      role="listbox"
      data-keys
      tabIndex={0}
      aria-labelledby={labelledBy}
      aria-activedescendant={`${id}-${at}`}
      onKeyDown={onKeyDown}
    >
      {choices.map((one, index) => (
        <div
          key={one.account}
          id={`${id}-${index}`}
          className={styles["candidate"]}
          role="option"
          aria-selected={index === at}
          onClick={() => onChoose(index)}
        >
          <span className="t3 num">{index + 1}</span>
          <span className="cut">
            <span className="strong num">{one.account}</span> · {one.holder}
          </span>
          <span className="num t2">
            {one.score === undefined ? "" : t("suspense.score", { score: one.score })}
          </span>
          <span className={`${styles["reasons"]} label t2`}>
            {shortAddress(one.address)} · <Owes of={one} />
          </span>
          {one.reasons === undefined ? null : (
            <span className={`${styles["reasons"]} label`}>
              {one.reasons
                .map((reason) =>
                  t(
                    `suspense.reason.${reason.kind}`,
                    reason.kind === "paid_before" ? { times: reason.times } : {},
                  ),
                )
                .join("; ")}
            </span>
          )}
        </div>
      ))}
    </div>
  );
}

function Owes({ of }: { of: Choice }) {
  const t = useT();
  const { money, day } = useFormats();
  if (of.closed !== undefined) return t("suspense.closed", { day: day(of.closed) });
  if (of.owes === undefined) return "—";
  const owes = BigInt(of.owes);
  if (owes === 0n) return t("suspense.even");
  return owes > 0n
    ? t("suspense.owes", { amount: money(owes) })
    : t("suspense.ahead", { amount: money(-owes) });
}
