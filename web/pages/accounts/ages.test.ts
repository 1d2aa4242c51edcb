import { expect, test } from "vitest";
import { ageOf } from "./ages.ts";

test.each([
  [-22, undefined],
  [0, undefined],
  [1, "30"],
  [30, "30"],
  [31, "90"],
  [365, "365"],
  [1095, "1095"],
  [1096, "older"],
])("%i days late is of the age %s, as the server counts", (late, age) => expect(ageOf(late)).toBe(age));
