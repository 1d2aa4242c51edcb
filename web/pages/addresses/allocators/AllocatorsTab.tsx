import { IconPlus } from "@tabler/icons-react";
import { troubleOf } from "../../../api/client.ts";
import { useAddress } from "../../../shell/address.ts";
import { useWork } from "../../../shell/context.ts";
import { Button } from "../../../ui/Button.tsx";
import { useFormats } from "../../../ui/formats.ts";
import { useHotkeys } from "../../../ui/hotkeys.ts";
import { Empty, ErrorState, LoadingRows } from "../../../ui/States.tsx";
import { useT } from "../../../words/words.ts";
import styles from "../failures/failures.module.css";
import { AllocatorsPanel } from "./AllocatorsPanel.tsx";
import { sharesOf } from "./month-text.ts";
import { type AllocatorCount, useAllocators } from "./queries.ts";

/** What the heat-cost allocators of a building counted, span by span, each premises with its share of the whole. */
export function AllocatorsTab({ building }: { building: number }) {
  const t = useT();
  const { query, set } = useAddress();
  const { may } = useWork();
  const allocators = useAllocators(building);
  const mayNot = may("readings.enter") ? undefined : t("allocators.mayNot");
  const isOpen = query["panel"] === "counts" && mayNot === undefined;
  const show = (panel: string | undefined): void => set({ panel }, "push");
  const begin = (): void => {
    if (mayNot === undefined) show("counts");
  };
  useHotkeys([{ keys: "Insert", label: t("allocators.enter"), run: begin }]);
  const trouble = troubleOf(allocators.error);
  const spans = Map.groupBy(allocators.data?.counts ?? [], ({ from, to }) => `${from} ${to}`);
  return (
    <div className={styles["tab"]}>
      <div className={isOpen ? styles["beside"] : styles["main"]}>
        <div className={styles["bar"]}>
          <p className="t2">{t("allocators.about")}</p>
          <span className="spread" />
          <Button icon={<IconPlus size={16} />} hotkey="Insert" onClick={begin} disabledReason={mayNot}>
            {t("allocators.enter")}
          </Button>
        </div>
        {trouble ? (
          <ErrorState of={trouble} onRetry={() => void allocators.refetch()} />
        ) : !allocators.data ? (
          <LoadingRows rows={6} columns={5} />
        ) : spans.size === 0 ? (
          <Empty title={t("allocators.none")}>{t("allocators.noneHow")}</Empty>
        ) : (
          <div className={styles["scroll"]} role="region" aria-label={t("allocators.title")} tabIndex={0}>
            {[...spans].map(([span, counts]) => (
              <Span key={span} counts={counts} />
            ))}
          </div>
        )}
      </div>
      {isOpen ? <AllocatorsPanel building={building} onClose={() => show(undefined)} /> : null}
    </div>
  );
}

function Span({ counts }: { counts: readonly AllocatorCount[] }) {
  const t = useT();
  const formats = useFormats();
  const [first] = counts;
  if (!first) return null;
  const inOrder = counts.toSorted((a, b) => a.number.localeCompare(b.number, "ru", { numeric: true }));
  const shares = sharesOf(inOrder.map(({ units }) => BigInt(units)));
  const title = t("allocators.span", { from: formats.period(first.from), to: formats.period(first.to) });
  return (
    <section className={styles["section"]}>
      <h3>{title}</h3>
      <table className={styles["table"]} aria-label={title}>
        <thead>
          <tr>
            <th scope="col">{t("allocators.premises")}</th>
            <th scope="col" className={styles["n"]}>
              {t("allocators.units")}
            </th>
            <th scope="col" className={styles["n"]}>
              {t("allocators.share")}
            </th>
            <th scope="col">{t("allocators.document")}</th>
            <th scope="col">{t("allocators.entered")}</th>
          </tr>
        </thead>
        <tbody>
          {inOrder.map((one, at) => (
            <tr key={one.premises}>
              <th scope="row">{one.number}</th>
              <td className={styles["n"]}>{formats.quantity(one.units)}</td>
              <td className={styles["n"]}>{formats.percent((shares[at] ?? 0) / 1000)}</td>
              <td>
                {one.document}
                {one.version > 1 ? (
                  <div className="label t3">{t("allocators.corrected", { version: one.version })}</div>
                ) : null}
              </td>
              <td>
                {formats.instant(one.recordedAt)}
                <div className="label t3">{one.recordedBy ?? t("allocators.system")}</div>
              </td>
            </tr>
          ))}
        </tbody>
        <tfoot>
          <tr>
            <th scope="row">{t("allocators.sum")}</th>
            <td className={styles["n"]}>
              {formats.quantity(String(inOrder.reduce((sum, { units }) => sum + BigInt(units), 0n)))}
            </td>
            <td className={styles["n"]}>
              {formats.percent(shares.reduce((sum, one) => sum + one, 0) / 1000)}
            </td>
            <td colSpan={2} />
          </tr>
        </tfoot>
      </table>
    </section>
  );
}
