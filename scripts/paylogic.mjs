#!/usr/bin/env node
// `npx paylogic …`: on a fresh checkout installs the packages, then runs the command line on Node 24.
import { runScript } from "./checkout.mjs";
import { launch } from "./launch.mjs";

await runScript(() => launch("src/app/cli.ts", process.argv.slice(2)));
