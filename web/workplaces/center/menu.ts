import { entries, type MenuEntry } from "../menu.ts";

/** The workplace of the billing center: its operator begins with the month of all organizations. */
export const centerMenu: readonly MenuEntry[] = [
  entries.home,
  entries.runs,
  entries.accounts,
  entries.readings,
  entries.payments,
  entries.online,
  entries.registers,
  entries.unmatched,
  entries.settlements,
  entries.reconcile,
  entries.agents,
  entries.inbox,
  entries.notices,
  entries.print,
  entries.tariffs,
  entries.formulas,
  entries.benefits,
  entries.gis,
  entries.addresses,
];
