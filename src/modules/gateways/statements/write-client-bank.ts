import { moneyText } from "#core/money";
import type { Day } from "#core/day";
import type { Money } from "#core/units";
import iconv from "iconv-lite";

export interface WrittenLine {
  readonly date: Day;
  readonly direction: "in" | "out";
  readonly amount: Money;
  readonly number: string;
  readonly counterparty: {
    readonly name: string;
    readonly inn: string;
    readonly account: string;
    readonly bic: string;
  };
  readonly purpose: string;
}

export interface WrittenStatement {
  readonly owner: {
    readonly name: string;
    readonly inn: string;
    readonly account: string;
    readonly bic: string;
  };
  readonly from: Day;
  readonly to: Day;
  readonly opening: Money;
  readonly lines: readonly WrittenLine[];
}

/** A statement as a bank writes it, in Windows-1251: for the demo town and for tests, which have no bank. */
export function writeClientBank(of: WrittenStatement): Buffer {
  const turnover = (direction: "in" | "out"): bigint =>
    of.lines.reduce((sum, line) => (line.direction === direction ? sum + line.amount : sum), 0n);
  const [credited, debited] = [turnover("in"), turnover("out")];
  const lines = [
    "1CClientBankExchange",
    "ВерсияФормата=1.03",
    "Кодировка=Windows",
    `ДатаНачала=${printed(of.from)}`,
    `ДатаКонца=${printed(of.to)}`,
    `РасчСчет=${of.owner.account}`,
    "СекцияРасчСчет",
    `ДатаНачала=${printed(of.from)}`,
    `ДатаКонца=${printed(of.to)}`,
    `РасчСчет=${of.owner.account}`,
    `НачальныйОстаток=${moneyText(of.opening)}`,
    `ВсегоПоступило=${moneyText(credited)}`,
    `ВсегоСписано=${moneyText(debited)}`,
    `КонечныйОстаток=${moneyText(of.opening + credited - debited)}`,
    "КонецРасчСчет",
    ...of.lines.flatMap((line) => documentOf(line, of.owner)),
    "КонецФайла",
    "",
  ];
  return iconv.encode(lines.join("\r\n"), "win1251");
}

const printed = (day: Day): string => day.split("-").reverse().join(".");

function documentOf(line: WrittenLine, owner: WrittenStatement["owner"]): string[] {
  const isIn = line.direction === "in";
  const side = (name: string, one: WrittenStatement["owner"]): string[] => [
    `${name}=${one.name}`,
    `${name}ИНН=${one.inn}`,
    `${name}РасчСчет=${one.account}`,
    `${name}БИК=${one.bic}`,
  ];
  return [
    "СекцияДокумент=Платежное поручение",
    `Номер=${line.number}`,
    `Дата=${printed(line.date)}`,
    `Сумма=${moneyText(line.amount)}`,
    ...side("Плательщик", isIn ? line.counterparty : owner),
    ...side("Получатель", isIn ? owner : line.counterparty),
    `${isIn ? "ДатаПоступило" : "ДатаСписано"}=${printed(line.date)}`,
    `НазначениеПлатежа=${line.purpose}`,
    "КонецДокумента",
  ];
}
