// `npm run simulate -- --seed N`: installs what is missing, then lives a small town on Node 24.
import { runScript } from "./checkout.mjs";
import { launch } from "./launch.mjs";

await runScript(() => launch("test/simulation/command.ts", process.argv.slice(2)));
