import { ok, type Result, refuse } from "#core/result";
import { findAccountsByNumber } from "#modules/accounts";
import {
  companionName,
  detectProfile,
  fileHash,
  type FileSource,
  findFile,
  findFileByHash,
  findFileByName,
  getBody,
  type GivenFile,
  insertFile,
  insertFileEvent,
  listUnfinishedFiles,
  listWaitingFiles,
  lockFile,
  profilesInForce,
  type ReadRegister,
  readRegister,
  type ReceivedFile,
  type RegisterProfile,
  type RegisterRefusal as RegisterFault,
} from "#modules/gateways";
import { acceptReadings, findMetersBySerial, type NewReading, type ReadingRefusal } from "#modules/metering";
import {
  assignByRules,
  findAgent,
  type Registry,
  type RegistryLineRefusal,
  type RegistryRefusal,
  takeRegistry,
} from "#modules/payments";
import type { Ctx } from "#platform/context";
import type { Tx } from "#platform/database";
import { within } from "#platform/deed";

export type IntakeRefusal =
  | { readonly code: "registers.agent_not_found"; readonly agent: string }
  | { readonly code: "registers.profile_not_found"; readonly profile: string }
  | { readonly code: "registers.file_not_found"; readonly file: number }
  | { readonly code: "registers.file_empty" }
  /** Posted, or read together with another file: nothing is left to be done. */
  | { readonly code: "registers.file_done"; readonly state: string };

export interface GivenRegister {
  /** The agent's code. */
  readonly agent: string;
  readonly name: string;
  readonly bytes: Buffer;
  readonly source: FileSource;
  /** Absent: found out of the file, where one profile alone reads it best. */
  readonly profile?: string | undefined;
}

export interface Intake {
  readonly file: ReceivedFile;
  /** The same bytes were here before. */
  readonly isDuplicate: boolean;
}

/**
 * All profiles that files are taken by today: the product's, and those of the center in the versions in force. What is
 * told to desks is not among them: a register of debts that comes back is no money.
 */
export const registerProfiles = async (ctx: Ctx): Promise<readonly RegisterProfile[]> =>
  (await ctx.transaction((tx) => profilesInForce(tx, ctx.today))).filter(
    ({ definition }) => definition.direction === "payments",
  );

/**
 * Receives a peer's file: keeps its bytes, reads it by its profile, and books its lines, or says why not. The same
 * bytes again are a duplicate, whatever they are called: nothing is done, unless whoever kept them first died before
 * they were read. The same operations under other bytes are repeated ones, and booked once.
 */
export async function receiveRegister(
  ctx: Ctx,
  given: GivenRegister,
): Promise<Result<Intake, IntakeRefusal>> {
  if (given.bytes.length === 0) return refuse({ code: "registers.file_empty" });
  const wanted = await chosenProfile(ctx, given.profile);
  if (!wanted.ok) return wanted;
  const kept = await ctx.transaction(async (tx): Promise<Result<Kept, IntakeRefusal>> => {
    const agent = await findAgent(tx, given.agent);
    if (!agent) return refuse({ code: "registers.agent_not_found", agent: given.agent });
    const file = await insertFile(tx, { ...given, agent: agent.id, name: given.name });
    if (file !== undefined) return ok({ file, isDuplicate: false });
    const first = await findFileByHash(tx, fileHash(given.bytes));
    if (!first) throw new Error("a file that is kept has been found by its hash");
    await insertFileEvent(tx, first.id, {
      event: "duplicate",
      detail: { name: given.name, source: given.source, agent: given.agent },
    });
    return ok({ file: first.id, isDuplicate: true });
  });
  if (!kept.ok) return kept;
  const { file, isDuplicate } = kept.value;
  const before = await getFile(ctx, file);
  if (!isDuplicate || before.state === "received") await readAndBook(ctx, file, wanted.value);
  return ok({ file: await getFile(ctx, file), isDuplicate });
}

interface Kept {
  readonly file: number;
  readonly isDuplicate: boolean;
}

/** Tries a file that is not booked again, by the profile that a person has chosen. */
export async function retakeRegister(
  ctx: Ctx,
  file: number,
  profile: string,
): Promise<Result<ReceivedFile, IntakeRefusal>> {
  const wanted = await chosenProfile(ctx, profile);
  if (!wanted.ok) return wanted;
  const found = await ctx.transaction((tx) => findFile(tx, file));
  if (!found) return refuse({ code: "registers.file_not_found", file });
  if (isDone(found)) {
    return refuse({ code: "registers.file_done", state: found.state });
  }
  await readAndBook(ctx, file, wanted.value);
  return ok(await getFile(ctx, file));
}

/** Reads and books what a process has kept and died before reading. Bears being done twice. */
export async function finishRegisters(ctx: Ctx): Promise<number> {
  const files = await ctx.transaction((tx) => listUnfinishedFiles(tx, 100));
  for (const file of files) await readAndBook(ctx, file, undefined);
  return files.length;
}

/** The register as its original reads today, with the file that came with it. */
export async function readAgain(ctx: Ctx, file: ReceivedFile): Promise<ReadRegister | undefined> {
  const profiles = await registerProfiles(ctx);
  const profile = profiles.find(({ code }) => code === file.profile);
  if (!profile) return undefined;
  const { given, companion } = await ctx.transaction((tx) => filesOf(tx, file, profile));
  return readRegister(given, profile, { companion });
}

async function chosenProfile(
  ctx: Ctx,
  code: string | undefined,
): Promise<Result<RegisterProfile | undefined, IntakeRefusal>> {
  if (code === undefined) return ok(undefined);
  const profile = (await registerProfiles(ctx)).find((one) => one.code === code);
  return profile ? ok(profile) : refuse({ code: "registers.profile_not_found", profile: code });
}

async function getFile(ctx: Ctx, file: number): Promise<ReceivedFile> {
  const found = await ctx.transaction((tx) => findFile(tx, file));
  if (!found) throw new Error(`file ${file} is kept`);
  return found;
}

/** The file that comes with a register is looked for among those of the same agent. */
async function filesOf(
  tx: Tx,
  file: ReceivedFile,
  profile: RegisterProfile,
): Promise<{ given: GivenFile; companion: GivenFile | undefined; companionFile: ReceivedFile | undefined }> {
  const given = { name: file.name, bytes: await getBody(tx, file.id) };
  const { companion } = profile.definition;
  const name = companion && companionName(file.name, companion.suffix);
  const companionFile =
    name === undefined ? undefined : await findFileByName(tx, { agent: file.agent, name });
  return {
    given,
    companion: companionFile && { name: companionFile.name, bytes: await getBody(tx, companionFile.id) },
    companionFile,
  };
}

/** What a file says against itself or against the books; kept with it, told in the reader's language when it is asked. */
export interface FileRefused {
  /** Of the reading: lines as an editor counts them. */
  readonly read?: readonly RegisterFault[] | undefined;
  /** Of the booking as a whole. */
  readonly booked?: RegistryRefusal | undefined;
  /** Of the booking, line by line, as an editor counts them. */
  readonly lines?: readonly { readonly line: number; readonly refusal: RegistryLineRefusal }[] | undefined;
}

/** A reading that came with a payment and was not taken. */
export interface ReadingRefused {
  readonly line: number;
  readonly meter: string;
  /** Absent: the account's premises have no such meter. */
  readonly refusal?: ReadingRefusal | undefined;
}

/** So many refusals are kept with a file. */
const KEPT_MAX = 200;

/**
 * Reads a kept file and writes down what became of it. The booking of the lines, the readings that came with them,
 * the decisions of rules and the word that it is posted are one transaction: it is posted with all of it, or not.
 */
async function readAndBook(ctx: Ctx, id: number, chosen: RegisterProfile | undefined): Promise<void> {
  const file = await getFile(ctx, id);
  const profile = chosen ?? (await onlyProfile(ctx, file));
  if (!profile) {
    // It may be the file that another one waits for.
    const waiting = await ctx.transaction((tx) => listWaitingFiles(tx, file));
    const profiles = await registerProfiles(ctx);
    for (const one of waiting) {
      const of = profiles.find(({ code }) => code === one.profile);
      if (of) await readAndBook(ctx, one.id, of);
    }
    return;
  }
  const { given, companion, companionFile } = await ctx.transaction((tx) => filesOf(tx, file, profile));
  const read = await readRegister(given, profile, { companion });
  await ctx.transaction(async (tx) => {
    await lockFile(tx, id);
    const now = await findFile(tx, id);
    if (!now || isDone(now)) return;
    const event = await bookRead(within(ctx, tx), tx, { file, read });
    await insertFileEvent(tx, id, { ...event, profile });
    if (event.event === "posted" && companionFile) {
      await insertFileEvent(tx, companionFile.id, { event: "companion", detail: { of: id } });
    }
  });
}

const isDone = ({ state }: ReceivedFile): boolean =>
  state === "posted" || state === "reconciled" || state === "companion";

/** The one profile that reads the file, or reads it better than any other; without one the file is unclear. */
async function onlyProfile(ctx: Ctx, file: ReceivedFile): Promise<RegisterProfile | undefined> {
  const bytes = await ctx.transaction((tx) => getBody(tx, file.id));
  const candidates = await detectProfile({ name: file.name, bytes }, await registerProfiles(ctx));
  const [first, second] = candidates.filter(({ reads }) => reads);
  if (first && (!second || first.score > second.score)) return first.profile;
  await ctx.transaction(async (tx) => {
    await lockFile(tx, file.id);
    const now = await findFile(tx, file.id);
    if (!now || isDone(now)) return;
    const detail = {
      candidates: candidates.slice(0, 5).map(({ profile, reads }) => ({ profile: profile.code, reads })),
    };
    await insertFileEvent(tx, file.id, { event: "unclear", detail });
  });
  return undefined;
}

type BookedEvent = Omit<Parameters<typeof insertFileEvent>[2], "profile">;

async function bookRead(
  ctx: Ctx,
  tx: Tx,
  { file, read }: { readonly file: ReceivedFile; readonly read: ReadRegister },
): Promise<BookedEvent> {
  const { counted } = read;
  const missing = read.refusals.find(({ code }) => code === "companion-missing");
  if (missing) return { event: "waiting", detail: { counted, wanted: missing.data["wanted"] } };
  if (read.refusals.length > 0) {
    const detail: FileRefused = { read: read.refusals.slice(0, KEPT_MAX) };
    return { event: "refused", detail: { counted, ...detail } };
  }
  // A file without operations is sound where its profile says so; there is nothing to book.
  if (read.rows.length === 0) return { event: "posted", detail: { counted } };
  const taken = await takeRegistry(ctx, registryOf(file, read));
  if (!taken.ok) {
    return { event: "refused", detail: { counted, ...refusedBooking(taken.refusal, read) } };
  }
  const { registry, ...sums } = taken.value;
  const { assigned } = await assignByRules(ctx, registry);
  const readings = await takeReadings(ctx, tx, read);
  return {
    event: "posted",
    registry,
    detail: { counted, encoding: read.encoding, ...sums, assigned, readings },
  };
}

/** What the file itself declares has been compared with its lines by the reading: a file without a footer has no more. */
function registryOf(file: ReceivedFile, read: ReadRegister): Registry {
  const { counted, declared, order } = read;
  return {
    agent: file.agentCode,
    // By it the statement's line that brought the money is known again.
    order: order?.date === undefined ? undefined : { number: order.number, date: order.date },
    document: file.name,
    declared: { count: counted.count, total: counted.total },
    fee: counted.fee ?? declared.fee,
    net: counted.net ?? declared.net,
    lines: read.rows.map((row) => ({
      transaction: row.operation,
      account: row.account,
      amount: row.amount,
      paidOn: row.paidOn,
      statedPeriod: row.statedPeriod,
      payerName: row.payerName,
      address: row.address,
      raw: row.raw,
    })),
  };
}

function refusedBooking(refusal: RegistryRefusal, read: ReadRegister): FileRefused {
  if (refusal.code !== "payments.registry_lines_refused") return { booked: refusal };
  // The registry counts its lines, an editor those of the file.
  const lines = refusal.lines.slice(0, KEPT_MAX).map(({ line, refusal: of }) => ({
    line: read.rows[line - 1]?.line ?? line,
    refusal: of,
  }));
  return { lines };
}

/** Readings that came with payments, where the account's premises have such a meter. The others are listed. */
async function takeReadings(
  ctx: Ctx,
  tx: Tx,
  read: ReadRegister,
): Promise<{
  readonly taken: number;
  readonly unchanged: number;
  readonly refused: readonly ReadingRefused[];
}> {
  const stated = read.rows.flatMap((row) =>
    row.refund ? [] : row.readings.map((reading) => ({ ...reading, row })),
  );
  if (stated.length === 0) return { taken: 0, unchanged: 0, refused: [] };
  const accounts = new Map(
    (await findAccountsByNumber(tx, [...new Set(stated.map(({ row }) => row.account))])).map((one) => [
      one.number,
      one,
    ]),
  );
  const keys = stated.flatMap(({ meter, row }) => {
    const account = accounts.get(row.account);
    return account ? [{ building: account.building, serial: meter }] : [];
  });
  const meters = new Map(
    (await findMetersBySerial(tx, keys)).map((meter) => [
      `${meter.building}|${meter.serial}|${meter.premises}`,
      meter,
    ]),
  );
  const refused: ReadingRefused[] = [];
  const rows: { reading: NewReading; line: number; meter: string }[] = [];
  for (const { meter: serial, value, row } of stated) {
    const account = accounts.get(row.account);
    const meter = account && meters.get(`${account.building}|${serial}|${account.premises}`);
    if (!meter) {
      refused.push({ line: row.line, meter: serial });
      continue;
    }
    const { building, id } = meter;
    const reading: NewReading = {
      building,
      meter: id,
      scale: 0,
      value,
      takenOn: row.paidOn,
      mark: "regular",
      source: "agent",
    };
    rows.push({ reading, line: row.line, meter: serial });
  }
  const taken = await acceptReadings(
    ctx,
    rows.map(({ reading }) => reading),
  );
  for (const { row, refusal } of taken.refused) {
    const of = rows[row];
    if (of) refused.push({ line: of.line, meter: of.meter, refusal });
  }
  return { taken: taken.taken, unchanged: taken.unchanged, refused: refused.slice(0, KEPT_MAX) };
}
