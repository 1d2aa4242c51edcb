import type { Money } from "#core/units";
import { type AskedParameter, askedOf, MOMENT_FORM, type ParameterForm, queryOf } from "./asked.ts";
import { dialects } from "./dialects.ts";
import { type AgentReply, type AgentRequest, type AgentSettings, REASONS } from "./model.ts";
import { xmlEscaped } from "../xml/index.ts";
import { nameIn } from "./parameters.ts";
import { commentOf } from "./words.ts";

type Command = AgentRequest["command"];
type Language = AgentSettings["language"];

export interface SheetSubject {
  readonly code: string;
  readonly name: string;
  /** Where this center listens: "https://center.example". */
  readonly base: string;
  readonly settings: AgentSettings;
  readonly today: Date;
}

const DIALECT_NAMES = { osmp: "OSMP", sber: "Sber ACTION", cyberplat: "CyberPlat" } as const;

/**
 * What the engineer of a bank needs to connect: address, sign-in, parameters, examples and codes, as they follow from
 * the settings. A page of its own without a script, to be sent by mail and printed. No secret is in it.
 */
export function sheetOf({ code, name, base, settings, today }: SheetSubject): string {
  const words = WORDS[settings.language];
  const url = `${base}/gateway/${settings.dialect}/${code}`;
  const dialect = dialects[settings.dialect];
  const sample = {
    transaction: "1234570",
    account: "4400110010",
    amount: 150_000n as Money,
    moment: today,
  };
  const commands = askedOf(settings).map(([command, parameters]) => {
    const query = queryOf(settings, command, sample);
    const answer = dialect.write(exampleOf(command, sample), settings);
    return [
      `<h2>${words.command[command]}</h2>`,
      tableOf(
        [words.parameter, words.isNeeded, words.form],
        parameters.map((one) => [
          nameIn(settings, one.name),
          one.isNeeded ? words.yes : words.no,
          formOf(one, settings),
        ]),
      ),
      `<h3>${words.request}</h3><pre>GET ${xmlEscaped(`${url}?${query}`)}</pre>`,
      `<h3>${words.answer} (${xmlEscaped(answer.contentType)})</h3><pre>${xmlEscaped(answer.text)}</pre>`,
    ].join("\n");
  });
  const facts: readonly (readonly [string, string])[] = [
    [words.protocol, DIALECT_NAMES[settings.dialect]],
    [words.address, url],
    [words.methods, words.methodsAre],
    [words.signIn, settings.signIn.map((means) => words.means[means]).join("; ")],
    [words.from, settings.addresses.length === 0 ? words.anywhere : settings.addresses.join(", ")],
    [words.zone, settings.timeZone],
    [words.deadline, words.milliseconds(settings.deadlineMs)],
    [words.limits, words.limitsAre(settings)],
    [words.rate, words.rateIs(settings.messagesPerMinuteMax)],
    [words.accounts, settings.accountPattern],
  ];
  return `<!doctype html>
<html lang="${settings.language}">
<head>
<meta charset="utf-8">
<title>${xmlEscaped(`${words.title}: ${name}`)}</title>
<style>
body { font: 14px/1.5 system-ui, sans-serif; max-width: 60rem; margin: 2rem auto; padding: 0 1rem; color: #1b1f24; background: #fff; }
h1 { font-size: 22px; } h2 { font-size: 17px; margin-top: 2rem; } h3 { font-size: 14px; }
table { border-collapse: collapse; width: 100%; } th, td { border: 1px solid #c8ccd2; padding: 4px 8px; text-align: left; vertical-align: top; }
th { background: #f2f4f6; } pre { background: #f2f4f6; padding: 8px; white-space: pre-wrap; overflow-wrap: anywhere; }
@media print { body { margin: 0; } h2, h3 { break-after: avoid; } }
</style>
</head>
<body>
<h1>${xmlEscaped(`${words.title}: ${name}`)}</h1>
${tableOf([words.what, words.value], facts)}
${commands.join("\n")}
<h2>${words.codes}</h2>
<p>${words.codesAbout}</p>
${tableOf([words.code, words.meaning, words.isFinal], codeRowsOf(settings))}
<h2>${words.rules}</h2>
<ol>${words.rulesAre.map((rule) => `<li>${rule}</li>`).join("")}</ol>
</body>
</html>
`;
}

/** The codes of an agent, each with all that it may mean; those after which it asks again are marked. */
export function codeRowsOf(settings: AgentSettings): readonly (readonly [string, string, string])[] {
  const words = WORDS[settings.language];
  const { codes, temporary } = dialects[settings.dialect];
  const byCode = Map.groupBy(saidTo(settings), (reason) => settings.codes[reason] ?? codes[reason]);
  return [...byCode]
    .sort(([one], [other]) => one - other)
    .map(([code, reasons]) => [
      String(code),
      [...new Set(reasons.map((reason) => commentOf({ reason, parameter: "…" }, settings)))].join("; "),
      temporary.has(code) ? words.repeat : words.yes,
    ]);
}

const OF_CANCELLATIONS: ReadonlySet<string> = new Set([
  "cancelled",
  "cancelled_ahead",
  "cancel_impossible",
  "transaction_cancelled",
]);

/** Answers to commands that the agent may not send are none of its matters. */
const saidTo = ({ extras }: AgentSettings) =>
  REASONS.filter((reason) => {
    if (reason.startsWith("status_")) return extras.includes("status");
    return !OF_CANCELLATIONS.has(reason) || extras.includes("cancel");
  });

function exampleOf(
  command: Command,
  sample: { readonly transaction: string; readonly amount: Money; readonly moment: Date },
): AgentReply {
  const { transaction, amount, moment } = sample;
  const common = { command, transaction };
  const registered = { ...common, payment: 900_017n, amount, registeredAt: moment };
  switch (command) {
    case "check":
      return {
        ...common,
        reason: "may_be_paid",
        payer: { name: "И*** М. П.", address: "кв. 3" },
        owes: amount,
      };
    case "pay":
      return { ...registered, reason: "accepted" };
    case "cancel":
      return { ...registered, reason: "cancelled" };
    case "status":
      return { ...registered, reason: "status_paid" };
  }
}

function formOf(parameter: AskedParameter, settings: AgentSettings): string {
  const forms: Readonly<Record<ParameterForm, string>> = WORDS[settings.language].forms;
  switch (parameter.form) {
    case "command":
      return parameter.word ?? "";
    case "moment":
      return `${MOMENT_FORM[settings.dialect]}, ${settings.timeZone}`;
    case "account":
      return `${forms.account} ${settings.accountPattern}`;
    case "number":
    case "roubles":
    case "text":
      return forms[parameter.form];
  }
}

const tableOf = (heads: readonly string[], rows: readonly (readonly string[])[]): string =>
  `<table><thead><tr>${heads.map((head) => `<th>${xmlEscaped(head)}</th>`).join("")}</tr></thead><tbody>${rows
    .map((row) => `<tr>${row.map((cell) => `<td>${xmlEscaped(cell)}</td>`).join("")}</tr>`)
    .join("")}</tbody></table>`;

interface SheetWords {
  readonly title: string;
  readonly what: string;
  readonly value: string;
  readonly protocol: string;
  readonly address: string;
  readonly methods: string;
  readonly methodsAre: string;
  readonly signIn: string;
  readonly means: Readonly<Record<AgentSettings["signIn"][number], string>>;
  readonly from: string;
  readonly anywhere: string;
  readonly zone: string;
  readonly deadline: string;
  readonly milliseconds: (milliseconds: number) => string;
  readonly limits: string;
  readonly limitsAre: (settings: AgentSettings) => string;
  readonly rate: string;
  readonly rateIs: (messages: number) => string;
  readonly accounts: string;
  readonly command: Readonly<Record<Command, string>>;
  readonly parameter: string;
  readonly isNeeded: string;
  readonly form: string;
  readonly forms: Readonly<Record<ParameterForm, string>>;
  readonly request: string;
  readonly answer: string;
  readonly codes: string;
  readonly codesAbout: string;
  readonly code: string;
  readonly meaning: string;
  readonly isFinal: string;
  readonly repeat: string;
  readonly yes: string;
  readonly no: string;
  readonly rules: string;
  readonly rulesAre: readonly string[];
}

const roubles = (kopecks: Money, language: Language): string =>
  new Intl.NumberFormat(language, { minimumFractionDigits: 2 }).format(
    `${kopecks / 100n}.${String(kopecks % 100n).padStart(2, "0")}` as `${number}`,
  );

const WORDS: Readonly<Record<Language, SheetWords>> = {
  ru: {
    title: "Подключение к приёму платежей",
    what: "Что",
    value: "Значение",
    protocol: "Протокол",
    address: "Адрес",
    methods: "Способ",
    methodsAre: "GET с параметрами в строке запроса или POST application/x-www-form-urlencoded, HTTPS",
    signIn: "Проверка отправителя",
    means: {
      password: "Basic: имя — код агента, пароль — секрет, переданный отдельно",
      token: "Bearer: секрет, переданный отдельно",
      certificate: "клиентский сертификат TLS",
      signature: "подпись RSA запроса",
    },
    from: "Адреса отправителя",
    anywhere: "любые",
    zone: "Часовой пояс дат",
    deadline: "Ответ не позже",
    milliseconds: (milliseconds) => `${milliseconds / 1000} с; после этого — код временной ошибки`,
    limits: "Сумма одного платежа",
    limitsAre: ({ amountMin, amountMax, dayTotalMax }) =>
      `от ${roubles(amountMin, "ru")} до ${roubles(amountMax, "ru")} ₽${dayTotalMax === undefined ? "" : `; за день не более ${roubles(dayTotalMax, "ru")} ₽`}`,
    rate: "Частота",
    rateIs: (messages) => `не более ${messages} запросов в минуту; сверх того — код временной ошибки`,
    accounts: "Лицевой счёт (регулярное выражение)",
    command: { check: "Проверка счёта", pay: "Платёж", cancel: "Отмена", status: "Состояние платежа" },
    parameter: "Параметр",
    isNeeded: "Обязателен",
    form: "Вид",
    forms: {
      command: "",
      number: "номер операции агента, от 1 до 20 цифр, у каждой операции свой",
      account: "лицевой счёт,",
      roubles: "рубли через точку, не более двух знаков: 1500.00",
      moment: "",
      text: "текст до 200 знаков",
    },
    request: "Пример запроса",
    answer: "Пример ответа",
    codes: "Коды ответов",
    codesAbout:
      "Окончательный отказ означает, что деньги возвращаются плательщику. После временного кода тот же запрос повторяется с тем же номером операции.",
    code: "Код",
    meaning: "Значение",
    isFinal: "Окончательный",
    repeat: "нет, повторить",
    yes: "да",
    no: "нет",
    rules: "Правила",
    rulesAre: [
      "Повтор с тем же номером получает первый ответ; второй раз деньги не зачисляются.",
      "Тот же номер с другой суммой или счётом отклоняется, и об этом сообщается расчётному центру.",
      "Обрыв связи и отсутствие ответа — не отказ: запрос повторяется, пока не придёт окончательный код.",
      "Параметр, указанный дважды, сумма с запятой, третьим знаком или порядком числа отклоняются.",
      "Реестр за день сверяется с принятыми сообщениями на следующий день.",
    ],
  },
  en: {
    title: "Connecting to payment acceptance",
    what: "What",
    value: "Value",
    protocol: "Protocol",
    address: "Address",
    methods: "Method",
    methodsAre: "GET with a query string, or POST application/x-www-form-urlencoded, over HTTPS",
    signIn: "Sign-in",
    means: {
      password: "Basic: the name is the agent's code, the password is the secret, handed over separately",
      token: "Bearer: the secret, handed over separately",
      certificate: "TLS client certificate",
      signature: "RSA signature of the request",
    },
    from: "Networks it may call from",
    anywhere: "any",
    zone: "Time zone of dates",
    deadline: "Answered within",
    milliseconds: (milliseconds) => `${milliseconds / 1000} s; after that with the code of a temporary error`,
    limits: "Sum of one payment",
    limitsAre: ({ amountMin, amountMax, dayTotalMax }) =>
      `${roubles(amountMin, "en")} to ${roubles(amountMax, "en")} ₽${dayTotalMax === undefined ? "" : `; at most ${roubles(dayTotalMax, "en")} ₽ a day`}`,
    rate: "Rate",
    rateIs: (messages) =>
      `at most ${messages} requests a minute; beyond that the code of a temporary error is given`,
    accounts: "Account number (regular expression)",
    command: {
      check: "Check of an account",
      pay: "Payment",
      cancel: "Cancellation",
      status: "State of a payment",
    },
    parameter: "Parameter",
    isNeeded: "Needed",
    form: "Form",
    forms: {
      command: "",
      number: "the agent's number of the operation, 1 to 20 digits, its own for each",
      account: "account number,",
      roubles: "roubles with a point and at most two decimals: 1500.00",
      moment: "",
      text: "text of up to 200 characters",
    },
    request: "Example of a request",
    answer: "Example of an answer",
    codes: "Codes of answers",
    codesAbout:
      "A final refusal means that the money goes back to the payer. After a temporary code the same request is repeated with the same number of the operation.",
    code: "Code",
    meaning: "Meaning",
    isFinal: "Final",
    repeat: "no, repeat",
    yes: "yes",
    no: "no",
    rules: "Rules",
    rulesAre: [
      "A repeat with the same number gets the first answer; the money is not credited a second time.",
      "The same number with another sum or account is refused and reported to the billing center.",
      "A lost connection or a missing answer is no refusal: the request is repeated until a final code comes.",
      "A parameter given twice, a sum with a comma, a third decimal or an exponent are refused.",
      "The day's register is compared with the messages on the next day.",
    ],
  },
};
