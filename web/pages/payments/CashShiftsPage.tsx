import { troubleOf } from "../../api/client.ts";
import { paths } from "../../paths.ts";
import { Go } from "../../shell/Go.tsx";
import { Button } from "../../ui/Button.tsx";
import { Chip } from "../../ui/Chip.tsx";
import { useFormats } from "../../ui/formats.ts";
import { Page } from "../../ui/Page.tsx";
import { ErrorState, LoadingRows } from "../../ui/States.tsx";
import { useT } from "../../words/words.ts";
import { type Shift, useShifts } from "./cash-queries.ts";
import styles from "./cash.module.css";

/** Shifts of the cashiers in sight, the latest first: each leads to its report. */
export function CashShiftsPage() {
  const t = useT();
  const shifts = useShifts();
  const trouble = troubleOf(shifts.error);
  const rows = shifts.data?.pages.flatMap((page) => page.shifts);
  return (
    <Page title={t("cash.shifts")} crumbs={<Go to={paths.cash()}>{t("cash.title")}</Go>}>
      {trouble ? (
        <ErrorState of={trouble} onRetry={() => void shifts.refetch()} />
      ) : rows === undefined ? (
        <LoadingRows rows={8} columns={6} />
      ) : (
        <div className={`${styles["report"]} ${styles["rows"]}`}>
          {rows.length === 0 ? <p className="t2">{t("cash.noShifts")}</p> : <Shifts rows={rows} />}
          {shifts.hasNextPage ? (
            <Button pending={shifts.isFetchingNextPage} onClick={() => void shifts.fetchNextPage()}>
              {t("cash.earlier")}
            </Button>
          ) : null}
        </div>
      )}
    </Page>
  );
}

function Shifts({ rows }: { rows: readonly Shift[] }) {
  const t = useT();
  const { money, change, day } = useFormats();
  return (
    <table>
      <caption className="hidden">{t("cash.shifts")}</caption>
      <thead>
        <tr>
          <th scope="col">{t("cash.shift")}</th>
          <th scope="col">{t("cash.ofDay")}</th>
          <th scope="col">{t("cash.cashierName")}</th>
          <th scope="col" className="num">
            {t("cash.takenToday")}
          </th>
          <th scope="col" className="num">
            {t("cash.returnedToday")}
          </th>
          <th scope="col" className="num">
            {t("cash.difference")}
          </th>
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => {
          const difference = row.closing ? BigInt(row.closing.declared) - BigInt(row.expected) : 0n;
          return (
            <tr key={row.shift}>
              <th scope="row" className="nowrap">
                <Go to={paths.cashShift(row.shift)}>
                  {t("cash.shiftTitle", { no: row.no, desk: row.desk })}
                </Go>
              </th>
              <td className="nowrap">{day(row.day)}</td>
              <td>{row.cashierName ?? "—"}</td>
              <td className="num">{money(row.sums.taken.total)}</td>
              <td className="num">{money(row.sums.returned.total)}</td>
              <td className="num">
                {row.closing === undefined ? (
                  <Chip state="warn">{t("cash.isOpen")}</Chip>
                ) : difference === 0n ? (
                  "0,00"
                ) : (
                  <span className="danger">{change(difference)}</span>
                )}
              </td>
            </tr>
          );
        })}
      </tbody>
    </table>
  );
}
