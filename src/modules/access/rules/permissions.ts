import type { Role } from "../model.ts";

/**
 * Who may do what: the only place where a role is asked. What is not listed is denied. Whose data an action reaches
 * is another question, which PostgreSQL's policies answer.
 */
const GRANTS = {
  "organizations.read": ["operator", "chief_accountant", "administrator", "accountant", "provider"],
  "periods.read": ["operator", "chief_accountant", "accountant"],
  "periods.close": ["operator", "chief_accountant"],
  "addresses.read": ["operator", "chief_accountant", "administrator", "accountant"],
  "tariffs.read": ["operator", "chief_accountant", "administrator", "accountant"],
  "tariffs.set": ["operator", "chief_accountant"],
  // Rates, moratoria and days of penalties: one proposes as who sets tariffs, a second person approves.
  "penalties.approve": ["operator", "chief_accountant"],
  // Papers behind decisions: an order, a protocol, an act, a certificate.
  "documents.read": ["operator", "chief_accountant", "administrator", "accountant"],
  "documents.attach": ["operator", "chief_accountant", "accountant"],
  // Calculation methods and the center's own formulas: one writes, a second person approves.
  "formulas.read": ["operator", "chief_accountant", "accountant"],
  "formulas.write": ["operator", "chief_accountant"],
  "formulas.approve": ["operator", "chief_accountant"],
  "methods.set": ["operator", "chief_accountant"],
  "what_if.try": ["operator", "chief_accountant"],
  "accounts.read": ["operator", "chief_accountant", "accountant"],
  "readings.read": ["operator", "chief_accountant", "accountant"],
  "readings.enter": ["operator", "accountant"],
  "payments.read": ["operator", "chief_accountant", "accountant"],
  "payments.take": ["operator", "accountant"],
  "payments.reverse": ["operator", "chief_accountant", "accountant"],
  // What the bank booked, and whether an agent's day is in order: the center's.
  "statements.read": ["operator", "chief_accountant"],
  "statements.take": ["operator", "chief_accountant"],
  "reconciliation.decide": ["operator", "chief_accountant"],
  // By what rule payments are divided among debts.
  "payments.rules": ["operator", "chief_accountant"],
  // Money without an account: whose it is decides the center.
  "payments.suspense": ["operator", "chief_accountant"],
  // Files of payment points, with their originals.
  "registers.read": ["operator", "chief_accountant"],
  "registers.take": ["operator", "chief_accountant"],
  // Agents that pay online: their health and raw messages; their settings, secrets and incidents.
  "agents.read": ["operator", "chief_accountant", "administrator"],
  "agents.set": ["operator", "chief_accountant"],
  // Absences and failures of supply: who writes them down, and whose decision books money.
  "reductions.register": ["operator", "accountant"],
  "reductions.decide": ["operator", "chief_accountant"],
  // Who is entitled, and what categories get; the register names people and their rights.
  "benefits.grant": ["operator", "accountant"],
  "benefits.rules": ["operator", "chief_accountant"],
  // Lists of the social office name people of the whole city.
  "benefits.lists": ["operator", "chief_accountant"],
  "benefits.register": ["operator", "chief_accountant", "accountant"],
  // Who signs in to the private account by which account: slips are given out at the counter.
  "residents.read": ["operator", "chief_accountant", "accountant"],
  "residents.let_in": ["operator", "accountant"],
  // What people write to a company, and its answers.
  "messages.read": ["operator", "chief_accountant", "accountant"],
  "messages.answer": ["operator", "chief_accountant", "accountant"],
  // Mailings to residents and the log of what was sent; the price and the limit of one person are the center's.
  "notices.read": ["operator", "chief_accountant", "accountant"],
  "notices.send": ["operator", "chief_accountant", "accountant"],
  "notices.words": ["operator", "chief_accountant", "accountant"],
  "notices.terms": ["operator", "chief_accountant"],
  // What a company shows of itself on the portal.
  "site.read": ["operator", "chief_accountant", "accountant"],
  "site.write": ["operator", "accountant"],
  // A decision not to ask for penalties, with its document.
  "penalties.waive": ["operator", "chief_accountant", "accountant"],
  // Contracts with providers, what is due to them, and orders to the bank, which a second person approves.
  "settlements.read": ["operator", "chief_accountant", "accountant", "provider"],
  "settlements.make": ["operator", "chief_accountant"],
  "settlements.terms": ["operator", "chief_accountant"],
  "orders.read": ["operator", "chief_accountant", "provider"],
  "orders.draft": ["operator", "chief_accountant"],
  "orders.approve": ["operator", "chief_accountant"],
  "orders.send": ["operator", "chief_accountant"],
  "runs.read": ["operator", "chief_accountant", "accountant"],
  "runs.start": ["operator", "chief_accountant"],
  "runs.approve": ["operator", "chief_accountant"],
  // From where on a change is worth a look, and who may approve alone.
  "runs.limits": ["chief_accountant"],
  "receipts.read": ["operator", "chief_accountant", "accountant"],
  "receipts.print": ["operator", "chief_accountant", "accountant"],
  // How the files of banks and agents are read.
  "gateways.profiles": ["operator", "chief_accountant", "administrator"],
  "import.apply": ["operator"],
  "jobs.read": ["operator", "chief_accountant", "administrator", "accountant"],
  // What jobs made: receipts, rows of people that were refused.
  "jobs.files": ["operator", "chief_accountant", "accountant"],
  // The exchange with the state system of housing, and who is what in it.
  "gis.exchange": ["operator", "chief_accountant"],
  "gis.settings": ["chief_accountant", "administrator"],
  "figures.read": ["operator", "chief_accountant", "accountant"],
  "users.manage": ["administrator"],
  "audit.read": ["administrator", "chief_accountant"],
} as const satisfies Readonly<Record<string, readonly Role[]>>;

export type Permission = keyof typeof GRANTS;

export const PERMISSIONS = Object.keys(GRANTS) as Permission[];

export const rolesWith = (permission: Permission): readonly Role[] => GRANTS[permission];

export const may = (role: Role, permission: Permission): boolean => rolesWith(permission).includes(role);

export const permissionsOf = (role: Role): readonly Permission[] =>
  PERMISSIONS.filter((permission) => may(role, permission));

/** The people of the center have no organization of their own, the others have one. */
export const isOfCenter = (role: Role): boolean => role !== "accountant" && role !== "provider";
