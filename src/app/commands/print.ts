import type { Period } from "#core/period";
import { printReceipts, type ReceiptRefusal } from "#flows/issue-receipts";
import type { Language } from "#modules/receipts";
import { writeWholeFile } from "#platform/whole-file";
import { nameOf, organizationsOf, withInstallation } from "./installation.ts";
import { CommandFailure, type Progress, printResult, progressBar, seconds } from "./terminal.ts";

interface PrintOptions {
  readonly period: Period;
  readonly organization: string;
  readonly out?: string;
  readonly language: string;
  readonly duplex?: boolean;
  readonly json?: boolean;
}

export async function printCommand(options: PrintOptions): Promise<void> {
  if (options.language !== "ru" && options.language !== "en")
    throw new CommandFailure("--language is ru or en.");
  const language: Language = options.language;
  await withInstallation(async ({ ctx }) => {
    const [organization] = await organizationsOf(ctx, options.organization);
    if (!organization) throw new CommandFailure("No such organization.");
    const began = performance.now();
    const out = options.out ?? `receipts-${organization.code}-${options.period}.pdf`;
    let bar: Progress | undefined;
    const printed = await writeWholeFile(
      out,
      (write) =>
        printReceipts(ctx, {
          organization: organization.id,
          period: options.period,
          language,
          duplex: options.duplex === true,
          fileName: out,
          write,
          onTotal: (total) => {
            bar = progressBar("print", total, options.json);
          },
          onReceipt: (done) => bar?.to(done),
        }),
      (made) => made.ok,
    );
    bar?.end();
    if (!printed.ok) throw new CommandFailure(sentence(printed.refusal, nameOf(organization)));
    const { receipts, pages, bytes, sha256 } = printed.value;
    printResult(options.json, { file: out, ...printed.value }, [
      `${out}: ${receipts} receipts on ${pages} sides, ${(bytes / 1_000_000).toFixed(1)} MB, in ${seconds(began)}`,
      `sha256 ${sha256}`,
    ]);
  });
}

function sentence(refusal: ReceiptRefusal, name: string): string {
  switch (refusal.code) {
    case "receipts.not_charged":
      return `${name}: no approved run of ${refusal.period}. Charge and approve the month first.`;
    case "receipts.no_requisites":
      return `${refusal.organization} has no bank account for ${name}'s receipts. Enter its requisites first.`;
  }
}
