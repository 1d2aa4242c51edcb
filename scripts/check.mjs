// `npm run check`: what is quick enough to run before each commit: types, lint, format, tidy, unit and store tests.
import { runScript } from "./checkout.mjs";
import { runChecks } from "./checks.mjs";

const chosen = process.argv.slice(2);
await runScript(() =>
  runChecks({ vitestArguments: chosen.length > 0 ? chosen : ["src/", "test/tidy"], browser: false }),
);
