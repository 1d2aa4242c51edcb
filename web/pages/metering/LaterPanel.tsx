import { IconAlertCircle, IconAlertTriangle } from "@tabler/icons-react";
import { Button } from "../../ui/Button.tsx";
import { Count } from "../../ui/Chip.tsx";
import { Keys } from "../../ui/Keys.tsx";
import { type Sentence, useT } from "../../words/words.ts";
import { placeName, resourceName } from "./columns.tsx";
import styles from "./ReadingsEntryPage.module.css";
import { type Dial, type Line, warningsAt } from "./sheet.ts";
import type { Refused } from "./useReadings.ts";

const KEYS: readonly (readonly [string, Sentence])[] = [
  ["Enter", "metering.key.enter"],
  ["Escape", "metering.key.escape"],
  ["F4", "metering.key.peek"],
  ["Ctrl+D", "metering.key.same"],
  ["Ctrl+V", "metering.key.paste"],
  ["Ctrl+ArrowDown", "metering.key.next"],
];

/** What deserves a look, gathered while the entry goes on; what was refused stands above it. */
export function LaterPanel({
  lines,
  refused,
  onGo,
  onRollover,
}: {
  lines: readonly Line[];
  refused: ReadonlyMap<string, Refused>;
  onGo: (line: Line, resource: string) => void;
  onRollover: (of: Refused) => void;
}) {
  const t = useT();
  const dials = lines.flatMap((line) =>
    [...line.dials.values()].map((dial) => ({ line, dial, refusal: refused.get(dial.key) })),
  );
  const errors = dials.filter(({ refusal }) => refusal !== undefined);
  const later = dials.filter(({ line, dial, refusal }) => !refusal && warningsAt(line, dial).length > 0);
  return (
    <aside className={styles.later} aria-label={t("metering.later")}>
      <header className={styles.laterHead}>
        <h2>{t("metering.later")}</h2>
        <Count of={errors.length + later.length} isUrgent={errors.length > 0} />
        <span className="spread" />
        <span className="label t3">{t("metering.laterHint")}</span>
      </header>
      <ul className={styles.laterList} tabIndex={0} aria-label={t("metering.later")}>
        {errors.map(({ line, dial, refusal }) => (
          <Item key={dial.key} line={line} dial={dial} isError onGo={onGo} sentences={[refusal?.title ?? ""]}>
            {refusal?.code === "metering.reading_below_previous" && (
              <Button kind="ghost" onClick={() => onRollover(refusal)}>
                {t("metering.rollover")}
              </Button>
            )}
          </Item>
        ))}
        {later.map(({ line, dial }) => (
          <Item
            key={dial.key}
            line={line}
            dial={dial}
            onGo={onGo}
            sentences={warningsAt(line, dial).map(({ title }) => title)}
          />
        ))}
        {errors.length + later.length === 0 && (
          <li className={styles.laterNone}>{t("metering.laterNone")}</li>
        )}
      </ul>
      <section className={styles.keys} aria-label={t("metering.keys")}>
        <h3>{t("metering.keys")}</h3>
        <dl>
          {KEYS.map(([keys, sentence]) => (
            <div key={keys}>
              <dt>
                <Keys of={keys} />
              </dt>
              <dd>{t(sentence)}</dd>
            </div>
          ))}
        </dl>
      </section>
    </aside>
  );
}

function Item({
  line,
  dial,
  isError = false,
  sentences,
  onGo,
  children,
}: {
  line: Line;
  dial: Dial;
  isError?: boolean;
  sentences: readonly string[];
  onGo: (line: Line, resource: string) => void;
  children?: React.ReactNode;
}) {
  const t = useT();
  const Icon = isError ? IconAlertCircle : IconAlertTriangle;
  const { resource } = dial.meter;
  return (
    <li className={styles.laterItem}>
      <Icon size={16} aria-hidden className={isError ? "danger" : "warn"} />
      <div className="spread">
        <div className={styles.laterName}>
          <b>{placeName(t, line.row)}</b>
          <span className="t2">{resourceName(t, resource)}</span>
          <span className="spread" />
          <button type="button" className={styles.link} onClick={() => onGo(line, resource)}>
            {t("metering.show")}
            <span className="hidden">{` ${line.row.number}, ${resourceName(t, resource)}`}</span>
          </button>
        </div>
        {sentences.map((sentence) => (
          <p key={sentence}>{sentence}</p>
        ))}
        {children}
      </div>
    </li>
  );
}
