import type { Language } from "#platform/http";
import { paths } from "../../web/paths.ts";
import { startPageWords as en } from "../words/en/start-page.ts";
import { startPageWords as ru } from "../words/ru/start-page.ts";

const ACCOUNTANT = "accountant@zarechye.example";
const OPERATOR = "operator@eirc.example";
/** The story's own account: Ivanova, whose hot water of November is 1,510.02. */
const IVANOVA = "4400110010";

/** Where each of the five leads, and as whom; the sentences stand in the same order. */
const DOORS: readonly { readonly as: string; readonly next: string }[] = [
  {
    as: ACCOUNTANT,
    next: paths.account(IVANOVA, { tab: "charges", period: "2026-11", why: "2026-11.HOT_WATER" }),
  },
  { as: OPERATOR, next: paths.runs() },
  { as: ACCOUNTANT, next: paths.readingsEntry() },
  { as: ACCOUNTANT, next: paths.account(IVANOVA, { tab: "payments" }) },
  { as: ACCOUNTANT, next: paths.print() },
];

export interface ThingToTry {
  readonly name: string;
  readonly about: string;
  readonly href: string;
}

/** For a newcomer to the demo town: each link leads through the door to its place in the town. */
export function thingsToTry(language: Language): ThingToTry[] {
  const { things } = language === "ru" ? ru : en;
  return things.map((thing, at) => ({ ...thing, href: paths.signIn(DOORS[at]) }));
}

/** The door with a person chosen. */
export const doorOf = (login: string): string => paths.signIn({ as: login });
