// Run by guard.ts, never imported: `node guard-process.ts FOLDER temporary|lasting`.
import { text } from "node:stream/consumers";
import { findBinaries } from "./binaries.ts";
import { SUPERUSER, runningServer, stopServer } from "./cluster.ts";
import { openHome, removeHome } from "./home.ts";
import { Presence } from "./presence.ts";

const [folder = "", lifetime] = process.argv.slice(2);

// The shell has waited for the end of the pipe already; where there is no shell it is waited for here.
await text(process.stdin);

const silent = () => undefined;
const home = await openHome(folder, silent);
const cluster = { home, binaries: await findBinaries(home, silent), log: silent };
const temporary = lifetime === "temporary";

for (let server = await runningServer(home); server; server = await runningServer(home)) {
  const presence = new Presence(silent);
  if (await presence.enter({ ...server, user: SUPERUSER, database: "postgres" })) {
    if (await presence.isLast()) await stopServer(cluster, server, temporary ? "immediate" : "fast");
    await presence.leave();
  }
  await new Promise((resolve) => setTimeout(resolve, 1_000));
}
if (temporary) await removeHome(home);
