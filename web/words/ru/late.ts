import type { LateSentences } from "../words.ts";
import { benefitWords } from "./benefits.ts";
import { failureWords } from "./failures.ts";
import { registerWords } from "./registers.ts";

export default { ...failureWords, ...benefitWords, ...registerWords } satisfies LateSentences;
