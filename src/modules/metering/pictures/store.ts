import type { Day } from "#core/day";
import type { BuildingId, MeterId } from "#core/ids";
import type { Tx } from "#platform/database";
import type { NewReadingPicture, ReadingPicture } from "./model.ts";

const bytesOf = (body: Uint8Array): Buffer => Buffer.from(body.buffer, body.byteOffset, body.byteLength);

export async function insertPicture(tx: Tx, of: NewReadingPicture): Promise<void> {
  await tx.query(
    `insert into metering.reading_pictures (building_id, meter_id, account_id, taken_on, body)
     values ($1, $2, $3, $4, $5)`,
    [of.building, of.meter, of.account, of.takenOn, bytesOf(of.body)],
  );
}

export async function countPictures(
  tx: Tx,
  { building, meter, takenOn }: Pick<NewReadingPicture, "building" | "meter" | "takenOn">,
): Promise<number> {
  const [row] = await tx.query<{ readonly count: number }>(
    `select count(*)::integer as count from metering.reading_pictures
     where building_id = $1 and meter_id = $2 and taken_on = $3`,
    [building, meter, takenOn],
  );
  return row?.count ?? 0;
}

/** The last picture of each meter and day, without its bytes; the newest day first. */
export const listPictures = (
  tx: Tx,
  of: {
    readonly building: BuildingId;
    readonly meters: readonly MeterId[];
    readonly from: Day;
    readonly to: Day;
  },
): Promise<ReadingPicture[]> =>
  tx.query<ReadingPicture>(
    `select distinct on (taken_on, meter_id) picture_id as id, meter_id as meter, taken_on::text as "takenOn"
     from metering.reading_pictures
     where building_id = $1 and meter_id = any ($2::integer[]) and taken_on >= $3 and taken_on < $4
     order by taken_on desc, meter_id, picture_id desc`,
    [of.building, `{${of.meters.join(",")}}`, of.from, of.to],
  );

export async function findPicture(
  tx: Tx,
  of: { readonly building: BuildingId; readonly picture: number },
): Promise<{ readonly meter: MeterId; readonly body: Uint8Array } | undefined> {
  const [row] = await tx.query<{ readonly meter: MeterId; readonly body: Uint8Array }>(
    `select meter_id as meter, body from metering.reading_pictures where building_id = $1 and picture_id = $2`,
    [of.building, of.picture],
  );
  return row;
}
