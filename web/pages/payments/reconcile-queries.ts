import { keepPreviousData, useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import type {
  ReconciliationDayResponse,
  ReconciliationResponse,
} from "../../../src/flows/reconciliation-contract.ts";
import type {
  LineCandidatesResponse,
  MatchedResponse,
  StatementResponse,
  StatementsResponse,
  StatementsTakenResponse,
} from "../../../src/flows/statements-contract.ts";
import { api } from "../../api/client.ts";
import type { Wire } from "../../api/wire.ts";

export type Board = Wire<typeof ReconciliationResponse>;
export type BoardDay = Board["days"][number];
export type DayCard = Wire<typeof ReconciliationDayResponse>;
export type Difference = DayCard["differences"][number];
export type StatementRow = Wire<typeof StatementsResponse>["statements"][number];
export type Statement = Wire<typeof StatementResponse>;
export type StatementLine = Statement["lines"][number];
export type StatementsTaken = Wire<typeof StatementsTakenResponse>["statements"];

export interface Days {
  readonly from: string;
  readonly to: string;
}

export const useBoard = ({ from, to }: Days) =>
  useQuery({
    queryKey: ["reconciliation", "board", from, to],
    queryFn: ({ signal }) => api.get<Board>(`/api/reconciliation?from=${from}&to=${to}`, signal),
    placeholderData: keepPreviousData,
    retry: false,
  });

/** "1-2026-11-20": an agent and a day, as the address names them. */
export const pathOf = (place: string): string => place.replace("-", "/");

export const useDay = (place: string) =>
  useQuery({
    queryKey: ["reconciliation", "day", place],
    queryFn: ({ signal }) => api.get<DayCard>(`/api/reconciliation/${pathOf(place)}`, signal),
    retry: false,
  });

export function useDecision(place: string) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: ({ card, event, note }: { card: DayCard; event: "reconciled" | "reopened"; note: string }) =>
      api.post<DayCard>(`/api/reconciliation/${pathOf(place)}/decisions`, {
        body: {
          event,
          note,
          seen: {
            online: card.online.total,
            registry: card.registry.total,
            fee: card.fee,
            received: card.received,
            differences: card.differenceCount,
          },
        },
      }),
    // Not waited for: with the day's new state the form is another, and this one has yet to tell what was done.
    onSuccess: () => void queries.invalidateQueries({ queryKey: ["reconciliation"] }),
    // What stands there now is what the person must look at.
    onError: () => queries.invalidateQueries({ queryKey: ["reconciliation", "day", place] }),
  });
}

const LIST = 200;
export const useStatements = () =>
  useQuery({
    queryKey: ["statements", "list"],
    queryFn: ({ signal }) => api.get<{ statements: StatementRow[] }>(`/api/statements?limit=${LIST}`, signal),
    retry: false,
  });

export const useStatement = (statement: string) =>
  useQuery({
    queryKey: ["statements", "one", statement],
    queryFn: ({ signal }) => api.get<Statement>(`/api/statements/${statement}`, signal),
    retry: false,
  });

/** What a statement may change: payments, what waits in suspense, the days of agents. */
function useMoneyCame(): () => Promise<void> {
  const queries = useQueryClient();
  return async () => {
    await Promise.all(
      [["statements"], ["reconciliation"], ["payments"], ["unmatched"], ["account"]].map((queryKey) =>
        queries.invalidateQueries({ queryKey }),
      ),
    );
  };
}

export function useTakeStatement() {
  const onSuccess = useMoneyCame();
  return useMutation({
    mutationFn: (file: File) =>
      api.post<{ statements: StatementsTaken }>(`/api/statements?name=${encodeURIComponent(file.name)}`, {
        body: file,
      }),
    onSuccess,
  });
}

export function useMatch() {
  const onSuccess = useMoneyCame();
  return useMutation({
    mutationFn: () => api.post<Wire<typeof MatchedResponse>>("/api/statements/matches"),
    onSuccess,
  });
}

export const useLineCandidates = (line: string) =>
  useQuery({
    queryKey: ["statements", "candidates", line],
    queryFn: ({ signal }) =>
      api.get<Wire<typeof LineCandidatesResponse>>(`/api/statements/lines/${line}/candidates`, signal),
    retry: false,
  });

export function useChooseRegistries(line: string) {
  const onSuccess = useMoneyCame();
  return useMutation({
    mutationFn: (registries: readonly number[]) =>
      api.post(`/api/statements/lines/${line}/registries`, { body: { registries } }),
    onSuccess,
  });
}
