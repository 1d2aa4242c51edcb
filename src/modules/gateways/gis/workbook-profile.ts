import type { PackageKind } from "./model.ts";
import { all, type MessageElement, textAt } from "./message-tree.ts";

/**
 * The import templates of the system as data: sheets, headings, and where in a message each cell's value stands. The
 * headings change with the templates' versions; nothing but this file knows them.
 *
 * Source    import templates of dom.gosuslugi.ru as help pages of informsoyuzgkh.ru, ngs123.ru and ow5.ru show them
 */
export interface SheetProfile {
  readonly name: string;
  /** The elements of the message that are this sheet's rows, each within the thing that it is a part of. */
  readonly rows: (thing: MessageElement) => readonly MessageElement[];
  readonly columns: readonly ColumnProfile[];
}
export interface ColumnProfile {
  readonly heading: string;
  /** Of the row, of the thing that it is a part of, and of the whole message. */
  readonly value: (of: RowOf) => string;
  /** Sums, volumes and rates: a spreadsheet adds them up. */
  readonly isNumber?: true;
}
export interface RowOf {
  readonly row: MessageElement;
  readonly thing: MessageElement;
  readonly message: MessageElement;
  /** The thing's place in the message, from 1. */
  readonly place: number;
}
export interface WorkbookProfile {
  /** The elements of a message that are told one by one. */
  readonly thing: string;
  readonly sheets: readonly [SheetProfile, ...SheetProfile[]];
  /** What the thing is called among ours, told beside its place so that rows cannot be mixed up. */
  readonly own: ColumnProfile;
  /** Headings of what the system adds; each may have several spellings. */
  readonly results: Readonly<
    Partial<Record<"number" | "service" | "guid" | "state" | "error", readonly string[]>>
  >;
}

const itself = (thing: MessageElement): readonly MessageElement[] => [thing];
const column = (heading: string, ...path: readonly string[]): ColumnProfile => ({
  heading,
  value: ({ row }) => textAt(row, ...path),
});
const sum = (heading: string, ...path: readonly string[]): ColumnProfile => ({
  ...column(heading, ...path),
  isNumber: true,
});
export const PLACE = "№ записи";
const place: ColumnProfile = { heading: PLACE, value: (of) => String(of.place) };
const documentNumber: ColumnProfile = {
  heading: "Номер платежного документа",
  value: ({ thing }) => textAt(thing, "PaymentDocumentNumber"),
};
const accountNumber: ColumnProfile = {
  heading: "Номер ЛС (иной идентификатор потребителя)",
  value: ({ thing }) => textAt(thing, "AccountNumber"),
};

const ACCOUNT_KINDS = [
  ["isUOAccount", "ЛС УО"],
  ["isRSOAccount", "ЛС РСО"],
  ["isCRAccount", "ЛС КР"],
  ["isRCAccount", "ЛС РЦ"],
  ["isTKOAccount", "ЛС ОГВ/ОМС ТКО"],
] as const;
const SECTIONS = {
  HousingService: "Жилищная",
  MunicipalService: "Коммунальная",
  AdditionalService: "Дополнительная",
};
type Section = keyof typeof SECTIONS;
const isSection = (name: string): name is Section => Object.hasOwn(SECTIONS, name);
const DETERMINED: Readonly<Record<string, string>> = { N: "Норматив", M: "Прибор учета", O: "Иное" };
const volume = (row: MessageElement, type: "I" | "O") =>
  all(row, "Consumption", "Volume").find((one) => one.attributes["type"] === type);
const dayText = (text: string): string => text.slice(0, 10).split("-").toReversed().join(".");
const RESULTS = {
  state: ["Статус обработки", "Статус"],
  error: ["Описание ошибки", "Ошибки", "Ошибка"],
} as const;

export const WORKBOOKS: Readonly<Record<PackageKind, WorkbookProfile>> = {
  accounts: {
    thing: "Account",
    own: accountNumber,
    sheets: [
      {
        name: "Основные сведения",
        rows: itself,
        columns: [
          place,
          accountNumber,
          {
            heading: "Тип лицевого счета",
            value: ({ row }) => ACCOUNT_KINDS.find(([name]) => textAt(row, name) === "true")?.[1] ?? "",
          },
          column("Фамилия", "PayerInfo", "Ind", "Surname"),
          column("Имя", "PayerInfo", "Ind", "FirstName"),
          column("Отчество", "PayerInfo", "Ind", "Patronymic"),
          sum("Общая площадь, кв. м", "TotalSquare"),
          sum("Отапливаемая площадь, кв. м", "HeatedArea"),
          sum("Количество проживающих, чел.", "LivingPersonsNumber"),
        ],
      },
      {
        name: "Помещения",
        rows: (thing) => all(thing, "Accommodation"),
        columns: [
          { ...place, heading: "№ записи лицевого счета" },
          column("Код дома по ФИАС", "FIASHouseGuid"),
          column("Идентификатор помещения", "PremisesGUID"),
        ],
      },
    ],
    results: {
      ...RESULTS,
      number: ["Единый лицевой счет", "ЕЛС"],
      service: ["Идентификатор ЖКУ", "ИЖКУ"],
      guid: ["Идентификатор ЛС"],
    },
  },
  documents: {
    thing: "PaymentDocument",
    own: documentNumber,
    sheets: [
      {
        name: "Разделы 1-2",
        rows: itself,
        columns: [
          place,
          documentNumber,
          column("Идентификатор ЛС", "AccountGuid"),
          { heading: "Месяц", value: ({ message }) => textAt(message, "Month") },
          { heading: "Год", value: ({ message }) => textAt(message, "Year") },
          { heading: "БИК банка", value: ({ message }) => textAt(message, "PaymentInformation", "BankBIK") },
          {
            heading: "Расчетный счет",
            value: ({ message }) => textAt(message, "PaymentInformation", "operatingAccountNumber"),
          },
          sum("Задолженность за предыдущие периоды, руб.", "DebtPreviousPeriods"),
          sum("Аванс на начало расчетного периода, руб.", "AdvanceBllingPeriod"),
          column("Учтены платежи, поступившие до указанного числа", "PaymentsTaken"),
          sum("К оплате за расчетный период, руб.", "TotalPayableByPD"),
          sum("Итого к оплате с учетом задолженности, руб.", "TotalPayableByPDWithDebtAndAdvance"),
        ],
      },
      {
        name: "Раздел 3",
        rows: (thing) =>
          all(thing, "ChargeInfo").flatMap((info) => info.children.filter(({ name }) => isSection(name))),
        columns: [
          documentNumber,
          { heading: "Вид услуги", value: ({ row }) => (isSection(row.name) ? SECTIONS[row.name] : "") },
          column("Услуга", "ServiceType", "Code"),
          {
            heading: "Способ определения объема",
            value: ({ row }) => DETERMINED[volume(row, "I")?.attributes["determiningMethod"] ?? ""] ?? "",
          },
          {
            heading: "Объем, индивидуальное потребление",
            value: ({ row }) => volume(row, "I")?.text ?? "",
            isNumber: true,
          },
          {
            heading: "Объем, общедомовые нужды",
            value: ({ row }) => volume(row, "O")?.text ?? "",
            isNumber: true,
          },
          sum("Тариф, руб.", "Rate"),
          sum("Начислено за расчетный период, руб.", "AccountingPeriodTotal"),
          sum("Повышающий коэффициент", "MultiplyingFactor", "Ratio"),
          sum("Размер превышения платы, руб.", "MultiplyingFactor", "AmountOfExcessFees"),
          sum("Перерасчеты, руб.", "ServiceCharge", "MoneyRecalculation"),
          sum("Льготы, субсидии, руб.", "ServiceCharge", "MoneyDiscount"),
          sum("Итого к оплате, руб.", "TotalPayable"),
        ],
      },
      {
        name: "Капитальный ремонт",
        rows: (thing) => all(thing, "CapitalRepairCharge"),
        columns: [
          documentNumber,
          sum("Размер взноса на кв. м, руб.", "Contribution"),
          sum("Начислено за расчетный период, руб.", "AccountingPeriodTotal"),
          sum("Перерасчеты, руб.", "MoneyRecalculation"),
          sum("Льготы, субсидии, руб.", "MoneyDiscount"),
          sum("Итого к оплате, руб.", "TotalPayable"),
        ],
      },
      {
        name: "Неустойки и судебные расходы",
        rows: (thing) => all(thing, "PenaltiesAndCourtCosts"),
        columns: [
          documentNumber,
          column("Вид начисления", "ServiceType", "Code"),
          column("Основания начислений", "Cause"),
          sum("Сумма, руб.", "TotalPayable"),
        ],
      },
    ],
    results: {
      ...RESULTS,
      number: ["Идентификатор платежного документа", "Уникальный номер платежного документа"],
    },
  },
  payments: {
    thing: "SupplierNotificationOfOrderExecution",
    own: { heading: "Сумма, руб.", value: ({ thing }) => textAt(thing, "Amount"), isNumber: true },
    sheets: [
      {
        name: "Оплата",
        rows: itself,
        columns: [
          place,
          column("Идентификатор платежного документа", "PaymentDocumentID"),
          column("Идентификатор ЖКУ", "ServiceID"),
          sum("Сумма, руб.", "Amount"),
          { heading: "Дата оплаты", value: ({ row }) => dayText(textAt(row, "OrderDate")) },
          column("Месяц", "OrderPeriod", "Month"),
          column("Год", "OrderPeriod", "Year"),
        ],
      },
    ],
    results: { ...RESULTS, number: ["Уникальный номер платежа"] },
  },
  acknowledgments: {
    thing: "AcknowledgmentRequestInfo",
    own: {
      heading: "Сумма, руб.",
      value: ({ thing }) => textAt(thing, "PaymentDocumentAck", "Amount"),
      isNumber: true,
    },
    sheets: [
      {
        name: "Квитирование",
        rows: itself,
        columns: [
          place,
          column(
            "Идентификатор извещения о принятии к исполнению распоряжения",
            "NotificationsOfOrderExecutionGUID",
          ),
          column("Идентификатор платежного документа", "PaymentDocumentAck", "PaymentDocumentID"),
          {
            heading: "Услуга",
            value: ({ row }) => {
              const [ack] = all(row, "PaymentDocumentAck");
              return (
                ["HSType", "MSType", "ASType"].map((name) => textAt(ack, name)).find((text) => text !== "") ??
                textAt(ack, "PServiceType", "GUID")
              );
            },
          },
          sum("Сумма, руб.", "PaymentDocumentAck", "Amount"),
        ],
      },
    ],
    results: RESULTS,
  },
};
