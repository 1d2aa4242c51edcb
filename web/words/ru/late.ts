import type { LateSentences } from "../words.ts";
import { benefitWords } from "./benefits.ts";
import { failureWords } from "./failures.ts";

export default { ...failureWords, ...benefitWords } satisfies LateSentences;
