// `npm run bench -- NAME`: installs what is missing, then measures on Node 24.
import { runScript } from "./checkout.mjs";
import { launch } from "./launch.mjs";

await runScript(() => launch("src/app/bench.ts", process.argv.slice(2)));
