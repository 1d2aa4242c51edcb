import type { ReactNode } from "react";
import { DateInput } from "../../ui/DateInput.tsx";
import { useHotkeys } from "../../ui/hotkeys.ts";
import { type Picked, Picker } from "../../ui/Picker.tsx";
import { Select } from "../../ui/Select.tsx";
import { useT } from "../../words/words.ts";
import type { RouteBuilding } from "./queries.ts";
import styles from "./ReadingsEntryPage.module.css";

/** Who read the dial: what a person may enter; automatic readings come by themselves. */
export const SOURCES = ["clerk", "resident", "agent", "act"] as const;
export type Source = (typeof SOURCES)[number];

const SHOWN_MAX = 50;

/** House, day and source: chosen once for many readings. */
export function EntryTools({
  buildings,
  building,
  on,
  today,
  source,
  onChange,
  children,
}: {
  buildings: readonly RouteBuilding[];
  building: number | undefined;
  on: string;
  today: string;
  source: Source;
  onChange: (changes: Readonly<Record<string, string | number | undefined>>) => void;
  children: ReactNode;
}) {
  const t = useT();
  const pickedOf = ({ id, address, meters, read }: RouteBuilding): Picked => ({
    id: String(id),
    name: address.split(", ").slice(-2).join(", "),
    detail: t("metering.progressOf", { read, meters }),
  });
  const chosen = buildings.find(({ id }) => id === building);
  useHotkeys([
    {
      keys: "F4",
      label: t("metering.house"),
      run: () => {
        const field = document.querySelector<HTMLInputElement>("[data-houses] input");
        field?.focus();
        field?.dispatchEvent(
          new KeyboardEvent("keydown", { code: "F4", key: "F4", bubbles: true, cancelable: true }),
        );
      },
    },
  ]);
  return (
    <div className={styles.tools}>
      <div className={styles.houses} data-houses="">
        <Picker
          label={t("metering.houseField")}
          isLabelHidden
          placeholder={t("metering.houseField")}
          value={chosen && pickedOf(chosen)}
          onChange={(picked) => picked && onChange({ building: Number(picked.id) })}
          search={(text) => Promise.resolve(matching(buildings, text).slice(0, SHOWN_MAX).map(pickedOf))}
        />
      </div>
      <div className={styles.day}>
        <DateInput
          label={t("metering.takenOn")}
          isLabelHidden
          value={on}
          today={today}
          max={today}
          onChange={(day) => day !== undefined && onChange({ on: day === today ? undefined : day })}
        />
      </div>
      <div className={styles.source}>
        <Select
          label={t("metering.source")}
          isLabelHidden
          value={source}
          options={SOURCES.map((value) => ({ value, label: t(`metering.source.${value}`) }))}
          onChange={(value) => onChange({ source: value === "clerk" ? undefined : value })}
        />
      </div>
      {children}
    </div>
  );
}

/** Every word begins some word of the address: "лен 5" finds "ул. Ленина, д. 5". */
function matching(buildings: readonly RouteBuilding[], text: string): readonly RouteBuilding[] {
  const words = text
    .toLowerCase()
    .replaceAll("ё", "е")
    .split(/[\s,.]+/)
    .filter(Boolean);
  return buildings.filter(({ address }) => {
    const parts = address
      .toLowerCase()
      .replaceAll("ё", "е")
      .split(/[\s,.]+/);
    return words.every((word) => parts.some((part) => part.startsWith(word)));
  });
}
