import { afterAll, beforeAll, expect, test } from "vitest";
import { must } from "#core/assert";
import { addDays } from "#core/day";
import type { Result } from "#core/result";
import { setBusinessDate } from "#modules/organizations";
import { takePayment } from "#modules/payments";
import type { CertificateKind } from "#modules/receipts";
import type { Database } from "#platform/database";
import { granted } from "#platform/http";
import { type TestDatabase, withDatabase } from "../../test/database.ts";
import {
  buildSmallTown,
  contextAt,
  IVANOVA,
  OCONNOR,
  owe,
  PETROV,
  placeOf,
  roubles,
  type SmallTown,
  TODAY,
} from "../modules/payments/small-town.fixture.ts";
import { certificatePdf, certificatesOf, checkCertificate, issueCertificate } from "./certificates.ts";

let files: TestDatabase;
let database: Database;
let town: SmallTown;

beforeAll(async () => {
  files = await withDatabase();
  database = files.open();
  town = await buildSmallTown(database);
  granted(await setBusinessDate(town.ctx, TODAY));
  const [provider] = town.suppliers;
  await owe(town, [
    { account: IVANOVA, month: "2025-09", service: 1, provider, amount: "500.00" },
    { account: IVANOVA, month: "2025-11", service: 1, provider, amount: "120.00" },
    { account: PETROV, month: "2025-11", service: 1, provider, amount: "700.00" },
  ]);
});
afterAll(() => files.drop());

const issue = (number: string, kind: CertificateKind, more: { year?: number; ctx?: typeof town.ctx } = {}) =>
  issueCertificate(more.ctx ?? town.ctx, {
    number,
    kind,
    year: more.year,
    language: "ru",
    checkAddress: "https://eirc.example/check",
  });

const refusalOf = (result: Result<unknown, { readonly code: string }>) =>
  result.ok ? undefined : result.refusal;

test("no debt is certified of what is not overdue, and refused with the sum of what is", async () => {
  expect(refusalOf(await issue(IVANOVA, "no_debt"))).toEqual({
    code: "certificates.debt",
    overdue: roubles("500.00"),
  });
  const { content } = granted(await issue(PETROV, "no_debt"));
  expect([content.amount, content.overdue, content.on]).toEqual([roubles("700.00"), 0n, TODAY]);
});

test("the state of an account is told by its months; twice on a day it is one paper, and after a payment another", async () => {
  const first = granted(await issue(IVANOVA, "state"));
  expect(first.content.debts).toEqual([
    { period: "2025-09", due: "2025-10-10", amount: roubles("500.00"), isLate: true },
    { period: "2025-11", due: "2025-12-10", amount: roubles("120.00"), isLate: false },
  ]);
  const [again, atOnce] = [granted(await issue(IVANOVA, "state")), granted(await issue(IVANOVA, "state"))];
  expect([again.no, atOnce.no]).toEqual([first.no, first.no]);
  granted(
    await takePayment(town.ctx, {
      account: IVANOVA,
      amount: roubles("500.00"),
      paidOn: TODAY,
      document: "",
    }),
  );
  const after = granted(await issue(IVANOVA, "state"));
  expect(after.no).not.toBe(first.no);
  expect([after.content.amount, after.content.overdue]).toEqual([roubles("120.00"), 0n]);
  // What was given before says what it said.
  const kept = await town.ctx.transaction((tx) => certificatesOf(tx, placeOf(town, IVANOVA)));
  expect(
    must(
      kept.find(({ no }) => no === first.no),
      "the first",
    ).content.overdue,
  ).toBe(roubles("500.00"));
});

test("payments and charges are told of a year in which there were any", async () => {
  const paid = granted(await issue(IVANOVA, "payments", { year: 2025 })).content;
  expect(paid.payments).toEqual([{ paidOn: TODAY, amount: roubles("500.00"), channel: "hand" }]);
  const { months } = granted(await issue(IVANOVA, "charges", { year: 2025 })).content;
  expect(
    months.map(({ period, recalculated, paid: money, closing }) => [period, recalculated, money, closing]),
  ).toEqual([["2025-11", roubles("620.00"), -50_000n, roubles("120.00")]]);
  expect(refusalOf(await issue(IVANOVA, "payments", { year: 2024 }))).toEqual({
    code: "certificates.nothing_in_year",
    year: 2024,
  });
  expect(refusalOf(await issue(IVANOVA, "charges", { year: 2019 }))).toEqual({
    code: "certificates.year_missing",
  });
  expect(refusalOf(await issue("9999999999", "state"))).toMatchObject({
    code: "certificates.account_not_found",
  });
});

test("whoever has the paper learns that it was given and what it says, masked; a wrong code tells nothing", async () => {
  const { building, no, code } = granted(await issue(PETROV, "state"));
  const number = `${building}-${no}`;
  const found = granted(
    await checkCertificate(town.ctx, {
      number: ` № ${number}`,
      code: code.toLowerCase().replaceAll("-", " "),
    }),
  );
  expect(found).toMatchObject({
    number,
    kind: "state",
    issuedOn: TODAY,
    amount: roubles("700.00"),
    account: "4400••••45",
  });
  expect(found.address).toMatch(/Лен•••/);
  expect(
    JSON.stringify(found, (_key, value: unknown) => (typeof value === "bigint" ? String(value) : value)),
  ).not.toContain("Петров");
  for (const typed of [
    { number, code: "0000-0000-0000" },
    { number: `${building}-${no + 1000}`, code },
    { number: "", code },
    { number, code: "короче" },
  ])
    expect(refusalOf(await checkCertificate(town.ctx, typed))).toEqual({
      code: "certificates.not_confirmed",
    });
});

test("a paper is taken away by its own account alone", async () => {
  const { no } = granted(await issue(PETROV, "state"));
  const pdf = granted(await certificatePdf(town.ctx, { account: placeOf(town, PETROV), no }));
  expect(Buffer.from(pdf.subarray(0, 5)).toString()).toBe("%PDF-");
  for (const number of [IVANOVA, OCONNOR])
    expect(refusalOf(await certificatePdf(town.ctx, { account: placeOf(town, number), no }))).toMatchObject({
      code: "certificates.not_found",
    });
});

test("nobody fills the books with papers: so many a day, and the next day again", async () => {
  const [provider] = town.suppliers;
  let refused: unknown;
  for (let at = 0; at < 30 && refused === undefined; at += 1) {
    // Each says something else.
    await owe(town, [{ account: OCONNOR, month: "2025-11", service: 1, provider, amount: "1.00" }]);
    refused = refusalOf(await issue(OCONNOR, "state"));
  }
  expect(refused).toEqual({ code: "certificates.too_many", most: 20 });
  const tomorrow = contextAt(database, addDays(TODAY, 1));
  expect((await issue(OCONNOR, "state", { ctx: tomorrow })).ok).toBe(true);
});
