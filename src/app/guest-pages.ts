import type { FastifyReply, FastifyRequest } from "fastify";
import type { CardBanks } from "#flows/card-banks";
import {
  accountForGuest,
  accountMeant,
  type GuestPayRefusal,
  guestPayPage,
  orderOfGuest,
} from "#flows/guest-payment";
import type { OnlineOrderRefusal } from "#modules/payments";
import { centerContext } from "#platform/context";
import type { Database } from "#platform/database";
import type { Http } from "#platform/http";
import { Allowance } from "#platform/http/allowance";
import { fieldOf, fileOf, formOf, takeForms } from "#platform/http/forms";
import { PICTURE_BYTES_MAX } from "#platform/pictures";
import type { GuestAccount } from "../flows/guest-pay-contract.ts";
import type { Site } from "./site.ts";

const HIDE = { schema: { hide: true } as object };
const FORM_LIMIT = 8192;
/** Whoever tries numbers one after another learns few; whoever mistypes a few times is not held up. */
const LOOKS = { count: 20, seconds: 600 };

/** `/pay`: payment without signing in, by the account's number or a photograph of the bill. Plain forms, two steps. */
export async function guestPages(
  app: Http,
  { database, banks }: { readonly database: Database; readonly banks: CardBanks },
  site: Site,
): Promise<void> {
  const looks = new Allowance(LOOKS);

  app.get("/pay", HIDE, (request, reply) =>
    site.send(request, reply, guestPayPage(banks, { form: { typed: {} } })),
  );

  await app.register(async (scope) => {
    takeForms(scope, { fieldBytesMax: FORM_LIMIT, fileBytesMax: PICTURE_BYTES_MAX });

    scope.post("/pay", HIDE, async (request: FastifyRequest, reply: FastifyReply) => {
      const form = formOf(request);
      const answered = (
        refusal: GuestPayRefusal | OnlineOrderRefusal,
        of: { field: string; typed: Record<string, string>; found?: GuestAccount },
      ) => {
        const wrong = { field: of.field, sentence: site.sentenceOf(request, refusal) };
        const page = guestPayPage(banks, { form: { typed: of.typed, wrong }, found: of.found });
        return site.send(request, reply, page, refusal.code === "guest_pay.too_often" ? 429 : 422);
      };
      void reply.header("cache-control", "private, no-store");
      const number = fieldOf(form, "number", 40);
      const typed = { number };
      const seconds = looks.ask(request.ip);
      if (seconds > 0) {
        void reply.header("retry-after", String(seconds));
        return answered({ code: "guest_pay.too_often", seconds }, { field: "form", typed });
      }
      const picture = await fileOf(form, "photo");
      const meant = await accountMeant(number, picture);
      const field = picture === undefined || number.trim() !== "" ? "number" : "photo";
      if (!meant.ok) return answered(meant.refusal, { field, typed });
      const ctx = await centerContext(database);
      const account = await accountForGuest(ctx, meant.value);
      if (!account.ok) return answered(account.refusal, { field, typed });
      const found = account.value;
      const chosen = fieldOf(form, "choice", 10);
      if (chosen === "")
        return site.send(request, reply, guestPayPage(banks, { form: { typed: {} }, found }));
      const choice = chosen === "all" ? "all" : "other";
      const other = fieldOf(form, "other", 20);
      const language = site.languageOf(request);
      const made = await orderOfGuest(ctx, { found, choice, other, banks, language });
      return made.ok
        ? reply.redirect(`/pay/${made.value.token}?lang=${language}`, 303)
        : answered(made.refusal, { field: "other", typed: { choice, other }, found });
    });
  });
}
