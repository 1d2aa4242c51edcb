import { IconKeyboard } from "@tabler/icons-react";
import { troubleOf } from "../../api/client.ts";
import { paths } from "../../paths.ts";
import { useFigures, useWork } from "../../shell/context.ts";
import { Go, useGo } from "../../shell/Go.tsx";
import { recentAccounts } from "../../shell/recent.ts";
import { Button } from "../../ui/Button.tsx";
import { useFormats } from "../../ui/formats.ts";
import { Page } from "../../ui/Page.tsx";
import { ErrorState, LoadingRows } from "../../ui/States.tsx";
import { useT } from "../../words/words.ts";
import { GroupState } from "../charging/AnomalyGroups.tsx";
import { type Group, useReview } from "../charging/queries.ts";
import { previousOf } from "./CenterHome.tsx";
import { Figure, LoadingFigures } from "./Figure.tsx";
import styles from "./home.module.css";
import { type BoardRow, useBoard } from "./queries.ts";
import { StepCell } from "./StepCell.tsx";
import { Waiting } from "./Waiting.tsx";

/** The accountant's first page: the month, the readings, the money, what is odd, the cards of lately. */
export function CompanyHome() {
  const t = useT();
  const formats = useFormats();
  const go = useGo();
  const { period, organization } = useWork();
  const board = useBoard(period);
  const figures = useFigures();
  // Figures of another month must not stand under this one's name.
  const data = board.isPlaceholderData ? undefined : board.data;
  const row = data?.organizations[0];
  const own = figures.data?.organizations.find((one) => one.id === organization?.id);
  const trouble = troubleOf(board.error);
  return (
    <Page
      title={formats.period(period)}
      subtitle={organization?.name}
      actions={
        <Button
          kind="primary"
          icon={<IconKeyboard size={16} aria-hidden />}
          onClick={() => go(paths.readingsEntry())}
        >
          {t("home.own.enterReadings")}
        </Button>
      }
    >
      {trouble ? <ErrorState of={trouble} onRetry={() => void board.refetch()} /> : null}
      {data === undefined && !trouble ? (
        <>
          <LoadingFigures count={6} />
          <LoadingRows rows={8} columns={4} />
        </>
      ) : null}
      {row ? (
        <>
          <Band row={row} debt={own?.debt} />
          <ul className={styles.steps} aria-label={t("home.board")}>
            {row.steps.map((step) => (
              <li key={step.step}>
                <span className="t2 label">{t(`home.step.${step.step}`)}</span>
                <StepCell row={row} step={step} period={period} />
              </li>
            ))}
          </ul>
          <div className={styles.own}>
            <Waiting tasks={data?.waiting ?? []} period={period} />
            <OwnAnomalies row={row} />
            <Recent />
          </div>
        </>
      ) : null}
    </Page>
  );
}

function Band({ row, debt }: { row: BoardRow; debt: string | undefined }) {
  const t = useT();
  const formats = useFormats();
  const { period } = useWork();
  const paid = BigInt(row.paid ?? "0");
  const received = paid < 0n ? -paid : paid;
  const before = BigInt(row.chargedBefore ?? "0");
  return (
    <dl className={styles.band}>
      <Figure
        label={t("home.own.period")}
        note={row.closedAt === undefined ? undefined : formats.instant(row.closedAt)}
      >
        {row.closedAt === undefined ? t("home.own.open") : t("home.own.closed")}
      </Figure>
      <Figure
        label={t("home.readings")}
        to={paths.readingsEntry()}
        note={t("home.readingsNote", { read: formats.count(row.metersRead), all: formats.count(row.meters) })}
      >
        {row.meters === 0 ? "—" : formats.percent(row.metersRead / row.meters)}
      </Figure>
      <Figure label={t("home.charged")} to={paths.runs({ period })}>
        {row.charged === undefined ? "—" : `${formats.money(row.charged)} ₽`}
      </Figure>
      <Figure label={t("home.paid", { period: formats.period(period) })} to={paths.payments()}>
        {formats.money(received)} ₽
      </Figure>
      <Figure
        label={t("home.collected", { period: formats.period(previousOf(period)) })}
        note={t("home.collectedNote")}
        to={paths.payments()}
      >
        {before === 0n ? "—" : formats.percent(Number((received * 1000n) / before) / 1000)}
      </Figure>
      {debt === undefined ? null : (
        <Figure label={t("home.own.debt")} note={t("home.own.debtNote")} to={paths.accounts()}>
          {formats.money(debt)} ₽
        </Figure>
      )}
    </dl>
  );
}

/** What the center found odd in the company's run. */
function OwnAnomalies({ row }: { row: BoardRow }) {
  const t = useT();
  const formats = useFormats();
  const { period } = useWork();
  const charges = row.steps.find((step) => step.step === "charges");
  const review = useReview(charges?.run, charges?.state === "done");
  const trouble = troubleOf(review.error);
  const groups = review.data?.groups ?? [];
  const { run } = charges ?? {};
  const isApproved = row.steps.some((step) => step.step === "approval" && step.state === "done");
  const pathOf = ({ rule }: Group): string => paths.run(run ?? 0, { view: "anomalies", rule });
  return (
    <section className={styles.waiting}>
      <h2>{t("home.own.anomalies")}</h2>
      {run === undefined ? (
        <p className="t2">{t("home.own.noRun", { period: formats.period(period) })}</p>
      ) : null}
      {trouble ? <p className="t2">{trouble.message}</p> : null}
      {review.data && groups.length === 0 ? <p className="t2">{t("charging.anomalies.none")}</p> : null}
      {run !== undefined && groups.length > 0 ? (
        <ul>
          {groups.map((group) => (
            <li key={group.rule} className={styles.line}>
              <Go to={pathOf(group)} className="spread">
                {t(`charging.rule.${group.rule}`)}
              </Go>
              <Go to={pathOf(group)} className="num" tabIndex={-1} aria-hidden>
                {formats.count(group.count)}
              </Go>
              <GroupState group={group} isDecidable={!isApproved} />
            </li>
          ))}
        </ul>
      ) : null}
    </section>
  );
}

function Recent() {
  const t = useT();
  const { signedIn } = useWork();
  const recent = recentAccounts(signedIn.user.login);
  return (
    <section className={styles.waiting}>
      <h2>{t("home.recent")}</h2>
      {recent.length === 0 ? <p className="t2">{t("home.recentNone")}</p> : null}
      <ul>
        {recent.map((one) => (
          <li key={one.number} className={styles.line}>
            <Go to={paths.account(one.number)} className="num">
              {one.number}
            </Go>
            <span className="cut spread" title={one.address}>
              {one.holder} · {one.address}
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}
