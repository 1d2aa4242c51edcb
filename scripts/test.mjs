// `npm test`: everything that is checked, browser tests included. `npm test -- src/core` runs the named tests only.
import { runScript } from "./checkout.mjs";
import { runChecks } from "./checks.mjs";

await runScript(() => runChecks({ vitestArguments: process.argv.slice(2), browser: true }));
