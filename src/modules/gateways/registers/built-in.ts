import {
  type ProfileColumn,
  ProfileDefinition,
  type RegisterProfile,
  type WrittenDefinition,
} from "./profile.ts";

/*
 * Layouts that banks and agents are known to send. A center whose bank differs by a column saves a version of its own;
 * the first version of each is here, and changes with the product alone.
 */

type Column = Partial<ProfileColumn> & Pick<ProfileColumn, "field">;

const ORDER_DATE: Column = { field: "paymentOrderDate", format: "DD.MM.YYYY" };
const ignored = (count: number): Column[] =>
  Array.from({ length: count }, () => ({ field: "ignore", optional: true }));

const DEFINITIONS: Readonly<Record<string, WrittenDefinition>> = {
  "sber-register": {
    title: "Сбербанк: реестр платежей с итоговой строкой",
    kind: "delimited",
    encodings: ["windows-1251"],
    delimiter: ";",
    columns: [
      { field: "date", format: "DD-MM-YYYY" },
      { field: "time", format: "HH-mm-ss" },
      { field: "branch", optional: true },
      { field: "cashier", optional: true },
      { field: "operationId" },
      { field: "account" },
      { field: "payerName", optional: true },
      { field: "address", optional: true },
      { field: "period", format: "MMYY", optional: true },
      { field: "amount", decimal: "." },
      { field: "netAmount", decimal: "." },
      { field: "fee", decimal: "." },
    ],
    footer: {
      startsWith: "=",
      columns: [
        { field: "rowCount" },
        { field: "sum:amount", decimal: "." },
        { field: "sum:netAmount", decimal: "." },
        { field: "sum:fee", decimal: "." },
        { field: "paymentOrderNo" },
        { field: "paymentOrderDate", format: "DD-MM-YYYY" },
      ],
    },
    checks: ["amount=netAmount+fee", "amount>0"],
  },
  "register-17": {
    title: "Банк: 17 столбцов, показания шести приборов, квитанция отдельным файлом",
    kind: "delimited",
    encodings: ["windows-1251"],
    delimiter: ";",
    fileName: "{number:5}{month:hex}{day:2}.{branch:*}",
    columns: [
      { field: "account", pattern: String.raw`^\d{1,20}$` },
      { field: "amount", decimal: "." },
      {
        field: "operationId",
        digits: 26,
        contains: [{ field: "date", from: 0, to: 6, format: "DDMMYY" }],
      },
      { field: "paymentOrderNo" },
      ORDER_DATE,
      {
        repeat: 6,
        columns: [
          { field: "meters[].code", nullToken: "НЕТ" },
          { field: "meters[].reading", nullToken: "НЕТ", decimal: "any" },
        ],
      },
    ],
    companion: {
      suffix: ".receipt.txt",
      decimal: "any",
      columns: [
        { field: "date", format: "DD.MM.YYYY" },
        { field: "fileName" },
        { field: "ignore" },
        { field: "rowCount" },
        { field: "sum:amount" },
      ],
    },
    checks: ["amount>0"],
  },
  "register-fixed": {
    title: "Банк: записи H, D, T постоянной ширины (DOS)",
    kind: "fixed",
    encodings: ["cp866"],
    header: {
      startsWith: "H",
      columns: [
        { field: "inn", from: 1, to: 13 },
        { field: "date", from: 13, to: 21, format: "DDMMYYYY" },
        { field: "rowCount", from: 21, to: 27 },
      ],
    },
    rowStartsWith: "D",
    columns: [
      { field: "operationId", from: 1, to: 13 },
      { field: "account", from: 13, to: 26 },
      { field: "amount", from: 26, to: 37, format: "kopecks" },
      { field: "date", from: 37, to: 45, format: "DDMMYYYY" },
      { field: "payerName", from: 45, to: 85, optional: true },
    ],
    footer: {
      startsWith: "T",
      columns: [
        { field: "rowCount", from: 1, to: 7 },
        { field: "sum:amount", from: 7, to: 20, format: "kopecks" },
      ],
    },
    checks: ["amount>0"],
  },
  "register-dbf": {
    title: "Банк: таблица DBF",
    kind: "dbf",
    encodings: ["cp866", "windows-1251"],
    columns: [
      { field: "date", name: "PAY_DATE", format: "YYYYMMDD", type: "D" },
      { field: "operationId", name: "PAY_ID", type: "C", length: 20 },
      { field: "account", name: "LS", type: "C", length: 13 },
      { field: "payerName", name: "FIO", type: "C", length: 40, optional: true },
      { field: "address", name: "ADDR", type: "C", length: 70, optional: true },
      { field: "amount", name: "SUMMA", type: "N", length: 12, decimals: 2 },
      { field: "period", name: "PERIOD", format: "MMYY", type: "C", length: 4, optional: true },
    ],
    checks: ["amount>0"],
  },
  "register-tab": {
    title: "Агент: текст с табуляцией и заголовком (UTF-8)",
    kind: "delimited",
    encodings: ["utf-8"],
    delimiter: "\t",
    quote: '"',
    header: { lines: 1, names: true },
    columns: [
      { field: "dateTime", name: "Дата", format: "DD.MM.YYYY HH:mm:ss" },
      { field: "operationId", name: "Номер операции" },
      { field: "account", name: "Лицевой счёт" },
      { field: "amount", name: "Сумма, руб.", decimal: ",", group: " " },
      { field: "comment", name: "Комментарий", optional: true },
    ],
    checks: ["amount>0"],
  },
  "subsidy-payments": {
    title: "Соцзащита: перечисленные субсидии",
    kind: "delimited",
    encodings: ["windows-1251"],
    delimiter: ";",
    columns: [
      { field: "account" },
      { field: "payerName", optional: true },
      { field: "amount", decimal: "." },
      { field: "date", format: "DD.MM.YYYY" },
      { field: "operationId" },
      { field: "paymentOrderNo" },
    ],
    checks: ["amount>0"],
  },
  "register-27": {
    title: "Банк: 27 столбцов, показания десяти приборов",
    kind: "delimited",
    encodings: ["windows-1251"],
    delimiter: ";",
    columns: [
      { field: "operationId", lengthMax: 30 },
      { field: "serviceNo", lengthMax: 30, optional: true },
      { field: "date", format: "DD.MM.YYYY" },
      { field: "time", format: "HH:mm:ss" },
      { field: "account", digits: 13 },
      { field: "address", lengthMax: 100, optional: true },
      { field: "amount", decimal: "." },
      {
        repeat: 10,
        columns: [
          { field: "meters[].code", lengthMax: 30 },
          { field: "meters[].reading", decimal: "any" },
        ],
      },
    ],
    checks: ["amount>0"],
  },
  "register-6": {
    title: "Банк: 6 столбцов с платёжным поручением",
    kind: "delimited",
    encodings: ["windows-1251"],
    delimiter: ";",
    columns: [
      { field: "operationId", digits: 26 },
      { field: "date", format: "DD.MM.YYYY" },
      { field: "account" },
      { field: "amount", decimal: "." },
      { field: "paymentOrderNo" },
      ORDER_DATE,
    ],
    checks: ["amount>0"],
  },
  "register-11": {
    title: "Банк: 11 столбцов, без номера операции",
    kind: "delimited",
    encodings: ["windows-1251"],
    delimiter: ";",
    columns: [
      { field: "payerName", optional: true },
      { field: "address", optional: true },
      { field: "account" },
      { field: "amount", decimal: "." },
      { field: "serviceNo", optional: true },
      ...ignored(3),
      { field: "date", format: "DD/MM/YYYY" },
      ...ignored(1),
      { field: "paymentOrderNo" },
    ],
    // Two equal rows of one order cannot be told apart: they are refused, and a person asks the bank.
    identity: ["paymentOrderNo", "date", "account", "amount", "serviceNo"],
    checks: ["amount>0"],
  },
  "register-8": {
    title: "Банк: 8 столбцов через черту, поручения отдельным файлом",
    kind: "delimited",
    encodings: ["windows-1251"],
    delimiter: "|",
    columns: [
      ORDER_DATE,
      { field: "paymentOrderNo", digits: 6 },
      { field: "date", format: "DD.MM.YYYY" },
      { field: "branch", digits: 5 },
      { field: "cashier", digits: 5 },
      { field: "operationId", digits: 6 },
      { field: "amount", decimal: "." },
      { field: "account", digits: 7 },
    ],
    companion: {
      suffix: ".batch.txt",
      byOrder: true,
      decimal: ".",
      columns: [{ field: "paymentOrderNo" }, { field: "sum:amount" }, { field: "rowCount" }],
    },
    identity: ["date", "branch", "cashier", "operationId"],
    checks: ["amount>0"],
  },
  "qiwi-register": {
    title: "Терминалы: реестр за день (QIWI, OSMP)",
    kind: "delimited",
    encodings: ["utf-8", "windows-1251"],
    eol: "lf",
    delimiter: "\t",
    columns: [
      { field: "operationId", pattern: String.raw`^\d{1,20}$` },
      { field: "dateTime", format: "YYYYMMDDHHmmss" },
      { field: "account" },
      { field: "amount", decimal: "." },
    ],
    footer: {
      startsWith: "Total: ",
      delimiter: " ",
      columns: [{ field: "rowCount" }, { field: "sum:amount", decimal: "." }],
    },
    checks: ["amount>0"],
    empty: true,
  },
  "register-xlsx": {
    title: "Агент: таблица Excel с заголовком и итогом",
    kind: "xlsx",
    header: { lines: 1, names: true },
    columns: [
      { field: "date", name: "Дата", format: "DD.MM.YYYY" },
      { field: "operationId", name: "Номер операции" },
      { field: "account", name: "Лицевой счёт", digits: 10 },
      { field: "payerName", name: "Плательщик", optional: true },
      { field: "amount", name: "Сумма", decimal: "any", group: " " },
      { field: "fee", name: "Комиссия", decimal: "any", group: " " },
      { field: "netAmount", name: "К перечислению", decimal: "any", group: " " },
    ],
    footer: {
      startsWith: "Итого",
      columns: [
        { field: "ignore" },
        { field: "rowCount" },
        { field: "ignore" },
        { field: "ignore" },
        { field: "sum:amount", group: " " },
        { field: "sum:fee", group: " " },
        { field: "sum:netAmount", group: " " },
      ],
    },
    checks: ["amount=netAmount+fee", "amount>0"],
  },
  "register-xml": {
    title: "Агент: реестр XML с показаниями приборов",
    kind: "xml",
    encodings: ["utf-8", "windows-1251"],
    header: {
      columns: [
        { field: "rowCount", path: "register/@count" },
        { field: "sum:amount", path: "register/@total", decimal: "." },
        { field: "paymentOrderNo", path: "register/order/@number" },
        { field: "paymentOrderDate", path: "register/order/@date", format: "YYYY-MM-DD" },
      ],
    },
    row: "register/payments/payment",
    columns: [
      { field: "operationId", path: "@id" },
      { field: "dateTime", path: "@time", format: "YYYY-MM-DDTHH:mm:ss" },
      { field: "account", path: "account" },
      { field: "payerName", path: "payer", optional: true },
      { field: "period", path: "period", format: "YYYY-MM", optional: true },
      { field: "amount", path: "amount", decimal: "." },
      { field: "fee", path: "fee", decimal: ".", optional: true },
      {
        repeat: 10,
        path: "meters/meter",
        columns: [
          { field: "meters[].code", path: "@serial" },
          { field: "meters[].reading", path: "@reading", decimal: "." },
        ],
      },
    ],
    checks: ["amount>0"],
  },
  "sber-debts": {
    title: "Сбербанк: реестр задолженности",
    direction: "debts",
    kind: "delimited",
    encodings: ["windows-1251", "koi8-r", "utf-8"],
    delimiter: ";",
    fileName: "{inn:10}_{account:20}_{number:3}_{period:MMYY}.txt",
    columns: [
      { field: "account" },
      { field: "payerName", optional: true },
      { field: "address", optional: true },
      { field: "period", format: "MMYY" },
      { field: "amount", decimal: "," },
    ],
    identity: ["account"],
    checks: ["amount>0"],
  },
  "bezpb-debts": {
    title: "Банк: задолженность таблицей DBF (BEZPB)",
    direction: "debts",
    kind: "dbf",
    encodings: ["cp866"],
    fileName: "BEZPB{date:YYMMDD}.dbf",
    columns: [
      { field: "date", name: "DATA", format: "YYYYMMDD", type: "D" },
      { field: "account", name: "LS", type: "N", length: 13, decimals: 0 },
      { field: "address", name: "ADDR", type: "C", length: 70, optional: true },
      { field: "amount", name: "SUMMA", type: "N", length: 10, decimals: 2 },
    ],
    identity: ["account"],
    checks: ["amount>0"],
  },
};

/** The product's own profiles, each in its first version. */
export const BUILT_IN_PROFILES: readonly RegisterProfile[] = Object.entries(DEFINITIONS).map(
  ([code, written]) => ({
    code,
    version: 1,
    definition: ProfileDefinition.parse(written),
  }),
);

export const builtInProfile = (code: string): RegisterProfile | undefined =>
  BUILT_IN_PROFILES.find((profile) => profile.code === code);
