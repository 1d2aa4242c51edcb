import { type ReactNode, useState } from "react";
import { troubleOf } from "../../api/client.ts";
import { type Job, useJob } from "../../api/jobs.ts";
import { useWork } from "../../shell/context.ts";
import { Button } from "../../ui/Button.tsx";
import { useFormats } from "../../ui/formats.ts";
import { Note } from "../../ui/Note.tsx";
import { Refusal } from "../../ui/Refusal.tsx";
import { Select } from "../../ui/Select.tsx";
import { SidePanel } from "../../ui/SidePanel.tsx";
import { LoadingRows } from "../../ui/States.tsx";
import { useT } from "../../words/words.ts";
import { DebtForm } from "./DebtForm.tsx";
import { aboutOf, DebtState } from "./DebtsPage.tsx";
import {
  type DebtFileRow,
  type DebtPlanRow,
  type Debts,
  useDebtFiles,
  useMakeDebtFile,
  useSaveDebtPlan,
} from "./debt-queries.ts";
import styles from "./drops.module.css";

/** One register of debts: what was agreed, and every file that was made, to be had again as it was. */
export function DebtPanel({ of, lists, onClose }: { of: DebtPlanRow; lists: Debts; onClose: () => void }) {
  const t = useT();
  const { may, periods } = useWork();
  const [isChanging, setIsChanging] = useState(false);
  const files = useDebtFiles(of.plan);
  const { period } = useFormats();
  const [month, setMonth] = useState<string>();
  const making = useMakeDebtFile(of.plan);
  const job = useJob(making.data?.id, ["debts"]);
  const isMaking =
    making.isPending || (making.data !== undefined && (job.data?.state ?? "running") === "running");
  const saving = useSaveDebtPlan();
  const refusal =
    troubleOf(making.error) ?? troubleOf(job.error) ?? troubleOf(saving.error) ?? troubleOf(files.error);
  const mayNot = may("agents.set") ? undefined : t("drops.mayNot");
  const facts: readonly (readonly [string, ReactNode])[] = [
    [t("debts.content"), t(`debts.content.${of.content}`)],
    [t("debts.whose"), aboutOf(of, t)],
    [t("debts.when"), t("debts.fromDay", { day: of.dayOfMonth })],
    [t("files.profile"), lists.profiles.find(({ code }) => code === of.profile)?.title ?? of.profile],
    [t("debts.where"), lists.drops.find(({ drop }) => drop === of.drop)?.where ?? t("debts.download")],
  ];
  return (
    <SidePanel title={of.agentName} keys={[["Escape", t("ui.close")]]} onClose={onClose}>
      {isChanging ? (
        <DebtForm
          of={of}
          lists={lists}
          onDone={() => setIsChanging(false)}
          onCancel={() => setIsChanging(false)}
        />
      ) : (
        <>
          <p className="row">
            <DebtState of={of} />
          </p>
          {of.trouble === undefined ? null : <Note state="danger">{t(`debts.how.${of.trouble}`)}</Note>}
          <dl className={styles["facts"]}>
            {facts.map(([name, value]) => (
              <div key={name}>
                <dt>{name}</dt>
                <dd>{value}</dd>
              </div>
            ))}
          </dl>
          {of.content === "charges" ? (
            <div className={styles["month"]}>
              <Select
                label={t("debts.month")}
                name="month"
                hint={t("debts.monthHow")}
                placeholder={t("debts.monthLast")}
                value={month}
                onChange={setMonth}
                options={periods.map((one) => ({ value: one.period, label: period(one.period) }))}
              />
            </div>
          ) : null}
          <div className={styles["deeds"]}>
            <Button
              kind="primary"
              disabledReason={may("registers.take") ? undefined : t("drops.mayNot")}
              pending={isMaking}
              onClick={() => making.mutate(of.content === "charges" ? month : undefined)}
            >
              {t("debts.make")}
            </Button>
            <Button disabledReason={mayNot} onClick={() => setIsChanging(true)}>
              {t("drops.change")}
            </Button>
            <Button
              disabledReason={mayNot}
              pending={saving.isPending}
              onClick={() => {
                const { plan, profile, dayOfMonth, drop, isActive } = of;
                saving.mutate({
                  plan,
                  profile,
                  dayOfMonth,
                  isActive: !isActive,
                  ...(drop === undefined ? {} : { drop }),
                });
              }}
            >
              {t(of.isActive ? "drops.off" : "drops.on")}
            </Button>
          </div>
          {refusal ? <Refusal of={refusal} /> : null}
          {job.data ? <Making of={job.data} /> : null}
          <h3>{t("debts.files")}</h3>
          {files.isPending ? <LoadingRows rows={3} /> : null}
          {files.data?.files.length === 0 ? <p className="t2">{t("debts.noFiles")}</p> : null}
          <ul className={styles["items"]}>
            {files.data?.files.map((file) => (
              <li key={file.file}>
                <FileLines of={file} content={of.content} />
              </li>
            ))}
          </ul>
        </>
      )}
    </SidePanel>
  );
}

/** How far the file is, and what became of it: that of a city takes minutes. */
function Making({ of }: { of: Job }) {
  const t = useT();
  const { count } = useFormats();
  if (of.state === "running")
    return (
      <p className="t2" role="status">
        {t("debts.making", { rows: count(of.done) })}
      </p>
    );
  const { name } = of.result;
  return of.state === "done" ? (
    <Note state="ok" isAlert>
      {t("debts.made", { name: typeof name === "string" ? name : "" })}
    </Note>
  ) : (
    <Note state="danger" isAlert>
      {of.title ?? t("debts.broken")}
    </Note>
  );
}

function FileLines({ of, content }: { of: DebtFileRow; content: DebtPlanRow["content"] }) {
  const t = useT();
  const { count, day, instant, money, period } = useFormats();
  const laid = !of.isToBeLaid
    ? undefined
    : of.laidAt !== undefined
      ? t("debts.laid", { at: instant(of.laidAt) })
      : of.trouble === undefined
        ? t("debts.waits")
        : t("debts.notLaid", { why: t(`drops.trouble.${of.trouble}`) });
  return (
    <>
      <a href={`/api/debts/files/${of.file}`} download>
        {of.name}
      </a>
      <div>
        {t(content === "debts" ? "debts.sums" : "debts.sumsDue", {
          number: of.number,
          rows: count(of.rows),
          total: money(of.total),
        })}
      </div>
      <div className="t2">
        {t(content === "debts" ? "debts.of" : "debts.ofMonth", {
          day: day(of.madeFor),
          period: period(of.period),
        })}
        {", "}
        {of.madeByName ?? t("debts.byItself")}
      </div>
      {laid === undefined ? null : <div className="t2">{laid}</div>}
      <small className="t3">SHA-256 {of.sha256}</small>
    </>
  );
}
