import { useParams } from "@tanstack/react-router";
import { IconPrinter } from "@tabler/icons-react";
import { useState } from "react";
import { troubleOf } from "../../api/client.ts";
import { paths } from "../../paths.ts";
import { useWork } from "../../shell/context.ts";
import { Go } from "../../shell/Go.tsx";
import { Button } from "../../ui/Button.tsx";
import { Chip } from "../../ui/Chip.tsx";
import { useFormats } from "../../ui/formats.ts";
import { useHotkeys } from "../../ui/hotkeys.ts";
import { Page } from "../../ui/Page.tsx";
import { ErrorState, LoadingRows } from "../../ui/States.tsx";
import { useT } from "../../words/words.ts";
import { type Shift, useShift, useShiftPayments, type WholeShift } from "./cash-queries.ts";
import styles from "./cash.module.css";
import { CloseShift, HandOver } from "./ShiftDialogs.tsx";

/** A shift: its X report while it is open, its Z report ever after, and the payments behind the sums. */
export function CashShiftPage() {
  const t = useT();
  const { may } = useWork();
  const { shift = "" } = useParams({ strict: false }) as { shift?: string };
  const report = useShift(shift);
  const [dialog, setDialog] = useState<"hand" | "close">();
  const trouble = troubleOf(report.error);
  const { data } = report;
  const isOpen = data !== undefined && data.closing === undefined && may("payments.take");
  const print = (): void => window.print();
  useHotkeys([
    { keys: "Ctrl+P", label: t("cash.printReport"), run: print },
    ...(isOpen ? [{ keys: "F8", label: t("cash.closeShift"), run: () => setDialog("close") }] : []),
  ]);
  return (
    <Page
      title={data ? t("cash.shiftTitle", { no: data.no, desk: data.desk }) : t("cash.shift")}
      subtitle={data ? t(data.closing ? "cash.zReport" : "cash.xReport") : undefined}
      crumbs={
        <>
          <Go to={paths.cash()}>{t("cash.title")}</Go> / <Go to={paths.cashShifts()}>{t("cash.shifts")}</Go>
        </>
      }
      actions={
        <>
          {isOpen ? (
            <>
              <Button onClick={() => setDialog("hand")}>{t("cash.handOver")}</Button>
              <Button kind="primary" hotkey="F8" onClick={() => setDialog("close")}>
                {t("cash.closeShift")}
              </Button>
            </>
          ) : null}
          <Button hotkey="Ctrl+P" icon={<IconPrinter size={16} aria-hidden />} onClick={print}>
            {t("cash.printReport")}
          </Button>
        </>
      }
    >
      {trouble ? (
        <ErrorState of={trouble} onRetry={() => void report.refetch()} />
      ) : data ? (
        <div className={styles["report"]}>
          <Figures of={data} />
          {data.services.length > 0 ? <Services of={data.services} /> : null}
          <Rows of={data} />
          <div className={`${styles["signatures"]} onpaper`}>
            <p>{t("cash.cashierSigns", { name: data.cashierName ?? "" })}</p>
            <p>{t("cash.accountantSigns")}</p>
          </div>
        </div>
      ) : (
        <LoadingRows rows={8} columns={2} />
      )}
      {data && dialog === "hand" ? <HandOver of={data} onClose={() => setDialog(undefined)} /> : null}
      {data && dialog === "close" ? <CloseShift of={data} onClose={() => setDialog(undefined)} /> : null}
    </Page>
  );
}

function Figures({ of }: { of: Shift }) {
  const t = useT();
  const { money, change, count, day, instant } = useFormats();
  const { taken, returned, handed } = of.sums;
  const { closing } = of;
  const difference = closing ? BigInt(closing.declared) - BigInt(of.expected) : 0n;
  const handedAtEnd = closing ? BigInt(closing.declared) - BigInt(closing.left) : 0n;
  return (
    <section aria-labelledby="shift-figures">
      <h2 id="shift-figures">{t(closing ? "cash.zFigures" : "cash.xFigures")}</h2>
      <p className="t2">
        {t("cash.who", { name: of.cashierName ?? t("cash.nobody"), day: day(of.day) })}{" "}
        {closing && of.closedAt !== undefined
          ? t("cash.fromTo", { from: instant(of.openedAt), to: instant(of.closedAt) })
          : t("cash.since", { from: instant(of.openedAt) })}
      </p>
      <table className={styles["figures"]}>
        <tbody>
          <Line name={t("cash.float")} sum={money(of.float)} />
          <Line name={t("cash.takenIn", { count: count(taken.count) })} sum={money(taken.total)} />
          <Line name={t("cash.returnedIn", { count: count(returned.count) })} sum={money(returned.total)} />
          <Line name={t("cash.handedIn")} sum={money(handed)} />
          <Line name={t("cash.expected")} sum={money(of.expected)} isStrong />
          {closing ? (
            <>
              <Line name={t("cash.declared")} sum={money(closing.declared)} isStrong />
              <Line name={t("cash.difference")} sum={difference === 0n ? "0,00" : change(difference)} />
              <Line name={t("cash.handedAtEnd")} sum={money(handedAtEnd)} />
              <Line name={t("cash.left")} sum={money(closing.left)} isStrong />
            </>
          ) : null}
        </tbody>
      </table>
      {closing && closing.reason !== "" ? (
        <p>
          {t("cash.reason")}: {closing.reason}
          {closing.closedByName === undefined || closing.closedByName === of.cashierName
            ? ""
            : ` (${closing.closedByName})`}
        </p>
      ) : null}
      {of.handovers.length > 0 ? (
        <>
          <h3>{t("cash.handovers")}</h3>
          <ul className={styles["bags"]}>
            {of.handovers.map((one) => (
              <li key={one.no}>
                {instant(one.madeAt)} · {one.receiver}
                {one.document === "" ? "" : `, ${one.document}`} ·{" "}
                <span className="strong nowrap">{money(one.amount)} ₽</span>
              </li>
            ))}
          </ul>
        </>
      ) : null}
    </section>
  );
}

function Line({ name, sum, isStrong = false }: { name: string; sum: string; isStrong?: boolean }) {
  return (
    <tr className={isStrong ? "strong" : undefined}>
      <th scope="row">{name}</th>
      <td className="num">{sum}</td>
    </tr>
  );
}

/** What the cash was booked to, returns taken off in a column of their own. */
function Services({ of }: { of: WholeShift["services"] }) {
  const t = useT();
  const { money } = useFormats();
  const total = (key: "taken" | "returned") => money(of.reduce((sum, row) => sum + BigInt(row[key]), 0n));
  return (
    <section className={styles["rows"]} aria-labelledby="shift-services">
      <h2 id="shift-services">{t("cash.byService")}</h2>
      <table className={styles["byservice"]}>
        <thead>
          <tr>
            <th scope="col">{t("cash.service")}</th>
            <th scope="col" className="num">
              {t("cash.takenToday")}
            </th>
            <th scope="col" className="num">
              {t("cash.returnedToday")}
            </th>
          </tr>
        </thead>
        <tbody>
          {of.map((row) => (
            <tr key={row.service ?? 0}>
              <th scope="row">{row.name ?? t("cash.advance")}</th>
              <td className="num">{money(row.taken)}</td>
              <td className="num">{money(row.returned)}</td>
            </tr>
          ))}
        </tbody>
        <tfoot>
          <tr className="strong">
            <th scope="row">{t("cash.total")}</th>
            <td className="num">{total("taken")}</td>
            <td className="num">{total("returned")}</td>
          </tr>
        </tfoot>
      </table>
    </section>
  );
}

/** What the sums are made of; on paper the sums are enough. */
function Rows({ of }: { of: Shift }) {
  const t = useT();
  const { money } = useFormats();
  const rows = useShiftPayments(of);
  const trouble = troubleOf(rows.error);
  if (trouble) return <ErrorState of={trouble} onRetry={() => void rows.refetch()} />;
  if (!rows.data) return <LoadingRows rows={4} columns={4} />;
  return (
    <section className={`${styles["rows"]} noprint`} aria-labelledby="shift-rows">
      <h2 id="shift-rows">{t("cash.payments")}</h2>
      {rows.data.payments.length === 0 ? (
        <p className="t2">{t("cash.nothingYet")}</p>
      ) : (
        <table>
          <thead>
            <tr>
              <th scope="col">{t("payments.number")}</th>
              <th scope="col">{t("payments.account")}</th>
              <th scope="col">{t("payments.holder")}</th>
              <th scope="col" className="num">
                {t("payments.amount")}
              </th>
            </tr>
          </thead>
          <tbody>
            {rows.data.payments.map((row) => (
              <tr key={row.payment}>
                <th scope="row">
                  <Go
                    to={paths.payments({
                      from: row.paidOn,
                      to: row.paidOn,
                      payment: `${row.building}-${row.payment}`,
                    })}
                  >
                    {row.payment}
                  </Go>{" "}
                  {row.reversal ? <Chip state="mute">{t("cash.returned")}</Chip> : null}
                </th>
                <td>
                  <Go to={paths.account(row.number)}>{row.number}</Go>
                </td>
                <td className="cut">{row.holder}</td>
                <td className="num">{money(row.amount)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </section>
  );
}
