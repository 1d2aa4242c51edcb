import { createHash } from "node:crypto";
import type { UserId } from "#core/ids";
import { type Result, refuse } from "#core/result";
import { listUsers } from "#modules/access";
import { findAccountLines } from "#modules/accounts";
import { familyOf, readStatement, statementProblemSentence } from "#modules/gateways";
import {
  findStatement,
  type KeptLine,
  type KeptOutcome,
  type KeptStatement,
  listOutcomes,
  listStatementLines,
  listStatements,
  matchAwaiting,
  type StatementRefusal,
  type StatementTaken,
  takeStatements,
} from "#modules/payments";
import type { Ctx } from "#platform/context";
import type { Tx } from "#platform/database";
import { within } from "#platform/deed";
import { confirmOrders } from "./order-confirmations.ts";

/** So many problems are told of a file that is refused; a person corrects the first, and the rest are often its echo. */
const PROBLEMS_TOLD = 5;

/**
 * Takes a bank's file: reads it, keeps each line once, and finds for each line of money in what it is. All or nothing:
 * a file with one problem is not taken. The same bytes again are refused, and say which statement they were.
 */
export async function takeStatementFile(
  ctx: Ctx,
  file: { readonly name: string; readonly bytes: Uint8Array },
  language: "ru" | "en",
): Promise<Result<readonly StatementTaken[], StatementRefusal>> {
  const read = readStatement(file.bytes);
  if (read.refusals.length > 0) {
    return refuse({
      code: "statements.file_refused",
      count: read.refusals.length,
      problems: read.refusals
        .slice(0, PROBLEMS_TOLD)
        .map((problem) => statementProblemSentence(language, problem)),
    });
  }
  const taken = await takeStatements(
    ctx,
    {
      hash: createHash("sha256").update(file.bytes).digest(),
      name: file.name,
      body: file.bytes,
      format: read.format,
      family: familyOf(read.format),
    },
    read.statements,
  );
  // Money of an earlier statement may have waited for what this one settles together with it.
  if (taken.ok) {
    await matchAwaiting(ctx);
    await confirmOrders(ctx);
  }
  return taken;
}

export interface StatementRow extends KeptStatement {
  readonly recordedByName: string | undefined;
}

/** Statements in sight, newest first. */
export async function statementsTaken(
  ctx: Ctx,
  of: { readonly before?: number | undefined; readonly limit: number },
): Promise<StatementRow[]> {
  return ctx.transaction(async (tx) => named(ctx, tx, await listStatements(tx, of)));
}

async function named(ctx: Ctx, tx: Tx, statements: readonly KeptStatement[]): Promise<StatementRow[]> {
  const names = new Map<UserId, string>(
    (await listUsers(within(ctx, tx))).map((user) => [user.id, user.name]),
  );
  return statements.map((one) => ({
    ...one,
    recordedByName: one.recordedBy === undefined ? undefined : names.get(one.recordedBy),
  }));
}

export interface LineWithOutcome extends KeptLine {
  readonly outcomes: readonly (KeptOutcome & { readonly number: string | undefined })[];
}

export interface StatementWithLines extends StatementRow {
  readonly lines: readonly LineWithOutcome[];
}

/** One statement with its lines and what became of each; five thousand lines are a statement of a very busy day. */
export async function statementWithLines(
  ctx: Ctx,
  statement: number,
): Promise<Result<StatementWithLines, StatementRefusal>> {
  return ctx.transaction(async (tx) => {
    const found = await findStatement(tx, statement);
    const [row] = found ? await named(ctx, tx, [found]) : [];
    if (!row) return refuse({ code: "statements.not_found", statement });
    const lines = await listStatementLines(tx, { statement, limit: 5_000 });
    const outcomes = await listOutcomes(
      tx,
      lines.map(({ id }) => id),
    );
    const places = outcomes.flatMap(({ payment, account }) =>
      payment && account !== undefined ? [{ building: payment.building, account }] : [],
    );
    const numbers = new Map(
      (places.length === 0 ? [] : await findAccountLines(tx, places)).map((line) => [
        line.account,
        line.number,
      ]),
    );
    const byLine = Map.groupBy(outcomes, ({ line }) => line);
    return {
      ok: true,
      value: {
        ...row,
        lines: lines.map((line) => ({
          ...line,
          outcomes: (byLine.get(line.id) ?? []).map((one) => ({
            ...one,
            number: one.account === undefined ? undefined : numbers.get(one.account),
          })),
        })),
      },
    };
  });
}
