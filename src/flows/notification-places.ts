import { must } from "#core/assert";
import type { AccountId, BuildingId, PremisesId } from "#core/ids";
import { findAccountsByPlace } from "#modules/accounts";
import { findPremisesAddresses } from "#modules/addresses";
import type { Tx } from "#platform/database";

interface Place {
  readonly building: BuildingId;
  readonly account: AccountId;
}

/** Numbers and addresses, as letters name them. */
export async function placesOf(
  tx: Tx,
  places: readonly Place[],
): Promise<
  (of: Place) => { readonly number: string; readonly premises: PremisesId; readonly address: string }
> {
  const accounts = await findAccountsByPlace(tx, places);
  const addresses = await findPremisesAddresses(tx, accounts);
  const known = new Map(
    accounts.map(({ account, number, premises }) => [
      account,
      { number, premises, address: addresses.get(premises)?.address ?? "" },
    ]),
  );
  return ({ account }) => must(known.get(account), `account ${account}`);
}
