import type { FastifyReply, FastifyRequest } from "fastify";
import type { CardBanks } from "#flows/card-banks";
import { accountAround, accountFor, homePage } from "#flows/private-account";
import { ownHousePage } from "#flows/private-house";
import { orderFromAccount, payPageOf } from "#flows/private-payments";
import { receiptOfNumber } from "#flows/issue-receipts";
import { billPage, billsPage } from "#flows/private-bills";
import { listPasskeys, type OwnAccount, residentContext, type SignedInResident } from "#modules/residents";
import { type Period, parsePeriod } from "#core/period";
import { centerContext, type Ctx } from "#platform/context";
import type { Database } from "#platform/database";
import type { Http, Language } from "#platform/http";
import { fieldOf, formOf, takeForms } from "#platform/http/forms";
import { PAY_CHOICES } from "../flows/private-account-contract.ts";
import type { FormState } from "../flows/resident-pages-contract.ts";
import type { SitePage } from "../flows/site-contract.ts";
import { residentOwnPages } from "./resident-own.ts";
import { documentPages } from "./document-pages.ts";
import { messagePages } from "./message-pages.ts";
import type { Door } from "./resident-door.ts";
import { notificationPages } from "./notification-pages.ts";
import { readingPages } from "./reading-pages.ts";
import type { Site } from "./site.ts";

const HIDE = { schema: { hide: true } as object };
/** Which of several accounts was looked at last; a wish, and no right to it. */
const CHOSEN_COOKIE = "lk-account";

/** What a page of the private account is drawn from: who reads it, and which account of theirs. */
export interface Reader {
  readonly self: SignedInResident;
  readonly account: OwnAccount;
  readonly language: Language;
  /** Reads as the resident. */
  readonly ctx: Ctx;
}

/**
 * The pages of the private account behind the door. Every one of them begins with whose account it is: a number that is
 * not open to the reader is not found, whether it exists or not.
 */
export async function residentPages(
  app: Http,
  {
    database,
    banks,
    pushKey,
  }: { readonly database: Database; readonly banks: CardBanks; readonly pushKey: string },
  { site, door }: { readonly site: Site; readonly door: Door },
): Promise<void> {
  const notFound = (request: FastifyRequest, reply: FastifyReply) =>
    site.send(request, reply, { page: "trouble", trouble: "not_found", sentence: undefined }, 404);

  const readerOf = async (request: FastifyRequest, reply: FastifyReply): Promise<Reader | undefined> => {
    const self = await door.residentOf(request);
    if (!self) {
      door.toSignIn(request, reply);
      return undefined;
    }
    const { account: asked } = request.query as { account?: string };
    const account =
      asked === undefined
        ? (accountFor(self, request.cookies[CHOSEN_COOKIE]) ?? accountFor(self, undefined))
        : accountFor(self, asked);
    if (!account) {
      // Signed in, and every right has been taken back: the door tells how to get one.
      if (asked === undefined) void reply.redirect("/activate", 303);
      else await notFound(request, reply);
      return undefined;
    }
    if (asked !== undefined) {
      void reply.setCookie(CHOSEN_COOKIE, account.number, { path: "/lk", sameSite: "lax", httpOnly: true });
    }
    return { self, account, language: site.languageOf(request), ctx: residentContext(database, self) };
  };

  const page = (
    path: string,
    of: (reader: Reader, request: FastifyRequest) => Promise<SitePage | undefined>,
  ) =>
    app.get(path, HIDE, async (request, reply) => {
      const reader = await readerOf(request, reply);
      if (!reader) return reply;
      // Somebody's own: no proxy and no back button after signing out may show it.
      void reply.header("cache-control", "private, no-store");
      const drawn = await of(reader, request);
      return drawn ? site.send(request, reply, drawn) : notFound(request, reply);
    });

  page("/lk", ({ ctx, self, account, language }) => homePage(ctx, self, { account, language }));
  page("/lk/bills", ({ ctx, self, account }) => billsPage(ctx, self, account));
  page("/lk/bills/:period", async ({ ctx, self, account, language }, request) => {
    const period = periodIn(request);
    if (!period) return undefined;
    return billPage({ resident: ctx, center: await center() }, self, { account, period, language });
  });

  page("/lk/house", async ({ ctx, self, account }) =>
    ownHousePage({ resident: ctx, center: await center() }, self, account),
  );

  await messagePages(app, database, { site, readerOf, notFound });

  const center = () => centerContext(database);
  const payPage = async ({ ctx, self, account, language }: Reader, form: FormState) =>
    payPageOf({ resident: ctx, center: await center() }, self, { account, banks, language, form });

  page("/lk/pay", (reader) => payPage(reader, { typed: {} }));
  page("/lk/more", ({ ctx, self, account }) =>
    ctx.transaction(async (tx) => ({
      page: "lk.more",
      around: await accountAround(tx, self, account),
      login: self.login.name,
    })),
  );

  page("/lk/passkeys", async ({ ctx, self, account }, request) => {
    const { done } = request.query as { done?: string };
    const keys = await listPasskeys(database, self);
    return {
      page: "lk.passkeys",
      around: await ctx.transaction((tx) => accountAround(tx, self, account)),
      passkeys: keys.map(({ id, name, addedAt, usedAt }) => ({
        id,
        name,
        addedAt: addedAt.toISOString(),
        usedAt: usedAt?.toISOString(),
      })),
      done: done === "added" || done === "removed" ? done : undefined,
    };
  });

  await app.register(async (scope) => {
    takeForms(scope, { fieldBytesMax: FORM_LIMIT });

    scope.post("/lk/pay", HIDE, async (request, reply) => {
      const reader = await readerOf(request, reply);
      if (!reader) return reply;
      const form = formOf(request);
      if (!reader.account.rights.has("pay") || form.get("account") !== reader.account.number)
        return notFound(request, reply);
      const choice = PAY_CHOICES.find((one) => one === form.get("choice")) ?? "all";
      const other = fieldOf(form, "other", 20);
      const contexts = { resident: reader.ctx, center: await center() };
      const { account, language } = reader;
      const isKept = form.get("keep") === "yes" && account.rights.has("manage");
      const keep = isKept
        ? { version: fieldOf(form, "keepVersion"), language, remoteAddress: request.ip }
        : undefined;
      const made = await orderFromAccount(contexts, { account, choice, other, banks, language, keep });
      if (made.ok) return reply.redirect(`/pay/${made.value.token}?lang=${language}`, 303);
      const wrong = { field: "other", sentence: site.sentenceOf(request, made.refusal) };
      return site.send(request, reply, await payPage(reader, { typed: { choice, other }, wrong }), 422);
    });
  });

  await readingPages(app, database, { site, readerOf, notFound });
  await residentOwnPages(app, { database, banks }, { site, readerOf, notFound });
  await documentPages(app, database, { site, readerOf, notFound });
  await notificationPages(app, { database, pushKey }, { site, readerOf });

  app.get("/lk/bills/:period/receipt.pdf", HIDE, async (request, reply) => {
    const reader = await readerOf(request, reply);
    if (!reader) return reply;
    const period = periodIn(request);
    if (!period) return notFound(request, reply);
    const { number } = reader.account;
    // In the language of the printed one: whoever asks before the printer does has it issued.
    const pdf = await receiptOfNumber(await centerContext(database), { number, period, language: "ru" });
    if (!pdf.ok) return notFound(request, reply);
    return reply
      .header("cache-control", "private, no-store")
      .type("application/pdf")
      .header("content-disposition", `inline; filename="${number}-${period}.pdf"`)
      .send(Buffer.from(pdf.value));
  });
}

const FORM_LIMIT = 16_384;

const periodIn = (request: FastifyRequest): Period | undefined =>
  parsePeriod((request.params as { period: string }).period);
