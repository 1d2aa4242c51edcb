import { IconUpload } from "@tabler/icons-react";
import { type DragEvent, useMemo, useRef } from "react";
import { troubleOf } from "../../api/client.ts";
import { paths } from "../../paths.ts";
import { useWork } from "../../shell/context.ts";
import { Go, useGo } from "../../shell/Go.tsx";
import { Button } from "../../ui/Button.tsx";
import { Chip } from "../../ui/Chip.tsx";
import { useFormats } from "../../ui/formats.ts";
import type { Column } from "../../ui/grid/columns.ts";
import { DataGrid } from "../../ui/grid/DataGrid.tsx";
import { useHotkeys } from "../../ui/hotkeys.ts";
import { Page } from "../../ui/Page.tsx";
import { Refusal } from "../../ui/Refusal.tsx";
import { Empty, ErrorState, NoRights } from "../../ui/States.tsx";
import { toast } from "../../ui/toast.ts";
import { useT } from "../../words/words.ts";
import styles from "./reconcile.module.css";
import { type StatementRow, useStatements, useTakeStatement } from "./reconcile-queries.ts";

/** Statements of banks, and where a new one is laid down: by the button or by dropping the file on the list. */
export function StatementsPage() {
  const t = useT();
  const { may } = useWork();
  const { money } = useFormats();
  const go = useGo();
  const list = useStatements();
  const take = useTakeStatement();
  const input = useRef<HTMLInputElement>(null);
  const columns = useStatementColumns();
  const trouble = troubleOf(list.error);
  const refused = troubleOf(take.error);
  const mayTake = may("statements.take");
  const choose = (): void => input.current?.click();
  useHotkeys(mayTake ? [{ keys: "Insert", label: t("statements.take"), run: choose }] : []);
  const send = (file: File | undefined): void => {
    if (!file || !mayTake || take.isPending) return;
    take.mutate(file, {
      onSuccess: ({ statements }) => {
        const [one] = statements;
        const fresh = statements.reduce((sum, { fresh: lines }) => sum + lines, 0);
        const came = statements
          .flatMap(({ found }) => found)
          .reduce((sum, { amount }) => sum + BigInt(amount), 0n);
        toast({ kind: "ok", text: t("statements.taken", { count: fresh, amount: money(came) }) });
        if (one) go(paths.statement(one.statement));
      },
    });
  };
  if (!may("statements.read"))
    return (
      <Page title={t("statements.title")}>
        <NoRights roles={[t("reconcile.role.operator"), t("reconcile.role.chief")]} />
      </Page>
    );
  const dropped = (event: DragEvent): void => {
    event.preventDefault();
    send(event.dataTransfer.files[0]);
  };
  return (
    <Page
      title={t("statements.title")}
      subtitle={t("statements.about")}
      crumbs={<Go to={paths.reconcile()}>{t("reconcile.title")}</Go>}
      actions={
        <>
          <input
            ref={input}
            type="file"
            hidden
            aria-label={t("statements.take")}
            onChange={(event) => {
              send(event.target.files?.[0]);
              // The same file may be chosen again after it was mended.
              event.target.value = "";
            }}
          />
          <Button
            kind="primary"
            hotkey="Insert"
            icon={<IconUpload size={16} aria-hidden />}
            pending={take.isPending}
            disabledReason={mayTake ? undefined : t("statements.mayNotTake")}
            onClick={choose}
          >
            {t("statements.take")}
          </Button>
        </>
      }
    >
      {refused ? (
        <div className={styles["note"]}>
          <Refusal of={refused} />
        </div>
      ) : null}
      {trouble ? (
        <ErrorState of={trouble} onRetry={() => void list.refetch()} />
      ) : (
        <div className={styles["list"]} onDragOver={(event) => event.preventDefault()} onDrop={dropped}>
          <DataGrid
            label={t("statements.title")}
            columns={columns}
            rows={list.data?.statements ?? []}
            rowKey={(row) => String(row.statement)}
            onOpen={(row) => go(paths.statement(row.statement))}
            isLoading={list.isPending}
            emptyState={<Empty title={t("statements.none")}>{t("statements.noneHow")}</Empty>}
          />
        </div>
      )}
    </Page>
  );
}

function useStatementColumns(): readonly Column<StatementRow>[] {
  const t = useT();
  const formats = useFormats();
  return useMemo(
    (): Column<StatementRow>[] => [
      {
        id: "days",
        header: t("statements.days"),
        width: 180,
        cell: (row) => (
          <Go to={paths.statement(row.statement)} tabIndex={-1}>
            {row.from === row.to ? formats.day(row.to) : `${formats.day(row.from)} – ${formats.day(row.to)}`}
          </Go>
        ),
        textOf: (row) => `${formats.day(row.from)} – ${formats.day(row.to)}`,
      },
      { id: "account", header: t("statements.account"), width: 186, cell: (row) => row.account },
      {
        id: "credited",
        header: t("statements.credited"),
        align: "num",
        width: 124,
        cell: (row) => formats.money(row.credited),
        sumOf: (row) => BigInt(row.credited),
      },
      {
        id: "debited",
        header: t("statements.debited"),
        align: "num",
        width: 124,
        cell: (row) => formats.money(row.debited),
        sumOf: (row) => BigInt(row.debited),
      },
      {
        id: "closing",
        header: t("statements.closing"),
        align: "num",
        width: 124,
        cell: (row) => (row.closing === undefined ? "—" : formats.money(row.closing)),
      },
      {
        id: "lines",
        header: t("statements.lines"),
        align: "num",
        width: 84,
        cell: (row) => formats.count(row.lineCount),
      },
      {
        id: "state",
        header: t("statements.state"),
        minWidth: 190,
        cell: (row) => <StatementState of={row} />,
        textOf: (row) => formats.money(row.awaiting),
      },
      { id: "file", header: t("statements.file"), minWidth: 120, cell: (row) => row.fileName },
    ],
    [t, formats],
  );
}

/** What of a statement still asks for a person: money between it and the one before, money without its registry. */
export function StatementState({ of }: { of: Pick<StatementRow, "gap" | "awaiting" | "held"> }) {
  const t = useT();
  const { money } = useFormats();
  if (of.gap !== undefined && of.gap !== "0")
    return <Chip state="danger">{t("statements.gap", { amount: money(of.gap) })}</Chip>;
  if (of.awaiting !== "0")
    return <Chip state="warn">{t("statements.awaiting", { amount: money(of.awaiting) })}</Chip>;
  if (of.held !== "0") return <Chip state="info">{t("statements.held", { amount: money(of.held) })}</Chip>;
  return <Chip state="ok">{t("statements.resolved")}</Chip>;
}
