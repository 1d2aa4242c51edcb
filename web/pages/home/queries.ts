import { keepPreviousData, useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import type { AlertsResponse } from "../../../src/flows/alerts-contract.ts";
import type { BoardResponse } from "../../../src/flows/run-review-contract.ts";
import { api } from "../../api/client.ts";
import type { Wire } from "../../api/wire.ts";

export type Board = Wire<typeof BoardResponse>;
export type BoardRow = Board["organizations"][number];
export type Step = BoardRow["steps"][number];
export type Task = Board["waiting"][number];

/** The month of every organization in sight; looked at more often while a step of it goes on. */
export const useBoard = (period: string) =>
  useQuery({
    queryKey: ["board", period],
    queryFn: ({ signal }) => api.get<Board>(`/api/board?period=${period}`, signal),
    placeholderData: keepPreviousData,
    staleTime: 5_000,
    refetchInterval: ({ state }) =>
      state.data?.organizations.some(({ steps }) =>
        steps.some((step) => step.step === "charges" && step.state === "running"),
      )
        ? 2_000
        : 60_000,
  });

export type Alert = Wire<typeof AlertsResponse>["alerts"][number];

/** What has waited for too long, for those who may see it. */
export const useAlerts = (enabled: boolean) =>
  useQuery({
    queryKey: ["alerts"],
    queryFn: ({ signal }) => api.get<Wire<typeof AlertsResponse>>("/api/alerts", signal),
    enabled,
    refetchInterval: 60_000,
  });

/** A person has dealt with an alert: with all of it that he was told of. */
export function useAlertSeen() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (body: { code: Alert["code"]; about: string; upTo: string; note: string }) =>
      api.post("/api/alerts/seen", { body }),
    onSuccess: () => client.invalidateQueries({ queryKey: ["alerts"] }),
  });
}
