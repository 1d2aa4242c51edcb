import { IconPlus } from "@tabler/icons-react";
import { useMemo } from "react";
import { troubleOf } from "../../api/client.ts";
import { useAddress } from "../../shell/address.ts";
import { useWork } from "../../shell/context.ts";
import { Button } from "../../ui/Button.tsx";
import { Chip } from "../../ui/Chip.tsx";
import { useFormats } from "../../ui/formats.ts";
import type { Column } from "../../ui/grid/columns.ts";
import { DataGrid } from "../../ui/grid/DataGrid.tsx";
import { useHotkeys } from "../../ui/hotkeys.ts";
import { Page } from "../../ui/Page.tsx";
import { Segmented } from "../../ui/Segmented.tsx";
import { SidePanel } from "../../ui/SidePanel.tsx";
import { Empty, ErrorState } from "../../ui/States.tsx";
import { useT } from "../../words/words.ts";
import { MailingForm } from "./MailingForm.tsx";
import { MailingPanel } from "./MailingPanel.tsx";
import { MessageLog } from "./MessageLog.tsx";
import { type MailingRow, type Mailings, useMailings } from "./queries.ts";
import styles from "./notices.module.css";
import { TermsForm } from "./TermsForm.tsx";
import { WordsTab } from "./WordsTab.tsx";

const TABS = ["list", "log", "words"] as const;

/**
 * Mailings to residents, one opens beside the list; the log of every message that was sent; and the
 * words in which a company says it.
 */
export function NoticesPage() {
  const t = useT();
  const { may } = useWork();
  const { query, set } = useAddress();
  const mayNot = may("notices.send") ? undefined : t("notices.mayNot");
  const tab = TABS.find((one) => one === query["tab"]) ?? "list";
  const add = (): void => set({ mailing: "new", tab: undefined }, "push");
  useHotkeys([{ keys: "Alt+N", label: t("notices.add"), run: () => mayNot === undefined && add() }]);
  return (
    <Page
      title={t("notices.title")}
      subtitle={t("notices.about")}
      actions={
        <>
          <Segmented
            label={t("notices.shown")}
            value={tab}
            onChange={(value) =>
              set({ tab: value === "list" ? undefined : value, mailing: undefined, words: undefined }, "push")
            }
            options={[
              { value: "list", label: t("notices.title") },
              { value: "log", label: t("notices.log") },
              { value: "words", label: t("notices.words") },
            ]}
          />
          <Button onClick={() => set({ mailing: "terms", tab: undefined }, "push")}>
            {t("notices.terms")}
          </Button>
          <Button
            kind="primary"
            hotkey="Alt+N"
            icon={<IconPlus size={16} aria-hidden />}
            disabledReason={mayNot}
            onClick={add}
          >
            {t("notices.add")}
          </Button>
        </>
      }
    >
      {tab === "log" ? <MessageLog /> : tab === "words" ? <WordsTab /> : <List mayNot={mayNot} />}
    </Page>
  );
}

function List({ mayNot }: { mayNot: string | undefined }) {
  const t = useT();
  const { query, set } = useAddress();
  const mailings = useMailings();
  const columns = useColumns();
  const trouble = troubleOf(mailings.error);
  const open = (row: MailingRow): void => set({ mailing: String(row.mailing) }, "replace");
  if (trouble) return <ErrorState of={trouble} onRetry={() => void mailings.refetch()} />;
  return (
    <>
      <div className={styles["grid"]}>
        <DataGrid
          label={t("notices.title")}
          columns={columns}
          rows={mailings.data?.mailings ?? []}
          rowKey={({ mailing }) => String(mailing)}
          isLoading={mailings.isPending}
          onOpen={open}
          onPeek={open}
          emptyState={<Empty title={t("notices.none")}>{t("notices.noneHow")}</Empty>}
        />
      </div>
      {mailings.data ? (
        <Beside
          opened={query["mailing"]}
          lists={mailings.data}
          mayNot={mayNot}
          onClose={() => set({ mailing: undefined })}
          onDone={(mailing) => set({ mailing: String(mailing) })}
        />
      ) : null}
    </>
  );
}

function Beside({
  opened,
  lists,
  mayNot,
  onClose,
  onDone,
}: {
  opened: string | undefined;
  lists: Mailings;
  mayNot: string | undefined;
  onClose: () => void;
  onDone: (mailing: number) => void;
}) {
  const t = useT();
  if (opened === "terms")
    return (
      <SidePanel title={t("notices.terms")} onClose={onClose}>
        <TermsForm terms={lists.terms} onDone={onClose} />
      </SidePanel>
    );
  if (opened === "new" && mayNot === undefined)
    return (
      <SidePanel title={t("notices.add")} onClose={onClose}>
        <MailingForm lists={lists} onDone={onDone} onCancel={onClose} />
      </SidePanel>
    );
  const row = lists.mailings.find(({ mailing }) => String(mailing) === opened);
  return row ? <MailingPanel key={row.mailing} mailing={row.mailing} onClose={onClose} /> : null;
}

const CHIPS = {
  counting: "info",
  ready: "warn",
  waiting: "warn",
  sending: "info",
  done: "ok",
  refused: "mute",
  withdrawn: "mute",
} as const;

export function MailingState({ state }: { state: MailingRow["state"] }) {
  const t = useT();
  return <Chip state={CHIPS[state]}>{t(`notices.state.${state}`)}</Chip>;
}

function useColumns(): readonly Column<MailingRow>[] {
  const t = useT();
  const { instant, money } = useFormats();
  return useMemo(
    (): Column<MailingRow>[] => [
      { id: "number", header: "№", align: "num", width: 64, cell: ({ mailing }) => String(mailing) },
      { id: "kind", header: t("notices.kind"), minWidth: 150, cell: ({ kind }) => t(`notices.kind.${kind}`) },
      {
        id: "about",
        header: t("notices.what"),
        minWidth: 180,
        grow: 2,
        cell: (row) => (row.kind === "debt" ? t("notices.debtFrom", { sum: money(row.debtMin) }) : row.title),
      },
      {
        id: "whose",
        header: t("notices.whose"),
        minWidth: 140,
        cell: (row) => row.organizationName ?? t("notices.city"),
      },
      {
        id: "accounts",
        header: t("notices.accounts"),
        align: "num",
        width: 96,
        cell: ({ counts }) => String(counts.accounts),
      },
      {
        id: "cost",
        header: t("notices.cost"),
        align: "num",
        width: 110,
        cell: ({ cost }) => (cost === undefined ? "—" : money(cost)),
      },
      {
        id: "state",
        header: t("notices.state"),
        minWidth: 150,
        cell: (row) => <MailingState state={row.state} />,
        textOf: (row) => t(`notices.state.${row.state}`),
      },
      {
        id: "drafted",
        header: t("notices.drafted"),
        minWidth: 140,
        cell: (row) => instant(row.draftedAt),
        timeOf: (row) => row.draftedAt,
      },
    ],
    [t, instant, money],
  );
}
