import type { OrganizationId, ServiceId } from "#core/ids";
import { addMonths, type Period } from "#core/period";
import { ok, type Result, refuse } from "#core/result";
import type { Money } from "#core/units";
import { findAccountsByNumber } from "#modules/accounts";
import { type EntryKind, listCharged, listEntriesOf } from "#modules/ledger";
import { findOrganizations } from "#modules/organizations";
import { listServices, type Service } from "#modules/tariffs";
import type { Ctx } from "#platform/context";
import type { CardRefusal } from "./account-card.ts";

/** One entry of a document: what it moved, for which service, provider and month. */
export interface DocumentEntry {
  readonly kind: EntryKind;
  readonly bookedIn: Period;
  readonly chargedFor: Period | undefined;
  /** Absent for an advance. */
  readonly service: Service | undefined;
  readonly provider: OrganizationId | 0;
  readonly providerName: string;
  readonly amount: Money;
}

/** What a payment, a reversal or a run booked on one account; nothing where it touched the account not. */
export async function documentOfAccount(
  ctx: Ctx,
  of: { readonly number: string; readonly document: bigint },
): Promise<Result<readonly DocumentEntry[], CardRefusal>> {
  return ctx.transaction(async (tx) => {
    const [account] = await findAccountsByNumber(tx, [of.number]);
    if (!account) return refuse({ code: "accounts.account_not_found", number: of.number });
    const entries = await listEntriesOf(tx, { ...account, document: of.document });
    const services = new Map((await listServices(tx)).map((one) => [one.id, one]));
    const providers = entries.flatMap(({ provider }) => (provider === 0 ? [] : [provider]));
    const names = new Map((await findOrganizations(tx, providers)).map((one) => [one.id, one.name]));
    return ok(
      entries.map(({ kind, bookedIn, chargedFor, service, provider, amount }) => ({
        kind,
        bookedIn,
        chargedFor,
        service: services.get(service as ServiceId),
        provider,
        providerName: provider === 0 ? "" : (names.get(provider) ?? ""),
        amount,
      })),
    );
  });
}

export interface Consumption {
  readonly service: Service;
  readonly months: readonly { readonly period: Period; readonly volume: bigint; readonly amount: Money }[];
}

/** What was billed month by month for the thirteen months through one, of the services that a meter can count. */
export async function consumptionOfAccount(
  ctx: Ctx,
  of: { readonly number: string; readonly through: Period },
): Promise<Result<readonly Consumption[], CardRefusal>> {
  return ctx.transaction(async (tx) => {
    const [account] = await findAccountsByNumber(tx, [of.number]);
    if (!account) return refuse({ code: "accounts.account_not_found", number: of.number });
    const charged = await listCharged(tx, {
      buildings: [account.building],
      account: account.account,
      from: addMonths(of.through, -12),
      through: of.through,
    });
    const months = Map.groupBy(charged, (one) => one.service);
    return ok(
      (await listServices(tx)).flatMap((service) => {
        const own = months.get(service.id);
        return own && service.resource !== undefined
          ? [{ service, months: own.map(({ period, volume, amount }) => ({ period, volume, amount })) }]
          : [];
      }),
    );
  });
}
