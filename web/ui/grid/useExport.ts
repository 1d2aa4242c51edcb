import type { RowData } from "@tanstack/react-table";
import { type ReactNode, useState } from "react";
import { useWords } from "../../words/words.ts";
import { troubleOf } from "../../api/client.ts";
import { useFormats } from "../formats.ts";
import { useProblemText } from "../problem-text.ts";
import { toast } from "../toast.ts";
import type { Column } from "./columns.ts";
import type { LoadMore } from "./DataGrid.tsx";
import type { GridItem } from "./GridRow.tsx";
import { saveSheet } from "./save-sheet.ts";
import { sheetOf } from "./sheet.ts";

/** More are a report, which the server makes. */
const ROWS_MAX = 100_000;

interface Exported<Row> {
  readonly label: string;
  readonly columns: readonly Column<Row>[];
  readonly items: readonly GridItem<Row>[];
  readonly footer: Readonly<Record<string, ReactNode>> | undefined;
  readonly loadMore: LoadMore<Row> | undefined;
}

export interface Export {
  /** Rows taken so far while the file is made. */
  readonly taken: number | undefined;
  run(): void;
}

/** The whole list as a spreadsheet, also what has not been loaded yet; a person sees how far it is. */
export function useExport<Row extends RowData>(of: Exported<Row>): Export {
  const { t, language } = useWords();
  const formats = useFormats();
  const write = useProblemText();
  const [taken, setTaken] = useState<number>();
  const save = async (): Promise<void> => {
    setTaken(of.items.length);
    const items = of.loadMore?.hasMore
      ? (await of.loadMore.all(setTaken, ROWS_MAX)).map((row) => ({ row, level: 0 }))
      : of.items;
    if (items.length > ROWS_MAX) {
      toast({ kind: "warn", text: t("ui.grid.exportTooLarge", { most: formats.count(ROWS_MAX) }) });
      return;
    }
    await saveSheet(
      sheetOf({ name: of.label, columns: of.columns, items, footer: of.footer, language }),
      of.label,
    );
  };
  const run = (): void => {
    if (taken !== undefined) return;
    save()
      .catch((error: unknown) => {
        const trouble = troubleOf(error);
        const reason = trouble ? write(trouble) : "";
        toast({ kind: "danger", text: t("ui.grid.exportFailed", { reason }) });
      })
      .finally(() => setTaken(undefined));
  };
  return { taken, run };
}
