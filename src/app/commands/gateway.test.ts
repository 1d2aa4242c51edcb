import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { afterEach, describe, expect, it, vi } from "vitest";
import { must } from "#core/assert";
import { moneyText, sumOf } from "#core/money";
import { money } from "#core/units";
import { gatewayProfilesCommand, gatewayReadCommand } from "./gateway.ts";

const GATEWAYS = path.join(import.meta.dirname, "../../modules/gateways");
const REGISTERS = path.join(GATEWAYS, "registers/vectors");
const STATEMENTS = path.join(GATEWAYS, "statements/vectors");

/** What a sample means: `expected.json` says it of those that came from outside. */
type Expected = Readonly<Record<string, unknown>>;
const FROM_OUTSIDE = JSON.parse(readFileSync(path.join(REGISTERS, "expected.json"), "utf8")) as Readonly<
  Record<string, Expected>
>;
/** Layouts of which we made samples ourselves: the payments of the others. */
const SAME_PAYMENTS = { rows: 7, total: "22471.73" };

interface Sample {
  readonly profile: string;
  readonly folder: string;
  readonly file: string;
  readonly companion?: string;
  readonly expected?: Expected;
}
const register = (profile: string, file: string, more: Partial<Sample> = {}): Sample => ({
  profile,
  folder: REGISTERS,
  file,
  ...more,
});
const statement = (profile: string, file: string): Sample => ({ profile, folder: STATEMENTS, file });
const own = { expected: SAME_PAYMENTS };
const SAMPLES: readonly Sample[] = [
  register("sber-register", "sber-register.txt"),
  register("register-17", "register-17col.txt", { companion: "register-17col.receipt.txt" }),
  register("register-fixed", "register-fixed-cp866.txt"),
  register("register-dbf", "register.dbf"),
  register("register-tab", "register-utf8-tab.csv"),
  register("subsidy-payments", "subsidy-payments.txt"),
  register("register-27", "register-27col.txt", own),
  register("register-6", "register-6col.txt", own),
  register("register-11", "register-11col.txt", own),
  register("register-8", "register-8col.txt", { companion: "register-8col.batch.txt", ...own }),
  register("qiwi-register", "qiwi-register.txt", own),
  register("register-xlsx", "register.xlsx", own),
  register("register-xml", "register.xml", own),
  register("sber-debts", "9901001239_40702810600000001234_001_1125.txt"),
  register("bezpb-debts", "BEZPB251110.dbf"),
  register("charges-by-service", "CHARGES_9901001239_003_1125.csv", {
    expected: { rows: 7, total: "4765.35", encoding: "windows-1251" },
  }),
  register("charges-by-account", "NACH003_1125.dbf", {
    expected: { rows: 3, total: "4765.35", accounts: ["4400110010", "4400110145", "4400110270"] },
  }),
  statement("1c-statement", "1c-statement.txt"),
  statement("1c-statement", "1c-statement-dos.txt"),
  statement("camt053", "camt053.xml"),
  statement("camt054", "camt054.xml"),
  statement("mt940", "mt940.txt"),
];

/** Samples that are no register and no statement, and the test that judges them. */
const JUDGED_ELSEWHERE: Readonly<Record<string, string>> = {
  "1c-payment-orders-out.txt": "orders/orders.test.ts",
  "pain001.xml": "orders/orders.test.ts",
  "benefits.dbf": "social/beneficiary-list.test.ts",
  "social-charges.dbf": "social/dbf.test.ts",
};
/** "outline only": the form without a month's money. Messages of documents are judged in `gis/gis.test.ts`. */
const OUTLINES = ["gis-import-payment-document.xml"];
/** Readings of meters: nothing reads these forms yet. */
const NOT_READ = ["80020.xml", "meter-readings.csv"];

/** What the samples say besides, for people. */
const REMARKS = new Set(["note", "layout", "direction", "result", "resolution"]);

afterEach(() => {
  vi.restoreAllMocks();
});

/** What the command prints for machines. */
async function printed(command: () => void | Promise<void>): Promise<unknown> {
  let text = "";
  vi.spyOn(process.stdout, "write").mockImplementation((piece) => {
    text += String(piece);
    return true;
  });
  await command();
  return JSON.parse(text);
}

describe("gateway read --profile P FILE --json", () => {
  it.each(SAMPLES.map((one) => [one.profile, one.file, one] as const))(
    "%s reads %s exactly as expected",
    async (profile, file, sample) => {
      const at = (name: string) => path.join(sample.folder, name);
      const read = (await printed(() =>
        gatewayReadCommand(at(file), {
          profile,
          json: true,
          language: "ru",
          ...(sample.companion === undefined ? {} : { companion: at(sample.companion) }),
        }),
      )) as Printed;
      expect(read.refusals).toEqual([]);
      const expected = must(sample.expected ?? FROM_OUTSIDE[file], `what ${file} means`);
      const said = sample.folder === REGISTERS ? saidOfRegister(read) : saidOfStatement(read);
      const wanted = Object.keys(expected).filter((name) => !REMARKS.has(name));
      expect(wanted.length).toBeGreaterThan(0);
      // Whatever is expected must be said: a name that is unknown here is undefined there.
      expect(Object.fromEntries(wanted.map((name) => [name, said[name]]))).toEqual(
        Object.fromEntries(wanted.map((name) => [name, expected[name]])),
      );
    },
  );

  it("has a sample for each profile there is", async () => {
    const profiles = (await printed(() => gatewayProfilesCommand({ json: true }))) as { code: string }[];
    expect(new Set(SAMPLES.map(({ profile }) => profile))).toEqual(new Set(profiles.map(({ code }) => code)));
  });

  it("leaves out no sample silently", () => {
    const known = new Set([
      ...SAMPLES.flatMap(({ file, companion }) => [file, ...(companion === undefined ? [] : [companion])]),
      ...Object.keys(JUDGED_ELSEWHERE),
      ...OUTLINES,
      ...NOT_READ,
      "expected.json",
      // The accounts that the samples are about.
      "accounts.json",
    ]);
    const there = [...readdirSync(REGISTERS), ...readdirSync(STATEMENTS), ...Object.keys(FROM_OUTSIDE)];
    expect(there.filter((name) => !known.has(name))).toEqual([]);
    for (const [file, test] of Object.entries(JUDGED_ELSEWHERE))
      expect(readFileSync(path.join(GATEWAYS, test), "utf8"), file).toContain(file);
  });
});

interface Printed {
  readonly encoding: string;
  readonly mark: boolean;
  readonly refusals: readonly unknown[];
  readonly rows: readonly {
    readonly account: string;
    readonly operation: string;
    readonly readings: readonly unknown[];
  }[];
  readonly counted: {
    readonly count: number;
    readonly total: string;
    readonly net?: string;
    readonly fee?: string;
  };
  readonly order?: { readonly number: string; readonly date?: string };
  readonly statements: readonly {
    readonly opening?: string;
    readonly closing?: string;
    readonly lines: readonly {
      readonly direction: "in" | "out";
      readonly amount: string;
      readonly transactions: readonly { readonly purpose: string }[];
    }[];
  }[];
}

const amount = (kopecks: string | undefined): string | undefined =>
  kopecks === undefined ? undefined : moneyText(money(BigInt(kopecks)));
const total = (of: readonly { readonly amount: string }[]): string =>
  moneyText(sumOf(of.map((one) => money(BigInt(one.amount)))));

const saidOfRegister = (read: Printed): Expected => ({
  encoding: `${read.encoding}${read.mark ? " with BOM" : ""}`,
  rows: read.rows.length,
  total: amount(read.counted.total),
  fee: amount(read.counted.fee),
  net: amount(read.counted.net),
  payment_order: read.order?.number,
  payment_order_date: read.order?.date,
  accounts: read.rows.map(({ account }) => account),
  ids: read.rows.map(({ operation }) => operation),
  meter_readings: read.rows.flatMap(({ readings }) => readings).length,
});

function saidOfStatement(read: Printed): Expected {
  const one = must(read.statements[0], "a statement");
  expect(read.statements).toHaveLength(1);
  const transactions = one.lines.flatMap((line) => line.transactions);
  return {
    encoding: read.encoding,
    documents: one.lines.length,
    entries: one.lines.length,
    transactions: transactions.length,
    total: total(one.lines),
    credit_total: total(one.lines.filter(({ direction }) => direction === "in")),
    opening: amount(one.opening),
    closing: amount(one.closing),
    accounts: transactions.map(({ purpose }) => /\d{10}/.exec(purpose)?.[0]),
  };
}
