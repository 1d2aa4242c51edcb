// Makes a checkout ready to run, on any Node from 18 and with no packages: `node scripts/bootstrap.mjs [--test]`.
// The other scripts call it before anything else. npm's pre-scripts would not do: npm leaves them out where install
// scripts are switched off. All it says goes to stderr, since the commands behind it may print data.
import { spawn } from "node:child_process";
import { createHash } from "node:crypto";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { Trouble, modules, root, runScript, say } from "./checkout.mjs";
import { dropLock, noteInLock, takeLock } from "./install-lock.mjs";
import { machineNode, machinePath, productNode, withPackagedNode } from "./node.mjs";

const stampFile = path.join(modules, ".pay-logic.json");

/**
 * Installs the packages of package-lock.json unless they are there: those the product runs on, or with `test` also
 * those its tests need. Returns the Node that runs the product.
 */
export async function ensureInstalled({ test = false } = {}) {
  const wanted = readLock();
  if (look(wanted, test).state === "ready") return productNode();
  const release = await takeLock();
  try {
    const { state, stamp } = look(wanted, test); // Another start may have installed while this one waited.
    if (state !== "ready") await install(wanted, state, test || stamp?.test === true);
  } finally {
    release();
  }
  return productNode();
}

// --- what is installed -----------------------------------------------------------------------------------------------

function readLock() {
  const text = fs.readFileSync(path.join(root, "package-lock.json"), "utf8");
  const { packages } = JSON.parse(text);
  const own = JSON.parse(fs.readFileSync(path.join(root, "package.json"), "utf8"));
  if (named(own) !== named(packages[""])) {
    throw new Trouble(
      "package.json and package-lock.json disagree. Run `npm install`, and commit both files together.",
    );
  }
  return { hash: createHash("sha256").update(text).digest("hex"), packages };
}

/** All packages that a package.json names; npm's lock lists the optional ones among the others, too. */
const named = ({ dependencies, devDependencies, optionalDependencies }) =>
  JSON.stringify(
    Object.entries({ ...dependencies, ...devDependencies, ...optionalDependencies }).sort(([a], [b]) =>
      a.localeCompare(b),
    ),
  );

/**
 * "ready"     node_modules holds what the lock says
 * "outdated"  a complete install of another lock, or without the tests' packages: npm brings it up to date
 * "broken"    absent, or what an interrupted install left: a half-written package looks whole to npm, so all must go
 *
 * The stamp is written after a complete install; it and npm's own record go before the next one begins. Packages that
 * the person installed by npm alone, without a stamp, count when npm's record agrees with the lock.
 */
function look({ hash, packages }, test) {
  const record = readJson(path.join(modules, ".package-lock.json"))?.packages;
  const stamp = readJson(stampFile);
  if (!record) return { state: "broken", stamp: undefined };
  if (stamp && stamp.hash !== hash) return { state: "outdated", stamp };
  const unavailable = new Set(stamp?.missing);
  const isThere = (folder) =>
    record[folder]?.version === packages[folder].version &&
    fs.existsSync(path.join(root, folder, "package.json"));
  const complete = (withTests) =>
    Object.keys(packages).every(
      (folder) =>
        !isNeeded(folder, packages[folder], withTests) || unavailable.has(folder) || isThere(folder),
    );
  if (complete(test)) {
    if (!stamp) writeStamp({ hash, test, missing: [] });
    return { state: "ready", stamp };
  }
  return { state: stamp && complete(false) ? "outdated" : "broken", stamp };
}

/** Of the optional packages those for this system are needed: npm skips them silently when it fails to get them. */
function isNeeded(folder, locked, test) {
  if (folder === "" || locked.link || ((locked.dev || locked.devOptional) && !test)) return false;
  if (!locked.optional && !locked.devOptional) return true;
  if (!locked.os) return false;
  const matches = (list, value) => list === undefined || [list].flat().includes(value);
  const libc = process.platform === "linux" ? systemLibrary() : undefined;
  return (
    matches(locked.os, process.platform) && matches(locked.cpu, process.arch) && matches(locked.libc, libc)
  );
}

let library;
function systemLibrary() {
  if (library) return library;
  if (process.report) process.report.excludeNetwork = true;
  library = process.report?.getReport().header.glibcVersionRuntime ? "glibc" : "musl";
  return library;
}

function writeStamp(stamp) {
  const aside = `${stampFile}.${process.pid}`;
  try {
    fs.writeFileSync(aside, JSON.stringify(stamp));
    fs.renameSync(aside, stampFile);
  } catch (error) {
    // Packages installed by another user, root perhaps, may be used all the same.
    if (error.code !== "EACCES" && error.code !== "EROFS") throw error;
  }
}

function readJson(file) {
  try {
    return JSON.parse(fs.readFileSync(file, "utf8"));
  } catch {
    return undefined;
  }
}

// --- installing ------------------------------------------------------------------------------------------------------

async function install(wanted, state, test) {
  const started = Date.now();
  if (state === "broken" && fs.existsSync(modules)) {
    say("The packages in node_modules are incomplete and will be installed anew.");
    discard(modules);
  }
  say(
    `Installing the packages ${test ? "of the product and its tests" : "of the product"}; the first time this takes a minute or two.`,
  );
  fs.rmSync(stampFile, { force: true });
  fs.rmSync(path.join(modules, ".package-lock.json"), { force: true });
  let result = await npmInstall(machineNode(), test);
  let missing = missingNow(wanted, test);
  if (result.status !== 0 || missing.length > 0) {
    // A registry may have failed to answer once. And npm leaves out optional packages that the Node it runs on is too
    // old for, although the product's own Node is not: so the second try runs on that one.
    say("Not everything was installed at the first try; trying again.");
    result = await withPackagedNode((node) => npmInstall(node, test));
    missing = missingNow(wanted, test);
  }
  if (result.status !== 0) {
    throw new Trouble(
      `npm could not install the packages:\n${result.said.trim()}\n` +
        "Most often the registry cannot be reached: try `npm ping`, check the network and the proxy. Then repeat the command.",
    );
  }
  if (missing.length > 0) say(`Not available for this machine: ${missing.map(nameOf).join(", ")}.`);
  writeStamp({ hash: wanted.hash, test, missing });
  say(`The packages were installed in ${Math.round((Date.now() - started) / 1000)} s.`);
}

function missingNow({ packages }, test) {
  return Object.keys(packages).filter(
    (folder) =>
      isNeeded(folder, packages[folder], test) && !fs.existsSync(path.join(root, folder, "package.json")),
  );
}

const nameOf = (folder) => folder.replace(/^.*node_modules\//, "");

/**
 * `npm install` of what the lock says. `npm ci` is stricter in one respect that hurts: it refuses a lock that has no
 * entries for the optional packages of systems other than the one it was written on.
 */
async function npmInstall(node, test) {
  const [command, ...args] = npmCommand(node);
  args.push(
    "install",
    "--no-save",
    "--ignore-scripts",
    "--no-audit",
    "--no-fund",
    "--loglevel=error",
    "--include=optional",
  );
  args.push(test ? "--include=dev" : "--omit=dev");
  const npm = spawn(command, args, {
    cwd: root,
    env: npmEnvironment(),
    stdio: ["ignore", "pipe", "pipe"],
    shell: command === "npm.cmd",
  });
  noteInLock(npm.pid);
  let said = "";
  for (const stream of [npm.stdout, npm.stderr])
    stream.setEncoding("utf8").on("data", (text) => (said += text));
  const started = Date.now();
  const progress = setInterval(
    () => say(`… still installing, ${Math.round((Date.now() - started) / 1000)} s.`),
    15_000,
  );
  const stops = forward(npm);
  const status = await new Promise((resolve) => {
    npm.once("error", (error) => {
      said += error.code === "ENOENT" ? "there is no npm on the PATH" : String(error);
      resolve(127);
    });
    npm.once("close", (code) => resolve(code ?? 1));
  });
  clearInterval(progress);
  stops();
  return { status, said: said.slice(-4_000) };
}

/** The npm that runs this script hands down its own settings, which are not meant for this install. */
function npmEnvironment() {
  const foreign =
    /^npm_(?:config_(?:omit|include|dry_run|global|location|local_prefix|workspaces?|only|production)|package_.*|lifecycle_.*)$/i;
  const kept = Object.entries(process.env).filter(([name]) => !foreign.test(name) && name !== "NODE_ENV");
  return Object.fromEntries(kept);
}

/** A stop asked of this process is npm's to obey, and then this process's own. */
function forward(child) {
  const handlers = ["SIGINT", "SIGTERM", "SIGHUP"].map((signal) => {
    const handler = () => {
      child.kill(signal);
      child.once("close", () => {
        dropLock();
        process.exit(128 + os.constants.signals[signal]);
      });
    };
    process.on(signal, handler);
    return [signal, handler];
  });
  return () => {
    for (const [signal, handler] of handlers) process.off(signal, handler);
  };
}

function npmCommand(node) {
  const given = process.env.npm_execpath;
  if (given && /npm-cli\.c?js$/.test(given) && fs.existsSync(given)) return [node, given];
  for (const folder of machinePath()) {
    try {
      const file = fs.realpathSync(path.join(folder, "npm"));
      if (/npm-cli\.c?js$/.test(file)) return [node, file];
    } catch {
      // Not in this folder.
    }
  }
  return [process.platform === "win32" ? "npm.cmd" : "npm"];
}

/** Renamed first: a half-deleted folder under its own name could be taken for a whole one. */
function discard(folder) {
  const aside = path.join(root, `.discarded-${process.pid}-${Date.now()}`);
  fs.renameSync(folder, aside);
  fs.rmSync(aside, { recursive: true, force: true, maxRetries: 3 });
}

if (process.argv[1] && fs.realpathSync(process.argv[1]) === fileURLToPath(import.meta.url)) {
  await runScript(() => ensureInstalled({ test: process.argv.includes("--test") }));
}
