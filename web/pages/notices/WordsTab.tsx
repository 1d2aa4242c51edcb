import { useMemo } from "react";
import { troubleOf } from "../../api/client.ts";
import { useAddress } from "../../shell/address.ts";
import { Chip } from "../../ui/Chip.tsx";
import { useFormats } from "../../ui/formats.ts";
import type { Column } from "../../ui/grid/columns.ts";
import { DataGrid } from "../../ui/grid/DataGrid.tsx";
import { Select } from "../../ui/Select.tsx";
import { Empty, ErrorState } from "../../ui/States.tsx";
import { useT } from "../../words/words.ts";
import styles from "./notices.module.css";
import { type NoticeWords, useNoticeWords, type WordsRow } from "./word-queries.ts";
import { WordsPanel } from "./WordsPanel.tsx";

/** What is said of an event by a channel, in both languages. */
interface Row {
  readonly key: string;
  readonly event: WordsRow["event"];
  readonly channel: WordsRow["channel"];
  readonly isMust: boolean;
  /** Of the languages that have own words, the one changed last. */
  readonly last: WordsRow | undefined;
  readonly own: readonly WordsRow[];
}

/** A company's own words of what residents are told: each event by each channel, one opens beside the list. */
export function WordsTab() {
  const t = useT();
  const { query, set } = useAddress();
  const words = useNoticeWords(query["organization"]);
  const columns = useColumns();
  const rows = useMemo(() => (words.data ? rowsOf(words.data) : []), [words.data]);
  const trouble = troubleOf(words.error);
  if (trouble) return <ErrorState of={trouble} onRetry={() => void words.refetch()} />;
  const { organizations = [], organization } = words.data ?? {};
  const opened = rows.find(({ key }) => key === query["words"]);
  const open = (row: Row): void => set({ words: row.key }, "replace");
  return (
    <>
      {organizations.length > 1 ? (
        <div className={styles["filter"]}>
          <Select
            label={t("notices.wordsOf")}
            name="organization"
            required
            value={organization === undefined ? undefined : String(organization)}
            onChange={(value) => set({ organization: value, words: undefined }, "push")}
            options={organizations.map((one) => ({ value: String(one.organization), label: one.name }))}
          />
        </div>
      ) : null}
      <div className={styles["grid"]}>
        <DataGrid
          label={t("notices.words")}
          columns={columns}
          rows={rows}
          rowKey={({ key }) => key}
          isLoading={words.isPending}
          onOpen={open}
          onPeek={open}
          emptyState={<Empty title={t("notices.wordsNone")}>{t("notices.wordsNoneHow")}</Empty>}
        />
      </div>
      {opened && words.data && organization !== undefined ? (
        <WordsPanel
          key={`${organization} ${opened.key}`}
          organization={organization}
          of={words.data.words.filter((one) => keyOf(one) === opened.key)}
          places={words.data.events.find(({ event }) => event === opened.event)?.places ?? []}
          onClose={() => set({ words: undefined })}
        />
      ) : null}
    </>
  );
}

const keyOf = ({ event, channel }: Pick<WordsRow, "event" | "channel">): string => `${event}-${channel}`;

function rowsOf({ words, events }: NoticeWords): readonly Row[] {
  const musts = new Set(events.flatMap(({ event, isMust }) => (isMust ? [event] : [])));
  return [...Map.groupBy(words, keyOf)].flatMap(([key, ofPlace]) => {
    const [first] = ofPlace;
    if (first === undefined) return [];
    const { event, channel } = first;
    const own = ofPlace.filter((one) => one.own !== undefined);
    const [last] = own.toSorted((a, b) => ((a.writtenAt ?? "") < (b.writtenAt ?? "") ? 1 : -1));
    return [{ key, event, channel, isMust: musts.has(event), own, last }];
  });
}

function useColumns(): readonly Column<Row>[] {
  const t = useT();
  const { instant } = useFormats();
  return useMemo(
    (): Column<Row>[] => [
      {
        id: "event",
        header: t("notices.event"),
        minWidth: 210,
        grow: 2,
        cell: ({ event, isMust }) => (
          <>
            {t(`notices.event.${event}`)} {isMust ? <Chip state="info">{t("notices.must")}</Chip> : null}
          </>
        ),
        textOf: ({ event }) => t(`notices.event.${event}`),
      },
      {
        id: "channel",
        header: t("notices.channel"),
        minWidth: 90,
        cell: ({ channel }) => t(`notices.channel.${channel}`),
      },
      {
        id: "whose",
        header: t("notices.wordsWhose"),
        minWidth: 150,
        cell: ({ own }) =>
          own.length === 0 ? (
            <span className="t2">{t("notices.wordsUsual")}</span>
          ) : (
            <Chip state="ok">
              {t("notices.wordsOwn", {
                languages: own.map(({ language }) => language.toUpperCase()).join(", "),
              })}
            </Chip>
          ),
        textOf: ({ own }) =>
          own.length === 0 ? t("notices.wordsUsual") : own.map((one) => one.language).join(),
      },
      {
        id: "who",
        header: t("notices.wordsBy"),
        minWidth: 150,
        cell: ({ last }) => last?.writtenByName ?? "—",
      },
      {
        id: "at",
        header: t("notices.wordsAt"),
        minWidth: 130,
        cell: ({ last }) => (last?.writtenAt === undefined ? "—" : instant(last.writtenAt)),
        timeOf: ({ last }) => last?.writtenAt ?? "",
      },
    ],
    [t, instant],
  );
}
