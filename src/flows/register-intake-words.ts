import { type RegisterRefusal as RegisterFault, registerRefusalSentence } from "#modules/gateways";
import type { ReadingRefusal } from "#modules/metering";
import {
  paymentWordsEn,
  paymentWordsRu,
  type RegistryLineRefusal,
  type RegistryRefusal,
} from "#modules/payments";
import type { Refusal } from "#core/result";
import { meteringWords as meteringEn } from "../words/en/metering.ts";
import { meteringWords as meteringRu } from "../words/ru/metering.ts";
import type { Words } from "../words/words.ts";
import type { FileRefused, IntakeRefusal, ReadingRefused } from "./register-intake.ts";

/* What a kept file says of its troubles, told in the reader's language when it is asked. */

type Language = "ru" | "en";

export interface Problem {
  readonly line: number | undefined;
  readonly sentence: string;
}

/** Why nothing of the file was booked. */
export function problemsOf(detail: Readonly<Record<string, unknown>>, language: Language): Problem[] {
  const { read = [], booked, lines = [] } = detail as FileRefused;
  return [
    ...read.map((fault: RegisterFault) => ({
      line: fault.line,
      sentence: registerRefusalSentence(fault, language),
    })),
    ...(booked ? [{ line: undefined, sentence: bookingSentence(booked, language) }] : []),
    ...lines.map(({ line, refusal }) => ({ line, sentence: bookingSentence(refusal, language) })),
  ];
}

const bookingSentence = (refusal: RegistryRefusal | RegistryLineRefusal, language: Language): string =>
  say(language === "ru" ? paymentWordsRu : paymentWordsEn, refusal);

/** The readings that came with the payments; absent where none came. */
export function readingsOf(
  detail: Readonly<Record<string, unknown>>,
  language: Language,
): { taken: number; unchanged: number; refused: Problem[] } | undefined {
  const readings = detail["readings"] as
    | { taken: number; unchanged: number; refused: readonly ReadingRefused[] }
    | undefined;
  if (!readings || readings.taken + readings.unchanged + readings.refused.length === 0) return undefined;
  return {
    ...readings,
    refused: readings.refused.map(({ line, meter, refusal }) => ({
      line,
      sentence: refusal
        ? `${meter}: ${say<ReadingRefusal>(language === "ru" ? meteringRu : meteringEn, refusal)}`
        : language === "ru"
          ? `Прибора ${meter} в помещении этого счёта нет. Показание не принято, платёж принят.`
          : `The account's premises have no meter ${meter}. The reading is not taken, the payment is.`,
    })),
  };
}

/** Profiles that may be meant, where nobody knew. */
export function candidatesOf(detail: Readonly<Record<string, unknown>>): string[] {
  const { candidates = [] } = detail as { candidates?: readonly { profile: string }[] };
  return candidates.map(({ profile }) => profile);
}

const say = <R extends Refusal>(words: { readonly [C in string]?: unknown }, refusal: R): string => {
  const sentence = words[refusal.code];
  return typeof sentence === "function" ? (sentence as (of: R) => string)(refusal) : refusal.code;
};

export const intakeWordsRu: Words<IntakeRefusal> = {
  "registers.agent_not_found": (r) =>
    `Агент ${r.agent} не зарегистрирован. Зарегистрируйте его или выберите другого.`,
  "registers.profile_not_found": (r) => `Профиля ${r.profile} нет. Выберите его из списка.`,
  "registers.file_not_found": (r) => `Файла № ${r.file} нет. Откройте его из списка реестров.`,
  "registers.file_empty": () => "Файл пуст. Проверьте, тот ли файл выбран.",
  "registers.file_done": () => "Файл уже проведён. Второй раз он не принимается.",
};

export const intakeWordsEn: Words<IntakeRefusal> = {
  "registers.agent_not_found": (r) => `Agent ${r.agent} is not registered. Register it, or choose another.`,
  "registers.profile_not_found": (r) => `There is no profile ${r.profile}. Choose one of the list.`,
  "registers.file_not_found": (r) => `There is no file No ${r.file}. Open it from the list of registers.`,
  "registers.file_empty": () => "The file is empty. Check that it is the right one.",
  "registers.file_done": () => "The file is posted already. It is not taken a second time.",
};
