import type { Day } from "#core/day";
import { covers } from "#core/day";
import type { AccountId, BuildingId, OrganizationId, PremisesId, ServiceId } from "#core/ids";
import { addDays } from "#core/day";
import { addMonths, endDay, firstDay, type Period, periodsFrom, previous } from "#core/period";
import { fromMillionths, toDecimal } from "#core/exact";
import { type Money, NOTHING } from "#core/units";
import {
  basisOf,
  type BuildingFacts,
  changesOf,
  concerns,
  formulaOf,
  FORMULAS,
  reductionsKnown,
  type VolumeBasis,
} from "#modules/charging";
import { KINDS, type StatementLine } from "#modules/ledger";
import type { Organization } from "#modules/organizations";
import {
  dueDay,
  type Language,
  type MeterRow,
  type ReceiptContent,
  type Recipient,
  type ReferenceRow,
  type ServiceGroup,
  type ServiceLine,
  type SettlementRow,
  type Shown,
  type UseSeries,
} from "#modules/receipts";
import type { Resource, Service } from "#modules/tariffs";
import type { RecalculationReasons } from "./recalculate.ts";
import { reasonFormats, reasonSentence, reductionSentence } from "./recalculation-words.ts";
import { receiptWords } from "./receipt-words.ts";

/** Everything that the receipts of one building need, read by a fixed number of queries. */
export interface BuildingForReceipts {
  readonly building: BuildingId;
  readonly period: Period;
  readonly language: Language;
  readonly madeOn: Day;
  /** "г. Североозёрск", "ул. Лесная, д. 12". */
  readonly city: string;
  readonly street: string;
  readonly postalIndex: string;
  readonly center: Organization;
  readonly company: Organization;
  readonly recipient: Recipient;
  readonly organizations: ReadonlyMap<OrganizationId, Organization>;
  readonly services: ReadonlyMap<ServiceId, Service>;
  readonly facts: BuildingFacts;
  /** All of the building: what the house used is the sum of theirs. */
  readonly accounts: readonly AccountForReceipt[];
  /** Whose receipts are wanted; absent: everyone's. */
  readonly wanted?: ReadonlySet<AccountId> | undefined;
  /** Why earlier months were charged again; absent where none was. */
  readonly reasons?: RecalculationReasons | undefined;
}

export interface AccountForReceipt {
  readonly account: AccountId;
  readonly number: string;
  readonly premises: number;
  readonly premisesNumber: string;
  readonly holder: string;
  readonly unified: string | undefined;
  readonly gisService: string | undefined;
  readonly openings: readonly {
    service: ServiceId | 0;
    provider: OrganizationId | 0;
    chargedFor: Period | undefined;
    amount: Money;
  }[];
  readonly lines: readonly StatementLine[];
  /** Thirteen months and this one: what was charged for the months themselves. */
  readonly history: readonly { service: ServiceId; period: Period; volume: bigint; amount: Money }[];
  readonly payments: readonly { paidOn: Day; amount: Money }[];
}

/** Gives the receipts' content in order of premises: pure, so the same facts always make the same document. */
export function receiptContents(
  of: BuildingForReceipts,
): { readonly account: AccountId; readonly content: ReceiptContent }[] {
  const house = houseReference(of);
  return of.accounts
    .filter(({ account }) => of.wanted?.has(account) ?? true)
    .map((account) => ({ account: account.account, content: receiptContent(of, account, house) }));
}

function receiptContent(
  of: BuildingForReceipts,
  account: AccountForReceipt,
  house: readonly HouseResource[],
): ReceiptContent {
  const words = receiptWords[of.language];
  const binding = (service: ServiceId | 0) =>
    service === 0 || of.services.get(service)?.group !== "voluntary";
  const openings = account.openings.filter((opening) => binding(opening.service));
  const lines = account.lines.filter((line) => binding(line.service));
  const penalties = lines.filter(isPenalty);
  const penalty = sum(penalties.map((line) => line.amount));
  const groups = serviceGroups(
    of,
    lines.filter((line) => !isPenalty(line)),
  );
  const total = sum(groups.flatMap((group) => group.lines.map((line) => line.total)));
  const opening = sum(openings.map((one) => one.amount));
  const movements = lines.filter((line) => line.kind >= 10 && line.kind !== 12);
  const paid = sum(movements.map((line) => -line.amount as Money));
  const toPay = (opening + total + paid + penalty) as Money;
  const recalculated = sum(groups.flatMap((group) => group.lines.map((line) => line.recalculation)));
  const benefit = sum(groups.flatMap((group) => group.lines.map((line) => line.benefit)));
  const lastDay = addDays(endDay(of.period), -1);
  const [lastName = ""] = account.holder.split(" ");
  const premises = of.facts.premises.find((one) => one.id === account.premises);
  const state = premises?.states.find((one) => covers(one, lastDay)) ?? premises?.states.at(-1);
  const persons = of.facts.residents.filter(
    (one) => one.account === account.account && covers(one, lastDay),
  ).length;
  const meters = meterRows(of, account);
  const unitWord =
    premises?.kind === "room" ? words.room : premises?.kind === "shop" ? words.shop : words.flat;
  return {
    language: of.language,
    period: of.period,
    madeOn: of.madeOn,
    dueOn: dueDay(of.period),
    account: {
      number: account.number,
      ...(account.unified ? { unified: account.unified } : {}),
      ...(account.gisService ? { service: account.gisService } : {}),
    },
    payer: {
      name: account.holder,
      shortName: shortName(account.holder),
      lastName,
      addressLines: [`${of.street}, ${unitWord} ${account.premisesNumber}`, of.city, of.postalIndex].filter(
        Boolean,
      ),
      shortAddress: `${of.street.replace(/^\S+\.\s*/, "").replace(/,\s*д\.\s*/, ", ")}–${account.premisesNumber}`,
    },
    premises: {
      ...(state
        ? { areaTotal: state.totalArea, areaHeated: state.heating === "central" ? state.totalArea : 0n }
        : {}),
      persons,
      title:
        premises?.kind === "shop"
          ? words.nonResidential
          : state?.ownership === "municipal"
            ? words.tenancy
            : words.ownership,
    },
    center: office(of.center),
    company: office(of.company),
    ...(of.company.emergencyPhone ? { emergencyPhone: of.company.emergencyPhone } : {}),
    recipient: of.recipient,
    balance: [
      ...(opening === 0n
        ? []
        : [{ on: firstDay(of.period), words: openingWords(of, openings, opening), amount: opening }]),
      ...paymentRows(of, account, paid),
      { on: lastDay, words: words.charged, amount: (total - recalculated - benefit) as Money },
      ...(recalculated === 0n ? [] : [{ on: lastDay, words: words.recalculated, amount: recalculated }]),
      ...(benefit === 0n ? [] : [{ on: lastDay, words: words.benefits, amount: benefit }]),
      ...(penalty === 0n
        ? []
        : [{ on: lastDay, words: words.penalties(debtMonths(penalties).map(words.month)), amount: penalty }]),
    ],
    toPay,
    paymentsCountedTo: lastDay,
    groups: groups.map(({ name, lines: printed }) => ({ name, lines: printed })),
    voluntary: serviceLines(
      of,
      account.lines.filter((line) => !binding(line.service)),
    ).map(({ line }) => line),
    meters,
    readings: {
      handInFrom: `${addMonths(of.period, 1)}-15` as Day,
      handInTo: `${addMonths(of.period, 1)}-25` as Day,
    },
    reference: house.map((one) => one.row),
    house: { areaTotal: sumArea(of.facts, lastDay) },
    recalculations: recalculationReasons(of, account, lines),
    instalments: [],
    ...change(of, account, { total, recalculated, benefit }),
    use: useSeries(of, account),
    settlements: settlements(of, openings, lines, numbersOf(groups)),
    workings: [
      ...workings(of, lines, numbersOf(groups)),
      ...lessWorkings(of, account, lines, numbersOf(groups)),
      ...penaltyWorkings(of, penalties),
    ],
    decisions: decisions(of, lines),
    advice: advice(of, groups, opening, paid),
    payPlaces: words.payPlaces(of.center.site, of.center.phone),
  };
}

interface PrintedGroup extends ServiceGroup {
  /** The service of each line. */
  readonly services: readonly (ServiceId | 0)[];
}

function serviceGroups(of: BuildingForReceipts, lines: readonly StatementLine[]): PrintedGroup[] {
  const words = receiptWords[of.language];
  return (["housing", "utilities", "other"] as const)
    .map((group) => {
      const own = lines.filter(
        (line) => line.service !== 0 && of.services.get(line.service)?.group === group,
      );
      const printed = serviceLines(of, own);
      return {
        name: words.groups[group],
        lines: printed.map(({ line }) => line),
        services: printed.map(({ service }) => service),
      };
    })
    .filter((group) => group.lines.length > 0);
}

/** The numbers that the form gives to a service's lines, through all groups. */
function numbersOf(groups: readonly PrintedGroup[]): ReadonlyMap<ServiceId | 0, number[]> {
  const numbers = new Map<ServiceId | 0, number[]>();
  let number = 0;
  for (const group of groups) {
    for (const service of group.services) {
      number += 1;
      numbers.set(service, [...(numbers.get(service) ?? []), number]);
    }
  }
  return numbers;
}

/** "1–4, 14, 15". */
function ranges(numbers: readonly number[]): string {
  const sorted = [...numbers].sort((a, b) => a - b);
  const pieces: string[] = [];
  for (let at = 0; at < sorted.length; ) {
    let end = at;
    while (sorted[end + 1] === (sorted[end] ?? 0) + 1) end += 1;
    pieces.push(end - at >= 2 ? `${sorted[at]}–${sorted[end]}` : sorted.slice(at, end + 1).join(", "));
    at = end + 1;
  }
  return pieces.join(", ");
}

/** One printed line for each charge line of the month; what earlier months add stands with its service. */
function serviceLines(
  of: BuildingForReceipts,
  lines: readonly StatementLine[],
): { service: ServiceId | 0; line: ServiceLine }[] {
  const own = lines.filter((line) => line.kind < 10);
  const services = [...new Set(own.map((line) => line.service))].sort(
    (a, b) => position(of, a) - position(of, b),
  );
  return services.flatMap((service) => {
    const all = own.filter((line) => line.service === service);
    const present = all.filter(
      (line) => line.chargedFor === of.period && (line.kind === 1 || line.kind === 2),
    );
    // The month's own benefits have a column; what an earlier month's come to anew is a recalculation.
    const discounts = all.filter((line) => line.chargedFor === of.period && line.kind === KINDS.benefit);
    const benefit = sum(discounts.map((line) => line.amount));
    const recalculation = sum(
      all.filter((line) => !present.includes(line) && !discounts.includes(line)).map((line) => line.amount),
    );
    const parts = [...new Set(present.map((line) => line.part))].sort((a, b) => a - b);
    const printed = parts.map((part) =>
      chargedLine(
        of,
        service,
        present.filter((line) => line.part === part),
      ),
    );
    if (printed.length === 0)
      return recalculation === 0n && benefit === 0n
        ? []
        : [{ service, line: emptyLine(of, service, recalculation, benefit) }];
    return printed.map((line, index) => ({
      service,
      line:
        index === 0
          ? { ...line, recalculation, benefit, total: (line.total + recalculation + benefit) as Money }
          : line,
    }));
  });
}

function chargedLine(
  of: BuildingForReceipts,
  service: ServiceId | 0,
  lines: readonly StatementLine[],
): ServiceLine {
  const charges = lines.filter((line) => line.kind === 1);
  const first = charges.at(-1) ?? lines[0];
  const charged = sum(charges.map((line) => line.amount));
  const excess = sum(lines.filter((line) => line.kind === 2).map((line) => line.amount));
  const volume = charges.reduce((total, line) => total + line.volume, 0n);
  const known = service === 0 ? undefined : of.services.get(service);
  const zone = Math.trunc((first?.part ?? 0) / 1000);
  const words = receiptWords[of.language];
  return {
    name: `${serviceName(of, service)}${zone > 0 ? `, ${words.zones[zone] ?? zone}` : ""}`,
    ...(first ? { method: METHODS[basisOf(first.basis)] } : {}),
    volume: shown(volume, known?.unit ?? "m3"),
    unit: words.units[known?.unit ?? "point"],
    ...(first ? { tariff: tariffShown(first.rate) } : {}),
    charged,
    ...(excess === 0n || charged === 0n
      ? {}
      : { multiplier: { coefficient: { millionths: ratioOf(charged, excess), decimals: 1 }, excess } }),
    recalculation: NOTHING,
    benefit: NOTHING,
    total: (charged + excess) as Money,
  };
}

const emptyLine = (
  of: BuildingForReceipts,
  service: ServiceId | 0,
  recalculation: Money,
  benefit: Money,
): ServiceLine => ({
  name: serviceName(of, service),
  charged: NOTHING,
  recalculation,
  benefit,
  total: (recalculation + benefit) as Money,
});

const METHODS: Readonly<Record<VolumeBasis, NonNullable<ServiceLine["method"]>>> = {
  area: "area",
  meter: "meter",
  average: "average",
  norm: "norm",
  building_meter: "building",
  fixed: "fixed",
};

/** The multiplier as printed, to one decimal: 1 + excess / charged. */
const ratioOf = (charged: Money, excess: Money): bigint =>
  (((charged + excess) * 10n + charged / 2n) / charged) * 100_000n;

function openingWords(
  of: BuildingForReceipts,
  openings: AccountForReceipt["openings"],
  opening: Money,
): string {
  const words = receiptWords[of.language];
  if (opening < 0n) return words.credit;
  const byMonth = new Map<Period, bigint>();
  for (const one of openings) {
    if (one.chargedFor) byMonth.set(one.chargedFor, (byMonth.get(one.chargedFor) ?? 0n) + one.amount);
  }
  const months = [...byMonth].filter(([, amount]) => amount !== 0n).sort(([a], [b]) => (a < b ? -1 : 1));
  if (months.length === 0 || months.length > 2)
    return words.debtOf(months.map(([month]) => words.month(month)).at(0), months.length);
  return words.debt(
    months.map(([month, amount]) => `${words.month(month)} ${words.money(amount)}`).join(", "),
  );
}

/** At most two days of payment by name; more are told together, so the band keeps its lines. */
function paymentRows(
  of: BuildingForReceipts,
  account: AccountForReceipt,
  paid: Money,
): ReceiptContent["balance"] {
  const words = receiptWords[of.language];
  if (paid === 0n) return [];
  const days = [...new Set(account.payments.map((payment) => payment.paidOn))].sort();
  const listed = days.map((on) => ({
    on,
    words: words.paid,
    amount: -sum(
      account.payments.filter((payment) => payment.paidOn === on).map((payment) => payment.amount),
    ) as Money,
  }));
  const all = sum(listed.map((row) => row.amount));
  if (days.length <= 2 && all === paid) return listed;
  return [
    {
      on: days.at(-1) ?? firstDay(of.period),
      words: words.paidTogether(account.payments.length),
      amount: paid,
    },
  ];
}

function recalculationReasons(
  of: BuildingForReceipts,
  account: AccountForReceipt,
  lines: readonly StatementLine[],
): ReceiptContent["recalculations"] {
  const words = receiptWords[of.language];
  const reasons = new Map<
    string,
    { service: ServiceId | 0; month: Period | undefined; kind: number; formula: number; amount: bigint }
  >();
  for (const line of lines) {
    if (line.kind >= 10 || isPenalty(line) || (line.chargedFor === of.period && line.kind !== 3)) continue;
    // The months of a corrected year make one row.
    const month = line.kind === KINDS.correction ? line.chargedFor?.slice(0, 4) : line.chargedFor;
    const isAllocated = line.kind === KINDS.correction && formulaOf(line.formula) === "3(5)";
    const key = `${line.service}|${month}|${line.kind === 4}|${isAllocated}`;
    const before = reasons.get(key) ?? {
      service: line.service,
      month: line.chargedFor,
      kind: line.kind,
      formula: line.formula,
      amount: 0n,
    };
    reasons.set(key, { ...before, amount: before.amount + line.amount });
  }
  return [...reasons.values()]
    .filter((reason) => reason.amount !== 0n)
    .map((reason) => ({
      service: serviceName(of, reason.service),
      reason:
        reason.kind === 4
          ? words.takenOver
          : reason.kind === KINDS.correction
            ? (formulaOf(reason.formula) === "3(5)" ? words.heatingAllocators : words.heatingYear)(
                reason.month?.slice(0, 4) ?? "",
              )
            : words.recalculatedFor(
                reason.month ? words.month(reason.month) : "",
                reason.month === of.period
                  ? whyReduced(of, account, reason.service)
                  : whyRecalculated(of, account, reason.service, reason.month),
              ),
      amount: reason.amount as Money,
    }));
}

/** The facts that were known otherwise, as far as they concern the account and the service; two at most are printed. */
function whyRecalculated(
  of: BuildingForReceipts,
  account: AccountForReceipt,
  service: ServiceId | 0,
  month: Period | undefined,
): readonly string[] {
  const known = of.services.get(service as ServiceId);
  const changes = month && of.reasons?.get(month);
  if (!known || !changes) return [];
  const own = changesOf(changes, { account: account.account, premises: account.premises as PremisesId });
  const formats = reasonFormats(of.language);
  const sentences = own
    .filter((one) => concerns(one, known))
    .map((one) => reasonSentence(one, of.language, formats));
  return [...new Set(sentences)].slice(0, 2);
}

/** The absences and failures by which a service of the month itself is reduced; two at most are printed. */
function whyReduced(
  of: BuildingForReceipts,
  account: AccountForReceipt,
  service: ServiceId | 0,
): readonly string[] {
  const known = of.services.get(service as ServiceId);
  if (!known) return [];
  const facts = reductionsKnown(of.facts);
  const own = changesOf(facts, { account: account.account, premises: account.premises as PremisesId });
  const formats = { day: receiptWords[of.language].day, quantity: String };
  const sentences = own
    .filter((one) => concerns(one, known))
    .map((one) => reductionSentence(one, of.language, formats));
  return [...new Set(sentences)].slice(0, 2);
}

/** What the month was reduced by and what benefits it has: the reason, the document, the law. */
function lessWorkings(
  of: BuildingForReceipts,
  account: AccountForReceipt,
  lines: readonly StatementLine[],
  numbers: ReadonlyMap<ServiceId | 0, number[]>,
): ReceiptContent["workings"] {
  const words = receiptWords[of.language];
  return lines
    .filter(
      (line) =>
        line.chargedFor === of.period && (line.kind === KINDS.recalculation || line.kind === KINDS.benefit),
    )
    .sort((a, b) => position(of, a.service) - position(of, b.service) || a.kind - b.kind || a.part - b.part)
    .map((line) => {
      const rights = of.facts.entitlements.filter(
        (one) => one.account === account.account && one.service === line.service && one.mode === "discount",
      );
      const isBenefit = line.kind === KINDS.benefit;
      const shares = rights.map(
        (one) => `${words.decimal(toDecimal(fromMillionths(one.percent), 2))} % (${one.document})`,
      );
      return {
        line: `${ranges(numbers.get(line.service) ?? [])} ${serviceName(of, line.service)}`,
        working: isBenefit
          ? `${words.benefit} ${[...new Set(shares)].join("; ")}`
          : whyReduced(of, account, line.service).join("; "),
        basis: isBenefit ? (rights[0]?.act ?? "") : FORMULAS[formulaOf(line.formula)].law,
        amount: line.amount,
      };
    });
}

function change(
  of: BuildingForReceipts,
  account: AccountForReceipt,
  now: { total: Money; recalculated: Money; benefit: Money },
): { change?: NonNullable<ReceiptContent["change"]> } {
  const words = receiptWords[of.language];
  const binding = account.history.filter((one) => of.services.get(one.service)?.group !== "voluntary");
  const before = binding.filter((one) => one.period === previous(of.period));
  if (before.length === 0) return {};
  const present = binding.filter((one) => one.period === of.period);
  const previousTotal = sum(before.map((one) => one.amount));
  const services = [...new Set([...before, ...present].map((one) => one.service))];
  const rows = services
    .map((service) => {
      const old = before.find((one) => one.service === service);
      const current = present.find((one) => one.service === service);
      const amount = ((current?.amount ?? 0n) - (old?.amount ?? 0n)) as Money;
      const unit = of.services.get(service)?.unit ?? "m3";
      const why =
        old && current && old.volume !== current.volume
          ? words.volumeChanged(volumeText(of, current.volume, unit), volumeText(of, old.volume, unit))
          : old && current
            ? words.rateChanged
            : current
              ? words.begun
              : words.ended;
      return { words: serviceName(of, service), amount, why };
    })
    .filter((row) => row.amount !== 0n)
    .sort((a, b) => (magnitude(b.amount) > magnitude(a.amount) ? 1 : -1));
  if (now.recalculated !== 0n)
    rows.push({ words: words.recalculations, amount: now.recalculated, why: words.seeBelow });
  if (now.benefit !== 0n) rows.push({ words: words.benefits, amount: now.benefit, why: words.seeBelow });
  return { change: { previousTotal, total: now.total, rows } };
}

function useSeries(of: BuildingForReceipts, account: AccountForReceipt): UseSeries[] {
  const words = receiptWords[of.language];
  const months = [...periodsFrom(addMonths(of.period, -12), of.period)];
  const series = [
    {
      words: words.water,
      unit: words.units.m3,
      decimals: 2,
      codes: ["COLD_WATER", "HOT_WATER", "HOT_WATER_WATER"],
    },
    { words: words.heat, unit: words.units.Gcal, decimals: 2, codes: ["HEATING"] },
    { words: words.light, unit: words.units.kWh, decimals: 0, codes: ["ELECTRICITY"] },
  ];
  return series
    .map(({ codes, ...one }) => {
      const known = account.history.filter((entry) =>
        codes.includes(of.services.get(entry.service)?.code ?? ""),
      );
      return {
        ...one,
        months: months.map((month) => {
          const entries = known.filter((entry) => entry.period === month);
          return entries.length === 0
            ? undefined
            : entries.reduce((total, entry) => total + entry.volume, 0n);
        }),
      };
    })
    .filter((one) => one.months.some((volume) => volume !== undefined && volume !== 0n));
}

function settlements(
  of: BuildingForReceipts,
  openings: AccountForReceipt["openings"],
  lines: readonly StatementLine[],
  numbers: ReadonlyMap<ServiceId | 0, number[]>,
): SettlementRow[] {
  const words = receiptWords[of.language];
  const providers = [...new Set([...openings, ...lines].map((one) => one.provider))].sort((a, b) => a - b);
  return providers
    .map((provider) => {
      const own = lines.filter((line) => line.provider === provider);
      const debt = sum(openings.filter((one) => one.provider === provider).map((one) => one.amount));
      const penalty = sum(own.filter(isPenalty).map((line) => line.amount));
      const charged = sum(
        own.filter((line) => line.kind < 10 && !isPenalty(line)).map((line) => line.amount),
      );
      const moved = sum(own.filter((line) => line.kind >= 10).map((line) => -line.amount as Money));
      // An advance that was used leaves row 0 and pays the provider's: both move by the same sum.
      const used =
        provider === 0 ? sum(lines.filter((line) => line.kind === 12).map((line) => line.amount)) : NOTHING;
      const organization = provider === 0 ? undefined : of.organizations.get(provider);
      const services = new Set(own.filter((line) => line.kind < 10).map((line) => line.service));
      const paid = (moved + used) as Money;
      return {
        provider: organization ? office(organization) : { name: words.advance },
        lines: ranges([...services].flatMap((service) => numbers.get(service) ?? [])),
        debt,
        paid,
        charged,
        penalty,
        toPay: (debt + paid + charged + penalty) as Money,
      };
    })
    .filter((row) => row.debt !== 0n || row.paid !== 0n || row.charged !== 0n || row.penalty !== 0n);
}

function workings(
  of: BuildingForReceipts,
  lines: readonly StatementLine[],
  numbers: ReadonlyMap<ServiceId | 0, number[]>,
): ReceiptContent["workings"] {
  const words = receiptWords[of.language];
  return lines
    .filter((line) => line.kind === 1 && line.chargedFor === of.period && line.service !== 0)
    .sort((a, b) => position(of, a.service) - position(of, b.service) || a.part - b.part)
    .map((line) => {
      const unit = line.service === 0 ? "point" : (of.services.get(line.service)?.unit ?? "point");
      const excess = sum(
        lines
          .filter(
            (one) =>
              one.kind === 2 &&
              one.service === line.service &&
              one.part === line.part &&
              one.chargedFor === of.period,
          )
          .map((one) => one.amount),
      );
      const volume = volumeText(of, line.volume, unit);
      const rate = words.decimal(toDecimal(fromMillionths(line.rate), 6, 2));
      const simple =
        formulaOf(line.formula) === "own" ? words.ownFormula(volume, rate) : `${volume} × ${rate} ₽`;
      return {
        line: `${ranges(numbers.get(line.service) ?? [])} ${serviceName(of, line.service)}`,
        working: excess === 0n ? simple : `${simple}; ${words.excess} ${words.money(excess)} ₽`,
        basis: FORMULAS[formulaOf(line.formula)].law,
        amount: (line.amount + excess) as Money,
      };
    });
}

const isPenalty = (line: StatementLine): boolean => line.kind === KINDS.penalty;

const debtMonths = (penalties: readonly StatementLine[]): Period[] =>
  [...new Set(penalties.flatMap((line) => line.chargedFor ?? []))].sort();

/** What each month's debt has cost since the last bill, by the clause it is reckoned by. */
function penaltyWorkings(
  of: BuildingForReceipts,
  penalties: readonly StatementLine[],
): ReceiptContent["workings"] {
  const words = receiptWords[of.language];
  return [...new Set(penalties.map((line) => line.formula))].map((formula) => {
    const own = penalties.filter((line) => line.formula === formula);
    return {
      line: words.penalties(debtMonths(own).map(words.month)),
      working: words.penaltyWorking,
      basis: FORMULAS[formulaOf(formula)].law,
      amount: sum(own.map((line) => line.amount)),
    };
  });
}

/** "Приказ № 61/4 от 17.12.2025: холодная вода 46,87 ₽, водоотведение 38,14 ₽." */
function decisions(of: BuildingForReceipts, lines: readonly StatementLine[]): string[] {
  const words = receiptWords[of.language];
  const used = new Set(lines.filter((line) => line.kind === 1).map((line) => `${line.service}|${line.rate}`));
  const byBasis = new Map<string, Set<string>>();
  for (const value of of.facts.values) {
    if (value.parameter !== "rate" || !used.has(`${value.service}|${value.value}`)) continue;
    const said = byBasis.get(value.basis) ?? new Set();
    byBasis.set(value.basis, said);
    said.add(
      `${serviceName(of, value.service)} ${words.decimal(toDecimal(fromMillionths(value.value), 6, 2))} ₽`,
    );
  }
  return [...byBasis].map(([basis, said]) => `${basis}: ${[...said].join("; ")}.`);
}

function advice(
  of: BuildingForReceipts,
  groups: readonly ServiceGroup[],
  opening: Money,
  paid: Money,
): ReceiptContent["advice"] {
  const words = receiptWords[of.language];
  const list: { lead: string; words: string }[] = [];
  for (const line of groups.flatMap((group) => group.lines)) {
    if (line.multiplier) list.push(words.installMeter(line.name, words.money(line.multiplier.excess)));
  }
  const debt = opening + paid;
  if (debt > 0n) list.push(words.payDebt(words.money(debt)));
  return list.slice(0, 4);
}

function meterRows(of: BuildingForReceipts, account: AccountForReceipt): MeterRow[] {
  const words = receiptWords[of.language];
  const first = firstDay(of.period);
  const until = addDays(first, -6);
  return of.facts.meters
    .filter(
      (meter) =>
        meter.premises === account.premises && (meter.removed === undefined || meter.removed >= first),
    )
    .flatMap((meter) => {
      const readings = of.facts.readings.filter((reading) => reading.meter === meter.id);
      const scales = [...new Set(readings.map((reading) => reading.scale))].sort((a, b) => a - b);
      return (scales.length > 0 ? scales : [0]).map((scale): MeterRow => {
        const own = readings.filter((reading) => reading.scale === scale);
        const current = own.filter((reading) => reading.takenOn > until).at(-1);
        const before = own
          .filter(
            (reading) => reading !== current && reading.takenOn <= (current?.takenOn ?? endDay(of.period)),
          )
          .at(-1);
        const decimals = meter.resource === "electricity" ? 0 : meter.resource === "heat" ? 4 : 3;
        const limit = 10n ** BigInt(meter.integerDigits) * 1_000_000n;
        const used = current && before ? (current.value - before.value + limit) % limit : undefined;
        return {
          resource: resourceName(of, meter.resource, scale),
          unit: words.units[resourceUnit(meter.resource)],
          serial: meter.serial,
          ...(meter.verifiedUntil
            ? { verifiedUntil: meter.verifiedUntil, expired: meter.verifiedUntil < endDay(of.period) }
            : {}),
          ...(before ? { previous: { millionths: before.value, decimals } } : {}),
          ...(current ? { current: { millionths: current.value, decimals } } : {}),
          ...(used === undefined ? {} : { consumption: { millionths: used * meter.ratio, decimals } }),
          wholeDigits: meter.integerDigits,
        };
      });
    });
}

interface HouseResource {
  readonly row: ReferenceRow;
}

/** Section 4: norms in force and the house's own meters, the same for all accounts of the building. */
function houseReference(of: BuildingForReceipts): HouseResource[] {
  const words = receiptWords[of.language];
  const improvement = of.facts.states.at(-1)?.improvement ?? "";
  const lines = of.accounts
    .flatMap((account) => account.lines)
    .filter((line) => line.kind === 1 && line.chargedFor === of.period);
  const resources: readonly {
    resource: Resource;
    own: readonly string[];
    common: readonly string[];
    norm: "norm" | "norm_area";
  }[] = [
    {
      resource: "cold_water",
      own: ["COLD_WATER"],
      common: ["SOI_COLD_WATER", "ODN_COLD_WATER"],
      norm: "norm",
    },
    {
      resource: "hot_water",
      own: ["HOT_WATER", "HOT_WATER_WATER"],
      common: ["SOI_HOT_WATER", "ODN_HOT_WATER"],
      norm: "norm",
    },
    { resource: "sewerage", own: ["SEWERAGE"], common: ["SOI_SEWERAGE"], norm: "norm" },
    { resource: "heat", own: ["HEATING"], common: [], norm: "norm_area" },
    {
      resource: "electricity",
      own: ["ELECTRICITY"],
      common: ["SOI_ELECTRICITY", "ODN_ELECTRICITY"],
      norm: "norm",
    },
  ];
  return resources.flatMap(({ resource, own, common, norm }) => {
    const volumeOf = (codes: readonly string[]) =>
      lines
        .filter((line) => codes.includes(codeOf(of, line.service)))
        .reduce((total, line) => total + line.volume, 0n);
    const value = (codes: readonly string[], parameter: string) => {
      const candidates = of.facts.values.filter(
        (one) => one.parameter === parameter && codes.includes(codeOf(of, one.service)) && one.account === 0,
      );
      return (
        candidates.find((one) => one.variant === improvement) ?? candidates.find((one) => one.variant === "")
      );
    };
    const premises = volumeOf(own);
    const shared = volumeOf(common);
    const normValue = value(own, norm);
    const normCommon = value(common, "norm_common");
    const meter = of.facts.meters.find((one) => one.premises === undefined && one.resource === resource);
    const reading = meter && of.facts.readings.filter((one) => one.meter === meter.id).at(-1);
    if (premises === 0n && shared === 0n && !normValue) return [];
    const unit = resourceUnit(resource);
    return [
      {
        row: {
          resource: resourceName(of, resource, 0),
          unit: words.units[unit],
          ...(normValue
            ? {
                norm: { millionths: normValue.value, decimals: unit === "kWh" ? 0 : unit === "Gcal" ? 4 : 2 },
              }
            : {}),
          ...(normCommon
            ? { normCommon: { millionths: normCommon.value, decimals: unit === "kWh" ? 2 : 4 } }
            : {}),
          ...(reading
            ? { houseReading: { millionths: reading.value, decimals: unit === "Gcal" ? 2 : 0 } }
            : {}),
          premisesVolume: shown(premises, unit),
          ...(common.length > 0 && shared !== 0n ? { commonVolume: shown(shared, unit) } : {}),
        },
      },
    ];
  });
}

function sumArea(facts: BuildingFacts, on: Day): bigint {
  return facts.premises
    .filter((premises) => premises.kind !== "room")
    .reduce(
      (total, premises) => total + (premises.states.find((state) => covers(state, on))?.totalArea ?? 0n),
      0n,
    );
}

const office = (organization: Organization) => ({
  name: organization.name,
  ...(organization.inn ? { inn: organization.inn } : {}),
  ...(organization.kpp ? { kpp: organization.kpp } : {}),
  ...(organization.address ? { address: organization.address } : {}),
  ...(organization.phone ? { phone: organization.phone } : {}),
  ...(organization.site ? { site: organization.site } : {}),
});

/** "Петров С. И."; a legal person keeps its name. */
function shortName(holder: string): string {
  const [last = "", ...given] = holder.split(" ");
  return /["«]/.test(holder) || given.length === 0 || given.length > 2
    ? holder
    : `${last} ${given.map((name) => `${name[0]}.`).join(" ")}`;
}

const position = (of: BuildingForReceipts, service: ServiceId | 0): number =>
  service === 0 ? 0 : (of.services.get(service)?.position ?? service);
const codeOf = (of: BuildingForReceipts, service: ServiceId | 0): string =>
  service === 0 ? "" : (of.services.get(service)?.code ?? "");
const serviceName = (of: BuildingForReceipts, service: ServiceId | 0): string => {
  const known = service === 0 ? undefined : of.services.get(service);
  return known ? (of.language === "ru" ? known.nameRu : known.nameEn) : receiptWords[of.language].advance;
};

const resourceUnit = (resource: Resource): "m3" | "Gcal" | "kWh" =>
  resource === "electricity" ? "kWh" : resource === "heat" ? "Gcal" : "m3";

function resourceName(of: BuildingForReceipts, resource: Resource, scale: number): string {
  const words = receiptWords[of.language];
  return `${words.resources[resource]}${scale > 0 ? `, ${words.zones[scale] ?? scale}` : ""}`;
}

const DECIMALS = { m2: 2, m3: 3, Gcal: 6, kWh: 3, person: 0, point: 0 } as const;

function shown(volume: bigint, unit: keyof typeof DECIMALS): Shown {
  // Whole kilowatt-hours of a meter need no zeros after them.
  const whole = unit === "kWh" && volume % 1_000_000n === 0n;
  return { millionths: volume, decimals: whole ? 0 : DECIMALS[unit] };
}

/** Tariffs "as published": two decimals at least, four at most. */
const tariffShown = (rate: bigint): Shown => ({ millionths: rate, decimals: rate % 10_000n === 0n ? 2 : 4 });

const volumeText = (of: BuildingForReceipts, volume: bigint, unit: keyof typeof DECIMALS): string => {
  const { decimals } = shown(volume, unit);
  const words = receiptWords[of.language];
  return `${words.decimal(toDecimal(fromMillionths(volume), decimals, decimals))} ${words.units[unit]}`;
};

const magnitude = (amount: bigint): bigint => (amount < 0n ? -amount : amount);
const sum = (amounts: readonly Money[]): Money =>
  amounts.reduce<bigint>((total, amount) => total + amount, 0n) as Money;
