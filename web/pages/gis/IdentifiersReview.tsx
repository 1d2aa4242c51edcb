import { useState } from "react";
import { troubleOf } from "../../api/client.ts";
import { Button } from "../../ui/Button.tsx";
import { Note } from "../../ui/Note.tsx";
import { Refusal } from "../../ui/Refusal.tsx";
import { toast } from "../../ui/toast.ts";
import { useT } from "../../words/words.ts";
import { FileButton } from "./FileButton.tsx";
import { useTakeIdentifiers } from "./queries.ts";
import styles from "./gis.module.css";

const SHOWN_MAX = 20;

/** A filled-in file is judged first; what is sound in it is taken by a second step. */
export function IdentifiersReview({ organization }: { organization: number }) {
  const t = useT();
  const taking = useTakeIdentifiers(organization);
  const [file, setFile] = useState<File>();
  const review = taking.data;
  const trouble = troubleOf(taking.error);
  const news = review ? review.fresh + review.changed : 0;
  return (
    <div className={styles["review"]}>
      <FileButton
        label={t("gis.checkFile")}
        accept=".xlsx,.csv,.txt"
        pending={taking.isPending}
        onPick={(picked) => {
          setFile(picked);
          taking.mutate({ file: picked, take: false });
        }}
      />
      {trouble ? <Refusal of={trouble} /> : null}
      {review && file ? (
        <Note state={review.refused.length > 0 ? "warn" : "ok"} isAlert>
          {t("gis.review", {
            name: file.name,
            fresh: review.fresh,
            changed: review.changed,
            same: review.same,
            unfilled: review.unfilled,
          })}
          {review.refused.length > 0 ? (
            <>
              <div>{t("gis.refusedLines", { count: review.refused.length })}</div>
              <ul className={styles["problems"]}>
                {review.refused.slice(0, SHOWN_MAX).map(({ line, sentence }) => (
                  <li key={line}>{t("gis.lineSays", { line, sentence })}</li>
                ))}
              </ul>
              {review.refused.length > SHOWN_MAX ? (
                <div className="label">{t("gis.shownFirst", { count: SHOWN_MAX })}</div>
              ) : null}
            </>
          ) : null}
        </Note>
      ) : null}
      {review && file && !review.taken && news > 0 ? (
        <Button
          kind="primary"
          pending={taking.isPending}
          onClick={() =>
            taking.mutate(
              { file, take: true },
              { onSuccess: () => toast({ kind: "ok", text: t("gis.identifiersTaken", { count: news }) }) },
            )
          }
        >
          {t("gis.takeLines", { count: news })}
        </Button>
      ) : null}
    </div>
  );
}
