import { Trouble } from "#platform/trouble";
import { spawnSync } from "node:child_process";
import {
  chmod,
  chown,
  lchown,
  lstat,
  mkdir,
  mkdtemp,
  readFile,
  readdir,
  realpath,
  rm,
  rmdir,
  stat,
  symlink,
} from "node:fs/promises";
import { randomBytes } from "node:crypto";
import os from "node:os";
import path from "node:path";

/** Where a server's files lie, and as whom it runs. */
export interface Home {
  /** The real folder: `cluster/`, `socket/`, `server.log`, perhaps a copy of the binaries. */
  readonly directory: string;
  /** The folder the product was told; the same, or a link to it. */
  readonly link: string;
  readonly cluster: string;
  readonly logFile: string;
  /** Set where this process is root and the server must not be. */
  readonly runAs: { readonly uid: number; readonly gid: number } | undefined;
}

/**
 * Makes the folder of the server ready for the user who runs the server.
 *
 * A checkout often lies in a private home, e.g. /root, which no other user enters. Where this process is root, and the
 * server's user cannot reach `dataDir`, its files go to a folder of their own under /var/lib/pay-logic, and `dataDir`
 * becomes a link to it: nobody's home has to be opened.
 */
export async function openHome(dataDir: string, log: (sentence: string) => void): Promise<Home> {
  const link = path.resolve(dataDir);
  await mkdir(path.dirname(link), { recursive: true });
  if (process.getuid?.() !== 0) {
    await mkdir(link, { recursive: true });
    const home = homeAt(await realpath(link), link, undefined);
    await refuseForeignFiles(home);
    return await prepare(home);
  }
  const existing = await realpath(link).catch(() => undefined);
  const owner = existing === undefined ? undefined : await ownerOf(path.join(existing, "cluster"));
  const runAs = owner ?? (await serverUser());
  const directory = await reachable({ link, existing, runAs, log });
  return await prepare(homeAt(directory, link, runAs));
}

interface RunAs {
  readonly uid: number;
  readonly gid: number;
}

const homeAt = (directory: string, link: string, runAs: RunAs | undefined): Home => ({
  directory,
  link,
  cluster: path.join(directory, "cluster"),
  logFile: path.join(directory, "server.log"),
  runAs,
});

/** Files that another user made stay that user's: root runs the server as them. Root's own were copied by root. */
async function ownerOf(cluster: string): Promise<RunAs | undefined> {
  const { uid, gid } = await stat(cluster).catch(() => ({ uid: 0, gid: 0 }));
  return uid === 0 ? undefined : { uid, gid };
}

async function serverUser(): Promise<RunAs> {
  // initdb wants a user whom the system knows, so a free number will not do.
  const users = new Map(
    (await readFile("/etc/passwd", "utf8")).split("\n").map((line) => {
      const [name = "", , uid, gid] = line.split(":");
      return [name, { uid: Number(uid), gid: Number(gid) }];
    }),
  );
  const user = users.get("postgres") ?? users.get("nobody");
  if (user) return user;
  throw new Trouble(
    "PostgreSQL refuses to run as root, and this machine has neither a user `postgres` nor `nobody`. " +
      "Start as an ordinary user, or add one: useradd --system postgres",
  );
}

async function reachable(place: {
  link: string;
  existing: string | undefined;
  runAs: RunAs;
  log: (sentence: string) => void;
}): Promise<string> {
  const { link, existing, runAs, log } = place;
  if (!existing) {
    const kind = await lstat(link).catch(() => undefined);
    if (kind?.isSymbolicLink()) {
      throw new Trouble(
        `${link} links to a folder that is gone. Bring the folder back, or remove the link to start anew.`,
      );
    }
    const parent = await realpath(path.dirname(link));
    if (!canEnter(parent, runAs)) return await outside(link, log);
    await mkdir(link, { recursive: true, mode: 0o700 });
    return await realpath(link);
  }
  if (canEnter(path.dirname(existing), runAs)) return existing;
  if ((await readdir(existing)).length === 0) {
    await rmdir(link);
    return await outside(link, log);
  }
  throw new Trouble(
    `PostgreSQL runs as user number ${runAs.uid}, who cannot enter ${existing}. ` +
      "Move that folder to a place open to all users, and say so with DATA_DIR.",
  );
}

async function outside(link: string, log: (sentence: string) => void): Promise<string> {
  const parent = "/var/lib/pay-logic";
  await mkdir(parent, { recursive: true, mode: 0o755 });
  const directory = await mkdtemp(path.join(parent, "postgres-"));
  try {
    await symlink(directory, link);
  } catch (error) {
    // Another start was quicker; its folder counts.
    await rm(directory, { recursive: true });
    if ((await lstat(link).catch(() => undefined))?.isSymbolicLink()) return await realpath(link);
    throw error;
  }
  log(
    `PostgreSQL runs as another user, who cannot enter ${path.dirname(link)}; its files are in ${directory}.`,
  );
  return directory;
}

/** Asked of the system rather than of permission bits, which do not know of access lists. */
function canEnter(directory: string, runAs: RunAs): boolean {
  return (
    spawnSync("/bin/sh", ["-c", 'cd "$1"', "sh", directory], { ...runAs, cwd: "/", stdio: "ignore" })
      .status === 0
  );
}

async function refuseForeignFiles(home: Home): Promise<void> {
  if (process.platform === "win32") return;
  const owner = await stat(home.cluster).catch(() => stat(home.directory));
  if (owner.uid === process.getuid?.()) return;
  throw new Trouble(
    `The database in ${home.directory} belongs to another user (number ${owner.uid}). ` +
      "Start as that user or as root, or point DATA_DIR to a folder of your own.",
  );
}

async function prepare(home: Home): Promise<Home> {
  await chmod(home.directory, 0o700);
  // A checkout copied by root carries root's name on all its files; a fresh folder carries it too.
  if (home.runAs && (await stat(home.directory)).uid !== home.runAs.uid)
    await giveAway(home.directory, home.runAs);
  if (home.runAs && (await stat(home.cluster).catch(() => undefined))?.uid === 0) {
    await giveAway(home.directory, home.runAs);
  }
  return home;
}

async function giveAway(directory: string, { uid, gid }: RunAs): Promise<void> {
  await chown(directory, uid, gid);
  for (const entry of await readdir(directory, { recursive: true, withFileTypes: true })) {
    await lchown(path.join(entry.parentPath, entry.name), uid, gid);
  }
}

/** Removes the server's files, and the link to them where they lie outside. */
export async function removeHome(home: Home): Promise<void> {
  await removeSocketFolder(home);
  await rm(home.directory, { recursive: true, force: true });
  await rm(home.link, { recursive: true, force: true });
}

/** A name for something being made; cluster.ts removes what a killed process left under such names. */
export const unfinished = (home: Home, what: string): string =>
  path.join(home.directory, `unfinished-${what}-${randomBytes(4).toString("hex")}-${process.pid}`);

/**
 * A folder for the socket: a socket's path may have some hundred bytes, and a checkout's may be longer. Then it lies
 * among the temporary files, and a link remembers where, so that kills do not leave a new folder each.
 */
export async function socketFolder(home: Home): Promise<string> {
  const inside = path.join(home.directory, "socket");
  if (Buffer.byteLength(inside) <= SOCKET_FOLDER_BYTES) {
    await mkdir(inside, { recursive: true, mode: 0o700 });
    if (home.runAs) await chown(inside, home.runAs.uid, home.runAs.gid);
    return inside;
  }
  const remembered = await realpath(inside).catch(() => undefined);
  if (remembered !== undefined) return remembered;
  const parent = Buffer.byteLength(os.tmpdir()) <= SOCKET_FOLDER_BYTES - 20 ? os.tmpdir() : "/tmp";
  const folder = await mkdtemp(path.join(parent, "pay-logic-socket-"));
  if (home.runAs) await chown(folder, home.runAs.uid, home.runAs.gid);
  await rm(inside, { force: true });
  await symlink(folder, inside);
  return folder;
}

/** After a stop; PostgreSQL has removed the socket itself. */
export async function removeSocketFolder(home: Home): Promise<void> {
  const inside = path.join(home.directory, "socket");
  const folder = await realpath(inside).catch(() => inside);
  if (folder !== inside) await rm(folder, { recursive: true, force: true });
}

/** 103 bytes on macOS (107 on Linux) less the name `/.s.PGSQL.5432.lock`. */
const SOCKET_FOLDER_BYTES = 84;
