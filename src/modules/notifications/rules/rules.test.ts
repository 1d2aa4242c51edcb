import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { CHANNELS } from "../model.ts";
import { EVENT_WORDS, usualTemplate } from "../templates/words.ts";
import { channelsFor } from "./channels.ts";
import { EVENT_NAMES, ruleOf } from "./events.ts";
import { filled, unknownPlaces } from "./fill.ts";
import { quietFor } from "./quiet-hours.ts";
import { shortened, SMS_PARTS_MAX, smsParts } from "./sms-parts.ts";

const DATA = {
  account: "4400110010",
  address: "г. Североозёрск, ул. Строителей, д. 14, корп. 2, кв. 128",
  month: "2026-11",
  amount: "1234567",
  due: "2026-12-10",
  day: "2026-11-23",
  until: "2026-11-25",
  number: "З-2026-001234",
  title: { ru: "Отключение холодной воды", en: "Cold water is off" },
  text: { ru: "Авария на вводе, воду дадут к 18:00.", en: "The main has burst; water is back by 18:00." },
  link: "/lk/bills/2026-11",
};

describe("words of everybody", () => {
  test.each(EVENT_NAMES)(
    "%s: name only what the event tells, in both languages and every channel",
    (event) => {
      for (const language of ["ru", "en"] as const) {
        for (const channel of CHANNELS) {
          const template = usualTemplate(event, channel, language);
          expect(unknownPlaces(event, template)).toEqual([]);
          const { subject, body } = filled(template, {
            event,
            language,
            data: DATA,
            origin: "https://lk.example",
          });
          expect(`${subject} ${body}`).not.toMatch(/[{}]|undefined/);
          expect(subject).not.toBe("");
          if (channel === "sms") {
            expect(smsParts(body), body).toBeLessThanOrEqual(SMS_PARTS_MAX);
            expect(shortened(body)).toBe(body.replaceAll(/\s+/g, " "));
          }
        }
        expect(EVENT_WORDS[language][event].button).not.toBe("");
      }
    },
  );

  test("write sums, days and months as the language does", () => {
    const telling = { event: "bill_ready", data: DATA, origin: "https://lk.example" } as const;
    const template = { subject: "{month}: {amount}", body: "{due} {link}" };
    expect(filled(template, { ...telling, language: "ru" })).toEqual({
      subject: "ноябрь 2026: 12\u00a0345,67\u00a0₽",
      body: "10.12.2026 https://lk.example/lk/bills/2026-11",
    });
    expect(filled(template, { ...telling, language: "en" }).subject).toBe("November 2026: 12,345.67\u00a0₽");
    expect(unknownPlaces("bill_ready", { subject: "{amount}", body: "{password} {due} {password}" })).toEqual(
      ["password"],
    );
  });
});

describe("quiet hours", () => {
  const night = { quietFrom: 22, quietUntil: 9 };
  test.each([
    ["2026-11-23T18:59:59Z", 0],
    ["2026-11-23T19:00:00Z", 11 * 3600],
    ["2026-11-23T23:30:00Z", 6.5 * 3600],
    ["2026-11-24T05:59:00Z", 60],
    ["2026-11-24T06:00:00Z", 0],
  ])("at %s there are %d seconds to wait", (at, seconds) => {
    expect(quietFor(new Date(at), night) / 1000).toBe(seconds);
  });

  test("end outside of themselves, whatever they are; the same hour twice is none", () => {
    fc.assert(
      fc.property(
        fc.date({ min: new Date("2020-01-01"), max: new Date("2030-01-01"), noInvalidDate: true }),
        fc.integer({ min: 0, max: 23 }),
        fc.integer({ min: 0, max: 23 }),
        (at, quietFrom, quietUntil) => {
          const wait = quietFor(at, { quietFrom, quietUntil });
          expect(wait).toBeLessThanOrEqual(23 * 3_600_000);
          expect(quietFor(new Date(at.getTime() + wait), { quietFrom, quietUntil })).toBe(0);
          if (quietFrom === quietUntil) expect(wait).toBe(0);
        },
      ),
    );
  });
});

describe("parts of a short message", () => {
  test.each([
    ["a".repeat(160), 1],
    ["a".repeat(161), 2],
    ["[".repeat(80), 1],
    ["[".repeat(81), 2],
    ["я".repeat(70), 1],
    ["я".repeat(71), 2],
    ["я".repeat(134), 2],
    ["я".repeat(135), 3],
    // Outside of the basic plane a sign takes two of the seventy.
    ["🙂".repeat(35), 1],
    ["🙂".repeat(36), 2],
  ])("%s: %i", (text, parts) => {
    expect(smsParts(text)).toBe(parts);
  });

  test("never more than two", () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom("вода", "water", "₽", "🙂🙂", "я".repeat(150))), (words) => {
        expect(smsParts(shortened(words.join(" ")))).toBeLessThanOrEqual(SMS_PARTS_MAX);
      }),
    );
  });
});

describe("channels", () => {
  const everywhere = { email: "a@mail.ru", sms: "+79000000001", push: true };
  test("are those of the wish, else of the event, as far as they reach", () => {
    expect(channelsFor("bill_ready", { wish: undefined, at: everywhere })).toEqual(["email", "push"]);
    expect(channelsFor("bill_ready", { wish: ["sms"], at: everywhere })).toEqual(["sms"]);
    expect(channelsFor("bill_ready", { wish: [], at: everywhere })).toEqual([]);
    expect(channelsFor("bill_ready", { wish: ["sms"], at: { push: false } })).toEqual([]);
    expect(channelsFor("company_news", { wish: undefined, at: everywhere })).toEqual([]);
  });

  test("of what must be told, one that reaches is left", () => {
    for (const event of EVENT_NAMES.filter((one) => ruleOf(one).must)) {
      expect(channelsFor(event, { wish: [], at: everywhere })).toEqual(["email"]);
      expect(channelsFor(event, { wish: ["email"], at: { sms: "+79000000001", push: false } })).toEqual([
        "sms",
      ]);
      expect(channelsFor(event, { wish: ["email"], at: { push: false } })).toEqual([]);
    }
  });
});
