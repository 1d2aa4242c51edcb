import { cyberplat } from "./cyberplat.ts";
import type { Dialect, DialectName } from "./model.ts";
import { osmp } from "./osmp.ts";
import { sber } from "./sber.ts";

export const dialects: Readonly<Record<DialectName, Dialect>> = { osmp, sber, cyberplat };
