import { useAddress } from "../../shell/address.ts";
import { paths } from "../../paths.ts";
import type { Compare } from "./queries.ts";

export const TABS = [
  "statement",
  "charges",
  "payments",
  "meters",
  "people",
  "parameters",
  "messages",
  "history",
] as const;
export type CardTab = (typeof TABS)[number];

/** What a card shows, all of it in the address. */
export interface CardAddress {
  readonly tab: CardTab;
  /** As of a day; undefined is today. */
  readonly on: string | undefined;
  /** "payment", "reading", "document:10000000042", "absence", "absence:1", "right", "right:1.VETERAN.2026-11-01", "subsidy", "subsidy:2026-09-01", "autopay". */
  readonly panel: string | undefined;
  /** The payment that a new one is a copy of; "last" is the last one that stands. */
  readonly copy: string | undefined;
  /** The amount that is explained. */
  readonly why: { readonly period: string; readonly service: string } | undefined;
  readonly compare: Compare;
  readonly query: Readonly<Record<string, string | undefined>>;
  set(changes: Readonly<Record<string, string | undefined>>, how?: "replace" | "push"): void;
  /** The address of this card with an amount explained beside it. */
  explained(period: string, service: string): string;
  /** The address of this card with a document beside it. */
  document(document: string): string;
}

export function useCardAddress(number: string): CardAddress {
  const { query, set } = useAddress();
  const [period = "", service = ""] = (query["why"] ?? "").split(".");
  const tab = TABS.find((one) => one === query["tab"]) ?? "statement";
  const beside = (panel: Readonly<Record<string, string>>): string => {
    const { panel: _panel, why: _why, copy: _copy, ...rest } = query;
    return paths.account(number, { ...rest, ...panel });
  };
  return {
    tab,
    on: query["on"],
    panel: query["panel"],
    copy: query["copy"],
    why: period !== "" && service !== "" ? { period, service } : undefined,
    compare: query["compare"] === "year" ? "year" : "previous",
    query,
    set,
    explained: (month, of) => beside({ why: `${month}.${of}` }),
    document: (document) => beside({ panel: `document:${document}` }),
  };
}
