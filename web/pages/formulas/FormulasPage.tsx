import { IconPlus } from "@tabler/icons-react";
import { useMemo } from "react";
import { troubleOf } from "../../api/client.ts";
import { paths } from "../../paths.ts";
import { useWork } from "../../shell/context.ts";
import { Go, useGo } from "../../shell/Go.tsx";
import { Button } from "../../ui/Button.tsx";
import { useFormats } from "../../ui/formats.ts";
import type { Column } from "../../ui/grid/columns.ts";
import { DataGrid } from "../../ui/grid/DataGrid.tsx";
import { useHotkeys } from "../../ui/hotkeys.ts";
import { Page } from "../../ui/Page.tsx";
import { Empty, ErrorState } from "../../ui/States.tsx";
import { useT } from "../../words/words.ts";
import styles from "./formulas.module.css";
import { MethodologyNav } from "./MethodologyNav.tsx";
import { type FormulaSummary, useFormulas, useMethods } from "./queries.ts";
import { StateChip } from "./StateChip.tsx";

interface Row extends FormulaSummary {
  /** Decisions of today that have chosen some version of it. */
  readonly used: number;
}

/** The center's own formulas: what each is, in which state its newest version is, and where it is used. */
export function FormulasPage() {
  const t = useT();
  const go = useGo();
  const { may, today } = useWork();
  const formulas = useFormulas();
  const methods = useMethods({ on: today });
  const rows = useMemo<readonly Row[]>(
    () =>
      (formulas.data?.formulas ?? []).map((one) => ({
        ...one,
        used: (methods.data?.methods ?? []).filter(({ formula }) => formula?.code === one.code).length,
      })),
    [formulas.data, methods.data],
  );
  const columns = useFormulaColumns();
  const trouble = troubleOf(formulas.error ?? methods.error);
  const mayNot = may("formulas.write") ? undefined : t("formulas.notAllowed");
  const write = (): void => go(paths.newFormula());
  useHotkeys(mayNot === undefined ? [{ keys: "Insert", label: t("formulas.new"), run: write }] : []);
  return (
    <Page
      title={t("formulas.title")}
      subtitle={t("formulas.subtitle")}
      actions={
        <>
          <MethodologyNav at="formulas" />
          <Button
            kind="primary"
            hotkey="Insert"
            icon={<IconPlus size={16} aria-hidden />}
            disabledReason={mayNot}
            onClick={write}
          >
            {t("formulas.new")}
          </Button>
        </>
      }
    >
      {trouble ? (
        <ErrorState
          of={trouble}
          onRetry={() => {
            void formulas.refetch();
            void methods.refetch();
          }}
        />
      ) : (
        <div className={styles.list}>
          <DataGrid
            label={t("formulas.title")}
            columns={columns}
            rows={rows}
            rowKey={keyOf}
            density="roomy"
            onOpen={(row) => go(paths.formula(row.code))}
            isLoading={formulas.isPending || methods.isPending}
            emptyState={<Empty title={t("formulas.none")}>{t("formulas.noneHow")}</Empty>}
          />
        </div>
      )}
    </Page>
  );
}

const keyOf = ({ code }: Row): string => code;

function useFormulaColumns(): readonly Column<Row>[] {
  const t = useT();
  const formats = useFormats();
  return useMemo(
    (): Column<Row>[] => [
      {
        id: "title",
        header: t("formulas.column.title"),
        minWidth: 240,
        grow: 3,
        cell: ({ title, code }) => (
          <span className={styles.two}>
            <Go to={paths.formula(code)} tabIndex={-1} className="cut">
              {title}
            </Go>
            <span className="label t3 cut">{code}</span>
          </span>
        ),
        textOf: ({ title, code }) => `${title} (${code})`,
      },
      {
        id: "unit",
        header: t("formulas.column.unit"),
        width: 110,
        cell: ({ unit, gives }) => `${t.of("tariffs.unit", unit)} → ${t(`formulas.givesShort.${gives}`)}`,
      },
      {
        id: "version",
        header: t("formulas.column.version"),
        align: "num",
        width: 72,
        cell: ({ version }) => version,
      },
      {
        id: "state",
        header: t("formulas.column.state"),
        width: 132,
        cell: ({ state }) => <StateChip state={state} />,
        textOf: ({ state }) => t(`formulas.state.${state}`),
      },
      {
        id: "author",
        header: t("formulas.column.author"),
        minWidth: 150,
        cell: ({ writtenBy, writtenAt }) => (
          <span className={styles.two}>
            <span className="cut">{writtenBy}</span>
            <span className="label t3">{formats.instant(writtenAt)}</span>
          </span>
        ),
        textOf: ({ writtenBy }) => writtenBy,
      },
      {
        id: "approver",
        header: t("formulas.column.approver"),
        minWidth: 140,
        cell: ({ approvedBy }) => <span className="cut">{approvedBy ?? "—"}</span>,
        textOf: ({ approvedBy }) => approvedBy ?? "",
      },
      {
        id: "used",
        header: t("formulas.column.used"),
        width: 150,
        cell: ({ used, code }) =>
          used === 0 ? (
            <span className="t3">{t("formulas.unused")}</span>
          ) : (
            <Go to={paths.methods({ formula: code })} tabIndex={-1}>
              {t("formulas.used", { count: used })}
            </Go>
          ),
        textOf: ({ used }) => String(used),
      },
    ],
    [t, formats],
  );
}
