import { IconDownload } from "@tabler/icons-react";
import { useMemo } from "react";
import { troubleOf } from "../../api/client.ts";
import { useWork } from "../../shell/context.ts";
import { Chip } from "../../ui/Chip.tsx";
import { useFormats } from "../../ui/formats.ts";
import type { Column } from "../../ui/grid/columns.ts";
import { DataGrid } from "../../ui/grid/DataGrid.tsx";
import { Empty, ErrorState } from "../../ui/States.tsx";
import { useT } from "../../words/words.ts";
import styles from "./print.module.css";
import { type Batch, jobFileHref, useBatches } from "./queries.ts";

/** What was printed, newest first; the file of a batch is fetched from here. */
export function BatchList({ organization }: { organization: number | undefined }) {
  const t = useT();
  const batches = useBatches(organization);
  const columns = useBatchColumns();
  const trouble = troubleOf(batches.error);
  return (
    <section aria-labelledby="batches" className={styles["batches"]}>
      <h2 id="batches">{t("receipts.batches")}</h2>
      {trouble ? (
        <ErrorState of={trouble} onRetry={() => void batches.refetch()} />
      ) : (
        <div className={styles["list"]}>
          <DataGrid
            label={t("receipts.batches")}
            columns={columns}
            rows={batches.data?.batches ?? NONE}
            rowKey={keyOf}
            isLoading={batches.isPending}
            emptyState={<Empty title={t("receipts.noBatches")}>{t("receipts.noBatchesHow")}</Empty>}
          />
        </div>
      )}
    </section>
  );
}

const NONE: readonly Batch[] = [];
const keyOf = ({ id }: Batch): string => String(id);

function useBatchColumns(): readonly Column<Batch>[] {
  const t = useT();
  const formats = useFormats();
  const { organizations, may } = useWork();
  const mayFetch = may("jobs.files");
  return useMemo((): Column<Batch>[] => {
    const nameOf = (batch: Batch): string =>
      organizations.find(({ id }) => id === batch.organization)?.name ?? String(batch.organization);
    return [
      { id: "id", header: t("receipts.batch"), align: "num", width: 84, cell: ({ id }) => formats.count(id) },
      { id: "organization", header: t("receipts.organization"), minWidth: 180, cell: nameOf, textOf: nameOf },
      {
        id: "period",
        header: t("receipts.month"),
        width: 132,
        cell: ({ period }) => formats.period(period),
        timeOf: ({ period }) => period,
      },
      {
        id: "receipts",
        header: t("receipts.receipts"),
        align: "num",
        width: 108,
        cell: ({ receipts }) => (receipts === undefined ? "—" : formats.count(receipts)),
      },
      {
        id: "started",
        header: t("receipts.started"),
        width: 140,
        cell: ({ startedAt }) => formats.instant(startedAt),
        timeOf: ({ startedAt }) => startedAt,
      },
      {
        id: "state",
        header: t("receipts.state"),
        width: 148,
        cell: ({ receipts }) => (
          <Chip state={receipts === undefined ? "mute" : "ok"}>
            {t(receipts === undefined ? "receipts.unfinished" : "receipts.ready")}
          </Chip>
        ),
        textOf: ({ receipts }) => t(receipts === undefined ? "receipts.unfinished" : "receipts.ready"),
      },
      {
        id: "file",
        header: t("receipts.file"),
        width: 176,
        cell: ({ job, receipts, id }) =>
          job !== undefined && receipts !== undefined && mayFetch ? (
            <a
              href={jobFileHref(job)}
              download
              tabIndex={-1}
              aria-label={t("receipts.downloadOf", { batch: id })}
            >
              <IconDownload size={14} aria-hidden /> {t("receipts.download")}
            </a>
          ) : (
            <span className="t3">
              {t(receipts === undefined ? "receipts.noFile" : "receipts.fileElsewhere")}
            </span>
          ),
        textOf: ({ fileName }) => fileName ?? "",
      },
    ];
  }, [t, formats, organizations, mayFetch]);
}
