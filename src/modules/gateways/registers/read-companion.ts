import { sumOf } from "#core/money";
import type { GivenFile, RegisterRow } from "./model.ts";
import { readSummary, type Summary } from "./read-summary.ts";
import { fieldsOfName } from "./rules/name-template.ts";
import { plainName, type Reading, type Source, textOf } from "./source.ts";

/** What the file beside the register says. */
export interface CompanionSaid {
  /** Of the register as a whole. */
  readonly whole?: Summary | undefined;
  /** Of each of its payment orders. */
  readonly orders: readonly Summary[];
}

/** The name of the file that comes with a register: `0211.txt` comes with `0211.receipt.txt`. */
export const companionName = (name: string, suffix: string): string =>
  `${name.replace(/\.[^.]*$/, "")}${suffix}`;

/** Reads the companion. A register that has none where it should is not taken: half of the evidence is missing. */
export function companionOf(
  of: {
    readonly file: GivenFile;
    readonly given: GivenFile | undefined;
    readonly source: Source | undefined;
  },
  { definition, refuse }: Reading,
): CompanionSaid | undefined {
  const { companion } = definition;
  if (!companion || !of.source) return undefined;
  if (!of.given) {
    refuse({
      code: "companion-missing",
      data: { wanted: companionName(of.file.name ?? "*", companion.suffix) },
    });
    return undefined;
  }
  const text = textOf(of.given.bytes, definition.encodings, refuse);
  if (!text) return undefined;
  const lines = text.text
    .split(/\r\n|[\r\n]/)
    .flatMap((line, index) => (line.trim() === "" ? [] : [{ line, index }]));
  const summaries = lines.map(({ line, index }) =>
    readSummary(
      companion.columns,
      line.split(companion.delimiter ?? definition.delimiter ?? ";"),
      { line: index + 1, decimal: companion.decimal },
      refuse,
    ),
  );
  if (companion.byOrder) return { orders: summaries };
  const named = summaries.filter(
    ({ fileName }) => fileName === undefined || isFor(fileName, of.file.name, definition.fileName),
  );
  const [whole] = named;
  if (!whole)
    refuse({
      code: "companion-names-other-file",
      data: { found: summaries[0]?.fileName ?? "", file: of.file.name ?? "" },
    });
  return { whole, orders: [] };
}

/** A file that was renamed on its way cannot be held to the name by which the receipt calls it. */
function isFor(said: string, name: string | undefined, template: string | undefined): boolean {
  if (name === undefined || template === undefined || !fieldsOfName(name, template)) return true;
  return plainName(said) === plainName(name);
}

/** Whether the register and its companion tell the same, as a whole and order by order. */
export function judgeCompanion(
  said: CompanionSaid,
  rows: readonly RegisterRow[],
  refuse: Reading["refuse"],
): void {
  if (said.whole) judge(said.whole, rows, refuse);
  if (said.orders.length === 0) return;
  const byOrder = Map.groupBy(rows, ({ order }) => bare(order?.number));
  for (const order of said.orders) {
    const ofOrder = byOrder.get(bare(order.orderNumber));
    byOrder.delete(bare(order.orderNumber));
    if (ofOrder) judge(order, ofOrder, refuse);
    else refuse({ code: "companion-order-without-rows", data: { order: order.orderNumber ?? "" } });
  }
  for (const [order, [row]] of byOrder)
    refuse({ code: "companion-lacks-order", line: row?.line, data: { order } });
}

/** Numbers of orders are filled up with zeros in one file and not in the other. */
const bare = (number = ""): string => number.replace(/^0+(?=.)/, "");

function judge(said: Summary, rows: readonly RegisterRow[], refuse: Reading["refuse"]): void {
  const total = sumOf(rows.map(({ amount }) => amount));
  const order = said.orderNumber === undefined ? {} : { order: said.orderNumber };
  if (said.count !== undefined && said.count !== rows.length)
    refuse({
      code: "count-differs",
      data: { declared: String(said.count), counted: String(rows.length), ...order },
    });
  if (said.total !== undefined && said.total !== total)
    refuse({
      code: "sum-differs",
      field: "amount",
      data: { declared: String(said.total), counted: String(total), ...order },
    });
}
