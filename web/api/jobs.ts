import { type QueryKey, useQuery, useQueryClient } from "@tanstack/react-query";
import { useEffect } from "react";
import type { JobResponse } from "#contracts/access";
import { api } from "./client.ts";
import type { Wire } from "./wire.ts";

export type Job = Wire<typeof JobResponse>;

const SECOND = 1_000;

/** A job, looked at each second until it has ended; then what it `changes` is asked for again. */
export function useJob(job: number | undefined, changes?: QueryKey) {
  const queries = useQueryClient();
  const query = useQuery({
    queryKey: ["jobs", job],
    queryFn: ({ signal }) => api.get<Job>(`/api/jobs/${job}`, signal),
    enabled: job !== undefined,
    refetchInterval: ({ state }) =>
      state.data === undefined || state.data.state === "running" ? SECOND : false,
    retry: false,
  });
  const state = query.data?.state;
  const [changed] = changes ?? [];
  useEffect(() => {
    if (changed !== undefined && state !== undefined && state !== "running")
      void queries.invalidateQueries({ queryKey: [changed] });
  }, [state, queries, changed]);
  return query;
}
