import { type KeyboardEvent, type RefObject, useEffect, useId, useRef, useState } from "react";
import { inOtherLayout } from "#core/keyboard-layout";
import { keysOf } from "../../ui/hotkeys.ts";
import { LoadingRows } from "../../ui/States.tsx";
import { useWords } from "../../words/words.ts";
import styles from "./formulas.module.css";
import { type CatalogueInput, type Unit, useCatalogue } from "./queries.ts";

/** Everything a formula may ask for: typing narrows the list, arrows walk it, Enter puts the name into the text. */
export function Catalogue({
  unit,
  field,
  onInsert,
  onLeave,
}: {
  unit: Unit;
  /** Where the list is typed for. */
  field: RefObject<HTMLInputElement | null>;
  onInsert: (name: string) => void;
  onLeave: () => void;
}) {
  const { t, language } = useWords();
  const id = useId();
  const catalogue = useCatalogue(unit, language);
  const [typed, setTyped] = useState("");
  const [at, setAt] = useState(0);
  const chosen = useRef<HTMLLIElement>(null);
  const found = (catalogue.data?.inputs ?? []).filter((input) => isMeant(input, typed));
  const current = found[Math.min(at, found.length - 1)];
  useEffect(() => {
    // Only the list is moved: on a phone the page would go down to it, away from the text.
    const option = chosen.current;
    const list = option?.parentElement;
    if (!option || !list) return;
    if (option.offsetTop < list.scrollTop) list.scrollTop = option.offsetTop;
    else if (option.offsetTop + option.offsetHeight > list.scrollTop + list.clientHeight)
      list.scrollTop = option.offsetTop + option.offsetHeight - list.clientHeight;
  }, [current?.code]);
  const nameOf = (input: CatalogueInput): string => (language === "ru" ? input.nameRu : input.code);
  const onKeyDown = (event: KeyboardEvent): void => {
    const pressed = keysOf(event);
    if (pressed === "ArrowDown") setAt(Math.min(at + 1, found.length - 1));
    else if (pressed === "ArrowUp") setAt(Math.max(0, at - 1));
    else if (pressed === "Enter" && current) onInsert(nameOf(current));
    else if (pressed === "Escape") onLeave();
    else return;
    event.preventDefault();
  };
  return (
    <section className={styles.catalogue} aria-labelledby={`${id}-title`}>
      <h2 id={`${id}-title`}>
        {t("formulas.catalogue")} <span className="label t3">{t("formulas.catalogueHow")}</span>
      </h2>
      <input
        ref={field}
        type="search"
        role="combobox"
        className={styles.search}
        aria-label={t("formulas.catalogueFind")}
        placeholder={t("formulas.catalogueFind")}
        aria-expanded
        aria-autocomplete="list"
        aria-controls={`${id}-list`}
        aria-activedescendant={current ? `${id}-${current.code}` : undefined}
        autoComplete="off"
        value={typed}
        onChange={(event) => {
          setTyped(event.target.value);
          setAt(0);
        }}
        onKeyDown={onKeyDown}
      />
      {catalogue.isPending ? (
        <LoadingRows rows={6} columns={1} />
      ) : (
        <ul id={`${id}-list`} role="listbox" aria-label={t("formulas.catalogue")} className={styles.inputs}>
          {found.map((input) => {
            const isChosen = input.code === current?.code;
            return (
              <li
                key={input.code}
                id={`${id}-${input.code}`}
                ref={isChosen ? chosen : undefined}
                role="option"
                aria-selected={isChosen}
                className={styles.input}
                onMouseDown={(event) => event.preventDefault()}
                onClick={() => onInsert(nameOf(input))}
              >
                <span className={styles.inputName}>
                  <code>{nameOf(input)}</code>
                  <span className="t3 label">{language === "ru" ? input.code : input.nameRu}</span>
                  <span className={`${styles.inputUnit} t2 label`}>
                    {input.kind === "yes_no" ? t("formulas.yesNo") : input.unitText}
                  </span>
                </span>
                <span className="t2 label">{input.description}</span>
              </li>
            );
          })}
        </ul>
      )}
      {found.length === 0 && !catalogue.isPending && (
        <p className="t2" role="status">
          {t("formulas.catalogueNone")}
        </p>
      )}
    </section>
  );
}

/** Any of its names or of the words about it begins with what was typed, in either layout. */
function isMeant(input: CatalogueInput, typed: string): boolean {
  const text = typed.trim().toLowerCase();
  const readings = [text, inOtherLayout(text) ?? text];
  return [input.code, input.nameRu, input.description.toLowerCase()].some((words) =>
    readings.some((reading) => words.includes(reading)),
  );
}
