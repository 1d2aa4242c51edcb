// Builds the browser's part (web/ into dist/web) when it is stale: `npm run build`, and before `npm start` and tests.
// What was built from what is kept beside the result; sizes are judged at each build (docs/decisions/0023).
import { spawn } from "node:child_process";
import { createHash } from "node:crypto";
import fs from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";
import zlib from "node:zlib";
import { ensureInstalled } from "./bootstrap.mjs";
import { root, runScript, say, Trouble } from "./checkout.mjs";

const sources = ["web", "src/core", "vite.config.ts", "vite.site.config.ts", "package-lock.json"];
const built = path.join(root, "dist/web");
const stampFile = path.join(built, "built-from");

/** Gzip bytes that a first visit may load: the shell, and the largest screen on top of it (ux.md, section 1). */
const SHELL_BYTES_MAX = 235 * 1024;
const SCREEN_BYTES_MAX = 60 * 1024;
/** Of the pages that the server renders: all the script that a resident's telephone loads, and all the styles. */
const SITE_SCRIPT_BYTES_MAX = 40 * 1024;
const SITE_STYLE_BYTES_MAX = 20 * 1024;

export async function ensureWeb() {
  const wanted = fingerprint();
  if (fs.existsSync(stampFile) && fs.readFileSync(stampFile, "utf8") === wanted) return;
  const node = await ensureInstalled();
  const started = Date.now();
  const aside = path.join(root, "dist", `web-${process.pid}`);
  fs.rmSync(aside, { recursive: true, force: true });
  try {
    await vite(node, ["--outDir", aside]);
    const site = ["--config", "vite.site.config.ts", "--outDir"];
    await vite(node, [...site, path.join(aside, "site")]);
    await vite(node, [...site, path.join(aside, "site-server"), "--ssr"]);
    judgeSizes(aside);
    judgeSite(path.join(aside, "site"));
    compress(path.join(aside, "assets"));
    compress(path.join(aside, "site/assets"));
    fs.writeFileSync(path.join(aside, "built-from"), wanted);
    // Renamed into place: another start sees the old one or the new one, never half of it.
    const old = `${aside}-old`;
    if (fs.existsSync(built)) fs.renameSync(built, old);
    fs.renameSync(aside, built);
    fs.rmSync(old, { recursive: true, force: true });
  } finally {
    fs.rmSync(aside, { recursive: true, force: true });
  }
  say(`The workplaces were built in ${((Date.now() - started) / 1000).toFixed(1)} s.`);
}

function fingerprint() {
  const hash = createHash("sha256");
  for (const file of sources.flatMap(filesOf)) {
    hash
      .update(`${path.relative(root, file)}\0`)
      .update(fs.readFileSync(file))
      .update("\0");
  }
  return hash.digest("hex");
}

function filesOf(name) {
  const file = path.join(root, name);
  if (!fs.statSync(file).isDirectory()) return [file];
  return fs
    .readdirSync(file, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => path.join(entry.parentPath ?? entry.path, entry.name))
    .sort();
}

function vite(node, options) {
  const args = [path.join(root, "node_modules/vite/bin/vite.js"), "build", ...options, "--logLevel", "warn"];
  return new Promise((resolve, reject) => {
    const child = spawn(node, args, { cwd: root, stdio: ["ignore", "pipe", "pipe"] });
    let said = "";
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding("utf8").on("data", (text) => (said += text));
    }
    child.once("error", reject);
    child.once("close", (code) =>
      code === 0 ? resolve() : reject(new Trouble(`The workplaces could not be built:\n${said.trim()}`)),
    );
  });
}

/** Throws where a first visit would load more than a cheap line can bear. */
function judgeSizes(folder) {
  const manifest = JSON.parse(fs.readFileSync(path.join(folder, ".vite/manifest.json"), "utf8"));
  const entry = Object.values(manifest).find((chunk) => chunk.isEntry);
  const size = (names) =>
    [...names].reduce((sum, name) => sum + zlib.gzipSync(fs.readFileSync(path.join(folder, name))).length, 0);
  const scriptsOf = (chunk, seen = new Set()) => {
    if (seen.has(chunk.file)) return seen;
    seen.add(chunk.file);
    for (const name of chunk.imports ?? []) scriptsOf(manifest[name], seen);
    return seen;
  };
  // A reader loads one of the two languages; the larger one counts.
  const words = Math.max(
    ...["en", "ru"].map((language) => size([manifest[`words/${language}/index.ts`].file])),
  );
  const shell = scriptsOf(entry);
  const shellBytes = size(shell) + words;
  const screens = (entry.dynamicImports ?? [])
    .filter((name) => /^(?:pages|shell)\//.test(name))
    .map((name) => ({ name, bytes: size([...scriptsOf(manifest[name])].filter((file) => !shell.has(file))) }))
    .sort((a, b) => b.bytes - a.bytes);
  const tooLarge = [
    ...(shellBytes > SHELL_BYTES_MAX ? [`the shell: ${shellBytes} bytes, ${SHELL_BYTES_MAX} allowed`] : []),
    ...screens
      .filter(({ name, bytes }) => bytes > SCREEN_BYTES_MAX && !name.startsWith("pages/kit/"))
      .map(({ name, bytes }) => `${name}: ${bytes} bytes, ${SCREEN_BYTES_MAX} allowed`),
  ];
  if (tooLarge.length > 0)
    throw new Trouble(`Too much script for a first visit (gzip): ${tooLarge.join("; ")}.`);
  const sizes = {
    shell: shellBytes,
    words,
    screens: Object.fromEntries(screens.map((one) => [one.name, one.bytes])),
  };
  fs.writeFileSync(path.join(folder, "sizes.json"), `${JSON.stringify(sizes, undefined, 2)}\n`);
}

/** Throws where the server's pages bring more than a cheap telephone can bear. */
function judgeSite(folder) {
  const assets = path.join(folder, "assets");
  for (const [kind, limit] of [
    [".js", SITE_SCRIPT_BYTES_MAX],
    [".css", SITE_STYLE_BYTES_MAX],
  ]) {
    const bytes = fs
      .readdirSync(assets)
      .filter((name) => name.endsWith(kind))
      .reduce((sum, name) => sum + zlib.gzipSync(fs.readFileSync(path.join(assets, name))).length, 0);
    if (bytes > limit)
      throw new Trouble(`The server's pages load ${bytes} bytes of ${kind} (gzip), ${limit} allowed.`);
  }
}

/** Beside each file its compressed forms: made once here instead of at each request. */
function compress(folder) {
  for (const name of fs.readdirSync(folder)) {
    if (!/\.(?:js|css|svg)$/.test(name)) continue;
    const bytes = fs.readFileSync(path.join(folder, name));
    fs.writeFileSync(path.join(folder, `${name}.gz`), zlib.gzipSync(bytes, { level: 9 }));
    fs.writeFileSync(path.join(folder, `${name}.br`), zlib.brotliCompressSync(bytes));
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await runScript(ensureWeb);
