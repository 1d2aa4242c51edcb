import { covers } from "#core/day";
import { findManagements } from "#modules/addresses";
import { findOrganizations, localMinute } from "#modules/organizations";
import { listFiles } from "#modules/portal";
import type { OwnAccount, SignedInResident } from "#modules/residents";
import type { Ctx } from "#platform/context";
import { fileOf } from "./company-site-public.ts";
import { outagesAt, sinceOn } from "./house-outages.ts";
import { contactsOf } from "./portal-houses.ts";
import { accountAround } from "./private-account.ts";
import type { OwnHousePage } from "./private-house-contract.ts";

/**
 * The house of an account: what is cut off there, whom to call, what its company has published. What is the resident's
 * own is read as the resident; what the company shows to everybody, as the portal reads it.
 */
export async function ownHousePage(
  contexts: { readonly resident: Ctx; readonly center: Ctx },
  self: SignedInResident,
  account: OwnAccount,
): Promise<OwnHousePage> {
  const { building } = account;
  const own = await contexts.resident.transaction(async (tx) => ({
    around: await accountAround(tx, self, account),
    outages: await outagesAt(tx, account, { now: await localMinute(tx), since: sinceOn(tx.scope.today) }),
    management: (await findManagements(tx, [building])).find((one) => covers(one, tx.scope.today)),
  }));
  const { around, outages, management } = own;
  const page = { page: "lk.house", around, building, outages } as const;
  if (!management)
    return { ...page, company: undefined, managedSince: undefined, documents: [], reports: [] };
  return contexts.center.transaction(async (tx) => {
    const [company] = await findOrganizations(tx, [management.facts]);
    const files = await listFiles(tx, management.facts);
    return {
      ...page,
      company: company && contactsOf(company),
      managedSince: management.from,
      documents: files.filter(({ kind }) => kind === "document").map(fileOf),
      reports: files.filter(({ kind }) => kind === "report").map(fileOf),
    };
  });
}
