import "@mantine/core/styles/Popover.css";
import "@mantine/core/styles/Combobox.css";
import { Combobox, useCombobox } from "@mantine/core";
import { IconChevronDown, IconX } from "@tabler/icons-react";
import { type KeyboardEvent, type ReactNode, useEffect, useRef, useState } from "react";
import { Offline, Problem } from "../api/client.ts";
import { useT } from "../words/words.ts";
import { classes } from "./classes.ts";
import { Field, type FieldProps, useUnreadable } from "./Field.tsx";
import fieldStyles from "./Field.module.css";
import { keysOf } from "./hotkeys.ts";
import styles from "./Picker.module.css";
import { useProblemText } from "./problem-text.ts";

export interface Picked {
  readonly id: string;
  readonly name: string;
  /** A second line that tells two of one name apart. */
  readonly detail?: ReactNode;
}

/** Chooses one of many by typing a part of its name: F4 opens the list, Shift+F4 clears. */
export function Picker<P extends Picked>({
  value,
  onChange,
  search,
  placeholder,
  ...field
}: FieldProps & {
  readonly value: P | undefined;
  readonly onChange: (picked: P | undefined) => void;
  /** The best matches first; of an empty text the recent or the first ones. */
  readonly search: (text: string, signal: AbortSignal) => Promise<readonly P[]>;
  readonly placeholder?: string | undefined;
}) {
  const t = useT();
  const input = useRef<HTMLInputElement>(null);
  // undefined: nothing is being typed, the field shows what is chosen.
  const [text, setText] = useState<string | undefined>();
  const list = useCombobox({ onDropdownClose: () => list.resetSelectedOption() });
  const isLocked = field.disabledReason !== undefined;
  const found = useFound(search, list.dropdownOpened && !isLocked ? (text ?? "") : undefined);
  const isUnreadable = text !== undefined && text.trim() !== "" && text !== value?.name;
  useUnreadable(input, { isUnreadable, isMissing: field.required === true && value === undefined });
  const count = found.options?.length ?? 0;
  useEffect(() => {
    if (count > 0 && text) list.selectFirstOption();
    // The list is another object at each showing; only another answer moves the choice.
  }, [count, text]);
  return (
    <Field
      of={field}
      isEmpty={value === undefined}
      problem={isUnreadable && !list.dropdownOpened ? t("ui.picker.choose") : undefined}
    >
      {(attributes) => (
        <Combobox
          store={list}
          offset={4}
          transitionProps={{ duration: 0 }}
          classNames={{ dropdown: styles.list ?? "", option: styles.option ?? "" }}
          onOptionSubmit={(id) => {
            pick(found.options?.find((option) => option.id === id));
          }}
        >
          <Combobox.Target>
            <span className={classes(fieldStyles.box, fieldStyles.withButton)}>
              <Combobox.EventsTarget withExpandedAttribute>
                <input
                  {...attributes}
                  ref={input}
                  className={fieldStyles.control}
                  autoComplete="off"
                  placeholder={placeholder ?? t("ui.picker.placeholder")}
                  readOnly={isLocked}
                  value={text ?? value?.name ?? ""}
                  onChange={(event) => {
                    setText(event.target.value);
                    if (value !== undefined) onChange(undefined);
                    list.openDropdown();
                  }}
                  onFocus={(event) => event.target.select()}
                  onBlur={() => {
                    list.closeDropdown();
                    if (text?.trim() === "") setText(undefined);
                  }}
                  onKeyDown={onKeyDown}
                />
              </Combobox.EventsTarget>
              {!isLocked && (
                <button
                  type="button"
                  tabIndex={-1}
                  className={fieldStyles.inside}
                  aria-label={value || text ? t("ui.picker.clear") : t("ui.picker.open")}
                  onMouseDown={(event) => event.preventDefault()}
                  onClick={() => {
                    input.current?.focus();
                    if (value || text) pick(undefined);
                    else list.openDropdown();
                  }}
                >
                  {value || text ? (
                    <IconX size={14} aria-hidden />
                  ) : (
                    <IconChevronDown size={14} aria-hidden />
                  )}
                </button>
              )}
            </span>
          </Combobox.Target>
          <Combobox.Dropdown hidden={isLocked}>
            <Combobox.Options aria-label={field.label}>
              {found.options?.map((option) => (
                <Combobox.Option key={option.id} value={option.id} active={option.id === value?.id}>
                  <span className={styles.name}>{option.name}</span>
                  {option.detail !== undefined && <span className={styles.detail}>{option.detail}</span>}
                </Combobox.Option>
              ))}
              {found.sentence !== undefined && <Combobox.Empty>{found.sentence}</Combobox.Empty>}
            </Combobox.Options>
          </Combobox.Dropdown>
        </Combobox>
      )}
    </Field>
  );

  function pick(picked: P | undefined): void {
    setText(undefined);
    onChange(picked);
    list.closeDropdown();
  }

  function onKeyDown(event: KeyboardEvent): void {
    const pressed = keysOf(event);
    if (isLocked) return;
    if (pressed === "F4") list.openDropdown("keyboard");
    else if (pressed === "Shift+F4") pick(undefined);
    else if (pressed === "Escape" && list.dropdownOpened) list.closeDropdown("keyboard");
    else return;
    event.preventDefault();
  }
}

const PAUSE_MS = 150;

/** The answers to the text last typed: an older one that comes late is not shown. */
function useFound<P>(
  search: (text: string, signal: AbortSignal) => Promise<readonly P[]>,
  text: string | undefined,
): { options: readonly P[] | undefined; sentence: string | undefined } {
  const t = useT();
  const textOf = useProblemText();
  const [options, setOptions] = useState<readonly P[]>();
  const [failure, setFailure] = useState<Problem | Offline>();
  const latest = useRef(search);
  latest.current = search;
  useEffect(() => {
    if (text === undefined) {
      setOptions(undefined);
      return;
    }
    const gone = new AbortController();
    const ask = async (): Promise<void> => {
      try {
        const found = await latest.current(text, gone.signal);
        if (gone.signal.aborted) return;
        setOptions(found);
        setFailure(undefined);
      } catch (error) {
        if (gone.signal.aborted) return;
        if (!(error instanceof Problem || error instanceof Offline)) throw error;
        setOptions(undefined);
        setFailure(error);
      }
    };
    const timer = setTimeout(() => void ask(), text === "" ? 0 : PAUSE_MS);
    return () => {
      clearTimeout(timer);
      gone.abort();
    };
  }, [text]);
  const sentence = failure
    ? textOf(failure)
    : options === undefined
      ? t("ui.loading")
      : options.length === 0
        ? t("ui.picker.nothing")
        : undefined;
  return { options, sentence };
}
