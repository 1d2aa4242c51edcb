import { choice, choices, date, digits, millionths, text, whole, yesOrNo } from "./cells.ts";
import { RESOURCES, code, building, fromDay, AREA, year } from "./template-columns.ts";
import { must, may, or, same, type Sheet } from "./template-model.ts";

export const ORGANIZATIONS: Sheet<"organizations"> = {
  name: "organizations",
  ru: "Организации",
  en: "Organizations",
  finish: (row) => same(row),
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
      ["Вид", "Kind", "управляющая организация", "Чем организация занимается", "What the organization does"],
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
};

export const BUILDINGS: Sheet<"buildings"> = {
  name: "buildings",
  ru: "Дома",
  en: "Buildings",
  finish: (row) => same(row),
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
};

export const PREMISES: Sheet<"premises"> = {
  name: "premises",
  ru: "Помещения",
  en: "Premises",
  finish: (row) => same(row),
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
};
