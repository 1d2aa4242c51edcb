import type { ServiceId } from "#core/ids";
import { sumOf } from "#core/money";
import type { Period } from "#core/period";
import { type Money, money, NOTHING } from "#core/units";
import { basisOf, type VolumeBasis } from "#modules/charging";
import type { Determined, GisCapitalRepair, GisCharge, MappedService } from "#modules/gateways";
import { KINDS, type StatementLine } from "#modules/ledger";
import { PENALTY_SERVICE, SERVICES } from "#modules/tariffs";

/** The money of one account's month as a payment document tells it. */
export interface DocumentSums {
  readonly charges: readonly GisCharge[];
  readonly capitalRepair: GisCapitalRepair | undefined;
  readonly penalty: Money;
  /** Services with money in the month that are no item of the system's dictionaries yet. */
  readonly unmapped: readonly ServiceId[];
}

/** Paid only whole and by the payer's wish: no part of the sum to pay. */
export const VOLUNTARY: ReadonlySet<number> = new Set(
  SERVICES.filter((service) => service.group === "voluntary").map((service) => service.id),
);

/**
 * What was booked for an account in a month, by the items of the system: several of our services may be one of its (water
 * and its common needs). Voluntary insurance is no part of it, as it is no part of the sum to pay on the receipt.
 */
export function documentSums(
  lines: readonly StatementLine[],
  period: Period,
  mapped: ReadonlyMap<ServiceId, MappedService>,
): DocumentSums {
  const own = lines.filter((line) => line.kind < 10 && !VOLUNTARY.has(line.service));
  const penalty = sumOf(own.filter(isPenalty).map((line) => line.amount));
  const charged = own.filter((line) => !isPenalty(line));
  const unmapped = new Set<ServiceId>();
  const groups = new Map<string, { item: MappedService; lines: StatementLine[] }>();
  for (const line of charged) {
    const item = line.service === 0 ? undefined : mapped.get(line.service);
    if (!item) {
      if (line.service !== 0) unmapped.add(line.service);
      continue;
    }
    const key = `${item.section}|${item.guid}`;
    const group = groups.get(key) ?? { item, lines: [] };
    group.lines.push(line);
    groups.set(key, group);
  }
  const charges: GisCharge[] = [];
  let capitalRepair: GisCapitalRepair | undefined;
  for (const { item, lines: all } of groups.values()) {
    const sums = sumsOf(all, period);
    if (item.section === "capital_repair") {
      capitalRepair = { ...sums, charged: money(sums.charged + sums.excess) };
      continue;
    }
    if (item.section === "penalty") continue;
    const volumeOf = (common: boolean) =>
      volumes(all, period, (service) => mapped.get(service)?.common === common);
    charges.push({
      section: item.section,
      service: { code: item.code, guid: item.guid },
      ...sums,
      individual: volumeOf(false),
      common: volumeOf(true),
    });
  }
  return { charges, capitalRepair, penalty, unmapped: [...unmapped] };
}

const isPenalty = (line: StatementLine): boolean =>
  line.kind === KINDS.penalty || line.service === PENALTY_SERVICE;

function sumsOf(lines: readonly StatementLine[], period: Period) {
  const present = lines.filter((line) => line.chargedFor === period);
  const ofKind = (kind: number) =>
    sumOf(present.filter((line) => line.kind === kind).map((line) => line.amount));
  const charged = ofKind(KINDS.charge);
  const excess = ofKind(KINDS.excess);
  const benefit = ofKind(KINDS.benefit);
  const all = sumOf(lines.map((line) => line.amount));
  return {
    rate: present.filter((line) => line.kind === KINDS.charge).at(-1)?.rate ?? 0n,
    charged,
    excess,
    benefit,
    recalculated: money(all - charged - excess - benefit),
  };
}

function volumes(
  lines: readonly StatementLine[],
  period: Period,
  isOf: (service: ServiceId) => boolean,
): GisCharge["individual"] {
  const charges = lines.filter(
    (line) =>
      line.kind === KINDS.charge && line.chargedFor === period && line.service !== 0 && isOf(line.service),
  );
  const last = charges.at(-1);
  if (!last) return undefined;
  return {
    volume: charges.reduce((sum, line) => sum + line.volume, 0n),
    by: DETERMINED[basisOf(last.basis)],
  };
}

const DETERMINED: Readonly<Record<VolumeBasis, Determined>> = {
  meter: "M",
  building_meter: "M",
  norm: "N",
  average: "O",
  area: "O",
  fixed: "O",
};

/** All of the month but the opening: what `TotalPayableByPD` says. */
export const monthOf = (sums: Pick<DocumentSums, "charges" | "capitalRepair" | "penalty">): Money =>
  sumOf([
    ...sums.charges.map((one) =>
      money(one.charged + (one.excess ?? NOTHING) + one.recalculated + one.benefit),
    ),
    ...(sums.capitalRepair
      ? [money(sums.capitalRepair.charged + sums.capitalRepair.recalculated + sums.capitalRepair.benefit)]
      : []),
    sums.penalty,
  ]);
