import { readFileSync } from "node:fs";
import path from "node:path";
import { must } from "#core/assert";
import { builtInProfile } from "./built-in.ts";
import type { GivenFile } from "./model.ts";
import type { RegisterProfile } from "./profile.ts";

/** A file of the vectors, with the profile that reads it. */
export interface Sample {
  readonly profile: RegisterProfile;
  readonly file: GivenFile;
  readonly companion?: GivenFile | undefined;
}

const FOLDER = path.join(import.meta.dirname, "vectors");
export const sampleFile = (name: string): GivenFile => ({
  name,
  bytes: readFileSync(path.join(FOLDER, name)),
});
export const builtIn = (code: string): RegisterProfile => must(builtInProfile(code), code);

const FILES: readonly (readonly [profile: string, file: string, companion?: string])[] = [
  ["sber-register", "sber-register.txt"],
  ["register-17", "register-17col.txt", "register-17col.receipt.txt"],
  ["register-fixed", "register-fixed-cp866.txt"],
  ["register-dbf", "register.dbf"],
  ["register-tab", "register-utf8-tab.csv"],
  ["subsidy-payments", "subsidy-payments.txt"],
  ["register-27", "register-27col.txt"],
  ["register-6", "register-6col.txt"],
  ["register-11", "register-11col.txt"],
  ["register-8", "register-8col.txt", "register-8col.batch.txt"],
  ["qiwi-register", "qiwi-register.txt"],
  ["register-xlsx", "register.xlsx"],
  ["register-xml", "register.xml"],
  ["sber-debts", "9901001239_40702810600000001234_001_1125.txt"],
  ["bezpb-debts", "BEZPB251110.dbf"],
  ["charges-by-service", "CHARGES_9901001239_003_1125.csv"],
  ["charges-by-account", "NACH003_1125.dbf"],
];

export const SAMPLES: readonly Sample[] = FILES.map(([profile, file, companion]) => ({
  profile: builtIn(profile),
  file: sampleFile(file),
  companion: companion === undefined ? undefined : sampleFile(companion),
}));
