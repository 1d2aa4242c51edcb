import { IconDownload } from "@tabler/icons-react";
import { useParams } from "@tanstack/react-router";
import { useMemo, useState } from "react";
import { troubleOf } from "../../api/client.ts";
import { paths } from "../../paths.ts";
import { useWork } from "../../shell/context.ts";
import { Go } from "../../shell/Go.tsx";
import { Button } from "../../ui/Button.tsx";
import { useFormats } from "../../ui/formats.ts";
import type { Column } from "../../ui/grid/columns.ts";
import { DataGrid } from "../../ui/grid/DataGrid.tsx";
import { Note } from "../../ui/Note.tsx";
import { Page } from "../../ui/Page.tsx";
import { Refusal } from "../../ui/Refusal.tsx";
import { Select } from "../../ui/Select.tsx";
import { Empty, ErrorState, LoadingRows } from "../../ui/States.tsx";
import { useT } from "../../words/words.ts";
import { FileStateChip } from "./FileStateChip.tsx";
import { type FileCard, type FileLine, useFile, useFiles, useLines, useTakeAgain } from "./queries.ts";
import styles from "./registers.module.css";

/** One file: its sums, what is wrong with it, its lines and what they became, the original. */
export function RegisterPage() {
  const t = useT();
  const { file = "" } = useParams({ strict: false });
  const card = useFile(file);
  const trouble = troubleOf(card.error);
  const of = card.data;
  return (
    <Page
      title={of ? t("files.file", { name: of.name }) : t("files.title")}
      crumbs={<Go to={paths.registers()}>{t("files.title")}</Go>}
      subtitle={of ? `${of.agentName} · ${t(`files.source.${of.source}`)}` : undefined}
      marks={of ? <FileStateChip state={of.state} /> : undefined}
      actions={
        of ? (
          <a href={`/api/registers/files/${of.file}/original`} download={of.name}>
            <IconDownload size={16} aria-hidden /> {t("files.original")}
          </a>
        ) : undefined
      }
    >
      {trouble ? (
        <ErrorState of={trouble} onRetry={() => void card.refetch()} />
      ) : of ? (
        <Body card={of} />
      ) : (
        <LoadingRows rows={10} columns={4} />
      )}
    </Page>
  );
}

function Body({ card }: { card: FileCard }) {
  const t = useT();
  const { money, instant, count } = useFormats();
  const sums = (["counted", "taken", "repeated", "held", "reversed"] as const).flatMap((name) => {
    const sum = card[name];
    return sum === undefined || (name !== "counted" && sum.count === 0) ? [] : [{ name, sum }];
  });
  const isOpen = card.state === "unclear" || card.state === "refused" || card.state === "waiting";
  return (
    <div className={styles["body"]}>
      <dl className={styles["sums"]}>
        {sums.map(({ name, sum }) => (
          <div key={name}>
            <dt>{t(`files.${name}`)}</dt>
            <dd>
              {count(sum.count)} · {money(sum.total)} ₽
            </dd>
          </div>
        ))}
        {card.profile === undefined ? null : (
          <div>
            <dt>{t("files.profile")}</dt>
            <dd>{card.profile}</dd>
          </div>
        )}
      </dl>
      {card.wanted !== undefined && card.state === "waiting" ? (
        <Note state="warn">{t("files.waits", { wanted: card.wanted })}</Note>
      ) : null}
      {card.state === "unclear" ? <Note state="warn">{t("files.unclear")}</Note> : null}
      {card.problems.length > 0 ? (
        <Note state="danger">
          {t("files.problems")}
          <Problems of={card.problems} />
        </Note>
      ) : null}
      {isOpen ? <Retake card={card} /> : null}
      {card.held && card.held.count > 0 && card.registry !== undefined ? (
        <Go to={paths.unmatched({ registry: card.registry })}>{t("files.toHeld")}</Go>
      ) : null}
      {card.readings ? (
        <Note state={card.readings.refused.length > 0 ? "warn" : "ok"}>
          {t("files.readings", { taken: card.readings.taken, unchanged: card.readings.unchanged })}
          {card.readings.refused.length > 0 ? (
            <>
              <div>{t("files.readingsRefused")}</div>
              <Problems of={card.readings.refused} />
            </>
          ) : null}
        </Note>
      ) : null}
      <section>
        <h2>{t("files.events")}</h2>
        <ol>
          {card.events.map((one) => (
            <li key={one.no}>
              {instant(one.recordedAt)} ·{" "}
              {one.event === "duplicate"
                ? t("files.event.duplicate", { name: one.name ?? "" })
                : t(`files.state.${one.event}`)}
              {one.recordedByName === undefined ? "" : ` · ${one.recordedByName}`}
            </li>
          ))}
        </ol>
        <p className={`label t3 ${styles["hash"]}`}>
          {t("files.hash")} {card.hash}
        </p>
      </section>
      <Lines file={String(card.file)} />
    </div>
  );
}

const SHOWN_MAX = 20;

function Problems({ of }: { of: FileCard["problems"] }) {
  const t = useT();
  return (
    <>
      <ul className={styles["problems"]}>
        {of.slice(0, SHOWN_MAX).map(({ line, sentence }, at) => (
          <li key={`${line ?? ""} ${at}`}>
            {line === undefined || sentence.includes(String(line))
              ? sentence
              : `${t("files.line")} ${line}. ${sentence}`}
          </li>
        ))}
      </ul>
      {of.length > SHOWN_MAX ? (
        <div className="label">{t("files.problemsMore", { count: SHOWN_MAX })}</div>
      ) : null}
    </>
  );
}

function Retake({ card }: { card: FileCard }) {
  const t = useT();
  const { may } = useWork();
  const profiles = useFiles(undefined).data?.pages[0]?.profiles ?? [];
  const [profile, setProfile] = useState(card.candidates[0] ?? card.profile);
  const take = useTakeAgain(card.file);
  const refusal = troubleOf(take.error);
  return (
    <>
      <div className={styles["retake"]}>
        <div className={styles["choice"]}>
          <Select
            label={t("files.profile")}
            name="profile"
            value={profile}
            onChange={setProfile}
            options={profiles.map((value) => ({ value, label: value }))}
          />
        </div>
        <Button
          pending={take.isPending}
          disabledReason={may("registers.take") ? undefined : t("files.mayNot")}
          onClick={() => profile !== undefined && take.mutate(profile)}
        >
          {t("files.takeAgain")}
        </Button>
      </div>
      {refusal ? <Refusal of={refusal} /> : null}
    </>
  );
}

function Lines({ file }: { file: string }) {
  const t = useT();
  const lines = useLines(file);
  const columns = useLineColumns();
  const rows = useMemo(() => lines.data?.pages.flatMap((page) => page.lines) ?? [], [lines.data]);
  const trouble = troubleOf(lines.error);
  if (trouble) return <ErrorState of={trouble} onRetry={() => void lines.refetch()} />;
  const whole = lines.data?.pages[0]?.count;
  return (
    <div className={styles["lines"]}>
      <DataGrid
        label={t("files.lines")}
        columns={columns}
        rows={rows}
        rowKey={(row) => `${row.line} ${row.operation}`}
        {...(whole === undefined ? {} : { rowCount: whole })}
        isLoading={lines.isPending}
        loadMore={{
          hasMore: lines.hasNextPage,
          isLoading: lines.isFetchingNextPage,
          load: () => void lines.fetchNextPage(),
          all: () => Promise.resolve(rows),
        }}
        emptyState={<Empty title={t("files.lines")}>{t("files.noLines")}</Empty>}
      />
    </div>
  );
}

function useLineColumns(): readonly Column<FileLine>[] {
  const t = useT();
  const { money, day } = useFormats();
  return useMemo(
    (): Column<FileLine>[] => [
      { id: "line", header: t("files.line"), align: "num", width: 72, cell: (row) => row.line },
      { id: "operation", header: t("files.operation"), minWidth: 130, cell: (row) => row.operation },
      { id: "account", header: t("files.account"), width: 120, cell: (row) => row.account },
      { id: "payer", header: t("files.payer"), minWidth: 140, cell: (row) => row.payerName ?? "" },
      {
        id: "paidOn",
        header: t("files.paidOn"),
        width: 104,
        cell: (row) => day(row.paidOn),
        timeOf: (row) => row.paidOn,
      },
      {
        id: "amount",
        header: t("files.amount"),
        align: "num",
        cell: (row) => money(row.amount),
        sumOf: (row) => BigInt(row.amount),
      },
      {
        id: "became",
        header: t("files.became"),
        width: 168,
        cell: (row) =>
          row.payment !== undefined && row.building !== undefined ? (
            <Go to={paths.payments({ payment: `${row.building}-${row.payment}` })} tabIndex={-1}>
              {t("files.payment", { number: row.payment })}
            </Go>
          ) : row.held === undefined ? (
            <span className="t3">{t("files.nothing")}</span>
          ) : (
            <Go to={paths.unmatched({ held: row.held })} tabIndex={-1}>
              {t("files.heldOne")}
            </Go>
          ),
      },
    ],
    [t, money, day],
  );
}
