import { useT } from "../../words/words.ts";
import { useFormats } from "../formats.ts";
import type { Column } from "./columns.ts";
import classes from "./Grid.module.css";
import { totalOf } from "./selection.ts";

interface ChosenBarProps<Row> {
  readonly rows: readonly Row[];
  /** The column of the cursor when it can be added up, else the first that can. */
  readonly column: Column<Row> | undefined;
}

/** How many rows are selected, and their sum and average in one column. */
export function ChosenBar<Row>({ rows, column }: ChosenBarProps<Row>) {
  const t = useT();
  const formats = useFormats();
  const write = (value: bigint): string =>
    column?.unit === "quantity" ? formats.quantity(value) : formats.money(value);
  const total = column ? totalOf(column, rows) : undefined;
  return (
    <div className={classes["chosen"]} role="status">
      <strong>{t("ui.grid.chosen", { count: rows.length })}</strong>
      {column && total && total.values > 0 ? (
        <>
          <span>{column.header}</span>
          <span>{t("ui.grid.sum", { value: write(total.sum) })}</span>
          <span>{t("ui.grid.average", { value: write(total.average) })}</span>
        </>
      ) : null}
    </div>
  );
}
