import { expect, it } from "vitest";
import { day } from "#core/day";
import { money } from "#core/units";
import { type AgentDayFacts, reconciled, type SettledRegistry } from "./rules/differences.ts";

const registry = (more: Partial<SettledRegistry> = {}): SettledRegistry => ({
  registry: 1,
  document: "a.txt",
  count: 2,
  total: money(10_000n),
  net: money(9_900n),
  fee: money(100n),
  received: money(9_900n),
  ...more,
});
const facts = (more: Partial<AgentDayFacts> = {}): AgentDayFacts => ({
  agent: 1,
  agentName: "Банк",
  day: day("2026-11-20"),
  isOnline: true,
  online: { count: 2, total: money(10_000n) },
  registries: [registry()],
  oddRows: [],
  oddMessages: [],
  ...more,
});
const kinds = (of: AgentDayFacts) => reconciled(of).differences.map(({ kind }) => kind);
const row = { registry: 1, transaction: "t", account: "1", amount: money(500n) };
const message = { account: "1", amount: money(500n), reversed: false };

it.each([
  ["three legs that agree", facts(), []],
  [
    "a line that no message told",
    facts({ oddRows: [{ ...row, online: undefined }] }),
    ["registry_not_online"],
  ],
  [
    "another amount",
    facts({ oddRows: [{ ...row, online: { ...message, amount: money(501n) } }] }),
    ["amount_differs"],
  ],
  [
    "another account",
    facts({ oddRows: [{ ...row, online: { ...message, account: "2" } }] }),
    ["account_differs"],
  ],
  [
    "a reversed message",
    facts({ oddRows: [{ ...row, online: { ...message, reversed: true } }] }),
    ["reversed_in_registry"],
  ],
  ["a message that no line has", facts({ oddMessages: [row] }), ["online_not_in_registry"]],
  ["no registry", facts({ registries: [] }), ["registry_missing"]],
  ["no money", facts({ registries: [registry({ received: money(0n) })] }), ["registry_without_money"]],
  ["a kopeck more kept", facts({ registries: [registry({ received: money(9_899n) })] }), ["fee_differs"]],
  ["a tenth missing", facts({ registries: [registry({ received: money(9_000n) })] }), ["money_differs"]],
  ["more than all of it", facts({ registries: [registry({ received: money(10_001n) })] }), ["money_differs"]],
  // Where the file names no fee, what the bank kept is one.
  ["an unnamed fee", facts({ registries: [registry({ fee: undefined, net: money(10_000n) })] }), []],
  // Two legs: its lines cannot be held against messages that it does not send.
  ["an agent that is not online", facts({ isOnline: false, oddMessages: [row] }), []],
])("%s", (_, of, expected) => {
  expect(kinds(of)).toEqual(expected);
});
