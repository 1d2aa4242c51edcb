import { IconPlus } from "@tabler/icons-react";
import { useMemo } from "react";
import { troubleOf } from "../../api/client.ts";
import { paths } from "../../paths.ts";
import { useAddress } from "../../shell/address.ts";
import { useWork } from "../../shell/context.ts";
import { Go } from "../../shell/Go.tsx";
import { Button } from "../../ui/Button.tsx";
import { Chip } from "../../ui/Chip.tsx";
import { useFormats } from "../../ui/formats.ts";
import type { Column } from "../../ui/grid/columns.ts";
import { DataGrid } from "../../ui/grid/DataGrid.tsx";
import { Page } from "../../ui/Page.tsx";
import { SidePanel } from "../../ui/SidePanel.tsx";
import { Empty, ErrorState } from "../../ui/States.tsx";
import { useT } from "../../words/words.ts";
import { DropForm } from "./DropForm.tsx";
import { DropPanel } from "./DropPanel.tsx";
import { type DropRow, useDrops } from "./drop-queries.ts";
import styles from "./drops.module.css";

/** Folders and mailboxes at banks from which registers are fetched; one opens beside the list. */
export function DropsPage() {
  const t = useT();
  const { may } = useWork();
  const { query, set } = useAddress();
  const drops = useDrops();
  const columns = useColumns();
  const trouble = troubleOf(drops.error);
  const opened = drops.data?.drops.find(({ drop }) => String(drop) === query["drop"]);
  const open = (row: DropRow): void => set({ drop: String(row.drop) }, "replace");
  const close = (): void => set({ drop: undefined });
  const isNew = query["drop"] === "new" && may("agents.set");
  return (
    <Page
      title={t("drops.title")}
      subtitle={t("drops.about")}
      crumbs={<Go to={paths.registers()}>{t("files.title")}</Go>}
      actions={
        <Button
          icon={<IconPlus size={16} aria-hidden />}
          disabledReason={may("agents.set") ? undefined : t("drops.mayNot")}
          onClick={() => set({ drop: "new" }, "push")}
        >
          {t("drops.add")}
        </Button>
      }
    >
      {trouble ? (
        <ErrorState of={trouble} onRetry={() => void drops.refetch()} />
      ) : (
        <div className={styles["grid"]}>
          <DataGrid
            label={t("drops.title")}
            columns={columns}
            rows={drops.data?.drops ?? []}
            rowKey={({ drop }) => String(drop)}
            isLoading={drops.isPending}
            onOpen={open}
            onPeek={open}
            emptyState={<Empty title={t("drops.none")}>{t("drops.noneHow")}</Empty>}
          />
        </div>
      )}
      {opened && drops.data ? (
        <DropPanel key={opened.drop} of={opened} lists={drops.data} onClose={close} />
      ) : null}
      {isNew && drops.data ? (
        <SidePanel title={t("drops.add")} onClose={close}>
          <DropForm
            of={undefined}
            lists={drops.data}
            onDone={(drop) => set({ drop: String(drop) })}
            onCancel={close}
          />
        </SidePanel>
      ) : null}
    </Page>
  );
}

/** Of a drop at a glance: off, in order, or why it is not. */
export function DropState({ of }: { of: Pick<DropRow, "settings" | "trouble" | "triedAt" | "failures"> }) {
  const t = useT();
  if (!of.settings.isActive) return <Chip state="mute">{t("drops.state.off")}</Chip>;
  if (of.trouble !== undefined) return <Chip state="danger">{t(`drops.trouble.${of.trouble}`)}</Chip>;
  return (
    <Chip state={of.triedAt === undefined ? "info" : "ok"}>
      {t(of.triedAt === undefined ? "drops.state.new" : "drops.state.ok")}
    </Chip>
  );
}

export const addressOf = ({ kind, user, host, folder }: DropRow["settings"]): string =>
  `${kind === "sftp" ? "sftp" : "imap"}://${user}@${host} ${folder}`;

function useColumns(): readonly Column<DropRow>[] {
  const t = useT();
  const { instant } = useFormats();
  return useMemo(
    (): Column<DropRow>[] => [
      { id: "agent", header: t("files.agent"), minWidth: 140, cell: (row) => row.agentName },
      {
        id: "where",
        header: t("drops.where"),
        minWidth: 200,
        grow: 1.6,
        cell: (row) => addressOf(row.settings),
      },
      {
        id: "fetchedAt",
        header: t("drops.fetchedAt"),
        width: 140,
        cell: (row) => (row.fetchedAt === undefined ? "—" : instant(row.fetchedAt)),
        timeOf: (row) => row.fetchedAt ?? "",
      },
      {
        id: "state",
        header: t("files.state"),
        minWidth: 200,
        cell: (row) => <DropState of={row} />,
        textOf: (row) =>
          row.settings.isActive
            ? row.trouble === undefined
              ? t("drops.state.ok")
              : t(`drops.trouble.${row.trouble}`)
            : t("drops.state.off"),
      },
    ],
    [t, instant],
  );
}
