import { createHash } from "node:crypto";
import { zstdDecompressSync } from "node:zlib";
import { type Finding, findingOf, type Snapshot, together } from "./snapshot.ts";

/**
 * Renders an issued receipt anew from its kept content. Gives undefined for a template that this version of the
 * program does not know any more.
 */
export type ReceiptRenderer = (receipt: {
  readonly text: string;
  readonly templateVersion: string;
}) => Uint8Array | undefined;

const PAGE = 500;

/** I11. The kept content must render to the very bytes whose hash was stored when the receipt was issued. */
export async function rendersTheSame(snapshot: Snapshot, render: ReceiptRenderer): Promise<Finding> {
  const findings: Finding[] = [];
  let after: ReceiptRow = {
    building_id: 0,
    account_id: 0,
    period: 0,
    edition: 0,
    template_version: "",
    content: NO_BYTES,
    pdf_sha256: NO_BYTES,
  };
  for (;;) {
    const rows = await snapshot.query<ReceiptRow>(
      `select building_id, account_id, period, edition, template_version, content, pdf_sha256 from receipts.receipts
       where (building_id, account_id, period, edition) > ($1, $2, $3, $4) order by 1, 2, 3, 4 limit ${PAGE}`,
      [after.building_id, after.account_id, after.period, after.edition],
    );
    const last = rows.at(-1);
    if (!last) return together(findings);
    findings.push(
      findingOf(
        rows.length,
        rows.flatMap((row) => {
          const why = differenceOf(row, render);
          return why
            ? [`receipt of account_id ${row.account_id}, ${row.period}, edition ${row.edition}: ${why}`]
            : [];
        }),
      ),
    );
    after = last;
  }
}

function differenceOf(row: ReceiptRow, render: ReceiptRenderer): string | undefined {
  try {
    const text = zstdDecompressSync(row.content).toString();
    const pdf = render({ text, templateVersion: row.template_version });
    if (!pdf) return `no template ${row.template_version} to render it with`;
    return createHash("sha256").update(pdf).digest().equals(row.pdf_sha256)
      ? undefined
      : "renders to other bytes than when it was issued";
  } catch (error) {
    return `cannot be rendered: ${error instanceof Error ? error.message : String(error)}`;
  }
}

const NO_BYTES: Buffer = Buffer.alloc(0);

interface ReceiptRow {
  readonly building_id: number;
  readonly account_id: number;
  readonly period: number;
  readonly edition: number;
  readonly template_version: string;
  readonly content: Buffer;
  readonly pdf_sha256: Buffer;
}
