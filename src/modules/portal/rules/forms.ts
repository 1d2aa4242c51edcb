import { type Day, day } from "#core/day";

/*
 * What a company that manages houses must publish of itself and of each house: forms with numbers, by an order with the
 * years for which it holds. The names are our words for the fields; a later order is another registry beside this one.
 */

export interface FormField {
  readonly code: string;
  readonly nameRu: string;
  readonly nameEn: string;
  /** Whether the books tell it; otherwise the company states it. */
  readonly isKnown: boolean;
}

export interface DisclosureForm {
  /** "1.2". */
  readonly code: string;
  readonly nameRu: string;
  readonly nameEn: string;
  readonly of: "company" | "house";
  /** "03-31": of the year after the one reported; absent: within seven working days of a change. */
  readonly dueDay: string | undefined;
  readonly fields: readonly FormField[];
}

export interface FormRegistry {
  readonly basis: string;
  /** The first and the last year for which it holds. */
  readonly fromYear: number;
  readonly toYear: number | undefined;
  readonly forms: readonly DisclosureForm[];
}

const known = (code: string, nameRu: string, nameEn: string): FormField => ({
  code,
  nameRu,
  nameEn,
  isKnown: true,
});
const stated = (code: string, nameRu: string, nameEn: string): FormField => ({
  code,
  nameRu,
  nameEn,
  isKnown: false,
});

const ORDER_882: readonly DisclosureForm[] = [
  {
    code: "1.1",
    nameRu: "Общая информация об организации",
    nameEn: "General information on the company",
    of: "company",
    dueDay: undefined,
    fields: [
      known("name", "Наименование", "Name"),
      known("inn", "ИНН", "INN (taxpayer’s number)"),
      stated("ogrn", "ОГРН", "OGRN (state registration number)"),
      stated("head", "Руководитель", "Head of the company"),
      known("address", "Почтовый адрес", "Postal address"),
      known("phone", "Телефон", "Telephone"),
      known("emergencyPhone", "Телефон аварийно-диспетчерской службы", "Telephone of the emergency service"),
      known("email", "Адрес электронной почты", "E-mail address"),
      known("site", "Сайт в интернете", "Site"),
      stated("hours", "Режим работы и часы приёма", "Office hours"),
      stated("licence", "Лицензия: номер, дата, кем выдана", "Licence: number, date, issued by"),
      stated("staff", "Штатная численность", "Number of staff"),
      known("houses", "Домов в управлении", "Houses managed"),
      known("area", "Площадь помещений в этих домах", "Area of the premises in these houses"),
    ],
  },
  {
    code: "1.2",
    nameRu: "Показатели финансово-хозяйственной деятельности",
    nameEn: "Financial figures",
    of: "company",
    dueDay: "03-31",
    fields: [
      known("charged", "Начислено за год", "Charged over the year"),
      known("paid", "Оплачено за год", "Paid over the year"),
      known(
        "balance",
        "Сальдо расчётов с потребителями на конец периода",
        "Owed by consumers at the end, less advances",
      ),
      stated("income", "Доходы от управления домами", "Income from managing houses"),
      stated("expenses", "Расходы на управление домами", "Expenses of managing houses"),
      stated(
        "owedForResources",
        "Задолженность перед поставщиками ресурсов",
        "Owed to suppliers of resources",
      ),
      known("reports", "Годовая бухгалтерская отчётность", "Annual accounts"),
    ],
  },
  {
    code: "1.3",
    nameRu: "Привлечение к административной ответственности",
    nameEn: "Administrative liability",
    of: "company",
    dueDay: undefined,
    fields: [
      stated("penalties", "Постановления за год и принятые меры", "Rulings over the year and what was done"),
    ],
  },
  {
    code: "1.4",
    nameRu: "Дома, которыми управляет организация",
    nameEn: "Houses that the company manages",
    of: "company",
    dueDay: undefined,
    fields: [known("managed", "Перечень домов", "List of houses")],
  },
  {
    code: "1.5",
    nameRu: "Дома, договоры управления которыми прекращены",
    nameEn: "Houses whose contracts have ended",
    of: "company",
    dueDay: undefined,
    fields: [known("left", "Перечень домов", "List of houses")],
  },
  {
    code: "2.1",
    nameRu: "Общие сведения о доме",
    nameEn: "General facts of the house",
    of: "house",
    dueDay: undefined,
    fields: [
      known("address", "Адрес", "Address"),
      known("since", "В управлении с", "Managed since"),
      known("builtYear", "Год постройки", "Built"),
      known("storeys", "Этажей", "Storeys"),
      known("entrances", "Подъездов", "Entrances"),
      known("lifts", "Подъездов с лифтом", "Entrances with a lift"),
      known("dwellings", "Квартир", "Flats"),
      known("others", "Нежилых помещений", "Other premises"),
      known("dwellingsArea", "Площадь квартир", "Area of the flats"),
      known("othersArea", "Площадь нежилых помещений", "Area of other premises"),
      known("commonArea", "Площадь общего имущества", "Area of common property"),
      known("dilapidated", "Признан аварийным", "Recognized as dilapidated"),
      stated("cadastral", "Кадастровый номер участка", "Cadastral number of the land"),
      stated("energy", "Класс энергетической эффективности", "Energy efficiency class"),
    ],
  },
  {
    code: "2.2",
    nameRu: "Конструктивные элементы и оборудование",
    nameEn: "Construction and equipment",
    of: "house",
    dueDay: undefined,
    fields: [
      known("meters", "Общедомовые приборы учёта", "Meters of the house"),
      known("hotWater", "Система горячего водоснабжения", "Hot water system"),
      stated("walls", "Фундамент, стены, перекрытия, крыша", "Foundation, walls, floors, roof"),
    ],
  },
  {
    code: "2.3",
    nameRu: "Работы и услуги по содержанию и ремонту",
    nameEn: "Works of maintenance and repair",
    of: "house",
    dueDay: undefined,
    fields: [
      known("maintenanceRate", "Плата за содержание помещения", "Charge for maintenance"),
      stated("works", "Перечень работ и их стоимость", "List of works and their cost"),
    ],
  },
  {
    code: "2.4",
    nameRu: "Коммунальные услуги",
    nameEn: "Utilities",
    of: "house",
    dueDay: undefined,
    fields: [known("services", "Услуги, поставщики и тарифы", "Services, suppliers and tariffs")],
  },
  {
    code: "2.5",
    nameRu: "Использование общего имущества",
    nameEn: "Use of common property",
    of: "house",
    dueDay: undefined,
    fields: [stated("commonUse", "Договоры и плата по ним", "Contracts and what is paid by them")],
  },
  {
    code: "2.6",
    nameRu: "Капитальный ремонт",
    nameEn: "Capital repair",
    of: "house",
    dueDay: undefined,
    fields: [
      known("repairRate", "Взнос на капитальный ремонт", "Contribution to capital repair"),
      stated("repairFund", "Владелец специального счёта", "Owner of the special account"),
    ],
  },
  {
    code: "2.7",
    nameRu: "Общие собрания собственников",
    nameEn: "Meetings of the owners",
    of: "house",
    dueDay: undefined,
    fields: [stated("meetings", "Даты и решения", "Dates and decisions")],
  },
  {
    code: "2.8",
    nameRu: "Отчёт об исполнении договора управления",
    nameEn: "Report on the management contract",
    of: "house",
    dueDay: "03-31",
    fields: [
      known("opening", "Сальдо расчётов на начало периода", "Owed at the beginning, less advances"),
      known("charged", "Начислено за год", "Charged over the year"),
      known("paid", "Оплачено за год", "Paid over the year"),
      known("balance", "Сальдо расчётов на конец периода", "Owed at the end, less advances"),
      stated("claims", "Претензии потребителей", "Claims of consumers"),
    ],
  },
];

export const REGISTRIES: readonly FormRegistry[] = [
  {
    basis: "Приказ Минстроя России от 22.12.2014 № 882/пр",
    fromYear: 2015,
    toYear: undefined,
    forms: ORDER_882,
  },
];

/** The forms that hold for a year. */
export const registryOf = (year: number): FormRegistry | undefined =>
  REGISTRIES.find(({ fromYear, toYear }) => fromYear <= year && (toYear === undefined || year <= toYear));

/** The day until which a form of a year must be published; undefined where it follows each change. */
export const dueOf = (form: DisclosureForm, year: number): Day | undefined =>
  form.dueDay === undefined ? undefined : day(`${year + 1}-${form.dueDay}`);
