import { IconRefresh, IconUpload } from "@tabler/icons-react";
import { useRef, useState } from "react";
import { troubleOf } from "../../api/client.ts";
import { paths } from "../../paths.ts";
import { useAddress } from "../../shell/address.ts";
import { Go } from "../../shell/Go.tsx";
import { Button } from "../../ui/Button.tsx";
import { useFormats } from "../../ui/formats.ts";
import { useHotkeys } from "../../ui/hotkeys.ts";
import { Note } from "../../ui/Note.tsx";
import { useProblemText } from "../../ui/problem-text.ts";
import { Empty, ErrorState, LoadingRows } from "../../ui/States.tsx";
import { toast } from "../../ui/toast.ts";
import { useT } from "../../words/words.ts";
import styles from "./benefits.module.css";
import {
  type SubsidyReview,
  useMatchSubsidies,
  usePreviewSubsidies,
  useReceiveSubsidies,
  useSubsidyRegister,
  useSubsidyRegisters,
} from "./subsidy-queries.ts";

/** What the social office says that it paid: a file is looked at first, then kept; its held lines are matched again. */
export function SubsidyRegistersTab() {
  const { query } = useAddress();
  const register = Number(query["list"]);
  return Number.isInteger(register) && register > 0 ? (
    <Register key={register} register={register} />
  ) : (
    <Registers />
  );
}

function Registers() {
  const t = useT();
  const { set } = useAddress();
  const registers = useSubsidyRegisters();
  const preview = usePreviewSubsidies();
  const receive = useReceiveSubsidies();
  const [file, setFile] = useState<File>();
  const chosen = useRef<HTMLInputElement>(null);
  const text = useProblemText();
  const choose = (): void => chosen.current?.click();
  useHotkeys([{ keys: "Insert", label: t("subsidies.upload"), run: choose }]);
  const refused = troubleOf(preview.error ?? receive.error);
  const close = (): void => {
    setFile(undefined);
    preview.reset();
    receive.reset();
  };
  return (
    <div className={styles["main"]}>
      <div className={styles["bar"]}>
        <p className="t2">{t("subsidies.about")}</p>
        <input
          ref={chosen}
          type="file"
          className="hidden"
          tabIndex={-1}
          aria-label={t("subsidies.file")}
          accept=".xlsx,.csv,.txt"
          onChange={(event) => {
            const next = event.target.files?.[0];
            event.target.value = "";
            if (!next) return;
            close();
            setFile(next);
            preview.mutate(next);
          }}
        />
        <Button icon={<IconUpload size={16} />} hotkey="Insert" pending={preview.isPending} onClick={choose}>
          {t("subsidies.upload")}
        </Button>
      </div>
      {refused && (
        <Note state="danger" isAlert>
          {text(refused)}
        </Note>
      )}
      {file && preview.data ? (
        <section aria-label={t("subsidies.preview")}>
          <h2>{t("subsidies.previewOf", { file: file.name })}</h2>
          <Review review={preview.data} />
          <div className="row">
            <Button
              kind="primary"
              pending={receive.isPending}
              onClick={() =>
                receive.mutate(file, {
                  onSuccess: ({ register, isNew, recorded }) => {
                    toast({
                      kind: isNew ? "ok" : "info",
                      text: isNew ? t("subsidies.kept", { count: recorded }) : t("subsidies.sameFile"),
                    });
                    close();
                    set({ list: String(register) }, "push");
                  },
                })
              }
            >
              {t("subsidies.keep")}
            </Button>
            <Button onClick={close}>{t("subsidies.leave")}</Button>
          </div>
        </section>
      ) : (
        <List registers={registers} />
      )}
    </div>
  );
}

function List({ registers }: { registers: ReturnType<typeof useSubsidyRegisters> }) {
  const t = useT();
  const { count, instant, money } = useFormats();
  const trouble = troubleOf(registers.error);
  if (trouble) return <ErrorState of={trouble} onRetry={() => void registers.refetch()} />;
  if (!registers.data) return <LoadingRows rows={4} columns={5} />;
  if (registers.data.length === 0) return <Empty title={t("subsidies.none")}>{t("subsidies.noneHow")}</Empty>;
  return (
    <div className={styles["wide"]}>
      <table className={styles["table"]} aria-label={t("benefits.tab.subsidies")}>
        <thead>
          <tr>
            <th scope="col">{t("subsidies.file")}</th>
            <th scope="col">{t("subsidies.received")}</th>
            <th scope="col" className={styles["n"]}>
              {t("subsidies.lines")}
            </th>
            <th scope="col" className={styles["n"]}>
              {t("subsidies.sum")}
            </th>
            <th scope="col" className={styles["n"]}>
              {t("subsidies.recorded")}
            </th>
          </tr>
        </thead>
        <tbody>
          {registers.data.map((one) => (
            <tr key={one.register}>
              <th scope="row">
                <Go to={paths.benefits({ tab: "subsidies", list: one.register })}>{one.fileName}</Go>
              </th>
              <td className={styles["day"]}>{instant(one.receivedAt)}</td>
              <td className={styles["n"]}>{count(one.rows)}</td>
              <td className={styles["n"]}>{money(one.amount)}</td>
              <td className={styles["n"]}>{count(one.recorded)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function Register({ register }: { register: number }) {
  const t = useT();
  const review = useSubsidyRegister(register);
  const match = useMatchSubsidies(register);
  const text = useProblemText();
  const refused = troubleOf(match.error);
  const trouble = troubleOf(review.error);
  return (
    <div className={styles["main"]}>
      <div className={styles["bar"]}>
        <p>
          <Go to={paths.benefits({ tab: "subsidies" })}>{t("subsidies.all")}</Go>
        </p>
        <Button
          icon={<IconRefresh size={16} />}
          pending={match.isPending}
          onClick={() =>
            match.mutate(undefined, {
              onSuccess: ({ recorded }) =>
                toast({ kind: "info", text: t("subsidies.matchedAgain", { count: recorded }) }),
            })
          }
        >
          {t("subsidies.match")}
        </Button>
      </div>
      {refused && (
        <Note state="danger" isAlert>
          {text(refused)}
        </Note>
      )}
      {trouble ? (
        <ErrorState of={trouble} onRetry={() => void review.refetch()} />
      ) : review.data ? (
        <Review review={review.data} />
      ) : (
        <LoadingRows rows={6} columns={5} />
      )}
    </div>
  );
}

/** How many lines are how, with their sums; then those that a person has to look at. */
function Review({ review }: { review: SubsidyReview }) {
  const t = useT();
  const { count, day, money, period } = useFormats();
  return (
    <>
      <p className="strong">{t("subsidies.total", { count: review.rows, amount: money(review.amount) })}</p>
      <ul>
        {review.states.map(({ state, count: lines, amount }) => (
          <li key={state}>
            {t(`subsidies.state.${state}`)}: {count(lines)}, {money(amount)}
          </li>
        ))}
      </ul>
      {review.held.length > 0 && (
        <div className={styles["wide"]}>
          <table className={styles["table"]} aria-label={t("subsidies.held")}>
            <thead>
              <tr>
                <th scope="col" className={styles["n"]}>
                  {t("subsidies.line")}
                </th>
                <th scope="col">{t("subsidies.state")}</th>
                <th scope="col">{t("subsidies.account")}</th>
                <th scope="col">{t("snils.name")}</th>
                <th scope="col">{t("subsidies.month")}</th>
                <th scope="col">{t("subsidies.paidOn")}</th>
                <th scope="col" className={styles["n"]}>
                  {t("subsidies.sum")}
                </th>
              </tr>
            </thead>
            <tbody>
              {review.held.map((one) => (
                <tr key={one.line}>
                  <th scope="row" className={styles["n"]}>
                    {one.line}
                  </th>
                  <td>{t(`subsidies.state.${one.state}`)}</td>
                  <td>{one.account ?? "—"}</td>
                  <td className="nowrap">{one.snils ?? "—"}</td>
                  <td>{period(one.month)}</td>
                  <td className={styles["day"]}>{day(one.paidOn)}</td>
                  <td className={styles["n"]}>{money(one.amount)}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
    </>
  );
}
