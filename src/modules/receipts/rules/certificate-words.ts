import type { CertificateKind } from "../certificates/model.ts";
import type { Language } from "../model.ts";

interface CertificateWords {
  readonly locale: string;
  readonly titles: Readonly<Record<CertificateKind, string>>;
  readonly numbered: (number: string, date: string) => string;
  readonly inn: (inn: string) => string;
  readonly account: string;
  readonly address: string;
  readonly holder: string;
  /** What the books say on the day. */
  readonly noDebt: (date: string) => string;
  readonly debt: (date: string, sum: string) => string;
  readonly notYetDue: (sum: string) => string;
  readonly owes: (date: string, sum: string) => string;
  readonly overdueOf: (sum: string) => string;
  readonly ahead: (date: string, sum: string) => string;
  readonly settled: (date: string) => string;
  readonly paidIn: (year: number, date: string, sum: string) => string;
  readonly chargedIn: (year: number, date: string, sum: string) => string;
  readonly debts: string;
  readonly debtHeads: readonly (readonly string[])[];
  readonly late: string;
  readonly inTime: string;
  readonly payments: string;
  readonly paymentHeads: readonly (readonly string[])[];
  readonly channels: Readonly<Record<string, string>>;
  readonly months: string;
  readonly monthHeads: readonly (readonly string[])[];
  readonly total: string;
  readonly made: (date: string) => string;
  readonly check: (address: string, number: string) => string;
  readonly code: string;
  readonly page: (page: number, pages: number) => string;
}

/** "eirc.example/check" of "https://eirc.example/check": what a person types. */
const typed = (address: string): string => {
  const { host, pathname } = new URL(address);
  return `${host}${pathname}`;
};

/** English is for information, as of the receipt. */
export const certificateWords: Readonly<Record<Language, CertificateWords>> = {
  ru: {
    locale: "ru-RU",
    titles: {
      no_debt: "Справка об отсутствии задолженности",
      state: "Справка о состоянии лицевого счёта",
      payments: "Справка об оплате за год",
      charges: "Выписка о начислениях за год",
    },
    numbered: (number, date) => `№ ${number} от ${date}`,
    inn: (inn) => `ИНН ${inn}`,
    account: "Лицевой счёт",
    address: "Помещение",
    holder: "Плательщик",
    noDebt: (date) => `На ${date} просроченной задолженности по лицевому счёту нет.`,
    debt: (date, sum) => `На ${date} просроченная задолженность по лицевому счёту составляет ${sum} руб.`,
    notYetDue: (sum) => `Начислено, срок оплаты ещё не наступил: ${sum} руб.`,
    owes: (date, sum) => `На ${date} к оплате по лицевому счёту: ${sum} руб.`,
    overdueOf: (sum) => `Из них просрочено: ${sum} руб.`,
    ahead: (date, sum) => `На ${date} задолженности нет, оплачено вперёд: ${sum} руб.`,
    settled: (date) => `На ${date} задолженности нет, переплаты нет.`,
    paidIn: (year, date, sum) => `В ${year} году, по ${date}, по лицевому счёту оплачено ${sum} руб.`,
    chargedIn: (year, date, sum) =>
      `За ${year} год, по ${date}, по лицевому счёту начислено ${sum} руб. с перерасчётами, льготами и пенями.`,
    debts: "Из каких месяцев складывается",
    debtHeads: [["Месяц"], ["Оплатить до"], ["Просрочка"], ["Сумма, руб."]],
    late: "просрочено",
    inTime: "срок не наступил",
    payments: "Платежи",
    paymentHeads: [["День"], ["Как"], ["Сумма, руб."]],
    channels: {
      hand: "в кассе",
      cash: "в кассе",
      agent: "через банк или платёжного агента",
      registry: "через банк",
      online: "картой через интернет",
    },
    months: "Начисления и оплата по месяцам, руб.",
    monthHeads: [
      ["Месяц"],
      ["На начало"],
      ["Начислено"],
      ["Перерасчёт"],
      ["Льготы"],
      ["Пени"],
      ["Оплачено"],
      ["На конец"],
    ],
    total: "Всего",
    made: (date) =>
      `Суммы взяты из книг расчётного центра на ${date} и дальше могли измениться. Отменённые платежи в них не входят.`,
    check: (address, number) =>
      `Справка сформирована автоматически и действует без подписи и печати, если её подтверждает центр: наведите камеру на квадрат или откройте ${typed(address)} и введите номер ${number} и код.`,
    code: "Код проверки",
    page: (page, pages) => `лист ${page} из ${pages}`,
  },
  en: {
    locale: "en-GB",
    titles: {
      no_debt: "Certificate of no debt",
      state: "Certificate of the state of the account",
      payments: "Certificate of payments in a year",
      charges: "Statement of charges in a year",
    },
    numbered: (number, date) => `No ${number} of ${date}`,
    inn: (inn) => `INN ${inn}`,
    account: "Account",
    address: "Premises",
    holder: "Payer",
    noDebt: (date) => `On ${date} nothing is overdue on the account.`,
    debt: (date, sum) => `On ${date} ${sum} roubles are overdue on the account.`,
    notYetDue: (sum) => `Charged and not yet due: ${sum} roubles.`,
    owes: (date, sum) => `To be paid on the account on ${date}: ${sum} roubles.`,
    overdueOf: (sum) => `Of that overdue: ${sum} roubles.`,
    ahead: (date, sum) => `On ${date} nothing is owed; paid ahead: ${sum} roubles.`,
    settled: (date) => `On ${date} nothing is owed and nothing is paid ahead.`,
    paidIn: (year, date, sum) => `In ${year}, through ${date}, ${sum} roubles were paid on the account.`,
    chargedIn: (year, date, sum) =>
      `For ${year}, through ${date}, ${sum} roubles were charged on the account, with recalculations, benefits and penalties.`,
    debts: "The months that it is of",
    debtHeads: [["Month"], ["Due by"], ["Overdue"], ["Sum, roubles"]],
    late: "overdue",
    inTime: "not yet due",
    payments: "Payments",
    paymentHeads: [["Day"], ["How"], ["Sum, roubles"]],
    channels: {
      hand: "at the cash desk",
      cash: "at the cash desk",
      agent: "through a bank or an agent",
      registry: "through a bank",
      online: "by card on the internet",
    },
    months: "Charges and payments by months, roubles",
    monthHeads: [
      ["Month"],
      ["Opening"],
      ["Charged"],
      ["Recalculated"],
      ["Benefits"],
      ["Penalties"],
      ["Paid"],
      ["Closing"],
    ],
    total: "In all",
    made: (date) =>
      `The sums are those of the billing centre's books on ${date} and may have changed since. Payments that were taken back are not in them.`,
    check: (address, number) =>
      `Made automatically, and valid without a signature or a seal if the centre confirms it: point a camera at the square, or open ${typed(address)} and type the number ${number} and the code. For information: the Russian certificate prevails.`,
    code: "Check code",
    page: (page, pages) => `sheet ${page} of ${pages}`,
  },
};
