import { useMemo } from "react";
import { paths } from "../../paths.ts";
import { Go } from "../../shell/Go.tsx";
import { Chip } from "../../ui/Chip.tsx";
import { useFormats } from "../../ui/formats.ts";
import type { Column } from "../../ui/grid/columns.ts";
import { useT } from "../../words/words.ts";
import { Change } from "./Change.tsx";
import type { Anomaly } from "./queries.ts";

/** Whose, of what, was and became, what is seen, what was decided. */
export function useAnomalyColumns(period: string, isDecidable: boolean): readonly Column<Anomaly>[] {
  const t = useT();
  const formats = useFormats();
  return useMemo(
    (): Column<Anomaly>[] => [
      {
        id: "account",
        header: t("charging.column.account"),
        width: 104,
        cell: (one) =>
          one.number === undefined ? (
            <span className="t2">{t("charging.wholeHouse")}</span>
          ) : (
            <Go to={paths.account(one.number, { period })} tabIndex={-1}>
              {one.number}
            </Go>
          ),
        textOf: (one) => one.number ?? t("charging.wholeHouse"),
      },
      {
        id: "address",
        header: t("charging.column.house"),
        minWidth: 120,
        cell: (one) => <span title={one.address}>{one.address.replace(/^[^,]*, /, "")}</span>,
        textOf: (one) => one.address,
      },
      {
        id: "service",
        header: t("charging.column.service"),
        minWidth: 104,
        cell: (one) => (
          <span title={one.service?.name}>{one.service?.name ?? t("charging.allServices")}</span>
        ),
        textOf: (one) => one.service?.name ?? t("charging.allServices"),
      },
      {
        id: "was",
        header: t("charging.column.was"),
        align: "num",
        width: 96,
        cell: (one) => formats.money(one.was),
        sumOf: (one) => BigInt(one.was),
      },
      {
        id: "became",
        header: t("charging.column.became"),
        align: "num",
        width: 96,
        cell: (one) => formats.money(one.became),
        sumOf: (one) => BigInt(one.became),
      },
      {
        id: "change",
        header: t("charging.column.change"),
        align: "num",
        width: 96,
        cell: (one) => <Change {...one} />,
        sumOf: (one) => BigInt(one.became) - BigInt(one.was),
      },
      {
        id: "sentence",
        header: t("charging.column.seen"),
        minWidth: 150,
        grow: 2,
        cell: (one) => <span title={one.sentence}>{one.sentence}</span>,
        textOf: (one) => one.sentence,
      },
      {
        id: "decision",
        header: t("charging.column.decision"),
        width: 128,
        cell: (one) =>
          one.decision ? (
            <span
              title={[one.decision.name, formats.instant(one.decision.at), one.decision.note].join(" · ")}
            >
              <Chip state="ok">{t(`charging.reasonShort.${one.decision.reason}`)}</Chip>
            </span>
          ) : !isDecidable ? (
            <Chip state="mute">{t("charging.group.left")}</Chip>
          ) : (
            <Chip state={one.blocking ? "danger" : "warn"}>
              {one.blocking ? t("charging.group.blocks") : t("charging.group.review")}
            </Chip>
          ),
        textOf: (one) => (one.decision ? t(`charging.reason.${one.decision.reason}`) : ""),
      },
    ],
    [t, formats, period, isDecidable],
  );
}
