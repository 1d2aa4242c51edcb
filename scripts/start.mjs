// `npm start`: installs what is missing, then runs the product on Node 24.
import { runScript } from "./checkout.mjs";
import { ensureInstalled } from "./bootstrap.mjs";
import { launch } from "./launch.mjs";
import { ensureWeb } from "./web.mjs";

await runScript(async () => {
  await ensureInstalled();
  await ensureWeb();
  await launch("src/app/start.ts", process.argv.slice(2), { bound: true });
});
