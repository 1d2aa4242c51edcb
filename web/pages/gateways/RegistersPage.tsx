import { IconFileUpload } from "@tabler/icons-react";
import { useMemo, useRef, useState } from "react";
import { type Offline, type Problem, troubleOf } from "../../api/client.ts";
import { paths } from "../../paths.ts";
import { useAddress } from "../../shell/address.ts";
import { useWork } from "../../shell/context.ts";
import { Go, useGo } from "../../shell/Go.tsx";
import { Button } from "../../ui/Button.tsx";
import { useFormats } from "../../ui/formats.ts";
import type { Column } from "../../ui/grid/columns.ts";
import { DataGrid } from "../../ui/grid/DataGrid.tsx";
import { useHotkeys } from "../../ui/hotkeys.ts";
import { Page } from "../../ui/Page.tsx";
import { Refusal } from "../../ui/Refusal.tsx";
import { Select } from "../../ui/Select.tsx";
import { Empty, EmptyByFilter, ErrorState } from "../../ui/States.tsx";
import { toast } from "../../ui/toast.ts";
import { useT } from "../../words/words.ts";
import { FileStateChip } from "./FileStateChip.tsx";
import { type Files, type FileTaken, type RegisterFile, STATES, useFiles, useTakeFile } from "./queries.ts";
import styles from "./registers.module.css";

/** Files of payment points, newest first; they are dropped here, and each says what became of it. */
export function RegistersPage() {
  const t = useT();
  const go = useGo();
  const { query, set } = useAddress();
  const { may } = useWork();
  const state = STATES.find((one) => one === query["state"]);
  const files = useFiles(state);
  const columns = useFileColumns();
  const rows = useMemo(() => files.data?.pages.flatMap((page) => page.files) ?? [], [files.data]);
  const trouble = troubleOf(files.error);
  const [first] = files.data?.pages ?? [];
  return (
    <Page
      title={t("files.title")}
      subtitle={t("files.about")}
      crumbs={<Go to={paths.payments()}>{t("payments.title")}</Go>}
      actions={
        <>
          {may("gateways.profiles") && <Go to={paths.registerProfiles()}>{t("files.toProfiles")}</Go>}
          <Go to={paths.registerDrops()}>{t("drops.title")}</Go>
          <Go to={paths.registerDebts()}>{t("debts.title")}</Go>
          <Go to={paths.unmatched()}>{t("files.toUnmatched")}</Go>
        </>
      }
    >
      <Intake agents={first?.agents ?? []} profiles={first?.profiles ?? []} />
      <div className={styles["notes"]}>
        <div className={styles["choice"]}>
          <Select
            label={t("files.state")}
            name="state"
            placeholder={t("files.allStates")}
            value={state}
            onChange={(value) => set({ state: value })}
            options={STATES.map((value) => ({ value, label: t(`files.state.${value}`) }))}
          />
        </div>
      </div>
      {trouble ? (
        <ErrorState of={trouble} onRetry={() => void files.refetch()} />
      ) : (
        <div className={styles["list"]}>
          <DataGrid
            label={t("files.title")}
            columns={columns}
            rows={rows}
            rowKey={(row) => String(row.file)}
            onOpen={(row) => go(paths.register(row.file))}
            isLoading={files.isPending}
            loadMore={{
              hasMore: files.hasNextPage,
              isLoading: files.isFetchingNextPage,
              load: () => void files.fetchNextPage(),
              all: () => Promise.resolve(rows),
            }}
            emptyState={
              state === undefined ? (
                <Empty title={t("files.none")}>{t("files.noneHow")}</Empty>
              ) : (
                <EmptyByFilter filters={1} onReset={() => set({ state: undefined })} />
              )
            }
          />
        </div>
      )}
    </Page>
  );
}

function Intake({ agents, profiles }: Pick<Files, "agents" | "profiles">) {
  const t = useT();
  const { money } = useFormats();
  const { may } = useWork();
  const { query, set } = useAddress();
  const [isOver, setIsOver] = useState(false);
  const [taking, setTaking] = useState<string>();
  const [refusal, setRefusal] = useState<Problem | Offline>();
  const input = useRef<HTMLInputElement>(null);
  const take = useTakeFile();
  const agent = agents.find(({ code }) => code === query["agent"])?.code;
  const profile = profiles.find((code) => code === query["profile"]);
  const hindrance = !may("registers.take")
    ? t("files.mayNot")
    : agent === undefined
      ? t("files.dropAgent")
      : undefined;
  const tell = (taken: FileTaken, name: string): void => {
    const sum = taken.taken;
    if (taken.isDuplicate) {
      toast({ kind: "warn", text: t("files.done.duplicate", { name, file: taken.file }) });
    } else if (taken.state === "posted" && sum) {
      toast({
        kind: "ok",
        text: t("files.done.posted", { name, count: sum.count, total: money(sum.total) }),
      });
    } else {
      toast({ kind: "warn", text: t("files.done.other", { name, state: t(`files.state.${taken.state}`) }) });
    }
  };
  /** One after the other: a register and its receipt meet whichever comes first. */
  const upload = async (chosen: readonly File[]): Promise<void> => {
    if (agent === undefined || hindrance !== undefined || taking !== undefined) return;
    setRefusal(undefined);
    for (const file of chosen) {
      setTaking(file.name);
      try {
        tell(await take.mutateAsync({ agent, profile, file }), file.name);
      } catch (failure) {
        const trouble = troubleOf(failure as Error);
        if (!trouble) throw failure;
        setRefusal(trouble);
        break;
      } finally {
        setTaking(undefined);
      }
    }
    if (input.current) input.current.value = "";
  };
  const choose = (): void => input.current?.click();
  useHotkeys(hindrance === undefined ? [{ keys: "Insert", label: t("files.choose"), run: choose }] : []);
  return (
    <>
      <div
        className={styles["intake"]}
        data-over={isOver}
        onDragOver={(event) => {
          event.preventDefault();
          setIsOver(true);
        }}
        onDragLeave={() => setIsOver(false)}
        onDrop={(event) => {
          event.preventDefault();
          setIsOver(false);
          void upload([...event.dataTransfer.files]);
        }}
      >
        <div className={styles["choice"]}>
          <Select
            label={t("files.agent")}
            name="agent"
            value={agent}
            onChange={(value) => set({ agent: value }, "replace")}
            options={agents.map(({ code, name }) => ({ value: code, label: name }))}
          />
        </div>
        <div className={styles["choice"]}>
          <Select
            label={t("files.profile")}
            name="profile"
            placeholder={t("files.profileFound")}
            value={profile}
            onChange={(value) => set({ profile: value }, "replace")}
            options={profiles.map((value) => ({ value, label: value }))}
          />
        </div>
        <Button
          kind="primary"
          hotkey="Insert"
          icon={<IconFileUpload size={16} aria-hidden />}
          pending={taking !== undefined}
          disabledReason={hindrance}
          onClick={choose}
        >
          {t("files.choose")}
        </Button>
        <span className="t2" role="status">
          {taking === undefined ? (hindrance ?? t("files.drop")) : t("files.uploading", { name: taking })}
        </span>
        <input
          ref={input}
          type="file"
          multiple
          hidden
          aria-label={t("files.choose")}
          onChange={(event) => void upload([...(event.target.files ?? [])])}
        />
      </div>
      {refusal ? (
        <div className={styles["notes"]}>
          <Refusal of={refusal} />
        </div>
      ) : null}
    </>
  );
}

function useFileColumns(): readonly Column<RegisterFile>[] {
  const t = useT();
  const { money, instant, count } = useFormats();
  return useMemo(
    (): Column<RegisterFile>[] => [
      {
        id: "receivedAt",
        header: t("files.receivedAt"),
        width: 132,
        cell: (row) => instant(row.receivedAt),
        timeOf: (row) => row.receivedAt,
      },
      { id: "agent", header: t("files.agent"), minWidth: 130, cell: (row) => row.agentName },
      {
        id: "name",
        header: t("files.name"),
        minWidth: 170,
        grow: 1.5,
        cell: (row) => (
          <Go to={paths.register(row.file)} tabIndex={-1}>
            {row.name}
          </Go>
        ),
        textOf: (row) => row.name,
      },
      { id: "size", header: t("files.size"), align: "num", width: 96, cell: (row) => count(row.size) },
      {
        id: "count",
        header: t("files.count"),
        align: "num",
        width: 72,
        cell: (row) => (row.counted ? count(row.counted.count) : ""),
      },
      {
        id: "total",
        header: t("files.total"),
        align: "num",
        cell: (row) => (row.counted ? money(row.counted.total) : ""),
        sumOf: (row) => (row.counted ? BigInt(row.counted.total) : undefined),
      },
      {
        id: "held",
        header: t("files.held"),
        align: "num",
        cell: (row) =>
          row.held === undefined || row.held.count === 0 || row.registry === undefined ? (
            ""
          ) : (
            <Go to={paths.unmatched({ registry: row.registry })} tabIndex={-1}>
              {money(row.held.total)}
            </Go>
          ),
        textOf: (row) => (row.held ? money(row.held.total) : ""),
      },
      {
        id: "state",
        header: t("files.state"),
        width: 208,
        cell: (row) => <FileStateChip state={row.state} />,
        textOf: (row) => t(`files.state.${row.state}`),
      },
    ],
    [t, money, instant, count],
  );
}
