import { useState } from "react";
import { troubleOf } from "../../api/client.ts";
import { paths } from "../../paths.ts";
import { useAddress } from "../../shell/address.ts";
import { Go } from "../../shell/Go.tsx";
import { Button } from "../../ui/Button.tsx";
import { useFormats } from "../../ui/formats.ts";
import { useHotkeys } from "../../ui/hotkeys.ts";
import { Note } from "../../ui/Note.tsx";
import { useProblemText } from "../../ui/problem-text.ts";
import { Segmented } from "../../ui/Segmented.tsx";
import { Select } from "../../ui/Select.tsx";
import { ErrorState, LoadingRows } from "../../ui/States.tsx";
import { toast } from "../../ui/toast.ts";
import { useWords } from "../../words/words.ts";
import styles from "./benefits.module.css";
import { LineRow } from "./LineRow.tsx";
import { type Review, useCategories, useDecideLines, useReview, useSetOfficeCode } from "./queries.ts";

const STATES = ["matched", "doubtful", "unknown", "known", "decided"] as const;
type View = (typeof STATES)[number] | "unread";

/** A list line by line: who is meant for certain, who is doubtful and why, who is unknown, what could not be read. */
export function ListReview({ list }: { list: number }) {
  const { t } = useWords();
  const review = useReview(list);
  const trouble = troubleOf(review.error);
  if (trouble) return <ErrorState of={trouble} onRetry={() => void review.refetch()} />;
  if (!review.data) return <LoadingRows rows={10} columns={5} />;
  return (
    <div className={styles["main"]}>
      <p className={styles["bar"]}>
        <Go to={paths.benefits({ tab: "lists" })}>{t("benefits.tab.lists")}</Go>
        <b>{review.data.fileName}</b>
      </p>
      <Reviewed review={review.data} />
    </div>
  );
}

function Reviewed({ review }: { review: Review }) {
  const { t } = useWords();
  const { query, set } = useAddress();
  const { count } = useFormats();
  const decide = useDecideLines(review.list);
  const text = useProblemText();
  const trouble = troubleOf(decide.error);
  const counts = new Map<View, number>(
    STATES.map((state) => [state, review.lines.filter((line) => line.state === state).length]),
  );
  counts.set("unread", review.refusedLines.length);
  const views = [...counts].filter(([, of]) => of > 0).map(([view]) => view);
  const view = views.find((one) => one === query["view"]) ?? views[0] ?? "matched";
  const shown = review.lines.filter(({ state }) => state === view);
  const codes = [
    ...new Set(review.lines.flatMap(({ code, category }) => (category === undefined ? [code] : []))),
  ];
  const certain = review.lines.flatMap(({ line, state, category, candidates: [only] }) =>
    state === "matched" && category !== undefined && only
      ? [{ line, decision: "accepted" as const, account: only.account, resident: only.resident, reason: "" }]
      : [],
  );
  const nothing =
    certain.length > 0
      ? undefined
      : t(counts.get("matched") ? "benefits.lists.codesFirst" : "benefits.lists.noneCertain");
  const acceptAll = (): void => {
    if (nothing === undefined && !decide.isPending)
      decide.mutate(certain, {
        onSuccess: ({ accepted }) =>
          toast({ kind: "ok", text: t("benefits.lists.acceptedAll", { count: accepted }) }),
      });
  };
  useHotkeys([{ keys: "Ctrl+Enter", label: t("benefits.lists.acceptAll"), run: acceptAll }]);
  return (
    <>
      {codes.length > 0 && <Codes codes={codes} />}
      <div className={styles["bar"]}>
        <Segmented
          label={t("benefits.lists.state")}
          value={view}
          onChange={(next) => set({ view: next })}
          options={views.map((value) => ({
            value,
            label: `${t(`benefits.lists.state.${value}`)} · ${count(counts.get(value) ?? 0)}`,
          }))}
        />
        <span className="spread" />
        <Button
          kind="primary"
          hotkey="Ctrl+Enter"
          pending={decide.isPending}
          disabledReason={nothing}
          onClick={acceptAll}
        >
          {t("benefits.lists.acceptCertain", { count: certain.length })}
        </Button>
      </div>
      {trouble && (
        <Note state="danger" isAlert>
          {text(trouble)}
        </Note>
      )}
      <div
        className={styles["wide"]}
        role="region"
        aria-label={t(`benefits.lists.state.${view}`)}
        tabIndex={0}
      >
        {view === "unread" ? (
          <Unread lines={review.refusedLines} />
        ) : (
          <table className={styles["table"]} aria-label={t(`benefits.lists.state.${view}`)}>
            <thead>
              <tr>
                <th scope="col" className={styles["n"]}>
                  {t("benefits.lists.line")}
                </th>
                <th scope="col">{t("benefits.lists.inList")}</th>
                <th scope="col">{t("benefits.lists.right")}</th>
                <th scope="col">{t("benefits.lists.meant")}</th>
                <th scope="col">{t("benefits.lists.decision")}</th>
              </tr>
            </thead>
            <tbody>
              {shown.map((line) => (
                <LineRow key={line.line} line={line} decide={decide} />
              ))}
            </tbody>
          </table>
        )}
      </div>
    </>
  );
}

/** Codes of the office that nobody has named a category of ours for. */
function Codes({ codes }: { codes: readonly string[] }) {
  const { t, language } = useWords();
  const categories = useCategories();
  const setting = useSetOfficeCode();
  const [chosen, setChosen] = useState<Readonly<Record<string, string | undefined>>>({});
  const text = useProblemText();
  const trouble = troubleOf(setting.error ?? categories.error);
  return (
    <section className={styles["section"]} aria-label={t("benefits.lists.codes")}>
      <p className="t2">{t("benefits.lists.codesAbout")}</p>
      {trouble && (
        <Note state="danger" isAlert>
          {text(trouble)}
        </Note>
      )}
      {codes.map((code) => {
        const category = chosen[code];
        return (
          <div key={code} className={styles["code-row"]}>
            <Select
              label={t("benefits.lists.codeIs", { code })}
              value={category}
              onChange={(next) => setChosen((before) => ({ ...before, [code]: next }))}
              options={(categories.data?.categories ?? []).map((one) => ({
                value: one.code,
                label: language === "ru" ? one.nameRu : one.nameEn,
              }))}
            />
            <Button
              pending={setting.isPending}
              disabledReason={category === undefined ? t("benefits.lists.categoryFirst") : undefined}
              onClick={() => {
                if (category !== undefined) setting.mutate({ code, category });
              }}
            >
              {t("benefits.lists.link")}
            </Button>
          </div>
        );
      })}
    </section>
  );
}

function Unread({ lines }: { lines: Review["refusedLines"] }) {
  const { t } = useWords();
  return (
    <table className={styles["table"]} aria-label={t("benefits.lists.state.unread")}>
      <thead>
        <tr>
          <th scope="col" className={styles["n"]}>
            {t("benefits.lists.line")}
          </th>
          <th scope="col">{t("benefits.lists.fault")}</th>
          <th scope="col">{t("benefits.lists.found")}</th>
        </tr>
      </thead>
      <tbody>
        {lines.map(({ line, fault, found }) => (
          <tr key={line}>
            <td className={styles["n"]}>{line}</td>
            <td>{t(`benefits.lists.fault.${fault}`)}</td>
            <td>{found || "—"}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
