import type { FastifyInstance } from "fastify";
import { centerContexts } from "#platform/context";
import { openDatabase } from "#platform/database";
import { createHttp } from "#platform/http";
import { agentRoutes } from "../src/modules/gateways/agents/index.ts";

// The agents' door in a process of its own, as a server has it. Tells its port to whoever forked it.
const url = process.env["BENCH_DATABASE_URL"];
if (url === undefined) throw new Error("BENCH_DATABASE_URL names the database");
const database = openDatabase(url, { max: 16, batched: true });
const app = createHttp({ describe: () => undefined, log: process.stderr });
await app.register(async (scope) => {
  await agentRoutes(scope as unknown as FastifyInstance, { context: centerContexts(database) });
});
process.send?.(Number(new URL(await app.listen({ port: 0, host: "127.0.0.1" })).port));
process.on("disconnect", () => process.exit(0));
