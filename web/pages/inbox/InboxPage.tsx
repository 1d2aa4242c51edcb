import { IconMessagePlus } from "@tabler/icons-react";
import { useMemo, useState } from "react";
import { troubleOf } from "../../api/client.ts";
import { paths } from "../../paths.ts";
import { useAddress } from "../../shell/address.ts";
import { useWork } from "../../shell/context.ts";
import { Go, useGo } from "../../shell/Go.tsx";
import { Button } from "../../ui/Button.tsx";
import { Chip } from "../../ui/Chip.tsx";
import { useFormats } from "../../ui/formats.ts";
import type { Column } from "../../ui/grid/columns.ts";
import { DataGrid } from "../../ui/grid/DataGrid.tsx";
import { useHotkeys } from "../../ui/hotkeys.ts";
import { Page } from "../../ui/Page.tsx";
import { Segmented } from "../../ui/Segmented.tsx";
import { Select } from "../../ui/Select.tsx";
import { Empty, EmptyByFilter, ErrorState } from "../../ui/States.tsx";
import { useT } from "../../words/words.ts";
import { Clock } from "./Clock.tsx";
import styles from "./inbox.module.css";
import { NewCasePanel } from "./NewCasePanel.tsx";
import { type CaseLine, everyCase, KINDS, useInbox } from "./queries.ts";

const STATES = ["open", "answered", "closed"] as const;
const WHOSE = ["all", "mine", "unassigned", "overdue"] as const;

/** What people wrote, what is owed an answer soonest first. */
export function InboxPage() {
  const t = useT();
  const go = useGo();
  const { may } = useWork();
  const { query, set } = useAddress();
  const [isNew, setIsNew] = useState(false);
  const state = STATES.find((one) => one === query["state"]) ?? "open";
  const whose = WHOSE.find((one) => one === query["whose"]) ?? "all";
  const kind = KINDS.find((one) => one === query["kind"]);
  const filter = { state, kind, ...(whose === "all" ? {} : { [whose]: "yes" }) };
  const inbox = useInbox(filter);
  const columns = useColumns();
  const trouble = troubleOf(inbox.error);
  const first = inbox.data?.pages[0];
  const rows = inbox.data?.pages.flatMap(({ cases }) => cases) ?? [];
  const mayAnswer = may("messages.answer");
  useHotkeys(mayAnswer ? [{ keys: "Insert", label: t("inbox.record"), run: () => setIsNew(true) }] : []);
  return (
    <Page
      title={t("inbox.title")}
      subtitle={t("inbox.about")}
      marks={
        first ? (
          <Chip state={first.overdue > 0 ? "danger" : first.open > 0 ? "info" : "ok"}>
            {t("inbox.counts", { open: first.open, overdue: first.overdue })}
          </Chip>
        ) : undefined
      }
      actions={
        <Button
          kind="primary"
          hotkey="Insert"
          icon={<IconMessagePlus size={16} aria-hidden />}
          disabledReason={mayAnswer ? undefined : t("inbox.mayNot")}
          onClick={() => setIsNew(true)}
        >
          {t("inbox.record")}
        </Button>
      }
    >
      <div className={styles["filters"]}>
        <Segmented
          label={t("inbox.state")}
          value={state}
          onChange={(value) => set({ state: value === "open" ? undefined : value })}
          options={STATES.map((value) => ({ value, label: t(`inbox.list.${value}`) }))}
        />
        <Segmented
          label={t("inbox.whose")}
          value={whose}
          onChange={(value) => set({ whose: value === "all" ? undefined : value })}
          options={WHOSE.map((value) => ({ value, label: t(`inbox.whose.${value}`) }))}
        />
        <div className={styles["choice"]}>
          <Select
            label={t("inbox.kind")}
            name="kind"
            placeholder={t("inbox.allKinds")}
            value={kind}
            onChange={(value) => set({ kind: value })}
            options={KINDS.map((value) => ({ value, label: t(`inbox.kind.${value}`) }))}
          />
        </div>
      </div>
      {trouble ? (
        <ErrorState of={trouble} onRetry={() => void inbox.refetch()} />
      ) : (
        <div className={styles["list"]}>
          <DataGrid
            label={t("inbox.title")}
            columns={columns}
            rows={rows}
            rowKey={(row) => String(row.number)}
            onOpen={(row) => go(paths.case(row.number))}
            isLoading={inbox.isPending}
            loadMore={{
              hasMore: inbox.hasNextPage,
              isLoading: inbox.isFetchingNextPage,
              load: () => void inbox.fetchNextPage(),
              all: (told, most) => everyCase(filter, told, most),
            }}
            emptyState={
              kind === undefined && whose === "all" ? (
                <Empty title={t("inbox.none")}>{t("inbox.noneHow")}</Empty>
              ) : (
                <EmptyByFilter filters={1} onReset={() => set({ kind: undefined, whose: undefined })} />
              )
            }
          />
        </div>
      )}
      {isNew ? <NewCasePanel onClose={() => setIsNew(false)} /> : null}
    </Page>
  );
}

function useColumns(): readonly Column<CaseLine>[] {
  const t = useT();
  const { day } = useFormats();
  return useMemo(
    (): Column<CaseLine>[] => [
      {
        id: "number",
        header: t("inbox.number"),
        width: 76,
        align: "num",
        cell: (row) => (
          <Go to={paths.case(row.number)} tabIndex={-1}>
            {row.number}
          </Go>
        ),
        textOf: (row) => String(row.number),
      },
      {
        id: "clock",
        header: t("inbox.clock"),
        width: 168,
        cell: (row) => <Clock of={row} />,
        textOf: (row) => row.dueOn ?? "",
      },
      { id: "kind", header: t("inbox.kind"), minWidth: 120, cell: (row) => t(`inbox.kind.${row.kind}`) },
      { id: "text", header: t("inbox.text"), minWidth: 200, grow: 3, cell: (row) => row.beginning },
      { id: "author", header: t("inbox.author"), minWidth: 120, cell: (row) => row.authorName },
      {
        id: "account",
        header: t("inbox.account"),
        width: 108,
        cell: (row) =>
          row.account === undefined ? (
            ""
          ) : (
            <Go to={paths.account(row.account)} tabIndex={-1}>
              {row.account}
            </Go>
          ),
        textOf: (row) => row.account ?? "",
      },
      { id: "address", header: t("inbox.address"), minWidth: 140, grow: 1.5, cell: (row) => row.address },
      {
        id: "received",
        header: t("inbox.received"),
        width: 96,
        cell: (row) => day(row.receivedOn),
        timeOf: (row) => row.receivedOn,
      },
      { id: "assigned", header: t("inbox.assigned"), minWidth: 110, cell: (row) => row.assignedTo ?? "" },
    ],
    [t, day],
  );
}
