import { describe, expect, it } from "vitest";
import { paths } from "./paths.ts";
import { carried } from "./shell/carried.ts";

describe("addresses of the workplaces", () => {
  it("hold the state of the page, and leave out what is not set", () => {
    expect(paths.home()).toBe("/app");
    expect(paths.account("4400110010")).toBe("/app/accounts/4400110010");
    expect(paths.account("4400110010", { tab: "charges", period: undefined, service: "" })).toBe(
      "/app/accounts/4400110010?tab=charges",
    );
    expect(paths.addresses({ q: "мира 5 & 7" })).toBe(
      `/app/addresses?q=${encodeURIComponent("мира 5 & 7").replaceAll("%20", "+")}`,
    );
  });

  it("take the organization and the month of the header along, unless they say otherwise", () => {
    const header = { organization: "2", period: "2026-10", tab: "meters" };
    expect(carried(paths.runs(), header)).toBe("/app/runs?organization=2&period=2026-10");
    expect(carried(paths.runs({ period: "2026-11" }), header)).toBe(
      "/app/runs?period=2026-11&organization=2",
    );
    expect(carried(paths.runs(), {})).toBe("/app/runs");
  });
});
