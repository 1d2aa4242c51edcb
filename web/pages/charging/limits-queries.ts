import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import type { LimitsSetResponse } from "../../../src/flows/run-review-contract.ts";
import { api } from "../../api/client.ts";
import type { Wire } from "../../api/wire.ts";

export type Limits = Wire<typeof LimitsSetResponse>;
export type Thresholds = Limits["ordinary"];

export const useLimits = () =>
  useQuery({
    queryKey: ["limits"],
    queryFn: ({ signal }) => api.get<Limits>("/api/charging/review-limits", signal),
  });

export interface NewLimits extends Thresholds {
  readonly organization: number | undefined;
  readonly from: string;
}

export function useSetLimits() {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (body: NewLimits) => api.post<{ from: string }>("/api/charging/review-limits", { body }),
    // A run's review tells the limits that it was judged by.
    onSuccess: async () => {
      await Promise.all([["limits"], ["run"]].map((queryKey) => queries.invalidateQueries({ queryKey })));
    },
  });
}
