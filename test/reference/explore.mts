import fc from "fast-check";
import { buildingPlan, factsOf } from "./buildings.ts";
import { compare } from "./compare.ts";
const n = Number(process.argv[2] ?? 200), seed = Number(process.argv[3] ?? 1);
const plans = fc.sample(buildingPlan, { numRuns: n, seed });
const counts = new Map<string, number>(); const f = new Map<string, number>(); let bad = 0;
const t=Date.now();
const ex = new Map<string,string>();
for (const [i, plan] of plans.entries()) {
  let r; try { r = compare(factsOf(plan)); } catch (e) { console.log("throw", i, (e as Error).stack); break; }
  if (r.differences.length) bad++;
  for (const x of r.formulas) f.set(x, (f.get(x) ?? 0) + 1);
  for (const s of new Set(r.differences.map((d) => `${d.service}/${d.kind}`))) { counts.set(s, (counts.get(s) ?? 0) + 1);
    if (!ex.has(s)) ex.set(s, `#${i} ` + r.differences.filter(d=>`${d.service}/${d.kind}`===s).slice(0,3).map(d=>`a${d.account} p${d.provider} product ${d.product} ref ${d.reference}`).join("; ")); }
}
console.log({ n, bad, ms: Date.now()-t });
console.log([...counts].sort().map(([k,v])=>`${k}: ${v}  ${ex.get(k)}`).join("\n"));
console.log(Object.fromEntries(f));
