import { paths } from "../paths.ts";
import type { Sentence } from "../words/words.ts";

export type MenuIcon =
  | "home"
  | "accounts"
  | "readings"
  | "runs"
  | "payments"
  | "online"
  | "registers"
  | "unmatched"
  | "settlements"
  | "reconcile"
  | "agents"
  | "inbox"
  | "notices"
  | "print"
  | "tariffs"
  | "formulas"
  | "benefits"
  | "gis"
  | "addresses";

/** One entry of a workplace's menu: a page over which the workplace only arranges. */
export interface MenuEntry {
  readonly icon: MenuIcon;
  readonly name: Sentence;
  readonly to: string;
  /** Addresses under which the entry is the present one. */
  readonly under: readonly string[];
  /** Without it the entry is left out of the workplace. */
  readonly permission?: string;
}

/** What the workplaces choose from. */
export const entries = {
  home: { icon: "home", name: "shell.home", to: paths.home(), under: ["/app"] },
  accounts: {
    icon: "accounts",
    name: "shell.accounts",
    to: paths.accounts(),
    under: ["/app/accounts", "/app/explain"],
    permission: "accounts.read",
  },
  readings: {
    icon: "readings",
    name: "shell.readings",
    to: paths.readingsEntry(),
    under: ["/app/entry/readings"],
    permission: "readings.enter",
  },
  payments: {
    icon: "payments",
    name: "shell.payments",
    to: paths.payments(),
    under: ["/app/payments", "/app/entry/payments", "/app/cash"],
    permission: "payments.read",
  },
  registers: {
    icon: "registers",
    name: "shell.registers",
    to: paths.registers(),
    under: ["/app/registers"],
    permission: "registers.read",
  },
  unmatched: {
    icon: "unmatched",
    name: "shell.unmatched",
    to: paths.unmatched(),
    under: ["/app/unmatched"],
    permission: "payments.suspense",
  },
  settlements: {
    icon: "settlements",
    name: "shell.settlements",
    to: paths.settlements(),
    under: ["/app/settlements", "/app/orders", "/app/contracts"],
    permission: "settlements.read",
  },
  online: {
    icon: "online",
    name: "online.title",
    to: paths.onlinePayments(),
    under: ["/app/online-payments"],
    permission: "payments.read",
  },
  runs: { icon: "runs", name: "shell.runs", to: paths.runs(), under: ["/app/runs"], permission: "runs.read" },
  reconcile: {
    icon: "reconcile",
    name: "shell.reconcile",
    to: paths.reconcile(),
    under: ["/app/reconcile", "/app/statements"],
    permission: "statements.read",
  },
  agents: {
    icon: "agents",
    name: "shell.agents",
    to: paths.agents(),
    under: ["/app/agents"],
    permission: "agents.read",
  },
  inbox: {
    icon: "inbox",
    name: "shell.inbox",
    to: paths.inbox(),
    under: ["/app/inbox"],
    permission: "messages.read",
  },
  notices: {
    icon: "notices",
    name: "shell.notices",
    to: paths.notices(),
    under: ["/app/notices"],
    permission: "notices.read",
  },
  print: {
    icon: "print",
    name: "shell.print",
    to: paths.print(),
    under: ["/app/print"],
    permission: "receipts.read",
  },
  tariffs: {
    icon: "tariffs",
    name: "shell.tariffs",
    to: paths.tariffs(),
    under: ["/app/tariffs", "/app/norms", "/app/penalty-rules"],
    permission: "tariffs.read",
  },
  formulas: {
    icon: "formulas",
    name: "shell.formulas",
    to: paths.formulas(),
    under: ["/app/formulas", "/app/methods", "/app/what-if"],
    permission: "formulas.read",
  },
  benefits: {
    icon: "benefits",
    name: "shell.benefits",
    to: paths.benefits(),
    under: ["/app/benefits"],
    permission: "accounts.read",
  },
  site: {
    icon: "gis",
    name: "shell.site",
    to: paths.site(),
    under: ["/app/site"],
    permission: "site.read",
  },
  gis: {
    icon: "gis",
    name: "shell.gis",
    to: paths.gis(),
    under: ["/app/gis"],
    permission: "gis.exchange",
  },
  addresses: {
    icon: "addresses",
    name: "shell.addresses",
    to: paths.addresses(),
    under: ["/app/addresses"],
    permission: "addresses.read",
  },
} as const satisfies Readonly<Record<string, MenuEntry>>;
