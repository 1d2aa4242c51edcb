import { type ReactNode, useMemo, useState } from "react";
import { troubleOf } from "../../api/client.ts";
import { paths } from "../../paths.ts";
import { useAddress } from "../../shell/address.ts";
import { useWork } from "../../shell/context.ts";
import { Go, useGo } from "../../shell/Go.tsx";
import { Button } from "../../ui/Button.tsx";
import { useFormats } from "../../ui/formats.ts";
import type { Column } from "../../ui/grid/columns.ts";
import { DataGrid } from "../../ui/grid/DataGrid.tsx";
import { Refusal } from "../../ui/Refusal.tsx";
import { Select } from "../../ui/Select.tsx";
import { Empty, ErrorState } from "../../ui/States.tsx";
import { toast } from "../../ui/toast.ts";
import { useT } from "../../words/words.ts";
import { FileButton } from "./FileButton.tsx";
import { MessageState } from "./MessageState.tsx";
import {
  type Kind,
  KINDS,
  type Message,
  useMake,
  useMakeDocuments,
  useMessages,
  useTakeNotifications,
} from "./queries.ts";
import styles from "./gis.module.css";

/** Messages, newest first, and the deeds that make new ones. */
export function ExchangeTab() {
  const t = useT();
  const go = useGo();
  const { query, set } = useAddress();
  const work = useWork();
  const chosen = work.organization?.id ?? work.organizations.find(({ id }) => String(id) === query["of"])?.id;
  const messages = useMessages(chosen);
  const columns = useColumns();
  const trouble = troubleOf(messages.error);
  return (
    <div className={styles["place"]}>
      <Deeds
        organization={chosen}
        choice={
          work.organization === undefined ? (
            <div className={styles["choice"]}>
              <Select
                label={t("gis.company")}
                name="of"
                placeholder={t("gis.allCompanies")}
                value={chosen === undefined ? undefined : String(chosen)}
                onChange={(value) => set({ of: value })}
                options={work.organizations.map(({ id, name }) => ({ value: String(id), label: name }))}
              />
            </div>
          ) : null
        }
      />
      {trouble ? (
        <ErrorState of={trouble} onRetry={() => void messages.refetch()} />
      ) : (
        <div className={styles["list"]}>
          <DataGrid
            label={t("gis.tab.exchange")}
            columns={columns}
            rows={messages.data?.packages ?? []}
            rowKey={(row) => String(row.package)}
            isLoading={messages.isPending}
            onOpen={(row) => go(paths.gisMessage(row.package))}
            emptyState={<Empty title={t("gis.noMessages")}>{t("gis.noMessagesHow")}</Empty>}
          />
        </div>
      )}
    </div>
  );
}

function Deeds({ organization, choice }: { organization: number | undefined; choice: ReactNode }) {
  const t = useT();
  const formats = useFormats();
  const { period } = useWork();
  const [kind, setKind] = useState<Kind>("accounts");
  const [making, documents, taking] = [useMake(), useMakeDocuments(), useTakeNotifications()];
  const trouble = troubleOf(making.error) ?? troubleOf(documents.error) ?? troubleOf(taking.error);
  const hindrance = organization === undefined ? t("gis.chooseCompany") : undefined;
  const isOfMonth = kind === "documents" || kind === "payments";
  const make = (): void => {
    if (organization === undefined) return;
    for (const one of [making, documents, taking]) one.reset();
    if (kind === "documents")
      documents.mutate(
        { organization, period },
        { onSuccess: () => toast({ kind: "ok", text: t("gis.documentsBegun") }) },
      );
    else
      making.mutate(
        { organization, kind, ...(isOfMonth ? { period } : {}) },
        {
          onSuccess: ({ packages, things, waiting }) =>
            toast({
              kind: things === 0 ? "warn" : "ok",
              text: t("gis.made", { messages: packages.length, things, waiting }),
            }),
        },
      );
  };
  return (
    <>
      <div className={styles["bar"]}>
        {choice}
        <div className={styles["choice"]}>
          <Select
            label={t("gis.what")}
            name="kind"
            value={kind}
            onChange={(value) => setKind((value ?? "accounts") as Kind)}
            options={KINDS.map((value) => ({
              value,
              label: t(`gis.make.${value}`, { period: formats.period(period) }),
            }))}
          />
        </div>
        <Button
          kind="primary"
          pending={making.isPending || documents.isPending}
          disabledReason={hindrance}
          onClick={make}
        >
          {t("gis.makeMessages")}
        </Button>
        <FileButton
          label={t("gis.takeNotifications")}
          accept=".xml"
          pending={taking.isPending}
          disabledReason={hindrance}
          onPick={(file) => {
            if (organization === undefined) return;
            for (const one of [making, documents, taking]) one.reset();
            taking.mutate(
              { organization, file },
              {
                onSuccess: ({ taken, repeated }) =>
                  toast({ kind: "ok", text: t("gis.notified", { taken, repeated }) }),
              },
            );
          }}
        />
        {documents.data ? <Go to={paths.jobs()}>{t("gis.toJobs")}</Go> : null}
      </div>
      {trouble ? (
        <div className={styles["notes"]}>
          <Refusal of={trouble} />
        </div>
      ) : null}
    </>
  );
}

function useColumns(): readonly Column<Message>[] {
  const t = useT();
  const { organizations } = useWork();
  const { money, instant, count, period } = useFormats();
  return useMemo(
    (): Column<Message>[] => [
      {
        id: "number",
        header: t("gis.number"),
        width: 76,
        cell: (row) => (
          <Go to={paths.gisMessage(row.package)} tabIndex={-1}>
            {row.package}
          </Go>
        ),
        textOf: (row) => String(row.package),
      },
      {
        id: "madeAt",
        header: t("gis.madeAt"),
        width: 132,
        cell: (row) => instant(row.madeAt),
        timeOf: (row) => row.madeAt,
      },
      {
        id: "company",
        header: t("gis.company"),
        minWidth: 150,
        grow: 1,
        cell: (row) => organizations.find(({ id }) => id === row.organization)?.name ?? row.organization,
      },
      {
        id: "kind",
        header: t("gis.what"),
        minWidth: 170,
        grow: 1,
        cell: (row) =>
          `${t(`gis.of.${row.kind}`)}${row.period === undefined ? "" : `, ${period(row.period)}`}`,
      },
      { id: "things", header: t("gis.things"), align: "num", width: 88, cell: (row) => count(row.things) },
      {
        id: "total",
        header: t("gis.total"),
        align: "num",
        width: 128,
        cell: (row) => (row.total === "0" ? "" : money(row.total)),
      },
      {
        id: "accepted",
        header: t("gis.accepted"),
        align: "num",
        width: 88,
        cell: (row) => count(row.accepted),
      },
      {
        id: "refused",
        header: t("gis.refused"),
        align: "num",
        width: 100,
        cell: (row) => count(row.refused),
      },
      { id: "open", header: t("gis.open"), align: "num", width: 100, cell: (row) => count(row.open) },
      {
        id: "state",
        header: t("gis.state"),
        width: 176,
        cell: (row) => <MessageState of={row} />,
      },
    ],
    [t, organizations, money, instant, count, period],
  );
}
