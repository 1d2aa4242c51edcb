import { benefitWords } from "./benefits.ts";
import { failureWords } from "./failures.ts";
import { registerWords } from "./registers.ts";

/** Sentences of pages that are opened seldom, in English: they are loaded with the first of these pages. */
export default { ...failureWords, ...benefitWords, ...registerWords } as const;
