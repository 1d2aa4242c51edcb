import { IconPlus } from "@tabler/icons-react";
import { useMemo } from "react";
import { useAddress } from "../../shell/address.ts";
import { useWork } from "../../shell/context.ts";
import { Button } from "../../ui/Button.tsx";
import { Chip, type State } from "../../ui/Chip.tsx";
import { useFormats } from "../../ui/formats.ts";
import type { Column } from "../../ui/grid/columns.ts";
import { DataGrid } from "../../ui/grid/DataGrid.tsx";
import { useHotkeys } from "../../ui/hotkeys.ts";
import { Empty } from "../../ui/States.tsx";
import { useT } from "../../words/words.ts";
import type { Site, Text } from "./queries.ts";
import styles from "./site.module.css";
import { TextPanel } from "./TextPanel.tsx";

const STATE_OF: Readonly<Record<Text["state"], State>> = {
  published: "ok",
  draft: "mute",
  withdrawn: "warn",
};

/** Pages, news and vacancies; a click opens one to be changed. */
export function TextsTab({ site }: { site: Site }) {
  const t = useT();
  const { may } = useWork();
  const { query, set } = useAddress();
  const columns = useColumns();
  const asked = query["text"];
  const opened = site.texts.find(({ text }) => String(text) === asked);
  const isNew = asked === "new";
  const open = (text: number | "new"): void => set({ text }, asked === undefined ? "push" : "replace");
  const close = (): void => set({ text: undefined });
  const disabledReason = may("site.write") ? undefined : t("company.noRight");
  useHotkeys([{ keys: "Insert", label: t("company.write"), run: () => open("new") }]);
  return (
    <div className={styles["place"]}>
      <div className={styles["bar"]}>
        <Button
          icon={<IconPlus size={16} aria-hidden />}
          disabledReason={disabledReason}
          onClick={() => open("new")}
        >
          {t("company.write")}
        </Button>
      </div>
      <div className={styles["list"]}>
        <DataGrid
          label={t("company.tab.texts")}
          columns={columns}
          rows={site.texts}
          rowKey={(row) => String(row.text)}
          onOpen={(row) => open(row.text)}
          onPeek={(row) => open(row.text)}
          emptyState={<Empty title={t("company.noTexts")}>{t("company.noTextsHow")}</Empty>}
        />
      </div>
      {isNew || opened ? (
        <TextPanel
          key={opened?.text ?? "new"}
          organization={site.organization}
          of={opened}
          disabledReason={disabledReason}
          onClose={close}
        />
      ) : null}
    </div>
  );
}

function useColumns(): readonly Column<Text>[] {
  const t = useT();
  const { day } = useFormats();
  return useMemo(
    (): Column<Text>[] => [
      { id: "title", header: t("company.textTitle"), cell: (row) => row.title, grow: 3, minWidth: 180 },
      { id: "kind", header: t("company.kind"), cell: (row) => t(`company.kind.${row.kind}`), width: 110 },
      {
        id: "state",
        header: t("company.state"),
        cell: (row) => <Chip state={STATE_OF[row.state]}>{t(`company.state.${row.state}`)}</Chip>,
        textOf: (row) => t(`company.state.${row.state}`),
        width: 150,
      },
      {
        id: "from",
        header: t("company.from"),
        cell: (row) => day(row.shownFrom),
        timeOf: (row) => row.shownFrom,
        width: 110,
      },
      {
        id: "shown",
        header: t("company.onPortal"),
        cell: (row) => t(row.isShown ? "company.yes" : "company.no"),
        width: 120,
      },
    ],
    [t, day],
  );
}
