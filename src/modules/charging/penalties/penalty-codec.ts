import { addDays, type Day } from "#core/day";
import type { AccountId, OrganizationId } from "#core/ids";
import { endDay, type Period, period as periodFrom, periodFromNumber } from "#core/period";
import { type Money, money, NOTHING } from "#core/units";
import type {
  DebtItem,
  DebtMovement,
  DueDay,
  KeyRate,
  Moratorium,
  PenaltyFacts,
  PenaltyPolicy,
  RateCap,
  RateMode,
  StepsCode,
  Waiver,
} from "./model.ts";

/*
 * The lines of a facts document that penalties are reckoned from:
 *
 *   NP policy   NR rule of the law (rate, cap, moratorium, due, day)   NW waiver   NM movement of a debt
 */

export const policyLine = (of: PenaltyPolicy): string =>
  lineOf("NP", of.from, of.to, of.mode, of.legalSteps, of.basis);

export const ruleLine = (
  rule: "rate" | "cap" | "moratorium" | "due" | "day",
  ...fields: readonly (string | undefined)[]
): string => lineOf("NR", rule, ...fields);

const lineOf = (...fields: readonly (string | undefined)[]): string =>
  `${fields.map((field) => (field === undefined ? "\\N" : escaped(field))).join("\t")}\n`;

const ESCAPES: Readonly<Record<string, string>> = { "\\": "\\\\", "\t": "\\t", "\n": "\\n", "\r": "\\r" };
const escaped = (text: string): string => text.replaceAll(/[\\\t\n\r]/g, (found) => ESCAPES[found] ?? found);

interface OpenItem {
  before: Money;
  beforeInMonth: Money;
  readonly movements: DebtMovement[];
}

/** Collects the lines of one document. */
export class PenaltyReader {
  readonly #policies: PenaltyPolicy[] = [];
  readonly #keyRates: KeyRate[] = [];
  readonly #caps: RateCap[] = [];
  readonly #moratoria: Moratorium[] = [];
  readonly #dueDays: DueDay[] = [];
  readonly #calendar = new Map<Day, boolean>();
  readonly #waivers: Waiver[] = [];
  readonly #items = new Map<string, DebtItem & OpenItem>();
  readonly #month: Period;
  readonly #ownLine: string | undefined;
  #hasOthers = false;

  /** With an account, only its own debts are collected. */
  constructor(month: Period, account?: AccountId) {
    this.#month = month;
    this.#ownLine = account === undefined ? undefined : `NM\t${account}\t`;
  }

  /** Whether the line is a debt of an account that was not asked for; such a line is not to be taken. */
  isOfOthers(line: string): boolean {
    if (this.#ownLine === undefined || !line.startsWith("NM\t") || line.startsWith(this.#ownLine))
      return false;
    this.#hasOthers = true;
    return true;
  }

  /** Fields as they stand in the line; `text` takes the escapes out. Gives false for a line of another kind. */
  take(f: Readonly<Record<number, string>>, text: (field: string) => string): boolean {
    const at = (index: number): string => f[index] ?? "";
    switch (f[0]) {
      case "NP":
        this.#policies.push({
          from: at(1) as Day,
          to: optional(at(2)),
          mode: at(3) as RateMode,
          legalSteps: at(4) === "\\N" ? undefined : (at(4) as StepsCode),
          basis: text(at(5)),
        });
        return true;
      case "NR":
        this.#rule(at, text);
        return true;
      case "NW":
        this.#waivers.push({
          account: Number(f[1]) as AccountId,
          provider: Number(f[2]) as OrganizationId | 0,
          from: at(3) as Day,
          to: at(4) as Day,
          document: text(at(5)),
        });
        return true;
      case "NM":
        this.#movement(at);
        return true;
      default:
        return false;
    }
  }

  /** What was collected; nothing where the document has no debts. */
  facts(): PenaltyFacts | undefined {
    if (this.#items.size === 0 && !this.#hasOthers) return undefined;
    return {
      calculatedTo: addDays(endDay(this.#month), -1),
      law: {
        keyRates: this.#keyRates,
        caps: this.#caps,
        moratoria: this.#moratoria,
        dueDays: this.#dueDays,
        calendar: this.#calendar,
      },
      policies: this.#policies,
      waivers: this.#waivers,
      items: [...this.#items.values()],
    };
  }

  #rule(at: (index: number) => string, text: (field: string) => string): void {
    switch (at(1)) {
      case "rate":
        this.#keyRates.push({ from: at(2) as Day, percent: BigInt(at(3)), basis: text(at(4)) });
        return;
      case "cap":
        this.#caps.push({
          from: at(2) as Day,
          to: optional(at(3)),
          percent: BigInt(at(4)),
          basis: text(at(5)),
        });
        return;
      case "moratorium":
        this.#moratoria.push({
          from: at(2) as Day,
          to: optional(at(3)),
          dueBefore: optional(at(4)),
          basis: text(at(5)),
        });
        return;
      case "due":
        this.#dueDays.push({ from: periodFrom(at(2)), day: Number(at(3)), basis: text(at(4)) });
        return;
      case "day":
        this.#calendar.set(at(2) as Day, at(3) === "t");
        return;
      default:
        throw new Error(`unknown rule of penalties: ${at(1)}`);
    }
  }

  #movement(at: (index: number) => string): void {
    const key = [1, 2, 3, 4].map(at).join("|");
    let item = this.#items.get(key);
    if (!item) {
      item = {
        account: Number(at(1)) as AccountId,
        provider: Number(at(2)) as OrganizationId,
        chargedFor: periodFromNumber(Number(at(3))),
        capitalRepair: at(4) === "t",
        holder: at(5) === "legal" ? "legal" : "person",
        before: NOTHING,
        beforeInMonth: NOTHING,
        movements: [],
      };
      this.#items.set(key, item);
    }
    const amount = money(BigInt(at(9)));
    const bookedIn = periodFromNumber(Number(at(7)));
    if (at(6) === "penalty") {
      item.before = money(item.before + amount);
      if (bookedIn === this.#month) item.beforeInMonth = money(item.beforeInMonth + amount);
      return;
    }
    item.movements.push({
      what: at(6) as DebtMovement["what"],
      bookedIn,
      day: optional(at(8)) ?? addDays(endDay(bookedIn), -1),
      amount,
    });
  }
}

const optional = (field: string): Day | undefined => (field === "\\N" ? undefined : (field as Day));
