import encodeQr from "qr";
import { z } from "zod";
import { moneyText } from "#core/money";
import type { CardBanks } from "#flows/card-banks";
import { hastenReceipt } from "#flows/fiscal-receipts";
import { startPayment, takeNotification } from "#flows/online-payments";
import { type GuestOrder, guestOrder, orderAgain } from "#flows/pay-page";
import { type PayWords, payWords } from "#flows/pay-page-words";
import type { TestBank, TestDeed } from "#flows/test-bank";
import { centerContext } from "#platform/context";
import type { Database } from "#platform/database";
import type { Http, Language } from "#platform/http";
import { fieldOf, formOf, takeForms } from "#platform/http/forms";
import { CONTENT_SECURITY_POLICY } from "#platform/http/security";
import { html, type Html } from "#platform/http/html";
import { page } from "./page.ts";

export interface PayPagesOptions {
  readonly database: Database;
  readonly banks: CardBanks;
  readonly testBank?: TestBank | undefined;
  /** "https://pay.example.ru"; absent: as the payer's browser names us. */
  readonly publicUrl?: string | undefined;
}

const HTML = "text/html; charset=utf-8";
const HIDE = { schema: { hide: true } as object };
const FORM_LIMIT = 4096;
const NOTIFICATION_LIMIT = 65_536;

/**
 * The payer's pages: `/pay/<token>`, which nobody signs in to and which need no script; the bank's door
 * `/gateway/cards/<bank>`; and the pages of the test bank where there is one.
 */
export async function payPages(app: Http, options: PayPagesOptions): Promise<void> {
  const { database, banks } = options;
  const base = (request: { protocol: string; host: string }): string =>
    options.publicUrl ?? `${request.protocol}://${request.host}`;
  const languageOf = (query: unknown, own: Language): Language => {
    const { lang } = query as { lang?: string };
    return lang === "ru" || lang === "en" ? lang : own;
  };

  await app.register(async (scope) => {
    takeForms(scope, { fieldBytesMax: FORM_LIMIT });
    // A form leads to the bank, which is another site: the policy would stop it.
    scope.addHook("onRequest", async (_request, reply) => {
      void reply.header(
        "content-security-policy",
        CONTENT_SECURITY_POLICY.replace("form-action 'self'", "form-action 'self' https:").replace(
          "img-src 'self'",
          "img-src 'self' data:",
        ),
      );
      void reply.header("vary", "accept-language");
    });

    scope.get("/pay/:token", HIDE, async (request, reply) => {
      const language = languageOf(request.query, request.language);
      const { token } = request.params as { token: string };
      const found = await guestOrder(await centerContext(database), banks, token, { look: true });
      if (!found) return reply.code(404).type(HTML).send(notFoundPage(language));
      // A page that waits asks again by itself.
      if (found.waits) void reply.header("refresh", "5");
      return reply.type(HTML).send(payPage(language, found, token));
    });

    scope.post("/pay/:token", HIDE, async (request, reply) => {
      const { token } = request.params as { token: string };
      const language = languageOf(request.query, request.language);
      const ctx = await centerContext(database);
      const found = await guestOrder(ctx, banks, token, { look: false });
      if (!found) return reply.code(404).type(HTML).send(notFoundPage(language));
      if (found.canTryAgain) {
        const again = await orderAgain(ctx, banks, found.order);
        return reply.redirect(again === undefined ? `/pay/${token}` : `/pay/${again}`, 303);
      }
      const email = emailOf(fieldOf(formOf(request), "email"));
      const started = await startPayment(ctx, banks, found.order, {
        returnUrl: `${base(request)}/pay/${token}?lang=${language}`,
        notificationUrl: `${base(request)}/gateway/cards/${found.order.bank}`,
        email,
      });
      const { payUrl, fastLink } = started.order;
      // A code is shown on our own page; a card is paid on the bank's.
      const goes = started.outcome === "go" && payUrl && !fastLink;
      return reply.redirect(goes ? payUrl : `/pay/${token}?lang=${language}`, 303);
    });
  });

  await app.register(async (scope) => {
    // The bytes are judged as they came: no parser stands between.
    scope.removeAllContentTypeParsers();
    scope.addContentTypeParser(
      "*",
      { parseAs: "buffer", bodyLimit: NOTIFICATION_LIMIT },
      (_request, body, done) => done(null, body),
    );
    scope.route({
      method: ["GET", "POST"],
      url: "/gateway/cards/:bank",
      exposeHeadRoute: false,
      logLevel: "warn",
      ...HIDE,
      handler: async (request, reply) => {
        const { bank } = request.params as { bank: string };
        const at = request.url.indexOf("?");
        const answer = await takeNotification(await centerContext(database), banks, bank, {
          method: request.method,
          query: at < 0 ? "" : request.url.slice(at + 1),
          headers: Object.fromEntries(
            Object.entries(request.headers).map(([name, value]) => [
              name,
              Array.isArray(value) ? value.join(",") : value,
            ]),
          ),
          body: Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0),
          remoteAddress: request.ip,
          now: Math.floor(Date.now() / 1000),
        });
        return reply.code(answer.status).type("text/plain; charset=utf-8").send(answer.body);
      },
    });
  });

  await app.register(async (scope) => {
    scope.removeAllContentTypeParsers();
    scope.addContentTypeParser(
      "*",
      { parseAs: "string", bodyLimit: NOTIFICATION_LIMIT },
      (_request, body, done) => done(null, body),
    );
    // A receipt is ready: whoever says so is not believed, the service is asked in the next turn instead.
    scope.route({
      method: "POST",
      url: "/gateway/fiscal",
      logLevel: "warn",
      ...HIDE,
      handler: async (request, reply) => {
        const number = receiptNumberOf(typeof request.body === "string" ? request.body : "");
        if (number === undefined) return reply.code(400).send();
        const ctx = await centerContext(database);
        await ctx.transaction((tx) => hastenReceipt(tx, number));
        // The same to whoever guesses: which numbers there are is nobody's business.
        return reply.code(200).send();
      },
    });
  });

  if (options.testBank) await testBankPages(app, options.testBank, languageOf);
}

/** Our number of a document, where ATOL's call names it. */
function receiptNumberOf(text: string): string | undefined {
  try {
    return ReceiptCall.safeParse(JSON.parse(text)).data?.external_id;
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}

const ReceiptCall = z.object({ external_id: z.string().min(1).max(128) });

const emailOf = (text: string): string | undefined =>
  z.email().max(120).safeParse(text.trim()).success ? text.trim() : undefined;

const money = (amount: bigint, language: Language): string => {
  const [roubles = "", kopecks = ""] = moneyText(amount).split(".");
  const grouped = roubles.replaceAll(/\B(?=(\d{3})+$)/g, language === "ru" ? "\u00A0" : ",");
  return `${grouped}${language === "ru" ? "," : "."}${kopecks}`;
};

const wordsOf = (language: Language): PayWords => payWords[language];

function sheet(
  language: Language,
  of: { readonly heading: string; readonly about?: string; readonly body: Html },
): string {
  const words = wordsOf(language);
  const other = language === "ru" ? "en" : "ru";
  return page({
    language,
    title: of.heading,
    subtitle: words.title,
    links: [{ href: `?lang=${other}`, text: words.other }],
    body: html`<main class="sheet pay"><div class="part"><h1>${of.heading}</h1>${
      of.about === undefined ? undefined : html`<p class="lead">${of.about}</p>`
    }${of.body}</div></main>`,
  });
}

function notFoundPage(language: Language): string {
  const words = wordsOf(language);
  return sheet(language, { heading: words.notFound, about: words.notFoundAbout, body: html`` });
}

function payPage(language: Language, found: GuestOrder, token: string): string {
  const words = wordsOf(language);
  const { order } = found;
  const amount = money(order.amount, language);
  const isPaid = found.shows === "succeeded" || found.shows === "refunded";
  const refunded =
    order.refunded === 0n
      ? undefined
      : html`<div><dt>${words.refunded}</dt><dd><b>${money(order.refunded, language)} ₽</b></dd></div>`;
  const facts = html`<dl class="facts"><div><dt>${words.account}</dt><dd>${found.account}</dd></div><div><dt>${words.address}</dt><dd lang="ru">${found.address}</dd></div><div><dt>${words.number}</dt><dd>${order.order}</dd></div><div><dt>${isPaid ? words.paid : words.amount}</dt><dd><b>${amount} ₽</b></dd></div>${refunded}</dl>`;
  if (found.shows === "form") {
    return sheet(language, {
      heading: words.title,
      body: html`${found.isTest ? html`<p class="notice">${words.test}</p>` : undefined}${facts}<form method="post" action="/pay/${token}?lang=${language}">${
        order.email === ""
          ? html`<label class="field"><span>${words.email}</span><input type="email" name="email" autocomplete="email" maxlength="120"><small>${words.emailHint}</small></label>`
          : undefined
      }<button class="button wide" type="submit">${order.fast ? words.byFast(amount) : words.byCard(amount)}</button></form><p class="hint">${words.next}</p><p class="hint">${words.shown}</p>`,
    });
  }
  const { shows } = found;
  const heading = words.state[shows];
  return sheet(language, {
    heading,
    about: words.state[`${shows}About`],
    body: html`${facts}${
      order.fastLink !== undefined && shows === "pending"
        ? html`<figure class="code"><img alt="${order.fastLink}" src="data:image/svg+xml;base64,${Buffer.from(encodeQr(order.fastLink, "svg")).toString("base64")}"></figure><p class="hint">${words.scan}</p><p><a href="${order.fastLink}">${words.openLink}</a></p>`
        : undefined
    }${
      shows === "pending" && order.payUrl !== undefined && order.payUrl !== "" && order.fastLink === undefined
        ? html`<p><a class="button" href="${order.payUrl}">${words.toBank}</a></p>`
        : undefined
    }${
      isPaid && found.waits ? html`<p class="hint">${words.receiptSoon}</p>` : undefined
    }${found.receipts.map(
      ({ isReturn, marks }) =>
        html`<p class="hint">${isReturn ? words.receiptOfReturn : words.receipt}: ${words.receiptMarks(marks.fnNumber, marks.documentNumber, marks.attribute)}</p>`,
    )}${
      found.canTryAgain
        ? html`<form method="post" action="/pay/${token}?lang=${language}"><button class="button wide" type="submit">${words.again}</button></form>`
        : undefined
    }`,
  });
}

async function testBankPages(
  app: Http,
  bank: TestBank,
  languageOf: (query: unknown, own: Language) => Language,
): Promise<void> {
  await app.register(async (scope) => {
    takeForms(scope, { fieldBytesMax: FORM_LIMIT });
    scope.get("/test-bank/:id", HIDE, async (request, reply) => {
      const language = languageOf(request.query, request.language);
      const words = wordsOf(language);
      const payment = bank.find((request.params as { id: string }).id);
      if (!payment) return reply.code(404).type(HTML).send(notFoundPage(language));
      const button = (deed: TestDeed, text: string, isMain: boolean) =>
        html`<button class="button wide${isMain ? "" : " second"}" type="submit" name="deed" value="${deed}">${text}</button>`;
      const deeds =
        payment.status === "NEW"
          ? html`${button("pay", `${words.testPay} ${money(payment.amount, language)} ₽`, true)}${button("decline", words.testDecline, false)}${button("cancel", words.testCancel, false)}`
          : html`<label class="field"><span>${words.testCode}</span><input name="code" inputmode="numeric" autocomplete="one-time-code" maxlength="8"><small>${words.testCodeAbout}</small></label>${button("confirm", words.testConfirm, true)}${button("decline", words.testDecline, false)}`;
      const isOver = payment.status !== "NEW" && payment.status !== "3DS_CHECKING";
      const body = html`<p class="notice">${words.test}. ${words.testAbout}</p><dl class="facts"><div><dt>${words.merchant}</dt><dd lang="ru">${payment.description}</dd></div><div><dt>${words.number}</dt><dd>${payment.order}</dd></div><div><dt>${words.amount}</dt><dd><b>${money(payment.amount, language)} ₽</b></dd></div></dl>${
        isOver
          ? html`<p>${words.testOver}</p><p><a class="button" href="${payment.returnUrl}">${words.testBack}</a></p>`
          : html`<form method="post" action="/test-bank/${payment.id}?lang=${language}">${deeds}</form>`
      }`;
      return reply.type(HTML).send(sheet(language, { heading: words.test, body }));
    });

    scope.post("/test-bank/:id", HIDE, async (request, reply) => {
      const language = languageOf(request.query, request.language);
      const { id } = request.params as { id: string };
      const deed = fieldOf(formOf(request), "deed");
      if (deed !== "pay" && deed !== "decline" && deed !== "confirm" && deed !== "cancel")
        return reply.redirect(`/test-bank/${id}?lang=${language}`, 303);
      const payment = await bank.act(id, deed);
      if (!payment) return reply.code(404).type(HTML).send(notFoundPage(language));
      return reply.redirect(
        payment.status === "3DS_CHECKING" ? `/test-bank/${id}?lang=${language}` : payment.returnUrl,
        303,
      );
    });
  });
}
