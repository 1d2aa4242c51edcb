import { addDays } from "#core/day";
import { ok, type Result } from "#core/result";
import { type Money, NOTHING } from "#core/units";
import {
  type AutopayRefusal,
  findLatestRule,
  forgetCard,
  listCards,
  listTurns,
  stopAutopay,
} from "#modules/payments";
import {
  invitedTo,
  listDataConsents,
  listPasskeys,
  listResidentSessions,
  type OwnAccount,
  residentContext,
  type ResidentRefusal,
  sessionIdOf,
  type SignedInResident,
} from "#modules/residents";
import { listPaymentDocuments } from "#modules/payments";
import { metersOf, readingsOf } from "#modules/metering";
import type { Ctx } from "#platform/context";
import type { Database } from "#platform/database";
import type { Language } from "#platform/http";
import { CONSENT_VERSION, CONSENT_WORDS } from "./autopay-consents.ts";
import { type CardBanks, keepsCards } from "./card-banks.ts";
import { accountAround, listBills, moneyToday } from "./private-account.ts";
import type {
  AutopayPage,
  GivenRight,
  OwnDataPage,
  PeoplePage,
  SessionsPage,
} from "./private-own-contract.ts";

/** What a resident typed wrong about their cards. */
export type PrivateRefusal =
  | { readonly code: "private.cap_unreadable" }
  | { readonly code: "private.autopay_consent_missing" };

interface Reader {
  readonly database: Database;
  readonly self: SignedInResident;
  readonly account: OwnAccount;
}

const around = ({ database, self, account }: Reader) =>
  residentContext(database, self).transaction((tx) => accountAround(tx, self, account));

export async function sessionsPage(
  reader: Reader,
  of: Pick<SessionsPage, "form" | "done">,
): Promise<SessionsPage> {
  const sessions = await listResidentSessions(reader.database, reader.self);
  const own = sessionIdOf(reader.self);
  return {
    page: "lk.sessions",
    around: await around(reader),
    sessions: sessions.map(({ id, startedAt, seenAt, remoteAddress, userAgent }) => ({
      id,
      ...deviceOf(userAgent),
      remoteAddress,
      startedAt: startedAt.toISOString(),
      seenAt: seenAt.toISOString(),
      isThis: id === own,
    })),
    ...of,
  };
}

const BROWSERS: readonly (readonly [RegExp, string])[] = [
  [/YaBrowser\//, "Yandex"],
  [/Edg(?:A|iOS)?\//, "Edge"],
  [/OPR\/|Opera/, "Opera"],
  [/SamsungBrowser\//, "Samsung Internet"],
  [/Firefox\/|FxiOS\//, "Firefox"],
  [/Chrome\/|CriOS\//, "Chrome"],
  [/Safari\//, "Safari"],
];
const SYSTEMS: readonly (readonly [RegExp, string])[] = [
  [/Android/, "Android"],
  [/iPhone|iPad/, "iOS"],
  [/Windows/, "Windows"],
  [/Mac OS X/, "macOS"],
  [/Linux|X11/, "Linux"],
];

/** What a browser says it is, in two names that a person knows; each absent where it does not say. */
export function deviceOf(userAgent: string): {
  readonly browser: string | undefined;
  readonly system: string | undefined;
} {
  const nameIn = (list: typeof BROWSERS): string | undefined =>
    list.find(([sign]) => sign.test(userAgent))?.[1];
  return { browser: nameIn(BROWSERS), system: nameIn(SYSTEMS) };
}

const given = (rights: readonly string[]): GivenRight[] =>
  (["readings", "pay"] as const).filter((right) => rights.includes(right));

export async function peoplePage(
  reader: Reader,
  of: Pick<PeoplePage, "made" | "done">,
): Promise<Result<PeoplePage, ResidentRefusal>> {
  const invited = await invitedTo(reader.database, reader.self, reader.account.number);
  if (!invited.ok) return invited;
  const { grants, slips } = invited.value;
  return ok({
    page: "lk.people",
    around: await around(reader),
    people: grants
      .filter(({ revokedAt }) => revokedAt === undefined)
      .map(({ id, login, rights, grantedAt }) => ({
        grant: id,
        login,
        rights: given(rights),
        since: grantedAt.toISOString(),
      })),
    invitations: slips
      .filter(({ state }) => state === "waiting")
      .map(({ id, rights, expiresAt }) => ({
        slip: id,
        rights: given(rights),
        until: expiresAt.toISOString(),
      })),
    ...of,
  });
}

/** Kept cards and the rule by which one pays. Read as the center, of an account whose right was looked up. */
export async function autopayPage(
  reader: Reader,
  of: Pick<AutopayPage, "form" | "done"> & {
    readonly center: Ctx;
    readonly banks: CardBanks;
    readonly language: Language;
  },
): Promise<AutopayPage> {
  const { center, banks, language, form, done } = of;
  const { account } = reader;
  const own = await center.transaction(async (tx) => ({
    cards: await listCards(tx, account),
    rule: await findLatestRule(tx, account),
    turns: await listTurns(tx, account),
    money: await moneyToday(tx, account),
  }));
  const isInForce = own.rule !== undefined && own.rule.stoppedAt === undefined;
  return {
    page: "lk.autopay",
    around: await around(reader),
    isOffered: keepsCards(banks),
    cards: own.cards
      .filter(({ endedAt }) => endedAt === undefined)
      .map(({ card, mask, issuer, expires, keptAt }) => ({
        card,
        mask,
        issuer,
        expires,
        keptAt: keptAt.toISOString(),
      })),
    rule:
      own.rule && isInForce
        ? {
            mask: own.cards.find(({ card }) => card === own.rule?.card)?.mask ?? "",
            cap: own.rule.cap,
            schedule: own.rule.schedule.kind,
            days: own.rule.schedule.days,
            // Announced the day before it is charged.
            chargeOn: addDays(own.rule.announceOn, 1),
          }
        : undefined,
    stopped: isInForce ? undefined : own.rule?.stopReason,
    turns: own.turns.slice(0, 6).map(({ month, state, amount, chargeOn }) => ({
      month,
      state,
      amount,
      chargeOn,
    })),
    due: own.money.amount > 0n ? own.money.amount : (NOTHING as Money),
    consent: { version: CONSENT_VERSION, wording: CONSENT_WORDS.autopay[language] },
    form,
    done,
  };
}

/** The payer's own wish: no card is charged by itself any more. */
export const stopOwnAutopay = (center: Ctx, account: OwnAccount): Promise<Result<void, AutopayRefusal>> =>
  center.transaction((tx) => stopAutopay(tx, { ...account, by: "payer" }));

export const forgetOwnCard = (
  center: Ctx,
  account: OwnAccount,
  card: number,
): Promise<Result<void, AutopayRefusal>> =>
  center.transaction((tx) => forgetCard(tx, { building: account.building, account: account.account, card }));

export async function ownDataPage(reader: Reader): Promise<OwnDataPage> {
  const consents = await listDataConsents(reader.database, reader.self);
  return {
    page: "lk.data",
    around: await around(reader),
    login: reader.self.login.name,
    consents: consents.map(({ version, wording, agreedAt }) => ({
      version,
      wording,
      agreedAt: agreedAt.toISOString(),
    })),
  };
}

/** So many readings of a meter are given out: ten years of months. */
const READINGS_GIVEN = 120;

/**
 * All that is held about somebody who signs in, for them to take away: their login, and of each account that is open to
 * them what they see here. Money in kopecks and readings in millionths, as text: no number of JSON holds them.
 */
export async function ownData(
  database: Database,
  self: SignedInResident,
  center: Ctx,
): Promise<Record<string, unknown>> {
  const resident = residentContext(database, self);
  const accounts = [];
  for (const account of self.accounts) {
    const { number, building, premises } = account;
    const own = await resident.transaction(async (tx) => {
      const meters = [];
      for (const { id, resource, serial, installed, removed, verifiedUntil } of await metersOf(tx, {
        building,
        premises,
      })) {
        const readings = await readingsOf(tx, { building, meter: id }, READINGS_GIVEN);
        meters.push({
          resource,
          serial,
          installed,
          removed,
          verifiedUntil,
          readings: readings.map(({ takenOn, scale, value, source }) => ({
            takenOn,
            scale,
            value: String(value),
            source,
          })),
        });
      }
      const { address } = await accountAround(tx, self, account);
      return { address, meters, bills: await listBills(tx, account), today: await moneyToday(tx, account) };
    });
    const payments = await center.transaction((tx) =>
      listPaymentDocuments(tx, { building, account: account.account, limit: 1000 }),
    );
    accounts.push({
      number,
      address: own.address,
      rights: [...account.rights],
      due: String(own.today.amount),
      overdue: String(own.today.overdue),
      bills: own.bills.map(({ period, total, paid }) => ({
        period,
        total: String(total),
        paid: String(paid),
      })),
      payments: payments.map(({ paidOn, amount, channel, agentName, reversed }) => ({
        paidOn,
        amount: String(amount),
        channel,
        agent: agentName,
        isReversed: reversed !== undefined,
      })),
      meters: own.meters,
    });
  }
  return {
    login: { name: self.login.name, language: self.login.language },
    consents: await listDataConsents(database, self),
    sessions: (await listResidentSessions(database, self)).map(
      ({ startedAt, seenAt, remoteAddress, userAgent }) => ({ startedAt, seenAt, remoteAddress, userAgent }),
    ),
    passkeys: await listPasskeys(database, self),
    accounts,
  };
}
