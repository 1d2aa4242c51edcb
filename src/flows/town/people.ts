import { type Day, day } from "#core/day";
import { accountNumber } from "../synthetic.ts";
import { codeOf, HOUSES, ordinalOf } from "./houses.ts";

/** How a household pays its bills. */
export type Habit =
  /** The whole bill, each month. */
  | "exact"
  /** Rounded up to a hundred roubles. */
  | "rounding_up"
  /** Half of what is asked. */
  | "half"
  /** Every second month, every third month: all of it. */
  | "alternate"
  | "quarter"
  /** Twice a year for months to come. */
  | "ahead"
  /** Not since a month. */
  | "never"
  | "since_spring"
  | "for_two_years";

/** Someone whom tests, screenshots and documents speak of. */
export interface NamedPerson {
  readonly account: string;
  readonly name: string;
  readonly born: Day;
  readonly building: string;
  readonly flat: string;
  /** Hundredths of m². */
  readonly area: number;
  readonly unifiedAccountId: string;
  /** Who is registered besides. */
  readonly family: readonly {
    readonly name: string;
    readonly born: Day;
    readonly from?: Day;
    readonly to?: Day;
  }[];
  readonly habit: Habit;
}

export const LENINA_7 = codeOf("ул. Ленина", "7");
export const OZYORNAYA_12_1 = codeOf("ул. Озёрная", "12/1");
export const OZYORNAYA_7 = codeOf("ул. Озёрная", "7");
export const MIRA_45A = codeOf("пр-кт Мира", "45А");

const named = <Key extends string>(of: Record<Key, NamedPerson>): Readonly<Record<Key, NamedPerson>> => of;

/** The people of the samples of the payment gateways, with their numbers, addresses and areas. */
export const PEOPLE = named({
  ivanova: {
    account: "4400110010",
    name: "Иванова Мария Петровна",
    born: day("1940-01-10"),
    building: LENINA_7,
    flat: "3",
    area: 9199,
    unifiedAccountId: "20АК574354",
    family: [],
    habit: "exact",
  },
  petrov: {
    account: "4400110145",
    name: "Петров Сергей Иванович",
    born: day("1945-02-11"),
    building: OZYORNAYA_12_1,
    flat: "7",
    area: 7611,
    unifiedAccountId: "50БЛ573780",
    family: [{ name: "Петрова Галина Степановна", born: day("1948-05-02") }],
    habit: "exact",
  },
  yolkina: {
    account: "4400110270",
    name: "Ёлкина Анна-Мария Сергеевна",
    born: day("1950-03-12"),
    building: MIRA_45A,
    flat: "11",
    area: 6697,
    unifiedAccountId: "70ВМ293630",
    family: [
      { name: "Ёлкин Борис Львович", born: day("1949-11-30") },
      { name: "Ёлкина Дарья Борисовна", born: day("1984-06-17") },
    ],
    habit: "ahead",
  },
  oconnor: {
    account: "4400110403",
    name: "О'Коннор Денис Львович",
    born: day("1985-04-13"),
    building: LENINA_7,
    flat: "15",
    area: 3571,
    unifiedAccountId: "99ГН743782",
    family: [
      { name: "О'Коннор Алина Марковна", born: day("1989-09-01") },
      { name: "О'Коннор Лев Денисович", born: day("2021-02-20") },
      // Born in the second spring of the story, and registered on that day.
      { name: "О'Коннор Майя Денисовна", born: day("2025-03-14"), from: day("2025-03-14") },
    ],
    habit: "half",
  },
  sidorov: {
    account: "4400110539",
    name: "Сидоров Пётр Андреевич",
    born: day("1960-05-14"),
    building: OZYORNAYA_12_1,
    flat: "19",
    area: 3542,
    unifiedAccountId: "20ДК418139",
    family: [],
    habit: "alternate",
  },
  kuznetsova: {
    account: "4400110664",
    name: "Кузнецова Ольга Викторовна",
    born: day("1965-06-15"),
    building: MIRA_45A,
    flat: "23",
    area: 7997,
    unifiedAccountId: "50АЛ948973",
    family: [
      { name: "Кузнецов Илья Олегович", born: day("1994-01-19") },
      // Moved out; the passport office told the center two months later.
      { name: "Кузнецов Роман Олегович", born: day("1998-08-08"), to: day("2025-10-10") },
    ],
    habit: "since_spring",
  },
  abdulzade: {
    account: "4400110790",
    name: "Абдул-заде Тимур Эльдарович",
    born: day("1970-07-16"),
    building: LENINA_7,
    flat: "27",
    area: 6510,
    unifiedAccountId: "70БМ724360",
    family: [
      { name: "Абдул-заде Лейла Рашидовна", born: day("1974-12-12") },
      { name: "Абдул-заде Эльдар Тимурович", born: day("2003-10-05") },
    ],
    habit: "quarter",
  },
  smirnov: {
    account: "4400110922",
    name: "Смирнов Антон",
    born: day("1975-08-17"),
    building: OZYORNAYA_12_1,
    flat: "31",
    area: 8125,
    unifiedAccountId: "99ВН874809",
    family: [
      { name: "Смирнова Юлия Игоревна", born: day("1978-03-28") },
      { name: "Смирнов Глеб Антонович", born: day("2008-07-07") },
      { name: "Смирнова Ева Антоновна", born: day("2012-01-15") },
    ],
    habit: "since_spring",
  },
  vasilyeva: {
    account: "4400111053",
    name: "Васильева Наталья Юрьевна",
    born: day("1980-09-18"),
    building: MIRA_45A,
    flat: "35",
    area: 7128,
    unifiedAccountId: "20ГК753397",
    family: [],
    habit: "rounding_up",
  },
  morozov: {
    account: "4400111189",
    name: "Морозов Игорь Олегович",
    born: day("1985-01-10"),
    building: LENINA_7,
    flat: "39",
    area: 4358,
    unifiedAccountId: "50ДЛ162443",
    family: [{ name: "Морозова Вера Денисовна", born: day("1986-04-25") }],
    habit: "exact",
  },
  shcherbakova: {
    account: "4400111311",
    name: "Щербакова Зоя Фёдоровна",
    born: day("1956-02-11"),
    building: OZYORNAYA_12_1,
    flat: "43",
    area: 9174,
    unifiedAccountId: "70АМ728745",
    family: [
      { name: "Щербаков Николай Петрович", born: day("1953-05-09") },
      { name: "Щербакова Инна Николаевна", born: day("1990-02-11") },
    ],
    habit: "exact",
  },
  nikitin: {
    account: "4400111447",
    name: "Никитин Егор Павлович",
    born: day("1995-03-12"),
    building: MIRA_45A,
    flat: "47",
    area: 7641,
    unifiedAccountId: "99БН442143",
    family: [
      { name: "Никитина Софья Андреевна", born: day("1996-11-11") },
      { name: "Никитин Макар Егорович", born: day("2019-05-20") },
      { name: "Никитина Василиса Егоровна", born: day("2022-08-03") },
    ],
    habit: "for_two_years",
  },
});

/** The number that an ordinary flat of the town has, by its place: "1" for the first flat. */
export function numberOf(building: string, flat: string): string {
  return accountNumber(ordinalOfCode(building), Number(flat) - 1);
}

/** A second account of a house's premises: of a new owner, of a co-owner. */
export const furtherNumber = (building: string, index: number): string =>
  accountNumber(ordinalOfCode(building), 900 + index);

function ordinalOfCode(code: string): number {
  const plan = HOUSES.find((of) => of.code === code);
  if (!plan) throw new Error(`the town has no house ${code}`);
  return ordinalOf(plan);
}

/** Further accounts that the story speaks of, by what happened to them. */
export const STORY_ACCOUNTS = {
  /** Мира 45А, кв. 20: sold on 14 May 2026; the seller's account was closed with its debt. */
  seller: numberOf(MIRA_45A, "20"),
  buyer: furtherNumber(MIRA_45A, 0),
  /** Озёрная 12/1, кв. 10: inherited on 19 August 2025, the account goes on under another name. */
  inherited: numberOf(OZYORNAYA_12_1, "10"),
  /** Ленина 7, кв. 21: owners of 1/3 and 2/3 have an account each. */
  oneThird: numberOf(LENINA_7, "21"),
  twoThirds: furtherNumber(LENINA_7, 0),
  /** Ленина 7, кв. 33: the owner lives elsewhere, nobody is registered. */
  absentOwner: numberOf(LENINA_7, "33"),
  /** ул. Полевая 3: a private house heated by electricity, its winters reach the third range. */
  electricHeating: numberOf(codeOf("ул. Полевая", "3"), "1"),
} as const;
