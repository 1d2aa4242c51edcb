import type { Day } from "#core/day";
import { fromMillionths, toDecimal } from "#core/exact";
import type { ReadingWarning } from "./contract.ts";

/** A warning is a part of an answer and stops nothing: one sentence, in the reader's language. */
export function readingWarningSentence(warning: ReadingWarning, language: "ru" | "en"): string {
  const isRussian = language === "ru";
  const day = (of: Day): string => of.split("-").reverse().join(".");
  const amount = (millionths: string): string => {
    const text = toDecimal(fromMillionths(BigInt(millionths)), 6);
    return isRussian ? text.replace(".", ",") : text;
  };
  switch (warning.code) {
    case "metering.above_three_averages":
      return isRussian
        ? `Расход ${amount(warning.volume)} больше трёх средних: за месяц обычно ${amount(warning.average)}.`
        : `Consumption ${amount(warning.volume)} is over three averages: a month is usually ${amount(warning.average)}.`;
    case "metering.rollover_assumed":
      return isRussian
        ? `Меньше прежнего ${amount(warning.previous)}: принято как переход через ноль.`
        : `Less than ${amount(warning.previous)} before: taken as passing zero.`;
    case "metering.verification_expired":
      return isRussian
        ? `Поверка кончилась ${day(warning.verifiedUntil)}: начислено будет по нормативу.`
        : `The verification ended on ${day(warning.verifiedUntil)}: the norm will be charged.`;
    case "metering.meter_broken":
      return isRussian
        ? `Прибор неисправен с ${day(warning.brokenFrom)} по заявлению.`
        : `The meter has been reported broken since ${day(warning.brokenFrom)}.`;
    case "metering.nothing_consumed":
      return isRussian
        ? `Расхода нет с ${day(warning.since)}. Проверьте прибор.`
        : `Nothing consumed since ${day(warning.since)}. Check the meter.`;
  }
}
