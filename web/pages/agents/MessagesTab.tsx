import { useMemo, useState } from "react";
import { troubleOf } from "../../api/client.ts";
import { useAddress } from "../../shell/address.ts";
import { useWork } from "../../shell/context.ts";
import { Button } from "../../ui/Button.tsx";
import { Checkbox } from "../../ui/Checkbox.tsx";
import { Chip } from "../../ui/Chip.tsx";
import { Form } from "../../ui/Form.tsx";
import { useFormats } from "../../ui/formats.ts";
import type { Column } from "../../ui/grid/columns.ts";
import { DataGrid } from "../../ui/grid/DataGrid.tsx";
import { SidePanel } from "../../ui/SidePanel.tsx";
import { Empty, EmptyByFilter, ErrorState } from "../../ui/States.tsx";
import { TextInput } from "../../ui/TextInput.tsx";
import { toast } from "../../ui/toast.ts";
import { useT } from "../../words/words.ts";
import styles from "./agents.module.css";
import { type AgentCard, type Message, useIncident, useMessages } from "./queries.ts";

/** The journal as it came, newest first; what a person must look at can be shown alone. */
export function MessagesTab({ card }: { card: AgentCard }) {
  const t = useT();
  const { query, set } = useAddress();
  const incidents = query["attention"] === "yes";
  const q = query["q"] ?? "";
  const messages = useMessages({ code: card.code, incidents, q });
  const columns = useMessageColumns();
  const trouble = troubleOf(messages.error);
  const rows = useMemo(() => messages.data?.pages.flatMap((page) => page.messages) ?? [], [messages.data]);
  const opened = rows.find((row) => row.message === query["message"]);
  const open = (row: Message): void =>
    set({ message: row.message }, opened === undefined ? "push" : "replace");
  return (
    <div className={styles["tab"]}>
      <div className={styles["filters"]} role="search" aria-label={t("agents.filters")}>
        <div className={styles["find"]}>
          <TextInput
            label={t("agents.transaction")}
            name="q"
            lengthMax={40}
            value={q}
            onChange={(text) => set({ q: text.trim() === "" ? undefined : text.trim() })}
          />
        </div>
        <Checkbox checked={incidents} onChange={(isOn) => set({ attention: isOn ? "yes" : undefined })}>
          {t("agents.onlyIncidents")}
        </Checkbox>
        {messages.hasNextPage ? (
          <Button pending={messages.isFetchingNextPage} onClick={() => void messages.fetchNextPage()}>
            {t("agents.older")}
          </Button>
        ) : null}
      </div>
      {trouble ? (
        <ErrorState of={trouble} onRetry={() => void messages.refetch()} />
      ) : (
        <div className={styles["list"]}>
          <DataGrid
            label={t("agents.tab.messages")}
            columns={columns}
            rows={rows}
            rowKey={(row) => row.message}
            onOpen={open}
            onPeek={open}
            isLoading={messages.isPending}
            emptyState={
              incidents || q !== "" ? (
                <EmptyByFilter
                  filters={Number(incidents) + Number(q !== "")}
                  onReset={() => set({ q: undefined, attention: undefined })}
                />
              ) : (
                <Empty title={t("agents.noMessages")}>{t("agents.noMessagesHow")}</Empty>
              )
            }
          />
        </div>
      )}
      {opened ? (
        <MessagePanel
          key={opened.message}
          code={card.code}
          of={opened}
          onClose={() => set({ message: undefined })}
        />
      ) : null}
    </div>
  );
}

function MessagePanel({ code, of, onClose }: { code: string; of: Message; onClose: () => void }) {
  const t = useT();
  const { instant } = useFormats();
  const { may } = useWork();
  const decide = useIncident(code);
  const [note, setNote] = useState("");
  return (
    <SidePanel
      title={t("agents.message", { message: of.message })}
      subtitle={instant(of.receivedAt)}
      keys={[["Escape", t("ui.close")]]}
      onClose={onClose}
    >
      <p>
        <Outcome of={of} />
      </p>
      <dl className={styles["facts"]}>
        <div>
          <dt>{t("agents.command")}</dt>
          <dd>{of.command === "" ? "—" : t.of("agents.command", of.command)}</dd>
        </div>
        <div>
          <dt>{t("agents.transaction")}</dt>
          <dd>{of.transaction || "—"}</dd>
        </div>
        <div>
          <dt>{t("agents.remoteAddress")}</dt>
          <dd>{of.remoteAddress}</dd>
        </div>
      </dl>
      <h3 className={styles["section"]}>{t("agents.request")}</h3>
      <pre className={styles["text"]}>{of.request}</pre>
      <h3 className={styles["section"]}>{t("agents.answer")}</h3>
      <pre className={styles["text"]}>{of.answer}</pre>
      {!of.incident ? null : of.decidedAt === undefined ? (
        <div className={styles["section"]}>
          <Form
            pending={decide.isPending}
            refusal={troubleOf(decide.error)}
            submitLabel={t("agents.decideIncident")}
            submitDisabledReason={may("agents.set") ? undefined : t("agents.mayNotSet")}
            onSubmit={() =>
              decide.mutate(
                { message: of.message, note: note.trim() },
                { onSuccess: () => toast({ kind: "ok", text: t("agents.incidentDecided") }) },
              )
            }
          >
            <TextInput
              label={t("agents.foundOut")}
              name="note"
              required
              rows={3}
              lengthMax={500}
              value={note}
              onChange={setNote}
            />
          </Form>
        </div>
      ) : (
        <>
          <h3 className={styles["section"]}>{t("agents.foundOut")}</h3>
          <p>{of.note}</p>
          <p className="t2 label">{instant(of.decidedAt)}</p>
        </>
      )}
    </SidePanel>
  );
}

const GOOD: ReadonlySet<string> = new Set([
  "accepted",
  "repeated",
  "may_be_paid",
  "cancelled",
  "cancelled_ahead",
  "status_paid",
  "status_cancelled",
  "status_unknown",
]);

function Outcome({ of }: { of: Message }) {
  const t = useT();
  const isOpen = of.incident && of.decidedAt === undefined;
  return (
    <Chip state={isOpen ? "danger" : GOOD.has(of.outcome) ? "ok" : "warn"}>
      {t.of("agents.reason", of.outcome)}
    </Chip>
  );
}

function useMessageColumns(): readonly Column<Message>[] {
  const t = useT();
  const formats = useFormats();
  return useMemo(
    (): Column<Message>[] => [
      {
        id: "receivedAt",
        header: t("agents.receivedAt"),
        width: 148,
        cell: (row) => formats.instant(row.receivedAt),
        timeOf: (row) => row.receivedAt,
      },
      {
        id: "command",
        header: t("agents.command"),
        width: 104,
        cell: (row) => (row.command === "" ? "—" : t.of("agents.command", row.command)),
      },
      { id: "transaction", header: t("agents.transaction"), minWidth: 150, cell: (row) => row.transaction },
      {
        id: "outcome",
        header: t("agents.outcome"),
        minWidth: 340,
        grow: 1,
        cell: (row) => <Outcome of={row} />,
        textOf: (row) => t.of("agents.reason", row.outcome),
      },
      {
        id: "remoteAddress",
        header: t("agents.remoteAddress"),
        width: 132,
        cell: (row) => row.remoteAddress,
      },
      { id: "request", header: t("agents.request"), minWidth: 260, grow: 3, cell: (row) => row.request },
    ],
    [t, formats],
  );
}
