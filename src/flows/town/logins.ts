import { type Company, ORGANIZATION } from "./organizations.ts";

/** Someone who works in the demo town. */
export interface DemoLogin {
  readonly login: string;
  readonly password: string;
  readonly role: "operator" | "chief_accountant" | "administrator" | "accountant" | "provider";
  readonly name: string;
  /** Of a company's or a provider's person; the others are the center's. */
  readonly organization?: Company | typeof ORGANIZATION.water;
}

const PASSWORD = "severoozersk-2026";

/** Printed on the start page: the demo town protects nobody. */
export const DEMO_LOGINS: readonly DemoLogin[] = [
  { login: "operator@eirc.example", password: PASSWORD, role: "operator", name: "Орлова Елена Николаевна" },
  {
    login: "chief@eirc.example",
    password: PASSWORD,
    role: "chief_accountant",
    name: "Ильина Тамара Павловна",
  },
  { login: "admin@eirc.example", password: PASSWORD, role: "administrator", name: "Громов Виктор Юрьевич" },
  accountant("zarechye", "Белова Ирина Олеговна"),
  accountant("pribrezhnaya", "Зуева Наталья Андреевна"),
  accountant("voskhod", "Котова Вера Ильинична"),
  accountant("gzh", "Панова Лариса Фёдоровна"),
  {
    login: "water@vodokanal.example",
    password: PASSWORD,
    role: "provider",
    name: "Рыбаков Олег Игоревич",
    organization: ORGANIZATION.water,
  },
];

function accountant(at: "zarechye" | "pribrezhnaya" | "voskhod" | "gzh", name: string): DemoLogin {
  const organization = at === "gzh" ? ORGANIZATION.housing : ORGANIZATION[at];
  return { login: `accountant@${at}.example`, password: PASSWORD, role: "accountant", name, organization };
}
