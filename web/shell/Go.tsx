import { useRouter } from "@tanstack/react-router";
import type { AnchorHTMLAttributes, MouseEvent } from "react";
import { carried } from "./carried.ts";

/** Goes to an address of `paths` without loading the page anew; the organization and the period go along. */
export function useGo(): (href: string, how?: "push" | "replace") => void {
  const router = useRouter();
  return (href, how = "push") => {
    const to = carried(href, router.state.location.search);
    if (how === "push") router.history.push(to);
    else router.history.replace(to);
  };
}

/** The full address of a page, for a tab of its own. */
export const carriedNow = (href: string): string =>
  carried(href, Object.fromEntries(new URLSearchParams(location.search)));

/** A link inside the workplaces. A modified click is left to the browser. */
export function Go({
  to,
  onClick,
  ...rest
}: { to: string } & Omit<AnchorHTMLAttributes<HTMLAnchorElement>, "href">) {
  const go = useGo();
  const router = useRouter();
  const follow = (event: MouseEvent<HTMLAnchorElement>): void => {
    onClick?.(event);
    const isModified = event.ctrlKey || event.metaKey || event.shiftKey || event.altKey || event.button !== 0;
    if (event.defaultPrevented || isModified) return;
    event.preventDefault();
    go(to);
  };
  return <a {...rest} href={carried(to, router.state.location.search)} onClick={follow} />;
}
