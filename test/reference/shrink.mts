import fc from "fast-check";
import { buildingPlan, factsOf } from "./buildings.ts";
import { compare } from "./compare.ts";
import { calculateBuilding } from "#modules/charging";
const [, , keys, seed = "1", runs = "300"] = process.argv;
const want = (keys ?? "").split(",");
const hit = (plan: never) => compare(factsOf(plan)).differences.filter((d) => want.includes(`${d.service}/${d.kind}`));
const r = fc.check(fc.property(buildingPlan, (plan) => hit(plan as never).length === 0), { seed: Number(seed), numRuns: Number(runs), endOnFailure: false, interruptAfterTimeLimit: 40000 });
if (!r.counterexample) { console.log("none", r.numRuns); process.exit(); }
const plan = r.counterexample[0]; const facts = factsOf(plan);
console.log(r.numShrinks, JSON.stringify({ ...plan, premises: undefined, meters: undefined }, (k, v) => typeof v === "bigint" ? Number(v) : v));
const j=(x: unknown)=>JSON.stringify(x, (k, v) => typeof v === "bigint" ? Number(v)/1e6 : v);
for (const p of plan.premises) console.log("P", j(p));
console.log("M", j(plan.meters));
for (const m of facts.meters) { console.log("meter", m.id, m.resource, "of", m.premises, m.installed, m.removed, m.verifiedUntil, m.brokenFrom); console.log("   ", facts.readings.filter((x) => x.meter === m.id).map((x) => `${x.scale}|${x.takenOn}|${Number(x.value) / 1e6}${x.mark[0]}`).join(" ")); }
console.log("est", j(facts.estimated));
for (const d of hit(plan as never)) { console.log(j(d), "product", d.product, "ref", d.reference);
  for (const l of calculateBuilding(facts).lines.filter(l => l.account === d.account && l.service === d.service)) console.log("    ", j(l)); }
