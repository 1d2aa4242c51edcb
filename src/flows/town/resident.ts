import { must } from "#core/assert";
import { activate, DATA_CONSENT_VERSION, issueSlips } from "#modules/residents";
import { allowed, type Town } from "./town.ts";

/** Ivanova of the story signs in to the private account: by the slip that her company gave her. */
export const DEMO_RESIDENT = {
  name: "ivanova@severoozersk.example",
  password: "severoozersk-2026",
  account: "4400110010",
} as const;

/** Opens the private account of the story's resident, where her house stands. */
export async function letResidentIn({ ctx, ids }: Town): Promise<void> {
  const { name, password, account } = DEMO_RESIDENT;
  if (!ids.accounts.has(account)) return;
  const slip = must(allowed(await issueSlips(ctx, [account]))[0], "a slip of the story's account");
  const input = {
    number: account,
    code: slip.code,
    name,
    password,
    language: "ru",
    consentVersion: DATA_CONSENT_VERSION,
  } as const;
  allowed(await activate(ctx.database, input, { remoteAddress: "127.0.0.1", userAgent: "demo town" }));
}
