// `npm start`: installs what is missing, then runs the product on Node 24.
import { runScript } from "./checkout.mjs";
import { launch } from "./launch.mjs";

await runScript(() => launch("src/app/start.ts", process.argv.slice(2), { bound: true }));
