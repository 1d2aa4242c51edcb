import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import type { LongWorkResponse } from "../../../src/flows/run-review-contract.ts";
import { api } from "../../api/client.ts";
import type { Wire } from "../../api/wire.ts";

export type LongWork = Wire<typeof LongWorkResponse>["work"][number];

/** Long work of everybody in sight: each second while something goes on, else now and then. */
export const useWorkList = (enabled: boolean) =>
  useQuery({
    queryKey: ["work"],
    queryFn: ({ signal }) => api.get<Wire<typeof LongWorkResponse>>("/api/work", signal),
    enabled,
    refetchInterval: ({ state }) => ((state.data?.running ?? 0) > 0 ? 1_000 : 15_000),
  });

export function useCancelRun() {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (run: number) => api.post<unknown>(`/api/charging/runs/${run}/cancellation`),
    onSuccess: async () => {
      for (const queryKey of [["work"], ["runs"], ["run"], ["board"]])
        await queries.invalidateQueries({ queryKey });
    },
  });
}
