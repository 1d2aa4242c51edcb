import { useMemo } from "react";
import { useWords } from "../../words/words.ts";

/** The kit speaks both languages too; its few words live beside what they name. */
export function useSay(): (ru: string, en: string) => string {
  const { language } = useWords();
  return useMemo(() => (ru, en) => (language === "ru" ? ru : en), [language]);
}

export interface LedgerRow {
  readonly id: string;
  readonly name: string;
  readonly note?: string;
  readonly period?: string;
  readonly opening?: bigint;
  readonly charged: bigint;
  readonly recalculated: bigint;
  readonly paid?: bigint;
  readonly closing?: bigint;
}

export interface Account {
  readonly id: string;
  readonly number: string;
  readonly address: string;
  readonly holder: string;
  readonly area: bigint;
  readonly balance: bigint;
  readonly charged: bigint;
}

const SURNAMES = [
  "Абрамов",
  "Белов",
  "Васильев",
  "Громов",
  "Дёмин",
  "Егоров",
  "Журавлёв",
  "Зимин",
  "Исаев",
  "Королёв",
  "Лапин",
];
const STREETS = ["Садовая", "Ленина", "Лесная", "Мира", "Заводская"];
const LETTERS = "АБВГДЕКЛМНОПРС";

/** Numbers that look like chance and are the same at every visit. */
export function chance(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648;
    return Math.floor((state / 2_147_483_648) * below);
  };
}

const pick = <One>(from: readonly One[], index: number): One => from[index % from.length] as One;

export const holderName = (next: (below: number) => number): string =>
  `${pick(SURNAMES, next(SURNAMES.length))} ${LETTERS[next(LETTERS.length)]}. ${LETTERS[next(LETTERS.length)]}.`;

export function accounts(count: number): Account[] {
  const next = chance(7);
  return Array.from({ length: count }, (_, index) => ({
    id: String(index),
    number: String(4_104_000_000 + index * 7),
    address: `ул. ${pick(STREETS, next(5))}, ${1 + next(80)}, кв. ${1 + next(160)}`,
    holder: holderName(next),
    area: BigInt(28_000_000 + next(60_000) * 1000),
    balance: BigInt(next(3_000_000) - 600_000),
    charged: BigInt(250_000 + next(900_000)),
  }));
}

export function ledger(): LedgerRow[] {
  const next = chance(11);
  let closing = 1_788_574n;
  return Array.from({ length: 11 }, (_, index) => {
    const charged = BigInt(500_000 + next(480_000));
    const recalculated = BigInt(-next(3) * 4_983);
    const paid = BigInt(-(4000 + next(5000)) * 100);
    const opening = closing - charged - recalculated - paid;
    const period = `2026-${String(11 - index).padStart(2, "0")}`;
    const row = { id: period, name: "", period, opening, charged, recalculated, paid, closing };
    closing = opening;
    return row;
  });
}

export const SERVICES = [
  ["Содержание жилья", "Maintenance", "52,4 м²"],
  ["Отопление", "Heating", "1,2733 Гкал"],
  ["Горячая вода", "Hot water", "6,21 м³"],
  ["Холодная вода", "Cold water", "8,14 м³"],
  ["Водоотведение", "Sewerage", "14,35 м³"],
] as const;
