import { accountFactWords } from "./account-facts.ts";
import { noticeWords } from "./notices.ts";
import { inboxWords } from "./inbox.ts";
import { certificateWords } from "./certificates.ts";
import { residentAccessWords } from "./resident-access.ts";
import { allocatorWords } from "./allocators.ts";
import { tariffCorrectionWords } from "./tariff-corrections.ts";
import { settlementWords } from "./settlements.ts";
import { penaltyRuleWords } from "./penalty-rules.ts";
import { snilsWords } from "./snils.ts";
import { subsidyRegisterWords } from "./subsidy-registers.ts";
import { documentWords } from "./documents.ts";
import { fileWords } from "./files.ts";
import { formulaWords } from "./formulas.ts";
import type { LateSentences } from "../words.ts";
import { reconcileWords } from "./reconcile.ts";
import { suspenseWords } from "./suspense.ts";
import { benefitWords } from "./benefits.ts";
import { failureWords } from "./failures.ts";
import { recalculationWords } from "./recalculation.ts";
import { gisWords } from "./gis.ts";
import { registerWords } from "./registers.ts";
import { agentWords } from "./agents.ts";
import { debtWords } from "./debts.ts";
import { dropWords } from "./drops.ts";
import { cashWords } from "./cash.ts";
import { waitWords } from "./waits.ts";
import { autopayWords } from "./autopay.ts";
import { companyWords } from "./company.ts";

export default {
  ...accountFactWords,
  ...noticeWords,
  ...inboxWords,
  ...certificateWords,
  ...residentAccessWords,
  ...allocatorWords,
  ...settlementWords,
  ...tariffCorrectionWords,
  ...penaltyRuleWords,
  ...snilsWords,
  ...subsidyRegisterWords,
  ...documentWords,
  ...fileWords,
  ...formulaWords,
  ...reconcileWords,
  ...suspenseWords,
  ...failureWords,
  ...benefitWords,
  ...recalculationWords,
  ...registerWords,
  ...agentWords,
  ...debtWords,
  ...dropWords,
  ...cashWords,
  ...gisWords,
  ...waitWords,
  ...autopayWords,
  ...companyWords,
} satisfies LateSentences;
