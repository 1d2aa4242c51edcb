import { METHODS, type Method, type Parameter, type Resource, SERVICES } from "#modules/tariffs";
import {
  type CellProblem,
  type CellType,
  choice,
  choices,
  date,
  digits,
  millionths,
  money,
  month,
  type Share,
  share,
  text,
  whole,
  wholeBig,
  yesOrNo,
} from "./cells.ts";
import type {
  AccountRow,
  BuildingRow,
  MeterRow,
  OpeningBalanceRow,
  OrganizationRow,
  PremisesRow,
  ReadingRow,
  ResidentRow,
  ServiceTermsRow,
  ValueRow,
} from "./rows.ts";

/** A column of a template: its heading with the unit, an example and a note, in both languages. */
export interface Column<T> {
  readonly type: CellType<T>;
  readonly ru: string;
  readonly en: string;
  readonly example: string;
  readonly noteRu: string;
  readonly noteEn: string;
  /** A cell must be filled in; an optional one may be empty. */
  readonly required: boolean;
  /** What an empty cell stands for, as it would be written; said in the note and counted when used. */
  readonly fallback?: string;
}

/** A column for each field of a row: required and fallback columns where the field is, optional ones elsewhere. */
export type Columns<Row> = {
  readonly [K in keyof Row]-?: Column<Exclude<Row[K], undefined>> &
    (object extends Pick<Row, K> ? { readonly required: false } : { readonly required: true });
};

export interface Sheet<Name extends SheetName = SheetName> {
  readonly name: Name;
  readonly ru: string;
  readonly en: string;
  readonly columns: Columns<Written[Name]>;
  /** What two cells say together: the row, or what is wrong with it and in which column. */
  finish(
    written: Written[Name],
  ):
    | { readonly row: Rows[Name] }
    | { readonly column: string; readonly value: string; readonly problem: CellProblem };
}

export interface Rows {
  organizations: OrganizationRow;
  buildings: BuildingRow;
  premises: PremisesRow;
  accounts: AccountRow;
  residents: ResidentRow;
  meters: MeterRow;
  readings: ReadingRow;
  services: ServiceTermsRow;
  values: ValueRow;
  balances: OpeningBalanceRow;
}
export type SheetName = keyof Rows;

/** Rows as written in cells: a share is one cell, coordinates are left to open data. */
export interface Written extends Omit<Rows, "accounts"> {
  accounts: Omit<AccountRow, "shareNumerator" | "shareDenominator"> & { readonly share: Share };
}

type About = readonly [ru: string, en: string, example: string, noteRu: string, noteEn: string];
const must = <T>(
  type: CellType<T>,
  [ru, en, example, noteRu, noteEn]: About,
): Column<T> & { readonly required: true } => ({
  type,
  ru,
  en,
  example,
  noteRu,
  noteEn,
  required: true,
});
const may = <T>(
  type: CellType<T>,
  [ru, en, example, noteRu, noteEn]: About,
): Column<T> & { readonly required: false } => ({
  type,
  ru,
  en,
  example,
  noteRu,
  noteEn,
  required: false,
});
const or = <T>(
  fallback: string,
  type: CellType<T>,
  about: About,
): Column<T> & { readonly required: true } => ({
  ...must(type, about),
  fallback,
});

const RESOURCES: readonly {
  value: Resource;
  ru: readonly [string, ...string[]];
  en: readonly [string, ...string[]];
}[] = [
  { value: "cold_water", ru: ["холодная вода", "хвс"], en: ["cold water"] },
  { value: "hot_water", ru: ["горячая вода", "гвс"], en: ["hot water"] },
  { value: "sewerage", ru: ["сточные воды", "водоотведение"], en: ["sewage", "sewerage"] },
  { value: "electricity", ru: ["электроэнергия", "эл. энергия", "электричество"], en: ["electricity"] },
  { value: "gas", ru: ["газ"], en: ["gas"] },
  { value: "heat", ru: ["тепло", "отопление"], en: ["heat", "heating"] },
];
const SERVICE_CHOICES = SERVICES.map((service) => ({
  value: service.code,
  ru: [service.nameRu] as const,
  en: [service.nameEn] as const,
}));
const METHOD_WORDS: Readonly<Record<Method, readonly [ru: string, en: string]>> = {
  area: ["по площади", "by area"],
  fixed: ["с помещения", "per premises"],
  individual: ["по прибору или нормативу", "by meter or norm"],
  individual_social_norm: ["по социальной норме", "by social norm"],
  hot_water_heat: ["нагрев горячей воды", "heat of hot water"],
  hot_water_made: ["горячая вода, приготовленная в доме", "hot water made in the building"],
  sewerage_sum: ["сумма холодной и горячей воды", "sum of cold and hot water"],
  heating_season: ["отопление в отопительный период", "heating in the season"],
  heating_even_year: ["отопление равномерно в течение года", "heating evenly over the year"],
  waste_persons: ["ТКО по числу людей", "waste by persons"],
  waste_area: ["ТКО по площади", "waste by area"],
  gas: ["газ", "gas"],
  common_needs: ["общедомовые нужды", "common needs"],
  common_property_meter: ["общее имущество по прибору", "common property by meter"],
  common_property_norm: ["общее имущество по нормативу", "common property by norm"],
};
const PARAMETER_WORDS: Readonly<Record<Parameter, readonly [ru: string, en: string]>> = {
  rate: ["тариф", "rate"],
  norm: ["норматив на человека в месяц", "norm per person and month"],
  norm_area: ["норматив на м² в месяц", "norm per m² and month"],
  norm_year: ["норматив на человека в год", "norm per person and year"],
  norm_common: ["норматив на м² общего имущества", "norm per m² of common property"],
  norm_stove: ["норматив газа на плиту", "gas norm for a stove"],
  norm_heater: ["норматив газа на водонагреватель", "gas norm for a water heater"],
  norm_heating: ["норматив газа на отопление", "gas norm for heating"],
  heat_per_m3: ["тепло на нагрев м³ воды, Гкал", "heat for a m³ of water, Gcal"],
  multiplier: ["повышающий коэффициент", "multiplier"],
  heating_season: ["отопительный период", "heating season"],
  heating_months: ["месяцев отопительного периода", "months of the heating season"],
  social_norm_one: ["социальная норма на одного", "social norm for one person"],
  social_norm_more: ["социальная норма на каждого из нескольких", "social norm for each of several"],
};
const worded = <T extends string>(words: Readonly<Record<T, readonly [string, string]>>) =>
  (Object.keys(words) as T[]).map((value) => ({
    value,
    ru: [words[value][0]] as const,
    en: [words[value][1]] as const,
  }));

const code = text(60);
const building: About = [
  "Код дома",
  "Building code",
  "VN-0012",
  "Ваш код дома, один и тот же на всех листах",
  "Your own code of the building, the same on every sheet",
];
const fromDay: About = [
  "Действует с",
  "In force from",
  "01.11.2026",
  "С этого дня верно сказанное в строке; новая строка с другой датой меняет прежнюю",
  "From this day the row is true; a row with a later date changes it",
];
const toDay: About = [
  "Действует до",
  "In force until",
  "01.07.2027",
  "Первый день, когда уже не действует; пусто, если конца нет",
  "The first day it is no longer in force; empty if there is no end",
];
const service: About = [
  "Услуга",
  "Service",
  "Холодная вода",
  "Название или код услуги",
  "The service's name or code",
];
const provider: About = [
  "Код поставщика",
  "Provider code",
  "7701234567",
  "Код организации, которой платят за услугу",
  "Code of the organization that is paid for the service",
];
const ACCOUNT = text(20, {
  is: /^\d{6,20}$/,
  ru: "номер счёта: от 6 до 20 цифр",
  en: "an account number has 6 to 20 digits",
});
const account: About = [
  "Лицевой счёт",
  "Account",
  "4400110010",
  "Номер лицевого счёта, единственный в городе",
  "The account's number, unique in the city",
];
const AREA = millionths(0n, 300_000n);
const year = whole(1500, 2100);

const same = <N extends Exclude<SheetName, "accounts">>(
  written: Written[N],
): { readonly row: Written[N] } => ({ row: written });
const reversed = (from: string | undefined, to: string | undefined): boolean =>
  from !== undefined && to !== undefined && to <= from;
const dates = (column: string, from: string, value: string) => ({
  column,
  value,
  problem: { code: "dates-reversed" as const, data: { from } },
});

/** The sheets in the order in which they are filled in: each speaks of keys that an earlier one gave. */
export const SHEETS: { readonly [N in SheetName]: Sheet<N> } = {
  organizations: {
    name: "organizations",
    ru: "Организации",
    en: "Organizations",
    finish: (row) => same<"organizations">(row),
    columns: {
      code: must(code, [
        "Код организации",
        "Organization code",
        "7701234567",
        "Ваш код или ИНН, один и тот же на всех листах",
        "Your own code or the INN, the same on every sheet",
      ]),
      kind: must(
        choice([
          { value: "company", ru: ["управляющая организация", "ук", "тсж"], en: ["management company"] },
          { value: "supplier", ru: ["поставщик ресурса", "рсо"], en: ["supplier"] },
          { value: "fund", ru: ["фонд капитального ремонта"], en: ["capital repair fund"] },
          { value: "agent", ru: ["платёжный агент"], en: ["payment agent"] },
          { value: "center", ru: ["расчётный центр"], en: ["billing center"] },
        ]),
        [
          "Вид",
          "Kind",
          "управляющая организация",
          "Чем организация занимается",
          "What the organization does",
        ],
      ),
      name: must(text(), [
        "Наименование",
        "Name",
        "ООО «УК Заречье»",
        "Полностью, с формой собственности",
        "In full, with the legal form",
      ]),
      shortName: may(text(60), [
        "Краткое наименование",
        "Short name",
        "УК Заречье",
        "Для списков",
        "For lists",
      ]),
      inn: may(digits(10, 12), ["ИНН", "INN", "7701234567", "10 или 12 цифр", "10 or 12 digits"]),
      kpp: may(digits(9), ["КПП", "KPP", "770101001", "9 цифр", "9 digits"]),
      ogrn: may(digits(13, 15), ["ОГРН", "OGRN", "1027700000000", "13 или 15 цифр", "13 or 15 digits"]),
      address: may(text(), [
        "Адрес",
        "Address",
        "г. Североозёрск, ул. Лесная, д. 2",
        "Для квитанции",
        "For the receipt",
      ]),
      phone: may(text(60), ["Телефон", "Phone", "+7 8162 50-00-01", "Для жителей", "For residents"]),
      emergencyPhone: may(text(60), [
        "Аварийная служба",
        "Emergency phone",
        "+7 8162 50-00-02",
        "Круглосуточно",
        "Round the clock",
      ]),
      email: may(text(120), ["Эл. почта", "E-mail", "uk@example.ru", "Для жителей", "For residents"]),
      site: may(text(120), ["Сайт", "Site", "https://example.ru", "Для жителей", "For residents"]),
      bankAccount: may(digits(20), [
        "Расчётный счёт",
        "Bank account",
        "40702810000000005678",
        "20 цифр; столбец должен быть текстовым",
        "20 digits; the column must be text",
      ]),
      bankName: may(text(), ["Банк", "Bank", "АО «Севербанк»", "Наименование банка", "The bank's name"]),
      bic: may(digits(9), ["БИК", "BIC", "049876543", "9 цифр", "9 digits"]),
      correspondentAccount: may(digits(20), [
        "Корр. счёт",
        "Correspondent account",
        "30101810100000000543",
        "20 цифр",
        "20 digits",
      ]),
    },
  },
  buildings: {
    name: "buildings",
    ru: "Дома",
    en: "Buildings",
    finish: (row) => same<"buildings">(row),
    columns: {
      code: must(code, building),
      region: may(text(120), [
        "Регион",
        "Region",
        "обл. Новгородская",
        "С видом: обл., край, Респ.",
        "With its kind: обл., край, Респ.",
      ]),
      district: may(text(120), [
        "Район",
        "District",
        "р-н Боровичский",
        "С видом: р-н, г.о.",
        "With its kind: р-н, г.о.",
      ]),
      settlement: must(text(120), [
        "Населённый пункт",
        "Settlement",
        "г. Боровичи",
        "С видом: г., п., д., с.",
        "With its kind: г., п., д., с.",
      ]),
      quarter: may(text(120), [
        "Микрорайон",
        "Quarter",
        "мкр. Раздолье",
        "Если он часть адреса",
        "If it is a part of the address",
      ]),
      street: may(text(120), [
        "Улица",
        "Street",
        "ул. Сушанская",
        "С видом: ул., пр-кт, пер.",
        "With its kind: ул., пр-кт, пер.",
      ]),
      house: must(text(40), [
        "Номер дома",
        "House number",
        "7 корп. 1",
        "Как печатается после «д.»",
        "As printed after “д.”",
      ]),
      postcode: may(digits(6), ["Индекс", "Postcode", "174411", "6 цифр", "6 digits"]),
      houseGuid: may(
        text(36, {
          is: /^[0-9a-f]{8}-[0-9a-f]{4}-[1-9a-f][0-9a-f]{3}-[0-9a-f]{4}-[0-9a-f]{12}$/i,
          ru: "нужен идентификатор вида a3b983cf-fb6c-563c-88a3-488bd809ae50",
          en: "an identifier like a3b983cf-fb6c-563c-88a3-488bd809ae50 is wanted",
        }),
        [
          "Код ФИАС",
          "FIAS code",
          "a3b983cf-fb6c-563c-88a3-488bd809ae50",
          "Идентификатор дома в ГАР",
          "The house's identifier in the state register",
        ],
      ),
      cadastralNumber: may(
        text(40, {
          is: /^\d+:\d+:\d+:\d+$/,
          ru: "нужен номер вида 53:22:0001001:1234",
          en: "a number like 53:22:0001001:1234 is wanted",
        }),
        ["Кадастровый номер", "Cadastral number", "53:22:0001001:1234", "", ""],
      ),
      latitude: may(millionths(-90n, 90n), ["Широта", "Latitude", "58,387700", "Градусы", "Degrees"]),
      longitude: may(millionths(-180n, 180n), ["Долгота", "Longitude", "33,915500", "Градусы", "Degrees"]),
      builtYear: may(year, ["Год постройки", "Built in", "1982", "", ""]),
      storeysMin: may(whole(1, 200), ["Этажей, наименьшее", "Storeys, least", "5", "", ""]),
      storeysMax: may(whole(1, 200), ["Этажей, наибольшее", "Storeys, most", "9", "", ""]),
      entrances: may(whole(1, 100), ["Подъездов", "Entrances", "4", "", ""]),
      from: must(date, fromDay),
      manager: may(code, [
        "Код управляющей организации",
        "Manager code",
        "7701234567",
        "Код с листа «Организации»; пусто, если никто не управляет",
        "A code of the sheet Organizations; empty if nobody manages it",
      ]),
      kind: must(
        choice([
          { value: "apartments", ru: ["многоквартирный"], en: ["apartment building"] },
          { value: "house", ru: ["жилой дом"], en: ["house"] },
        ]),
        ["Вид дома", "Kind", "многоквартирный", "", ""],
      ),
      commonPropertyArea: must(AREA, [
        "Площадь общего имущества, м²",
        "Common property, m²",
        "1065,4",
        "Помещения общего пользования; 0, если их нет",
        "Rooms in common use; 0 if there are none",
      ]),
      improvement: or("", text(60), [
        "Степень благоустройства",
        "Improvement degree",
        "full",
        "По ней выбираются нормативы; пусто, если норматив один",
        "Chooses the norms; empty if there is one norm for all",
      ]),
      dilapidated: must(yesOrNo, ["Аварийный", "Dilapidated", "нет", "да или нет", "да (yes) or нет (no)"]),
      centralHotWater: must(yesOrNo, [
        "Централизованная горячая вода",
        "Central hot water",
        "да",
        "нет, если воду греют в доме или в квартирах",
        "нет (no) if water is heated in the building or the flats",
      ]),
    },
  },
  premises: {
    name: "premises",
    ru: "Помещения",
    en: "Premises",
    finish: (row) => same<"premises">(row),
    columns: {
      building: must(code, building),
      number: must(text(20), [
        "Номер помещения",
        "Premises number",
        "12",
        "Номер квартиры; комната коммунальной квартиры 12/1",
        "The flat's number; a room of a communal flat is 12/1",
      ]),
      kind: must(
        choice([
          { value: "flat", ru: ["квартира"], en: ["flat"] },
          { value: "room", ru: ["комната"], en: ["room"] },
          { value: "shop", ru: ["нежилое"], en: ["non-residential", "shop"] },
          { value: "parking", ru: ["машиноместо"], en: ["parking"] },
          { value: "house", ru: ["жилой дом"], en: ["house"] },
        ]),
        ["Вид помещения", "Kind", "квартира", "", ""],
      ),
      flat: may(text(20), [
        "Коммунальная квартира",
        "Communal flat",
        "12",
        "Для комнаты: номер квартиры, где она находится",
        "For a room: the number of the flat it is in",
      ]),
      entrance: may(whole(1, 100), ["Подъезд", "Entrance", "1", "", ""]),
      storey: may(whole(-5, 200), ["Этаж", "Storey", "3", "", ""]),
      cadastralNumber: may(
        text(40, {
          is: /^\d+:\d+:\d+:\d+$/,
          ru: "нужен номер вида 53:22:0001001:1234",
          en: "a number like 53:22:0001001:1234 is wanted",
        }),
        ["Кадастровый номер", "Cadastral number", "53:22:0001001:1234", "", ""],
      ),
      from: must(date, fromDay),
      totalArea: must(AREA, [
        "Общая площадь, м²",
        "Total area, m²",
        "52,4",
        "Без балконов и лоджий",
        "Without balconies",
      ]),
      rooms: must(whole(0, 50), ["Комнат", "Rooms", "2", "", ""]),
      heating: must(
        choice([
          { value: "central", ru: ["центральное"], en: ["central"] },
          { value: "own", ru: ["своё", "индивидуальное"], en: ["own"] },
          { value: "none", ru: ["нет"], en: ["none"] },
        ]),
        ["Отопление", "Heating", "центральное", "", ""],
      ),
      stove: must(
        choice([
          { value: "gas", ru: ["газовая"], en: ["gas"] },
          { value: "electric", ru: ["электрическая"], en: ["electric"] },
        ]),
        ["Плита", "Stove", "газовая", "", ""],
      ),
      ownership: must(
        choice([
          { value: "private", ru: ["частная"], en: ["private"] },
          { value: "municipal", ru: ["муниципальная"], en: ["municipal"] },
        ]),
        ["Собственность", "Ownership", "частная", "", ""],
      ),
      meterInstallable: must(choices(RESOURCES), [
        "Можно установить приборы",
        "Meters can be installed for",
        "холодная вода, горячая вода",
        "Через запятую; «нет», если нельзя ни одного",
        "With commas; “нет” if none",
      ]),
    },
  },
  accounts: {
    name: "accounts",
    ru: "Лицевые счета",
    en: "Accounts",
    finish: ({ share: part, ...row }) =>
      reversed(row.opened, row.closed)
        ? dates("closed", row.opened, row.closed ?? "")
        : { row: { ...row, shareNumerator: part.numerator, shareDenominator: part.denominator } },
    columns: {
      building: must(code, building),
      premises: must(text(20), [
        "Номер помещения",
        "Premises number",
        "12",
        "С листа «Помещения»",
        "Of the sheet Premises",
      ]),
      number: must(ACCOUNT, account),
      opened: must(date, ["Открыт", "Opened", "01.03.2019", "", ""]),
      closed: may(date, [
        "Закрыт",
        "Closed",
        "",
        "Первый день, когда счёт уже не действует",
        "The first day it is no longer the account's",
      ]),
      unifiedAccountId: may(
        text(10, { is: /^[0-9A-Za-zА-Яа-я]{10}$/u, ru: "нужно 10 знаков", en: "10 characters are wanted" }),
        ["ЕЛС", "Unified account", "20АК574354", "10 знаков ГИС ЖКХ", "10 characters of the state system"],
      ),
      gisServiceId: may(
        text(13, {
          is: /^[0-9A-Za-zА-Яа-я]{10}-\d{2}$/u,
          ru: "нужно 13 знаков",
          en: "13 characters are wanted",
        }),
        ["ИЖКУ", "Service id", "20АК574354-01", "13 знаков ГИС ЖКХ", "13 characters of the state system"],
      ),
      from: must(date, fromDay),
      share: or("1", share, [
        "Доля",
        "Share",
        "1/2",
        "Доля в оплате помещения; пусто = 1",
        "Share of the premises' charges; empty = 1",
      ]),
      owners: must(whole(0, 999), [
        "Собственников",
        "Owners",
        "2",
        "Считаются, если никто не зарегистрирован",
        "Counted where nobody is registered",
      ]),
      holder: must(
        choice([
          { value: "person", ru: ["физ. лицо", "физическое лицо"], en: ["person"] },
          { value: "legal", ru: ["юр. лицо", "юридическое лицо"], en: ["legal person"] },
        ]),
        ["Плательщик", "Payer", "физ. лицо", "", ""],
      ),
      holderName: must(text(200), [
        "ФИО или наименование",
        "Name",
        "Иванова Мария Петровна",
        "Фамилия, имя, отчество",
        "Surname, given name, patronymic",
      ]),
      phone: may(text(40), ["Телефон", "Phone", "+7 911 000-00-00", "", ""]),
      email: may(text(120), ["Эл. почта", "E-mail", "ivanova@example.ru", "", ""]),
    },
  },
  residents: {
    name: "residents",
    ru: "Жители",
    en: "Residents",
    finish: (row) =>
      reversed(row.from, row.to) ? dates("to", row.from, row.to ?? "") : same<"residents">(row),
    columns: {
      building: must(code, building),
      account: must(ACCOUNT, account),
      surname: must(text(80), ["Фамилия", "Surname", "Иванова", "", ""]),
      givenName: must(text(80), ["Имя", "Given name", "Мария", "", ""]),
      patronymic: may(text(80), ["Отчество", "Patronymic", "Петровна", "", ""]),
      born: may(date, ["Дата рождения", "Born", "10.01.1970", "", ""]),
      snils: may(digits(11), [
        "СНИЛС",
        "SNILS",
        "16249849404",
        "11 цифр без разделителей",
        "11 digits without separators",
      ]),
      registration: must(
        choice([
          { value: "permanent", ru: ["постоянная"], en: ["permanent"] },
          { value: "temporary", ru: ["временная"], en: ["temporary"] },
        ]),
        ["Регистрация", "Registration", "постоянная", "", ""],
      ),
      from: must(date, ["Зарегистрирован с", "Registered from", "01.03.2019", "", ""]),
      to: may(date, [
        "Снят с учёта",
        "Registered until",
        "",
        "Первый день без регистрации",
        "The first day without registration",
      ]),
    },
  },
  meters: {
    name: "meters",
    ru: "Приборы учёта",
    en: "Meters",
    finish: (row) =>
      row.removed !== undefined && row.removed < row.installed
        ? dates("removed", row.installed, row.removed)
        : same<"meters">(row),
    columns: {
      building: must(code, building),
      premises: may(text(20), [
        "Номер помещения",
        "Premises number",
        "12",
        "Пусто для общедомового прибора",
        "Empty for a meter of the whole building",
      ]),
      serial: must(text(40), [
        "Заводской номер",
        "Serial",
        "SN-7000",
        "Единственный в доме",
        "Unique within the building",
      ]),
      resource: must(choice(RESOURCES), ["Ресурс", "Resource", "холодная вода", "", ""]),
      model: may(text(80), ["Модель", "Model", "СГВ-15", "", ""]),
      integerDigits: must(whole(1, 12), [
        "Цифр до запятой",
        "Digits before the point",
        "5",
        "По ним узнаётся переход через ноль",
        "By them passing zero is known",
      ]),
      fractionDigits: or("3", whole(0, 6), [
        "Цифр после запятой",
        "Digits after the point",
        "3",
        "Пусто = 3",
        "Empty = 3",
      ]),
      tariffScales: or("1", whole<1 | 2 | 3>(1, 3), [
        "Шкал",
        "Scales",
        "1",
        "1, 2 (день, ночь) или 3 (день, ночь, пик); пусто = 1",
        "1, 2 (day, night) or 3 (day, night, peak); empty = 1",
      ]),
      ratio: or("1", wholeBig(1n, 1_000_000n), [
        "Коэффициент трансформации",
        "Transformer ratio",
        "1",
        "Пусто = 1",
        "Empty = 1",
      ]),
      installed: must(date, ["Установлен", "Installed", "01.03.2019", "", ""]),
      removed: may(date, ["Снят", "Removed", "", "", ""]),
      verifiedUntil: may(date, [
        "Поверен до",
        "Verified until",
        "28.02.2031",
        "Последний день поверки",
        "The last day of legal validity",
      ]),
      brokenFrom: may(date, ["Неисправен с", "Broken from", "", "По акту", "By a report"]),
    },
  },
  readings: {
    name: "readings",
    ru: "Показания",
    en: "Readings",
    finish: (row) => same<"readings">(row),
    columns: {
      building: must(code, building),
      meter: must(text(40), [
        "Заводской номер",
        "Serial",
        "SN-7000",
        "С листа «Приборы учёта»",
        "Of the sheet Meters",
      ]),
      scale: or("0", whole(0, 3), [
        "Шкала",
        "Scale",
        "0",
        "0 одна, 1 день, 2 ночь, 3 пик; пусто = 0",
        "0 single, 1 day, 2 night, 3 peak; empty = 0",
      ]),
      takenOn: must(date, ["Дата показания", "Taken on", "20.11.2026", "", ""]),
      value: must(millionths(0n, 999_999_999_999n), [
        "Показание",
        "Reading",
        "100,053",
        "Как на приборе, без коэффициента",
        "As shown by the meter, without the ratio",
      ]),
      mark: or(
        "обычное",
        choice([
          { value: "regular", ru: ["обычное"], en: ["regular"] },
          { value: "opening", ru: ["начальное", "при установке"], en: ["opening"] },
          { value: "closing", ru: ["конечное", "при снятии"], en: ["closing"] },
          { value: "rollover", ru: ["переход через ноль"], en: ["rollover"] },
        ]),
        ["Вид показания", "Mark", "обычное", "Пусто = обычное", "Empty = regular"],
      ),
      source: or(
        "работник",
        choice([
          { value: "clerk", ru: ["работник"], en: ["clerk"] },
          { value: "resident", ru: ["житель"], en: ["resident"] },
          { value: "agent", ru: ["агент"], en: ["agent"] },
          { value: "act", ru: ["акт"], en: ["act", "report"] },
          { value: "automatic", ru: ["автоматически"], en: ["automatic"] },
        ]),
        ["Источник", "Source", "житель", "Пусто = работник", "Empty = clerk"],
      ),
    },
  },
  services: {
    name: "services",
    ru: "Услуги домов",
    en: "Building services",
    finish: (row) =>
      reversed(row.from, row.to) ? dates("to", row.from, row.to ?? "") : same<"services">(row),
    columns: {
      building: must(code, building),
      service: must(choice(SERVICE_CHOICES), service),
      provider: must(code, provider),
      method: must(
        choice(
          METHODS.map((value) => ({
            value,
            ru: [METHOD_WORDS[value][0]] as const,
            en: [METHOD_WORDS[value][1]] as const,
          })),
        ),
        ["Способ начисления", "Method", "по прибору или нормативу", "", ""],
      ),
      account: may(ACCOUNT, [
        "Лицевой счёт",
        "Account",
        "",
        "Пусто: для всего дома",
        "Empty: for the whole building",
      ]),
      from: must(date, fromDay),
      to: may(date, toDay),
    },
  },
  values: {
    name: "values",
    ru: "Тарифы и нормативы",
    en: "Tariffs and norms",
    finish: (row) => {
      if (reversed(row.from, row.to)) return dates("to", row.from, row.to ?? "");
      const missing = missingOwner(row);
      return missing
        ? { column: missing, value: "", problem: { code: "value-missing", data: {} } }
        : same<"values">(row);
    },
    columns: {
      level: must(
        choice([
          { value: "city", ru: ["город"], en: ["city"] },
          { value: "organization", ru: ["организация"], en: ["organization"] },
          { value: "building", ru: ["дом"], en: ["building"] },
          { value: "account", ru: ["лицевой счёт"], en: ["account"] },
        ]),
        [
          "Уровень",
          "Level",
          "город",
          "Чьё это значение: более частное сильнее",
          "Whose value it is: the more particular one wins",
        ],
      ),
      organization: may(code, [
        "Код организации",
        "Organization code",
        "",
        "Для уровня «организация»",
        "For level organization",
      ]),
      building: may(code, [
        "Код дома",
        "Building code",
        "",
        "Для уровней «дом» и «лицевой счёт»",
        "For levels building and account",
      ]),
      account: may(ACCOUNT, [
        "Лицевой счёт",
        "Account",
        "",
        "Для уровня «лицевой счёт»",
        "For level account",
      ]),
      provider: may(code, [
        "Код поставщика",
        "Provider code",
        "",
        "Если значение только для этого поставщика",
        "If the value is this provider's own",
      ]),
      service: must(choice(SERVICE_CHOICES), service),
      parameter: must(choice(worded(PARAMETER_WORDS)), ["Показатель", "Parameter", "тариф", "", ""]),
      variant: or("", text(60), [
        "Вариант",
        "Variant",
        "",
        "Степень благоустройства или «комнаты×люди»; пусто = обычный",
        "Improvement degree or rooms×persons; empty = ordinary",
      ]),
      zone: or("0", whole(0, 3), [
        "Зона суток",
        "Zone",
        "0",
        "0 сутки, 1 день, 2 ночь, 3 пик; пусто = 0",
        "0 whole day, 1 day, 2 night, 3 peak; empty = 0",
      ]),
      rangeFrom: or("0", millionths(0n, 999_999_999n), [
        "Сверх объёма",
        "Above volume",
        "0",
        "Начало диапазона месячного потребления; пусто = 0",
        "Where the range of monthly consumption begins; empty = 0",
      ]),
      from: must(date, fromDay),
      to: may(date, toDay),
      value: must(millionths(0n, 999_999_999n), [
        "Значение",
        "Value",
        "48,32",
        "Рубли за единицу или количество",
        "Roubles for a unit, or a quantity",
      ]),
      basis: must(text(), [
        "Документ",
        "Basis",
        "Постановление № 74/3 от 18.12.2025",
        "Чем установлено",
        "What set it",
      ]),
    },
  },
  balances: {
    name: "balances",
    ru: "Начальные остатки",
    en: "Opening balances",
    finish: (row) => same<"balances">(row),
    columns: {
      building: must(code, building),
      account: must(ACCOUNT, account),
      service: must(choice(SERVICE_CHOICES), service),
      provider: must(code, provider),
      period: must(month, [
        "За месяц",
        "For the month",
        "10.2026",
        "За какой месяц долг",
        "The month that the debt is for",
      ]),
      amount: must(money, [
        "Остаток, ₽",
        "Balance, ₽",
        "1500,25",
        "Долг больше нуля, переплата меньше",
        "A debt is positive, an overpayment negative",
      ]),
    },
  },
};

export const SHEET_NAMES = Object.keys(SHEETS) as readonly SheetName[];

/** A sheet whose rows are not told apart by type: how the reader and the writer walk over all of them. */
export interface AnySheet {
  readonly ru: string;
  readonly en: string;
  readonly columns: Readonly<Record<string, Column<unknown>>>;
  finish(
    written: object,
  ):
    | { readonly row: Rows[SheetName] }
    | { readonly column: string; readonly value: string; readonly problem: CellProblem };
}
export const anySheet = (name: SheetName): AnySheet => SHEETS[name] as unknown as AnySheet;

/** The column that a value's level needs and that is empty. */
function missingOwner(row: ValueRow): "organization" | "building" | "account" | undefined {
  if (row.level === "organization" && row.organization === undefined) return "organization";
  if ((row.level === "building" || row.level === "account") && row.building === undefined) return "building";
  return row.level === "account" && row.account === undefined ? "account" : undefined;
}
