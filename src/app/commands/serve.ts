import { installationFrom } from "#platform/installation";
import { serve } from "../server.ts";
import { withInstallation } from "./installation.ts";

/** Serves until it is asked to stop; `npm start` does the same with the demo town before it. */
export async function serveCommand(options: { port: number; host: string }): Promise<void> {
  await withInstallation(async ({ database, appUrl }) => {
    const log = (sentence: string) => process.stderr.write(`${sentence}\n`);
    const { dataDir } = installationFrom(process.env);
    const server = await serve({ ...options, database, dataDir, appUrl, demo: false, log });
    log(`Pay-logic listens on ${server.address}`);
    await new Promise<void>((resolve) => {
      for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, () => resolve());
    });
    await server.close();
  });
}
