import iconv from "iconv-lite";
import { assert } from "#core/assert";
import type { Day } from "#core/day";
import { moneyText } from "#core/money";
import { bankText } from "./bank-text.ts";
import type { MadeAt, OrderOut, OrderParty } from "./model.ts";

/** How the file says of itself what its bytes are. */
const ENCODINGS = { windows: ["Windows", "windows-1251"], dos: ["DOS", "cp866"] } as const;
export type OneCEncoding = keyof typeof ENCODINGS;

/**
 * Orders for a client bank as 1CClientBankExchange 1.03: one account of the payer, one section an order, in their
 * order. Lines end as in Windows. A letter that the code page lacks is our defect: `bankText` leaves none.
 */
export function oneCOrders(
  orders: readonly OrderOut[],
  of: { readonly sender: string; readonly made: MadeAt; readonly encoding: OneCEncoding },
): Uint8Array {
  const [word, codePage] = ENCODINGS[of.encoding];
  const accounts = [...new Set(orders.map(({ payer }) => payer.account))];
  const days = orders.map(({ dated }) => dated).sort();
  const lines = [
    "1CClientBankExchange",
    "ВерсияФормата=1.03",
    `Кодировка=${word}`,
    `Отправитель=${bankText(of.sender)}`,
    "Получатель=",
    `ДатаСоздания=${dayText(of.made.on)}`,
    `ВремяСоздания=${of.made.time}`,
    `ДатаНачала=${dayText(days[0] ?? of.made.on)}`,
    `ДатаКонца=${dayText(days.at(-1) ?? of.made.on)}`,
    ...accounts.map((account) => `РасчСчет=${account}`),
    "Документ=Платежное поручение",
    ...orders.flatMap(sectionOf),
    "КонецФайла",
  ];
  const text = lines.map((line) => `${line}\r\n`).join("");
  const bytes = iconv.encode(text, codePage);
  assert(iconv.decode(bytes, codePage) === text, `every letter of the orders is in ${codePage}`);
  return bytes;
}

const sectionOf = (order: OrderOut): string[] => [
  "СекцияДокумент=Платежное поручение",
  `Номер=${order.number}`,
  `Дата=${dayText(order.dated)}`,
  `Сумма=${moneyText(order.amount)}`,
  ...partyLines("Плательщик", order.payer),
  ...partyLines("Получатель", order.receiver),
  "ВидПлатежа=Электронно",
  "ВидОплаты=01",
  "Очередность=5",
  `НазначениеПлатежа=${bankText(order.purpose)}`,
  "КонецДокумента",
];

function partyLines(side: "Плательщик" | "Получатель", of: OrderParty): string[] {
  const name = bankText(of.name);
  return [
    `${side}Счет=${of.account}`,
    `${side}=ИНН ${of.inn} ${name}`,
    `${side}ИНН=${of.inn}`,
    ...(of.kpp === "" ? [] : [`${side}КПП=${of.kpp}`]),
    `${side}1=${name}`,
    `${side}РасчСчет=${of.account}`,
    `${side}Банк1=${bankText(of.bank)}`,
    ...(of.bankCity ? [`${side}Банк2=${bankText(of.bankCity)}`] : []),
    `${side}БИК=${of.bic}`,
    `${side}Корсчет=${of.correspondentAccount}`,
  ];
}

const dayText = (day: Day): string => day.split("-").reverse().join(".");
