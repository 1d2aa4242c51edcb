import { IconAlertCircle, IconAlertTriangle, IconCloudCheck, IconCloudUp } from "@tabler/icons-react";
import { ProgressBar } from "../../ui/charts/ProgressBar.tsx";
import { useFormats } from "../../ui/formats.ts";
import { Segmented } from "../../ui/Segmented.tsx";
import { useT } from "../../words/words.ts";
import styles from "./ReadingsEntryPage.module.css";
import type { Part } from "./sheet.ts";
import type { Readings } from "./useReadings.ts";

const PARTS: readonly Part[] = ["flats", "house"];

/** How far the sheet is filled, what is to be looked at, and whether everything is saved. */
export function EntryStatus({
  part,
  onPart,
  progress,
  later,
  readings,
}: {
  /** Undefined where the house has no meters of its own. */
  part: Part | undefined;
  onPart: (part: Part) => void;
  progress: { readonly read: number; readonly meters: number };
  later: number;
  readings: Readings;
}) {
  const t = useT();
  const formats = useFormats();
  const errors = readings.refused.size;
  const isWaiting = readings.waitingCount > 0;
  return (
    <div className={styles.status}>
      {part !== undefined && (
        <Segmented
          label={t("metering.part")}
          value={part}
          options={PARTS.map((value) => ({ value, label: t(`metering.part.${value}`) }))}
          onChange={onPart}
        />
      )}
      <div className={styles.progress}>
        <ProgressBar
          label={t("metering.progress")}
          done={progress.read}
          total={progress.meters}
          text={t("metering.progressOf", progress)}
        />
      </div>
      <span className={later > 0 ? "row warn" : "row t3"}>
        <IconAlertTriangle size={16} aria-hidden />
        {t("metering.laterCount", { count: later })}
      </span>
      <span className={errors > 0 ? "row danger" : "row t3"}>
        <IconAlertCircle size={16} aria-hidden />
        {t("metering.errorCount", { count: errors })}
      </span>
      <span className="spread" />
      <span className="row t2" role="status">
        {isWaiting ? <IconCloudUp size={16} aria-hidden /> : <IconCloudCheck size={16} aria-hidden />}
        {isWaiting
          ? t("metering.waitingCount", { count: readings.waitingCount })
          : readings.savedAt
            ? t("metering.savedAt", { time: formats.time(readings.savedAt) })
            : t("metering.savedEach")}
      </span>
    </div>
  );
}
