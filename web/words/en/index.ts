import { addressWords } from "./addresses.ts";
import { tariffWords } from "./tariffs.ts";
import { meteringWords } from "./metering.ts";
import { shellWords } from "./shell.ts";
import { uiWords } from "./ui.ts";
import { onlineWords } from "./online.ts";
import { paymentWords } from "./payments.ts";
import { receiptWords } from "./receipts.ts";
import { chargingWords } from "./charging.ts";
import { homeWords } from "./home.ts";
import { accountWords } from "./accounts.ts";

/**
 * The sentences that every visit loads, in English: the list that every other language must hold. Those of pages that
 * are opened seldom are in late.ts and come with the page.
 */
export default {
  ...chargingWords,
  ...homeWords,
  ...accountWords,
  ...uiWords,
  ...paymentWords,
  ...onlineWords,
  ...receiptWords,
  ...shellWords,
  ...meteringWords,
  ...addressWords,
  ...tariffWords,
} as const;
