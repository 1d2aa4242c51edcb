import type { DebtTrouble } from "#modules/gateways";
import type { Words } from "../words/words.ts";
import type { DebtRefusal } from "./debt-registers.ts";

const TROUBLES: Readonly<Record<"ru" | "en", Readonly<Record<DebtTrouble, string>>>> = {
  ru: {
    profile_gone: "Профиля реестра больше нет или он не для задолженности. Выберите другой.",
    inn_missing: "У получателя денег нет ИНН, а имя файла его требует. Выберите профиль без ИНН в имени.",
    requisites_missing: "Ни у организации, ни у центра нет действующего счёта для денег. Внесите реквизиты.",
    month_not_open: "У организации нет открытого месяца: долги считать не от чего.",
    nothing_owed: "Сегодня никто не должен: файл был бы пустым.",
  },
  en: {
    profile_gone: "The register's profile is gone or is not for debts. Choose another.",
    inn_missing:
      "Whoever the money comes to has no INN, and the file's name needs it. Choose a profile without it.",
    requisites_missing:
      "Neither the organization nor the center has a bank account in force. Record its requisites.",
    month_not_open: "The organization has no open month to count debts in.",
    nothing_owed: "Nobody owes anything today: the file would be empty.",
  },
};

export const debtWordsRu: Words<DebtRefusal> = {
  "debts.center_only": () => "Реестры долгов настраивает расчётный центр: войдите как его сотрудник.",
  "debts.plan_not_found": (r) => `Реестра долгов № ${r.plan} нет. Откройте его из списка.`,
  "debts.file_not_found": (r) => `Файла долгов № ${r.file} нет. Откройте его из списка.`,
  "debts.agent_not_found": (r) => `Агента «${r.agent}» нет. Выберите его из списка.`,
  "debts.organization_not_found": () => "Такой управляющей организации нет. Выберите её из списка.",
  "debts.profile_unfit": (r) => `По профилю «${r.profile}» реестр долгов не записать. Выберите другой.`,
  "debts.drop_unfit": () => "Сюда не положить файлы для этого агента: укажите в источнике папку исходящих.",
  "debts.not_made": (r) => TROUBLES.ru[r.trouble],
};

export const debtWordsEn: Words<DebtRefusal> = {
  "debts.center_only": () =>
    "Registers of debts are set up by the billing center: sign in as one of its people.",
  "debts.plan_not_found": (r) => `There is no register of debts No ${r.plan}. Open it from the list.`,
  "debts.file_not_found": (r) => `There is no file of debts No ${r.file}. Open it from the list.`,
  "debts.agent_not_found": (r) => `There is no agent "${r.agent}". Choose one from the list.`,
  "debts.organization_not_found": () => "There is no such managing organization. Choose one from the list.",
  "debts.profile_unfit": (r) =>
    `No register of debts is written by the profile "${r.profile}". Choose another.`,
  "debts.drop_unfit": () => "No files are laid there for this agent: name an outgoing folder in the source.",
  "debts.not_made": (r) => TROUBLES.en[r.trouble],
};
