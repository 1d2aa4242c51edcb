import { randomBytes } from "node:crypto";
import { must } from "#core/assert";
import type { OrganizationId, UserId } from "#core/ids";
import { ok, type Result, refuse } from "#core/result";
import type { Money } from "#core/units";
import { listUsers } from "#modules/access";
import {
  type Channel,
  countOfHour,
  EVENT_NAMES,
  EVENT_WORDS,
  findMailingTerms,
  insertNotifications,
  insertOwnWords,
  judgeOwnWords,
  type Language,
  listOwnWords,
  type NotifiedEvent,
  type OwnWords,
  type OwnWordsRefusal,
  ruleOf,
  SAMPLES,
  type Shown,
  shownOf,
  type Template,
  usualTemplate,
  type Value,
} from "#modules/notifications";
import { listOrganizations } from "#modules/organizations";
import { readLoginName } from "#modules/residents";
import type { Ctx } from "#platform/context";
import type { Tx } from "#platform/database";
import { attempt, within } from "#platform/deed";
import { putOut } from "./notify.ts";

const CHANNELS = ["email", "sms", "push"] as const;
const LANGUAGES = ["ru", "en"] as const;
const TESTS_OF_HOUR = 20;

/** Where words stand: of one event by one channel in one language. */
export interface WordsPlace {
  readonly organization: OrganizationId;
  readonly event: NotifiedEvent;
  readonly channel: Channel;
  readonly language: Language;
}

export interface PlaceWords extends Omit<WordsPlace, "organization"> {
  readonly usual: Template;
  /** The company's own; absent: it says it as everybody does. */
  readonly own: Template | undefined;
  /** Of the newest version, also of one that brought everybody's words back; 0: there was none. */
  readonly version: number;
  readonly writtenAt: Date | undefined;
  readonly writtenByName: string | undefined;
}

/** Companies whose words the reader may see. */
export async function companiesOf(tx: Tx): Promise<{ organization: OrganizationId; name: string }[]> {
  const { sees, organizations } = tx.scope;
  return (await listOrganizations(tx, ["company"]))
    .filter(({ id }) => sees === "center" || organizations.includes(id))
    .map(({ id, name }) => ({ organization: id, name }));
}

/** What is said of each event by each channel in each language: everybody's words, and the company's own. */
export async function wordsOfCompany(
  ctx: Ctx,
  organization: OrganizationId,
): Promise<Result<readonly PlaceWords[], OwnWordsRefusal>> {
  return ctx.transaction(async (tx) => {
    const found = await companyOf(tx, organization);
    if (!found.ok) return found;
    const names = new Map<UserId, string>(
      (await listUsers(within(ctx, tx))).map((user) => [user.id, user.name]),
    );
    const written = new Map((await listOwnWords(tx, organization)).map((one) => [keyOf(one), one] as const));
    return ok(
      EVENT_NAMES.flatMap((event) =>
        CHANNELS.flatMap((channel) =>
          LANGUAGES.map((language) => {
            const place = { event, channel, language };
            const own: OwnWords | undefined = written.get(keyOf(place));
            return {
              ...place,
              usual: usualTemplate(event, channel, language),
              own: own && own.body !== "" ? { subject: own.subject, body: own.body } : undefined,
              version: own?.version ?? 0,
              writtenAt: own?.writtenAt,
              writtenByName: own?.writtenBy === undefined ? undefined : names.get(own.writtenBy),
            };
          }),
        ),
      ),
    );
  });
}

const keyOf = ({ event, channel, language }: Omit<WordsPlace, "organization">): string =>
  `${event} ${channel} ${language}`;

async function companyOf(tx: Tx, organization: OrganizationId): Promise<Result<string, OwnWordsRefusal>> {
  const company = (await companiesOf(tx)).find((one) => one.organization === organization);
  return company ? ok(company.name) : refuse({ code: "notice_words.organization_not_found", organization });
}

export interface ShownWords extends Shown {
  /** On the button that leads on; a letter alone has one. */
  readonly button: string | undefined;
  /** What keeps the words from being kept. */
  readonly refusal: OwnWordsRefusal | undefined;
  /** Of one short message, by the price in force. */
  readonly cost: Money | undefined;
}

/** Words as their readers will see them, with what is wrong about them; nothing is kept. */
export async function showWords(
  tx: Tx,
  place: Omit<WordsPlace, "organization">,
  template: Template,
  origin: string,
): Promise<ShownWords> {
  const shown = shownOf(place, template, origin);
  const { event, channel, language } = place;
  const { partPrice } = await findMailingTerms(tx);
  return {
    ...shown,
    button: channel === "email" ? EVENT_WORDS[language][event].button : undefined,
    refusal: judgeOwnWords(place, template),
    cost: shown.parts === undefined ? undefined : ((partPrice * BigInt(shown.parts)) as Money),
  };
}

/**
 * Keeps a company's words as the version after `version`, which its writer has seen. An empty body brings everybody's
 * words back.
 */
export async function saveWords(
  ctx: Ctx,
  place: WordsPlace,
  { version, ...template }: Template & { readonly version: number },
): Promise<Result<{ readonly version: number }, OwnWordsRefusal>> {
  return attempt<{ readonly version: number }, OwnWordsRefusal>(ctx, async (tx) => {
    const found = await companyOf(tx, place.organization);
    if (!found.ok) return found;
    const body = template.body.trim();
    const words = { subject: body === "" || place.channel === "sms" ? "" : template.subject.trim(), body };
    const refusal = body === "" ? undefined : judgeOwnWords(place, words);
    if (refusal) return refuse(refusal);
    const next = version + 1;
    return (await insertOwnWords(tx, { ...place, ...words, version: next }))
      ? ok({ version: next })
      : refuse({ code: "notice_words.changed_meanwhile" });
  });
}

/**
 * Sends words that are not in force yet to whoever tries them: a letter to the address that they sign in with, a short
 * message to the telephone that they name. It leaves as every message does.
 */
export async function testWords(
  ctx: Ctx,
  place: WordsPlace,
  { phone, ...template }: Template & { readonly phone: string },
): Promise<Result<{ readonly address: string }, OwnWordsRefusal>> {
  const user = must(ctx.scope.user, "a person who tries words");
  const self = (await listUsers(ctx)).find(({ id }) => id === user);
  const login = self?.login ?? "";
  const typed = place.channel === "email" ? login : (readLoginName(phone) ?? "");
  const isFit = place.channel === "email" ? typed.includes("@") : typed.startsWith("+");
  return attempt<{ readonly address: string }, OwnWordsRefusal>(ctx, async (tx) => {
    const found = await companyOf(tx, place.organization);
    if (!found.ok) return found;
    if (place.channel === "push" || !isFit)
      return refuse({ code: "notice_words.address_missing", field: "phone" });
    const refusal = judgeOwnWords(place, template);
    if (refusal) return refuse(refusal);
    const recipient = `test:${user}`;
    if ((await countOfHour(tx, recipient)) >= TESTS_OF_HOUR)
      return refuse({ code: "notice_words.tested_often" });
    const token = randomBytes(16).toString("base64url");
    const ids = await insertNotifications(tx, [
      {
        ...place,
        building: undefined,
        account: undefined,
        login: undefined,
        key: `test:${token}`,
        recipient,
        address: typed,
        data: { ...SAMPLES[place.event], [TESTED.subject]: template.subject, [TESTED.body]: template.body },
        token,
        state: "waiting",
        notBefore: undefined,
      },
    ]);
    const id = must(ids.get(token), "the message that was written");
    await putOut(tx, [
      { id, channel: place.channel, organization: place.organization, notBefore: undefined },
    ]);
    return ok({ address: typed });
  });
}

/** No name of a place has a colon. */
const TESTED = { subject: "test:subject", body: "test:body" } as const;

/** The words of a test message, which are not in force. */
export function testedIn(data: Readonly<Record<string, Value>>): Template | undefined {
  const { [TESTED.subject]: subject, [TESTED.body]: body } = data;
  return typeof subject === "string" && typeof body === "string" ? { subject, body } : undefined;
}

/** Places that an event fills, those first that its words may not leave out. */
export const placesOf = (event: NotifiedEvent): { name: string; isNeeded: boolean }[] => {
  const { fields, says } = ruleOf(event);
  return Object.keys(fields)
    .map((name) => ({ name, isNeeded: says.includes(name) }))
    .sort((a, b) => Number(b.isNeeded) - Number(a.isNeeded));
};
