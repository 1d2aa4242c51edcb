import { covers } from "#core/day";
import type { BuildingId, OrganizationId } from "#core/ids";
import { findManagements } from "#modules/addresses";
import { insertMessages } from "#modules/gateways";
import { type Channel, type Notice, writeMessages, type Written } from "#modules/notifications";
import type { Tx } from "#platform/database";

/** Messages of a channel in the outbox. */
export const kindOf = (channel: Channel): string => `notify-${channel}`;

/**
 * Tells residents of something, in the transaction that makes it so: by their wishes and the law's demands, once for a
 * key. In the name of the company that manages the house today, where no other is named. Gives how many messages wait
 * now; chores carry them out (`notification-carriers.ts`).
 */
export async function notify(tx: Tx, notices: readonly Notice[]): Promise<number> {
  if (notices.length === 0) return 0;
  const written = await writeMessages(tx, await named(tx, notices));
  await putOut(tx, written);
  return written.length;
}

/** In whose name each is said. */
export async function named(tx: Tx, notices: readonly Notice[]): Promise<Notice[]> {
  const managers = await managersOf(tx, notices);
  return notices.map((notice) => {
    const about = "account" in notice.to ? notice.to : notice.to.about;
    return { ...notice, organization: notice.organization ?? (about && managers.get(about.building)) };
  });
}

export const putOut = (tx: Tx, written: readonly Written[]): Promise<void> =>
  insertMessages(
    tx,
    written.map(({ id, channel, organization, notBefore }) => ({
      kind: kindOf(channel),
      key: `message:${id}`,
      payload: { message: String(id) },
      organization,
      notBefore,
    })),
  );

async function managersOf(tx: Tx, notices: readonly Notice[]): Promise<Map<BuildingId, OrganizationId>> {
  const buildings = notices.flatMap(({ to }) => {
    const about = "account" in to ? to : to.about;
    return about ? [about.building] : [];
  });
  if (buildings.length === 0) return new Map();
  const managements = await findManagements(tx, [...new Set(buildings)]);
  return new Map(
    managements.filter((one) => covers(one, tx.scope.today)).map(({ building, facts }) => [building, facts]),
  );
}
