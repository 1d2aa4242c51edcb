import { IconUpload } from "@tabler/icons-react";
import { useId, useState } from "react";
import { classes } from "../../ui/classes.ts";
import { useT } from "../../words/words.ts";
import { SAMPLE_BYTES_MAX, type SampleFile, sampleOf } from "./queries.ts";
import styles from "./registers.module.css";

/** A file chosen by hand or dropped here; only its name is shown. */
export function FilePick({
  label,
  name,
  onPick,
}: {
  label: string;
  /** Of the file that was chosen. */
  name: string | undefined;
  onPick: (file: SampleFile) => void;
}) {
  const t = useT();
  const id = useId();
  const [isOver, setOver] = useState(false);
  const [isTooLarge, setTooLarge] = useState(false);
  const take = (file: File | undefined): void => {
    if (!file) return;
    setTooLarge(file.size > SAMPLE_BYTES_MAX);
    if (file.size <= SAMPLE_BYTES_MAX) void sampleOf(file).then(onPick);
  };
  return (
    <div>
      <label
        htmlFor={id}
        className={classes(styles.pick, isOver && styles.over)}
        onDragOver={(event) => {
          event.preventDefault();
          setOver(true);
        }}
        onDragLeave={() => setOver(false)}
        onDrop={(event) => {
          event.preventDefault();
          setOver(false);
          take(event.dataTransfer.files[0]);
        }}
      >
        <IconUpload size={16} aria-hidden />
        <span className={styles.pickName}>{name ?? label}</span>
        <span className="t3 label">{name === undefined ? "" : t("registers.pickOther")}</span>
        <input
          id={id}
          type="file"
          className="hidden"
          aria-label={label}
          onChange={(event) => {
            take(event.target.files?.[0]);
            // The same file may be chosen again after it was mended.
            event.target.value = "";
          }}
        />
      </label>
      {isTooLarge && (
        <p role="alert" className={styles.bad}>
          {t("registers.sampleTooLarge")}
        </p>
      )}
    </div>
  );
}
