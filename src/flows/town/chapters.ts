import type { Day } from "#core/day";
import { firstDay, type Period, periodOf } from "#core/period";
import type { BuildingBundle, ReadingRow } from "#modules/gateways";
import type { HouseRows, Life } from "./house-rows.ts";

/** What of a house is known on the first day, and what becomes known month by month. */
export interface Chapters {
  readonly first: BuildingBundle;
  /** Facts to be stated in the month: a bundle with whatever they refer to. */
  readonly facts: ReadonlyMap<Period, BuildingBundle>;
  readonly readings: ReadonlyMap<Period, readonly ReadingRow[]>;
}

/**
 * Cuts a house's rows by the month in which the center learns of them: that of the row's own day, unless the story
 * says later. A registration that ends is known open at first and ended later; so is an account that is closed.
 */
export function chaptersOf(rows: HouseRows, life: Life): Chapters {
  const start = firstDay(life.first);
  const cut = new Cut(rows, life);
  for (const row of rows.premises) cut.state("premises", row, row.from);
  for (const row of rows.accounts) {
    const { closed, ...open } = row;
    if (closed === undefined) cut.state("accounts", row, row.from);
    else {
      cut.state("accounts", open, row.from);
      cut.add("accounts", row, closed);
    }
  }
  for (const row of rows.residents) {
    const { to, ...open } = row;
    if (to === undefined) cut.state("residents", row, row.from);
    else {
      cut.state("residents", open, row.from);
      cut.add("residents", row, to);
    }
  }
  for (const row of rows.meters) {
    const { brokenFrom, ...sound } = row;
    cut.state("meters", sound, row.installed);
    if (brokenFrom !== undefined) cut.add("meters", row, brokenFrom);
  }
  for (const row of rows.terms) cut.state("terms", row, row.from);
  for (const row of rows.values) cut.state("values", row, row.from);

  const readings = new Map<Period, ReadingRow[]>();
  const opening: ReadingRow[] = [];
  for (const row of rows.readings) {
    if (row.mark === "opening" && row.takenOn === start) {
      opening.push(row);
      continue;
    }
    const period = rows.learned.get(row) ?? periodOf(row.takenOn);
    const list = readings.get(period);
    if (list) list.push(row);
    else readings.set(period, [row]);
  }
  return {
    first: {
      ...cut.first,
      code: rows.code,
      buildings: rows.buildings,
      readings: opening,
      balances: rows.balances,
    },
    facts: cut.later(),
    readings,
  };
}

type Sheet = "premises" | "accounts" | "residents" | "meters" | "terms" | "values";
type Facts = { -readonly [S in Sheet]: BuildingBundle[S][number][] };

const nothing = (): Facts => ({
  premises: [],
  accounts: [],
  residents: [],
  meters: [],
  terms: [],
  values: [],
});

class Cut {
  readonly first = nothing();
  readonly #later = new Map<Period, Facts>();
  readonly #rows: HouseRows;
  readonly #life: Life;

  constructor(rows: HouseRows, life: Life) {
    this.#rows = rows;
    this.#life = life;
  }

  /** A row that states something from a day on. */
  state<S extends Sheet>(sheet: S, row: Facts[S][number], from: Day): void {
    if (from <= firstDay(this.#life.first)) (this.first[sheet] as Facts[S][number][]).push(row);
    else this.add(sheet, row, from);
  }

  /** A row that becomes known in the month of a day. What the story does not reach never becomes known. */
  add<S extends Sheet>(sheet: S, row: Facts[S][number], on: Day): void {
    const period = this.#rows.learned.get(row) ?? periodOf(on);
    if (on > this.#life.today) return;
    const facts = this.#later.get(period) ?? nothing();
    this.#later.set(period, facts);
    (facts[sheet] as Facts[S][number][]).push(row);
  }

  /** The months' facts, each with the rows that it refers to. */
  later(): Map<Period, BuildingBundle> {
    const { first } = this;
    return new Map(
      [...this.#later].map(([period, facts]) => {
        const accounts = new Set([
          ...facts.residents.map((row) => row.account),
          ...facts.values.flatMap((row) => row.account ?? []),
          ...facts.terms.flatMap((row) => row.account ?? []),
        ]);
        for (const row of facts.accounts) accounts.delete(row.number);
        const referred = first.accounts.filter((row) => accounts.has(row.number));
        const places = new Set([...referred, ...facts.accounts].map((row) => row.premises));
        for (const meter of facts.meters) if (meter.premises !== undefined) places.add(meter.premises);
        const stated = new Set(facts.premises.map((row) => row.number));
        const premises = first.premises.filter((row) => places.has(row.number) && !stated.has(row.number));
        const bundle: BuildingBundle = {
          code: this.#rows.code,
          buildings: this.#rows.buildings,
          premises: [...premises, ...facts.premises],
          accounts: [...referred, ...facts.accounts],
          residents: facts.residents,
          meters: facts.meters,
          readings: [],
          terms: facts.terms,
          values: facts.values,
          balances: [],
        };
        return [period, bundle];
      }),
    );
  }
}
