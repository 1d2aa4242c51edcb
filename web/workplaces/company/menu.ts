import { entries, type MenuEntry } from "../menu.ts";

/** The workplace of a management company: its accountant begins with a person at the desk. */
export const companyMenu: readonly MenuEntry[] = [
  entries.home,
  entries.accounts,
  entries.readings,
  entries.payments,
  entries.online,
  entries.runs,
  entries.settlements,
  entries.inbox,
  entries.notices,
  entries.print,
  entries.tariffs,
  entries.benefits,
  entries.addresses,
  entries.site,
];
