import type { Day } from "#core/day";
import type { Period } from "#core/period";
import type { Language } from "#modules/receipts";
import type { Resource, ServiceGroup } from "#modules/tariffs";
import type { Unit } from "#core/units";

/** What a receipt says about a particular account; the words of the form itself are the receipts room's. */
interface ReceiptWords {
  readonly flat: string;
  readonly room: string;
  readonly shop: string;
  readonly ownership: string;
  readonly tenancy: string;
  readonly nonResidential: string;
  readonly charged: string;
  readonly recalculated: string;
  readonly benefits: string;
  /** Before a percentage and its document. */
  readonly benefit: string;
  readonly paid: string;
  readonly paidTogether: (count: number) => string;
  /** Of the months whose debts they are of, oldest first. */
  readonly penalties: (months: readonly string[]) => string;
  readonly penaltyWorking: string;
  /** A sum that is no product of volume and rate; both are told. */
  readonly ownFormula: (volume: string, rate: string) => string;
  readonly credit: string;
  readonly debt: (months: string) => string;
  readonly debtOf: (oldest: string | undefined, months: number) => string;
  readonly advance: string;
  readonly recalculations: string;
  readonly seeBelow: string;
  readonly takenOver: string;
  readonly recalculatedFor: (month: string, reasons: readonly string[]) => string;
  readonly heatingYear: (year: string) => string;
  readonly heatingAllocators: (year: string) => string;
  readonly day: (of: Day) => string;
  readonly volumeChanged: (now: string, before: string) => string;
  readonly rateChanged: string;
  readonly begun: string;
  readonly ended: string;
  readonly excess: string;
  readonly water: string;
  readonly heat: string;
  readonly light: string;
  readonly installMeter: (service: string, sum: string) => { lead: string; words: string };
  readonly payDebt: (sum: string) => { lead: string; words: string };
  readonly payPlaces: (site: string, phone: string) => string[];
  readonly groups: Readonly<Record<ServiceGroup, string>>;
  readonly zones: Readonly<Record<number, string>>;
  readonly units: Readonly<Record<Unit, string>>;
  readonly resources: Readonly<Record<Resource, string>>;
  readonly month: (of: Period) => string;
  readonly money: (kopecks: bigint) => string;
  readonly decimal: (text: string) => string;
}

const MONTHS_RU = [
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
];
const MONTHS_EN = [
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
];
const monthOf = (of: Period, names: readonly string[]): string =>
  `${names[Number(of.slice(5)) - 1]} ${of.slice(0, 4)}`;

/** 1510.02 as "1 510,02" or "1,510.02"; the minus is a minus, not a hyphen. */
function grouped(kopecks: bigint, group: string, point: string): string {
  const digits = (kopecks < 0n ? -kopecks : kopecks).toString().padStart(3, "0");
  const whole = digits.slice(0, -2).replaceAll(/\B(?=(\d{3})+$)/g, group);
  return `${kopecks < 0n ? "−" : ""}${whole}${point}${digits.slice(-2)}`;
}

export const receiptWords: Readonly<Record<Language, ReceiptWords>> = {
  ru: {
    flat: "кв.",
    room: "комн.",
    shop: "пом.",
    ownership: "собственность",
    tenancy: "социальный наём",
    nonResidential: "нежилое помещение",
    charged: "Начислено за месяц",
    recalculated: "Перерасчёты",
    benefits: "Льготы",
    benefit: "льгота",
    paid: "Оплачено",
    paidTogether: (count) => `Оплачено, платежей: ${count}`,
    penalties: (months) =>
      months.length > 2
        ? `Пени: долги за ${months.length} мес., с ${months[0]}`
        : `Пени: долг за ${months.join(", ")}`,
    ownFormula: (volume, rate) => `по формуле расчётного центра (объём ${volume}, тариф ${rate} ₽)`,
    penaltyWorking: "долг × ставка × доля × дни, до конца месяца, без начисленного раньше",
    credit: "Переплата на начало месяца",
    debt: (months) => `Долг: ${months}`,
    debtOf: (oldest, months) => (oldest ? `Долг за ${months} мес., с ${oldest}` : "Долг на начало месяца"),
    advance: "Аванс",
    recalculations: "Перерасчёты",
    seeBelow: "см. ниже",
    takenOver: "остаток из прежней системы учёта",
    recalculatedFor: (month, reasons) => `${month}: ${reasons.join("; ") || "уточнены данные дома"}`,
    heatingYear: (year) =>
      `корректировка за ${year} год: расход по общедомовому прибору за вычетом начисленного`,
    heatingAllocators: (year) =>
      `отопление за ${year} год по распределителям тепла: доля по их показаниям за вычетом начисленного`,
    day: (of) => of.split("-").reverse().join("."),
    volumeChanged: (now, before) => `${now}, было ${before}`,
    rateChanged: "изменился тариф",
    begun: "начисляется с этого месяца",
    ended: "в этом месяце не начисляется",
    excess: "повышающий коэффициент",
    water: "Вода",
    heat: "Тепло",
    light: "Свет",
    installMeter: (service, sum) => ({
      lead: `${service}: поставьте или поверьте прибор.`,
      words: `Тогда плата пойдёт по показаниям, без повышающего коэффициента ${sum} ₽ в месяц.`,
    }),
    payDebt: (sum) => ({
      lead: `Погасите долг ${sum} ₽.`,
      words: "С 31-го дня просрочки начисляются пени. Можно попросить рассрочку.",
    }),
    payPlaces: (site, phone) => [
      `Без комиссии: по QR-коду${site ? `, на сайте ${site}` : ""}, в кассах расчётного центра.`,
      `Показания: с 15 по 25 число${phone ? `, телефон ${phone}` : ""}.`,
    ],
    groups: {
      housing: "Содержание жилья и общего имущества",
      utilities: "Коммунальные услуги",
      other: "Прочие услуги",
      voluntary: "Добровольные услуги",
    },
    zones: { 1: "день", 2: "ночь", 3: "пик" },
    units: { m2: "м²", m3: "м³", Gcal: "Гкал", kWh: "кВт·ч", person: "чел.", point: "пом." },
    resources: {
      cold_water: "Холодная вода",
      hot_water: "Горячая вода",
      sewerage: "Водоотведение",
      electricity: "Электроэнергия",
      gas: "Газ",
      heat: "Отопление",
    },
    month: (of) => monthOf(of, MONTHS_RU),
    money: (kopecks) => grouped(kopecks, "\u00a0", ","),
    decimal: (text) => text.replace(".", ","),
  },
  en: {
    flat: "flat",
    room: "room",
    shop: "unit",
    ownership: "owner-occupied",
    tenancy: "social tenancy",
    nonResidential: "non-residential",
    charged: "Charged for the month",
    recalculated: "Recalculations",
    benefits: "Benefits",
    benefit: "benefit",
    paid: "Paid",
    paidTogether: (count) => `Paid, ${count} payments`,
    penalties: (months) =>
      months.length > 2
        ? `Penalties: debts of ${months.length} months since ${months[0]}`
        : `Penalties: debt of ${months.join(", ")}`,
    ownFormula: (volume, rate) => `by the billing center's formula (volume ${volume}, rate ${rate} ₽)`,
    penaltyWorking: "debt × rate × fraction × days to the month's end, less what was booked before",
    credit: "Overpaid at the start of the month",
    debt: (months) => `Debt: ${months}`,
    debtOf: (oldest, months) =>
      oldest ? `Debt of ${months} months, since ${oldest}` : "Debt at the start of the month",
    advance: "Advance",
    recalculations: "Recalculations",
    seeBelow: "see below",
    takenOver: "balance of the earlier system",
    recalculatedFor: (month, reasons) =>
      `${month}: ${reasons.join("; ") || "data of the building corrected"}`,
    heatingYear: (year) => `correction for ${year}: the building meter's heat less what was billed`,
    heatingAllocators: (year) =>
      `heating of ${year} by heat-cost allocators: the share by their units less what was billed`,
    day: (of) =>
      `${Number(of.slice(8))} ${(MONTHS_EN[Number(of.slice(5, 7)) - 1] ?? "").slice(0, 3)} ${of.slice(0, 4)}`,
    volumeChanged: (now, before) => `${now}, was ${before}`,
    rateChanged: "the tariff changed",
    begun: "charged from this month",
    ended: "not charged this month",
    excess: "multiplier",
    water: "Water",
    heat: "Heat",
    light: "Power",
    installMeter: (service, sum) => ({
      lead: `${service}: have a meter installed or verified.`,
      words: `You will then be charged by readings, without the multiplier's ${sum} ₽ a month.`,
    }),
    payDebt: (sum) => ({
      lead: `Pay the debt of ${sum} ₽.`,
      words: "A penalty accrues from the 31st day. You can ask to pay by instalments.",
    }),
    payPlaces: (site, phone) => [
      `Without a fee: by the QR code${site ? `, at ${site}` : ""}, at the billing center's desk.`,
      `Readings: from the 15th to the 25th${phone ? `, phone ${phone}` : ""}.`,
    ],
    groups: {
      housing: "Housing and common property",
      utilities: "Utilities",
      other: "Other services",
      voluntary: "Voluntary services",
    },
    zones: { 1: "day", 2: "night", 3: "peak" },
    units: { m2: "m²", m3: "m³", Gcal: "Gcal", kWh: "kWh", person: "pers.", point: "unit" },
    resources: {
      cold_water: "Cold water",
      hot_water: "Hot water",
      sewerage: "Sewerage",
      electricity: "Electricity",
      gas: "Gas",
      heat: "Heating",
    },
    month: (of) => monthOf(of, MONTHS_EN),
    money: (kopecks) => grouped(kopecks, ",", "."),
    decimal: (text) => text,
  },
};
