import { IconFileSpreadsheet, IconLoader2 } from "@tabler/icons-react";
import { useT } from "../../words/words.ts";
import { keysText } from "../Keys.tsx";
import { ChosenBar } from "./ChosenBar.tsx";
import type { Column } from "./columns.ts";
import classes from "./Grid.module.css";
import type { Export } from "./useExport.ts";

export const EXPORT_KEYS = "Ctrl+Shift+E";

interface GridBarProps<Row> {
  readonly chosen: readonly Row[];
  /** Of the cursor when it can be added up, else the first that can. */
  readonly column: Column<Row> | undefined;
  readonly count: number;
  /** Rows are still to come, and nobody knows how many. */
  readonly isPartly: boolean;
  readonly file: Export;
}

/** The line under a list: how many rows, what is selected, and the list as a file. */
export function GridBar<Row>({ chosen, column, count, isPartly, file }: GridBarProps<Row>) {
  const t = useT();
  const isBusy = file.taken !== undefined;
  return (
    <div className={`${classes["bar"]} ${chosen.length > 0 ? classes["barchosen"] : ""}`}>
      {chosen.length > 0 ? (
        <ChosenBar rows={chosen} column={column} />
      ) : (
        <span className={classes["count"]}>
          {t(isPartly ? "ui.grid.rowsLoaded" : "ui.grid.rows", { count })}
        </span>
      )}
      <button
        type="button"
        className={classes["quiet"]}
        aria-disabled={isBusy || undefined}
        aria-keyshortcuts="Control+Shift+E"
        title={keysText(EXPORT_KEYS)}
        onClick={file.run}
      >
        {isBusy ? (
          <IconLoader2 size={16} aria-hidden className={classes["turning"]} />
        ) : (
          <IconFileSpreadsheet size={16} aria-hidden />
        )}
        {file.taken === undefined ? t("ui.grid.export") : t("ui.grid.exporting", { count: file.taken })}
      </button>
    </div>
  );
}
