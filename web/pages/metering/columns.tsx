import type { Formats } from "../../ui/format.ts";
import type { EntryColumn } from "../../ui/grid/entry.ts";
import { parseQuantityText, writeQuantityText } from "../../ui/parse-quantity-text.ts";
import type { Language, Words } from "../../words/words.ts";
import styles from "./ReadingsEntryPage.module.css";
import {
  type Dial,
  type Line,
  type Part,
  readingAt,
  RESOURCES,
  type SheetRow,
  usedAt,
  warningsAt,
} from "./sheet.ts";

/** "Cold water", "Electricity": the name of a resource. */
export const resourceName = (t: Words["t"], resource: string): string =>
  (RESOURCES as readonly string[]).includes(resource) ? t.of("metering.resource", resource) : resource;
export const unitOf = (t: Words["t"], resource: string): string =>
  t(
    resource === "electricity"
      ? "metering.unit.kWh"
      : resource === "heat"
        ? "metering.unit.Gcal"
        : "metering.unit.m3",
  );

const ZONES = { 1: "metering.zone.1", 2: "metering.zone.2", 3: "metering.zone.3" } as const;
/** A building's hot water meter counts the heat of its water on its second scale. */
export const zoneName = (t: Words["t"], scale: number, resource: string): string =>
  scale === 1 && resource === "hot_water"
    ? t("metering.zone.heat")
    : scale === 1 || scale === 2 || scale === 3
      ? t(ZONES[scale])
      : "";

/** More digits than a dial shows after its mark. */
export const DIAL_DIGITS = 3;

export interface ColumnsOf {
  readonly t: Words["t"];
  readonly language: Language;
  readonly formats: Formats;
  readonly resources: readonly string[];
  readonly part: Part;
  /** Readings are looked at by more people than enter them. */
  readonly isReadOnly: boolean;
  readonly commit: (line: Line, dial: Dial, value: bigint) => Promise<void>;
}

/** "Flat 12", "Premises Н2", "House" for the building's own. */
export const placeName = (t: Words["t"], row: Pick<SheetRow, "kind" | "number">): string =>
  row.number === "" ? t("metering.house") : t.of("addresses.premises", row.kind, { number: row.number });

/** A building's meters count for all of its flats: their columns are wider, and nobody in particular holds them. */
const WIDTHS = {
  flats: { before: 84, now: 80, used: 64 },
  house: { before: 92, now: 88, used: 80 },
} as const;

/** Flat, holder, and for each resource what the dial showed before, what it shows now, and the difference. */
export function columnsOf(of: ColumnsOf): EntryColumn<Line>[] {
  const { t, formats, part } = of;
  const widths = WIDTHS[part];
  const holder: EntryColumn<Line> = {
    id: "holder",
    header: t("metering.holder"),
    minWidth: 118,
    cell: ({ row, isFirst }) => (isFirst ? <span className="cut">{holderOf(row.accounts, t)}</span> : null),
  };
  return [
    {
      id: "flat",
      header: t(part === "flats" ? "metering.flat" : "metering.house"),
      width: part === "flats" ? 52 : 68,
      cell: ({ row, isFirst }) => (
        <span className={isFirst ? "strong" : "hidden"}>{row.number || t("metering.house")}</span>
      ),
      textOf: ({ row }) => row.number,
    },
    ...(part === "flats" ? [holder] : []),
    ...of.resources.flatMap((resource): EntryColumn<Line>[] => {
      const group = `${resourceName(t, resource)}, ${unitOf(t, resource)}`;
      const dialOf = (line: Line): Dial | undefined => line.dials.get(resource);
      return [
        {
          id: `${resource}.before`,
          group,
          header: t("metering.before"),
          align: "num",
          width: widths.before,
          cell: (line) => <Before dial={dialOf(line)} t={t} formats={formats} />,
        },
        entryColumn(of, resource, group),
        {
          id: `${resource}.used`,
          group,
          header: t("metering.used"),
          align: "num",
          width: widths.used,
          cell: (line) => {
            const dial = dialOf(line);
            const used = dial && usedAt(line, dial);
            return dial ? (
              <span className="t2">{used === undefined ? "—" : formats.quantity(used)}</span>
            ) : null;
          },
        },
      ];
    }),
  ];
}

function Before({ dial, t, formats }: { dial: Dial | undefined; t: Words["t"]; formats: Formats }) {
  if (!dial) return null;
  const before = dial.scale.previous;
  return (
    <>
      {dial.scale.scale > 0 && (
        <abbr className={styles.zone} title={zoneName(t, dial.scale.scale, dial.meter.resource)}>
          {t("metering.dial", { scale: dial.scale.scale })}
        </abbr>
      )}
      <span className="t3">{before ? formats.quantity(before.value) : "—"}</span>
    </>
  );
}

function entryColumn(of: ColumnsOf, resource: string, group: string): EntryColumn<Line> {
  const { t } = of;
  const dialOf = (line: Line): Dial | undefined => line.dials.get(resource);
  return {
    id: resource,
    group,
    header: t("metering.now"),
    align: "num",
    width: WIDTHS[of.part].now,
    cell: (line) => {
      const dial = dialOf(line);
      const value = dial && readingAt(line, dial);
      return value === undefined ? null : <b>{of.formats.quantity(value)}</b>;
    },
    ...(of.isReadOnly ? {} : { entry: entryOf(of, dialOf) }),
  };
}

type Entry = NonNullable<EntryColumn<Line>["entry"]>;

function entryOf(of: ColumnsOf, dialOf: (line: Line) => Dial | undefined): Entry {
  const { t, language } = of;
  return {
    has: (line) => dialOf(line) !== undefined,
    valueOf: (line) => {
      const dial = dialOf(line);
      const value = dial && readingAt(line, dial);
      return value === undefined ? "" : writeQuantityText(value, language);
    },
    parse: (text) => {
      const read = parseQuantityText(text, { digits: DIAL_DIGITS, language });
      if (!read.ok) return { error: t("metering.unreadable") };
      return read.value === undefined
        ? { error: t("metering.notErased") }
        : { value: writeQuantityText(read.value, language) };
    },
    commit: async (line, text) => {
      const dial = dialOf(line);
      const read = parseQuantityText(text, { digits: DIAL_DIGITS, language });
      if (dial && read.ok && read.value !== undefined) await of.commit(line, dial, read.value);
    },
    stateOf: (line) => {
      const dial = dialOf(line);
      if (!dial || readingAt(line, dial) === undefined) return { kind: "empty" };
      if (line.entered.get(dial.key)?.state === "waiting") {
        return { kind: "warning", sentence: t("metering.waiting") };
      }
      const warnings = warningsAt(line, dial);
      return warnings.length > 0
        ? { kind: "warning", sentence: warnings.map(({ title }) => title).join(" ") }
        : { kind: "saved" };
    },
  };
}

/** "Иванова М. П.": a sheet has no room for more; a company's name stays whole. */
export function holderOf(accounts: readonly { readonly holder: string }[], t: Words["t"]): string {
  const [first, ...others] = accounts;
  if (!first) return t("metering.nobody");
  const words = first.holder.split(" ");
  const isPerson = words.length === 3 && words.every((word) => /^\p{Lu}[\p{L}-]+$/u.test(word));
  const name = isPerson ? `${words[0]} ${words[1]?.[0]}. ${words[2]?.[0]}.` : first.holder;
  return others.length > 0 ? `${name} +${others.length}` : name;
}
