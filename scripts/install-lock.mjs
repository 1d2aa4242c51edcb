// One install at a time.
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { Trouble, root, say } from "./checkout.mjs";

const lockFile = path.join(root, ".bootstrap.lock");

/**
 * Holds `.bootstrap.lock` while packages are installed. It names this process and npm's; when a process was killed, its
 * npm may still be writing, so the lock is free only when both are gone. From another machine or container, where
 * process numbers say nothing, a lock untouched for half a minute is free.
 */
export async function takeLock() {
  for (let told = false; ; ) {
    try {
      fs.writeFileSync(lockFile, holders([process.pid]), { flag: "wx" });
      break;
    } catch (error) {
      if (error.code !== "EEXIST") {
        throw new Trouble(
          `Packages must be installed into ${root}, and this user may not write there (${error.code}).`,
        );
      }
    }
    const held = lockState();
    if (held.free) {
      breakLock(held.text);
      continue;
    }
    if (!told) say("Another start is installing the packages; waiting for it.");
    told = true;
    await new Promise((resolve) => setTimeout(resolve, 500));
  }
  const beat = setInterval(() => fs.utimes(lockFile, new Date(), new Date(), () => {}), 5_000);
  return () => {
    clearInterval(beat);
    dropLock();
  };
}

export const dropLock = () => fs.rmSync(lockFile, { force: true });

const holders = (pids) => JSON.stringify({ host: os.hostname(), pids });

export const noteInLock = (pid) => fs.writeFileSync(lockFile, holders([process.pid, pid]));

function lockState() {
  try {
    const text = fs.readFileSync(lockFile, "utf8");
    const age = Date.now() - fs.statSync(lockFile).mtimeMs;
    if (text === "") return { free: age > 5_000, text }; // Between its making and its writing, or a killed process.
    const { host, pids } = JSON.parse(text);
    return { free: host === os.hostname() ? !pids.some(isAlive) : age > 30_000, text };
  } catch {
    return { free: false, text: undefined };
  }
}

/** Two who wait may both find it free; the second must not take away the first one's new lock. */
function breakLock(text) {
  const aside = `${lockFile}.${process.pid}`;
  try {
    fs.renameSync(lockFile, aside);
    if (fs.readFileSync(aside, "utf8") !== text) fs.linkSync(aside, lockFile);
  } catch {
    // Somebody else was quicker.
  }
  fs.rmSync(aside, { force: true });
}

function isAlive(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error.code === "EPERM";
  }
}
