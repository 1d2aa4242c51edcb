import { IconExternalLink } from "@tabler/icons-react";
import { paths } from "../../paths.ts";
import { useWork } from "../../shell/context.ts";
import { Go } from "../../shell/Go.tsx";
import { useFormats } from "../../ui/formats.ts";
import { type Language, useT } from "../../words/words.ts";
import styles from "./print.module.css";
import { receiptHref, type Sample } from "./queries.ts";

/** A few receipts to look at before all are printed: each shows another thing that may go wrong. */
export function Samples({
  samples,
  period,
  language,
}: {
  samples: readonly Sample[];
  period: string;
  language: Language;
}) {
  const t = useT();
  const { money } = useFormats();
  const { may } = useWork();
  return (
    <section aria-labelledby="samples">
      <h2 id="samples">{t("receipts.samples")}</h2>
      <p className="t2">{t(samples.length === 0 ? "receipts.samplesNone" : "receipts.samplesAbout")}</p>
      {samples.length === 0 ? null : (
        <div className={styles["scroll"]}>
          <table className={styles["samples"]}>
            <thead>
              <tr>
                <th scope="col">{t("receipts.sampleKind")}</th>
                <th scope="col">{t("receipts.account")}</th>
                <th scope="col" className={styles["wide"]}>
                  {t("receipts.holder")}
                </th>
                <th scope="col" className="num">
                  {t("receipts.opening")}
                </th>
                <th scope="col">
                  <span className="hidden">{t("receipts.open")}</span>
                </th>
              </tr>
            </thead>
            <tbody>
              {samples.map((sample) => (
                <tr key={sample.kind}>
                  <th scope="row">{t(`receipts.sample.${sample.kind}`, { lines: sample.lines })}</th>
                  <td>
                    <Go to={paths.account(sample.number)}>{sample.number}</Go>
                  </td>
                  <td className={`cut ${styles["wide"]}`} title={sample.address}>
                    {sample.holder}
                  </td>
                  <td className="num">{money(sample.opening)}</td>
                  <td>
                    {may("receipts.read") ? (
                      <a
                        className={styles["pdf"]}
                        href={receiptHref(sample.number, period, language)}
                        target="_blank"
                        rel="noopener"
                        aria-label={t("receipts.openOf", { account: sample.number })}
                      >
                        PDF <IconExternalLink size={14} aria-hidden />
                      </a>
                    ) : null}
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
    </section>
  );
}
