import type { DropFault, DropRefusal } from "#modules/gateways";
import type { Words } from "../words/words.ts";

const FAULTS: Readonly<Record<"ru" | "en", Readonly<Record<DropFault, string>>>> = {
  ru: {
    host_malformed: "Имя сервера не читается. Пример: sftp.bank.ru.",
    host_key_malformed: "Отпечаток ключа пишется как SHA256: и 43 знака после двоеточия.",
    folder_malformed: "Укажите папку или почтовый ящик, откуда забирать файлы.",
    folders_equal:
      "Папки входящих, обработанных и исходящих должны различаться, иначе файл забрали бы снова.",
    sender_missing: "Укажите хотя бы одного отправителя: письма остальных не принимаются.",
    sender_malformed: "Отправитель пишется как bank@example.ru или @example.ru.",
    mask_malformed: "Маска имён не читается. Пример: *.txt;R??.csv.",
    plain_text_far: "Без шифрования читается только ящик на этом же компьютере. Выберите TLS или STARTTLS.",
  },
  en: {
    host_malformed: "The server's name cannot be read. Example: sftp.bank.example.",
    host_key_malformed: "The key's fingerprint is written as SHA256: and 43 signs after it.",
    folder_malformed: "Name the folder or mailbox from which files are fetched.",
    folders_equal:
      "The folders of incoming, dealt with and outgoing files must differ, or a file would be fetched again.",
    sender_missing: "Name at least one sender: letters of others are not taken.",
    sender_malformed: "A sender is written as bank@example.test or @example.test.",
    mask_malformed: "The mask of names cannot be read. Example: *.txt;R??.csv.",
    plain_text_far: "Without encryption only a mailbox on this machine is read. Choose TLS or STARTTLS.",
  },
};

export const dropWordsRu: Words<DropRefusal> = {
  "drops.center_only": () => "Обмен с банками настраивает расчётный центр: войдите как его сотрудник.",
  "drops.not_found": (r) => `Источника файлов № ${r.drop} нет. Откройте его из списка.`,
  "drops.settings_wrong": (r) => FAULTS.ru[r.fault],
  "drops.secret_missing": () =>
    "Введите пароль или ключ: прежний был дан другому серверу или другому пользователю.",
};

export const dropWordsEn: Words<DropRefusal> = {
  "drops.center_only": () =>
    "Exchange with banks is set up by the billing center: sign in as one of its people.",
  "drops.not_found": (r) => `There is no source of files No ${r.drop}. Open it from the list.`,
  "drops.settings_wrong": (r) => FAULTS.en[r.fault],
  "drops.secret_missing": () =>
    "Enter the password or key: the one before was given for another server or another user.",
};
