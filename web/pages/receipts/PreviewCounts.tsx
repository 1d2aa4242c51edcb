import { paths } from "../../paths.ts";
import { Go } from "../../shell/Go.tsx";
import { useFormats } from "../../ui/formats.ts";
import { Note } from "../../ui/Note.tsx";
import { useT } from "../../words/words.ts";
import styles from "./print.module.css";
import type { Preview } from "./queries.ts";

/** How many would be printed, on how much paper, and who is left out and why. */
export function PreviewCounts({ preview }: { preview: Preview }) {
  const t = useT();
  const { count } = useFormats();
  const left = preview.excluded.reduce((sum, { accounts }) => sum + accounts, 0);
  const figures: readonly (readonly [name: string, value: string, about: string])[] = [
    [
      t("receipts.toPrint"),
      count(preview.receipts),
      t("receipts.ofAccounts", {
        accounts: count(preview.accounts),
        count: preview.accounts,
        buildings: preview.buildings,
      }),
    ],
    [
      t("receipts.issued"),
      count(preview.issued),
      t(preview.issued === 0 ? "receipts.issuedNone" : "receipts.issuedAbout"),
    ],
    [t("receipts.sheets"), count(preview.sheets), t("receipts.sheetsAbout")],
    [t("receipts.excluded"), count(left), t(left === 0 ? "receipts.excludedNone" : "receipts.excludedAbout")],
  ];
  return (
    <section aria-label={t("receipts.counts")}>
      <dl className={styles["figures"]}>
        {figures.map(([name, value, about]) => (
          <div key={name}>
            <dt className="label t2">{name}</dt>
            <dd className={styles["figure"]}>{value}</dd>
            <dd className="label t3">{about}</dd>
          </div>
        ))}
      </dl>
      {preview.excluded.map(({ reason, accounts, buildings }) => (
        <div key={reason} className={styles["note"]}>
          <Note
            state="warn"
            actions={
              <Go className="linked" to={paths.runs()}>
                {t("receipts.toRuns")}
              </Go>
            }
          >
            {t(`receipts.reason.${reason}`, { accounts, shown: count(accounts), buildings })}
          </Note>
        </div>
      ))}
    </section>
  );
}
