/** The invariants that a database can be asked about. The others are proved by tests. */
export type InvariantId =
  | "I1"
  | "I2"
  | "I3"
  | "I4"
  | "I5"
  | "I6"
  | "I7"
  | "I9"
  | "I10"
  | "I11"
  | "I13"
  | "I14"
  | "I15"
  | "I17"
  | "I18"
  | "I19";

export const SENTENCES: Readonly<Record<InvariantId, { readonly en: string; readonly ru: string }>> = {
  I1: {
    en: "Every posting takes from one book what it gives to another: debits equal credits in each document, organization and period",
    ru: "Каждая проводка берёт из одной книги то, что кладёт в другую: дебет равен кредиту по документу, организации и периоду",
  },
  I2: {
    en: "Opening + turnover of a closed month = opening of the next, for each account, service, provider and charged month",
    ru: "Входящее сальдо + обороты закрытого месяца = входящее сальдо следующего: по счёту, услуге, поставщику и месяцу начисления",
  },
  I3: {
    en: "Stored opening balances equal the sum of everything posted before them",
    ru: "Хранимые входящие сальдо равны сумме всех предшествующих проводок",
  },
  I4: {
    en: "Each agent's transaction is exactly one payment, of the same amount on the same account, or is held without one",
    ru: "Каждой операции агента соответствует ровно один платёж на ту же сумму и тот же счёт либо невыясненная сумма",
  },
  I5: {
    en: "Each payment equals its entries to services and to the advance; a reversed one leaves nothing; held money is resolved once, by payments of the same sums",
    ru: "Каждый платёж равен своим проводкам по услугам и в аванс; от сторнированного не остаётся ничего; невыясненные деньги разнесены один раз, платежами на те же суммы",
  },
  I6: {
    en: "What a registry declared is what was taken, repeated, held and reversed of it, and its transactions, held money and reversals make that: in count and in sum",
    ru: "Заявленное в реестре равно принятому, повторённому, невыясненному и сторнированному, а его операции, невыясненные суммы и сторно составляют это: по числу и по сумме",
  },
  I7: {
    en: "One row per account, service, part, kind, month and run; a run is a draft, approved or given up, and one draft at most",
    ru: "Одна строка на счёт, услугу, часть, вид, месяц и расчёт; расчёт — черновик, утверждён или отменён, черновик не более одного",
  },
  I9: {
    en: "A closed month takes no entries; each has its opening, and the next one follows",
    ru: "Закрытый месяц не принимает проводок; каждый был открыт, и за ним следует следующий",
  },
  I10: {
    en: "Calculating again from the kept facts gives the same lines, and the ledger has the sums that the runs report",
    ru: "Повторный расчёт по сохранённым фактам даёт те же строки, а в учёте стоят суммы, о которых сообщили расчёты",
  },
  I11: {
    en: "An issued receipt renders to the same bytes today",
    ru: "Выпущенная квитанция и сегодня печатается теми же байтами",
  },
  I13: {
    en: "Each message that is to leave the house is delivered, or waits, or is given up with a reason; none vanishes",
    ru: "Каждое исходящее сообщение доставлено, ждёт или снято с указанием причины; ни одно не пропадает",
  },
  I14: {
    en: "Each payment that needs a fiscal receipt has exactly one, or it waits, or is given up with a reason that is seen",
    ru: "У каждого платежа, которому нужен кассовый чек, он ровно один, либо ждёт кассу, либо снят с видимой причиной",
  },
  I15: {
    en: "No company sees a row of another's buildings or books; nobody sees any without a scope",
    ru: "Ни одна компания не видит строк чужих домов и книг; без области видимости не видно ничего",
  },
  I17: {
    en: "The penalties of a debt, all runs together, are not less than nothing nor more than the whole debt could cost",
    ru: "Пени по долгу за все расчёты вместе не меньше нуля и не больше того, что мог стоить весь долг",
  },
  I18: {
    en: "A settlement takes of each document what the ledger gave the provider, once; what is ordered is what approved settlements say (S1)",
    ru: "Расчёт берёт по каждому документу то, что учёт распределил поставщику, и один раз; поручено то, что в утверждённых расчётах (S1)",
  },
  I19: {
    en: "A closed shift of a cashier says what its payments, returns and handovers make; no cash is outside a shift, and what was given back is reversed",
    ru: "Закрытая кассовая смена равна своим платежам, возвратам и сдаче; наличных вне смены нет, а возвращённое сторнировано",
  },
};
