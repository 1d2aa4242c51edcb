import { expect, test } from "vitest";
import { Allowance } from "./allowance.ts";

test("so many questions in the time, then a wait, and again", () => {
  const allowance = new Allowance({ count: 3, seconds: 60 });
  const at = (seconds: number, place = "192.0.2.1"): number => allowance.ask(place, seconds * 1000);
  expect([at(0), at(1), at(2)]).toEqual([0, 0, 0]);
  expect(at(10)).toBe(50);
  // A question that was not answered is not counted: the wait does not grow by asking.
  expect(at(59)).toBe(1);
  expect(at(10, "192.0.2.2")).toBe(0);
  expect(at(60.001)).toBe(0);
});

test("a household's network of IPv6 is one place; the list keeps its bound", () => {
  const allowance = new Allowance({ count: 1, seconds: 60, placesMax: 2 });
  expect(allowance.ask("2001:db8:1:2::1", 0)).toBe(0);
  expect(allowance.ask("2001:db8:1:2:aaaa:bbbb:cccc:dddd", 0)).toBe(60);
  expect(allowance.ask("2001:db8:1:3::1", 0)).toBe(0);
  expect(allowance.ask("::ffff:192.0.2.7", 0)).toBe(0);
  // The oldest of three is forgotten.
  expect(allowance.ask("2001:db8:1:2::1", 0)).toBe(0);
});
