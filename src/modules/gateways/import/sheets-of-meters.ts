import { choice, date, millionths, text, whole, wholeBig } from "./cells.ts";
import { RESOURCES, code, building } from "./template-columns.ts";
import { must, may, or, same, datesProblem, type Sheet } from "./template-model.ts";

export const METERS: Sheet<"meters"> = {
  name: "meters",
  ru: "Приборы учёта",
  en: "Meters",
  finish: (row) =>
    row.removed !== undefined && row.removed < row.installed
      ? datesProblem("removed", row.installed, row.removed)
      : same(row),
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
};

export const READINGS: Sheet<"readings"> = {
  name: "readings",
  ru: "Показания",
  en: "Readings",
  finish: (row) => same(row),
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
};
