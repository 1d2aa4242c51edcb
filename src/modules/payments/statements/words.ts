import { moneyText } from "#core/money";
import type { ReconciliationRefusal } from "../reconciliation/contract.ts";
import type { StatementRefusal } from "./contract.ts";

type AnyRefusal = StatementRefusal | ReconciliationRefusal;
type StatementWords = {
  readonly [C in AnyRefusal["code"]]: (refusal: Extract<AnyRefusal, { code: C }>) => string;
};

const dayText = (day: string): string => day.slice(0, 10).split("-").reverse().join(".");

export const statementWordsRu: StatementWords = {
  "statements.center_only": () => "Выписки принимает расчётный центр: войдите как его сотрудник.",
  "statements.file_refused": (r) => `Выписка не принята. ${r.problems.join(" ")}`,
  "statements.account_not_ours": (r) =>
    `Счёта ${r.account} нет ни среди реквизитов, ни среди банковских счетов центра. Добавьте счёт или проверьте, чья это выписка.`,
  "statements.in_future": (r) =>
    `В выписке есть ${dayText(r.day)}, а сегодня ${dayText(r.today)}. Проверьте файл и дату центра.`,
  "statements.taken_before": (r) =>
    `Этот файл уже принят ${dayText(r.recordedAt)}: выписка № ${r.statement}. Повторно он ничего не меняет.`,
  "statements.other_form": (r) =>
    `За ${dayText(r.day)} по счёту ${r.account} уже есть строки из файла другого вида. Загружайте выписки этого счёта в одном виде, иначе одна строка была бы учтена дважды.`,
  "statements.organization_unknown": (r) =>
    `Организации № ${r.organization} нет среди центра, компаний и фондов.`,
  "statements.account_known": (r) => `Счёт ${r.account} уже записан.`,
  "statements.not_found": (r) => `Выписки № ${r.statement} нет.`,
  "statements.line_not_found": (r) => `Строки № ${r.line} среди поступлений нет. Обновите выписку.`,
  "statements.line_decided": (r) =>
    `По строке № ${r.line} уже известно, чьи это деньги. Обновите выписку: решение стоит рядом.`,
  "statements.registry_not_due": (r) =>
    `Реестр № ${r.registry} уже оплачен другой строкой, или он позже этих денег. Выберите другой.`,
  "statements.nothing_left": (r) =>
    `Суммы ${moneyText(r.amount).replace(".", ",")} ₽ не хватает на все выбранные реестры. Уберите лишние.`,
  "reconciliation.center_only": () => "Сверку ведёт расчётный центр: войдите как его сотрудник.",
  "reconciliation.agent_not_found": (r) => `Агента № ${r.agent} нет.`,
  "reconciliation.day_not_over": (r) => `День ${dayText(r.day)} ещё не кончился. Сверьте его завтра.`,
  "reconciliation.note_missing": (r) =>
    r.differences > 0
      ? `Расхождений: ${r.differences}. Напишите, что по ним решено: это останется в акте.`
      : "Напишите, почему день открыт снова: это останется в акте.",
  "reconciliation.changed_meanwhile": (r) =>
    `За ${dayText(r.day)} данные изменились, пока вы смотрели. Посмотрите снова и подтвердите.`,
  "reconciliation.already_reconciled": (r) => `День ${dayText(r.day)} уже сверен.`,
  "reconciliation.not_reconciled": (r) => `День ${dayText(r.day)} не сверен.`,
};

export const statementWordsEn: StatementWords = {
  "statements.center_only": () => "Statements are taken by the billing center: sign in as one of its people.",
  "statements.file_refused": (r) => `The statement was not taken. ${r.problems.join(" ")}`,
  "statements.account_not_ours": (r) =>
    `Account ${r.account} is neither in the requisites nor among the center's bank accounts. Add it, or check whose statement this is.`,
  "statements.in_future": (r) =>
    `The statement has ${dayText(r.day)}, and today is ${dayText(r.today)}. Check the file and the center's date.`,
  "statements.taken_before": (r) =>
    `This file was taken on ${dayText(r.recordedAt)} already: statement No ${r.statement}. Again it changes nothing.`,
  "statements.other_form": (r) =>
    `Account ${r.account} has lines of ${dayText(r.day)} from a file of another form. Load this account's statements in one form, or a line would be taken twice.`,
  "statements.organization_unknown": (r) =>
    `There is no organization No ${r.organization} among the center, companies and funds.`,
  "statements.account_known": (r) => `Account ${r.account} is written down already.`,
  "statements.not_found": (r) => `There is no statement No ${r.statement}.`,
  "statements.line_not_found": (r) =>
    `There is no line No ${r.line} among the money in. Load the statement again.`,
  "statements.line_decided": (r) =>
    `It is known already whose money line No ${r.line} is. Load the statement again: the decision stands beside it.`,
  "statements.registry_not_due": (r) =>
    `Register No ${r.registry} is settled by another line, or is later than this money. Choose another.`,
  "statements.nothing_left": (r) =>
    `${moneyText(r.amount)} does not reach for all the registers chosen. Leave some out.`,
  "reconciliation.center_only": () => "Reconciling is the billing center's: sign in as one of its people.",
  "reconciliation.agent_not_found": (r) => `There is no agent No ${r.agent}.`,
  "reconciliation.day_not_over": (r) => `${dayText(r.day)} is not over. Reconcile it tomorrow.`,
  "reconciliation.note_missing": (r) =>
    r.differences > 0
      ? `Differences: ${r.differences}. Write what was decided about them: it stays in the act.`
      : "Write why the day is opened again: it stays in the act.",
  "reconciliation.changed_meanwhile": (r) =>
    `What is known of ${dayText(r.day)} changed while you looked at it. Look again and confirm.`,
  "reconciliation.already_reconciled": (r) => `${dayText(r.day)} is reconciled already.`,
  "reconciliation.not_reconciled": (r) => `${dayText(r.day)} is not reconciled.`,
};
