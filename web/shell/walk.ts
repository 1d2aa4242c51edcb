import { useRouterState } from "@tanstack/react-router";
import { useEffect, useState } from "react";

/** The accounts of a list in its order, so that a card that was opened from it leads to its neighbours. */
export interface Walk {
  /** What the list is, for the way back. */
  readonly title: string;
  readonly back: string;
  readonly numbers: readonly string[];
}

const KEY = "paylogic.walk";

/** What the page in sight would lead through, with the address that it belongs to. */
let offered: { readonly path: string; readonly walk: Walk } | undefined;

/** The page's list of accounts: a card that is opened from this page goes through it by Ctrl+ArrowDown. */
export function useWalkOffer(title: string, numbers: readonly (string | undefined)[]): void {
  const { pathname, href } = useRouterState({ select: (state) => state.location });
  // While the next page is fetched, this one is still drawn, and the address is the next one's already.
  const [own] = useState(pathname);
  useEffect(() => {
    if (pathname !== own) return;
    offer(pathname, { title, back: `/app${href.replace(/^\/app/, "")}`, numbers: withoutRepeats(numbers) });
  }, [own, pathname, href, title, numbers]);
}

/** As the page's own, of a list that lies over it: the hits of the search box. */
export const offer = (path: string, walk: Walk): void => {
  offered = { path, walk };
};

interface Step {
  readonly fromLocation?: { readonly pathname: string } | undefined;
  readonly toLocation: { readonly pathname: string };
}

/** At each step of the router: a list is kept when a card is opened from it, and dropped when one is opened elsewhere. */
export function watchWalks(step: Step, storage: Storage = sessionStorage): void {
  const number = accountOf(step.toLocation.pathname);
  if (number === undefined) return;
  const from = step.fromLocation?.pathname;
  const isOffered = offered !== undefined && offered.path === from && offered.walk.numbers.includes(number);
  if (isOffered && offered) storage.setItem(KEY, JSON.stringify(offered.walk));
  // A card that was loaded anew, or reached from its neighbour, stays in its list.
  else if (!walkOf(number, storage)) storage.removeItem(KEY);
}

/** The list that this card was opened from. */
export function walkOf(number: string, storage: Storage = sessionStorage): Walk | undefined {
  const text = storage.getItem(KEY);
  if (text === null) return undefined;
  try {
    const walk = JSON.parse(text) as Walk;
    return walk.numbers.includes(number) ? walk : undefined;
  } catch {
    // Left by an older version of the page: there is no list.
    storage.removeItem(KEY);
    return undefined;
  }
}

const accountOf = (path: string): string | undefined => /\/accounts\/(\d+)$/.exec(path)?.[1];

const withoutRepeats = (numbers: readonly (string | undefined)[]): string[] => [
  ...new Set(numbers.filter((number) => number !== undefined)),
];
