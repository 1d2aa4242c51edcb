import { type ReactNode, useEffect, useState } from "react";
import { flushSync } from "react-dom";
import type { Column } from "./columns.ts";
import classes from "./Grid.module.css";
import type { GridItem } from "./GridRow.tsx";

interface PrintTableProps<Row> {
  readonly label: string;
  readonly columns: readonly Column<Row>[];
  readonly items: readonly GridItem<Row>[];
  readonly footer?: Readonly<Record<string, ReactNode>> | undefined;
  /** What is not on the paper: rows that have not been loaded. */
  readonly left?: string | undefined;
}

/** More columns than stand beside each other on an upright sheet. */
const WIDE = 8;

/** All loaded rows on paper, its head repeated on each sheet; it exists only while the browser prints. */
export function PrintTable<Row>({ label, columns, items, footer, left }: PrintTableProps<Row>) {
  const [isPrinting, setPrinting] = useState(false);
  useEffect(() => {
    // The browser takes its picture right after the event.
    const begin = (): void => flushSync(() => setPrinting(true));
    const end = (): void => setPrinting(false);
    addEventListener("beforeprint", begin);
    addEventListener("afterprint", end);
    return () => {
      removeEventListener("beforeprint", begin);
      removeEventListener("afterprint", end);
    };
  }, []);
  if (!isPrinting) return null;
  const alignment = (column: Column<Row>) => (column.align === "num" ? classes["printnum"] : undefined);
  return (
    <table
      className={classes["print"]}
      aria-label={label}
      data-wide-print={columns.length > WIDE ? "" : undefined}
    >
      {left === undefined ? null : <caption>{left}</caption>}
      <thead>
        <tr>
          {columns.map((column) => (
            <th key={column.id} scope="col" className={alignment(column)}>
              {column.group === undefined ? column.header : `${column.group}: ${column.header}`}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {items.map((item) => (
          <tr key={item.id}>
            {columns.map((column) => (
              <td key={column.id} className={alignment(column)}>
                {column.cell(item.row)}
              </td>
            ))}
          </tr>
        ))}
      </tbody>
      {footer ? (
        <tfoot>
          <tr>
            {columns.map((column) => (
              <td key={column.id} className={alignment(column)}>
                {footer[column.id]}
              </td>
            ))}
          </tr>
        </tfoot>
      ) : null}
    </table>
  );
}
