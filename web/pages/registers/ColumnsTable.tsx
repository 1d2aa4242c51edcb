import { IconArrowDown, IconArrowUp, IconPlus, IconTrash } from "@tabler/icons-react";
import { Button, IconButton } from "../../ui/Button.tsx";
import { Checkbox } from "../../ui/Checkbox.tsx";
import { Select } from "../../ui/Select.tsx";
import { TextInput } from "../../ui/TextInput.tsx";
import { useT } from "../../words/words.ts";
import {
  type ColumnDraft,
  DECIMALS,
  decimalOf,
  type EntryDraft,
  isDated,
  isRepeat,
  isSum,
  type Kind,
  ROW_FIELDS,
  withDecimal,
  withField,
  withValue,
} from "./draft.ts";
import type { Tried } from "./queries.ts";
import styles from "./registers.module.css";

/** Columns in the order of the file: what each holds, where it stands, how its text is understood. */
export function ColumnsTable({
  title,
  kind,
  hasNames,
  columns,
  onChange,
  fields = ROW_FIELDS,
  faults,
  at,
}: {
  title: string;
  kind: Kind;
  /** A header of the file names its columns. */
  hasNames: boolean;
  columns: readonly EntryDraft[];
  onChange: (columns: readonly EntryDraft[]) => void;
  fields?: readonly string[];
  faults: Tried["faults"];
  /** Where these columns are in the definition: a fault names its place. */
  at: string;
}) {
  const t = useT();
  const isOfRows = at === "columns";
  const put = (index: number, entry: EntryDraft): void =>
    onChange(columns.map((one, place) => (place === index ? entry : one)));
  const move = (index: number, by: 1 | -1): void => {
    const next = [...columns];
    const [one] = next.splice(index, 1);
    if (one) next.splice(index + by, 0, one);
    onChange(next);
  };
  const faultOf = (index: number): string | undefined => {
    const place = `${at}.${index}`;
    return faults.find(({ path }) => path === place || path.startsWith(`${place}.`))?.sentence;
  };
  return (
    <section className={styles.columns} aria-label={title}>
      <div className={styles.columnsHead}>
        <h2>{title}</h2>
        <Button
          icon={<IconPlus size={16} aria-hidden />}
          onClick={() => onChange([...columns, { field: isOfRows ? "comment" : "ignore" }])}
        >
          {t("registers.columnAdd")}
        </Button>
      </div>
      <div className={styles.wide}>
        <table className={styles.table}>
          <thead>
            <tr>
              <th scope="col" className="num">
                №
              </th>
              <th scope="col">{t("registers.column.field")}</th>
              {placesOf(kind, hasNames).map((place) => (
                <th key={place} scope="col">
                  {t(`registers.place.${place}`)}
                </th>
              ))}
              <th scope="col">{t("registers.column.form")}</th>
              {isOfRows && <th scope="col">{t("registers.column.required")}</th>}
              <th scope="col">
                <span className="hidden">{t("registers.column.deeds")}</span>
              </th>
            </tr>
          </thead>
          <tbody>
            {columns.map((entry, index) => (
              <tr key={index} data-faulty={faultOf(index) !== undefined || undefined}>
                <td className="num t2">{index + 1}</td>
                {isRepeat(entry) ? (
                  <td colSpan={placesOf(kind, hasNames).length + (isOfRows ? 3 : 2)}>
                    {t("registers.repeat", { count: entry.repeat })}
                  </td>
                ) : (
                  <ColumnCells
                    column={entry}
                    number={index + 1}
                    {...{ kind, hasNames, fields, isOfRows }}
                    fault={faultOf(index)}
                    onChange={(next) => put(index, next)}
                  />
                )}
                <td className={styles.deeds}>
                  <IconButton
                    label={t("registers.columnUp", { number: index + 1 })}
                    icon={<IconArrowUp size={16} aria-hidden />}
                    disabledReason={index === 0 ? t("registers.columnIsFirst") : undefined}
                    onClick={() => move(index, -1)}
                  />
                  <IconButton
                    label={t("registers.columnDown", { number: index + 1 })}
                    icon={<IconArrowDown size={16} aria-hidden />}
                    disabledReason={index === columns.length - 1 ? t("registers.columnIsLast") : undefined}
                    onClick={() => move(index, 1)}
                  />
                  <IconButton
                    label={t("registers.columnRemove", { number: index + 1 })}
                    icon={<IconTrash size={16} aria-hidden />}
                    disabledReason={columns.length === 1 ? t("registers.columnIsOnly") : undefined}
                    onClick={() => onChange(columns.filter((_, place) => place !== index))}
                  />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  );
}

type Place = "from" | "to" | "name" | "path";

const placesOf = (kind: Kind, hasNames: boolean): readonly Place[] =>
  kind === "fixed" ? ["from", "to"] : kind === "xml" ? ["path"] : kind === "dbf" || hasNames ? ["name"] : [];

function ColumnCells({
  column,
  number,
  kind,
  hasNames,
  fields,
  isOfRows,
  fault,
  onChange,
}: {
  column: ColumnDraft;
  number: number;
  kind: Kind;
  hasNames: boolean;
  fields: readonly string[];
  isOfRows: boolean;
  fault: string | undefined;
  onChange: (column: ColumnDraft) => void;
}) {
  const t = useT();
  const known = fields.includes(column.field) ? fields : [column.field, ...fields];
  return (
    <>
      <td className={styles.fieldCell}>
        <Select
          label={t("registers.fieldOf", { number })}
          isLabelHidden
          value={column.field}
          options={known.map((field) => ({ value: field, label: t.of("registers.field", field) }))}
          onChange={(field) => onChange(withField(column, field ?? "ignore"))}
          error={fault}
        />
      </td>
      {placesOf(kind, hasNames).map((place) => (
        <td key={place} className={place === "from" || place === "to" ? styles.numberCell : undefined}>
          <TextInput
            label={t("registers.placeOf", { place: t(`registers.place.${place}`), number })}
            isLabelHidden
            value={String(column[place] ?? "")}
            onChange={(text) =>
              onChange(
                place === "from" || place === "to"
                  ? withValue(column, place, /^\d{1,4}$/.test(text) ? Number(text) : undefined)
                  : withValue(column, place, text),
              )
            }
          />
        </td>
      ))}
      <td className={styles.formCell}>
        {isDated(column.field) ? (
          <TextInput
            label={t("registers.formatOf", { number })}
            isLabelHidden
            value={column.format ?? ""}
            onChange={(format) => onChange(withValue(column, "format", format))}
            placeholder="DD.MM.YYYY"
          />
        ) : isSum(column.field) ? (
          <Select
            label={t("registers.formatOf", { number })}
            isLabelHidden
            value={decimalOf(column)}
            options={DECIMALS.map((one) => ({
              value: one,
              label: t.of("registers.decimal", DECIMAL_NAMES[one]),
            }))}
            onChange={(choice) => onChange(withDecimal(column, choice ?? "."))}
          />
        ) : (
          <span className="t3">
            {column.digits === undefined ? "—" : t("registers.digits", { count: column.digits })}
          </span>
        )}
      </td>
      {isOfRows && (
        <td>
          <Checkbox
            checked={column.optional !== true}
            onChange={(yes) => onChange(withValue(column, "optional", yes ? undefined : true))}
          >
            <span className="hidden">{t("registers.requiredOf", { number })}</span>
          </Checkbox>
        </td>
      )}
    </>
  );
}

const DECIMAL_NAMES = { ".": "point", ",": "comma", any: "any", kopecks: "kopecks" } as const;
