import type { FastifyInstance } from "fastify";
import { centerContexts } from "#platform/context";
import { openDatabase } from "#platform/database";
import { createHttp } from "#platform/http";
import { agentRoutes } from "../../src/modules/gateways/agents/index.ts";

// The agents' door of the product in a process of its own, to be killed: the same HTTP server and the same pool as the
// whole product has, without the rooms that agents never see. Tells its port to whoever forked it.
const url = process.env["FAULTS_DATABASE_URL"];
if (url === undefined) throw new Error("FAULTS_DATABASE_URL names the database");
const database = openDatabase(url, { batched: true });
const app = createHttp({ describe: () => undefined, log: process.stderr });
await app.register(async (scope) => {
  await agentRoutes(scope as unknown as FastifyInstance, { context: centerContexts(database) });
});
const address = await app.listen({ port: 0, host: "127.0.0.1" });
process.send?.(Number(new URL(address).port));
// Whoever forked it is gone.
process.on("disconnect", () => process.exit(0));
