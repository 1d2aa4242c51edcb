import { useMemo, useState } from "react";
import { troubleOf } from "../../api/client.ts";
import { useAddress } from "../../shell/address.ts";
import { Button } from "../../ui/Button.tsx";
import { Chip } from "../../ui/Chip.tsx";
import { useFormats } from "../../ui/formats.ts";
import type { Column } from "../../ui/grid/columns.ts";
import { DataGrid } from "../../ui/grid/DataGrid.tsx";
import { Select } from "../../ui/Select.tsx";
import { Empty, ErrorState } from "../../ui/States.tsx";
import { TextInput } from "../../ui/TextInput.tsx";
import { useT } from "../../words/words.ts";
import { type LogRow, type MessageState, useMessageLog } from "./queries.ts";
import styles from "./notices.module.css";

const CHIPS: Readonly<Record<MessageState, "info" | "ok" | "danger" | "warn" | "mute">> = {
  waiting: "info",
  gathered: "info",
  sending: "info",
  sent: "ok",
  delivered: "ok",
  failed: "danger",
  bounced: "danger",
  unsure: "warn",
  stopped: "mute",
};
const STATES = Object.keys(CHIPS) as MessageState[];

/** What was told to whom: found by an account, an address or a state. */
export function MessageLog() {
  const t = useT();
  const { query, set } = useAddress();
  const [typed, setTyped] = useState(query["find"] ?? "");
  const log = useMessageLog({
    find: query["find"],
    state: query["state"],
    mailing: query["of"],
    before: query["before"],
  });
  const columns = useColumns();
  const trouble = troubleOf(log.error);
  const next = log.data?.next;
  const state = STATES.find((one) => one === query["state"]);
  const find = (): void => set({ find: typed.trim() || undefined, before: undefined }, "push");
  return (
    <>
      <form
        className={styles["filter"]}
        onSubmit={(event) => {
          event.preventDefault();
          find();
        }}
      >
        <TextInput label={t("notices.find")} name="find" value={typed} onChange={setTyped} lengthMax={100} />
        <Select
          label={t("notices.state")}
          name="state"
          value={state}
          onChange={(value) => set({ state: value, before: undefined }, "push")}
          options={STATES.map((one) => ({ value: one, label: t(`notices.message.${one}`) }))}
        />
        <Button type="submit">{t("notices.search")}</Button>
        {query["of"] === undefined ? null : (
          <Button kind="ghost" onClick={() => set({ of: undefined, before: undefined }, "push")}>
            {t("notices.allMailings", { no: query["of"] })}
          </Button>
        )}
      </form>
      {trouble ? (
        <ErrorState of={trouble} onRetry={() => void log.refetch()} />
      ) : (
        <div className={styles["grid"]}>
          <DataGrid
            label={t("notices.log")}
            columns={columns}
            rows={log.data?.messages ?? []}
            rowKey={({ message }) => message}
            isLoading={log.isPending}
            emptyState={<Empty title={t("notices.logNone")}>{t("notices.logNoneHow")}</Empty>}
          />
        </div>
      )}
      {next === undefined ? null : (
        <div className={styles["deeds"]}>
          <Button onClick={() => set({ before: next }, "push")}>{t("notices.earlier")}</Button>
        </div>
      )}
    </>
  );
}

function useColumns(): readonly Column<LogRow>[] {
  const t = useT();
  const { instant } = useFormats();
  return useMemo(
    (): Column<LogRow>[] => [
      {
        id: "at",
        header: t("notices.at"),
        minWidth: 140,
        cell: (row) => instant(row.createdAt),
        timeOf: (row) => row.createdAt,
      },
      { id: "account", header: t("notices.account"), minWidth: 110, cell: ({ account }) => account ?? "—" },
      {
        id: "channel",
        header: t("notices.channel"),
        minWidth: 90,
        cell: ({ channel }) => t(`notices.channel.${channel}`),
      },
      { id: "address", header: t("notices.address"), minWidth: 150, cell: ({ address }) => address },
      {
        id: "parts",
        header: t("notices.partsHead"),
        align: "num",
        width: 84,
        cell: ({ parts }) => (parts === undefined ? "—" : String(parts)),
      },
      {
        id: "state",
        header: t("notices.state"),
        minWidth: 140,
        cell: ({ state }) => <Chip state={CHIPS[state]}>{t(`notices.message.${state}`)}</Chip>,
        textOf: ({ state }) => t(`notices.message.${state}`),
      },
      {
        id: "reason",
        header: t("notices.cause"),
        minWidth: 140,
        grow: 2,
        cell: ({ reason }) => reason || "—",
      },
    ],
    [t, instant],
  );
}
