import { createHash } from "node:crypto";
import { type Period, periodNumber } from "#core/period";
import type { BuildingId, RunId } from "#core/ids";
import { type BuildingCharges, type ChargeLine, FORMULAS, type LineKind, type VolumeBasis } from "./model.ts";

/** Stored numbers of the volume's basis; never renumbered. */
export const BASES: Readonly<Record<VolumeBasis, number>> = {
  area: 1,
  meter: 2,
  average: 3,
  norm: 4,
  building_meter: 5,
  fixed: 6,
};

/** Stored numbers of a line's kind, as in `ledger.kinds`; never renumbered. */
export const LINE_KINDS: Readonly<Record<LineKind, number>> = {
  charge: 1,
  excess: 2,
  recalculation: 3,
  benefit: 5,
  penalty: 6,
  correction: 7,
};

/** What is posted: a line's difference to what is booked, under its number in the run. */
export interface PostedLine {
  readonly building: BuildingId;
  readonly line: ChargeLine;
  readonly lineNo: number;
}

export interface LeafRow {
  readonly bookedIn: Period;
  readonly chargedFor: Period;
  readonly run: RunId;
  /** The leaf of a large load, or 0 for the month's ordinary one. */
  readonly batch: number;
}

/** The columns of `ledger.entries` in the order of the binary rows. */
export const LINE_COLUMNS =
  "amount, volume, rate, document_id, building_id, account_id, period, batch, charged_for, provider_id, line_no, service_id, part, kind, formula, basis";

const ROW_BYTES = 2 + 4 * (4 + 8) + 7 * (4 + 4) + 5 * (4 + 2);
const SIGNATURE = Buffer.from("PGCOPY\n\xff\r\n\0\0\0\0\0\0\0\0\0", "latin1");

/** Rows of a binary COPY. One buffer for the whole batch: fixed width, so it is sized exactly beforehand. */
export function encodeRows(rows: readonly PostedLine[], of: LeafRow): Buffer {
  const buffer = Buffer.allocUnsafe(SIGNATURE.length + rows.length * ROW_BYTES + 2);
  SIGNATURE.copy(buffer);
  const view = new DataView(buffer.buffer, buffer.byteOffset, buffer.length);
  const period = periodNumber(of.bookedIn);
  const chargedFor = periodNumber(of.chargedFor);
  const run = BigInt(of.run);
  let at = SIGNATURE.length;
  const int2 = (value: number) => {
    view.setInt32(at, 2);
    view.setInt16(at + 4, value);
    at += 6;
  };
  const int4 = (value: number) => {
    view.setInt32(at, 4);
    view.setInt32(at + 4, value);
    at += 8;
  };
  const int8 = (value: bigint) => {
    view.setInt32(at, 8);
    view.setBigInt64(at + 4, value);
    at += 12;
  };
  for (const { building, line, lineNo } of rows) {
    view.setInt16(at, 16);
    at += 2;
    int8(line.amount);
    int8(line.volume);
    int8(line.rate);
    int8(run);
    int4(building);
    int4(line.account);
    int4(period);
    int4(of.batch);
    int4(line.chargedFor === undefined ? chargedFor : periodNumber(line.chargedFor));
    int4(line.provider);
    int4(lineNo);
    int2(line.service);
    int2(line.part);
    int2(LINE_KINDS[line.kind]);
    int2(FORMULAS[line.formula].id);
    int2(BASES[line.basis]);
  }
  view.setInt16(at, -1);
  return buffer;
}

/** Identifies a building's calculated lines and benefits; a replay from the same facts must give the same. */
export function linesHash({
  lines,
  corrections,
  penalties,
  benefits,
}: Pick<BuildingCharges, "lines" | "corrections" | "penalties" | "benefits">): Buffer {
  const hash = createHash("sha256").update(bytesOf(lines));
  // Added only where there are some, so that the hashes of the months before them stand.
  if (corrections.length > 0)
    hash.update(bytesOf(corrections)).update(corrections.map((line) => line.chargedFor).join());
  for (const { line, posted } of penalties)
    hash.update(bytesOf([line])).update(`${line.chargedFor} ${posted}`);
  // Rows that are in no book must be repeated, too.
  for (const row of benefits) hash.update(Object.values(row).join("|"));
  return hash.digest();
}

function bytesOf(lines: readonly ChargeLine[]): Buffer {
  const buffer = Buffer.allocUnsafe(lines.length * 42);
  const view = new DataView(buffer.buffer, buffer.byteOffset, buffer.length);
  let at = 0;
  for (const line of lines) {
    view.setBigInt64(at, line.amount);
    view.setBigInt64(at + 8, line.volume);
    view.setBigInt64(at + 16, line.rate);
    view.setInt32(at + 24, line.account);
    view.setInt32(at + 28, line.provider);
    view.setInt16(at + 32, line.service);
    view.setInt16(at + 34, line.part);
    view.setInt16(at + 36, LINE_KINDS[line.kind]);
    view.setInt16(at + 38, FORMULAS[line.formula].id);
    view.setInt16(at + 40, BASES[line.basis]);
    at += 42;
  }
  return buffer;
}
