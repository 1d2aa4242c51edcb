import { useAddress } from "../../shell/address.ts";
import { usePeriods } from "../../shell/context.ts";
import { useFormats } from "../../ui/formats.ts";
import { Select } from "../../ui/Select.tsx";
import { useT } from "../../words/words.ts";
import styles from "./charging.module.css";
import type { Run, Totals } from "./queries.ts";

/**
 * The month that the run is held against: an earlier one, or its own as it was booked before. The ordinary one unless
 * the address says otherwise.
 */
export function CompareWith({
  run,
  totals,
  before,
}: {
  run: Run;
  totals: Totals | undefined;
  before: string | undefined;
}) {
  const t = useT();
  const formats = useFormats();
  const { set } = useAddress();
  const periods = usePeriods(run.organization);
  const earlier = (periods.data?.periods ?? [])
    .map(({ period }) => period)
    .filter((period) => period < run.chargedFor)
    .sort()
    .reverse();
  const ordinary = totals?.ordinary;
  const isAgain = ordinary === run.chargedFor;
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
        options={[
          ...(isAgain
            ? [
                {
                  value: run.chargedFor,
                  label: t("charging.compareBooked", { period: formats.period(run.chargedFor) }),
                },
              ]
            : []),
          ...earlier.map((period) => ({ value: period, label: formats.period(period) })),
        ]}
        disabledReason={earlier.length === 0 && !isAgain ? t("charging.nothingEarlier") : undefined}
      />
    </div>
  );
}
