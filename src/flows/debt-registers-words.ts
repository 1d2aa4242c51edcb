import type { DebtTrouble } from "#modules/gateways";
import type { Words } from "../words/words.ts";
import type { DebtRefusal } from "./debt-registers.ts";

const TROUBLES: Readonly<Record<"ru" | "en", Readonly<Record<DebtTrouble, string>>>> = {
  ru: {
    profile_gone: "Профиля реестра больше нет, или он не для таких реестров. Выберите другой.",
    inn_missing: "У получателя денег нет ИНН, а имя файла его требует. Выберите профиль без ИНН в имени.",
    requisites_missing: "Ни у организации, ни у центра нет действующего счёта для денег. Внесите реквизиты.",
    month_not_open: "У организации нет открытого месяца: считать не от чего.",
    nothing_owed: "Сегодня никто не должен: файл был бы пустым.",
    not_charged:
      "Этот месяц начислен не во всех домах реестра. Дождитесь начисления или выберите другой месяц.",
    house_left: "Домом управляет другая организация. Заведите реестр заново.",
    name_taken:
      "Файл с таким именем уже положен в папку банка или ждёт этого. Составьте файл завтра или выберите профиль с номером в имени.",
  },
  en: {
    profile_gone: "The register's profile is gone, or is not for such registers. Choose another.",
    inn_missing:
      "Whoever the money comes to has no INN, and the file's name needs it. Choose a profile without it.",
    requisites_missing:
      "Neither the organization nor the center has a bank account in force. Record its requisites.",
    month_not_open: "The organization has no open month to count in.",
    nothing_owed: "Nobody owes anything today: the file would be empty.",
    not_charged:
      "Not all buildings of the register are charged for this month. Wait for that, or choose another month.",
    house_left: "The building is another organization's now. Set the register up anew.",
    name_taken:
      "A file of this name was laid in the bank's folder, or waits to be. Make it tomorrow, or choose a profile with a number in its name.",
  },
};

export const debtWordsRu: Words<DebtRefusal> = {
  "debts.center_only": () => "Реестры для касс настраивает расчётный центр: войдите как его сотрудник.",
  "debts.plan_not_found": (r) => `Реестра № ${r.plan} нет. Откройте его из списка.`,
  "debts.file_not_found": (r) => `Файла № ${r.file} нет. Откройте его из списка.`,
  "debts.agent_not_found": (r) => `Агента «${r.agent}» нет. Выберите его из списка.`,
  "debts.organization_not_found": () => "Такой организации нет. Выберите её из списка.",
  "debts.building_not_found": () => "Такого дома нет, или им никто не управляет. Выберите его из списка.",
  "debts.profile_unfit": (r) => `По профилю «${r.profile}» такой реестр не записать. Выберите другой.`,
  "debts.drop_unfit": () => "Сюда не положить файлы для этого агента: укажите в источнике папку исходящих.",
  "debts.not_made": (r) => TROUBLES.ru[r.trouble],
};

export const debtWordsEn: Words<DebtRefusal> = {
  "debts.center_only": () =>
    "Registers for desks are set up by the billing center: sign in as one of its people.",
  "debts.plan_not_found": (r) => `There is no register No ${r.plan}. Open it from the list.`,
  "debts.file_not_found": (r) => `There is no file No ${r.file}. Open it from the list.`,
  "debts.agent_not_found": (r) => `There is no agent "${r.agent}". Choose one from the list.`,
  "debts.organization_not_found": () => "There is no such organization. Choose one from the list.",
  "debts.building_not_found": () =>
    "There is no such building, or nobody manages it. Choose one from the list.",
  "debts.profile_unfit": (r) => `No such register is written by the profile "${r.profile}". Choose another.`,
  "debts.drop_unfit": () => "No files are laid there for this agent: name an outgoing folder in the source.",
  "debts.not_made": (r) => TROUBLES.en[r.trouble],
};
