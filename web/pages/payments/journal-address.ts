import { useMemo } from "react";
import { useAddress } from "../../shell/address.ts";
import { useWork } from "../../shell/context.ts";
import type { Channel, JournalFilter } from "./queries.ts";

export const CHANNELS = ["cash", "hand", "registry", "agent"] as const satisfies readonly Channel[];

const isDay = (text: string | undefined): text is string => /^\d{4}-\d{2}-\d{2}$/.test(text ?? "");

/** What the address asks for. A colleague may have cut it: what cannot be read does not narrow the list. */
export function useJournalAddress() {
  const { query, set } = useAddress();
  const { organization, period } = useWork();
  const { from, to, q, amount, channel, agent, reversed } = query;
  const filter = useMemo(
    (): JournalFilter => ({
      organization: organization?.id,
      period,
      from: isDay(from) && isDay(to) ? from : undefined,
      to: isDay(from) && isDay(to) ? to : undefined,
      q: q === undefined || q.trim() === "" ? undefined : q.slice(0, 100),
      amount: /^[1-9]\d{0,17}$/.test(amount ?? "") ? amount : undefined,
      channel: CHANNELS.find((one) => one === channel),
      agent: /^[1-9]\d{0,8}$/.test(agent ?? "") ? agent : undefined,
      reversed: reversed === "yes",
    }),
    [organization?.id, period, from, to, q, amount, channel, agent, reversed],
  );
  const narrowings = [
    filter.q,
    filter.amount,
    filter.channel,
    filter.agent,
    filter.reversed || undefined,
  ].filter((one) => one !== undefined).length;
  return {
    filter,
    /** How many filters narrow the list besides the time. */
    narrowings,
    reset: () =>
      set({ q: undefined, amount: undefined, channel: undefined, agent: undefined, reversed: undefined }),
  };
}
