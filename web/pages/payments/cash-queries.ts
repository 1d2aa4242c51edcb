import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import type { CashReturnedResponse, CashTakenResponse } from "../../../src/flows/cash-contract.ts";
import { api } from "../../api/client.ts";
import type { Wire } from "../../api/wire.ts";
import type { Journal } from "./queries.ts";

export type CashTaken = Wire<typeof CashTakenResponse>;

/** What this person has taken by hand on a day, with its sums: the server's, not the browser's. */
export const useCashDay = (day: string) =>
  useQuery({
    queryKey: ["payments", "cash", day],
    queryFn: ({ signal }) =>
      api.get<Journal>(
        `/api/payments/journal?from=${day}&to=${day}&channel=hand&mine=true&limit=500`,
        signal,
      ),
  });

function useMoneyMoved(): () => Promise<void> {
  const queries = useQueryClient();
  return async () => {
    await Promise.all(
      [["payments"], ["account"], ["search"], ["figures"], ["board"]].map((queryKey) =>
        queries.invalidateQueries({ queryKey }),
      ),
    );
  };
}

export function useTakeCash() {
  const onSuccess = useMoneyMoved();
  return useMutation({
    mutationFn: (of: {
      readonly key: string;
      readonly body: { readonly account: string; readonly amount: string; readonly contact: string };
    }) => api.post<CashTaken>("/api/cash/payments", of),
    onSuccess,
  });
}

export function useReturnCash() {
  const onSuccess = useMoneyMoved();
  return useMutation({
    mutationFn: (of: {
      readonly key: string;
      readonly building: number;
      readonly payment: string;
      readonly reason: string;
    }) =>
      api.post<Wire<typeof CashReturnedResponse>>(`/api/cash/payments/${of.building}/${of.payment}/return`, {
        key: of.key,
        body: { reason: of.reason },
      }),
    onSuccess,
  });
}
