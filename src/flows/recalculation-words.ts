import { type Day } from "#core/day";
import { fromMillionths, toDecimal } from "#core/exact";
import type { FactChange } from "#modules/charging";
import type { FailureKind, Supply } from "#modules/metering";
import type { Language } from "#modules/receipts";
import { receiptWords } from "./receipt-words.ts";

/** How numbers and days are written for the reader. */
export interface ReasonFormats {
  readonly day: (of: Day) => string;
  /** Millionths. */
  readonly quantity: (of: bigint) => string;
}

/** As receipts write them. */
export const reasonFormats = (language: Language): ReasonFormats => ({
  day: receiptWords[language].day,
  quantity: (millionths) => receiptWords[language].decimal(toDecimal(fromMillionths(millionths), 6, 0)),
});

/** Why a month was charged again, as part of a sentence: small letter, no full stop. */
export const reasonSentence = (change: FactChange, language: Language, formats: ReasonFormats): string =>
  language === "ru" ? russian(change, formats) : english(change, formats);

/** What a month is reduced by, as part of a sentence; of other facts the reason of a recalculation. */
export function reductionSentence(change: FactChange, language: Language, formats: ReasonFormats): string {
  const inRussian = language === "ru";
  const { day } = formats;
  if (change.kind === "absence")
    return inRussian
      ? `отсутствие жителя с ${day(change.left)} по ${day(change.returned)} (${change.document})`
      : `absence of a resident from ${day(change.left)} to ${day(change.returned)} (${change.document})`;
  if (change.kind === "failure")
    return inRussian
      ? `${FAILURES_RU[change.failure]}, ${SUPPLIES_RU[change.supply]} (${change.document})`
      : `${FAILURES_EN[change.failure]}, ${SUPPLIES_EN[change.supply]} (${change.document})`;
  return reasonSentence(change, language, formats);
}

function russian(change: FactChange, { day, quantity }: ReasonFormats): string {
  switch (change.kind) {
    case "reading":
      return change.was === undefined
        ? `принято показание прибора № ${change.serial} от ${day(change.takenOn)}`
        : `исправлено показание прибора № ${change.serial} от ${day(change.takenOn)}: ${quantity(change.was)} → ${quantity(change.became ?? 0n)}`;
    case "meter":
      return METER_RU[change.what](change.serial, change.became ? day(change.became) : undefined);
    case "residents":
      return "уточнено, кто проживает и с какого дня";
    case "account":
      return ACCOUNT_RU[change.what];
    case "premises":
      return PREMISES_RU[change.what];
    case "building":
      return BUILDING_RU[change.what];
    case "value": {
      const name =
        change.parameter === "rate" ? "тариф" : change.parameter.startsWith("norm") ? "норматив" : "значение";
      const step =
        change.was !== undefined && change.became !== undefined
          ? ` ${quantity(change.was)} → ${quantity(change.became)}`
          : "";
      return `изменён ${name}${step} (${change.basis})`;
    }
    case "terms":
      return "изменён порядок расчёта услуги";
    case "absence":
      return `${change.counts ? "принято" : "отменено"} отсутствие жителя с ${day(change.left)} по ${day(change.returned)} (${change.document})`;
    case "failure":
      return `${change.counts ? "принято" : "отменено"}: ${FAILURES_RU[change.failure]}, ${SUPPLIES_RU[change.supply]} (${change.document})`;
    case "benefit":
      return `${change.counts ? "учтена" : "больше не учитывается"} льгота (${change.document})`;
  }
}

function english(change: FactChange, { day, quantity }: ReasonFormats): string {
  switch (change.kind) {
    case "reading":
      return change.was === undefined
        ? `reading of meter No ${change.serial} of ${day(change.takenOn)} received`
        : `reading of meter No ${change.serial} of ${day(change.takenOn)} corrected: ${quantity(change.was)} → ${quantity(change.became ?? 0n)}`;
    case "meter":
      return METER_EN[change.what](change.serial, change.became ? day(change.became) : undefined);
    case "residents":
      return "who lives here, and since when, was corrected";
    case "account":
      return ACCOUNT_EN[change.what];
    case "premises":
      return PREMISES_EN[change.what];
    case "building":
      return BUILDING_EN[change.what];
    case "value": {
      const name =
        change.parameter === "rate" ? "rate" : change.parameter.startsWith("norm") ? "norm" : "value";
      const step =
        change.was !== undefined && change.became !== undefined
          ? ` ${quantity(change.was)} → ${quantity(change.became)}`
          : "";
      return `${name} changed${step} (${change.basis})`;
    }
    case "terms":
      return "the way of charging the service was changed";
    case "absence":
      return `absence of a resident from ${day(change.left)} to ${day(change.returned)} ${change.counts ? "accepted" : "withdrawn"} (${change.document})`;
    case "failure":
      return `${FAILURES_EN[change.failure]}, ${SUPPLIES_EN[change.supply]}: ${change.counts ? "accepted" : "withdrawn"} (${change.document})`;
    case "benefit":
      return `benefit ${change.counts ? "counted" : "no longer counted"} (${change.document})`;
  }
}

export const SUPPLIES_RU: Readonly<Record<Supply, string>> = {
  cold_water: "холодная вода",
  hot_water: "горячая вода",
  sewerage: "водоотведение",
  electricity: "электроэнергия",
  gas: "газ",
  heat: "отопление",
  waste: "вывоз отходов",
};
export const SUPPLIES_EN: Readonly<Record<Supply, string>> = {
  cold_water: "cold water",
  hot_water: "hot water",
  sewerage: "sewerage",
  electricity: "electricity",
  gas: "gas",
  heat: "heating",
  waste: "removal of waste",
};
export const FAILURES_RU: Readonly<Record<FailureKind, string>> = {
  interruption: "перерыв",
  temperature: "отклонение температуры",
  pressure: "отклонение давления",
  composition: "ненадлежащий состав",
};
export const FAILURES_EN: Readonly<Record<FailureKind, string>> = {
  interruption: "interruption",
  temperature: "temperature off",
  pressure: "pressure off",
  composition: "unfit composition",
};

type Of<K extends FactChange["kind"]> = Extract<FactChange, { readonly kind: K }>;
type Aspects<K extends "account" | "premises" | "building"> = Readonly<Record<Of<K>["what"], string>>;
type MeterAspects = Readonly<
  Record<Of<"meter">["what"], (serial: string, day: string | undefined) => string>
>;

const METER_RU: MeterAspects = {
  installed: (serial, day) =>
    day ? `прибор № ${serial} учтён с ${day}` : `прибор № ${serial} исключён из расчёта`,
  removed: (serial, day) => (day ? `прибор № ${serial} снят ${day}` : `прибор № ${serial} снова в работе`),
  verified_until: (serial, day) => `прибор № ${serial}: поверка до ${day ?? "—"}`,
  broken_from: (serial, day) =>
    day ? `прибор № ${serial} неисправен с ${day}` : `прибор № ${serial} исправен`,
};
const METER_EN: MeterAspects = {
  installed: (serial, day) =>
    day ? `meter No ${serial} counted from ${day}` : `meter No ${serial} no longer counted`,
  removed: (serial, day) =>
    day ? `meter No ${serial} removed on ${day}` : `meter No ${serial} in service again`,
  verified_until: (serial, day) => `meter No ${serial} verified until ${day ?? "—"}`,
  broken_from: (serial, day) =>
    day ? `meter No ${serial} out of order from ${day}` : `meter No ${serial} in order`,
};
const ACCOUNT_RU: Aspects<"account"> = {
  shareNumerator: "уточнена доля в помещении",
  shareDenominator: "уточнена доля в помещении",
  owners: "уточнено число собственников",
  holder: "уточнён вид плательщика",
  opened: "уточнён день открытия лицевого счёта",
  closed: "уточнён день закрытия лицевого счёта",
};
const ACCOUNT_EN: Aspects<"account"> = {
  shareNumerator: "the share in the premises was corrected",
  shareDenominator: "the share in the premises was corrected",
  owners: "the number of owners was corrected",
  holder: "the kind of payer was corrected",
  opened: "the day of the account's opening was corrected",
  closed: "the day of the account's closing was corrected",
};
const PREMISES_RU: Aspects<"premises"> = {
  totalArea: "уточнена площадь помещения",
  rooms: "уточнено число комнат",
  heating: "уточнено, как отапливается помещение",
  stove: "уточнён вид плиты",
  ownership: "уточнена форма собственности",
  meterInstallable: "уточнена возможность установить прибор учёта",
};
const PREMISES_EN: Aspects<"premises"> = {
  totalArea: "the area of the premises was corrected",
  rooms: "the number of rooms was corrected",
  heating: "how the premises are heated was corrected",
  stove: "the kind of stove was corrected",
  ownership: "the form of ownership was corrected",
  meterInstallable: "whether a meter can be installed was corrected",
};
const BUILDING_RU: Aspects<"building"> = {
  kind: "уточнён вид дома",
  commonPropertyArea: "уточнена площадь общего имущества",
  improvement: "уточнена степень благоустройства дома",
  dilapidated: "уточнено, признан ли дом аварийным",
  centralHotWater: "уточнено, откуда горячая вода в доме",
};
const BUILDING_EN: Aspects<"building"> = {
  kind: "the kind of building was corrected",
  commonPropertyArea: "the area of the common property was corrected",
  improvement: "the building's degree of improvement was corrected",
  dilapidated: "whether the building is dilapidated was corrected",
  centralHotWater: "where the building's hot water comes from was corrected",
};
