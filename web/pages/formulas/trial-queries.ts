import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import type {
  AppliedResponse,
  ApplyRequest,
  TrialRequest,
  TrialResponse,
} from "../../../src/flows/what-if-contract.ts";
import { api, type Offline, type Problem } from "../../api/client.ts";
import type { Job } from "../../api/jobs.ts";
import type { Wire } from "../../api/wire.ts";

export type Trial = Wire<typeof TrialResponse>;
export type TrialBody = Wire<typeof TrialRequest>;
type Trouble = Problem | Offline;

export const useStartTrial = () =>
  useMutation<Job, Trouble, TrialBody>({ mutationFn: (body) => api.post("/api/what-if", { body }) });

export const useTrial = (job: number | undefined, language: string) =>
  useQuery({
    queryKey: ["what-if", job, language],
    queryFn: ({ signal }) => api.get<Trial>(`/api/what-if/${job}`, signal),
    enabled: job !== undefined,
    staleTime: Number.POSITIVE_INFINITY,
  });

export function useApplyTrial(job: number) {
  const client = useQueryClient();
  return useMutation<Wire<typeof AppliedResponse>, Trouble, Wire<typeof ApplyRequest>>({
    mutationFn: (body) => api.post(`/api/what-if/${job}/application`, { body }),
    onSuccess: async () => {
      for (const queryKey of [["formulas"], ["tariffs"]]) await client.invalidateQueries({ queryKey });
    },
  });
}
