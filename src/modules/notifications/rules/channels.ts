import type { Channel } from "../model.ts";
import { type NotifiedEvent, ruleOf } from "./events.ts";

export interface Reachable {
  readonly email?: string | undefined;
  readonly sms?: string | undefined;
  /** A browser of theirs has agreed to be told. */
  readonly push: boolean;
}

/**
 * By which channels somebody is told: as they wish, else as everybody is. Of what must be told one that reaches them is
 * taken even against the wish, the cheapest first; what nobody can reach is told nowhere.
 */
export function channelsFor(
  event: NotifiedEvent,
  of: { readonly wish: readonly Channel[] | undefined; readonly at: Reachable },
): Channel[] {
  const rule = ruleOf(event);
  const reaches = (channel: Channel): boolean =>
    channel === "push" ? of.at.push : of.at[channel] !== undefined;
  const wished = (of.wish ?? rule.channels).filter(reaches);
  if (wished.length > 0 || rule.must === undefined) return [...wished];
  return (["email", "push", "sms"] as const).filter(reaches).slice(0, 1);
}
