import type { NewPolicy } from "#modules/charging";
import type { OrganizationRow } from "#modules/gateways";

/** INNs of the town's organizations: they carry valid check digits and belong to nobody. */
export const ORGANIZATION = {
  center: "9901001239",
  zarechye: "9901004568",
  pribrezhnaya: "9901007713",
  voskhod: "9901008820",
  housing: "9901009936",
  water: "9901000517",
  heat: "9901002218",
  power: "9901003300",
  gas: "9901005515",
  waste: "9901006406",
  fund: "9901007720",
  bank: "9901001119",
  terminals: "9901006621",
} as const;

/** Who manages buildings, and so charges and closes months. */
export const COMPANIES = [
  ORGANIZATION.zarechye,
  ORGANIZATION.pribrezhnaya,
  ORGANIZATION.voskhod,
  ORGANIZATION.housing,
] as const;
export type Company = (typeof COMPANIES)[number];

/** Who asks for penalties, and how; the homeowners' association has decided to ask for none. */
export const PENALTY_POLICIES: Readonly<Partial<Record<Company, Omit<NewPolicy, "organization" | "from">>>> =
  {
    [ORGANIZATION.zarechye]: {
      mode: "PAYMENT_DATE",
      legalSteps: "sector",
      basis: "Приказ ООО «УК Заречье» № 41: пени по ставке на день оплаты",
    },
    [ORGANIZATION.pribrezhnaya]: {
      mode: "BY_DAY",
      legalSteps: "sector",
      basis: "Приказ ООО «УК Прибрежная» № 12: пени по ставке каждого дня",
    },
    [ORGANIZATION.housing]: {
      mode: "PAYMENT_DATE",
      basis: "Приказ МУП «Городское жилищное хозяйство» № 7: пени гражданам",
    },
  };

const BANK = {
  bankName: "АО «СЕВЕРБАНК»",
  bic: "049876543",
  correspondentAccount: "30101810100000000543",
};

const atTown = (street: string): string => `г. Североозёрск, ${street}`;

export const ORGANIZATIONS: readonly OrganizationRow[] = [
  {
    code: ORGANIZATION.center,
    kind: "center",
    name: "ООО «ЕИРЦ Североозёрск»",
    shortName: "ЕИРЦ",
    inn: ORGANIZATION.center,
    kpp: "990101001",
    address: atTown("пр-кт Мира, д. 1"),
    phone: "(8100) 5-11-22",
    emergencyPhone: "(8100) 5-11-05",
    email: "office@eirc.example",
    site: "eirc.example",
    // Payers' money may only come to an agent's special account (law 103-ФЗ, art. 4 p. 15).
    bankAccount: "40821810900000000777",
    ...BANK,
  },
  company(
    ORGANIZATION.zarechye,
    "ООО «УК Заречье»",
    "УК Заречье",
    "ул. Ленина, д. 3",
    "5-22-10",
    "zarechye.example",
  ),
  company(
    ORGANIZATION.pribrezhnaya,
    "ООО «УК Прибрежная»",
    "УК Прибрежная",
    "ул. Озёрная, д. 1",
    "5-23-40",
    "pribrezhnaya.example",
  ),
  company(
    ORGANIZATION.voskhod,
    "ТСЖ «Восход»",
    "ТСЖ Восход",
    "пр-кт Мира, д. 45",
    "5-24-15",
    "voskhod.example",
  ),
  company(
    ORGANIZATION.housing,
    "МУП «Городское жилищное хозяйство»",
    "МУП ГЖХ",
    "ул. Советская, д. 9",
    "5-25-08",
    "gzh.example",
  ),
  supplier(
    ORGANIZATION.water,
    "МУП «Водоканал»",
    "Водоканал",
    "ул. Насосная, д. 2",
    "5-17-03",
    "vodokanal.example",
    "40602810800000000517",
  ),
  supplier(
    ORGANIZATION.heat,
    "АО «Теплосеть»",
    "Теплосеть",
    "пр-кт Мира, д. 70",
    "5-18-44",
    "teploset.example",
    "40702810900000002218",
  ),
  supplier(
    ORGANIZATION.power,
    "ПАО «Северэнергосбыт»",
    "Северэнергосбыт",
    "ул. Озёрная, д. 1Б",
    "5-31-00",
    "sesbyt.example",
    "40702810600000003300",
  ),
  supplier(
    ORGANIZATION.gas,
    "ООО «Межрайгаз»",
    "Межрайгаз",
    "ул. Газовиков, д. 4",
    "5-04-04",
    "rajgaz.example",
    "40702810200000005517",
  ),
  supplier(
    ORGANIZATION.waste,
    "ООО «Экооператор»",
    "Экооператор",
    "ул. Портовая, д. 8",
    "5-60-70",
    "eco.example",
    "40702810200000006406",
  ),
  {
    ...supplier(
      ORGANIZATION.fund,
      "Фонд капитального ремонта",
      "Фонд капремонта",
      "ул. Северная, д. 21",
      "5-40-01",
      "fkr.example",
      "40603810500000000311",
    ),
    kind: "fund",
  },
  {
    code: ORGANIZATION.bank,
    kind: "agent",
    name: "АО «СЕВЕРБАНК»",
    shortName: "СЕВЕРБАНК",
    inn: ORGANIZATION.bank,
  },
  {
    code: ORGANIZATION.terminals,
    kind: "agent",
    name: "ООО «Платёжные терминалы»",
    shortName: "Терминалы",
    inn: ORGANIZATION.terminals,
  },
];

function company(
  code: Company,
  name: string,
  shortName: string,
  street: string,
  phone: string,
  site: string,
): OrganizationRow {
  const accounts: Record<Company, string> = {
    [ORGANIZATION.zarechye]: "40702810000000005678",
    [ORGANIZATION.pribrezhnaya]: "40702810800000007711",
    [ORGANIZATION.voskhod]: "40702810100000008821",
    [ORGANIZATION.housing]: "40602810500000009931",
  };
  return {
    code,
    kind: "company",
    name,
    shortName,
    inn: code,
    kpp: "990101001",
    address: atTown(street),
    phone: `(8100) ${phone}`,
    emergencyPhone: "(8100) 5-11-05",
    email: `office@${site}`,
    site,
    bankAccount: accounts[code],
    ...BANK,
  };
}

function supplier(
  code: string,
  name: string,
  shortName: string,
  street: string,
  phone: string,
  site: string,
  bankAccount: string,
): OrganizationRow {
  return {
    code,
    kind: "supplier",
    name,
    shortName,
    inn: code,
    address: atTown(street),
    phone: `(8100) ${phone}`,
    site,
    bankAccount,
    ...BANK,
  };
}

/** Those who send payments. The secrets are printed on the start page: this town's money is nobody's. */
export const AGENTS = {
  bank: {
    organization: ORGANIZATION.bank,
    code: "severbank",
    name: "АО «СЕВЕРБАНК»",
    secret: "severbank-demo-2026",
  },
  terminal: {
    organization: ORGANIZATION.terminals,
    code: "terminal",
    name: "Платёжные терминалы",
    secret: "terminal-demo-2026",
  },
} as const;
