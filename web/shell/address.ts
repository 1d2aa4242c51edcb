import { useNavigate, useRouterState } from "@tanstack/react-router";
import { useCallback } from "react";

/** The query of the present address: what the page shows, so that a copied address shows the same. */
export interface Address {
  readonly query: Readonly<Record<string, string | undefined>>;
  /** Sets some of it and takes away what is undefined; `push` makes a step that Back undoes. */
  set(changes: Readonly<Record<string, string | number | undefined>>, how?: "replace" | "push"): void;
}

export function useAddress(): Address {
  const query = useRouterState({ select: (state) => state.location.search }) as Record<string, string>;
  const navigate = useNavigate();
  const set = useCallback<Address["set"]>(
    (changes, how = "replace") => {
      void navigate({
        to: ".",
        search: (before: Record<string, unknown>) => {
          const next = { ...before, ...changes };
          return Object.fromEntries(
            Object.entries(next).filter(([, value]) => value !== undefined && value !== ""),
          );
        },
        replace: how === "replace",
      } as never);
    },
    [navigate],
  );
  return { query, set };
}
