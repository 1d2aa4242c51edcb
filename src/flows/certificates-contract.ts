import { z } from "zod";
import { instant, numberInPath } from "#platform/http/wire";
import { CERTIFICATE_KINDS } from "#modules/receipts";
import type { CertificateKind } from "#modules/receipts";
import type { Money } from "#core/units";
import type { AccountAround } from "./private-account-contract.ts";
import type { FormState } from "./resident-pages-contract.ts";

/* Certificates: pages of the private account and the public one, and what the account card asks for. */

/** A certificate on a list. */
export interface CertificateLine {
  /** Within the house, for its address. */
  readonly no: number;
  /** "12-7". */
  readonly number: string;
  readonly kind: CertificateKind;
  readonly year: number | undefined;
  readonly issuedOn: string;
  readonly language: "ru" | "en";
}

export interface OwnDocumentsPage {
  readonly page: "lk.documents";
  readonly around: AccountAround;
  readonly form: FormState;
  /** Years of which payments and charges can be asked, the newest first. */
  readonly years: readonly number[];
  /** The newest first. */
  readonly certificates: readonly CertificateLine[];
  /** Made just now, or before on this day with the same words. */
  readonly made: string | undefined;
}

/** What a stranger with the paper in their hands is told. */
export interface CheckedCertificate extends CertificateLine {
  readonly company: string;
  /** "4400••••10". */
  readonly account: string;
  readonly address: string;
  /** Of no debt: nothing; of the state: what is owed; else the year's sum. */
  readonly amount: Money;
  readonly overdue: Money;
}

export interface CheckPage {
  readonly page: "check";
  readonly form: FormState;
  readonly found: CheckedCertificate | undefined;
}

export type CertificatePage = OwnDocumentsPage | CheckPage;

export const CertificatesPath = z.strictObject({ number: z.string().regex(/^\d{1,20}$/) });
export const CertificatePath = CertificatesPath.extend({ no: numberInPath });
export const CertificateBody = z
  .strictObject({
    kind: z.enum(CERTIFICATE_KINDS),
    year: z.int().min(2000).max(2100).optional().meta({ description: "Of payments and charges." }),
    language: z.enum(["ru", "en"]),
  })
  .meta({ examples: [{ kind: "payments", year: 2026, language: "ru" }] });

const EXAMPLE = {
  no: 7,
  number: "12-7",
  kind: "payments",
  year: 2026,
  language: "ru",
  issuedOn: "2026-11-23",
  issuedAt: "2026-11-23T09:15:00.000Z",
  isOrdered: true,
};

const line = z.object({
  no: z.int().meta({ description: "Within the building." }),
  number: z.string().meta({ description: 'As it stands on the paper: "12-7".' }),
  kind: z.enum(CERTIFICATE_KINDS),
  year: z.int().optional(),
  language: z.enum(["ru", "en"]),
  issuedOn: z.iso.date(),
  issuedAt: instant,
  isOrdered: z.boolean().meta({ description: "A resident ordered it in the private account." }),
});
export const CertificateResponse = line.meta({ examples: [EXAMPLE] });
export const CertificatesResponse = z
  .object({
    years: z.array(z.int()),
    certificates: z.array(line),
  })
  .meta({ examples: [{ years: [2026, 2025], certificates: [EXAMPLE] }] });
