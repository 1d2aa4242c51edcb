import { useMemo, useState } from "react";
import { IconPlus } from "@tabler/icons-react";
import { troubleOf } from "../../api/client.ts";
import { paths } from "../../paths.ts";
import { useWork } from "../../shell/context.ts";
import { Go, useGo } from "../../shell/Go.tsx";
import { Button } from "../../ui/Button.tsx";
import { useFormats } from "../../ui/formats.ts";
import type { Column } from "../../ui/grid/columns.ts";
import { DataGrid } from "../../ui/grid/DataGrid.tsx";
import { Note } from "../../ui/Note.tsx";
import { Empty, ErrorState } from "../../ui/States.tsx";
import { useT } from "../../words/words.ts";
import { Clock } from "../inbox/Clock.tsx";
import { NewCasePanel } from "../inbox/NewCasePanel.tsx";
import { type CaseLine, everyCase, useInbox } from "../inbox/queries.ts";
import styles from "./account.module.css";
import type { Card } from "./queries.ts";

/** What was written of this account and how far each is; what is said at the counter is written down here too. */
export function MessagesTab({ card }: { card: Card }) {
  const t = useT();
  const { may } = useWork();
  return may("messages.read") ? (
    <Cases account={card.number} mayRecord={may("messages.answer")} />
  ) : (
    <Note state="info">{t("inbox.mayNotRead")}</Note>
  );
}

function Cases({ account, mayRecord }: { account: string; mayRecord: boolean }) {
  const t = useT();
  const go = useGo();
  const { day } = useFormats();
  const [isNew, setIsNew] = useState(false);
  const cases = useInbox({ account });
  const trouble = troubleOf(cases.error);
  const columns = useMemo(
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
        id: "received",
        header: t("inbox.received"),
        width: 104,
        cell: (row) => day(row.receivedOn),
        timeOf: (row) => row.receivedOn,
      },
      { id: "kind", header: t("inbox.kind"), minWidth: 120, cell: (row) => t(`inbox.kind.${row.kind}`) },
      { id: "text", header: t("inbox.text"), minWidth: 200, grow: 3, cell: (row) => row.beginning },
      { id: "author", header: t("inbox.author"), minWidth: 120, cell: (row) => row.authorName },
      {
        id: "clock",
        header: t("inbox.clock"),
        width: 168,
        cell: (row) => <Clock of={row} />,
        textOf: (row) => row.dueOn ?? "",
      },
    ],
    [t, day],
  );
  if (trouble) return <ErrorState of={trouble} onRetry={() => void cases.refetch()} />;
  return (
    <>
      {mayRecord ? (
        <p className={styles["record"]}>
          <Button icon={<IconPlus size={16} aria-hidden />} onClick={() => setIsNew(true)}>
            {t("inbox.record")}
          </Button>
        </p>
      ) : null}
      <DataGrid
        label={t("accounts.tab.messages")}
        columns={columns}
        rows={cases.data?.pages.flatMap((page) => page.cases) ?? []}
        rowKey={(row) => String(row.number)}
        onOpen={(row) => go(paths.case(row.number))}
        isLoading={cases.isPending}
        loadMore={{
          hasMore: cases.hasNextPage,
          isLoading: cases.isFetchingNextPage,
          load: () => void cases.fetchNextPage(),
          all: (told, most) => everyCase({ account }, told, most),
        }}
        emptyState={<Empty title={t("inbox.noneOfAccount")}>{t("inbox.noneOfAccountHow")}</Empty>}
      />
      {isNew ? <NewCasePanel account={account} onClose={() => setIsNew(false)} /> : null}
    </>
  );
}
