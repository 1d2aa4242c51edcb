import { writeFile } from "node:fs/promises";
import type { Period } from "#core/period";
import { type Money, NOTHING } from "#core/units";
import { socialRegister } from "#flows/benefit-register";
import { socialRegisterCsv, socialRegisterXlsx } from "#modules/gateways";
import { nameOf, organizationsOf, withInstallation } from "./installation.ts";
import { CommandFailure, printResult, roubles } from "./terminal.ts";

interface BenefitsOptions {
  readonly period: Period;
  readonly organization: string;
  readonly out?: string;
  readonly language: string;
  readonly json?: boolean;
}

/** The register of a month for the social office, as a file by its ending. */
export async function benefitsCommand(options: BenefitsOptions): Promise<void> {
  const { language, period } = options;
  if (language !== "ru" && language !== "en") throw new CommandFailure("--language is ru or en.");
  await withInstallation(async ({ ctx }) => {
    const [organization] = await organizationsOf(ctx, options.organization);
    if (!organization) throw new CommandFailure("No such organization.");
    const out = options.out ?? `benefits-${organization.code}-${period}.xlsx`;
    if (!/\.(csv|xlsx)$/.test(out)) throw new CommandFailure("--out ends with .csv or .xlsx.");
    const made = await socialRegister(ctx, { organization: organization.id, period, language });
    if (!made.ok) throw new CommandFailure("No such organization.");
    const rows = made.value;
    await writeFile(
      out,
      out.endsWith(".csv")
        ? [...socialRegisterCsv(rows, language)].join("")
        : await socialRegisterXlsx(rows, language),
    );
    const total = rows.reduce((sum, row) => (sum + row.amount) as Money, NOTHING);
    printResult(options.json, { file: out, rows: rows.length, total }, [
      `${nameOf(organization)}, ${period}: ${rows.length} rows, ${roubles(total)}, written to ${out}`,
    ]);
  });
}
