import { assert } from "#core/assert";
import { type Day, day } from "#core/day";
import type { AccountId, BuildingId, MeterId, OrganizationId, PremisesId, ServiceId } from "#core/ids";
import { type Period, period, periodFromNumber } from "#core/period";
import type { Money, Unit } from "#core/units";
import type { EntitlementFacts, SocialNorm, SubsidyFacts } from "#modules/benefits";
import type { CalculationMethod, Gives } from "#modules/formulas";
import type { SupplyStandard } from "#modules/metering";
import type { DatedValue, Level, Method, Parameter, Resource, ServiceTerms } from "#modules/tariffs";
import { AllocatorReader } from "./allocators/allocator-codec.ts";
import type {
  AbsenceFacts,
  AccountFacts,
  AccountState,
  BilledHeat,
  BuildingFacts,
  BuildingState,
  CarriedVolume,
  EstimatedVolume,
  MeterFacts,
  PremisesFacts,
  PremisesState,
  ReadingFacts,
  ResidentFacts,
  SupplyFailureFacts,
} from "./model.ts";
import { PenaltyReader } from "./penalties/penalty-codec.ts";

/**
 * The facts document of one building and month: a text of tab-separated lines, each beginning with the letter of its
 * kind, in the form in which PostgreSQL's COPY delivers them (`\N` is null). The run reads it, calculates from it,
 * keeps it compressed; explaining and replaying parse the very same text. The first line names the version.
 *
 *   B building state   P premises state   A account state   R resident   T service terms   V dated value
 *   W calculation method, with the text of its formula
 *   M meter            G reading          E estimated volume             C carried volume
 *   N. debts and the rules of their penalties (`penalties/penalty-codec.ts`)
 *   H a line of an earlier month, for the year's correction of heating   Y heat billed for that month
 *   D what allocators of a premises counted in a span   K all premises' area at its end   X heat charged in it
 *   L absence          Q failure of supply, with the standard that it is judged by
 *   O right to a rule of a benefit         S social norm of area         U subsidy
 */
export const FACTS_VERSION = 1;

export const factsHeading = (of: {
  building: BuildingId;
  period: Period;
  organization: OrganizationId;
}): string => `paylogic-facts\t${FACTS_VERSION}\t${of.building}\t${of.period}\t${of.organization}\n`;

/**
 * Reads a facts document. It was written by this program, so anything odd in it is a defect and throws. Debts are most
 * of it, and nobody's lines depend on another's: with `debtsOf` only those of that account are read.
 */
export function parseFacts(text: string, { debtsOf }: { readonly debtsOf?: AccountId } = {}): BuildingFacts {
  const lines = text.split("\n");
  const heading = (lines[0] ?? "").split("\t");
  assert(
    heading[0] === "paylogic-facts" && heading[1] === String(FACTS_VERSION),
    "facts are of a known version",
  );
  const states: BuildingState[] = [];
  const premises = new Map<string, PremisesFacts & { states: PremisesState[] }>();
  const accounts = new Map<string, AccountFacts & { states: AccountState[] }>();
  const residents: ResidentFacts[] = [];
  const terms: ServiceTerms[] = [];
  const methods: CalculationMethod[] = [];
  const values: DatedValue[] = [];
  const meters: MeterFacts[] = [];
  const readings: ReadingFacts[] = [];
  const estimated: EstimatedVolume[] = [];
  const carried: CarriedVolume[] = [];
  const absences: AbsenceFacts[] = [];
  const failures: SupplyFailureFacts[] = [];
  const entitlements: EntitlementFacts[] = [];
  const socialNorms: SocialNorm[] = [];
  const subsidies: SubsidyFacts[] = [];
  const month = period(heading[3] ?? "");
  const penalties = new PenaltyReader(month, debtsOf);
  const allocators = new AllocatorReader();
  const yearMonths = new Map<Period, string[]>();
  const billed: BilledHeat[] = [];

  for (let index = 1; index < lines.length; index++) {
    const line = lines[index] as string;
    if (line === "" || penalties.isOfOthers(line)) continue;
    const f = line.split("\t") as [string, ...string[]] & Record<number, string>;
    switch (f[0]) {
      case "B":
        states.push({
          ...span(f[1] as string, f[2] as string),
          kind: f[3] as BuildingState["kind"],
          commonPropertyArea: BigInt(f[4] as string),
          improvement: unescaped(f[5] as string),
          dilapidated: f[6] === "t",
          centralHotWater: f[7] === "t",
        });
        break;
      case "P": {
        let one = premises.get(f[1] as string);
        if (!one) {
          one = {
            id: Number(f[1]) as PremisesId,
            kind: f[2] as PremisesFacts["kind"],
            number: unescaped(f[3] as string),
            flat: f[4] === "\\N" ? undefined : (Number(f[4]) as PremisesId),
            states: [],
          };
          premises.set(f[1] as string, one);
        }
        one.states.push({
          ...span(f[5] as string, f[6] as string),
          totalArea: BigInt(f[7] as string),
          rooms: Number(f[8]),
          heating: f[9] as PremisesState["heating"],
          stove: f[10] as PremisesState["stove"],
          ownership: f[11] as PremisesState["ownership"],
          meterInstallable: f[12] ? (f[12].split(",") as Resource[]) : [],
        });
        break;
      }
      case "A": {
        let one = accounts.get(f[1] as string);
        if (!one) {
          one = {
            id: Number(f[1]) as AccountId,
            number: f[2] as string,
            premises: Number(f[3]) as PremisesId,
            opened: f[4] as Day,
            closed: f[5] === "\\N" ? undefined : (f[5] as Day),
            states: [],
          };
          accounts.set(f[1] as string, one);
        }
        one.states.push({
          ...span(f[6] as string, f[7] as string),
          shareNumerator: BigInt(f[8] as string),
          shareDenominator: BigInt(f[9] as string),
          owners: Number(f[10]),
          holder: f[11] as AccountState["holder"],
        });
        break;
      }
      case "R":
        residents.push({
          account: Number(f[1]) as AccountId,
          registration: f[2] as ResidentFacts["registration"],
          ...span(f[3] as string, f[4] as string),
          // Documents kept before residents were numbered end here.
          no: f[5] === undefined ? undefined : Number(f[5]),
        });
        break;
      case "T":
        terms.push({
          service: Number(f[1]) as ServiceId,
          account: Number(f[2]) as AccountId | 0,
          provider: Number(f[3]) as OrganizationId,
          method: f[4] as Method,
          ...span(f[5] as string, f[6] as string),
        });
        break;
      case "W":
        methods.push(methodOf(f));
        break;
      case "V":
        values.push({
          service: Number(f[1]) as ServiceId,
          parameter: f[2] as Parameter,
          variant: unescaped(f[3] as string),
          zone: Number(f[4]),
          rangeFrom: BigInt(f[5] as string),
          level: f[6] as Level,
          provider: Number(f[7]) as OrganizationId | 0,
          account: Number(f[8]) as AccountId | 0,
          value: BigInt(f[9] as string),
          ...span(f[10] as string, f[11] as string),
          basis: unescaped(f[12] as string),
        });
        break;
      case "M":
        meters.push({
          id: Number(f[1]) as MeterId,
          premises: f[2] === "\\N" ? undefined : (Number(f[2]) as PremisesId),
          resource: f[3] as Resource,
          serial: unescaped(f[4] as string),
          integerDigits: Number(f[5]),
          ratio: BigInt(f[6] as string),
          installed: f[7] as Day,
          removed: nullableDay(f[8] as string),
          verifiedUntil: nullableDay(f[9] as string),
          brokenFrom: nullableDay(f[10] as string),
        });
        break;
      case "G":
        readings.push({
          meter: Number(f[1]) as MeterId,
          scale: Number(f[2]),
          takenOn: f[3] as Day,
          value: BigInt(f[4] as string),
          mark: f[5] as ReadingFacts["mark"],
          source: f[6] as string,
        });
        break;
      case "E":
        estimated.push({
          account: Number(f[1]) as AccountId,
          service: Number(f[2]) as ServiceId,
          part: Number(f[3]),
          period: periodFromNumber(Number(f[4])),
          volume: BigInt(f[5] as string),
        });
        break;
      case "C":
        carried.push({ service: Number(f[1]) as ServiceId, volume: BigInt(f[2] as string) });
        break;
      case "L":
        absences.push({
          account: Number(f[1]) as AccountId,
          resident: Number(f[2]),
          left: f[3] as Day,
          returned: f[4] as Day,
          registered: span(f[5] as string, f[6] as string),
          document: unescaped(f[7] as string),
        });
        break;
      case "Q":
        failures.push(failureFrom(f));
        break;
      case "O":
        entitlements.push({
          account: Number(f[1]) as AccountId,
          resident: Number(f[2]),
          category: f[3] as string,
          service: Number(f[4]) as ServiceId,
          percent: BigInt(f[5] as string),
          covers: f[6] as EntitlementFacts["covers"],
          volume: f[7] as EntitlementFacts["volume"],
          area: f[8] as EntitlementFacts["area"],
          mode: f[9] as EntitlementFacts["mode"],
          ...span(f[10] as string, f[11] as string),
          act: unescaped(f[12] as string),
          document: unescaped(f[13] as string),
        });
        break;
      case "S":
        socialNorms.push({
          persons: Number(f[1]),
          areaPerPerson: BigInt(f[2] as string),
          ...span(f[3] as string, f[4] as string),
          act: unescaped(f[5] as string),
        });
        break;
      case "U":
        subsidies.push({
          account: Number(f[1]) as AccountId,
          ...span(f[2] as string, f[3] as string),
          familySize: Number(f[4]),
          standard: BigInt(f[5] as string) as Money,
          income: BigInt(f[6] as string) as Money,
          subsistenceMinimum: BigInt(f[7] as string) as Money,
          maxShare: BigInt(f[8] as string),
          document: unescaped(f[9] as string),
        });
        break;
      case "H": {
        const earlier = f[1] as Period;
        const own = yearMonths.get(earlier) ?? [];
        yearMonths.set(earlier, own);
        own.push(line.slice(`H\t${earlier}\t`.length));
        break;
      }
      case "Y":
        billed.push({
          period: f[1] as Period,
          account: Number(f[2]) as AccountId,
          provider: Number(f[3]) as OrganizationId,
          volume: BigInt(f[4] as string),
          amount: BigInt(f[5] as string) as Money,
        });
        break;
      default:
        if (penalties.take(f, unescaped) || allocators.take(f, unescaped)) break;
        throw new Error(`unknown line of facts: ${line.slice(0, 40)}`);
    }
  }
  const of = {
    building: Number(heading[2]) as BuildingId,
    period: month,
    organization: Number(heading[4]) as OrganizationId,
  };
  return {
    ...of,
    states,
    premises: [...premises.values()],
    accounts: [...accounts.values()],
    residents,
    terms,
    methods,
    values,
    meters,
    readings,
    estimated,
    carried,
    absences,
    failures,
    entitlements,
    socialNorms,
    subsidies,
    penalties: penalties.facts(),
    ...allocators.facts(),
    ...(yearMonths.size > 0 && {
      heatingYear: {
        months: [...yearMonths].map(([earlier, own]) =>
          parseFacts(`${factsHeading({ ...of, period: earlier })}${own.join("\n")}`),
        ),
        billed,
      },
    }),
  };
}

function methodOf(f: Readonly<Record<number, string>>): CalculationMethod {
  const text = (at: number): string => unescaped(f[at] as string);
  return {
    service: Number(f[1]) as ServiceId,
    level: f[2] as Level,
    account: Number(f[3]) as AccountId | 0,
    method: f[4] === "\\N" ? undefined : (f[4] as Method),
    volume: f[5] as CalculationMethod["volume"],
    missing: f[6] as CalculationMethod["missing"],
    area: f[7] as CalculationMethod["area"],
    rounding: f[8] as CalculationMethod["rounding"],
    ...span(f[9] as string, f[10] as string),
    basis: text(11),
    formula:
      f[12] === "\\N"
        ? undefined
        : {
            code: text(12),
            version: Number(f[13]),
            author: text(14),
            unit: f[15] as Unit,
            gives: f[16] as Gives,
            text: text(17),
          },
  };
}

function failureFrom(f: Readonly<Record<number, string>>): SupplyFailureFacts {
  return {
    no: Number(f[1]),
    premises: f[2] === "\\N" ? undefined : (Number(f[2]) as PremisesId),
    from: Number(f[3]),
    to: Number(f[4]),
    measured: nullableBigint(f[5] as string),
    document: unescaped(f[6] as string),
    standard: {
      id: Number(f[7]),
      supply: f[8] as SupplyStandard["supply"],
      kind: f[9] as SupplyStandard["kind"],
      condition: unescaped(f[10] as string),
      measuredFrom: nullableBigint(f[11] as string),
      measuredTo: nullableBigint(f[12] as string),
      rule: f[13] as SupplyStandard["rule"],
      allowedHours: Number(f[14]),
      allowedHoursAtOnce: f[15] === "\\N" ? undefined : Number(f[15]),
      percent: BigInt(f[16] as string),
      least: nullableBigint(f[17] as string),
      most: nullableBigint(f[18] as string),
      toleranceByDay: BigInt(f[19] as string),
      toleranceByNight: BigInt(f[20] as string),
      toleranceAbove: BigInt(f[21] as string),
      step: BigInt(f[22] as string),
      removesUnsupplied: f[23] === "t",
      clause: unescaped(f[24] as string),
    },
  };
}

const nullableBigint = (text: string): bigint | undefined => (text === "\\N" ? undefined : BigInt(text));

const nullableDay = (text: string): Day | undefined => (text === "\\N" ? undefined : (text as Day));

function span(from: string, to: string): { from: Day; to: Day | undefined } {
  // An open beginning exists only in imported dictionaries; the year 1 stands for it.
  return { from: from === "\\N" ? day("0001-01-01") : (from as Day), to: nullableDay(to) };
}

/** COPY escapes a tab, a newline and the backslash itself. */
function unescaped(text: string): string {
  if (!text.includes("\\")) return text;
  return text.replaceAll(/\\(.)/g, (_, letter: string) =>
    letter === "t" ? "\t" : letter === "n" ? "\n" : letter === "r" ? "\r" : letter === "N" ? "" : letter,
  );
}
