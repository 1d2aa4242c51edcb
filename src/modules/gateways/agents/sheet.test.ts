import { expect, test } from "vitest";
import type { Money } from "#core/units";
import { askedOf, queryOf } from "./asked.ts";
import { dialects } from "./dialects.ts";
import { type AgentSettings, DIALECTS } from "./model.ts";
import { SBER_CODES_SECOND } from "./sber.ts";
import { codeRowsOf, sheetOf } from "./sheet.ts";

const MOMENT = new Date("2026-11-23T09:15:07.000Z");
const SAMPLE = {
  transaction: "1234570",
  account: "4400110010",
  amount: 150_000n as Money,
  moment: MOMENT,
};
const fullSettings = (name: (typeof DIALECTS)[number]): AgentSettings => ({
  ...dialects[name].defaults,
  extras: ["cancel", "status"],
});

test.each(DIALECTS)("what the sheet of %s tells to send is read as it is meant", (name) => {
  const settings = fullSettings(name);
  const read = askedOf(settings).map(([command]) =>
    dialects[name].read(queryOf(settings, command, SAMPLE), settings),
  );
  expect(read).toMatchObject([
    { command: "check", account: "4400110010" },
    {
      command: "pay",
      transaction: "1234570",
      account: "4400110010",
      amount: 150_000n,
      paidOn: "2026-11-23",
    },
    { command: "cancel", transaction: "1234570" },
    { command: "status", transaction: "1234570" },
  ]);
});

test.each(DIALECTS)("each parameter that %s calls needed is needed", (name) => {
  const settings = fullSettings(name);
  for (const [command, parameters] of askedOf(settings)) {
    const query = new URLSearchParams(queryOf(settings, command, SAMPLE));
    for (const parameter of parameters.filter((one) => one.isNeeded)) {
      const without = new URLSearchParams(query);
      without.delete(parameter.name);
      expect(
        dialects[name].read(without.toString(), settings),
        `${command} ${parameter.name}`,
      ).toHaveProperty("reason");
    }
  }
});

test("names that the agent has otherwise stand in the requests", () => {
  const settings = { ...dialects.osmp.defaults, names: { account: "ls", txn_id: "op" } };
  expect(queryOf(settings, "check", { ...SAMPLE, amount: undefined })).toBe(
    "command=check&op=1234570&ls=4400110010",
  );
  expect(
    sheetOf({ code: "kiosk", name: "Терминал", base: "https://c.example", settings, today: MOMENT }),
  ).toContain("GET https://c.example/gateway/osmp/kiosk?command=check&amp;op=1234570&amp;ls=4400110010");
});

test("each code is listed once with all its meanings, by the agent's own table", () => {
  const settings: AgentSettings = { ...dialects.sber.defaults, codes: SBER_CODES_SECOND };
  const rows = codeRowsOf(settings);
  expect(new Set(rows.map(([code]) => code)).size).toBe(rows.length);
  expect(rows.find(([code]) => code === "5")).toEqual(["5", "Принято ранее", "да"]);
  expect(rows.find(([code]) => code === "1")?.[2]).toBe("нет, повторить");
  // Neither cancellations nor states are this agent's matter.
  expect(rows.map(([, meaning]) => meaning).join()).not.toContain("отмен");
});

test("a name is written as text, and the sheet holds neither secret nor key", () => {
  const settings: AgentSettings = {
    ...dialects.osmp.defaults,
    language: "en",
    publicKeys: ["-----BEGIN PUBLIC KEY-----"],
    certificates: ["ab".repeat(32)],
  };
  const sheet = sheetOf({ code: "kiosk", name: "<b>A & B</b>", base: "https://c", settings, today: MOMENT });
  expect(sheet).toContain("&lt;b&gt;A &amp; B&lt;/b&gt;");
  expect(sheet).not.toContain("BEGIN PUBLIC KEY");
  expect(sheet).not.toContain("abab");
});
