import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import type {
  ResolutionResponse,
  RulesResponse,
  UnmatchedCardResponse,
  UnmatchedResponse,
} from "../../../src/flows/unmatched-contract.ts";
import { api } from "../../api/client.ts";
import type { Wire } from "../../api/wire.ts";

export type Unmatched = Wire<typeof UnmatchedResponse>;
export type HeldLine = Unmatched["held"][number];
export type HeldCard = Wire<typeof UnmatchedCardResponse>;
export type Candidate = HeldCard["candidates"][number];
export type Resolved = Wire<typeof ResolutionResponse>;
export type Rule = Wire<typeof RulesResponse>["rules"][number];
export type Offer = NonNullable<Resolved["offer"]>;

/** So many lines stand in the list at once; decided ones make room for further ones. */
export const QUEUE_MAX = 200;

export type Decision =
  | {
      readonly kind: "assigned";
      readonly parts: readonly { readonly account: string; readonly amount: string }[];
    }
  | { readonly kind: "returned"; readonly reason: string; readonly document: string }
  | { readonly kind: "left"; readonly note: string };

export const useUnmatched = (registry: string | undefined) =>
  useQuery({
    queryKey: ["unmatched", "queue", registry],
    queryFn: ({ signal }) =>
      api.get<Unmatched>(
        `/api/unmatched?${new URLSearchParams({ limit: String(QUEUE_MAX), ...(registry ? { registry } : {}) })}`,
        signal,
      ),
  });

export const useHeldCard = (held: string | undefined) =>
  useQuery({
    queryKey: ["unmatched", "card", held],
    queryFn: ({ signal }) => api.get<HeldCard>(`/api/unmatched/${held}`, signal),
    enabled: held !== undefined,
    retry: false,
  });

export const useRules = (isWanted: boolean) =>
  useQuery({
    queryKey: ["unmatched", "rules"],
    queryFn: async ({ signal }) =>
      (await api.get<Wire<typeof RulesResponse>>("/api/unmatched/rules", signal)).rules,
    enabled: isWanted,
  });

/** The queue, the accounts that were paid, and what the header counts. */
function useDecided(): () => Promise<void> {
  const queries = useQueryClient();
  return async () => {
    await Promise.all(
      [["unmatched"], ["payments"], ["account"], ["search"], ["figures"]].map((queryKey) =>
        queries.invalidateQueries({ queryKey }),
      ),
    );
  };
}

export function useDecision() {
  const decided = useDecided();
  return useMutation({
    mutationFn: ({ held, key, decision }: { held: string; key: string; decision: Decision }) =>
      api.post<Resolved>(`/api/unmatched/${held}/resolution`, { key, body: decision }),
    // Not waited for: with the new queue the line is gone, and with it whoever tells what was done and offers a rule.
    onSuccess: () => void decided(),
  });
}

export function useMakeRule() {
  const onSuccess = useDecided();
  return useMutation({
    mutationFn: ({ statedAccount, payerName, account }: Offer) =>
      api.post("/api/unmatched/rules", { body: { statedAccount, payerName, account } }),
    onSuccess,
  });
}

export function useWithdrawRule() {
  const onSuccess = useDecided();
  return useMutation({
    mutationFn: (rule: number) => api.post(`/api/unmatched/rules/${rule}/withdrawal`, { body: {} }),
    onSuccess,
  });
}
