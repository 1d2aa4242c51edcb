import type { FastifyReply, FastifyRequest } from "fastify";
import { accountFor, homePage } from "#flows/private-account";
import { receiptOfNumber } from "#flows/issue-receipts";
import { billPage, billsPage } from "#flows/private-bills";
import { type OwnAccount, residentContext, type SignedInResident } from "#modules/residents";
import { type Period, parsePeriod } from "#core/period";
import { centerContext, type Ctx } from "#platform/context";
import type { Database } from "#platform/database";
import type { Http, Language } from "#platform/http";
import type { SitePage } from "../flows/site-contract.ts";
import type { Door } from "./resident-door.ts";
import type { Site } from "./site.ts";

const HIDE = { schema: { hide: true } as object };
/** Which of several accounts was looked at last; a wish, and no right to it. */
const CHOSEN_COOKIE = "lk-account";

/** What a page of the private account is drawn from: who reads it, and which account of theirs. */
interface Reader {
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
  { database }: { database: Database },
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
    const center = await centerContext(database);
    return period && billPage({ resident: ctx, center }, self, { account, period, language });
  });

  app.get("/lk/bills/:period/receipt.pdf", HIDE, async (request, reply) => {
    const reader = await readerOf(request, reply);
    if (!reader) return reply;
    const period = periodIn(request);
    if (!period) return notFound(request, reply);
    const { number } = reader.account;
    // In the language of the printed one: whoever asks first has it issued, for the whole house.
    const pdf = await receiptOfNumber(await centerContext(database), { number, period, language: "ru" });
    if (!pdf.ok) return notFound(request, reply);
    return reply
      .header("cache-control", "private, no-store")
      .type("application/pdf")
      .header("content-disposition", `inline; filename="${number}-${period}.pdf"`)
      .send(Buffer.from(pdf.value));
  });
}

const periodIn = (request: FastifyRequest): Period | undefined =>
  parsePeriod((request.params as { period: string }).period);
