import { type ReactNode, useId } from "react";
import classes from "./Charts.module.css";
import { percentOf, type Write } from "./scales.ts";

export interface AgeBarProps {
  readonly title: string;
  /** From the youngest debt to the oldest; each leads to its rows. */
  readonly ages: readonly {
    readonly id: string;
    readonly label: string;
    readonly amount: bigint;
    readonly href?: string;
  }[];
  /** Draws a link of the shell, which does not load the page anew. */
  readonly linkOf?: (href: string, words: ReactNode) => ReactNode;
  /** Where the whole sum leads. */
  readonly href?: string | undefined;
  readonly write: Write;
}

/** Gap between the parts, percent of the width. */
const GAP = 0.3;
const TONES = ["age1", "age2", "age3"] as const;

/** What is overdue, by age: one bar, its parts named and written out under it. */
export function AgeBar({ title, ages, write, linkOf = plainLink, href: toAll }: AgeBarProps) {
  const id = useId();
  const whole = ages.reduce((sum, { amount }) => sum + (amount > 0n ? amount : 0n), 0n);
  const sum = `${write(ages.reduce((all, { amount }) => all + amount, 0n))} ₽`;
  let left = 0;
  return (
    <div role="group" aria-labelledby={id}>
      <div className={classes["heading"]}>
        <span id={id}>{title}</span>
        <b>{toAll === undefined ? sum : linkOf(toAll, sum)}</b>
      </div>
      <svg className={classes["strip"]} aria-hidden>
        {ages.map(({ id: age, amount }, index) => {
          const width = percentOf(amount > 0n ? amount : 0n, whole);
          const x = left;
          left += width;
          return width === 0 ? null : (
            <rect
              key={age}
              className={classes[toneOf(index)] ?? ""}
              x={`${x}%`}
              width={`${Math.max(width - GAP, 0.2)}%`}
              y={0}
              height={6}
            />
          );
        })}
      </svg>
      <ul className={classes["ages"]}>
        {ages.map(({ id: age, label, amount, href }, index) => {
          const words = (
            <>
              <span className={classes["age"]}>
                <svg width={8} height={8} aria-hidden className={classes["swatch"]}>
                  <rect width={8} height={8} rx={2} className={classes[toneOf(index)] ?? ""} />
                </svg>
                {label}
              </span>
              <span className={amount === 0n ? "t3" : undefined}>{write(amount)}</span>
            </>
          );
          return <li key={age}>{href === undefined ? words : linkOf(href, words)}</li>;
        })}
      </ul>
    </div>
  );
}

const plainLink = (href: string, words: ReactNode): ReactNode => <a href={href}>{words}</a>;

const toneOf = (index: number): string => TONES[Math.min(index, TONES.length - 1)] ?? "age3";
