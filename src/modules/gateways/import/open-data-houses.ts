import { PassThrough, Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { createGunzip } from "node:zlib";
import { parse } from "csv-parse";
import { ok, refuse, type Result } from "#core/result";
import { addressKey, parseAddress } from "#modules/addresses";
import { companiesOf, type NamedCompany } from "./companies.ts";
import { judgeHouse } from "./open-data-doubts.ts";
import {
  HOUSE_COLUMNS,
  HOUSES_LIMITS,
  type HouseColumn,
  type JudgedHouse,
  type OpenDataHouse,
  type OpenDataHouses,
  presentCell,
  type ReadLimits,
} from "./open-data-model.ts";
import { placeDoubts, wordDoubts } from "./open-data-region.ts";
import type { FileRefusal, RowDoubt, RowRefusal } from "./problems.ts";
import { decodingStream } from "./text.ts";

/**
 * Reads the houses file as a stream (gzip or plain, UTF-8 or Windows-1251), by its header and not by position.
 *
 * Takes what is sound, refuses rows without an identity (no number, no address, a second row for one house), lists
 * every doubt by the name of its rule. Refuses the file when it is too large, is no table, or lacks a key column.
 */
export async function readOpenDataHouses(
  source: Readable,
  limits: ReadLimits = HOUSES_LIMITS,
): Promise<Result<OpenDataHouses, FileRefusal>> {
  const reading = new Reading();
  try {
    const { packed, bytes } = await peeked(
      limited(source, { code: "import.file_too_large", bytes: "", limit: String(limits.bytes) }),
    );
    await pipeline(
      Readable.from(bytes),
      packed ? createGunzip() : new PassThrough(),
      (unpacked: AsyncIterable<Buffer>) =>
        limited(unpacked, { code: "import.unpacked_too_large", limit: String(limits.unpackedBytes) }),
      decodingStream(),
      parse({
        bom: true,
        relax_column_count: true,
        skip_empty_lines: true,
        // The harvest's header ends with LF and its rows with CR LF.
        record_delimiter: ["\r\n", "\n"],
        max_record_size: 1 << 20,
      }),
      async (records: AsyncIterable<string[]>) => {
        for await (const record of records) {
          if (!reading.started) reading.begin(record);
          else if (reading.rows < limits.rows) reading.take(record);
          else throw new Unreadable({ code: "import.too_many_rows", limit: String(limits.rows) });
        }
      },
    );
  } catch (error) {
    return refuse(fileRefusalOf(error));
  }
  if (!reading.started) return refuse({ code: "import.not_a_table", reason: "the file is empty" });
  return ok(reading.end());
}

/** The state of one pass over the file: what was read, and what must be compared at its end. */
class Reading {
  started = false;
  rows = 0;
  private header: readonly string[] = [];
  private readonly at = new Map<HouseColumn, number>();
  private readonly taken = new Map<string, { house: JudgedHouse; original: readonly string[] }>();
  private readonly byAddress = new Map<string, string>();
  private readonly named = new Map<number, NamedCompany>();
  private readonly refused: RowRefusal[] = [];
  private readonly doubts: RowDoubt[] = [];
  private readonly filled = new Map<HouseColumn, number>();

  begin(header: readonly string[]): void {
    this.started = true;
    this.header = header.map((name) => name.trim());
    for (const [index, name] of this.header.entries()) {
      const column = HOUSE_COLUMNS.find((known) => known === name.toUpperCase());
      if (!column) continue;
      if (this.at.has(column)) throw new Unreadable({ code: "import.repeated_column", sheet: "", column });
      this.at.set(column, index);
    }
    const missing = (["HOUSE_ID", "ADDRESS"] as const).filter((column) => !this.at.has(column));
    if (missing.length > 0)
      throw new Unreadable({ code: "import.missing_columns", sheet: "", columns: missing.join(", ") });
  }

  take(record: readonly string[]): void {
    this.rows += 1;
    const row = this.rows + 1;
    const no = (
      column: HouseColumn | "",
      code: RowRefusal["code"],
      value: string,
      data: Record<string, string> = {},
    ) => this.refused.push({ sheet: "", row, column, code, value, data, original: record });
    if (record.length !== this.header.length) {
      no("", "wrong-number-of-columns", String(record.length), { expected: String(this.header.length) });
      return;
    }
    const cells = (column: HouseColumn): string | undefined => presentCell(record[this.at.get(column) ?? -1]);
    for (const column of this.at.keys())
      if (cells(column) !== undefined) this.filled.set(column, (this.filled.get(column) ?? 0) + 1);

    const houseId = cells("HOUSE_ID");
    const text = cells("ADDRESS");
    if (houseId === undefined) return void no("HOUSE_ID", "value-missing", "");
    if (text === undefined) return void no("ADDRESS", "value-missing", "");
    const { address, notes } = parseAddress(text);
    if (!address.settlement) return void no("ADDRESS", "no-settlement", text);
    if (!address.house) return void no("ADDRESS", "no-house-number", text, { words: notes.join("; ") });
    if (address.flat) return void no("ADDRESS", "flat-not-building", text, { flat: address.flat });
    const before = this.taken.get(houseId);
    if (before) return void no("HOUSE_ID", "house-id-twice", houseId, { first: String(before.house.row) });

    const { house, doubts } = judgeHouse({ row, houseId, text, address, notes, cells });
    this.keepFuller(house, record);
    this.doubts.push(...doubts);
    const company = cells("MGMT_COMPANY");
    if (company !== undefined)
      this.named.set(row, {
        row,
        name: company,
        profile: /profile\/(\d+)/.exec(cells("MGMT_COMPANY_LINK") ?? "")?.[1],
        district: (address.district ?? address.settlement).name.toLowerCase(),
      });
  }

  end(): OpenDataHouses {
    const taken = [...this.taken.values()].map(({ house }) => house).sort((a, b) => a.row - b.row);
    const rows = new Set(taken.map((house) => house.row));
    const companies = companiesOf([...this.named.values()].filter((one) => rows.has(one.row)));
    const places = placeDoubts(taken);
    const elsewhere = new Set(places.map((doubt) => doubt.row));
    const doubts = [
      ...this.doubts.filter((doubt) => rows.has(doubt.row)),
      ...places,
      ...wordDoubts(taken),
      ...companies.doubts,
    ].sort((a, b) => a.row - b.row);
    const houses = taken.map((house): OpenDataHouse => {
      const { filledCells: _, ...record } = house;
      const company = companies.byRow.get(house.row);
      const placed = elsewhere.has(house.row) ? withoutPlace(record) : record;
      return company ? { ...placed, company } : placed;
    });
    return {
      rows: this.rows,
      houses,
      companies: companies.companies,
      refused: this.refused.sort((a, b) => a.row - b.row),
      doubts,
      columns: [...this.at.keys()].map((column) => {
        const filled = this.filled.get(column) ?? 0;
        const of = doubts.filter((doubt) => doubt.column === column);
        return {
          column,
          filled,
          absent: this.rows - filled,
          doubted: of.filter((doubt) => doubt.taken).length,
          setAside: of.filter((doubt) => !doubt.taken).length,
        };
      }),
      header: this.header,
      ignoredColumns: this.header.filter(
        (name) => !HOUSE_COLUMNS.some((column) => column === name.toUpperCase()),
      ),
    };
  }

  /**
   * The portal has many houses twice, entered by two companies or by a mistake ("дубль 1"). The row with more
   * filled cells is taken, of equals the one updated later, then the first; the other is listed as refused.
   */
  private keepFuller(house: JudgedHouse, original: readonly string[]): void {
    const key = addressKey(house.address);
    const known = this.taken.get(this.byAddress.get(key) ?? "");
    const fuller = !known || rank(house) > rank(known.house);
    if (known) {
      const loser = fuller ? known : { house, original };
      const winner = fuller ? house : known.house;
      this.refused.push({
        sheet: "",
        row: loser.house.row,
        column: "ADDRESS",
        code: "house-twice",
        value: loser.house.addressText,
        data: { taken: String(winner.row), takenId: winner.houseId },
        original: loser.original,
      });
    }
    if (!fuller) return;
    if (known) this.taken.delete(known.house.houseId);
    this.taken.set(house.houseId, { house, original });
    this.byAddress.set(key, house.houseId);
  }
}

const rank = (house: JudgedHouse): string =>
  `${String(house.filledCells).padStart(3, "0")}${house.updatedOn ?? ""}`;

function withoutPlace(house: OpenDataHouse): OpenDataHouse {
  const { latitude: _, longitude: __, ...rest } = house;
  return rest;
}

/** Carries a refusal of the whole file out of the stream; it never leaves this file. */
class Unreadable extends Error {
  readonly refusal: FileRefusal;
  constructor(refusal: FileRefusal) {
    super(refusal.code);
    this.refusal = refusal;
  }
}

/** The pieces as they come, until there are more bytes than the refusal's limit: a small bomb stays small. */
async function* limited(
  pieces: AsyncIterable<Uint8Array>,
  refusal: Extract<FileRefusal, { readonly limit: string }>,
): AsyncGenerator<Uint8Array> {
  let bytes = 0;
  for await (const piece of pieces) {
    bytes += piece.length;
    if (bytes > Number(refusal.limit))
      throw new Unreadable(
        refusal.code === "import.file_too_large" ? { ...refusal, bytes: String(bytes) } : refusal,
      );
    yield piece;
  }
}

/** Whether the bytes begin as gzip does, and all of them. */
async function peeked(
  pieces: AsyncGenerator<Uint8Array>,
): Promise<{ packed: boolean; bytes: AsyncIterable<Uint8Array> | readonly Uint8Array[] }> {
  const first = await pieces.next();
  if (first.done) return { packed: false, bytes: [] };
  async function* all(start: Uint8Array): AsyncGenerator<Uint8Array> {
    yield start;
    yield* pieces;
  }
  return { packed: first.value[0] === 0x1f && first.value[1] === 0x8b, bytes: all(first.value) };
}

function fileRefusalOf(error: unknown): FileRefusal {
  if (error instanceof Unreadable) return error.refusal;
  // What csv-parse and zlib say of a file that is not theirs; anything else is our defect or the disk's.
  if (
    error instanceof Error &&
    "code" in error &&
    typeof error.code === "string" &&
    /^(CSV_|Z_)/.test(error.code)
  )
    return { code: "import.not_a_table", reason: error.message };
  throw error;
}
