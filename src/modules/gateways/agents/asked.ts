import { moneyText } from "#core/money";
import type { Money } from "#core/units";
import type { AgentRequest, AgentSettings, DialectName } from "./model.ts";
import { clockOf, nameIn } from "./parameters.ts";

/** What stands in a parameter. */
export type ParameterForm = "command" | "number" | "account" | "roubles" | "moment" | "text";

/** A parameter of a command, by the dialect's own name. */
export interface AskedParameter {
  readonly name: string;
  readonly form: ParameterForm;
  readonly isNeeded: boolean;
  /** Of a command: the word for it. */
  readonly word?: string;
}

/** What an example is made of. */
export interface AskedSample {
  readonly transaction: string;
  readonly account: string;
  /** Undefined: a question about the account alone. */
  readonly amount: Money | undefined;
  readonly moment: Date;
}

type Command = AgentRequest["command"];

const word = (name: string, of: string): AskedParameter => ({
  name,
  form: "command",
  isNeeded: true,
  word: of,
});
const needed = (name: string, form: ParameterForm): AskedParameter => ({ name, form, isNeeded: true });
const optional = (name: string, form: ParameterForm): AskedParameter => ({ name, form, isNeeded: false });

/** What each command of a dialect consists of: the same that its `read` takes, which a test holds. */
const ASKED: Readonly<Record<DialectName, Readonly<Record<Command, readonly AskedParameter[]>>>> = {
  osmp: {
    check: [
      word("command", "check"),
      needed("txn_id", "number"),
      needed("account", "account"),
      optional("sum", "roubles"),
    ],
    pay: [
      word("command", "pay"),
      needed("txn_id", "number"),
      needed("txn_date", "moment"),
      needed("account", "account"),
      needed("sum", "roubles"),
    ],
    cancel: [word("command", "cancel"), needed("txn_id", "number"), optional("cancel_txn_id", "number")],
    status: [word("command", "status"), needed("txn_id", "number")],
  },
  sber: {
    check: [word("ACTION", "check"), needed("ACCOUNT", "account"), optional("AMOUNT", "roubles")],
    pay: [
      word("ACTION", "payment"),
      needed("ACCOUNT", "account"),
      needed("AMOUNT", "roubles"),
      needed("PAY_ID", "number"),
      needed("PAY_DATE", "moment"),
    ],
    cancel: [word("ACTION", "cancel"), needed("PAY_ID", "number")],
    status: [word("ACTION", "status"), needed("PAY_ID", "number")],
  },
  cyberplat: {
    check: [word("action", "check"), needed("number", "account"), optional("amount", "roubles")],
    pay: [
      word("action", "payment"),
      needed("number", "account"),
      needed("amount", "roubles"),
      needed("receipt", "number"),
      needed("date", "moment"),
    ],
    cancel: [word("action", "cancel"), needed("receipt", "number"), optional("mes", "text")],
    status: [word("action", "status"), needed("receipt", "number")],
  },
};

/** How a dialect writes date and time. */
export const MOMENT_FORM: Readonly<Record<DialectName, string>> = {
  osmp: "YYYYMMDDHHmmss",
  sber: "DD.MM.YYYY_HH:mm:ss",
  cyberplat: "YYYY-MM-DDTHH:mm:ss",
};

/** The commands that an agent may send, with what each consists of. */
export const askedOf = (
  settings: AgentSettings,
): readonly (readonly [Command, readonly AskedParameter[]])[] =>
  (["check", "pay", ...settings.extras] as const).map((command) => [
    command,
    ASKED[settings.dialect][command],
  ]);

/** A request as the agent would send it, by its own names. What needs not be there and the sample lacks is left out. */
export function queryOf(settings: AgentSettings, command: Command, sample: AskedSample): string {
  const clock = clockOf(sample.moment, settings.timeZone);
  const moment = MOMENT_FORM[settings.dialect]
    .replace("YYYY", clock.year)
    .replace("MM", clock.month)
    .replace("DD", clock.day)
    .replace("HH", clock.hour)
    .replace("mm", clock.minute)
    .replace("ss", clock.second);
  const valueOf = (parameter: AskedParameter): string | undefined => {
    switch (parameter.form) {
      case "command":
        return parameter.word;
      case "number":
        // A cancellation names the payment by its own number where no other is needed.
        return parameter.isNeeded ? sample.transaction : undefined;
      case "account":
        return sample.account;
      case "roubles":
        return sample.amount === undefined ? undefined : moneyText(sample.amount);
      case "moment":
        return moment;
      case "text":
        return undefined;
    }
  };
  return new URLSearchParams(
    ASKED[settings.dialect][command].flatMap((parameter): [string, string][] => {
      const value = valueOf(parameter);
      return value === undefined ? [] : [[nameIn(settings, parameter.name), value]];
    }),
  ).toString();
}
