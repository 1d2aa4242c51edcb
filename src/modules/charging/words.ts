import type { Period } from "#core/period";
import type { EstimateReason, MeteringWarningCode, ReadingSource } from "#modules/metering";
import { type Level, SERVICES } from "#modules/tariffs";
import { inputNamed, type InputSource } from "#modules/formulas";
import type { LineKind, RoundingRule, TraceName, TraceUnit, VolumeBasis } from "./model.ts";
import type { Explanation, ExplanationNode } from "./rules/explanation.ts";
import type { ChargeWarningCode } from "./rules/warnings.ts";

export type Language = "ru" | "en";

/** Every name of the workings has its words in both languages, or this file does not compile. */
interface ChargingWords {
  readonly names: Readonly<Record<TraceName, string>>;
  readonly units: Readonly<Record<TraceUnit, string>>;
  readonly rules: Readonly<Record<RoundingRule, string>>;
  readonly bases: Readonly<Record<VolumeBasis, string>>;
  readonly reasons: Readonly<Record<EstimateReason, string>>;
  /** Whose value a rate or a norm is. */
  readonly levels: Readonly<Record<Level, string>>;
  readonly since: (day: string) => string;
  /** Who wrote an input down, and when. */
  readonly recorded: (of: { readonly by: string | undefined; readonly on: string }) => string;
  /** Records that inputs were taken from. */
  readonly facts: Readonly<Record<InputSource | "premises_of_building" | "residents", string>>;
  /** Who gave a reading. */
  readonly givers: Readonly<Record<ReadingSource, string>>;
  readonly warnings: Readonly<Record<ChargeWarningCode | MeteringWarningCode, string>>;
  readonly months: readonly string[];
  readonly forMonth: (month: string, year: string) => string;
  /** What a line that is no ordinary charge is called before its amount. */
  readonly kinds: Readonly<Record<Exclude<LineKind, "charge">, string>>;
  /** Of a line whose sum a formula of the center's own gave. */
  readonly bySum: string;
  /** Which of the two a penalty's percent is. */
  readonly percents: Readonly<Record<"key_rate" | "cap", string>>;
  /** How many debts the penalties are of. */
  readonly debts: (count: number) => string;
  readonly provider: string;
  readonly capitalRepair: string;
}

const ru: ChargingWords = {
  names: {
    absent_days: "полных дней отсутствия, человеко-дни",
    absent_volume: "объём отсутствовавших",
    account_share: "доля лицевого счёта",
    all_allocator_units: "единиц распределителей у всех, кому начислено",
    allocated_heat: "начислено помещениям с распределителями",
    allocated_share: "доля по показаниям распределителей",
    allocator_units: "единиц распределителей помещения за период",
    amount: "сумма до копейки",
    area: "площадь помещения",
    area_by_days: "площадь с учётом дней",
    as_cold_water: "по тарифу холодной воды",
    average: "по среднему за прошлые месяцы",
    average_month: "среднемесячный объём",
    benefit: "льгота",
    benefit_capped: "не больше платы",
    benefit_persons: "льготников с учётом дней",
    benefit_share: "доля на человека",
    benefit_norm: "норма на человека",
    net_charge: "плата за вычетом перерасчёта",
    cash_benefit: "выплата деньгами, в квитанцию не входит",
    billed_volume: "объём к распределению",
    billed_without_reading: "начислено раньше без показаний",
    building_meter: "общедомовой прибор",
    building_volume: "объём дома",
    by_days: "дней из дней месяца",
    capped_volume: "не больше норматива (п. 44)",
    actual_cost: "стоимость по общедомовому прибору",
    billed: "начислено за месяц",
    correction: "корректировка",
    month_corrected: "месяц",
    charge_reduced: "плата за месяц",
    common_heat: "тепло на общие помещения",
    common_property_area: "площадь общего имущества",
    common_volume: "общедомовой объём",
    common_water: "вода на общее имущество",
    communal_flat: "коммунальная квартира",
    cost: "стоимость",
    days_without_charge: "дней без оплаты",
    degrees_by_hour: "часов с учётом градусов",
    disconnected_area: "площадь без центрального отопления",
    excess: "повышающий коэффициент, сумма",
    full_days_beyond_allowed: "полных суток сверх допустимого",
    formula: "по формуле",
    formula_input: "значение",
    fuel_of_heating: "топливо на отопление",
    fuel_of_water: "топливо на горячую воду",
    gas_heater: "газ на водонагреватель",
    gas_heating: "газ на отопление",
    gas_stove: "газ на плиту",
    heat: "тепло на подогрев",
    heat_per_m3: "тепло на подогрев 1 м³",
    held: "доля и дни этого счёта",
    hot_water_volume: "объём горячей воды",
    hours_beyond_allowed: "часов сверх допустимого",
    hours_of_failure: "часов нарушения",
    increment: "расход",
    line: "строка",
    meter: "прибор учёта",
    method: "способ расчёта",
    meter_volume: "по прибору учёта",
    multiplier: "повышающий коэффициент",
    norm: "норматив",
    norm_year: "норматив в год",
    own_formula: "собственная формула",
    own_heat: "тепло самого помещения",
    penalty_before: "начислено пеней раньше",
    penalty_debt: "долг",
    penalty_due: "последний день оплаты",
    penalty_month: "долги",
    penalty_segment: "просрочка",
    penalty_to_date: "пени на конец месяца",
    penalty_waived: "просрочка, пени списаны",
    period_without_reading: "который период без показаний",
    persons: "число жителей",
    points: "точек",
    price_per_gcal: "стоимость 1 Гкал",
    price_per_m3: "стоимость 1 м³",
    range_volume: "объём в диапазоне",
    rate: "тариф",
    ratio: "коэффициент трансформации",
    reading_after: "показание",
    reading_before: "предыдущее показание",
    reduction: "снижение платы",
    reduction_capped: "не больше платы за месяц",
    reduction_percent: "процент снижения",
    rest_of_whole: "последний счёт принимает остаток",
    returned_volume: "возвращаемый объём (п. 47)",
    room_volume: "объём комнаты",
    series: "расчёт",
    service: "услуга",
    share: "доля помещения",
    social_norm: "социальная норма",
    sum_of_own_heat: "тепло всех помещений",
    total_area: "площадь всех помещений",
    total_with_multiplier: "стоимость с коэффициентом",
    unsupplied_volume: "не поданный объём",
    volume: "объём",
    volume_of_meter: "объём по прибору",
  },
  units: {
    m2: "м²",
    m3: "м³",
    Gcal: "Гкал",
    kWh: "кВт·ч",
    person: "чел.",
    point: "шт.",
    rub: "₽",
    day: "дн.",
    hour: "ч",
    percent: "%",
  },
  rules: {
    kopecks: "до копейки, половина — вверх",
    kopecks_down: "до копейки, лишнее отбрасывается",
    roubles: "до рубля, половина — вверх",
    three_decimals: "до тысячных, половина — вверх",
    six_decimals: "до миллионных, половина — вверх",
    last_takes_rest: "остаток, чтобы сумма сошлась",
  },
  bases: {
    area: "по площади",
    meter: "по прибору",
    average: "по среднему",
    norm: "по нормативу",
    building_meter: "по общедомовому прибору",
    fixed: "твёрдая сумма",
  },
  reasons: {
    missing: "показания не переданы",
    unreliable: "прибор неисправен или не поверен",
    replacement: "дни замены прибора",
    held: "показание проверяется",
  },
  levels: { city: "город", organization: "организация", building: "дом", account: "лицевой счёт" },
  since: (day) => `с ${day}`,
  recorded: ({ by, on }) => (by === undefined ? `записано ${on}` : `внёс(ла) ${by} ${on}`),
  facts: {
    volume: "объём, найденный выше",
    value: "тарифы и нормативы",
    premises: "сведения о помещении",
    premises_of_building: "сведения о помещениях дома",
    residents: "сведения о проживающих",
    building: "сведения о доме",
    account: "лицевой счёт: доля и дни",
    calendar: "календарь",
  },
  givers: {
    resident: "передал житель",
    clerk: "внёс сотрудник",
    agent: "принял платёжный агент",
    act: "по акту",
    automatic: "автоматический сбор",
  },
  warnings: {
    "charging.tariff_gap": "Не задан тариф: строка не начислена. Внесите тариф и пересчитайте.",
    "charging.norm_gap":
      "Не задан норматив: объём по нормативу не определён. Внесите норматив и пересчитайте.",
    "charging.multiplier_gap": "Не задан повышающий коэффициент: начислено без него.",
    "charging.nobody_counted": "Нет ни жителей, ни собственников: начислен ноль. Укажите, кого считать.",
    "charging.area_zero": "Площадь помещения равна нулю: начислен ноль. Проверьте площадь.",
    "charging.building_area_zero": "Площадь помещений дома равна нулю: распределять не на что.",
    "charging.building_state_missing": "Нет сведений о доме на этот месяц.",
    "charging.non_residential_without_meter": "У нежилого помещения нет прибора: объём задаётся договором.",
    "charging.building_meter_missing": "Нет объёма общедомового прибора: взят норматив.",
    "charging.heating_year_incomplete":
      "Корректировка отопления за год ждёт: за месяц сезона нет показания общедомового прибора тепла.",
    "charging.allocators_undivided":
      "Распределители тепла стоят на половине площади дома или меньше либо ничего не показали: отопление за их период не делится заново.",
    "charging.made_heat_unknown":
      "Не хватает показаний топлива котельной, его тарифа или выработанного тепла: отопление не начислено.",
    "charging.hot_water_cost_unknown":
      "Не хватает объёмов или тарифов для цены горячей воды, приготовленной в доме.",
    "charging.share_impossible": "Доля в помещении больше целого или не дробь: взято целое. Исправьте долю.",
    "charging.premises_unknown": "У счёта нет помещения в этом доме: не начислено.",
    "charging.common_volume_negative":
      "Сумма по помещениям больше общедомового прибора: разница возвращена (п. 47).",
    "charging.room_weights_unknown":
      "В коммунальной квартире никто не числится: объём разделён по площади комнат.",
    "charging.method_unsuitable": "Способ начисления не подходит услуге: строка не начислена.",
    "charging.formula_result_impossible":
      "Собственная формула дала невозможную сумму: строка не начислена. Проверьте формулу.",
    "metering.reading_missing": "Показания не переданы.",
    "metering.reading_below_previous": "Показание меньше предыдущего: не принято в расчёт.",
    "metering.reading_above_limit":
      "Расход неправдоподобно велик: показание ждёт проверки, начислено среднее.",
    "metering.rollover_assumed": "Счётчик, похоже, перешёл через ноль: расход посчитан через ноль.",
    "metering.verification_expired": "Срок поверки прибора истёк.",
    "metering.meter_broken": "Прибор неисправен.",
    "metering.average_unknown": "Среднее не из чего посчитать: взят норматив.",
  },
  months: [
    "январь",
    "февраль",
    "март",
    "апрель",
    "май",
    "июнь",
    "июль",
    "август",
    "сентябрь",
    "октябрь",
    "ноябрь",
    "декабрь",
  ],
  forMonth: (month, year) => `за ${month} ${year}`,
  kinds: {
    excess: "повышающий коэффициент",
    recalculation: "перерасчёт",
    benefit: "льгота",
    penalty: "пени",
    correction: "корректировка",
  },
  bySum: "по формуле расчётного центра",
  percents: { key_rate: "ключевая ставка", cap: "ограничение ставки" },
  debts: (count) => `долгов ${count}`,
  provider: "исполнитель №",
  capitalRepair: "капитальный ремонт",
};

const en: ChargingWords = {
  names: {
    absent_days: "full days of absence, person-days",
    absent_volume: "volume of the absent",
    account_share: "the account's share",
    all_allocator_units: "allocator units of all who were charged",
    allocated_heat: "charged to premises with allocators",
    allocated_share: "share by the allocators' units",
    allocator_units: "allocator units of the premises in the span",
    amount: "amount in kopecks",
    area: "area of the premises",
    area_by_days: "area by days",
    as_cold_water: "at the rate of cold water",
    average: "by the average of earlier months",
    average_month: "average month",
    benefit: "benefit",
    benefit_capped: "not above the charge",
    benefit_persons: "beneficiaries, by days",
    benefit_share: "share of a person",
    benefit_norm: "norm of a person",
    net_charge: "charge less reductions",
    cash_benefit: "paid out in cash, not on the bill",
    billed_volume: "volume to share",
    billed_without_reading: "billed before without a reading",
    building_meter: "building meter",
    building_volume: "volume of the building",
    by_days: "days of the month's days",
    capped_volume: "not above the norm (p. 44)",
    actual_cost: "cost by the building's meter",
    billed: "billed for the month",
    correction: "correction",
    month_corrected: "month",
    charge_reduced: "the month's charge",
    common_heat: "heat of common rooms",
    common_property_area: "area of common property",
    common_volume: "common volume",
    common_water: "water of common property",
    communal_flat: "communal flat",
    cost: "cost",
    days_without_charge: "days without charge",
    degrees_by_hour: "hours weighted by degrees",
    disconnected_area: "area without central heating",
    excess: "multiplier's surplus",
    full_days_beyond_allowed: "full days beyond the allowed",
    formula: "by the formula",
    formula_input: "input",
    fuel_of_heating: "fuel of heating",
    fuel_of_water: "fuel of hot water",
    gas_heater: "gas for the water heater",
    gas_heating: "gas for heating",
    gas_stove: "gas for the stove",
    heat: "heat for the hot water",
    heat_per_m3: "heat for one m³",
    held: "share and days of this account",
    hot_water_volume: "volume of hot water",
    hours_beyond_allowed: "hours beyond the allowed",
    hours_of_failure: "hours of the failure",
    increment: "consumption",
    line: "line",
    meter: "meter",
    method: "calculation method",
    meter_volume: "by meter",
    multiplier: "multiplier",
    norm: "norm",
    norm_year: "norm of a year",
    own_formula: "own formula",
    own_heat: "the premises' own heat",
    penalty_before: "penalties booked before",
    penalty_debt: "debt",
    penalty_due: "last day to pay",
    penalty_month: "debts",
    penalty_segment: "delay",
    penalty_to_date: "penalty to the end of the month",
    penalty_waived: "delay, its penalty waived",
    period_without_reading: "periods without a reading",
    persons: "persons",
    points: "points",
    price_per_gcal: "price of one Gcal",
    price_per_m3: "cost of one m³",
    range_volume: "volume within the range",
    rate: "rate",
    ratio: "transformation ratio",
    reading_after: "reading",
    reading_before: "reading before",
    reduction: "reduction",
    reduction_capped: "no more than the month's charge",
    reduction_percent: "percent of reduction",
    rest_of_whole: "the last account takes the rest",
    returned_volume: "volume returned (p. 47)",
    room_volume: "volume of the room",
    series: "calculation",
    service: "service",
    share: "share of the premises",
    social_norm: "social norm",
    sum_of_own_heat: "heat of all premises",
    total_area: "area of all premises",
    total_with_multiplier: "cost with the multiplier",
    unsupplied_volume: "volume not supplied",
    volume: "volume",
    volume_of_meter: "volume by meter",
  },
  units: {
    m2: "m²",
    m3: "m³",
    Gcal: "Gcal",
    kWh: "kWh",
    person: "persons",
    point: "points",
    rub: "₽",
    day: "days",
    hour: "h",
    percent: "%",
  },
  rules: {
    kopecks: "to kopecks, half up",
    kopecks_down: "to kopecks, the rest dropped",
    roubles: "to roubles, half up",
    three_decimals: "to three decimals, half up",
    six_decimals: "to six decimals, half up",
    last_takes_rest: "the rest, so that the sum is whole",
  },
  bases: {
    area: "by area",
    meter: "by meter",
    average: "by average",
    norm: "by norm",
    building_meter: "by building meter",
    fixed: "fixed sum",
  },
  reasons: {
    missing: "no reading was given",
    unreliable: "the meter is broken or unverified",
    replacement: "days of the replacement",
    held: "the reading is being checked",
  },
  levels: { city: "city", organization: "organization", building: "building", account: "account" },
  since: (day) => `from ${day}`,
  recorded: ({ by, on }) => `recorded ${on}${by === undefined ? "" : ` by ${by}`}`,
  facts: {
    volume: "the volume found above",
    value: "rates and norms",
    premises: "record of the premises",
    premises_of_building: "records of the building's premises",
    residents: "record of the residents",
    building: "record of the building",
    account: "the account: share and days",
    calendar: "calendar",
  },
  givers: {
    resident: "given by the resident",
    clerk: "entered by a clerk",
    agent: "taken by a payment agent",
    act: "by an act",
    automatic: "collected automatically",
  },
  warnings: {
    "charging.tariff_gap": "No rate is set: the line was not charged. Enter the rate and calculate again.",
    "charging.norm_gap": "No norm is set: the volume by norm is unknown. Enter the norm and calculate again.",
    "charging.multiplier_gap": "No multiplier is set: charged without it.",
    "charging.nobody_counted": "Neither residents nor owners are known: charged zero. Say whom to count.",
    "charging.area_zero": "The area of the premises is zero: charged zero. Check the area.",
    "charging.building_area_zero": "The premises of the building have no area: nothing to share by.",
    "charging.building_state_missing": "Nothing is known of the building in this month.",
    "charging.non_residential_without_meter":
      "The non-residential premises have no meter: the volume is set by contract.",
    "charging.building_meter_missing": "The building meter gave no volume: the norm was taken.",
    "charging.heating_year_incomplete":
      "The year's correction of heating waits: the building's heat meter has no reading for a month of the season.",
    "charging.allocators_undivided":
      "Heat-cost allocators are in half of the building's area or less, or counted nothing: the heating of their span is not divided anew.",
    "charging.made_heat_unknown":
      "The fuel of the building's boiler, its rate or the heat that it made is missing: heating was not charged.",
    "charging.hot_water_cost_unknown":
      "Volumes or rates are missing for the price of hot water made in the building.",
    "charging.share_impossible":
      "The share of the premises is no fraction of a whole: the whole was taken. Correct the share.",
    "charging.premises_unknown": "The account has no premises in this building: not charged.",
    "charging.common_volume_negative":
      "The premises counted more than the building meter: the difference was returned (p. 47).",
    "charging.room_weights_unknown":
      "Nobody is counted in the communal flat: the volume was shared by area of rooms.",
    "charging.method_unsuitable": "The method does not suit the service: the line was not charged.",
    "charging.formula_result_impossible":
      "The own formula gave an impossible sum: the line was not charged. Check the formula.",
    "metering.reading_missing": "No reading was given.",
    "metering.reading_below_previous": "The reading is below the previous one: it was not used.",
    "metering.reading_above_limit":
      "The consumption is implausibly large: the reading awaits review, the average was charged.",
    "metering.rollover_assumed": "The meter seems to have passed zero: consumption was counted through zero.",
    "metering.verification_expired": "The verification of the meter has expired.",
    "metering.meter_broken": "The meter is broken.",
    "metering.average_unknown": "There is nothing to form an average of: the norm was taken.",
  },
  months: [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
  ],
  forMonth: (month, year) => `for ${month} ${year}`,
  kinds: {
    excess: "multiplier",
    recalculation: "recalculation",
    benefit: "benefit",
    penalty: "penalty",
    correction: "correction",
  },
  bySum: "by the billing center's formula",
  percents: { key_rate: "key rate", cap: "cap of the rate" },
  debts: (count) => (count === 1 ? "1 debt" : `${count} debts`),
  provider: "provider No",
  capitalRepair: "capital repair",
};

export const chargingWords: Readonly<Record<Language, ChargingWords>> = { ru, en };

/** The sentence of a warning; an unknown code, of another version, stands for itself. */
export function warningSentence(code: string, language: Language): string {
  const sentences: Readonly<Record<string, string>> = chargingWords[language].warnings;
  return sentences[code] ?? code;
}

/** "Горячая вода: 6,21 м³ × 243,16 ₽ = 1 510,02 ₽ за ноябрь 2026". */
export function explanationSentence(
  explanation: Explanation,
  language: Language,
  serviceName?: string,
): string {
  const words = chargingWords[language];
  const service = SERVICES.find((of) => of.id === explanation.service);
  const name =
    serviceName ?? (language === "ru" ? service?.nameRu : service?.nameEn) ?? `№ ${explanation.service}`;
  const unit = service ? `${NBSP}${words.units[service.unit]}` : "";
  const sum = money(explanation.amount, language);
  if (explanation.lines.every((line) => line.kind === "penalty"))
    return `${name}: ${words.debts(explanation.lines.length)}, ${sum} ${monthWords(explanation.period, language)}`;
  const parts = explanation.lines.map((line) =>
    line.kind !== "charge"
      ? `${words.kinds[line.kind]} ${money(line.amount, language)}`
      : line.formula === "own"
        ? `${words.bySum} ${money(line.amount, language)}`
        : `${decimal(line.volume, language)}${unit} × ${money(line.rate, language)}`,
  );
  return `${name}: ${parts.join(" + ")} = ${sum} ${monthWords(explanation.period, language)}`;
}

const NBSP = "\u00a0";

function monthWords(period: Period, language: Language): string {
  const { months, forMonth } = chargingWords[language];
  return forMonth(months[Number(period.slice(5)) - 1] ?? period, period.slice(0, 4));
}

/** A decimal as people of the language write it: groups of three, and a comma in Russian. */
function decimal(text: string, language: Language): string {
  const [whole = "", fraction] = text.replace("-", "").split(".");
  const separator = language === "ru" ? NBSP : ",";
  const grouped = whole.replaceAll(/\B(?=(\d{3})+$)/g, separator);
  const point = language === "ru" ? "," : ".";
  return `${text.startsWith("-") ? "−" : ""}${grouped}${fraction === undefined ? "" : point + fraction}`;
}

const money = (text: string, language: Language): string => {
  const [whole = "", fraction = ""] = text.split(".");
  return `${decimal(`${whole}.${fraction.padEnd(2, "0")}`, language)}${NBSP}₽`;
};

/** The workings as an indented text for the command line; the first line is the plain sentence. */
export function renderExplanation(
  explanation: Explanation,
  language: Language,
  serviceName?: string,
  providers?: ReadonlyMap<number, string>,
): string {
  const lines = [explanationSentence(explanation, language, serviceName)];
  const telling = { language, providers };
  for (const [i, node] of explanation.root.children.entries())
    renderNode(node, telling, "", i === explanation.root.children.length - 1, lines);
  return `${lines.join("\n")}\n`;
}

interface Telling {
  readonly language: Language;
  readonly providers: ReadonlyMap<number, string> | undefined;
}

function renderNode(
  node: ExplanationNode,
  telling: Telling,
  indent: string,
  isLast: boolean,
  lines: string[],
): void {
  lines.push(`${indent}${isLast ? "└─ " : "├─ "}${nodeText(node, telling)}`);
  const inner = `${indent}${isLast ? "   " : "│  "}`;
  for (const [i, child] of node.children.entries())
    renderNode(child, telling, inner, i === node.children.length - 1, lines);
}

/** One step of the workings in a line of text. */
export function stepText(
  node: ExplanationNode,
  language: Language,
  providers?: ReadonlyMap<number, string>,
): string {
  return nodeText(node, { language, providers });
}

function nodeText(node: ExplanationNode, { language, providers }: Telling): string {
  const words = chargingWords[language];
  const noted = node.note && noteWords(node, language, providers);
  let text = words.names[node.name];
  if (noted) text += ` (${noted})`;
  if (node.expression && node.rule)
    text += `: ${numbers(node.expression, language)} → ${numbers(node.value ?? "", language)}`;
  else if (node.expression)
    text += `: ${numbers(node.expression, language)}${node.value === undefined || node.expression === node.value ? "" : ` = ${numbers(node.value, language)}`}`;
  else if (node.value !== undefined) text += `: ${numbers(node.value, language)}`;
  if (node.unit) text += `${NBSP}${words.units[node.unit]}`;
  if (node.rule) text += `, ${words.rules[node.rule]}`;
  const said = [
    ...(node.source ? [sourceWords(node.source, language)] : []),
    ...(node.recorded
      ? [words.recorded({ by: node.recorded.by, on: dayWords(node.recorded.at.toISOString().slice(0, 10)) })]
      : []),
  ];
  if (said.length > 0) text += ` [${said.join("; ")}]`;
  if (node.law) text += ` — ${node.law}`;
  return text;
}

/** Which one of several: "по прибору" of a series, a meter's serial as it is. */
export function noteWords(
  node: ExplanationNode,
  language: Language,
  providers: ReadonlyMap<number, string> = new Map(),
): string {
  if (node.name === "formula_input" && node.note !== undefined)
    return language === "ru" ? (inputNamed(node.note)?.nameRu ?? node.note) : node.note;
  const [code = "", zone] = (node.note ?? "").split(" ");
  const words = chargingWords[language];
  if (node.name === "month_corrected")
    return `${words.months[Number(node.note?.slice(5)) - 1] ?? ""} ${node.note?.slice(0, 4) ?? ""}`;
  if (node.name === "penalty_due") return dayWords(code);
  if (node.name === "penalty_segment" || node.name === "penalty_waived")
    return code === zone ? dayWords(code) : `${dayWords(code)} – ${dayWords(zone ?? "")}`;
  if (node.name === "penalty_month") return monthWords(code as Period, language);
  if (node.name === "penalty_debt") {
    const provider = providers.get(Number(code)) ?? `${words.provider}${NBSP}${code}`;
    return zone === undefined ? provider : `${provider}, ${words.capitalRepair}`;
  }
  const known: Readonly<Record<string, string>> = node.name === "series" ? words.bases : words.reasons;
  const word = node.name === "series" || node.name === "average" ? known[code] : undefined;
  return word ? (zone ? `${word}, ${zone}` : word) : (node.note ?? "");
}

/**
 * "city 2026-10-01: Decision 12" and "2026-11-22, resident" in words: whose value since when by which document, or when
 * and by whom a reading was given. A source of another form stands for itself.
 */
export function sourceWords(source: string, language: Language): string {
  const words = chargingWords[language];
  const rate = SET_VALUE.exec(source);
  const levels: Readonly<Record<string, string>> = { ...words.levels, ...words.percents };
  const level = levels[rate?.[1] ?? ""];
  if (rate && level) return `${level}, ${words.since(dayWords(rate[2] ?? ""))}: ${rate[3]}`;
  const [, fact, since] = FACT.exec(source) ?? [];
  const facts: Readonly<Record<string, string>> = words.facts;
  if (fact !== undefined) {
    const said = facts[fact] ?? source;
    return since === undefined ? said : `${said} ${words.since(dayWords(since))}`;
  }
  const reading = /^(\d{4}-\d{2}-\d{2}), (\w+)$/.exec(source);
  const givers: Readonly<Record<string, string>> = words.givers;
  const giver = givers[reading?.[2] ?? ""];
  return reading && giver ? `${dayWords(reading[1] ?? "")}, ${giver}` : source;
}

/** A record, and since when it says so: "facts: premises 2024-11-01". */
const FACT = /^facts: (\w+)(?: (\d{4}-\d{2}-\d{2}))?$/;

/** "level day: document", as `sourceOf` writes it. */
const SET_VALUE = /^(\w+) (\d{4}-\d{2}-\d{2}): (.*)$/s;

/** The document that a value is set by, where its source names one. */
export const documentOf = (source: string): string | undefined => SET_VALUE.exec(source)?.[3];

/** "2026-11-22" as "22.11.2026". */
const dayWords = (day: string): string => day.split("-").reverse().join(".");

/** Points become commas in Russian numbers; nothing else of an expression is touched. */
const numbers = (text: string, language: Language): string => {
  const signed = text.replaceAll(/-(?=\d)/g, "−");
  return language === "ru" ? signed.replaceAll(/(\d)\.(\d)/g, "$1,$2") : signed;
};
