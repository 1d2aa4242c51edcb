import { IconChevronLeft, IconChevronRight } from "@tabler/icons-react";
import { type KeyboardEvent, useEffect, useRef, useState } from "react";
import { addDays, type Day, dayNumber } from "#core/day";
import { addMonths, daysIn, firstDay, type Period, periodOf } from "#core/period";
import { useWords } from "../words/words.ts";
import { IconButton } from "./Button.tsx";
import styles from "./Calendar.module.css";
import { classes } from "./classes.ts";
import { useFormats } from "./formats.ts";
import { keysOf } from "./hotkeys.ts";

/** A month of days as an ARIA grid with one stop of Tab; arrows, Home, End and PageUp, PageDown walk over it. */
export function Calendar({
  value,
  today,
  onChoose,
  min,
  max,
}: {
  value: string | undefined;
  today: string;
  onChoose: (day: string) => void;
  min?: string | undefined;
  max?: string | undefined;
}) {
  const { language, t } = useWords();
  const formats = useFormats();
  const [at, setAt] = useState((value ?? today) as Day);
  const current = useRef<HTMLButtonElement>(null);
  useEffect(() => {
    // The focus may answer with a promise, which is no cleanup.
    void current.current?.focus({ preventScroll: true });
  }, [at]);
  const weekday = new Intl.DateTimeFormat(language, { weekday: "short", timeZone: "UTC" });
  const wholeDate = new Intl.DateTimeFormat(language === "ru" ? "ru" : "en-GB", {
    dateStyle: "long",
    timeZone: "UTC",
  });
  const month = periodOf(at);
  return (
    <div className={styles.calendar}>
      <div className={styles.head}>
        <IconButton
          label={t("ui.calendar.previousMonth")}
          icon={<IconChevronLeft />}
          onClick={() => setAt(sameDayIn(addMonths(month, -1), at))}
        />
        <b aria-live="polite">{formats.period(month)}</b>
        <IconButton
          label={t("ui.calendar.nextMonth")}
          icon={<IconChevronRight />}
          onClick={() => setAt(sameDayIn(addMonths(month, 1), at))}
        />
      </div>
      <div role="grid" aria-label={formats.period(month)} onKeyDown={onKeyDown}>
        <div role="row" className={styles.week}>
          {WEEK.map((index) => (
            <span key={index} role="columnheader" className={styles.weekday}>
              {/* 1970-01-05 was a Monday. */}
              {weekday.format(Date.UTC(1970, 0, 5 + index))}
            </span>
          ))}
        </div>
        {weeksOf(month).map((days) => (
          <div key={days[0]} role="row" className={styles.week}>
            {days.map((day) => (
              <span key={day} role="gridcell" aria-selected={day === value}>
                <button
                  type="button"
                  ref={day === at ? current : null}
                  data-autofocus={day === at || undefined}
                  tabIndex={day === at ? 0 : -1}
                  className={classes(
                    styles.day,
                    periodOf(day) !== month && styles.other,
                    day === value && styles.chosen,
                    day === today && styles.today,
                  )}
                  aria-label={wholeDate.format(Date.parse(day))}
                  aria-current={day === today ? "date" : undefined}
                  aria-disabled={isBeyond(day) || undefined}
                  onClick={() => isBeyond(day) || onChoose(day)}
                >
                  {Number(day.slice(8))}
                </button>
              </span>
            ))}
          </div>
        ))}
      </div>
    </div>
  );

  function isBeyond(day: string): boolean {
    return (min !== undefined && day < min) || (max !== undefined && day > max);
  }

  function onKeyDown(event: KeyboardEvent): void {
    const next = STEP_OF[keysOf(event)]?.(at);
    if (next === undefined) return;
    event.preventDefault();
    setAt(next);
  }
}

const WEEK = [0, 1, 2, 3, 4, 5, 6];

/** Monday is 0; day 0 of the count, 1970-01-01, was a Thursday. */
const weekdayOf = (day: Day): number => (((dayNumber(day) + 3) % 7) + 7) % 7;
const weekStart = (day: Day): Day => addDays(day, -weekdayOf(day));

const weeksOf = (month: Period): Day[][] => {
  const start = weekStart(firstDay(month));
  // Always six, so that the buttons do not move from month to month.
  return [0, 7, 14, 21, 28, 35].map((from) => WEEK.map((index) => addDays(start, from + index)));
};

/** The 31st of a month of 30 days is its last one. */
const sameDayIn = (month: Period, day: Day): Day =>
  addDays(firstDay(month), Math.min(Number(day.slice(8)), daysIn(month)) - 1);

const STEP_OF: Readonly<Record<string, (day: Day) => Day>> = {
  ArrowLeft: (day) => addDays(day, -1),
  ArrowRight: (day) => addDays(day, 1),
  ArrowUp: (day) => addDays(day, -7),
  ArrowDown: (day) => addDays(day, 7),
  Home: weekStart,
  End: (day) => addDays(weekStart(day), 6),
  PageUp: (day) => sameDayIn(addMonths(periodOf(day), -1), day),
  PageDown: (day) => sameDayIn(addMonths(periodOf(day), 1), day),
  "Shift+PageUp": (day) => sameDayIn(addMonths(periodOf(day), -12), day),
  "Shift+PageDown": (day) => sameDayIn(addMonths(periodOf(day), 12), day),
};
