import { daysBetween } from "#core/day";
import { type Period, parsePeriod } from "#core/period";
import { refuse, type Result } from "#core/result";
import {
  type AskedLine,
  type Case,
  type CaseKind,
  findCase,
  listCasesOfAccount,
  type MessageRefusal,
  openCase,
  type Opened,
  type SentFile,
} from "#modules/messages";
import type { OwnAccount, SignedInResident } from "#modules/residents";
import { listServices } from "#modules/tariffs";
import type { Ctx } from "#platform/context";
import type { Tx } from "#platform/database";
import type { Language } from "#platform/http";
import { caseShown } from "./feedback.ts";
import { managerOf } from "./inbox.ts";
import { accountAround, nameOf, readerOf } from "./private-account.ts";
import type { MessagePage, MessagesPage, NewMessagePage } from "./private-messages-contract.ts";
import type { FormState } from "./resident-pages-contract.ts";

/** What was written of the account, read as the resident. */
export async function messagesPage(
  ctx: Ctx,
  self: SignedInResident,
  account: OwnAccount,
): Promise<MessagesPage> {
  return ctx.transaction(async (tx) => ({
    page: "lk.messages",
    around: await accountAround(tx, self, account),
    cases: (await listCasesOfAccount(tx, { ...account, login: readerOf(self, account) })).map((one) => ({
      number: one.number,
      kind: one.kind,
      state: one.state,
      receivedOn: one.receivedOn,
      due:
        one.dueOn === undefined
          ? undefined
          : { on: one.dueOn, daysLeft: daysBetween(tx.scope.today, one.dueOn), basis: one.basis },
      beginning: one.beginning,
    })),
  }));
}

/** The case of that number if it is of this account and open to the reader; read as the resident. */
export async function ownCase(
  tx: Tx,
  self: SignedInResident,
  of: { readonly account: OwnAccount; readonly number: number },
): Promise<Case | undefined> {
  const found = await findCase(tx, of.number);
  const reader = readerOf(self, of.account);
  return found?.account === of.account.account && (reader === undefined || found.login === reader)
    ? found
    : undefined;
}

export async function messagePage(
  ctx: Ctx,
  self: SignedInResident,
  of: {
    readonly account: OwnAccount;
    readonly number: number;
    readonly language: Language;
    readonly form: FormState;
    readonly isSent: boolean;
  },
): Promise<MessagePage | undefined> {
  return ctx.transaction(async (tx) => {
    const found = await ownCase(tx, self, of);
    return (
      found && {
        page: "lk.message",
        around: await accountAround(tx, self, of.account),
        case: await caseShown(tx, found, of.language),
        form: of.form,
        isSent: of.isSent,
      }
    );
  });
}

export async function newMessagePage(
  ctx: Ctx,
  self: SignedInResident,
  of: {
    readonly account: OwnAccount;
    readonly language: Language;
    readonly form: FormState;
    readonly asked: { readonly period: string; readonly service: string };
  },
): Promise<NewMessagePage> {
  return ctx.transaction(async (tx) => {
    const line = await lineOf(tx, of.asked);
    return {
      page: "lk.message_new",
      around: await accountAround(tx, self, of.account),
      line: line && {
        period: line.period,
        code: line.service.code,
        service: nameOf(line.service, of.language),
      },
      form: of.form,
    };
  });
}

async function lineOf(tx: Tx, asked: { readonly period: string; readonly service: string }) {
  const period: Period | undefined = parsePeriod(asked.period);
  const service = (await listServices(tx)).find(({ code }) => code === asked.service);
  return period !== undefined && service !== undefined ? { period, service } : undefined;
}

/** Takes what a resident wrote. The company that manages the house owes the answer. Done as the center. */
export async function sendMessage(
  center: Ctx,
  self: SignedInResident,
  of: {
    readonly account: OwnAccount;
    readonly kind: CaseKind;
    readonly text: string;
    readonly mayPublish: boolean;
    readonly asked: { readonly period: string; readonly service: string };
  },
  files: readonly SentFile[],
): Promise<Result<Opened, MessageRefusal>> {
  const { building, account } = of.account;
  const { organization, line } = await center.transaction(async (tx) => {
    const asked = await lineOf(tx, of.asked);
    const about: AskedLine | undefined = asked && { period: asked.period, service: asked.service.id };
    return { organization: await managerOf(tx, building), line: about };
  });
  if (organization === undefined) return refuse({ code: "messages.unmanaged" });
  const { id, name } = self.login;
  const isEmail = name.includes("@");
  return openCase(
    center,
    {
      organization,
      kind: of.kind,
      origin: "account",
      text: of.text,
      building,
      account,
      line,
      authorName: name,
      email: isEmail ? name : "",
      phone: isEmail ? "" : name,
      login: id,
      mayPublish: of.mayPublish,
    },
    files,
  );
}
