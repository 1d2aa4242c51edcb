import { useFormats } from "../../ui/formats.ts";
import { useT } from "../../words/words.ts";
import { holderOf, placeName, resourceName, unitOf, zoneName } from "./columns.tsx";
import { MonthBars } from "./MonthBars.tsx";
import styles from "./ReadingsEntryPage.module.css";
import { type Dial, type Line, usedAt, warningsAt } from "./sheet.ts";

/** What the focused dial usually counts: the clerk's measure for the digits under the hand. */
export function MeterStrip({
  line,
  dial,
  period,
  building,
}: {
  line: Line;
  dial: Dial;
  period: string;
  building: number;
}) {
  const t = useT();
  const formats = useFormats();
  const { meter, scale } = dial;
  const unit = unitOf(t, meter.resource);
  const used = usedAt(line, dial);
  const warnings = warningsAt(line, dial);
  const isRead = used !== undefined;
  /** What the resident sent with a reading of the month, the last one. */
  const [picture] = meter.pictures;
  const months = scale.months.map((volume) => (volume === null ? undefined : BigInt(volume)));
  const quantity = (volume: bigint | string | undefined) =>
    volume === undefined ? "—" : formats.quantity(volume);
  return (
    <section className={styles.strip} aria-label={t("metering.strip")}>
      <div className={styles.about}>
        <b>
          {placeName(t, line.row)}
          {line.row.accounts.length > 0 && `, ${holderOf(line.row.accounts, t)}`}
        </b>
        <div className="label t2">
          {resourceName(t, meter.resource)} {zoneName(t, scale.scale, meter.resource)} № {meter.serial}
        </div>
        <div className="label t2">
          {meter.verifiedUntil === undefined
            ? t("metering.verifiedAlways")
            : t("metering.verifiedUntil", { day: formats.day(meter.verifiedUntil) })}
          {picture && (
            <>
              {" · "}
              <a
                href={`/api/metering/buildings/${building}/pictures/${picture.id}`}
                target="_blank"
                rel="noreferrer"
              >
                {t("metering.photo", { day: formats.day(picture.takenOn) })}
              </a>
            </>
          )}
        </div>
      </div>
      <div className={styles.figure}>
        <div className="label t2">{t("metering.average")}</div>
        <div>
          <b className={styles.number}>{quantity(scale.average)}</b> <span className="t3">{unit}</span>
        </div>
        <div className="label t2">
          {meter.norm
            ? t("metering.norm", {
                norm: formats.quantity(meter.norm.perPerson),
                persons: meter.norm.persons,
              })
            : t("metering.noNorm")}
        </div>
      </div>
      <div className={styles.figure}>
        <div className="label t2">{t("metering.thisReading")}</div>
        <div>
          <b className={styles.number}>{quantity(used)}</b> <span className="t3">{unit}</span>
        </div>
        <div className={`label ${warnings.length > 0 ? "warn" : isRead ? "ok" : "t3"}`}>
          {warnings[0]?.title ?? t(isRead ? "metering.asUsual" : "metering.notRead")}
        </div>
      </div>
      <MonthBars
        period={period}
        months={used === undefined ? months : [...months.slice(0, -1), used]}
        label={t("metering.bars", { resource: resourceName(t, meter.resource) })}
        unit={unit}
      />
    </section>
  );
}
