import { mkdir, readdir, readFile, rename, stat } from "node:fs/promises";
import path from "node:path";
import type { Chore } from "#modules/access";
import type { Ctx } from "#platform/context";
import { finishRegisters, receiveRegister } from "./register-intake.ts";

/** A file that is still being written grows: it is left for the next look. */
const QUIET_MILLISECONDS = 5_000;

/**
 * Takes the files that lie in `<drop>/<agent's code>/`, and moves each into its `done` or `refused`. A file is kept in
 * the database before it is moved: if the process dies in between, the next look finds the same bytes, which are a
 * duplicate that books nothing, and moves the file then. Gives the names of files that nobody could take.
 */
export async function takeDroppedFiles(
  ctx: Ctx,
  drop: string,
  now: number = Date.now(),
): Promise<readonly string[]> {
  const left: string[] = [];
  for (const agent of await foldersOf(drop)) {
    const folder = path.join(drop, agent);
    for (const entry of await readdir(folder, { withFileTypes: true })) {
      if (!entry.isFile() || entry.name.startsWith(".")) continue;
      const file = path.join(folder, entry.name);
      if (now - (await stat(file)).mtimeMs < QUIET_MILLISECONDS) continue;
      const bytes = await readFile(file);
      const taken = await receiveRegister(ctx, { agent, name: entry.name, bytes, source: "folder" });
      if (!taken.ok && taken.refusal.code === "registers.agent_not_found") {
        // The folder is nobody's: the file stays where the person who put it there will look for it.
        left.push(path.join(agent, entry.name));
        continue;
      }
      const isRefused = !taken.ok || taken.value.file.state === "refused";
      await moveInto(path.join(folder, isRefused ? "refused" : "done"), file);
    }
  }
  return left;
}

async function foldersOf(drop: string): Promise<string[]> {
  await mkdir(drop, { recursive: true });
  const entries = await readdir(drop, { withFileTypes: true });
  return entries.flatMap((entry) => (entry.isDirectory() ? [entry.name] : [])).sort();
}

/** A name that is taken already gets a number: nothing that came is overwritten. */
async function moveInto(folder: string, file: string): Promise<void> {
  await mkdir(folder, { recursive: true });
  const { name, ext } = path.parse(file);
  const there = new Set(await readdir(folder));
  let free = `${name}${ext}`;
  for (let no = 2; there.has(free); no += 1) free = `${name} (${no})${ext}`;
  await rename(file, path.join(folder, free));
}

/** Looks into the drop folders, and finishes what a process has kept and died before reading. */
export const registerChores = (drop: string): readonly Chore[] => [
  {
    name: "register-drops",
    everySeconds: 30,
    leaseSeconds: 600,
    run: async (ctx) => {
      const left = await takeDroppedFiles(ctx, drop);
      if (left.length > 0) throw new Error(`no agent is registered for ${left.join(", ")}`);
    },
  },
  {
    name: "register-finish",
    everySeconds: 60,
    leaseSeconds: 600,
    run: async (ctx) => {
      await finishRegisters(ctx);
    },
  },
];
