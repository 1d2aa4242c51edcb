import type { FastifyReply, FastifyRequest } from "fastify";
import { ok, type Result, refuse } from "#core/result";
import type { Money } from "#core/units";
import { letCardPay } from "#flows/autopay";
import type { CardBanks } from "#flows/card-banks";
import {
  autopayPage,
  forgetOwnCard,
  ownData,
  ownDataPage,
  type PrivateRefusal,
  peoplePage,
  sessionsPage,
  stopOwnAutopay,
} from "#flows/private-own";
import { roublesTyped } from "#flows/private-payments";
import {
  changeResidentPassword,
  chooseResidentLanguage,
  endInvitation,
  endInvited,
  endOtherSession,
  invite,
} from "#modules/residents";
import { centerContext } from "#platform/context";
import type { Database } from "#platform/database";
import type { Http } from "#platform/http";
import { fieldOf, formOf, takeForms } from "#platform/http/forms";
import type { AutopayPage, PeoplePage, SessionsPage } from "../flows/private-own-contract.ts";
import type { FormState } from "../flows/resident-pages-contract.ts";
import type { Reader } from "./resident-pages.ts";
import { LANGUAGE_COOKIE, THEME_COOKIE } from "./cookies.ts";
import type { Site } from "./site.ts";

const HIDE = { schema: { hide: true } as object };
const FORM_LIMIT = 8192;
const YEAR = { path: "/", sameSite: "lax", httpOnly: true, maxAge: 31_536_000 } as const;
const NOTHING_TYPED: FormState = { typed: {} };

/** What the pages of the private account have in common. */
export interface Parts {
  readonly site: Site;
  /** Whoever reads and which account; undefined: the answer has been given. */
  readonly readerOf: (request: FastifyRequest, reply: FastifyReply) => Promise<Reader | undefined>;
  readonly notFound: (request: FastifyRequest, reply: FastifyReply) => FastifyReply | Promise<FastifyReply>;
}

type Handler = (
  reader: Reader,
  request: FastifyRequest,
  reply: FastifyReply,
) => Promise<FastifyReply | undefined>;

/**
 * Pages about the resident themselves: where they are signed in, whom they let in, which cards are kept, what is held
 * about them. Forms lead back to their page; one that names an account names the one that is looked at, or is not found.
 */
export async function residentOwnPages(
  app: Http,
  { database, banks }: { readonly database: Database; readonly banks: CardBanks },
  { site, readerOf, notFound }: Parts,
): Promise<void> {
  const handled = (handler: Handler) => async (request: FastifyRequest, reply: FastifyReply) => {
    const reader = await readerOf(request, reply);
    if (!reader) return reply;
    // Somebody's own: no proxy and no back button after signing out may show it.
    void reply.header("cache-control", "private, no-store");
    return (await handler(reader, request, reply)) ?? notFound(request, reply);
  };
  const own = ({ self, account }: Reader) => ({ database, self, account });
  const doneOf = <T extends string>(request: FastifyRequest, words: readonly T[]): T | undefined =>
    words.find((word) => word === (request.query as { done?: string }).done);

  const sendSessions = async (
    of: Reader,
    [request, reply]: readonly [FastifyRequest, FastifyReply],
    { form = NOTHING_TYPED, done, status = 200 }: Partial<SessionsPage> & { readonly status?: number },
  ) => site.send(request, reply, await sessionsPage(own(of), { form, done }), status);

  const sendPeople = async (
    of: Reader,
    [request, reply]: readonly [FastifyRequest, FastifyReply],
    { made, done }: Partial<PeoplePage>,
  ) => {
    const page = await peoplePage(own(of), { made, done });
    return page.ok ? site.send(request, reply, page.value) : undefined;
  };

  const sendAutopay = async (
    of: Reader,
    [request, reply]: readonly [FastifyRequest, FastifyReply],
    { form = NOTHING_TYPED, done, status = 200 }: Partial<AutopayPage> & { readonly status?: number },
  ) => {
    // A kept card is the holder's: who is let in to pay pays by a card of their own.
    if (!of.account.rights.has("manage")) return undefined;
    const center = await centerContext(database);
    const page = await autopayPage(own(of), { center, banks, language: of.language, form, done });
    return site.send(request, reply, page, status);
  };

  app.get(
    "/lk/sessions",
    HIDE,
    handled((of, request, reply) =>
      sendSessions(of, [request, reply], { done: doneOf(request, ["ended", "password"]) }),
    ),
  );
  app.get(
    "/lk/people",
    HIDE,
    handled((of, request, reply) =>
      sendPeople(of, [request, reply], { done: doneOf(request, ["ended", "void"]) }),
    ),
  );
  app.get(
    "/lk/autopay",
    HIDE,
    handled((of, request, reply) =>
      sendAutopay(of, [request, reply], { done: doneOf(request, ["set", "stopped", "forgotten"]) }),
    ),
  );
  app.get(
    "/lk/data",
    HIDE,
    handled(async (of, request, reply) => site.send(request, reply, await ownDataPage(own(of)))),
  );
  app.get(
    "/lk/data.json",
    HIDE,
    handled(async ({ self }, _request, reply) =>
      reply
        .type("application/json; charset=utf-8")
        .header("content-disposition", `attachment; filename="my-data-${self.today}.json"`)
        .send(JSON.stringify(await ownData(database, self, await centerContext(database)), undefined, 2)),
    ),
  );

  await app.register(async (scope) => {
    takeForms(scope, { fieldBytesMax: FORM_LIMIT });
    const post = (path: string, handler: Handler): void => {
      scope.post(path, HIDE, handled(handler));
    };
    /** A deed of one account: undefined where the form names another one. */
    const postOf = (path: string, handler: Handler): void =>
      post(path, async (of, request, reply) =>
        fieldOf(formOf(request), "account") === of.account.number ? handler(of, request, reply) : undefined,
      );

    post("/lk/theme", async (_of, request, reply) => {
      const theme = fieldOf(formOf(request), "theme");
      if (theme === "light" || theme === "dark") void reply.setCookie(THEME_COOKIE, theme, YEAR);
      else void reply.clearCookie(THEME_COOKIE, YEAR);
      return reply.redirect("/lk/more", 303);
    });
    post("/lk/language", async ({ self }, request, reply) => {
      const language = fieldOf(formOf(request), "language");
      if (language === "ru" || language === "en") {
        await chooseResidentLanguage(database, self, language);
        void reply.setCookie(LANGUAGE_COOKIE, language, YEAR);
      }
      return reply.redirect("/lk/more", 303);
    });

    post("/lk/sessions/end", async ({ self }, request, reply) => {
      const ended = await endOtherSession(database, self, fieldOf(formOf(request), "session", 16));
      return ended.ok ? reply.redirect("/lk/sessions?done=ended", 303) : undefined;
    });
    post("/lk/password", async (of, request, reply) => {
      const form = formOf(request);
      const changed = await changeResidentPassword(database, of.self, {
        present: fieldOf(form, "present"),
        next: fieldOf(form, "next"),
      });
      if (changed.ok) return reply.redirect("/lk/sessions?done=password", 303);
      const { refusal } = changed;
      const field =
        refusal.code === "residents.password_wrong"
          ? "present"
          : refusal.code === "residents.too_often"
            ? "form"
            : "next";
      const wrong = { field, sentence: site.sentenceOf(request, refusal) };
      return sendSessions(of, [request, reply], {
        form: { typed: {}, wrong },
        status: field === "form" ? 429 : 422,
      });
    });

    postOf("/lk/people/invite", async (of, request, reply) => {
      const form = formOf(request);
      const rights = (["readings", "pay"] as const).filter((right) => form.getAll("right").includes(right));
      const { number } = of.account;
      const made = await invite(database, of.self, { number, rights });
      if (!made.ok) return undefined;
      const { code, expiresAt } = made.value;
      const address = `${site.originOf(request)}/activate?number=${number}`;
      return sendPeople(of, [request, reply], {
        made: { code, number, until: expiresAt.toISOString(), address },
      });
    });
    postOf("/lk/people/end", async ({ self, account: { number } }, request, reply) => {
      const grant = numberOf(fieldOf(formOf(request), "grant"));
      const ended = grant !== undefined && (await endInvited(database, self, { number, grant })).ok;
      return ended ? reply.redirect("/lk/people?done=ended", 303) : undefined;
    });
    postOf("/lk/people/void", async ({ self, account: { number } }, request, reply) => {
      const slip = numberOf(fieldOf(formOf(request), "slip"));
      const ended = slip !== undefined && (await endInvitation(database, self, { number, slip })).ok;
      return ended ? reply.redirect("/lk/people?done=void", 303) : undefined;
    });

    postOf("/lk/autopay", async (of, request, reply) => {
      const { account, language } = of;
      if (!account.rights.has("manage")) return undefined;
      const form = formOf(request);
      const wish = wishOf(form);
      const set = wish.ok
        ? await (await centerContext(database)).transaction((tx) =>
            letCardPay(tx, {
              account: account.number,
              ...wish.value,
              email: of.self.login.name.includes("@") ? of.self.login.name : "",
              consent: {
                version: fieldOf(form, "consentVersion", 20),
                language,
                remoteAddress: request.ip,
              },
            }),
          )
        : wish;
      if (set.ok) return reply.redirect("/lk/autopay?done=set", 303);
      const field = FIELDS[set.refusal.code] ?? "form";
      const typed = {
        card: fieldOf(form, "card", 9),
        when: fieldOf(form, "when", 20),
        day: fieldOf(form, "day", 2),
        cap: fieldOf(form, "cap", 20),
      };
      const wrong = { field, sentence: site.sentenceOf(request, set.refusal) };
      return sendAutopay(of, [request, reply], { form: { typed, wrong }, status: 422 });
    });
    postOf("/lk/autopay/stop", async ({ account }, _request, reply) => {
      if (!account.rights.has("manage")) return undefined;
      await stopOwnAutopay(await centerContext(database), account);
      return reply.redirect("/lk/autopay?done=stopped", 303);
    });
    postOf("/lk/cards/forget", async ({ account }, request, reply) => {
      if (!account.rights.has("manage")) return undefined;
      const card = numberOf(fieldOf(formOf(request), "card"));
      const gone =
        card !== undefined && (await forgetOwnCard(await centerContext(database), account, card)).ok;
      return gone ? reply.redirect("/lk/autopay?done=forgotten", 303) : undefined;
    });
  });
}

/** Which field of the form is told of. */
const FIELDS: Readonly<Record<string, string>> = {
  "private.cap_unreadable": "cap",
  "private.autopay_consent_missing": "consent",
  "payments.consent_outdated": "consent",
};

/** Days before the last day to pay, where that is chosen. */
const DAYS_BEFORE_DUE = 3;
/** Every month has it. */
const DAY_LATEST = 28;

interface Wish {
  readonly card: number;
  readonly cap: Money | undefined;
  readonly schedule: { readonly kind: "day_of_month" | "before_due"; readonly days: number };
}

/** The rule as it was typed; an empty limit is none. */
function wishOf(form: FormData): Result<Wish, PrivateRefusal> {
  if (fieldOf(form, "consent") !== "yes") return refuse({ code: "private.autopay_consent_missing" });
  const typed = fieldOf(form, "cap", 20).trim();
  const cap = typed === "" ? undefined : roublesTyped(typed);
  if (typed !== "" && (cap === undefined || cap < 100n)) return refuse({ code: "private.cap_unreadable" });
  const day = Math.min(DAY_LATEST, numberOf(fieldOf(form, "day", 2)) ?? 1);
  const schedule =
    fieldOf(form, "when") === "day_of_month"
      ? ({ kind: "day_of_month", days: day } as const)
      : ({ kind: "before_due", days: DAYS_BEFORE_DUE } as const);
  return ok({ card: numberOf(fieldOf(form, "card", 9)) ?? 0, cap, schedule });
}

const numberOf = (text: string): number | undefined =>
  /^[1-9]\d{0,8}$/.test(text) ? Number(text) : undefined;
