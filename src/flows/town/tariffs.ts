import { type Day, day } from "#core/day";
import type { CityDictionary, ValueRow } from "#modules/gateways";
import type { Parameter } from "#modules/tariffs";
import { type Company, ORGANIZATION, ORGANIZATIONS } from "./organizations.ts";

/**
 * The town's tariffs and norms. Figures that were published somewhere keep their published size and say so in their
 * basis; the orders of the town's own committee are invented, which their basis says as well ("условно").
 */
export const dictionary = (): CityDictionary => ({
  organizations: ORGANIZATIONS,
  values: [...rates(), ...electricity(), ...norms(), ...multipliers(), ...seasons(), ...companiesOwn()],
});

const START = day("2024-07-01");
const JULY_2025 = day("2025-07-01");
const JANUARY_2026 = day("2026-01-01");
const OCTOBER_2026 = day("2026-10-01");

const order = (number: string, of: string): string =>
  `Приказ комитета по тарифам № ${number} от ${of} (условно)`;

interface Step {
  readonly from: Day;
  /** Roubles for a unit, as printed. */
  readonly value: string;
  readonly basis: string;
}
const step = (from: Day, value: string, basis: string): Step => ({ from, value, basis });

/** "46.87" as millionths. */
export function millionths(text: string): bigint {
  const [whole = "0", fraction = ""] = text.split(".");
  return BigInt(whole) * 1_000_000n + BigInt(fraction.padEnd(6, "0"));
}

function steps(service: string, list: readonly Step[], more: Partial<ValueRow> = {}): ValueRow[] {
  return list.map(({ from, value, basis }, at): ValueRow => {
    const to = list[at + 1]?.from;
    return {
      level: "city",
      service,
      parameter: "rate",
      variant: "",
      zone: 0,
      rangeFrom: 0n,
      from,
      ...(to === undefined ? {} : { to }),
      value: millionths(value),
      basis,
      ...more,
    };
  });
}

function rates(): ValueRow[] {
  const cold = regulated("4", ["41.15", "45.27", "46.87"]);
  const sewage = regulated("5", ["31.20", "34.12", "38.14"]);
  const heat = regulated("9", ["2150.40", "2365.44", "2684.57"]);
  return [
    ...steps("MAINTENANCE", [
      step(START, "28.15", "Постановление администрации № 604 от 20.06.2024 (условно)"),
      step(JULY_2025, "31.44", "Постановление администрации № 588 от 19.06.2025 (условно)"),
    ]),
    ...steps("LIFT", [step(START, "3.96", "Постановление администрации № 604 от 20.06.2024 (условно)")]),
    ...steps("RENT", [step(START, "9.60", "Постановление администрации № 605 от 20.06.2024 (условно)")]),
    ...steps("CAPITAL_REPAIR", [
      step(START, "10.10", "Минимальный взнос 10,10 ₽/м² (опубликован для Челябинска, 2022)"),
      step(JANUARY_2026, "14.18", "Постановление № 911-п от 20.11.2025 (условно)"),
    ]),
    ...steps("COLD_WATER", cold),
    ...steps("SOI_COLD_WATER", cold),
    ...steps("ODN_COLD_WATER", cold),
    ...steps("HOT_WATER_WATER", cold),
    ...steps("SEWERAGE", sewage),
    ...steps("SOI_SEWERAGE", sewage),
    ...steps("HEATING", heat),
    ...steps("HOT_WATER_HEAT", heat),
    ...steps("HOT_WATER", [
      step(START, "199.80", order("48/7", "18.12.2023")),
      step(JULY_2025, "218.40", order("55/7", "19.12.2024")),
      step(OCTOBER_2026, "243.16", "Приказ РЭК № 214 от 18.09.2026 (условно)"),
    ]),
    ...steps("SOI_HOT_WATER", [
      step(START, "199.80", order("48/7", "18.12.2023")),
      step(JULY_2025, "218.40", order("55/7", "19.12.2024")),
      step(OCTOBER_2026, "243.16", "Приказ РЭК № 214 от 18.09.2026 (условно)"),
    ]),
    ...steps("GAS", [
      step(START, "7.45", order("49/1", "20.12.2023")),
      step(JULY_2025, "8.22", order("56/1", "19.12.2024")),
      step(OCTOBER_2026, "9.05", order("62/1", "17.12.2025")),
    ]),
    ...steps("WASTE", [
      step(START, "600.00", "Тариф 600 ₽/м³ (опубликованный пример расчёта ТКО)"),
      step(JULY_2025, "651.40", order("57/2", "19.12.2024")),
      step(JANUARY_2026, "702.16", order("64/2", "18.12.2025")),
    ]),
    ...steps("INTERCOM", [step(START, "45.00", "Договор на обслуживание домофона (условно)")]),
    ...steps("ANTENNA", [step(START, "110.00", "Договор на обслуживание антенны (условно)")]),
    ...steps("VIDEO", [step(START, "60.00", "Договор на видеонаблюдение (условно)")]),
    ...steps("RADIO", [step(START, "38.00", "Договор на проводное радио (условно)")]),
    ...steps("INSURANCE", [step(START, "1.85", "Программа добровольного страхования жилья (условно)")]),
  ];
}

/** From the start, 1 July 2025 and 1 October 2026. */
function regulated(number: string, [first, second, third]: readonly [string, string, string]): Step[] {
  return [
    step(START, first, order(`48/${number}`, "18.12.2023")),
    step(JULY_2025, second, order(`55/${number}`, "19.12.2024")),
    step(OCTOBER_2026, third, order(`61/${number}`, "17.12.2025")),
  ];
}

/** By zones and ranges of consumption (3,900 and 6,000 kWh a month); flats with electric stoves pay seven tenths. */
function electricity(): ValueRow[] {
  const rows: ValueRow[] = [];
  const first = [
    // zone: whole day, day or half-peak, night, peak
    { zone: 0, rates: ["4.98", "5.36", "5.52"] },
    { zone: 1, rates: ["5.67", "6.10", "6.28"] },
    { zone: 2, rates: ["3.12", "3.36", "3.46"] },
    { zone: 3, rates: ["6.81", "7.32", "7.54"] },
  ] as const;
  const factors = [
    { rangeFrom: 0n, factor: 100n },
    { rangeFrom: 3_900_000_000n, factor: 132n },
    { rangeFrom: 6_000_000_000n, factor: 219n },
  ];
  for (const { zone, rates: published } of first) {
    for (const { rangeFrom, factor } of factors) {
      for (const [variant, stove] of [
        ["", 100n],
        ["electric_stove", 70n],
      ] as const) {
        for (const service of zone === 0 && rangeFrom === 0n
          ? ["ELECTRICITY", "SOI_ELECTRICITY", "ODN_ELECTRICITY"]
          : ["ELECTRICITY"]) {
          const scaled = regulated("e", published).map((at) => ({
            ...at,
            value: hundredths((millionths(at.value) * factor * stove) / 10_000n),
            basis: at.basis.replace("/e", "/11"),
          }));
          rows.push(...steps(service, scaled, { zone, rangeFrom, variant }));
        }
      }
    }
  }
  rows.push(
    ...steps("ELECTRICITY", [step(START, "9.87", order("48/12", "18.12.2023"))], {
      variant: "non_residential",
    }),
  );
  return rows;
}

/** Millionths as roubles and kopecks, cut. */
const hundredths = (value: bigint): string => {
  const text = (value / 10_000n).toString().padStart(3, "0");
  return `${text.slice(0, -2)}.${text.slice(-2)}`;
};

function norm(
  service: string,
  parameter: Parameter,
  value: string,
  basis: string,
  more: Partial<ValueRow> = {},
): ValueRow[] {
  return steps(service, [step(START, value, basis)], { parameter, ...more });
}

function norms(): ValueRow[] {
  const own = "Норматив потребления, приказ № 30/1 от 28.05.2020 (условно)";
  return [
    ...norm("COLD_WATER", "norm", "6.935", "Норматив 6,935 м³ на человека (опубликован для Москвы)"),
    ...norm("COLD_WATER", "norm", "2.950", own, { variant: "basic" }),
    ...norm("HOT_WATER", "norm", "2.97", own),
    ...norm("HOT_WATER_WATER", "norm", "2.97", own),
    ...norm("HOT_WATER", "heat_per_m3", "0.0533", own),
    ...norm("HOT_WATER_HEAT", "heat_per_m3", "0.05328", "Норматив 0,05328 Гкал/м³ (опубликованный расчёт)"),
    ...norm("HEATING", "norm_area", "0.03", "Норматив 0,03 Гкал/м² (опубликованный пример)"),
    ...norm("HEATING", "heating_months", "7", "Распоряжение об отопительном периоде (условно)"),
    ...norm("GAS", "norm_stove", "10.8", own),
    ...norm("GAS", "norm_heater", "17.5", own),
    ...norm("GAS", "norm_heating", "7.5", own),
    ...norm("WASTE", "norm_year", "2.31", own),
    ...norm("WASTE", "norm_area", "0.0862", own),
    ...norm("SOI_COLD_WATER", "norm_common", "0.035", own),
    ...norm("SOI_HOT_WATER", "norm_common", "0.022", own),
    ...norm("SOI_ELECTRICITY", "norm_common", "2.72", own),
    ...norm("ODN_COLD_WATER", "norm_common", "0.035", own),
    ...norm("ODN_ELECTRICITY", "norm_common", "3.94", "Норматив 3,94 кВт·ч/м² (Красноярск)"),
    ...norm("ELECTRICITY", "social_norm_one", "110", "Социальная норма 110 кВт·ч (Красноярск)"),
    ...norm("ELECTRICITY", "social_norm_more", "75", "Социальная норма 75 кВт·ч (Красноярск)"),
    ...electricityGrid(own),
  ];
}

/** kWh of one person by rooms and persons: the more live together, the less each of them uses. */
function electricityGrid(basis: string): ValueRow[] {
  const rows: ValueRow[] = [];
  for (let rooms = 1; rooms <= 4; rooms += 1) {
    for (let persons = 1; persons <= 5; persons += 1) {
      const gas = 60 + 12 * rooms + Math.round((90 + 18 * rooms) / persons);
      const electric = gas + 34 + Math.round(42 / persons);
      rows.push(...norm("ELECTRICITY", "norm", `${gas}`, basis, { variant: `gas:${rooms}×${persons}` }));
      rows.push(
        ...norm("ELECTRICITY", "norm", `${electric}`, basis, { variant: `electric:${rooms}×${persons}` }),
      );
    }
  }
  return [...rows, ...norm("ELECTRICITY", "norm", "96", basis)];
}

function multipliers(): ValueRow[] {
  const decree = "ПП РФ 354, прил. 2, ф. 4(1)";
  const parameter = "multiplier" as const;
  return [
    ...steps(
      "COLD_WATER",
      [step(START, "1.5", decree), step(day("2025-12-06"), "3", "ПП РФ № 1871 от 25.11.2025")],
      { parameter },
    ),
    ...["HOT_WATER", "HOT_WATER_WATER", "ELECTRICITY"].flatMap((service) =>
      steps(service, [step(START, "1.5", decree)], { parameter }),
    ),
    ...steps("GAS", [step(START, "1", "Повышающий коэффициент для газа не установлен")], { parameter }),
  ];
}

/** October to April. */
function seasons(): ValueRow[] {
  return [2024, 2025, 2026].flatMap((year) =>
    steps(
      "HEATING",
      [
        step(
          day(`${year}-10-01`),
          "1",
          `Распоряжение о начале отопительного периода ${year}/${year + 1} (условно)`,
        ),
      ],
      {
        parameter: "heating_season",
        to: day(`${year + 1}-05-01`),
      },
    ),
  );
}

/** What a company's owners or the company itself decided stands over the city's. */
function companiesOwn(): ValueRow[] {
  const own = (organization: Company, list: readonly Step[]): ValueRow[] =>
    steps("MAINTENANCE", list, { level: "organization", organization });
  return [
    ...own(ORGANIZATION.zarechye, [
      step(START, "29.90", "Договор управления УК Заречье, приложение 3 (условно)"),
      step(
        day("2026-04-01"),
        "32.80",
        "Договор управления УК Заречье, приложение 3 в ред. 2026 г. (условно)",
      ),
    ]),
    ...own(ORGANIZATION.pribrezhnaya, [
      step(START, "30.40", "Договор управления УК Прибрежная (условно)"),
      step(JULY_2025, "32.10", "Договор управления УК Прибрежная, индексация 2025 г. (условно)"),
    ]),
    ...own(ORGANIZATION.voskhod, [step(START, "27.30", "Смета ТСЖ «Восход» (условно)")]),
  ];
}
