import { must } from "#core/assert";
import type { ServiceId } from "#core/ids";
import { type Period, previous } from "#core/period";
import type { Money } from "#core/units";
import { type ExplanationNode, explanationSentence, lawWords, stepText } from "#modules/charging";
import { KINDS, listLines, listStatement, type StatementLine } from "#modules/ledger";
import type { OwnAccount, SignedInResident } from "#modules/residents";
import { listServices, PENALTY_SERVICE, type Service } from "#modules/tariffs";
import type { Ctx } from "#platform/context";
import type { Tx } from "#platform/database";
import type { Language } from "#platform/http";
import { compareCharges, type ServiceCompared } from "./compare-charges.ts";
import { type ExplainedCharges, explainCharges } from "./explain.ts";
import { accountAround, isBilled, listBills, moneyToday, nameOf, sumOf } from "./private-account.ts";
import type {
  BillCompared,
  BillGroup,
  BillLine,
  BillPage,
  BillService,
  BillsPage,
  WorkingStep,
} from "./private-account-contract.ts";

/** Thirteen months of bills. Read as the resident. */
export const billsPage = (ctx: Ctx, self: SignedInResident, account: OwnAccount): Promise<BillsPage> =>
  ctx.transaction(async (tx) => ({
    page: "lk.bills",
    around: await accountAround(tx, self, account),
    money: await moneyToday(tx, account),
    bills: await listBills(tx, account),
  }));

/** The groups in the order of the printed bill. */
const GROUPS = ["housing", "utilities", "other", "voluntary"] as const;

interface Asked {
  readonly account: OwnAccount;
  readonly period: Period;
  readonly language: Language;
}

/**
 * A month's bill, line by line. The sums are read as the resident; the workings need the whole building's facts, so the
 * center calculates them again and gives out those of this account alone. Undefined where the month has no bill.
 */
export async function billPage(
  ctx: { readonly resident: Ctx; readonly center: Ctx },
  self: SignedInResident,
  of: Asked,
): Promise<BillPage | undefined> {
  const { account, period } = of;
  const read = await ctx.resident.transaction(async (tx) => {
    const bills = await listBills(tx, account);
    const at = bills.findIndex((one) => one.period === period);
    const bill = bills[at];
    if (!bill) return undefined;
    return { bill, earlier: bills[at + 1], later: bills[at - 1], ...(await booksOf(tx, self, of)) };
  });
  if (!read) return undefined;
  const { bill, earlier, later, lines, services, month, ...rest } = read;
  const explained = await explainCharges(ctx.center, { account: account.number, period });
  const before = earlier?.period === previous(period) ? earlier : undefined;
  const compared =
    before &&
    (await ctx.center.transaction((tx) =>
      compareCharges(tx, {
        ...account,
        period,
        earlier: before.period,
        explanations: explained.ok ? explained.value.services.map(({ explanation }) => explanation) : [],
      }),
    ));
  const told = { explained: explained.ok ? explained.value : undefined, compared, language: of.language };
  return {
    page: "lk.bill",
    ...rest,
    period,
    earlier: earlier?.period,
    later: later?.period,
    groups: groupsOf(lines, services, told),
    penalties: month.penalties,
    opening: month.opening,
    paid: -month.paid as Money,
    total: bill.total,
    compared: compared && before && stepsOf(compared, { before, bill, services, language: of.language }),
  };
}

async function booksOf(tx: Tx, self: SignedInResident, { account: own, period }: Asked) {
  const { building, account } = own;
  const [month] = await listStatement(tx, { building, account, from: period, through: period });
  return {
    around: await accountAround(tx, self, own),
    money: await moneyToday(tx, own),
    lines: (await listLines(tx, { buildings: [building], account, period })).filter(isBilled),
    services: await listServices(tx),
    month: must(month, "the month of a bill"),
  };
}

interface Telling {
  readonly explained: ExplainedCharges | undefined;
  readonly compared: ReadonlyMap<ServiceId, ServiceCompared> | undefined;
  readonly language: Language;
}

function groupsOf(
  lines: readonly StatementLine[],
  services: readonly Service[],
  telling: Telling,
): BillGroup[] {
  const byService = Map.groupBy(lines, ({ service }) => service);
  return GROUPS.flatMap((group) => {
    const own = services
      .filter((service) => service.group === group && service.id !== PENALTY_SERVICE)
      .flatMap((service) => {
        // Penalties are booked with the service whose debt they are of, and stand on the bill by themselves.
        const ofService = (byService.get(service.id) ?? []).filter(({ kind }) => kind !== KINDS.penalty);
        return ofService.length === 0 ? [] : [serviceOf(service, ofService, telling)];
      });
    return own.length === 0
      ? []
      : [{ group, services: own, total: own.reduce((sum, one) => (sum + one.total) as Money, 0n as Money) }];
  });
}

function serviceOf(
  service: Service,
  lines: readonly StatementLine[],
  { explained, compared, language }: Telling,
): BillService {
  const explanation = explained?.services.find((one) => one.service.id === service.id)?.explanation;
  const name = nameOf(service, language);
  const isCharge = (line: StatementLine) =>
    line.kind < KINDS.recalculation && line.chargedFor === line.period;
  const isBenefit = (line: StatementLine) => line.kind === KINDS.benefit;
  const change = compared?.get(service.id);
  return {
    code: service.code,
    name,
    unit: service.unit,
    charged: sumOf(lines.filter(isCharge)),
    recalculated: sumOf(lines.filter((line) => !isCharge(line) && !isBenefit(line))),
    benefits: sumOf(lines.filter(isBenefit)),
    total: sumOf(lines),
    change: compared && ((change ? change.after - change.before : 0n) as Money),
    sentence: explanation && explanationSentence(explanation, language, name),
    lines: (explanation?.lines ?? []).map(({ kind, volume, rate, amount, formula }) => {
      const { meaning, citation } = lawWords(formula, language);
      return { isExcess: kind === "excess", volume, rate, amount, meaning, citation };
    }),
    workings: (explanation?.root.children ?? []).map((node) => stepOf(node, explained, language)),
  };
}

const stepOf = (
  node: ExplanationNode,
  explained: ExplainedCharges | undefined,
  language: Language,
): WorkingStep => ({
  text: stepText(node, language, explained?.providers),
  steps: node.children.map((child) => stepOf(child, explained, language)),
});

/** From bill to bill, service by service; what no service explains is penalties and corrections, and so it adds up. */
function stepsOf(
  compared: ReadonlyMap<ServiceId, ServiceCompared>,
  of: {
    readonly before: BillLine;
    readonly bill: BillLine;
    readonly services: readonly Service[];
    readonly language: Language;
  },
): BillCompared {
  const { before, bill } = of;
  const steps: BillCompared["steps"][number][] = of.services.flatMap((service) => {
    const one = compared.get(service.id);
    const amount = one ? ((one.after - one.before) as Money) : (0n as Money);
    return one && amount !== 0n ? [{ service: nameOf(service, of.language), amount, causes: one.steps }] : [];
  });
  const rest = (bill.total - before.total - sumOf(steps)) as Money;
  if (rest !== 0n) steps.push({ service: undefined, amount: rest, causes: [] });
  return {
    earlier: before.period,
    before: before.total,
    after: bill.total,
    steps: steps.sort((a, b) => Number(magnitude(b.amount) - magnitude(a.amount))),
  };
}

const magnitude = (amount: bigint): bigint => (amount < 0n ? -amount : amount);
