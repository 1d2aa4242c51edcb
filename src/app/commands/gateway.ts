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
  readStatement,
  type ReadStatements,
  type RegisterProfile,
  registerRefusalSentence,
  STATEMENT_FORMATS,
  type StatementFormat,
  statementProblemSentence,
} from "#modules/gateways";
import { CommandFailure, printResult, roubles } from "./terminal.ts";

export interface GatewayReadOptions {
  readonly profile?: string;
  readonly companion?: string;
  readonly language: string;
  readonly json?: boolean;
}

/** Reads a register or a bank's statement and says what was found; posts nothing and needs no database. */
export async function gatewayReadCommand(file: string, options: GatewayReadOptions): Promise<void> {
  const language = options.language === "ru" ? "ru" : "en";
  const given = await fileAt(file);
  const statement = STATEMENT_FORMATS.find((format) => format === options.profile);
  if (statement) return readStatementFile(given.bytes, statement, { language, json: options.json });
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

/** A bank's statement by one of its forms: balances, lines, what is wrong. */
function readStatementFile(
  bytes: Uint8Array,
  format: StatementFormat,
  { language, json }: { readonly language: "ru" | "en"; readonly json: boolean | undefined },
): void {
  const read = readStatement(bytes, format);
  const said = (problems: ReadStatements["refusals"]) =>
    problems.map((problem) => ({ ...problem, sentence: statementProblemSentence(language, problem) }));
  const refusals = said(read.refusals);
  const warnings = said(read.warnings);
  printResult(json, { ...read, refusals, warnings }, [
    ...read.statements.flatMap((statement) => [
      `${statement.account}, ${statement.from} to ${statement.to}, ${statement.currency}`,
      ...statement.lines.map((line) =>
        [
          String(line.line).padStart(6),
          line.date,
          `${line.direction === "in" ? "" : "-"}${roubles(line.amount)}`.padStart(15),
          line.number.padEnd(8),
          line.counterparty.name,
        ].join("  "),
      ),
      ...(statement.opening === undefined || statement.closing === undefined
        ? []
        : [`opening ${roubles(statement.opening)}, closing ${roubles(statement.closing)}`]),
    ]),
    ...warnings.map(({ sentence }) => `? ${sentence}`),
    ...refusals.map(({ sentence }) => `! ${sentence}`),
  ]);
  if (refusals.length > 0) throw new CommandFailure("The statement is refused; none of it may be taken.");
}

export function gatewayProfilesCommand(options: { readonly json?: boolean }): void {
  printResult(
    options.json,
    [...BUILT_IN_PROFILES, ...STATEMENT_FORMATS.map((code) => ({ code, kind: "statement" }))],
    [
      ...BUILT_IN_PROFILES.map(
        ({ code, definition }) => `${code.padEnd(18)} ${definition.kind.padEnd(9)} ${definition.title}`,
      ),
      ...STATEMENT_FORMATS.map(
        (code) => `${code.padEnd(18)} ${"statement".padEnd(9)} ${STATEMENT_TITLES[code]}`,
      ),
    ],
  );
}

const STATEMENT_TITLES: Readonly<Record<StatementFormat, string>> = {
  "1c-statement": "1CClientBankExchange, windows-1251 or cp866",
  camt053: "ISO 20022 camt.053, statement of an account",
  camt054: "ISO 20022 camt.054, notification of entries",
  mt940: "SWIFT MT940",
};

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
    const known = [...BUILT_IN_PROFILES.map(({ code }) => code), ...STATEMENT_FORMATS].join(", ");
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
