import { type Result, refuse } from "#core/result";
import type { Chore } from "#modules/access";
import {
  type Drop,
  DropTrouble,
  type DropRefusal,
  type DropTroubleKind,
  type FarFile,
  type FarItem,
  type FarOptions,
  type FarPlace,
  findDrop,
  fitsMask,
  hostKeyOf,
  installationKey,
  isArchive,
  isSender,
  type ItemReason,
  minutesUntilNext,
  noteItems,
  openDrop,
  REGISTER_LIMITS,
  settleItem,
  takeDueDrops,
  updateDropState,
} from "#modules/gateways";
import type { Ctx } from "#platform/context";
import { receiveRegister } from "./register-intake.ts";

/** A letter is its attachments written in letters, a third longer, and its own text. */
const LETTER_BYTES_MAX = REGISTER_LIMITS.bytes + REGISTER_LIMITS.bytes / 2;
/** One look takes no longer; what is left waits for the next. */
const LOOK_MS = 180_000;
const LEASE_SECONDS = 600;

export interface Fetched {
  readonly taken: number;
  readonly refused: number;
  /** Seen for the first time, or still growing. */
  readonly waiting: number;
}

export const farOptions = (dataDir: string): FarOptions => ({
  key: installationKey(dataDir),
  bytesMax: LETTER_BYTES_MAX,
  patienceMs: 15_000,
});

/**
 * Looks at a drop once: fetches what is whole and was not fetched before, takes it as registers of the drop's agent, and
 * puts it aside. How it went is kept with the drop. A file is kept in the database before it is put aside: whoever dies
 * between finds the same bytes at the next look, which are a duplicate that books nothing.
 */
export async function fetchDrop(
  ctx: Ctx,
  id: number,
  options: FarOptions,
): Promise<Result<Fetched | DropTrouble, DropRefusal>> {
  const drop = await ctx.transaction((tx) => findDrop(tx, id));
  if (!drop) return refuse({ code: "drops.not_found", drop: id });
  const went = await lookAt(ctx, drop, options);
  const trouble = went instanceof DropTrouble ? { kind: went.kind, detail: went.message } : undefined;
  const failures = trouble ? drop.failures + 1 : 0;
  const minutes = minutesUntilNext(drop.settings, failures);
  await ctx.transaction((tx) => updateDropState(tx, { drop: id, trouble, minutes }));
  return { ok: true, value: went };
}

async function lookAt(ctx: Ctx, drop: Drop, options: FarOptions): Promise<Fetched | DropTrouble> {
  let place: FarPlace | undefined;
  try {
    const opened = await openDrop(ctx, drop, options);
    place = opened;
    return await inTime(takeAll(ctx, drop, opened));
  } catch (error) {
    if (error instanceof DropTrouble) return error;
    throw error;
  } finally {
    // A server that does not answer its farewell holds nothing up.
    if (place) await inTime(place.close(), 5_000).catch(() => undefined);
  }
}

async function inTime<T>(work: Promise<T>, milliseconds = LOOK_MS): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_done, fail) => {
    timer = setTimeout(() => fail(new DropTrouble("too_slow")), milliseconds);
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
}

async function takeAll(ctx: Ctx, drop: Drop, place: FarPlace): Promise<Fetched> {
  const { settings } = drop;
  const items = (await place.list()).filter(
    (item) => settings.kind === "mail" || fitsMask(item.label, settings.mask),
  );
  const noted = await ctx.transaction((tx) => noteItems(tx, drop.id, items));
  let [taken, refused, waiting] = [0, 0, 0];
  for (const item of items) {
    const { wasSeen = false, isSettled = false, reason = "" } = noted.get(item.key) ?? {};
    if (isSettled) {
      // It was dealt with and could not be put aside then.
      if (isPutAside(reason)) await place.putAside(item);
      continue;
    }
    if (item.mayGrow && !wasSeen) {
      waiting += 1;
      continue;
    }
    const verdict = await takeItem(ctx, drop, { place, item });
    if (verdict === undefined) {
      waiting += 1;
      continue;
    }
    await ctx.transaction((tx) => settleItem(tx, { drop: drop.id, key: item.key, ...verdict }));
    if (verdict.outcome === "taken") taken += 1;
    else refused += 1;
    if (isPutAside(verdict.reason)) await place.putAside(item);
  }
  return { taken, refused, waiting };
}

/** A letter of somebody else stays where its people look for it. */
const isPutAside = (reason: string | undefined): boolean => reason !== "sender_unknown";

interface Verdict {
  readonly outcome: "taken" | "refused";
  readonly reason: ItemReason | undefined;
  readonly files: readonly number[];
}
const refusedFor = (reason: ItemReason): Verdict => ({ outcome: "refused", reason, files: [] });

/** Undefined where it is not whole yet. */
async function takeItem(
  ctx: Ctx,
  drop: Drop,
  { place, item }: { readonly place: FarPlace; readonly item: FarItem },
): Promise<Verdict | undefined> {
  const isLetter = drop.settings.kind === "mail";
  if (isLetter && !isSender(item.sender, drop.settings.senders)) return refusedFor("sender_unknown");
  if (item.size > (isLetter ? LETTER_BYTES_MAX : REGISTER_LIMITS.bytes)) return refusedFor("too_large");
  if (!isLetter && isArchive(item.label)) return refusedFor("archive");
  if (item.size === 0) return refusedFor("empty");
  const files = await place.read(item);
  if (files === undefined) return undefined;
  if (files.length === 0) return refusedFor("nothing_attached");
  const kept: number[] = [];
  let reason: ItemReason | undefined;
  for (const file of files) {
    const bad = faultOf(file);
    if (bad) {
      reason = bad;
      continue;
    }
    const { file: id, isRefused } = await takeFile(ctx, drop, file);
    kept.push(id);
    if (isRefused) reason = "file_refused";
  }
  return { outcome: reason === undefined || kept.length > 0 ? "taken" : "refused", reason, files: kept };
}

const faultOf = ({ name, bytes }: FarFile): ItemReason | undefined =>
  isArchive(name)
    ? "archive"
    : bytes.length === 0
      ? "empty"
      : bytes.length > REGISTER_LIMITS.bytes
        ? "too_large"
        : undefined;

async function takeFile(
  ctx: Ctx,
  drop: Drop,
  { name, bytes }: FarFile,
): Promise<{ readonly file: number; readonly isRefused: boolean }> {
  const { kind, profile } = drop.settings;
  const taken = await receiveRegister(ctx, { agent: drop.agentCode, name, bytes, source: kind, profile });
  if (taken.ok) return { file: taken.value.file.id, isRefused: taken.value.file.state === "refused" };
  // The settings speak of what is there no more; the file stays with the peer until they are mended.
  const { code } = taken.refusal;
  if (code === "registers.profile_not_found") throw new DropTrouble("profile_gone", profile);
  if (code === "registers.agent_not_found") throw new DropTrouble("agent_closed", drop.agentCode);
  throw new Error(`a file of drop ${drop.id} was refused: ${code}`);
}

/** Looks at every active drop whose time has come. One that fails or is slow does not hold up the others. */
export async function fetchDueDrops(ctx: Ctx, options: FarOptions): Promise<number> {
  const due = await ctx.transaction((tx) => takeDueDrops(tx, LEASE_SECONDS));
  const went = await Promise.allSettled(due.map((drop) => fetchDrop(ctx, drop, options)));
  const defect = went.find((one) => one.status === "rejected");
  if (defect) throw defect.reason;
  return due.length;
}

export interface Trial {
  readonly isReached: boolean;
  readonly trouble: DropTroubleKind | undefined;
  readonly detail: string;
  /** The key that the server shows, where it is not the one agreed. */
  readonly hostKey: string | undefined;
  /** What lies there now, and how much of it would be taken. */
  readonly seen: number;
  readonly fitting: number;
}

/** Connects as the next look would, takes nothing, and says what it found. */
export async function tryDrop(
  ctx: Ctx,
  id: number,
  options: FarOptions,
): Promise<Result<Trial, DropRefusal>> {
  const drop = await ctx.transaction((tx) => findDrop(tx, id));
  if (!drop) return refuse({ code: "drops.not_found", drop: id });
  let place: FarPlace | undefined;
  try {
    const opened = await openDrop(ctx, drop, options);
    place = opened;
    const items = await inTime(opened.list(), 60_000);
    const { kind, mask, senders } = drop.settings;
    const fitting = items.filter(({ label, sender }) =>
      kind === "mail" ? isSender(sender, senders) : fitsMask(label, mask),
    );
    return {
      ok: true,
      value: { ...NOTHING_FOUND, isReached: true, seen: items.length, fitting: fitting.length },
    };
  } catch (error) {
    if (!(error instanceof DropTrouble)) throw error;
    return { ok: true, value: { ...NOTHING_FOUND, ...(await explained(drop, error, options.patienceMs)) } };
  } finally {
    if (place) await inTime(place.close(), 5_000).catch(() => undefined);
  }
}

const NOTHING_FOUND: Trial = {
  isReached: false,
  trouble: undefined,
  detail: "",
  hostKey: undefined,
  seen: 0,
  fitting: 0,
};

/** A server whose key nobody has agreed to yet is asked for it, and for nothing else. */
async function explained(
  { settings }: Drop,
  { kind, message }: DropTrouble,
  patienceMs: number,
): Promise<Pick<Trial, "trouble" | "detail" | "hostKey">> {
  if (kind === "host_key_differs") return { trouble: kind, detail: "", hostKey: message };
  if (kind !== "host_key_unknown") return { trouble: kind, detail: message, hostKey: undefined };
  try {
    return { trouble: kind, detail: "", hostKey: await hostKeyOf(settings, patienceMs) };
  } catch (error) {
    if (!(error instanceof DropTrouble)) throw error;
    return { trouble: error.kind, detail: error.message, hostKey: undefined };
  }
}

export const farDropChores = (dataDir: string): readonly Chore[] => [
  {
    name: "register-fetch",
    everySeconds: 30,
    leaseSeconds: LEASE_SECONDS,
    run: async (ctx) => void (await fetchDueDrops(ctx, farOptions(dataDir))),
  },
];
