import { useAddress } from "../../shell/address.ts";
import { usePeriods } from "../../shell/context.ts";
import { useFormats } from "../../ui/formats.ts";
import { Select } from "../../ui/Select.tsx";
import { useT } from "../../words/words.ts";
import styles from "./charging.module.css";
import type { Run } from "./queries.ts";

/** The earlier month that the run is held against; the one before its own unless the address says otherwise. */
export function CompareWith({ run, before }: { run: Run; before: string | undefined }) {
  const t = useT();
  const formats = useFormats();
  const { set } = useAddress();
  const periods = usePeriods(run.organization);
  const earlier = (periods.data?.periods ?? [])
    .map(({ period }) => period)
    .filter((period) => period < run.chargedFor)
    .sort()
    .reverse();
  const [ordinary] = earlier;
  return (
    <div className={styles.compare}>
      <span className="label t2" aria-hidden>
        {t("charging.compareWith")}
      </span>
      <Select
        label={t("charging.compareWith")}
        isLabelHidden
        value={before ?? ordinary}
        onChange={(next) => set({ before: next === ordinary ? undefined : next, bin: undefined }, "push")}
        options={earlier.map((period) => ({ value: period, label: formats.period(period) }))}
        disabledReason={earlier.length === 0 ? t("charging.nothingEarlier") : undefined}
      />
    </div>
  );
}
