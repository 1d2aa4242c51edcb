import type { Day } from "#core/day";
import type { AccountId, BuildingId } from "#core/ids";
import type { Tx } from "#platform/database";
import type { Language } from "../model.ts";
import { plainFromText, plainText } from "../rules/content-text.ts";
import {
  type Certificate,
  type CertificateContent,
  type CertificateKind,
  CERTIFICATE_TEMPLATE,
} from "./model.ts";

interface CertificateRow {
  readonly building: BuildingId;
  readonly no: number;
  readonly account: AccountId;
  readonly kind: CertificateKind;
  readonly year: number | null;
  readonly language: Language;
  readonly issued_on: Day;
  readonly issued_at: Date;
  readonly is_ordered: boolean;
  readonly code: string;
  readonly content: string;
}

const COLUMNS = `building_id as building, certificate_no as no, account_id as account, kind, year, language, issued_on,
  issued_at, login_id is not null as is_ordered, code, content`;

const certificateOf = ({ issued_on, issued_at, is_ordered, ...row }: CertificateRow): Certificate => ({
  ...row,
  year: row.year ?? undefined,
  issuedOn: issued_on,
  issuedAt: issued_at,
  isOrdered: is_ordered,
  content: plainFromText<CertificateContent>(row.content),
});

/** Of an account, the newest first. */
export async function listCertificates(
  tx: Tx,
  of: { readonly building: BuildingId; readonly account: AccountId; readonly limit: number },
): Promise<Certificate[]> {
  const rows = await tx.query<CertificateRow>(
    `select ${COLUMNS} from receipts.certificates where building_id = $1 and account_id = $2
     order by certificate_no desc limit $3`,
    [of.building, of.account, of.limit],
  );
  return rows.map(certificateOf);
}

export async function findCertificate(
  tx: Tx,
  of: { readonly building: BuildingId; readonly no: number },
): Promise<Certificate | undefined> {
  const rows = await tx.query<CertificateRow>(
    `select ${COLUMNS} from receipts.certificates where building_id = $1 and certificate_no = $2`,
    [of.building, of.no],
  );
  return rows[0] && certificateOf(rows[0]);
}

/** Certificates of a building are numbered one after another; gives the next number. */
export async function lockNextCertificate(tx: Tx, building: BuildingId): Promise<number> {
  await tx.query("select pg_advisory_xact_lock(hashtext('receipts.certificates'), $1)", [building]);
  const rows = await tx.query<{ no: number }>(
    "select coalesce(max(certificate_no), 0) + 1 as no from receipts.certificates where building_id = $1",
    [building],
  );
  return rows[0]?.no ?? 1;
}

export async function insertCertificate(
  tx: Tx,
  of: {
    readonly building: BuildingId;
    readonly no: number;
    readonly account: AccountId;
    readonly content: CertificateContent;
    readonly login: number | undefined;
  },
): Promise<void> {
  const { content } = of;
  await tx.query(
    `insert into receipts.certificates (building_id, certificate_no, account_id, kind, year, language, issued_on, login_id,
       issued_by, code, template_version, content)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)`,
    [
      of.building,
      of.no,
      of.account,
      content.kind,
      content.year ?? null,
      content.language,
      content.on,
      of.login ?? null,
      of.login === undefined ? (tx.scope.user ?? null) : null,
      content.code,
      CERTIFICATE_TEMPLATE,
      plainText(content),
    ],
  );
}
