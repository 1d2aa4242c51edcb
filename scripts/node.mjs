// Which Node runs the product, and which one runs npm.
import { spawnSync } from "node:child_process";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { Trouble, modules } from "./checkout.mjs";

const NODE_MAJOR = 24;

/**
 * The Node that runs the product: the package's, or one of the person's own (macOS has no such package).
 * Refuses an older one.
 */
export function productNode() {
  const packaged = packagedNode();
  if (packaged && versionOf(packaged) >= NODE_MAJOR) return packaged;
  // A link to a program that does not run here would hide the person's own Node from npm's scripts.
  if (packaged)
    for (const name of ["node", "node.cmd", "node.ps1"])
      fs.rmSync(path.join(modules, ".bin", name), { force: true });
  const own = machineNode();
  if (versionOf(own) >= NODE_MAJOR) return own;
  throw new Trouble(
    `Pay-logic runs on Node ${NODE_MAJOR}, and there is no package of it that runs on this machine ` +
      `(${process.platform} ${process.arch}). Install Node ${NODE_MAJOR} LTS and repeat the command; ` +
      `the Node found here is ${process.version}.`,
  );
}

export function packagedNode() {
  const system = process.platform === "win32" ? "win" : process.platform;
  const file = process.platform === "win32" ? "bin/node.exe" : "bin/node";
  const program = path.join(modules, `node-${system}-${process.arch}`, file);
  return fs.existsSync(program) ? program : undefined;
}

/** The machine's own Node: npm's scripts find the package's first, so this process may run on that one. */
export function machineNode() {
  const inside = (file) => fs.realpathSync(file).startsWith(modules + path.sep);
  const name = process.platform === "win32" ? "node.exe" : "node";
  const candidates = [
    process.env.npm_node_execpath,
    process.execPath,
    ...machinePath().map((folder) => path.join(folder, name)),
  ];
  return candidates.find((file) => file && fs.existsSync(file) && !inside(file)) ?? process.execPath;
}

export const machinePath = () =>
  (process.env.PATH ?? process.env.Path ?? "")
    .split(path.delimiter)
    .filter((folder) => folder && !folder.includes("node_modules"));

function versionOf(node) {
  if (node === process.execPath) return Number.parseInt(process.versions.node, 10);
  const { stdout } = spawnSync(node, ["--version"], { encoding: "utf8" });
  return Number.parseInt((stdout ?? "").slice(1), 10);
}

/** npm must not run on a Node inside the folder that it rewrites: the copy is taken out of its way first. */
export async function withPackagedNode(work) {
  const packaged = packagedNode();
  if (!packaged || !(versionOf(packaged) >= NODE_MAJOR)) return await work(machineNode());
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), "pay-logic-node-"));
  try {
    const copy = path.join(folder, path.basename(packaged));
    fs.copyFileSync(packaged, copy);
    fs.chmodSync(copy, 0o755);
    return await work(versionOf(copy) >= NODE_MAJOR ? copy : machineNode());
  } finally {
    fs.rmSync(folder, { recursive: true, force: true });
  }
}
