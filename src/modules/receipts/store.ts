import { zstdCompressSync, zstdDecompressSync } from "node:zlib";
import { must } from "#core/assert";
import type { AccountId, BuildingId, OrganizationId } from "#core/ids";
import { type Period, periodFromNumber, periodNumber } from "#core/period";
import type { Money } from "#core/units";
import { intArray, textArray, type Tx } from "#platform/database";

/** An issued receipt as it is kept: the text of its content and the hash of the PDF that it renders to. */
export interface IssuedReceipt {
  readonly building: BuildingId;
  readonly account: AccountId;
  readonly period: Period;
  readonly templateVersion: string;
  /** `contentText` of the content. */
  readonly text: string;
  readonly pdfSha256: Buffer;
  readonly toPay: Money;
}

/** The receipts that accounts have of the month already; issuing again leaves them as they are. */
export async function listIssued(
  tx: Tx,
  of: { buildings: readonly BuildingId[]; period: Period },
): Promise<IssuedReceipt[]> {
  const rows = await tx.named<ReceiptRow>(
    "receipts.listIssued",
    `select distinct on (building_id, account_id) building_id, account_id, template_version, content, pdf_sha256, to_pay
     from receipts.receipts where building_id = any ($1::integer[]) and period = $2
     order by building_id, account_id, edition desc`,
    [intArray(of.buildings), periodNumber(of.period)],
  );
  return rows.map((row) => receiptFrom(row, of.period));
}

/** Who has a receipt of the month. */
export async function listIssuedAccounts(
  tx: Tx,
  of: { readonly buildings: readonly BuildingId[]; readonly period: Period },
): Promise<{ building: BuildingId; account: AccountId }[]> {
  return tx.named<{ building: BuildingId; account: AccountId }>(
    "receipts.listIssuedAccounts",
    `select distinct building_id as building, account_id as account from receipts.receipts
     where building_id = any ($1::integer[]) and period = $2`,
    [intArray(of.buildings), periodNumber(of.period)],
  );
}

export async function findIssued(
  tx: Tx,
  of: { building: BuildingId; account: AccountId; period: Period },
): Promise<IssuedReceipt | undefined> {
  const rows = await tx.named<ReceiptRow>(
    "receipts.findIssued",
    `select building_id, account_id, template_version, content, pdf_sha256, to_pay from receipts.receipts
     where building_id = $1 and account_id = $2 and period = $3 order by edition desc limit 1`,
    [of.building, of.account, periodNumber(of.period)],
  );
  return rows[0] && receiptFrom(rows[0], of.period);
}

/** Keeps issued receipts. One that another issued meanwhile stays as it is. */
export async function insertIssued(tx: Tx, receipts: readonly IssuedReceipt[]): Promise<void> {
  if (receipts.length === 0) return;
  const hex = (bytes: Uint8Array) => `\\x${Buffer.from(bytes).toString("hex")}`;
  await tx.query(
    `insert into receipts.receipts (building_id, account_id, period, template_version, content, pdf_sha256, to_pay)
     select * from unnest($1::integer[], $2::integer[], $3::integer[], $4::text[], $5::bytea[], $6::bytea[], $7::bigint[])
     on conflict do nothing`,
    [
      intArray(receipts.map((receipt) => receipt.building)),
      intArray(receipts.map((receipt) => receipt.account)),
      intArray(receipts.map((receipt) => periodNumber(receipt.period))),
      textArray(receipts.map((receipt) => receipt.templateVersion)),
      textArray(receipts.map((receipt) => hex(zstdCompressSync(receipt.text)))),
      textArray(receipts.map((receipt) => hex(receipt.pdfSha256))),
      intArray(receipts.map((receipt) => receipt.toPay)),
    ],
  );
}

/** How many receipts of a month each building has; one without any is absent. */
export async function countIssued(
  tx: Tx,
  of: { readonly buildings: readonly BuildingId[]; readonly period: Period },
): Promise<Map<BuildingId, number>> {
  const rows = await tx.query<{ building: BuildingId; receipts: number }>(
    `select building_id as building, count(distinct account_id)::integer as receipts from receipts.receipts
     where building_id = any ($1::integer[]) and period = $2 group by 1`,
    [intArray(of.buildings), periodNumber(of.period)],
  );
  return new Map(rows.map(({ building, receipts }) => [building, receipts]));
}

export async function insertBatch(
  tx: Tx,
  of: { organization: OrganizationId; period: Period; templateVersion: string },
): Promise<number> {
  const rows = await tx.query<{ batch_id: number }>(
    `insert into receipts.batches (organization_id, period, template_version, started_by) values ($1, $2, $3, $4) returning batch_id`,
    [of.organization, periodNumber(of.period), of.templateVersion, tx.scope.user ?? null],
  );
  return must(rows[0], "the new batch").batch_id;
}

export async function finishBatch(
  tx: Tx,
  of: { batch: number; receipts: number; fileName: string; fileSha256: Buffer },
): Promise<void> {
  await tx.query(
    "update receipts.batches set receipt_count = $2, file_name = $3, file_sha256 = $4 where batch_id = $1",
    [of.batch, of.receipts, of.fileName, of.fileSha256],
  );
}

export interface PrintBatch {
  readonly id: number;
  readonly organization: OrganizationId;
  readonly receipts: number | undefined;
  readonly fileName: string | undefined;
  readonly startedAt: Date;
}

export async function listBatches(
  tx: Tx,
  of: { organization?: OrganizationId | undefined; limit: number },
): Promise<(PrintBatch & { period: number })[]> {
  const rows = await tx.query<{
    batch_id: number;
    organization_id: number;
    period: number;
    receipt_count: number | null;
    file_name: string | null;
    started_at: Date;
  }>(
    `select batch_id, organization_id, period, receipt_count, file_name, started_at from receipts.batches
     where $1::integer is null or organization_id = $1 order by batch_id desc limit $2`,
    [of.organization ?? null, of.limit],
  );
  return rows.map((row) => ({
    id: row.batch_id,
    organization: row.organization_id as OrganizationId,
    period: row.period,
    receipts: row.receipt_count ?? undefined,
    fileName: row.file_name ?? undefined,
    startedAt: row.started_at,
  }));
}

interface ReceiptRow {
  building_id: number;
  account_id: number;
  template_version: string;
  content: Buffer;
  pdf_sha256: Buffer;
  to_pay: bigint;
}

const receiptFrom = (row: ReceiptRow, period: Period): IssuedReceipt => ({
  building: row.building_id as BuildingId,
  account: row.account_id as AccountId,
  period,
  templateVersion: row.template_version,
  text: zstdDecompressSync(row.content).toString(),
  pdfSha256: row.pdf_sha256,
  toPay: row.to_pay as Money,
});

/** The receipts issued to an account, newest first. */
export async function listReceiptsOf(
  tx: Tx,
  of: { building: BuildingId; account: AccountId },
): Promise<{ period: Period; edition: number; toPay: Money; issuedAt: Date }[]> {
  const rows = await tx.query<{ period: number; edition: number; toPay: bigint; issuedAt: Date }>(
    `select period, edition, to_pay as "toPay", issued_at as "issuedAt" from receipts.receipts
     where building_id = $1 and account_id = $2 order by issued_at desc, period desc`,
    [of.building, of.account],
  );
  return rows.map((row) => ({
    ...row,
    period: periodFromNumber(row.period),
    toPay: row.toPay as Money,
  }));
}
