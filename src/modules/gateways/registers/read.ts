import { firstDay } from "#core/period";
import { sumOf } from "#core/money";
import type { Money } from "#core/units";
import type {
  CountedTotals,
  DeclaredTotals,
  GivenFile,
  PaymentOrderName,
  ReadRegister,
  RegisterMonth,
  RegisterReading,
  RegisterRefusal,
  RegisterRow,
} from "./model.ts";
import type { RegisterProfile, RowField } from "./profile.ts";
import { companionOf, judgeCompanion } from "./read-companion.ts";
import { readDbfFile } from "./read-dbf.ts";
import { readTextFile } from "./read-text.ts";
import { flatColumns, readCells, type RowValues } from "./read-values.ts";
import { readXlsxFile } from "./read-xlsx.ts";
import { readXmlFile } from "./read-xml.ts";
import type { Summary } from "./read-summary.ts";
import { type Reading, REGISTER_LIMITS, type RegisterLimits, type Source, type SourceRow } from "./source.ts";

export interface ReadOptions {
  /** The receipt or batch file that came with the register, where its profile speaks of one. */
  readonly companion?: GivenFile | undefined;
  readonly limits?: RegisterLimits | undefined;
  /** The bytes are the beginning of a file, cut at the end of a line: its end and its sums are not asked for. */
  readonly isHead?: boolean | undefined;
}

/** So many refusals are listed; of the others their number. A person mends a file by its first mistakes. */
const LISTED_MAX = 200;

/**
 * Reads a register by a profile. It never throws over a file: what cannot be read is refused, with the line. A
 * register with refusals is refused whole; its rows are there to be looked at.
 */
export async function readRegister(
  file: GivenFile,
  profile: RegisterProfile,
  options: ReadOptions = {},
): Promise<ReadRegister> {
  const refusals: RegisterRefusal[] = [];
  let unlisted = 0;
  const refuse = (refusal: RegisterRefusal): void => {
    if (refusals.length < LISTED_MAX) refusals.push(refusal);
    else unlisted += 1;
  };
  const { definition } = profile;
  const reading: Reading = {
    definition,
    flat: flatColumns(definition),
    limits: options.limits ?? REGISTER_LIMITS,
    isHead: options.isHead ?? false,
    refuse,
  };
  const source = await sourceOf(file.bytes, reading);
  const said = reading.isHead ? undefined : companionOf({ file, given: options.companion, source }, reading);
  const rows = source ? rowsOf(source, reading) : [];
  const declared = declaredBy([...(source?.summaries ?? []), ...(said?.whole ? [said.whole] : [])]);
  const counted = countedOf(rows);
  const order = orderOf(rows, [...(source?.summaries ?? []), ...(said?.whole ? [said.whole] : [])]);
  if (source && !reading.isHead) {
    // With lines already refused the sums differ anyway, and would only hide why.
    if (refusals.length === 0) judgeTotals(declared, counted, source, reading);
    if (said && refusals.length === 0) judgeCompanion(said, rows, refuse);
    if (rows.length === 0 && refusals.length === 0 && !definition.empty && declared.count !== 0)
      refuse({ code: "no-rows", data: {} });
  }
  if (unlisted > 0) refusals.push({ code: "more-refusals", data: { count: String(unlisted) } });
  return {
    profile: { code: profile.code, version: profile.version },
    encoding: source?.encoding ?? definition.encodings[0] ?? "utf-8",
    mark: source?.mark ?? false,
    rows,
    refusals,
    declared,
    counted,
    order,
  };
}

async function sourceOf(bytes: Uint8Array, reading: Reading): Promise<Source | undefined> {
  const { definition, limits, refuse } = reading;
  if (bytes.length > limits.bytes) {
    refuse({ code: "file-too-large", data: { found: String(bytes.length), most: String(limits.bytes) } });
    return undefined;
  }
  if (bytes.length === 0) {
    if (!definition.empty) refuse({ code: "file-empty", data: {} });
    return definition.empty
      ? { encoding: definition.encodings[0] ?? "utf-8", mark: false, rows: [], summaries: [] }
      : undefined;
  }
  switch (definition.kind) {
    case "delimited":
    case "fixed":
      return readTextFile(bytes, reading);
    case "dbf":
      return readDbfFile(bytes, reading);
    case "xlsx":
      return readXlsxFile(bytes, reading);
    case "xml":
      return readXmlFile(bytes, reading);
  }
}

function rowsOf(source: Source, reading: Reading): RegisterRow[] {
  const rows: RegisterRow[] = [];
  const first = new Map<string, number>();
  for (const one of source.rows) {
    const values = readCells(reading.flat, one.cells, one.line, reading.refuse);
    const row = values && rowOf(values, one, source.summaries, reading);
    if (!row) continue;
    const known = first.get(row.operation);
    if (known === undefined) first.set(row.operation, row.line);
    else
      reading.refuse({
        code: "operation-repeated",
        line: row.line,
        data: { found: row.operation, first: String(known) },
      });
    rows.push(row);
  }
  return rows;
}

function rowOf(
  values: RowValues,
  { line, raw }: SourceRow,
  summaries: readonly Summary[],
  { definition, refuse }: Reading,
): RegisterRow | undefined {
  const no = (
    code: RegisterRefusal["code"],
    data: Record<string, string> = {},
    field?: RowField,
  ): undefined => {
    refuse({ code, line, field, data });
    return undefined;
  };
  const { amount, netAmount, fee } = values;
  if (amount === undefined) return no("value-missing", {}, "amount");
  // Of a register of charges it is what is due, and a month that is paid is due nothing.
  if (amount === 0n && definition.direction !== "charges") return no("amount-zero", {}, "amount");
  if (amount < 0n && definition.checks.includes("amount>0"))
    return no("amount-negative", { found: kopecks(amount) }, "amount");
  if (definition.checks.includes("amount=netAmount+fee") && amount !== (netAmount ?? 0n) + (fee ?? 0n))
    return no("parts-differ", { amount: kopecks(amount), net: kopecks(netAmount), fee: kopecks(fee) });
  const paidOn =
    values.date ??
    summaries.find(({ date }) => date)?.date ??
    values.paymentOrderDate ??
    summaries.find(({ orderDate }) => orderDate)?.orderDate ??
    // What is told to desks knows its month only.
    (definition.direction !== "payments" && values.period ? firstDay(values.period) : undefined);
  if (paidOn === undefined) return no("date-missing");
  const readings = readingsOf(values);
  if (!readings) return no("meter-incomplete");
  return {
    line,
    operation: definition.identity.map((field) => identityText(values, field)).join("/"),
    account: values.account ?? "",
    amount,
    fee,
    net: netAmount,
    paidOn,
    paidAt: values.time,
    statedPeriod: values.period,
    payerName: values.payerName,
    address: values.address,
    branch: values.branch,
    cashier: values.cashier,
    comment: values.comment,
    order:
      values.paymentOrderNo === undefined
        ? undefined
        : { number: values.paymentOrderNo, date: values.paymentOrderDate },
    readings,
    ...(definition.direction === "charges" && { month: monthOf(values) }),
    refund: amount < 0n,
    raw,
  };
}

const monthOf = ({
  serviceNo,
  serviceName,
  providerInn,
  providerName,
  opening,
  charged,
  paid,
}: RowValues): RegisterMonth => ({
  serviceNo,
  serviceName,
  providerInn,
  providerName,
  opening,
  charged,
  paid,
});

function identityText(values: RowValues, field: RowField): string {
  const value = (values as unknown as Readonly<Record<string, unknown>>)[field];
  return typeof value === "bigint" ? kopecks(value) : typeof value === "string" ? value : "";
}

const kopecks = (amount: bigint | undefined): string => String(amount ?? 0n);

/** Undefined where a meter came without its reading, or a reading without its meter. */
function readingsOf({ meters }: RowValues): RegisterReading[] | undefined {
  const readings: RegisterReading[] = [];
  // A list with holes: a repetition that said nothing is not in it.
  for (const turn of Object.keys(meters)) {
    const { code, reading } = meters[Number(turn)] ?? {};
    if (code === undefined || reading === undefined) return undefined;
    readings.push({ meter: code, value: reading });
  }
  return readings;
}

function declaredBy(summaries: readonly Summary[]): DeclaredTotals {
  const said: { count?: number; total?: Money; net?: Money; fee?: Money } = {};
  for (const { count, total, net, fee } of summaries) {
    if (count !== undefined) said.count = count;
    if (total !== undefined) said.total = total;
    if (net !== undefined) said.net = net;
    if (fee !== undefined) said.fee = fee;
  }
  return said;
}

function countedOf(rows: readonly RegisterRow[]): CountedTotals {
  const all = (amounts: readonly (Money | undefined)[]): Money | undefined =>
    amounts.length > 0 && amounts.every((amount) => amount !== undefined) ? sumOf(amounts) : undefined;
  return {
    count: rows.length,
    total: sumOf(rows.map(({ amount }) => amount)),
    net: all(rows.map(({ net }) => net)),
    fee: all(rows.map(({ fee }) => fee)),
  };
}

/** Every word that header and footer say of count and sums must be true, each for itself. */
function judgeTotals(
  declared: DeclaredTotals,
  counted: CountedTotals,
  source: Source,
  { refuse }: Reading,
): void {
  for (const { line, count } of source.summaries)
    if (count !== undefined && count !== counted.count)
      refuse({
        code: "count-differs",
        line,
        data: { declared: String(count), counted: String(counted.count) },
      });
  const sums = [
    ["amount", declared.total, counted.total],
    ["netAmount", declared.net, counted.net],
    ["fee", declared.fee, counted.fee],
  ] as const;
  for (const [field, said, found] of sums) {
    // A register that declares a sum of what its rows do not tell is taken at its rows.
    if (said === undefined || (found === undefined && counted.count > 0)) continue;
    if (said !== (found ?? 0n))
      refuse({
        code: "sum-differs",
        line: source.summaries.at(-1)?.line,
        field,
        data: { declared: kopecks(said), counted: kopecks(found) },
      });
  }
}

/** The order that the whole names; else the one that all rows name alike. */
function orderOf(rows: readonly RegisterRow[], summaries: readonly Summary[]): PaymentOrderName | undefined {
  const whole = summaries.find(({ orderNumber }) => orderNumber !== undefined);
  if (whole?.orderNumber !== undefined) return { number: whole.orderNumber, date: whole.orderDate };
  const [first] = rows;
  return first?.order && rows.every(({ order }) => order?.number === first.order?.number)
    ? first.order
    : undefined;
}
