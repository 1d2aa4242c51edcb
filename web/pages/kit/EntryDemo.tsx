import { useMemo, useState } from "react";
import { useFormats } from "../../ui/formats.ts";
import type { EntryColumn, EntryState } from "../../ui/grid/entry.ts";
import { EntryGrid } from "../../ui/grid/EntryGrid.tsx";
import { chance, holderName, useSay } from "./invented.ts";
import classes from "./Kit.module.css";

interface Meter {
  readonly before: bigint;
  readonly entered: bigint | undefined;
  readonly state: EntryState;
}
interface Premises {
  readonly id: string;
  readonly number: number;
  readonly holder: string;
  readonly meters: readonly (Meter | undefined)[];
}

const MILLIONTHS = 1_000_000n;

function premises(): Premises[] {
  const next = chance(5);
  return Array.from({ length: 200 }, (_, index) => ({
    id: String(index),
    number: index + 1,
    holder: holderName(next),
    meters: [0, 1, 2].map((kind): Meter | undefined => {
      if (kind === 1 && index % 9 === 4) return undefined;
      const before = BigInt(100 + next(700)) * MILLIONTHS + BigInt(next(100)) * 10_000n;
      const isEntered = index < 8 || (index < 11 && kind === 0);
      return {
        before,
        entered: isEntered ? before + BigInt(2_000_000 + next(600) * 10_000) : undefined,
        state: isEntered ? { kind: "saved" } : { kind: "empty" },
      };
    }),
  }));
}

/** Readings of a house, as a controller's sheet is entered. What is saved stays in the page. */
export function EntryDemo() {
  const say = useSay();
  const formats = useFormats();
  const [rows, setRows] = useState(premises);
  const [pasted, setPasted] = useState("");

  const columns = useMemo(() => {
    const put = (id: string, kind: number, entered: bigint, state: EntryState): void =>
      setRows((former) =>
        former.map((row) =>
          row.id === id
            ? {
                ...row,
                meters: row.meters.map((meter, at) =>
                  meter && at === kind ? { ...meter, entered, state } : meter,
                ),
              }
            : row,
        ),
      );
    const judge = (meter: Meter, entered: bigint): EntryState => {
      if (entered < meter.before)
        return { kind: "warning", sentence: say("Меньше прежнего", "Less than before") };
      return entered - meter.before > 30n * MILLIONTHS
        ? { kind: "warning", sentence: say("Больше среднего в 3 раза", "Over 3 times the average") }
        : { kind: "saved" };
    };
    const names = [
      say("Холодная вода, м³", "Cold water, m³"),
      say("Горячая вода, м³", "Hot water, m³"),
      say("Электричество, кВт·ч", "Electricity, kWh"),
    ];
    const ofMeter = (group: string, kind: number): EntryColumn<Premises>[] => [
      {
        id: `before${kind}`,
        header: say("было", "before"),
        group,
        align: "num",
        width: 84,
        className: "t2",
        cell: ({ meters }) => (meters[kind] ? formats.quantity(meters[kind].before, 2) : "—"),
      },
      {
        id: `new${kind}`,
        header: say("стало", "new"),
        group,
        align: "num",
        width: 92,
        cell: () => "—",
        entry: {
          has: ({ meters }) => meters[kind] !== undefined,
          valueOf: ({ meters }) =>
            meters[kind]?.entered === undefined ? "" : formats.quantity(meters[kind].entered, 2),
          stateOf: ({ meters }) => meters[kind]?.state ?? { kind: "empty" },
          parse: (text) =>
            /^\d+([.,]\d{0,3})?$/.test(text.replace(/[\s\u00a0]/g, ""))
              ? { value: text.replace(/[\s\u00a0]/g, "") }
              : { error: say("Это не показание: нужны цифры", "Not a reading: digits are wanted") },
          commit: async ({ id, meters }, value) => {
            const meter = meters[kind];
            if (!meter) return;
            await new Promise((resolve) => setTimeout(resolve, 400));
            if (value === "13") throw new Error(say("сервер отказал", "the server refused"));
            const [whole = "0", part = ""] = value.split(/[.,]/);
            const entered = BigInt(whole) * MILLIONTHS + BigInt(part.padEnd(6, "0"));
            put(id, kind, entered, judge(meter, entered));
          },
        },
      },
      {
        id: `used${kind}`,
        header: say("расход", "used"),
        group,
        align: "num",
        width: 84,
        cell: ({ meters }) =>
          meters[kind]?.entered === undefined
            ? "—"
            : formats.quantity(meters[kind].entered - meters[kind].before, 2),
      },
    ];
    return [
      { id: "number", header: say("Кв.", "Apt"), width: 60, cell: ({ number }) => <b>{number}</b> },
      { id: "holder", header: say("Плательщик", "Holder"), minWidth: 116, cell: ({ holder }) => holder },
      ...names.flatMap(ofMeter),
    ] satisfies EntryColumn<Premises>[];
  }, [say, formats]);

  return (
    <div>
      <h2>{say("Ввод с клавиатуры: 200 квартир", "Entry from the keyboard: 200 flats")}</h2>
      <p className="t2">
        {say(
          "Enter — следующая пустая ячейка, Ctrl+D — как выше, Esc — вернуть. Значение 13 сервер отвергает.",
          "Enter goes to the next empty cell, Ctrl+D repeats the one above, Esc puts it back. The server refuses 13.",
        )}{" "}
        <output data-testid="pasted">{pasted}</output>
      </p>
      <div className={`${classes["sheet"]} ${classes["tall"]}`}>
        <EntryGrid
          label={say("Показания", "Readings")}
          columns={columns}
          rows={rows}
          rowKey={premisesKey}
          checkWidth={150}
          onPaste={(block, at) => setPasted(`${at.row.number}/${at.columnId}: ${JSON.stringify(block)}`)}
        />
      </div>
    </div>
  );
}

const premisesKey = ({ id }: Premises): string => id;
