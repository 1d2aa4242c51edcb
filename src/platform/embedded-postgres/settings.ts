import { statfs } from "node:fs/promises";
import os from "node:os";

/** What the settings depend on, in bytes. */
export interface Machine {
  readonly memory: number;
  readonly diskFree: number;
  /** Free space of /dev/shm, or undefined where there is none (macOS, Windows). */
  readonly sharedMemoryFree: number | undefined;
}

/**
 * Settings for a machine that runs the product and its database together. A 24 GiB machine gets the values the charge
 * run was measured with: 4 GB of buffers, 1 GB for building keys, 8 GB of log between checkpoints (stock settings
 * load a third slower).
 */
export function settingsFor(machine: Machine): Record<string, string> {
  const settings: Record<string, string> = {
    shared_buffers: megabytes(machine.memory / 6, 128, 8192),
    effective_cache_size: megabytes(machine.memory / 2, 256, 65_536),
    maintenance_work_mem: megabytes(machine.memory / 24, 64, 1024),
    work_mem: megabytes(machine.memory / 768, 4, 64),
    max_wal_size: megabytes(machine.diskFree / 4, 256, 8192),
    checkpoint_timeout: "30min",
    checkpoint_completion_target: "0.9",
    max_connections: "100",
    timezone: "UTC",
    log_timezone: "UTC",
    log_line_prefix: "%m [%p] ",
    log_checkpoints: "off",
  };
  // Containers give /dev/shm 64 MB, too little for a parallel query's workers: they then share through files.
  if (machine.sharedMemoryFree !== undefined && machine.sharedMemoryFree < 1024 * MEGABYTE) {
    settings["dynamic_shared_memory_type"] = "mmap";
  }
  return settings;
}

/** Measures this machine; a container's limit counts as its memory. */
export async function machineOf(directory: string): Promise<Machine> {
  const limit = process.constrainedMemory();
  const free = async (folder: string) => {
    const { bavail, bsize } = await statfs(folder);
    return bavail * bsize;
  };
  return {
    memory: limit > 0 ? Math.min(os.totalmem(), limit) : os.totalmem(),
    diskFree: await free(directory),
    sharedMemoryFree: process.platform === "linux" ? await free("/dev/shm").catch(() => 0) : undefined,
  };
}

const MEGABYTE = 1024 * 1024;

const megabytes = (bytes: number, min: number, max: number): string =>
  `${Math.round(Math.min(max, Math.max(min, bytes / MEGABYTE)))}MB`;
