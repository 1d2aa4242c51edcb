import { describe, expect, it } from "vitest";
import { codesOf, differencesOf, draftOf, settingsIn, tableOf } from "./draft.ts";
import type { Settings } from "./queries.ts";

const SETTINGS: Settings = {
  dialect: "sber",
  language: "ru",
  timeZone: "Europe/Moscow",
  deadlineMs: 40_000,
  names: { ACCOUNT: "LS" },
  codes: { repeated: 5 },
  extras: ["cancel"],
  cancelAfterClose: "open_month",
  maskName: "initials",
  maskAddress: "premises",
  tellsDebt: true,
  signIn: ["password"],
  certificates: [],
  publicKeys: ["-----BEGIN PUBLIC KEY-----\nA=\n-----END PUBLIC KEY-----"],
  addresses: ["192.0.2.0/24", "2001:db8::/32"],
  messagesPerMinuteMax: 600,
  amountMin: "100",
  amountMax: "1500000",
  accountPattern: String.raw`^\d{10}$`,
};
const TABLES = [
  { accepted: 0, repeated: 8, account_not_found: 3 },
  { accepted: 0, repeated: 5, account_not_found: 3 },
];

describe("settings in the fields", () => {
  it("are sent as they came where nothing was changed", () => {
    expect(settingsIn(draftOf(SETTINGS))).toEqual(SETTINGS);
  });

  it("take lists by lines and commas, keys by blocks, and fingerprints with colons", () => {
    const draft = {
      ...draftOf(SETTINGS),
      addresses: " 192.0.2.1,\n192.0.2.2 ;",
      certificates: "AB:CD",
      publicKeys: "-----BEGIN PUBLIC KEY-----\nA\n-----END PUBLIC KEY-----\n-----BEGIN PUBLIC KEY-----\nB\n",
      names: "sum = amount\n\nACCOUNT=LS",
    };
    expect(settingsIn(draft)).toMatchObject({
      addresses: ["192.0.2.1", "192.0.2.2"],
      certificates: ["ABCD"],
      publicKeys: [
        "-----BEGIN PUBLIC KEY-----\nA\n-----END PUBLIC KEY-----",
        "-----BEGIN PUBLIC KEY-----\nB",
      ],
      names: { sum: "amount", ACCOUNT: "LS" },
    });
  });

  it("are not sent with a number that is none, nor with a signature that nobody asks for", () => {
    const draft = draftOf(SETTINGS);
    expect(settingsIn({ ...draft, deadlineMs: "soon" })).toBeUndefined();
    expect(settingsIn({ ...draft, codes: { repeated: "5a" } })).toBeUndefined();
    expect(settingsIn({ ...draft, amountMax: undefined })).toBeUndefined();
    expect(settingsIn(draft)).not.toHaveProperty("signature");
    expect(settingsIn({ ...draft, signIn: ["signature"] })?.signature?.algorithm).toBe("RSA-SHA256");
  });

  it("know which table of codes they make", () => {
    expect(tableOf({}, TABLES)).toBe("first");
    expect(tableOf({ repeated: "8" }, TABLES)).toBe("first");
    expect(tableOf(codesOf("second", TABLES), TABLES)).toBe("second");
    expect(codesOf("second", TABLES)).toEqual({ repeated: "5" });
    expect(tableOf({ repeated: "7" }, TABLES)).toBe("own");
  });
});

it("a comparison names the fields that differ, whatever the order inside them", () => {
  expect(differencesOf(SETTINGS, { ...SETTINGS, names: { ACCOUNT: "LS" } })).toEqual([]);
  expect(
    differencesOf(SETTINGS, {
      ...SETTINGS,
      amountMax: "2000000",
      dayTotalMax: "1",
      codes: { accepted: 0, repeated: 5 },
    }),
  ).toEqual([
    { field: "amountMax", was: "1500000", is: "2000000" },
    { field: "dayTotalMax", was: undefined, is: "1" },
    { field: "codes", was: { repeated: 5 }, is: { accepted: 0, repeated: 5 } },
  ]);
});
