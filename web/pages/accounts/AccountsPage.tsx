import { useEffect, useMemo, useRef, useState } from "react";
import { troubleOf } from "../../api/client.ts";
import { useAddress } from "../../shell/address.ts";
import { useWork } from "../../shell/context.ts";
import { Go, useGo } from "../../shell/Go.tsx";
import { recentAccounts } from "../../shell/recent.ts";
import { useWalkOffer } from "../../shell/walk.ts";
import { paths } from "../../paths.ts";
import { Chip } from "../../ui/Chip.tsx";
import { DataGrid } from "../../ui/grid/DataGrid.tsx";
import type { Column } from "../../ui/grid/columns.ts";
import { useFormats } from "../../ui/formats.ts";
import { Page } from "../../ui/Page.tsx";
import { Empty, EmptyByFilter, ErrorState } from "../../ui/States.tsx";
import { TextInput } from "../../ui/TextInput.tsx";
import { useT } from "../../words/words.ts";
import styles from "./account.module.css";
import { useAccountSearch } from "./queries.ts";

interface Row {
  readonly number: string;
  readonly address: string;
  readonly holder: string;
  readonly closed?: string | undefined;
  readonly by?: string | undefined;
}

const TYPING_MS = 120;

/** Accounts by anything typed; those opened lately while nothing is. */
export function AccountsPage() {
  const t = useT();
  const go = useGo();
  const { day } = useFormats();
  const { signedIn } = useWork();
  const { query, set } = useAddress();
  const typed = query["q"] ?? "";
  const [text, setText] = useState(typed);
  useEffect(() => setText(typed), [typed]);
  useEffect(() => {
    if (text === typed) return;
    const timer = setTimeout(() => set({ q: text.trim() === "" ? undefined : text }), TYPING_MS);
    return () => clearTimeout(timer);
  }, [text, typed, set]);
  const search = useAccountSearch(typed.trim());
  const { login } = signedIn.user;
  const recent = useMemo(() => recentAccounts(login), [login]);
  const isSearching = typed.trim() !== "";
  const rows: readonly Row[] = isSearching ? (search.data?.accounts ?? []) : recent;
  const numbers = useMemo(() => rows.map(({ number }) => number), [rows]);
  useWalkOffer(isSearching ? t("accounts.found") : t("accounts.recent"), numbers);
  const columns = useMemo(
    (): Column<Row>[] => [
      {
        id: "number",
        header: t("accounts.number"),
        width: 150,
        cell: (row) => <Go to={paths.account(row.number)}>{row.number}</Go>,
        textOf: (row) => row.number,
      },
      { id: "address", header: t("accounts.address"), minWidth: 240, grow: 2, cell: (row) => row.address },
      { id: "holder", header: t("accounts.holder"), minWidth: 180, grow: 1, cell: (row) => row.holder },
      {
        id: "state",
        header: t("accounts.state"),
        minWidth: 180,
        cell: (row) =>
          row.closed === undefined ? (
            row.by === "former_holder" ? (
              <Chip state="info">{t("accounts.formerHolder")}</Chip>
            ) : null
          ) : (
            <Chip state="mute">{t("accounts.closedFrom", { day: day(row.closed) })}</Chip>
          ),
        textOf: (row) => row.closed ?? "",
      },
    ],
    [t, day],
  );
  const trouble = troubleOf(search.error);
  const list = useRef<HTMLDivElement>(null);
  return (
    <Page title={t("accounts.title")} subtitle={t("accounts.about")}>
      <div className={styles["bar"]}>
        <div
          className={`spread ${styles["search"]}`}
          onKeyDown={(event) => {
            const [first] = rows;
            if (event.key === "Enter" && first && text.trim() === typed.trim())
              go(paths.account(first.number));
            else if (event.key === "ArrowDown")
              list.current?.querySelector<HTMLElement>("[data-current]")?.focus();
            else return;
            event.preventDefault();
          }}
        >
          <TextInput
            label={t("accounts.search")}
            type="search"
            autoFocus
            value={text}
            onChange={setText}
            hint={t("accounts.searchHint")}
          />
        </div>
      </div>
      {isSearching ? null : <h2 className={styles["bar"]}>{t("accounts.recent")}</h2>}
      {trouble && isSearching && !search.data ? (
        <ErrorState of={trouble} onRetry={() => void search.refetch()} />
      ) : (
        <div ref={list} className={styles["fill"]}>
          <DataGrid
            label={isSearching ? t("accounts.found") : t("accounts.recent")}
            columns={columns}
            rows={rows}
            rowKey={(row) => row.number}
            isLoading={isSearching && search.isPending}
            onOpen={(row) => go(paths.account(row.number))}
            emptyState={
              isSearching ? (
                <EmptyByFilter filters={1} onReset={() => set({ q: undefined })} />
              ) : (
                <Empty title={t("accounts.noRecent")}>{t("accounts.noRecentHow")}</Empty>
              )
            }
          />
        </div>
      )}
    </Page>
  );
}
