import { ok, type Result, refuse } from "#core/result";
import type { Tx } from "#platform/database";
import { PICTURE_BYTES_MAX, remadePicture } from "#platform/pictures";
import type { PictureRefusal } from "../contract.ts";
import type { NewReadingPicture } from "./model.ts";
import * as store from "./store.ts";

/** Enough to read a dial and its serial. */
const SIDE = 1600;
/** Of a meter and day: one that came out dark is taken again, and nobody fills our disks. */
export const PICTURES_MAX = 5;
const MEGABYTE = 1_048_576;

/** What is kept of a photograph: what is seen in it, and neither where it was taken nor by which telephone. */
export async function remadeDial(file: Uint8Array): Promise<Result<Uint8Array, PictureRefusal>> {
  if (file.length > PICTURE_BYTES_MAX)
    return refuse({ code: "metering.picture_too_large", megabytesMax: PICTURE_BYTES_MAX / MEGABYTE });
  const made = await remadePicture(file, SIDE);
  return made ? ok(made) : refuse({ code: "metering.picture_unreadable" });
}

/** Keeps a photograph with the reading of its meter and day; that one is the caller's to have found. */
export async function keepPicture(tx: Tx, of: NewReadingPicture): Promise<Result<undefined, PictureRefusal>> {
  if ((await store.countPictures(tx, of)) >= PICTURES_MAX)
    return refuse({ code: "metering.pictures_too_many", most: PICTURES_MAX });
  await store.insertPicture(tx, of);
  return ok(undefined);
}
