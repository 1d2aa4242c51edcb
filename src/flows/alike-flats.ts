import { addDays, covers } from "#core/day";
import type { AccountId } from "#core/ids";
import { findResidents, listHolders } from "#modules/accounts";
import { BASES } from "#modules/charging";
import { listMiddleVolumes } from "#modules/ledger";
import { listServices } from "#modules/tariffs";
import type { Tx } from "#platform/database";
import type { Language } from "#platform/http";
import type { OwnAccount } from "#modules/residents";
import { listBills, nameOf } from "./private-account.ts";
import type { AlikeFlats } from "./private-account-contract.ts";

/** Of fewer a neighbour could be guessed. */
const FLATS_LEAST = 5;

/**
 * The last bill's metered volumes beside those of flats with as many people in the same house; undefined where nobody
 * lives in the flat, or no service has five such flats. Asked as the center, which sees the neighbours: of them come the
 * middle volume and their number alone. Premises that several accounts share are compared with none.
 */
export async function alikeFlats(
  tx: Tx,
  { account: own, language }: { readonly account: OwnAccount; readonly language: Language },
): Promise<AlikeFlats | undefined> {
  const { building, account } = own;
  const { today } = tx.scope;
  const [bill] = await listBills(tx, own);
  if (!bill) return undefined;
  const holders = await listHolders(tx, { buildings: [building], from: today, to: addDays(today, 1) });
  const residents = (await findResidents(tx, holders)).filter((one) => covers(one, today));
  const persons = new Map<AccountId, number>();
  for (const one of residents) persons.set(one.account, (persons.get(one.account) ?? 0) + 1);
  const shared = Map.groupBy(holders, ({ premises }) => premises);
  const alone = holders.filter(({ premises }) => shared.get(premises)?.length === 1);
  const count = persons.get(account);
  if (count === undefined || !alone.some((one) => one.account === account)) return undefined;
  const others = alone
    .map((one) => one.account)
    .filter((one) => one !== account && persons.get(one) === count);
  if (others.length < FLATS_LEAST) return undefined;
  const { period } = bill;
  const volumes = await listMiddleVolumes(tx, { building, account, others, period, basis: BASES.meter });
  const services = new Map((await listServices(tx)).map((service) => [service.id, service]));
  const told = volumes.flatMap(({ service, volume, middle, others: flats }) => {
    const named = services.get(service);
    return named?.resource === undefined || flats < FLATS_LEAST
      ? []
      : [{ name: nameOf(named, language), unit: named.unit, volume, middle, flats }];
  });
  return told.length === 0 ? undefined : { period, persons: count, services: told };
}
