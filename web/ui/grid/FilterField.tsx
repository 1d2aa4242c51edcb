import { IconFilter, IconX } from "@tabler/icons-react";
import { useEffect, useRef } from "react";
import { useT } from "../../words/words.ts";
import classes from "./Grid.module.css";

/** The text by which the page narrows the list; the page keeps it in the address. */
export interface GridFilter {
  readonly value: string;
  readonly onChange: (value: string) => void;
}

interface FilterFieldProps {
  readonly filter: GridFilter;
  readonly onFocusChange: (isFocused: boolean) => void;
  /** Back to the list: Esc empties a filled field first, Arrow down and Enter keep it. */
  readonly onLeave: (isClosing: boolean) => void;
}

export function FilterField({ filter, onFocusChange, onLeave }: FilterFieldProps) {
  const t = useT();
  const field = useRef<HTMLInputElement>(null);
  useEffect(() => {
    field.current?.focus();
  }, []);
  return (
    <div className={classes["filter"]} role="search">
      <IconFilter size={16} aria-hidden />
      <input
        ref={field}
        data-filter=""
        aria-label={t("ui.grid.filter")}
        placeholder={t("ui.grid.filter")}
        value={filter.value}
        onChange={(event) => filter.onChange(event.currentTarget.value)}
        onFocus={() => onFocusChange(true)}
        onBlur={() => onFocusChange(false)}
        onKeyDown={(event) => {
          if (event.key === "Escape") {
            event.preventDefault();
            event.stopPropagation();
            if (filter.value === "") onLeave(true);
            else filter.onChange("");
          } else if (event.key === "ArrowDown" || event.key === "Enter") {
            event.preventDefault();
            onLeave(false);
          }
        }}
      />
      <button
        type="button"
        className={classes["quiet"]}
        onClick={() => {
          filter.onChange("");
          onLeave(true);
        }}
      >
        <IconX size={14} aria-hidden /> {t("ui.grid.filterOff")}
      </button>
    </div>
  );
}
