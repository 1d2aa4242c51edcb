import { syntheticCity } from "#flows/synthetic";
import { applyBuildings, applyDictionary } from "#flows/apply-city";
import { openPeriod, setBusinessDate } from "#modules/organizations";
import { transferBuilding } from "#modules/addresses";
import { takePayment } from "#modules/payments";
import { registerUsers } from "#modules/access";
import { migrate } from "#platform/migrate";
import { openDatabase } from "#platform/database";
import { DEMO_LOGINS } from "#flows/demo-town";
import { centerContext } from "#platform/context";
import { approveRun, startRun, workOnRuns } from "#flows/charge-run";
import { period } from "#core/period";
import { serve } from "./app/server.ts";
await migrate("postgresql://paylogic@localhost:5433/h7?host=/tmp/pgdev");
const appUrl = "postgresql://paylogic_app@localhost:5433/h7?host=/tmp/pgdev";
const database = openDatabase(appUrl);
if (process.argv[2] === "seed") {
  const c = await centerContext(database);
  const ctx = { ...c, scope: { ...c.scope, today: "2026-11-30" }, today: "2026-11-30" } as never as typeof c;
  await setBusinessDate(ctx, "2026-11-30" as never);
  const rows = syntheticCity({ accounts: 1800, seed: 7, months: 8, through: period("2026-11") });
  const g = (r: any) => { if (!r.ok) throw new Error(JSON.stringify(r.refusal)); return r.value; };
  const codes = g(await applyDictionary(ctx, rows.dictionary));
  const applied = g(await applyBuildings(ctx, [...rows.bundles()], codes));
  const companies = rows.dictionary.organizations.filter((o) => o.kind === "company").map((o) => codes.get(o.code));
  const bs = [...applied.ids.buildings.values()];
  for (let k = 0; k < bs.length; k += 3) await transferBuilding(ctx, { building: bs[k], organization: companies[1], from: "2026-11-01" as never });
  for (const organization of companies.slice(0, 2)) {
    g(await openPeriod(ctx, organization, period("2026-11")));
    const run = g(await startRun(ctx, { organization, period: period("2026-11") }));
    await workOnRuns(ctx, { runs: [run.id] });
    g(await approveRun(ctx, run.id));
  }
  for (const number of [...applied.ids.accounts.keys()].slice(0, 400)) await takePayment(ctx, { account: number, amount: 350000n as never, paidOn: "2026-11-23" as never });
  g(await registerUsers(ctx, DEMO_LOGINS.filter((l) => !l.organization).map(({ organization: _, ...l }) => l)));
}
const server = await serve({ database, port: 18097, host: "127.0.0.1", dataDir: "/tmp/h7srv", appUrl, demo: true, log: console.log });
console.log(server.address, process.pid);
process.once("SIGINT", () => void server.close().then(() => database.close()));
