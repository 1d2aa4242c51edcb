import type { Day } from "#core/day";
import type { BuildingFacts } from "#modules/charging";
import type { BuildingBundle } from "#modules/gateways";
import { SERVICES } from "#modules/tariffs";

/**
 * The facts of one building as the rows that an import brings: what a vector speaks of, on its way into the database.
 * The city's and the company's values become the building's own, so that many vectors can live in one city.
 */
export function factsAsRows(
  facts: BuildingFacts,
  of: { readonly code: string; readonly ordinal: number; readonly organization: string },
): BuildingBundle {
  const building = of.code;
  const numberOf = (account: number) => String(7_000_000_000 + of.ordinal * 100_000 + account);
  const premisesNumber = new Map(facts.premises.map((one) => [one.id as number, one.number]));
  const serialOf = new Map(facts.meters.map((one) => [one.id as number, `${one.serial}-${one.id}`]));
  const codeOf = (service: number) => SERVICES.find((one) => one.id === service)?.code ?? "";
  // Some vectors begin a dial at nought and look back from it; what counts is how far it goes.
  const dial = (one: { meter: number; scale: number }) => `${one.meter} ${one.scale}`;
  const liftOf = new Map<string, bigint>();
  for (const one of facts.readings)
    if (one.value < -(liftOf.get(dial(one)) ?? 0n)) liftOf.set(dial(one), -one.value);
  const until = (to: Day | undefined) => (to === undefined ? {} : { to });
  return {
    code: building,
    buildings: facts.states.map((state) => ({
      code: building,
      settlement: "г. Векторов",
      street: "ул. Примерная",
      house: String(of.ordinal),
      manager: of.organization,
      from: state.from,
      kind: state.kind,
      commonPropertyArea: state.commonPropertyArea,
      improvement: state.improvement,
      dilapidated: state.dilapidated,
      centralHotWater: state.centralHotWater,
    })),
    premises: facts.premises.flatMap((one) =>
      one.states.map((state) => ({
        building,
        number: one.number,
        kind: one.kind,
        ...(one.flat === undefined ? {} : { flat: premisesNumber.get(one.flat) ?? "" }),
        from: state.from,
        totalArea: state.totalArea,
        rooms: state.rooms,
        heating: state.heating,
        stove: state.stove,
        ownership: state.ownership,
        meterInstallable: state.meterInstallable,
      })),
    ),
    accounts: facts.accounts.flatMap((one) =>
      one.states.map((state) => ({
        building,
        premises: premisesNumber.get(one.premises) ?? "",
        number: numberOf(one.id),
        opened: one.opened,
        ...(one.closed === undefined ? {} : { closed: one.closed }),
        from: state.from < one.opened ? one.opened : state.from,
        shareNumerator: state.shareNumerator,
        shareDenominator: state.shareDenominator,
        owners: state.owners,
        holder: state.holder,
        holderName: "Векторова Анна",
      })),
    ),
    residents: facts.residents.map((one, index) => ({
      building,
      account: numberOf(one.account),
      surname: "Жильцов",
      givenName: `Номер${index}`,
      registration: one.registration,
      from: one.from,
      ...until(one.to),
    })),
    meters: facts.meters.map((one) => ({
      building,
      ...(one.premises === undefined ? {} : { premises: premisesNumber.get(one.premises) ?? "" }),
      serial: serialOf.get(one.id) ?? "",
      resource: one.resource,
      integerDigits: one.integerDigits,
      fractionDigits: 3,
      tariffScales: scalesOf(facts, one.id),
      ratio: one.ratio,
      installed: one.installed,
      ...(one.removed === undefined ? {} : { removed: one.removed }),
      ...(one.verifiedUntil === undefined ? {} : { verifiedUntil: one.verifiedUntil }),
      ...(one.brokenFrom === undefined ? {} : { brokenFrom: one.brokenFrom }),
    })),
    readings: facts.readings
      .map((one) => ({
        building,
        meter: serialOf.get(one.meter) ?? "",
        scale: one.scale,
        takenOn: one.takenOn,
        value: one.value + (liftOf.get(dial(one)) ?? 0n),
        mark: one.mark,
        source: "clerk" as const,
      }))
      .toSorted((a, b) => (a.takenOn < b.takenOn ? -1 : a.takenOn > b.takenOn ? 1 : 0)),
    terms: facts.terms.map((one) => ({
      building,
      service: codeOf(one.service),
      provider: of.organization,
      method: one.method,
      ...(one.account === 0 ? {} : { account: numberOf(one.account) }),
      from: one.from,
      ...until(one.to),
    })),
    values: facts.values.map((one) => ({
      level: one.account === 0 ? ("building" as const) : ("account" as const),
      building,
      ...(one.account === 0 ? {} : { account: numberOf(one.account) }),
      service: codeOf(one.service),
      parameter: one.parameter,
      variant: one.variant,
      zone: one.zone,
      rangeFrom: one.rangeFrom,
      from: one.from,
      ...until(one.to),
      value: one.value,
      basis: one.basis || "Вектор",
    })),
    balances: [],
  };
}

function scalesOf(facts: BuildingFacts, meter: number): 1 | 2 | 3 {
  const scales = Math.max(0, ...facts.readings.filter((one) => one.meter === meter).map((one) => one.scale));
  return scales === 0 ? 1 : scales === 3 ? 3 : 2;
}
