import { Checkbox } from "../../ui/Checkbox.tsx";
import { Select } from "../../ui/Select.tsx";
import { TextInput } from "../../ui/TextInput.tsx";
import { useT } from "../../words/words.ts";
import { ColumnsTable } from "./ColumnsTable.tsx";
import {
  CHECKS,
  DELIMITERS,
  type Definition,
  ENCODINGS,
  isRepeat,
  KINDS,
  SUMMARY_FIELDS,
  withValue,
} from "./draft.ts";
import type { Tried } from "./queries.ts";
import styles from "./registers.module.css";

/** The common things of a profile as fields: the file, its columns, its closing line, what is checked. */
export function FieldsOfFile({
  definition,
  onChange,
  faults,
}: {
  definition: Definition;
  onChange: (next: Definition) => void;
  faults: Tried["faults"];
}) {
  const t = useT();
  const set = <K extends keyof Definition>(key: K, value: Definition[K] | undefined): void =>
    onChange(withValue(definition, key, value));
  const errorOf = (path: string): string | undefined => faults.find((fault) => fault.path === path)?.sentence;
  const { kind, footer, header, identity } = definition;
  const fields = definition.columns.flatMap((one) =>
    isRepeat(one) || one.field === "ignore" ? [] : [one.field],
  );
  return (
    <>
      <div className={styles.fields}>
        <Select
          label={t("registers.kind")}
          value={kind}
          options={KINDS.map((one) => ({ value: one, label: t(`registers.kind.${one}`) }))}
          onChange={(one) => set("kind", one ?? "delimited")}
        />
        <Select
          label={t("registers.direction")}
          value={definition.direction}
          options={(["payments", "debts", "charges"] as const).map((one) => ({
            value: one as string,
            label: t(`registers.direction.${one}`),
          }))}
          onChange={(one) => set("direction", one ?? "payments")}
        />
        {kind === "delimited" && (
          <Select
            label={t("registers.delimiter")}
            value={definition.delimiter}
            options={DELIMITERS.map((one) => ({
              value: one as string,
              label: t.of("registers.delimiter", NAMES_OF_DELIMITERS[one]),
            }))}
            onChange={(one) => set("delimiter", one)}
          />
        )}
        {kind === "delimited" && (
          <Select
            label={t("registers.quote")}
            value={definition.quote ?? ""}
            options={[
              { value: "", label: t("registers.quote.none") },
              { value: '"', label: '"' },
            ]}
            onChange={(one) => set("quote", one)}
          />
        )}
        {kind === "xlsx" && (
          <TextInput
            label={t("registers.sheet")}
            value={definition.sheet ?? ""}
            onChange={(sheet) => set("sheet", sheet)}
            placeholder={t("registers.sheetFirst")}
          />
        )}
        {kind === "xml" && (
          <TextInput
            label={t("registers.row")}
            value={definition.row ?? ""}
            onChange={(row) => set("row", row)}
            placeholder="register/payment"
            error={errorOf("row")}
          />
        )}
        {kind === "fixed" && (
          <TextInput
            label={t("registers.rowStartsWith")}
            value={definition.rowStartsWith ?? ""}
            onChange={(start) => set("rowStartsWith", start)}
          />
        )}
      </div>
      {kind !== "xlsx" && (
        <fieldset className={styles.choices}>
          <legend>{t("registers.encodings")}</legend>
          {ENCODINGS.map((one) => (
            <Checkbox
              key={one}
              checked={definition.encodings.includes(one)}
              onChange={(yes) =>
                set(
                  "encodings",
                  ENCODINGS.filter((other) => (other === one ? yes : definition.encodings.includes(other))),
                )
              }
            >
              {one}
            </Checkbox>
          ))}
          {errorOf("encodings") !== undefined && <span className={styles.bad}>{errorOf("encodings")}</span>}
        </fieldset>
      )}
      {(kind === "delimited" || kind === "xlsx") && (
        <div className={styles.choices}>
          <Checkbox
            checked={header?.names === true}
            onChange={(yes) =>
              set("header", yes ? { ...header, lines: header?.lines ?? 1, names: true } : undefined)
            }
          >
            {t("registers.hasNames")}
          </Checkbox>
        </div>
      )}
      <ColumnsTable
        title={t("registers.columns")}
        kind={kind}
        hasNames={header?.names === true}
        columns={definition.columns}
        onChange={(columns) => set("columns", columns)}
        faults={faults}
        at="columns"
      />
      <div className={styles.choices}>
        <Checkbox
          checked={footer !== undefined}
          onChange={(yes) =>
            set(
              "footer",
              yes
                ? { startsWith: "=", columns: [{ field: "rowCount" }, { field: "sum:amount" }] }
                : undefined,
            )
          }
        >
          {t("registers.hasFooter")}
        </Checkbox>
      </div>
      {footer && (
        <>
          {kind !== "xml" && (
            <div className={styles.fields}>
              <TextInput
                label={t("registers.footerStart")}
                value={footer.startsWith ?? ""}
                onChange={(start) => set("footer", withValue(footer, "startsWith", start))}
                error={errorOf("footer.startsWith")}
              />
            </div>
          )}
          <ColumnsTable
            title={t("registers.footer")}
            kind={kind}
            hasNames={false}
            columns={footer.columns}
            onChange={(columns) =>
              set("footer", { ...footer, columns: columns.flatMap((one) => (isRepeat(one) ? [] : [one])) })
            }
            fields={SUMMARY_FIELDS}
            faults={faults}
            at="footer.columns"
          />
        </>
      )}
      <fieldset className={styles.choices}>
        <legend>{t("registers.identity")}</legend>
        {fields.map((field) => (
          <Checkbox
            key={field}
            checked={identity.includes(field)}
            onChange={(yes) =>
              set("identity", yes ? [...identity, field] : identity.filter((other) => other !== field))
            }
          >
            {t.of("registers.field", field)}
          </Checkbox>
        ))}
      </fieldset>
      <fieldset className={styles.choices}>
        <legend>{t("registers.checks")}</legend>
        {CHECKS.map((check) => (
          <Checkbox
            key={check}
            checked={definition.checks.includes(check)}
            onChange={(yes) =>
              set(
                "checks",
                CHECKS.filter((other) => (other === check ? yes : definition.checks.includes(other))),
              )
            }
          >
            {t(check === "amount>0" ? "registers.check.positive" : "registers.check.parts")}
          </Checkbox>
        ))}
        <Checkbox checked={definition.empty === true} onChange={(yes) => set("empty", yes || undefined)}>
          {t("registers.check.empty")}
        </Checkbox>
      </fieldset>
    </>
  );
}

const NAMES_OF_DELIMITERS: Readonly<Record<(typeof DELIMITERS)[number], string>> = {
  ";": "semicolon",
  "|": "bar",
  ",": "comma",
  "\t": "tab",
};
