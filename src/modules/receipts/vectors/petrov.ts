import { day } from "#core/day";
import { period } from "#core/period";
import { type Money, money, NOTHING } from "#core/units";
import type {
  Language,
  MeterRow,
  Method,
  ReceiptContent,
  ReferenceRow,
  ServiceLine,
  Shown,
} from "../model.ts";

/**
 * The bill of Sergei Petrov for November 2026: every part of the form at once. A meter whose verification expired, so
 * norm × 1.5; a heating break; an absence; a benefit; a debt with penalty; six providers; voluntary insurance.
 */
export function petrov(language: Language = "ru"): ReceiptContent {
  const t = (russian: string, english: string) => (language === "ru" ? russian : english);
  const m3 = t("м³", "m³");
  const m2 = t("м²", "m²");
  const kwh = t("кВт·ч", "kWh");
  const gcal = t("Гкал", "Gcal");
  const flat = t("кв.", "flat");
  const line = (
    name: string,
    method: Method,
    [volume, unit, tariff]: readonly [string, string, string],
    charged: number,
    more: Partial<Pick<ServiceLine, "multiplier">> & { recalculation?: number; benefit?: number } = {},
  ): ServiceLine => {
    const recalculation = kopecks(more.recalculation ?? 0);
    const benefit = kopecks(more.benefit ?? 0);
    return {
      name,
      method,
      volume: shown(volume),
      unit,
      tariff: shown(tariff),
      charged: kopecks(charged),
      ...(more.multiplier ? { multiplier: more.multiplier } : {}),
      recalculation,
      benefit,
      total: money(BigInt(charged) + (more.multiplier?.excess ?? 0n) + recalculation + benefit),
    };
  };
  const meter = (resource: string, unit: string, serial: string, values: readonly string[]): MeterRow => ({
    resource,
    unit,
    serial,
    previous: shown(values[0] ?? "0"),
    ...(values[1] ? { current: shown(values[1]) } : {}),
    ...(values[2] ? { consumption: shown(values[2]) } : {}),
  });
  const reference = (resource: string, unit: string, values: readonly string[]): ReferenceRow => {
    const at = (index: number) => (values[index] ? shown(values[index]) : undefined);
    return compact({
      resource,
      unit,
      norm: at(0),
      normCommon: at(1),
      houseReading: at(2),
      premisesVolume: at(3),
      commonVolume: at(4),
    });
  };
  const cold = t("Холодная вода", "Cold water");
  const hot = t("Горячая вода", "Hot water");
  const dayPower = t("Электр. день", "Power day");
  const nightPower = t("Электр. ночь", "Power night");
  return {
    language,
    period: period("2026-11"),
    madeOn: day("2026-12-03"),
    dueOn: day("2026-12-15"),
    account: {
      number: "4400110145",
      unified: "50БЛ573780",
      service: "50БЛ573780-01",
      document: "50БЛ573780-01-6111",
    },
    payer: {
      name: t("Петров Сергей Иванович", "Petrov Sergei Ivanovich"),
      shortName: t("Петров С. И.", "Petrov S. I."),
      lastName: "Петров",
      addressLines: [
        t("ул. Озёрная, д. 12/1, кв. 7", "Ozyornaya st. 12/1, flat 7"),
        t("г. Североозёрск", "Severoozyorsk"),
        "990012",
      ],
      shortAddress: t("Озёрная, 12/1–7", "Ozyornaya 12/1–7"),
    },
    premises: {
      areaTotal: 76_110_000n,
      areaHeated: 76_110_000n,
      persons: 2,
      title: t("собственность", "owner"),
    },
    center: {
      name: t("ЕИРЦ Североозёрск", "EIRC Severoozyorsk"),
      inn: "9901001239",
      address: t("пр-кт Мира, 14", "Mira avenue 14"),
      phone: "(8100) 5-11-22",
      hours: t("пн–пт 8–19", "Mon–Fri 8–19"),
      site: "eirc.example",
    },
    company: {
      name: t("ООО «УК Заречье»", "UK Zarechye LLC"),
      inn: "9901004568",
      address: t("ул. Ленина, 3", "Lenina 3"),
      phone: "(8100) 5-22-10",
      hours: t("пн–пт 9–18", "Mon–Fri 9–18"),
      site: "zarechye.example",
    },
    emergencyPhone: "(8100) 5-05-05",
    recipient: {
      name: t("ООО «ЕИРЦ Североозёрск»", "EIRC Severoozyorsk LLC"),
      inn: "9901001239",
      kpp: "990101001",
      bankAccount: "40821810900000000777",
      bankName: t("АО «СЕВЕРБАНК»", "SEVERBANK JSC"),
      bic: "049876543",
      correspondentAccount: "30101810100000000543",
    },
    balance: [
      {
        on: day("2026-11-01"),
        words: t("Долг: август 2 434,24, октябрь 8 674,13", "Debt: August 2,434.24, October 8,674.13"),
        amount: kopecks(1110837),
      },
      { on: day("2026-11-12"), words: t("Оплачено", "Paid"), amount: kopecks(-867413) },
      {
        on: day("2026-11-30"),
        words: t("Начислено, с повышающим коэффициентом", "Charged, with multiplier"),
        amount: kopecks(1104558),
      },
      {
        on: day("2026-11-30"),
        words: t("Перерасчёты за прошлые месяцы", "Recalculations of earlier months"),
        amount: kopecks(-7974),
      },
      {
        on: day("2026-11-30"),
        words: t("Льготы: ветеран труда, 50 %", "Benefits: labour veteran, 50 %"),
        amount: kopecks(-57260),
      },
      {
        on: day("2026-11-30"),
        words: t(
          "Пени: долг августа, 28 дней, 1/300 от 9,5 %",
          "Penalty: August debt, 28 days, 1/300 of 9.5 %",
        ),
        amount: kopecks(2158),
      },
    ],
    toPay: kopecks(1284906),
    paymentsCountedTo: day("2026-11-30"),
    groups: [
      {
        name: t("Содержание жилья и общего имущества", "Housing and common property"),
        lines: [
          line(
            t("Содержание жилого помещения", "Building maintenance"),
            "area",
            ["76.11", m2, "33.42"],
            254360,
            {
              benefit: -35091,
            },
          ),
          line(
            t("Общее имущество: холодная вода", "Common property: cold water"),
            "norm",
            ["0.388", m3, "46.87"],
            1819,
          ),
          line(
            t("Общее имущество: сточные воды", "Common property: sewage"),
            "norm",
            ["0.388", m3, "38.14"],
            1480,
          ),
          line(
            t("Общее имущество: электроэнергия", "Common property: electricity"),
            "building",
            ["11.417", kwh, "5.46"],
            6234,
          ),
          line(
            t("Взнос на капитальный ремонт", "Capital repair contribution"),
            "area",
            ["76.11", m2, "14.18"],
            107924,
            {
              benefit: -14889,
            },
          ),
        ],
      },
      {
        name: t("Коммунальные услуги", "Utilities"),
        lines: [
          line(cold, "meter", ["6.213", m3, "46.87"], 29120, { benefit: -7280 }),
          line(t("Горячая вода: вода", "Hot water: water"), "norm", ["5.940", m3, "46.87"], 27841, {
            multiplier: { coefficient: shown("1.5"), excess: kopecks(13920) },
          }),
          line(
            t("Горячая вода: нагрев", "Hot water: heating of water"),
            "norm",
            ["0.316602", gcal, "2684.57"],
            84994,
          ),
          line(t("Водоотведение", "Sewerage"), "norm", ["12.153", m3, "38.14"], 46352),
          line(t("Отопление", "Heating"), "building", ["1.422468", gcal, "2684.57"], 381871, {
            recalculation: -2742,
          }),
          line(t("Электроэнергия, день", "Electricity, day"), "meter", ["143", kwh, "6.28"], 89804),
          line(t("Электроэнергия, ночь", "Electricity, night"), "meter", ["61", kwh, "3.46"], 21106),
          line(t("Обращение с отходами (ТКО)", "Household waste"), "norm", ["0.385", m3, "702.16"], 27033, {
            recalculation: -5232,
          }),
        ],
      },
      {
        name: t("Прочие услуги", "Other services"),
        lines: [
          line(t("Домофон", "Intercom"), "fixed", ["1", flat, "62.00"], 6200),
          line(t("Видеонаблюдение двора", "Yard cameras"), "fixed", ["1", flat, "45.00"], 4500),
        ],
      },
    ],
    voluntary: [line(t("Страхование", "Home insurance"), "area", ["76.11", m2, "2.04"], 15526)],
    meters: [
      { ...meter(cold, m3, "18-204417", ["412.118", "418.331", "6.213"]), verifiedUntil: day("2029-03-14") },
      { ...meter(hot, m3, "18-204431", ["309.442"]), expired: true },
      { ...meter(dayPower, kwh, "0117-88203", ["21804", "21947", "143"]), verifiedUntil: day("2034-09-01") },
      { ...meter(nightPower, kwh, "0117-88203", ["9116", "9177", "61"]), verifiedUntil: day("2034-09-01") },
    ],
    readings: { acceptedOn: day("2026-11-24"), handInFrom: day("2026-12-15"), handInTo: day("2026-12-25") },
    reference: [
      reference(cold, m3, ["4.20", "0.0112", "48216", "1214.318", "31.204"]),
      reference(hot, m3, ["2.97", "0.0098", "31077", "902.641", "27.540"]),
      reference(t("Водоотведение", "Sewerage"), m3, ["7.17", "0.0210", "", "2116.959", "58.744"]),
      reference(t("Отопление", "Heating"), gcal, ["0.0216", "", "9604.18", "214.600"]),
      reference(dayPower, kwh, ["76", "0.58", "60311", "18420", "1204"]),
      reference(nightPower, kwh, ["", "", "22908", "7133", "518"]),
    ],
    house: { areaTotal: 11_482_300_000n },
    recalculations: [
      {
        service: t("10 Отопление,", "10 Heating,"),
        reason: t(
          "октябрь: перерыв 31 ч при допустимых 24 ч: 7 ч × 0,15 %. Акт № 214 от 16.10.2026",
          "October: 31 h break, 24 h allowed: 7 h × 0.15 %. Report No. 214 of 16.10.2026",
        ),
        amount: kopecks(-2742),
      },
      {
        service: t("13 Отходы,", "13 Waste,"),
        reason: t(
          "октябрь: отъезд одного жильца, 12 дней. Заявление № 3107 от 02.11.2026, билеты",
          "October: one resident away for 12 days. Application No. 3107 of 02.11.2026, tickets",
        ),
        amount: kopecks(-5232),
      },
    ],
    instalments: [],
    change: {
      previousTotal: kopecks(867413),
      total: kopecks(1039324),
      rows: [
        {
          words: t("Отопление", "Heating"),
          amount: kopecks(120724),
          why: t("холоднее: дому 214,6 Гкал, было 146,8", "colder: house took 214.6 Gcal, was 146.8"),
        },
        {
          words: t("Горячая вода", "Hot water"),
          amount: kopecks(44750),
          why: t("поверка прибора истекла: норматив × 1,5", "meter check expired: norm × 1.5"),
        },
        {
          words: t("Электроэнергия", "Electricity"),
          amount: kopecks(12534),
          why: t("204 кВт·ч вместо 180", "204 kWh instead of 180"),
        },
        {
          words: t("Вода и стоки, прочее", "Water, sewage, other"),
          amount: kopecks(1877),
          why: t("холодная −0,627 м³, стоки +0,996 м³", "cold −0.627 m³, sewage +0.996 m³"),
        },
        {
          words: t("Перерасчёты", "Recalculations"),
          amount: kopecks(-7974),
          why: t("перерыв отопления и отъезд, см. ниже", "heating break and absence, see below"),
        },
      ],
    },
    use: [
      use(t("Вода", "Water"), m3, 2, "11.8 12.4 11.2 10.9 11.5 11.9 10.2 9.4 6.1 8.8 11.0 11.157 12.153"),
      use(t("Тепло", "Heat"), gcal, 2, "1.31 1.562 1.748 1.611 1.287 0.842 0.118 0 0 0 0.102 0.973 1.422"),
      use(t("Свет", "Power"), kwh, 0, "188 214 221 196 187 172 160 148 96 151 173 180 204"),
    ],
    settlements: settlementsOf(t),
    workings: workingsOf(t),
    decisions: [
      t(
        "Холодная вода 46,87 и стоки 38,14 ₽/м³: приказ комитета по тарифам № 61/4 от 17.12.2025, с 01.10.2026.",
        "Cold water 46.87 and sewage 38.14 ₽/m³: tariff committee order 61/4 of 17.12.2025, from 01.10.2026.",
      ),
      t("Тепло 2 684,57 ₽/Гкал: № 61/9.", "Heat 2,684.57 ₽/Gcal: 61/9."),
      t("Электроэнергия: № 63/1.", "Electricity: 63/1."),
      t("ТКО 702,16 ₽/м³: № 64/2.", "Waste 702.16 ₽/m³: 64/2."),
      t(
        "Взнос на капитальный ремонт 14,18 ₽/м²: постановление № 911-п от 20.11.2025.",
        "Capital repair 14.18 ₽/m²: decree 911-p of 20.11.2025.",
      ),
      t("В ноябре 2026 тарифы не менялись.", "No tariff changed in November 2026."),
    ],
    advice: [
      {
        lead: t("Поверить прибор горячей воды № 18-204431.", "Have hot water meter 18-204431 checked."),
        words: t(
          "После поверки расчёт снова пойдёт по показаниям: не будет превышения 139,20 ₽ в месяц.",
          "Billing returns to readings: no excess of 139.20 ₽ a month.",
        ),
      },
      {
        lead: t("Погасить долг 2 434,24 ₽.", "Pay the debt of 2,434.24 ₽."),
        words: t("Пени растут каждый день.", "The penalty grows every day."),
      },
      {
        lead: t("Попросить рассрочку", "Ask for instalments"),
        words: t(
          "в ЕИРЦ: (8100) 5-11-22 или личный кабинет.",
          "at EIRC: (8100) 5-11-22 or the private account.",
        ),
      },
    ],
    payPlaces: [
      t(
        "Без комиссии: по QR-коду, в личном кабинете eirc.example, в кассах ЕИРЦ, на почте.",
        "No fee: by the QR code, at eirc.example, at EIRC cash desks, at the post office.",
      ),
      t(
        "Показания с 15 по 25 число: личный кабинет, (8100) 5-11-33 круглосуточно, талон на лицевой стороне.",
        "Readings from 15th to 25th: private account, (8100) 5-11-33 day and night, the slip on the front.",
      ),
      t(
        "Этот же документ в ГИС ЖКХ: dom.gosuslugi.ru, по идентификатору ПД.",
        "The same document in GIS ZhKKh: dom.gosuslugi.ru, by the document ID.",
      ),
    ],
    mark: {
      job: 261107,
      batch: 3,
      sequence: 1520,
      route: t("Маршрут 012 · участок 3", "Route 012 · round 3"),
    },
  };
}

type Translate = (russian: string, english: string) => string;

function settlementsOf(t: Translate): ReceiptContent["settlements"] {
  const row = (
    name: string,
    [lines, inn, phone, address, site, bankAccount]: readonly [
      string,
      string,
      string,
      string,
      string,
      string,
    ],
    [debt, paid, charged, penalty]: readonly [number, number, number, number],
  ) => ({
    provider: { name, inn, phone, address, site },
    bankAccount,
    lines,
    debt: kopecks(debt),
    paid: kopecks(paid),
    charged: kopecks(charged),
    penalty: kopecks(penalty),
    toPay: kopecks(debt + paid + charged + penalty),
  });
  return [
    row(
      t("ООО «УК Заречье»", "UK Zarechye LLC"),
      [
        "1–4, 14, 15",
        "9901004568",
        "5-22-10",
        t("ул. Ленина, 3", "Lenina 3"),
        "zarechye.example",
        "40702810000000005678",
      ],
      [301330, -234197, 239502, 551],
    ),
    row(
      t("Фонд капитального ремонта", "Capital Repair Fund"),
      [
        "5",
        "9901007720",
        "5-40-01",
        t("ул. Северная, 21", "Severnaya 21"),
        "fkr.example",
        "40603810800000000311",
      ],
      [116445, -90336, 93035, 206],
    ),
    row(
      t("МУП «Водоканал»", "Vodokanal"),
      [
        "6, 9",
        "9901000517",
        "5-17-03",
        t("ул. Насосная, 2", "Nasosnaya 2"),
        "vodokanal.example",
        "40702810500000000517",
      ],
      [90903, -72214, 68192, 216],
    ),
    row(
      t("АО «Теплосеть»", "Teploset JSC"),
      [
        "7, 8, 10",
        "9901002218",
        "5-18-44",
        t("пр-кт Мира, 70", "Mira avenue 70"),
        "teploset.example",
        "40702810200000002218",
      ],
      [444632, -348332, 505884, 900],
    ),
    row(
      t("ПАО «Северэнергосбыт»", "Severenergosbyt"),
      [
        "11, 12",
        "9901003300",
        "5-31-00",
        t("ул. Озёрная, 1", "Ozyornaya 1"),
        "sesbyt.example",
        "40702810900000003300",
      ],
      [123394, -95787, 110910, 222],
    ),
    row(
      t("ООО «Экооператор»", "Ecooperator LLC"),
      [
        "13",
        "9901006406",
        "5-60-70",
        t("ул. Портовая, 8", "Portovaya 8"),
        "eco.example",
        "40702810100000006406",
      ],
      [34133, -26547, 21801, 63],
    ),
  ];
}

function workingsOf(t: Translate): ReceiptContent["workings"] {
  const row = (line: string, working: string, basis: string, amount: number) => ({
    line,
    working,
    basis,
    amount: kopecks(amount),
  });
  return [
    row(
      t("1 Содержание", "1 Maintenance"),
      t(
        "76,11 м² × 33,42 ₽. Льгота: 21,00 м² (доля нормы 42 м² на двоих) × 33,42 × 50 %",
        "76.11 m² × 33.42 ₽. Benefit: 21.00 m² (share of the norm of 42 m² for two) × 33.42 × 50 %",
      ),
      t(
        "ЖК ст. 154, 156; собрание, протокол № 2 от 14.03.2026",
        "Housing Code 154, 156; meeting, minutes 2 of 14.03.2026",
      ),
      219269,
    ),
    row(
      t("2–4 Общее имущество", "2–4 Common property"),
      t(
        "норматив × площадь общего имущества × 76,11 / 11 482,30; свет — по прибору дома",
        "norm × area of common property × 76.11 / 11,482.30; power by the house meter",
      ),
      t("ПП 491, п. 29(1)", "Decree 491, 29(1)"),
      9533,
    ),
    row(
      t("5 Капитальный ремонт", "5 Capital repair"),
      t(
        "76,11 м² × 14,18 ₽; льгота 21,00 м² × 14,18 × 50 %",
        "76.11 m² × 14.18 ₽; benefit 21.00 m² × 14.18 × 50 %",
      ),
      t("ЖК ст. 169", "Housing Code 169"),
      93035,
    ),
    row(
      t("6 Холодная вода", "6 Cold water"),
      t(
        "418,331 − 412,118 = 6,213 м³ × 46,87 ₽; льгота на долю 3,1065 м³ × 50 %",
        "418.331 − 412.118 = 6.213 m³ × 46.87 ₽; benefit on the share of 3.1065 m³ × 50 %",
      ),
      t("ПП 354, прил. 2, ф. 1", "Decree 354, annex 2, f. 1"),
      21840,
    ),
    row(
      t("7 Горячая вода: вода", "7 Hot water: water"),
      t(
        "2 чел. × 2,97 = 5,940 м³ × 46,87 ₽; превышение: × (1,5 − 1). Три месяца среднего (август–октябрь) закончились",
        "2 persons × 2.97 = 5.940 m³ × 46.87 ₽; excess: × (1.5 − 1). Three months of average (August–October) are over",
      ),
      t("ПП 354, п. 59, 60; прил. 2, ф. 4(1), 23", "Decree 354, 59, 60; f. 4(1), 23"),
      41761,
    ),
    row(
      t("8 Горячая вода: нагрев", "8 Hot water: heating"),
      t(
        "5,940 м³ × 0,0533 Гкал/м³ = 0,316602 Гкал × 2 684,57 ₽",
        "5.940 m³ × 0.0533 Gcal/m³ = 0.316602 Gcal × 2,684.57 ₽",
      ),
      t("то же, ф. 23", "same, f. 23"),
      84994,
    ),
    row(
      t("9 Водоотведение", "9 Sewerage"),
      t("6,213 + 5,940 = 12,153 м³ × 38,14 ₽", "6.213 + 5.940 = 12.153 m³ × 38.14 ₽"),
      t("ПП 354, п. 42", "Decree 354, 42"),
      46352,
    ),
    row(
      t("10 Отопление", "10 Heating"),
      t(
        "214,600 Гкал × 76,11 / 11 482,30 = 1,422468 Гкал × 2 684,57 ₽",
        "214.600 Gcal × 76.11 / 11,482.30 = 1.422468 Gcal × 2,684.57 ₽",
      ),
      t("ПП 354, прил. 2, ф. 3", "Decree 354, annex 2, f. 3"),
      379129,
    ),
    row(
      t("11, 12 Электроэнергия", "11, 12 Electricity"),
      t("день 143 × 6,28 ₽, ночь 61 × 3,46 ₽", "day 143 × 6.28 ₽, night 61 × 3.46 ₽"),
      t("то же, ф. 1", "same, f. 1"),
      110910,
    ),
    row(
      t("13 ТКО", "13 Waste"),
      t("2 чел. × 2,31 м³ / 12 = 0,385 м³ × 702,16 ₽", "2 persons × 2.31 m³ / 12 = 0.385 m³ × 702.16 ₽"),
      t("то же, ф. 9(1)", "same, f. 9(1)"),
      21801,
    ),
    row(
      t("Пени", "Penalty"),
      t(
        "долг августа 2 434,24 ₽ (срок 15.09.2026): дни 31–58 по 12.11.2026, 28 дней × 9,5 % / 300",
        "August debt 2,434.24 ₽ (due 15.09.2026): days 31–58 to 12.11.2026, 28 days × 9.5 % / 300",
      ),
      t("ЖК ст. 155 ч. 14", "Housing Code 155(14)"),
      2158,
    ),
  ];
}

export const kopecks = (amount: number): Money => (amount === 0 ? NOTHING : money(BigInt(amount)));

/** "46.87" as millionths with two decimals. */
export function shown(text: string): Shown {
  const [whole = "0", fraction = ""] = text.split(".");
  return { millionths: BigInt(whole + fraction.padEnd(6, "0")), decimals: fraction.length };
}

function use(words: string, unit: string, decimals: number, months: string) {
  return { words, unit, decimals, months: months.split(" ").map((value) => shown(value).millionths) };
}

function compact<T extends object>(record: T): { [K in keyof T]: Exclude<T[K], undefined> } {
  return Object.fromEntries(Object.entries(record).filter(([, value]) => value !== undefined)) as {
    [K in keyof T]: Exclude<T[K], undefined>;
  };
}
