import { readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { runVectors, type VectorResult } from "#modules/charging";
import { allocationVectors } from "#modules/payments";
import { codeVectors } from "#modules/receipts";
import { CommandFailure, printResult } from "./terminal.ts";

/** The vectors that come with the product: every area of the law. */
const OWN_VECTORS = fileURLToPath(
  new URL("../../modules/charging/vectors/charge-vectors.json", import.meta.url),
);

/** Runs vectors, its own where no file is named, through the product's formulas. Needs no database. */
export async function vectorsCommand(
  files: readonly string[],
  options: { area?: string; json?: boolean },
): Promise<void> {
  const results: VectorResult[] = [];
  const areas = options.area?.split(",").map((area) => area.trim().toUpperCase());
  for (const file of files.length > 0 ? files : [OWN_VECTORS]) {
    const document = await parsed(file);
    results.push(
      ...runVectors(document, { PAY: allocationVectors, QR: codeVectors }).filter(
        (result) => !areas || areas.some((area) => result.id.startsWith(area)),
      ),
    );
  }
  if (results.length === 0) throw new CommandFailure("No vector matches.");
  const failed = results.filter((result) => !result.ok);
  printResult(options.json, results, [
    ...results.map(
      (result) => `${result.ok ? "ok    " : "FAILED"} ${result.id}${result.ok ? "" : `  ${result.why}`}`,
    ),
    `${results.length - failed.length} passed, ${failed.length} failed`,
  ]);
  if (failed.length > 0) process.exitCode = 1;
}

async function parsed(file: string): Promise<unknown> {
  const text = await readFile(file, "utf8").catch((error: NodeJS.ErrnoException) => {
    throw new CommandFailure(`${file} cannot be read: ${error.code ?? error.message}`);
  });
  try {
    return JSON.parse(text) as unknown;
  } catch (error) {
    throw new CommandFailure(
      `${file} is not JSON: ${error instanceof Error ? error.message : String(error)}`,
    );
  }
}
