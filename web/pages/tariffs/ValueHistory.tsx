import { useFormats } from "../../ui/formats.ts";
import { useWords } from "../../words/words.ts";
import type { OwnValue } from "./queries.ts";
import styles from "./TariffsPage.module.css";

/** Who wrote a value down and when; and what it was before each of its corrections, with the reason. */
export function ValueHistory({ value }: { value: OwnValue }) {
  const { t } = useWords();
  const formats = useFormats();
  const written = (at: string, by: string | undefined): string =>
    by === undefined ? formats.instant(at) : `${formats.instant(at)}, ${by}`;
  return (
    <>
      <div className="label t3">
        {t("tariffCorrections.recorded", { when: written(value.recordedAt, value.recordedBy) })}
      </div>
      {value.was.length > 0 && (
        <ul className={styles.was} aria-label={t("tariffCorrections.history")}>
          {value.was.map((old) => (
            <li key={old.correctedAt} className="label t2">
              <del>{formats.quantity(old.value, 2)}</del> {old.basis}
              <div className="t3">
                {t("tariffCorrections.corrected", {
                  when: written(old.correctedAt, old.correctedBy),
                  reason: old.reason,
                })}
              </div>
            </li>
          ))}
        </ul>
      )}
    </>
  );
}
