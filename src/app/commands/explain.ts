import type { Period } from "#core/period";
import { explainCharges, type ExplainRefusal } from "#flows/explain";
import { renderExplanation } from "#modules/charging";
import { withInstallation } from "./installation.ts";
import { CommandFailure, printResult } from "./terminal.ts";

interface ExplainOptions {
  readonly account: string;
  readonly period: Period;
  readonly service?: string;
  readonly language: string;
  readonly json?: boolean;
}

export async function explainCommand(options: ExplainOptions): Promise<void> {
  const { language } = options;
  if (language !== "ru" && language !== "en") throw new CommandFailure("--language is ru or en.");
  await withInstallation(async ({ ctx }) => {
    const explained = await explainCharges(ctx, options);
    if (!explained.ok) throw new CommandFailure(sentence(explained.refusal));
    printResult(
      options.json,
      explained.value.services.map(({ service, explanation }) => ({ ...explanation, service: service.code })),
      explained.value.services.map(({ service, explanation }) =>
        renderExplanation(
          explanation,
          language,
          language === "ru" ? service.nameRu : service.nameEn,
          explained.value.providers,
        ),
      ),
    );
  });
}

function sentence(refusal: ExplainRefusal): string {
  switch (refusal.code) {
    case "explain.account_not_found":
      return `There is no account ${refusal.account}.`;
    case "explain.not_charged":
      return `Account ${refusal.account} has no approved charges for ${refusal.period}.`;
    case "explain.service_unknown":
      return `There is no service ${refusal.service}. Codes are like HEATING, COLD_WATER, HOT_WATER.`;
    case "explain.service_not_charged":
      return `${refusal.service} was not charged to this account for ${refusal.period}.`;
  }
}
