import { writeFile } from "node:fs/promises";
import path from "node:path";
import { debtFileParts, type DebtRefusal, makeDebtFile } from "#flows/debt-registers";
import { debtWordsEn, debtWordsRu } from "#flows/debt-registers-words";
import type { Result } from "#core/result";
import { moneyText } from "#core/money";
import { parsePeriod, type Period } from "#core/period";
import { type DebtPlan, listDebtPlans } from "#modules/gateways";
import { withInstallation } from "./installation.ts";
import { CommandFailure, printResult } from "./terminal.ts";

export interface GatewayDebtsOptions {
  readonly make?: string;
  readonly month?: string;
  readonly file?: string;
  readonly out: string;
  readonly language: string;
  readonly json?: boolean;
}

/** Lists the agreed registers of debts and charges, makes the file of one, or gives a file again as it was made. */
export async function gatewayDebtsCommand(options: GatewayDebtsOptions): Promise<void> {
  const words = options.language === "ru" ? debtWordsRu : debtWordsEn;
  const allowed = <T>(result: Result<T, DebtRefusal>): T => {
    if (result.ok) return result.value;
    const sentence = words[result.refusal.code] as (of: DebtRefusal) => string;
    throw new CommandFailure(sentence(result.refusal));
  };
  await withInstallation(async ({ ctx }) => {
    let wanted = options.file === undefined ? undefined : numberOf(options.file);
    if (options.make !== undefined) {
      const period = options.month === undefined ? undefined : monthOf(options.month);
      wanted = allowed(await makeDebtFile(ctx, numberOf(options.make), { period }))?.id;
    }
    if (wanted === undefined) {
      const plans = await ctx.transaction(listDebtPlans);
      const lines = plans.map(
        (one) =>
          `${one.id} ${one.agentName}: ${one.content} of ${aboutOf(one)}, ${one.profile}, day ${one.dayOfMonth}${one.isActive ? "" : ", off"}`,
      );
      printResult(options.json, plans, lines);
      return;
    }
    const { file, parts } = allowed(await debtFileParts(ctx, wanted));
    const target = path.join(options.out, path.basename(file.name));
    // What lies there under the name is somebody's: it is not written over.
    await writeFile(target, parts, { flag: "wx" });
    printResult(options.json, { ...file, target }, [
      `file ${file.id} No ${file.number} ${target}: ${file.period}, ${file.rows} rows, ${moneyText(file.total)}`,
    ]);
  });
}

const aboutOf = ({ scope, organizationName, building }: DebtPlan): string =>
  scope === "city"
    ? "the city"
    : scope === "building"
      ? `building ${building ?? 0} (${organizationName})`
      : organizationName;

function monthOf(text: string): Period {
  const month = parsePeriod(text);
  if (month === undefined) throw new CommandFailure(`"${text}" is not a month: write 2026-10.`);
  return month;
}

function numberOf(text: string): number {
  if (!/^[1-9]\d{0,8}$/.test(text)) throw new CommandFailure(`"${text}" is not a number of the list.`);
  return Number(text);
}
