import { contentFromText, renderReceipt } from "#modules/receipts";
import { type Verdict, verify } from "#modules/reporting";
import { withInstallation } from "./installation.ts";
import { CommandFailure, printResult, seconds } from "./terminal.ts";

export async function verifyCommand(options: { json?: boolean }): Promise<void> {
  await withInstallation(async ({ database }) => {
    const began = performance.now();
    const verdicts: Verdict[] = [];
    for await (const verdict of verify(database, {
      renderReceipt: ({ text }) => renderReceipt(contentFromText(text)),
    })) {
      verdicts.push(verdict);
      if (!options.json) process.stdout.write(`${linesOf(verdict).join("\n")}\n`);
    }
    const broken = verdicts.filter((verdict) => !verdict.ok);
    printResult(options.json, verdicts, [
      broken.length === 0
        ? `All ${verdicts.length} invariants hold. ${seconds(began)}`
        : `${broken.length} invariants are broken. ${seconds(began)}`,
    ]);
    if (broken.length > 0)
      throw new CommandFailure(`Broken: ${broken.map((verdict) => verdict.id).join(", ")}`);
  });
}

function linesOf(verdict: Verdict): string[] {
  const state = verdict.note
    ? `not checked: ${verdict.note.en}`
    : verdict.ok
      ? `ok, ${verdict.checked} checked`
      : `BROKEN, ${verdict.broken} of ${verdict.checked}`;
  return [
    `${verdict.id.padEnd(4)} ${verdict.sentence.en} ${state}`,
    ...verdict.counterExamples.map((example) => `       ${example}`),
  ];
}
