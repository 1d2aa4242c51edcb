import { describe, expect, it } from "vitest";
import { z } from "zod";
import { html } from "./html.ts";
import { preferredLanguage } from "./language.ts";
import { isCrossSite } from "./security.ts";
import { day, kopecks, month, numberInPath } from "./wire.ts";

describe("the reader's language", () => {
  it.each([
    [undefined, undefined],
    ["", undefined],
    ["ru", "ru"],
    ["RU-ru", "ru"],
    ["en-GB,ru;q=0.9", "en"],
    ["en;q=0.5, ru;q=0.8", "ru"],
    ["fr, de;q=0.9, ru;q=0.1", "ru"],
    ["fr", "en"],
    ["*", "en"],
    ["ru;q=0, en;q=0.1", "en"],
    ["kk;q=nonsense, ru", "ru"],
  ])("of %s is %s", (header, language) => {
    expect(preferredLanguage(header)).toBe(language);
  });
});

describe("a request from another site", () => {
  it.each([
    [{}, false],
    [{ "sec-fetch-site": "same-origin" }, false],
    [{ "sec-fetch-site": "none" }, false],
    [{ "sec-fetch-site": "same-site" }, true],
    [{ "sec-fetch-site": "cross-site", origin: "https://center.example" }, true],
    [{ origin: "https://center.example" }, false],
    [{ origin: "https://center.example:8443" }, true],
    [{ origin: "https://center.example.evil.example" }, true],
    [{ origin: "null" }, true],
  ])("is known by %j: %s", (headers, crossSite) => {
    expect(isCrossSite(headers as Record<string, string>, "center.example")).toBe(crossSite);
  });
});

describe("the wire", () => {
  it("carries kopecks as an integer in a string, both ways", () => {
    expect(z.decode(kopecks, "-151002")).toBe(-151_002n);
    expect(z.encode(kopecks, z.decode(kopecks, "900719925474099312"))).toBe("900719925474099312");
    for (const wrong of ["1.50", "01", "", "1e3", " 1", "9".repeat(19), "--1"]) {
      expect(z.safeDecode(kopecks, wrong).success, wrong).toBe(false);
    }
    expect(z.safeParse(kopecks, 151002).success).toBe(false);
  });

  it("knows the calendar", () => {
    expect(z.decode(day, "2028-02-29")).toBe("2028-02-29");
    for (const wrong of ["2026-02-29", "2026-1-1", "29.02.2028", "2026-02-29T00:00:00Z"]) {
      expect(z.safeDecode(day, wrong).success, wrong).toBe(false);
    }
    expect(z.safeDecode(month, "2026-13").success).toBe(false);
    expect(z.safeDecode(month, "2026-12").success).toBe(true);
    expect(z.safeDecode(numberInPath, "012").success).toBe(false);
  });
});

describe("html", () => {
  it("escapes text and keeps pieces of html", () => {
    const name = `<b onmouseover="x">&'`;
    expect(
      html`<p title="${name}">${name}${html`<i>${1}</i>`}${[html`<br>`, html`<hr>`]}${undefined}</p>`.markup,
    ).toBe(
      `<p title="&lt;b onmouseover=&quot;x&quot;&gt;&amp;&#39;">&lt;b onmouseover=&quot;x&quot;&gt;&amp;&#39;<i>1</i><br><hr></p>`,
    );
  });
});
