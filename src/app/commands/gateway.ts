import { readFile } from "node:fs/promises";
import path from "node:path";
import { fromMillionths, toDecimal } from "#core/exact";
import {
  BUILT_IN_PROFILES,
  builtInProfile,
  detectionSentence,
  detectProfile,
  ProfileDefinition,
  readRegister,
  type ReadRegister,
  type RegisterProfile,
  registerRefusalSentence,
} from "#modules/gateways";
import { CommandFailure, printResult, roubles } from "./terminal.ts";

export interface GatewayReadOptions {
  readonly profile?: string;
  readonly companion?: string;
  readonly language: string;
  readonly json?: boolean;
}

/** Reads a register and says what was found; posts nothing and needs no database. */
export async function gatewayReadCommand(file: string, options: GatewayReadOptions): Promise<void> {
  const language = options.language === "ru" ? "ru" : "en";
  const given = await fileAt(file);
  if (options.profile === undefined) {
    const candidates = await detectProfile(given, BUILT_IN_PROFILES);
    printResult(
      options.json,
      candidates.map(({ profile, score, reads, reasons }) => ({
        profile: profile.code,
        score,
        reads,
        reasons,
      })),
      candidates.flatMap(({ profile, reads, reasons }) => [
        `${reads ? "reads " : "      "} ${profile.code}`,
        ...reasons.map((reason) => `         ${detectionSentence(reason, language)}`),
      ]),
    );
    throw new CommandFailure(
      candidates.length === 0 ? "No profile fits." : "Name one of these profiles with --profile.",
    );
  }
  const companion = options.companion === undefined ? undefined : await fileAt(options.companion);
  const read = await readRegister(given, await profileNamed(options.profile), { companion });
  const sentences = read.refusals.map((refusal) => registerRefusalSentence(refusal, language));
  printResult(
    options.json,
    {
      ...read,
      refusals: read.refusals.map((refusal, index) => ({ ...refusal, sentence: sentences[index] })),
    },
    [...rowLines(read), ...sentences.map((sentence) => `! ${sentence}`), totalLine(read)],
  );
  if (read.refusals.length > 0) throw new CommandFailure("The register is refused; none of it may be taken.");
}

export function gatewayProfilesCommand(options: { readonly json?: boolean }): void {
  printResult(
    options.json,
    BUILT_IN_PROFILES,
    BUILT_IN_PROFILES.map(
      ({ code, definition }) => `${code.padEnd(18)} ${definition.kind.padEnd(9)} ${definition.title}`,
    ),
  );
}

const rowLines = (read: ReadRegister): string[] =>
  read.rows.map((row) =>
    [
      String(row.line).padStart(6),
      row.paidOn,
      row.account.padEnd(13),
      roubles(row.amount).padStart(14),
      row.operation,
      ...row.readings.map(({ meter, value }) => `${meter}=${toDecimal(fromMillionths(value), 6)}`),
    ].join("  "),
  );

function totalLine({ counted, order, encoding, mark }: ReadRegister): string {
  const parts = [
    `${counted.count} rows`,
    roubles(counted.total),
    ...(counted.net === undefined ? [] : [`to transfer ${roubles(counted.net)}`]),
    ...(counted.fee === undefined ? [] : [`fee ${roubles(counted.fee)}`]),
    ...(order ? [`payment order ${order.number}${order.date ? ` of ${order.date}` : ""}`] : []),
    `${encoding}${mark ? " with BOM" : ""}`,
  ];
  return parts.join(", ");
}

/** A profile of the product by its code, or one of your own from a JSON file. */
async function profileNamed(name: string): Promise<RegisterProfile> {
  const builtIn = builtInProfile(name);
  if (builtIn) return builtIn;
  if (!name.endsWith(".json")) {
    const known = BUILT_IN_PROFILES.map(({ code }) => code).join(", ");
    throw new CommandFailure(`There is no profile ${name}. Known: ${known}; or name a JSON file.`);
  }
  const { bytes } = await fileAt(name);
  let written: unknown;
  try {
    written = JSON.parse(new TextDecoder().decode(bytes));
  } catch (error) {
    throw new CommandFailure(
      `${name} is not JSON: ${error instanceof Error ? error.message : String(error)}`,
    );
  }
  const parsed = ProfileDefinition.safeParse(written);
  if (parsed.success) return { code: path.basename(name, ".json"), version: 1, definition: parsed.data };
  const faults = parsed.error.issues.map((issue) => `  ${issue.path.join(".")}: ${issue.message}`);
  throw new CommandFailure([`${name} is no profile:`, ...faults].join("\n"));
}

async function fileAt(name: string): Promise<{ name: string; bytes: Uint8Array }> {
  const bytes = await readFile(name).catch((error: NodeJS.ErrnoException) => {
    throw new CommandFailure(`${name} cannot be read: ${error.code ?? error.message}`);
  });
  return { name: path.basename(name), bytes };
}
