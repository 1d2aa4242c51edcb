import { FORMULAS, type FormulaCode } from "./model.ts";

type Language = "ru" | "en";

/** What each formula does, for a reader who does not read formulas. A new formula does not compile without it. */
const MEANINGS: Readonly<Record<Language, Readonly<Record<FormulaCode, string>>>> = {
  ru: {
    area: "Площадь помещения умножается на тариф за квадратный метр.",
    fixed: "Твёрдая сумма с помещения по договору.",
    "1": "Объём по прибору учёта помещения умножается на тариф.",
    "1.average":
      "Показаний нет: среднемесячный объём прошлых месяцев умножается на тариф, не дольше трёх месяцев.",
    "1.average_broken":
      "Прибор неисправен или не поверен: среднемесячный объём прошлых месяцев умножается на тариф, не дольше трёх месяцев.",
    "1.ranges": "Объём по прибору делится на диапазоны потребления, у каждого свой тариф.",
    "1.social_norm": "Объём в пределах социальной нормы — по одному тарифу, сверх неё — по другому.",
    "4": "Прибора нет: число жителей умножается на норматив и на тариф.",
    "4.missing": "Показаний нет дольше трёх месяцев: число жителей умножается на норматив и на тариф.",
    "4(1)": "Прибор можно поставить, но его нет: норматив берётся с повышающим коэффициентом.",
    "7": "Объём коммунальной квартиры делится между комнатами по числу жителей.",
    gas: "Газ по нормативам: на плиту и водонагреватель — по жителям, на отопление — по площади.",
    "9(1)":
      "Годовой норматив отходов на человека делится на двенадцать и умножается на число жителей и тариф.",
    "9(2)":
      "Годовой норматив отходов на квадратный метр делится на двенадцать и умножается на площадь и тариф.",
    "2": "Площадь помещения умножается на норматив отопления и тариф; платится в отопительный период.",
    "2(1)": "То же, что формула 2, но плата разложена поровну на весь год.",
    "2(3)": "Своё тепло помещения и его доля в тепле общих помещений по нормативу, умноженные на тариф.",
    "2(4)": "То же, что формула 2(3), но плата разложена поровну на весь год.",
    "3": "Тепло по общедомовому прибору делится по площади; к теплу помещения добавляется доля тепла общих помещений.",
    "3(1)": "Как формула 3, когда приборы тепла есть в части помещений.",
    "3(3)": "Как формула 3, когда приборы тепла есть во всех помещениях.",
    "3(2)":
      "Плата была разложена поровну на год: в начале следующего она сверяется с расходом общедомового прибора, разница доначисляется или возвращается.",
    "3(4)": "Как формула 3(2), когда приборы тепла есть во всех помещениях.",
    "3(5)":
      "Распределители тепла стоят в помещениях больше чем половины площади дома: плата этих помещений за период делится между ними по показаниям распределителей.",
    "18": "Отопление готовится в доме своей котельной: стоимость топлива за месяц делится между всеми помещениями по площади.",
    "20": "Горячая вода готовится в доме: стоимость её тепла и воды делится на объём и умножается на объём помещения.",
    "23.water": "Горячая вода, часть «вода»: объём умножается на тариф воды.",
    "23.heat": "Горячая вода, часть «нагрев»: объём умножается на тепло для нагрева кубометра и тариф тепла.",
    sewerage: "Отводится столько, сколько пришло: холодная и горячая вода вместе умножаются на тариф.",
    "10": "Разница общедомового прибора и всех помещений делится по площади и умножается на тариф.",
    "15": "Норматив общих нужд умножается на площадь общего имущества и делится по площади помещений.",
    "17": "Доля квартиры в общих нуждах делится между комнатами по площади.",
    "47": "Помещения израсходовали больше общедомового прибора: разница возвращается по числу жителей.",
    own: "Формула расчётного центра, утверждённая вторым человеком: её текст, версия и автор — в расшифровке.",
    "soi.meter":
      "На содержание общего имущества: разница общедомового прибора и всех помещений, не меньше нуля, делится по площади.",
    "soi.norm":
      "На содержание общего имущества: норматив на площадь общего имущества, доля помещения — по площади.",
    absence:
      "Плата отсутствовавшего жителя за полные дни отсутствия вычитается; дни отъезда и возвращения не считаются.",
    "absence.waste": "Плата за отходы отсутствовавшего жителя вычитается за полные дни отсутствия.",
    "quality.hours":
      "За каждый полный час сверх допустимого плата за месяц снижается на процент из приложения 1.",
    "quality.days":
      "За каждые полные 24 часа сверх допустимого плата за месяц снижается на процент из приложения 1.",
    "quality.degrees":
      "За каждый час и каждую ступень отклонения температуры плата за месяц снижается на процент из приложения 1.",
    "quality.no_charge": "За дни, в которые услуга была непригодна, плата не берётся.",
    "quality.as_cold": "Часы, когда горячая вода была холоднее 40 °C, оплачиваются по тарифу холодной воды.",
    "quality.unsupplied": "Объём по нормативу за время перерыва не подавался и не оплачивается.",
    benefit:
      "Доля льготника в объёме или площади, не больше нормы на человека, умножается на тариф и процент льготы.",
    penalty:
      "Долг, не оплаченный в срок, умножается на ставку и число дней: 30 дней бесплатно, с 31-го дня по 90-й — 1/300 ставки в день, затем 1/130.",
    "penalty.capital_repair":
      "Взнос на капитальный ремонт, не оплаченный в срок: с 31-го дня 1/300 ставки за каждый день.",
    "penalty.sector":
      "Долг не гражданина по отраслевому закону и договору: с первого дня просрочки, доли ставки растут с её сроком.",
  },
  en: {
    area: "The area of the premises times the rate of a square metre.",
    fixed: "A fixed sum of the premises by contract.",
    "1": "The volume of the premises' own meter times the rate.",
    "1.average":
      "No reading was given: the average month of the past times the rate, for three months at most.",
    "1.average_broken":
      "The meter is broken or not verified: the average month of the past times the rate, for three months at most.",
    "1.ranges": "The metered volume falls into ranges of consumption, each with a rate of its own.",
    "1.social_norm": "The volume within the social norm at one rate, the rest at another.",
    "4": "There is no meter: persons times the norm times the rate.",
    "4.missing": "No reading for more than three months: persons times the norm times the rate.",
    "4(1)": "A meter could be installed and is not: the norm is taken with the multiplier.",
    "7": "The volume of a communal flat is shared among its rooms by persons.",
    gas: "Gas by norms: stove and water heater by persons, heating by area.",
    "9(1)": "The year's norm of waste per person, a twelfth of it, times persons and rate.",
    "9(2)": "The year's norm of waste per square metre, a twelfth of it, times area and rate.",
    "2": "The area times the norm of heating times the rate, paid in the heating season.",
    "2(1)": "As formula 2, spread evenly over the year.",
    "2(3)": "The premises' own heat and its share of the heat of common rooms by norm, times the rate.",
    "2(4)": "As formula 2(3), spread evenly over the year.",
    "3": "The heat of the building meter is shared by area; the premises bear their share of the common rooms' heat as well.",
    "3(1)": "As formula 3, where some premises have heat meters.",
    "3(3)": "As formula 3, where all premises have heat meters.",
    "3(2)":
      "The payment was spread evenly over the year: early in the next one it is held against the building's meter, and the difference is charged or given back.",
    "3(4)": "As formula 3(2), where all premises have heat meters.",
    "3(5)":
      "Premises of more than half of the building's area have heat-cost allocators: what they were charged for the span is divided among them by the allocators' units.",
    "18": "Heat is made in the building by its own boiler: the cost of the month's fuel is shared by the area of all premises.",
    "20": "Hot water is made in the building: the cost of its heat and water by its volume, times the premises' volume.",
    "23.water": "Hot water, the water: volume times the rate of water.",
    "23.heat": "Hot water, the heating: volume times the heat for one cubic metre times the rate of heat.",
    sewerage: "What came in goes out: cold and hot water together times the rate.",
    "10": "What the building meter counted beyond all premises is shared by area and charged at the rate.",
    "15": "The norm of common needs times the area of common property, shared by area.",
    "17": "A flat's part of the common needs is shared among its rooms by area.",
    "47": "The premises used more than the building meter counted: the difference is given back by persons.",
    own: "A formula of the billing center, approved by a second person: its text, version and author are in the workings.",
    "soi.meter":
      "For common property: what the building meter counted beyond all premises, not less than nothing, shared by area.",
    "soi.norm": "For common property: the norm times the area of common property, shared by area.",
    absence:
      "What an absent resident would pay for the full days of absence is taken off; the days of leaving and return do not count.",
    "absence.waste": "An absent resident's payment for waste is taken off for the full days of absence.",
    "quality.hours":
      "For each full hour beyond the allowed ones the month's charge falls by the percentage of annex 1.",
    "quality.days":
      "For each full 24 hours beyond the allowed ones the month's charge falls by the percentage of annex 1.",
    "quality.degrees":
      "For each hour and each step of the temperature's deviation the month's charge falls by the percentage of annex 1.",
    "quality.no_charge": "Nothing is due for the days on which the service was unfit.",
    "quality.as_cold": "Hours in which hot water was below 40 °C are paid at the rate of cold water.",
    "quality.unsupplied": "The norm's volume of the interruption was not supplied and is not paid.",
    benefit:
      "The beneficiary's share of the volume or area, not above the norm of a person, times the rate and the percentage.",
    penalty:
      "A debt not paid in time times the rate and the days: 30 days are free, from day 31 to 90 it is 1/300 of the rate a day, then 1/130.",
    "penalty.capital_repair":
      "A capital repair contribution not paid in time: 1/300 of the rate a day from day 31.",
    "penalty.sector":
      "The debt of who is not a resident, by the sector's law and the contract: from the first day, at fractions that grow with the delay.",
  },
};

/** How an act is cited in full; the short form stands on the receipt. */
const CITED: Readonly<Record<Language, readonly (readonly [RegExp, string])[]>> = {
  ru: [
    [/ПП РФ 354/g, "Постановление Правительства РФ от 06.05.2011 № 354"],
    [/ПП РФ 491/g, "Постановление Правительства РФ от 13.08.2006 № 491"],
    [/ЖК РФ ст\. (?=155)/g, "Жилищный кодекс РФ, статья "],
    [/ЖК РФ ст\./g, "Жилищный кодекс РФ, статьи"],
    [/ч\. /g, "часть "],
    [/прил\./g, "приложение"],
    [/ф\. (?=\S+,)/g, "формулы "],
    [/ф\./g, "формула"],
    [/п\./g, "пункт"],
    [/^contract$/, "Договор"],
    [/^формула расчётного центра$/, "Собственная формула расчётного центра"],
  ],
  en: [
    [/ПП РФ 354/g, "Government decree 354 of 06.05.2011"],
    [/ПП РФ 491/g, "Government decree 491 of 13.08.2006"],
    [/ЖК РФ ст\. (?=155)/g, "Housing Code, article "],
    [/ЖК РФ ст\./g, "Housing Code, articles"],
    [/(\d+)-ФЗ ст\./g, "law $1-FZ art."],
    [/ч\. /g, "part "],
    [/прил\./g, "annex"],
    [/ф\. (?=\S+,)/g, "formulas "],
    [/ф\./g, "formula"],
    [/п\./g, "clause"],
    [/\(газ\)/g, "(gas)"],
    [/социальная норма/g, "social norm"],
    [/прибор неисправен или не поверен/g, "the meter is broken or not verified"],
    [/^contract$/, "Contract"],
    [/^формула расчётного центра$/, "A formula of the billing center's own"],
  ],
};

export interface LawWords {
  /** "Постановление Правительства РФ от 06.05.2011 № 354, приложение 2, формула 1". */
  readonly citation: string;
  readonly formula: string;
  /** The formula in a plain sentence. */
  readonly meaning: string;
}

/** The law behind a line, for a reader. */
export function lawWords(code: FormulaCode, language: Language): LawWords {
  const { law, text } = FORMULAS[code];
  let citation: string = law;
  for (const [short, full] of CITED[language]) citation = citation.replace(short, full);
  return { citation, formula: text, meaning: MEANINGS[language][code] };
}
