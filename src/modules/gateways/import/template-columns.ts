import type { Method, Parameter, Resource } from "#modules/tariffs";
import { SERVICES } from "#modules/tariffs";
import { millionths, text, whole } from "./cells.ts";
import type { About } from "./template-model.ts";

export const RESOURCES: readonly {
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
export const SERVICE_CHOICES = SERVICES.map((service) => ({
  value: service.code,
  ru: [service.nameRu] as const,
  en: [service.nameEn] as const,
}));
export const METHOD_WORDS: Readonly<Record<Method, readonly [ru: string, en: string]>> = {
  area: ["по площади", "by area"],
  fixed: ["с помещения", "per premises"],
  individual: ["по прибору или нормативу", "by meter or norm"],
  individual_social_norm: ["по социальной норме", "by social norm"],
  hot_water_heat: ["нагрев горячей воды", "heat of hot water"],
  hot_water_made: ["горячая вода, приготовленная в доме", "hot water made in the building"],
  sewerage_sum: ["сумма холодной и горячей воды", "sum of cold and hot water"],
  heating_season: ["отопление в отопительный период", "heating in the season"],
  heating_made: ["отопление, приготовленное в доме", "heating made in the building"],
  heating_even_year: ["отопление равномерно в течение года", "heating evenly over the year"],
  waste_persons: ["ТКО по числу людей", "waste by persons"],
  waste_area: ["ТКО по площади", "waste by area"],
  gas: ["газ", "gas"],
  common_needs: ["общедомовые нужды", "common needs"],
  common_property_meter: ["общее имущество по прибору", "common property by meter"],
  common_property_norm: ["общее имущество по нормативу", "common property by norm"],
};
export const PARAMETER_WORDS: Readonly<Record<Parameter, readonly [ru: string, en: string]>> = {
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
export const worded = <T extends string>(words: Readonly<Record<T, readonly [string, string]>>) =>
  (Object.keys(words) as T[]).map((value) => ({
    value,
    ru: [words[value][0]] as const,
    en: [words[value][1]] as const,
  }));

/** Columns that stand on several sheets, said in the same words on each. */
export const code = text(60);
export const building: About = [
  "Код дома",
  "Building code",
  "VN-0012",
  "Ваш код дома, один и тот же на всех листах",
  "Your own code of the building, the same on every sheet",
];
export const fromDay: About = [
  "Действует с",
  "In force from",
  "01.11.2026",
  "С этого дня верно сказанное в строке; новая строка с другой датой меняет прежнюю",
  "From this day the row is true; a row with a later date changes it",
];
export const toDay: About = [
  "Действует до",
  "In force until",
  "01.07.2027",
  "Первый день, когда уже не действует; пусто, если конца нет",
  "The first day it is no longer in force; empty if there is no end",
];
export const service: About = [
  "Услуга",
  "Service",
  "Холодная вода",
  "Название или код услуги",
  "The service's name or code",
];
export const provider: About = [
  "Код поставщика",
  "Provider code",
  "7701234567",
  "Код организации, которой платят за услугу",
  "Code of the organization that is paid for the service",
];
export const ACCOUNT = text(20, {
  is: /^\d{6,20}$/,
  ru: "номер счёта: от 6 до 20 цифр",
  en: "an account number has 6 to 20 digits",
});
export const account: About = [
  "Лицевой счёт",
  "Account",
  "4400110010",
  "Номер лицевого счёта, единственный в городе",
  "The account's number, unique in the city",
];
export const AREA = millionths(0n, 300_000n);
export const year = whole(1500, 2100);
