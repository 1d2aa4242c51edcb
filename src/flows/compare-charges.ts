import { type Exact, parseExact } from "#core/exact";
import type { AccountId, BuildingId, ServiceId } from "#core/ids";
import { addMonths, type Period } from "#core/period";
import { type Money, NOTHING } from "#core/units";
import {
  compareMonths,
  type Explanation,
  type ExplanationNode,
  explainLines,
  listFacts,
  type MonthsCompared,
  parseFacts,
  type ServiceMonth,
} from "#modules/charging";
import { KINDS, listLines, type StatementLine } from "#modules/ledger";
import type { Tx } from "#platform/database";

/** Which month a month is held against. */
export const COMPARED_WITH = ["previous", "year"] as const;
export type ComparedWith = (typeof COMPARED_WITH)[number];

export const comparedMonth = (period: Period, to: ComparedWith): Period =>
  addMonths(period, to === "previous" ? -1 : -12);

export interface ServiceCompared extends MonthsCompared {
  /** The workings of the other month; undefined where the service was not charged in it. */
  readonly earlier: Explanation | undefined;
}

/**
 * Why each service costs another sum than in an earlier month. The sums are those of the books: what was charged in
 * each of the two months for itself, and what was booked in it for earlier ones. The workings give the persons alone.
 */
export async function compareCharges(
  tx: Tx,
  of: {
    readonly building: BuildingId;
    readonly account: AccountId;
    readonly period: Period;
    readonly earlier: Period;
    readonly explanations: readonly Explanation[];
  },
): Promise<Map<ServiceId, ServiceCompared>> {
  const { building, account } = of;
  const linesOf = async (period: Period) =>
    Map.groupBy(
      (await listLines(tx, { buildings: [building], account, period })).filter(
        (line) => line.kind < KINDS.opening || line.kind === KINDS.benefit,
      ),
      (line) => line.service as ServiceId,
    );
  const [now, then] = [await linesOf(of.period), await linesOf(of.earlier)];
  const services = [...new Set([...now.keys(), ...then.keys()])];
  const earlier = new Map(
    (await explanationsOf(tx, { building, account, period: of.earlier, services })).map((one) => [
      one.service,
      one,
    ]),
  );
  const present = new Map(of.explanations.map((one) => [one.service, one]));
  return new Map(
    services.map((service) => {
      const compared = compareMonths(
        monthOf(then.get(service) ?? [], of.earlier, earlier.get(service)),
        monthOf(now.get(service) ?? [], of.period, present.get(service)),
      );
      return [service, { ...compared, earlier: earlier.get(service) }];
    }),
  );
}

async function explanationsOf(
  tx: Tx,
  of: { building: BuildingId; account: AccountId; period: Period; services: readonly ServiceId[] },
): Promise<Explanation[]> {
  const kept = (await listFacts(tx, { chargedFor: of.period, buildings: [of.building] })).at(-1);
  return kept ? explainLines(parseFacts(kept.text, { debtsOf: of.account }), of) : [];
}

/** A line of the month itself is a charge; whatever else was booked in the month is a recalculation. */
function monthOf(
  lines: readonly StatementLine[],
  period: Period,
  explanation: Explanation | undefined,
): ServiceMonth {
  const isOwn = ({ kind, chargedFor }: StatementLine) => kind < KINDS.recalculation && chargedFor === period;
  return {
    lines: lines.filter(isOwn).map(({ kind, volume, rate, amount }) => ({
      kind: kind === KINDS.excess ? "excess" : "charge",
      volume,
      rate,
      amount,
    })),
    persons: explanation && personsOf(explanation.root),
    recalculated: sumOf(lines.filter((line) => !isOwn(line) && line.kind !== KINDS.benefit)),
    benefits: sumOf(lines.filter((line) => line.kind === KINDS.benefit)),
  };
}

const sumOf = (lines: readonly StatementLine[]): Money =>
  lines.reduce((sum, line) => (sum + line.amount) as Money, NOTHING);

function personsOf(node: ExplanationNode): Exact | undefined {
  if (node.name === "persons" && node.value !== undefined) return parseExact(node.value);
  for (const child of node.children) {
    const found = personsOf(child);
    if (found) return found;
  }
  return undefined;
}
