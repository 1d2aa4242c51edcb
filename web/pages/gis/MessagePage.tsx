import { IconDownload } from "@tabler/icons-react";
import { useParams } from "@tanstack/react-router";
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
import { Note } from "../../ui/Note.tsx";
import { Page } from "../../ui/Page.tsx";
import { Refusal } from "../../ui/Refusal.tsx";
import { Select } from "../../ui/Select.tsx";
import { Empty, EmptyByFilter, ErrorState, LoadingRows } from "../../ui/States.tsx";
import { toast } from "../../ui/toast.ts";
import { useT } from "../../words/words.ts";
import { FileButton } from "./FileButton.tsx";
import { MessageState } from "./MessageState.tsx";
import { type Item, type Message, useLeaveOut, useMessage, useTakeAnswer } from "./queries.ts";
import styles from "./gis.module.css";

const OUTCOMES = ["open", "refused", "left_out", "accepted"] as const;
type Outcome = (typeof OUTCOMES)[number];
const outcomeOf = (item: Item): Outcome => item.outcome ?? "open";

/** One message: its files down, the answer up, what became of each thing and what to do about it. */
export function MessagePage() {
  const t = useT();
  const { message = "" } = useParams({ strict: false });
  const found = useMessage(message);
  const trouble = troubleOf(found.error);
  const of = found.data?.package;
  return (
    <Page
      title={t("gis.message", { number: message })}
      crumbs={<Go to={paths.gis({ tab: "exchange" })}>{t("gis.title")}</Go>}
      subtitle={of ? t(`gis.of.${of.kind}`) : undefined}
      marks={of ? <MessageState of={of} /> : undefined}
      actions={
        of ? (
          <>
            <a href={`/api/gis/packages/${of.package}/file`} download>
              <IconDownload size={16} aria-hidden /> XML
            </a>
            <a href={`/api/gis/packages/${of.package}/workbook`} download>
              <IconDownload size={16} aria-hidden /> XLSX
            </a>
          </>
        ) : undefined
      }
    >
      {trouble ? (
        <ErrorState of={trouble} onRetry={() => void found.refetch()} />
      ) : found.data ? (
        <Body of={found.data.package} items={found.data.items} />
      ) : (
        <LoadingRows rows={10} columns={4} />
      )}
    </Page>
  );
}

function Body({ of, items }: { of: Message; items: readonly Item[] }) {
  const t = useT();
  const { count, money, instant, period } = useFormats();
  const { organizations } = useWork();
  const { query, set } = useAddress();
  const columns = useColumns(of);
  const outcome = OUTCOMES.find((one) => one === query["outcome"]);
  const rows = outcome === undefined ? items : items.filter((item) => outcomeOf(item) === outcome);
  const facts = [
    [
      t("gis.company"),
      organizations.find(({ id }) => id === of.organization)?.name ?? String(of.organization),
    ],
    ...(of.period === undefined ? [] : [[t("gis.month"), period(of.period)] as const]),
    [t("gis.things"), count(of.things)],
    ...(of.total === "0" ? [] : [[t("gis.total"), `${money(of.total)} ₽`] as const]),
    [t("gis.accepted"), count(of.accepted)],
    [t("gis.refused"), count(of.refused)],
    [t("gis.open"), count(of.open)],
    [t("gis.madeAt"), instant(of.madeAt)],
    ...(of.answeredAt === undefined ? [] : [[t("gis.answeredAt"), instant(of.answeredAt)] as const]),
  ] as const;
  return (
    <div className={styles["place"]}>
      <dl className={styles["band"]}>
        {facts.map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      <Answer of={of} />
      <div className={styles["bar"]}>
        <div className={styles["choice"]}>
          <Select
            label={t("gis.outcome")}
            name="outcome"
            placeholder={t("gis.allOutcomes")}
            value={outcome}
            onChange={(value) => set({ outcome: value })}
            options={OUTCOMES.map((value) => ({ value, label: t(`gis.outcome.${value}`) }))}
          />
        </div>
      </div>
      <div className={styles["list"]}>
        <DataGrid
          label={t("gis.message", { number: of.package })}
          columns={columns}
          rows={rows}
          rowKey={(row) => row.transport}
          emptyState={
            outcome === undefined ? (
              <Empty title={t("gis.noMessages")} />
            ) : (
              <EmptyByFilter filters={1} onReset={() => set({ outcome: undefined })} />
            )
          }
        />
      </div>
    </div>
  );
}

function Answer({ of }: { of: Message }) {
  const t = useT();
  const taking = useTakeAnswer(String(of.package));
  const leaving = useLeaveOut(String(of.package));
  const trouble = troubleOf(taking.error) ?? troubleOf(leaving.error);
  return (
    <div className={styles["notes"]}>
      {of.answeredAt === undefined ? (
        <>
          <Note state={of.partly ? "warn" : "info"}>
            {of.partly ? t("gis.partlyHow", { count: of.open }) : t("gis.answerHow")}
          </Note>
          <div className={styles["deeds"]}>
            <FileButton
              kind="primary"
              label={t("gis.takeAnswer")}
              accept=".xml,.xlsx"
              pending={taking.isPending}
              onPick={(file) =>
                taking.mutate(file, {
                  onSuccess: ({ accepted, refused, open }) =>
                    toast({
                      kind: refused + open > 0 ? "warn" : "ok",
                      text: t("gis.answered", { accepted, refused, open }),
                    }),
                })
              }
            />
            {of.partly ? (
              <Button
                pending={leaving.isPending}
                onClick={() =>
                  leaving.mutate(undefined, {
                    onSuccess: ({ leftOut }) =>
                      toast({ kind: "ok", text: t("gis.leftOut", { count: leftOut }) }),
                  })
                }
              >
                {t("gis.leaveOut")}
              </Button>
            ) : null}
          </div>
        </>
      ) : of.refused > 0 ? (
        <Note state="warn">{t(`gis.refusedHow.${of.kind}`, { count: of.refused })}</Note>
      ) : null}
      {trouble ? <Refusal of={trouble} /> : null}
    </div>
  );
}

const COLOURS = { open: "info", refused: "danger", left_out: "warn", accepted: "ok" } as const;

function useColumns({ kind }: Message): readonly Column<Item>[] {
  const t = useT();
  return useMemo(
    (): Column<Item>[] => [
      {
        id: "thing",
        header: kind === "payments" ? t("gis.payment") : t("gis.account"),
        width: 150,
        cell: (row) =>
          row.account !== undefined ? (
            <Go to={paths.account(row.account)} tabIndex={-1}>
              {row.account}
            </Go>
          ) : row.payment === undefined ? (
            ""
          ) : (
            <Go to={paths.payments({ payment: `${row.building}-${row.payment}` })} tabIndex={-1}>
              {row.payment}
            </Go>
          ),
        textOf: (row) => row.account ?? row.payment ?? "",
      },
      {
        id: "address",
        header: t("gis.building"),
        minWidth: 220,
        grow: 1,
        cell: (row) => (
          <Go to={paths.building(row.building)} tabIndex={-1}>
            {row.address}
          </Go>
        ),
        textOf: (row) => row.address,
      },
      {
        id: "outcome",
        header: t("gis.outcome"),
        width: 160,
        cell: (row) => <Chip state={COLOURS[outcomeOf(row)]}>{t(`gis.outcome.${outcomeOf(row)}`)}</Chip>,
        textOf: (row) => t(`gis.outcome.${outcomeOf(row)}`),
      },
      { id: "errors", header: t("gis.errors"), minWidth: 240, grow: 1.6, cell: (row) => row.errors },
    ],
    [t, kind],
  );
}
