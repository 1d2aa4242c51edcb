import { IconCalendar, IconChevronDown, IconChevronLeft, IconChevronRight } from "@tabler/icons-react";
import { type KeyboardEvent, type ReactNode, useEffect, useRef, useState } from "react";
import { addMonths, type Period } from "#core/period";
import { useT } from "../words/words.ts";
import { IconButton } from "./Button.tsx";
import { classes } from "./classes.ts";
import { Drop } from "./Drop.tsx";
import { useFormats } from "./formats.ts";
import { keysOf } from "./hotkeys.ts";
import styles from "./PeriodPicker.module.css";

/** An accounting month, "2026-11": a button that names it, and beneath it a year of months. F4 opens. */
export function PeriodPicker({
  value,
  onChange,
  label,
  stateOf,
  min,
  max,
}: {
  readonly value: string;
  readonly onChange: (period: string) => void;
  readonly label: string;
  /** What stands under a month: a Chip with its state. */
  readonly stateOf?: ((period: string) => ReactNode) | undefined;
  readonly min?: string | undefined;
  readonly max?: string | undefined;
}) {
  const formats = useFormats();
  const [isOpen, setIsOpen] = useState(false);
  return (
    <Drop
      isOpen={isOpen}
      onClose={() => setIsOpen(false)}
      label={label}
      target={
        <button
          type="button"
          className={styles.trigger}
          aria-label={`${label}: ${formats.period(value)}`}
          aria-haspopup="dialog"
          aria-expanded={isOpen}
          aria-keyshortcuts="F4"
          onClick={() => setIsOpen(!isOpen)}
          onKeyDown={(event) => {
            if (keysOf(event) !== "F4") return;
            event.preventDefault();
            setIsOpen(true);
          }}
        >
          <IconCalendar size={16} aria-hidden />
          <span className={styles.name}>{formats.period(value)}</span>
          <IconChevronDown size={14} aria-hidden />
        </button>
      }
    >
      <Year
        value={value}
        stateOf={stateOf}
        isBeyond={(period) => (min !== undefined && period < min) || (max !== undefined && period > max)}
        onChoose={(period) => {
          onChange(period);
          setIsOpen(false);
        }}
      />
    </Drop>
  );
}

function Year({
  value,
  stateOf,
  isBeyond,
  onChoose,
}: {
  value: string;
  stateOf: ((period: string) => ReactNode) | undefined;
  isBeyond: (period: string) => boolean;
  onChoose: (period: string) => void;
}) {
  const t = useT();
  const formats = useFormats();
  const [at, setAt] = useState(value as Period);
  const current = useRef<HTMLButtonElement>(null);
  useEffect(() => {
    // The focus may answer with a promise, which is no cleanup.
    void current.current?.focus({ preventScroll: true });
  }, [at]);
  const year = at.slice(0, 4);
  const walk = (event: KeyboardEvent): void => {
    const months = MONTHS_OF[keysOf(event)];
    if (months === undefined) return;
    event.preventDefault();
    setAt(addMonths(at, months));
  };
  return (
    <div>
      <div className={styles.head}>
        <IconButton
          label={t("ui.calendar.previousYear")}
          icon={<IconChevronLeft />}
          onClick={() => setAt(addMonths(at, -12))}
        />
        <b aria-live="polite">{year}</b>
        <IconButton
          label={t("ui.calendar.nextYear")}
          icon={<IconChevronRight />}
          onClick={() => setAt(addMonths(at, 12))}
        />
      </div>
      <div role="grid" aria-label={year} onKeyDown={walk}>
        {QUARTERS.map((months) => (
          <div key={months[0]} role="row" className={styles.quarter}>
            {months.map((month) => {
              const period = `${year}-${month}`;
              return (
                <span key={month} role="gridcell" aria-selected={period === value}>
                  <button
                    type="button"
                    ref={period === at ? current : null}
                    data-autofocus={period === at || undefined}
                    tabIndex={period === at ? 0 : -1}
                    className={classes(styles.month, period === value && styles.chosen)}
                    aria-disabled={isBeyond(period) || undefined}
                    onClick={() => isBeyond(period) || onChoose(period)}
                  >
                    <span className={styles.name}>{formats.period(period).replace(` ${year}`, "")}</span>
                    {stateOf?.(period)}
                  </button>
                </span>
              );
            })}
          </div>
        ))}
      </div>
    </div>
  );
}

const QUARTERS = [
  ["01", "02", "03"],
  ["04", "05", "06"],
  ["07", "08", "09"],
  ["10", "11", "12"],
] as const;

const MONTHS_OF: Readonly<Record<string, number>> = {
  ArrowLeft: -1,
  ArrowRight: 1,
  ArrowUp: -3,
  ArrowDown: 3,
  PageUp: -12,
  PageDown: 12,
};
