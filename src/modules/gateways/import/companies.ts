import type { RowDoubt } from "./problems.ts";

/** A company as the file names it. */
export interface NamedCompany {
  readonly row: number;
  readonly name: string;
  /** The source's own number of the company; absent where it has none. */
  readonly profile: string | undefined;
  /** The municipality that the building is in. */
  readonly district: string;
}

export interface ReadCompany {
  /** Unique among the companies of the file: the profile's number, or the key of the name. */
  readonly code: string;
  readonly name: string;
  readonly buildings: number;
}

export interface ReadCompanies {
  readonly companies: readonly ReadCompany[];
  /** The company of each row. */
  readonly byRow: ReadonlyMap<number, string>;
  readonly doubts: readonly RowDoubt[];
}

/**
 * Finds out which names mean one organization. A profile of the source is one company, however it is spelled.
 * Several profiles under one name are one company only for firms that work in a common district (a firm that
 * registered anew); owners' associations are as a rule of one house, and many chose the same pretty name, so they
 * stay apart. Wrongly joined companies would see each other's residents, so both findings are listed as doubts.
 */
export function companiesOf(named: readonly NamedCompany[]): ReadCompanies {
  const profiles = new Map<string, Group>();
  for (const one of named) {
    const id = one.profile ?? `name:${companyKey(one.name)}`;
    const group = profiles.get(id);
    if (group) add(group, one);
    else profiles.set(id, groupOf(id, one));
  }

  const doubts: RowDoubt[] = [];
  const groups: Group[] = [];
  const byKey = Map.groupBy(profiles.values(), (group) => companyKey(mainName(group)));
  for (const same of byKey.values()) {
    const joined: Group[] = [];
    for (const group of same) {
      const known = joined.find((other) => isFirm(group) && sharesDistrict(group, other));
      if (known) join(known, group);
      else joined.push(group);
    }
    if (joined.length > 1)
      for (const group of joined) doubts.push(doubtOf(group, "company-name-repeated", joined.length));
    groups.push(...joined);
  }
  for (const group of groups)
    if (group.names.size > 1 || group.profiles.length > 1)
      doubts.push(doubtOf(group, "company-spelled-differently", group.profiles.length));

  const byRow = new Map(groups.flatMap((group) => group.rows.map((row) => [row, codeOf(group)] as const)));
  return {
    companies: groups.map((group) => ({
      code: codeOf(group),
      name: mainName(group),
      buildings: group.rows.length,
    })),
    byRow,
    doubts,
  };
}

/**
 * A name without what people spell differently: quotes, spaces, case, ё, the legal form's full wording. A plus and
 * a number stay, for "Вече-3" and "Вече-3+" are two companies.
 */
export function companyKey(name: string): string {
  let key = name.toLowerCase().replaceAll("ё", "е").replaceAll(/\s+/g, " ");
  for (const [words, short] of LEGAL_FORMS) key = key.replaceAll(words, short);
  // "OOO" in Latin letters.
  key = key.replace(/^ooo(?=\W|$)/, "ооо");
  return key.replaceAll(/[^а-яa-z0-9+/.]/g, "").replaceAll(/\.(?!\d)/g, "");
}

const LEGAL_FORMS: readonly (readonly [words: string, short: string])[] = [
  ["общество с ограниченной ответственностью", "ооо"],
  ["открытое акционерное общество", "оао"],
  ["закрытое акционерное общество", "зао"],
  ["публичное акционерное общество", "пао"],
  ["акционерное общество", "ао"],
  ["муниципальное унитарное предприятие", "муп"],
  ["муниципальное бюджетное учреждение", "мбу"],
  ["товарищество собственников жилья", "тсж"],
  ["товарищество собственников недвижимости", "тсн"],
  ["жилищно-строительный кооператив", "жск"],
  ["индивидуальный предприниматель", "ип"],
  ["управляющая компания", "ук"],
];

interface Group {
  readonly profiles: string[];
  /** Spelling → how often. */
  readonly names: Map<string, number>;
  readonly rows: number[];
  readonly districts: Set<string>;
}

function groupOf(id: string, one: NamedCompany): Group {
  return {
    profiles: [id],
    names: new Map([[one.name, 1]]),
    rows: [one.row],
    districts: new Set([one.district]),
  };
}

function add(group: Group, one: NamedCompany): void {
  group.names.set(one.name, (group.names.get(one.name) ?? 0) + 1);
  group.rows.push(one.row);
  group.districts.add(one.district);
}

function join(into: Group, other: Group): void {
  into.profiles.push(...other.profiles);
  for (const [name, times] of other.names) into.names.set(name, (into.names.get(name) ?? 0) + times);
  into.rows.push(...other.rows);
  for (const district of other.districts) into.districts.add(district);
}

/** The spelling met most often, the longer one of equals. */
const mainName = (group: Group): string =>
  [...group.names].sort(
    (a, b) => b[1] - a[1] || b[0].length - a[0].length || (a[0] < b[0] ? -1 : 1),
  )[0]?.[0] ?? "";

/** The oldest profile's number stays the code when a newer one is joined, so that a later file finds it again. */
const codeOf = (group: Group): string => [...group.profiles].sort()[0] ?? "";
const isFirm = (group: Group): boolean => !/^(тсж|тсн|жск|жк|спк|тов)/.test(companyKey(mainName(group)));
const sharesDistrict = (a: Group, b: Group): boolean =>
  [...a.districts].some((district) => b.districts.has(district));

const doubtOf = (group: Group, rule: RowDoubt["rule"], profiles: number): RowDoubt => ({
  sheet: "",
  row: Math.min(...group.rows),
  column: "MGMT_COMPANY",
  rule,
  value: mainName(group),
  data: {
    spellings: [...group.names.keys()].join(" | "),
    profiles: group.profiles.join(", "),
    companies: String(profiles),
    buildings: String(group.rows.length),
  },
  taken: true,
});
