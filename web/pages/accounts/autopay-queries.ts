import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import type { AutopayResponse } from "../../../src/flows/autopay-contract.ts";
import { api } from "../../api/client.ts";
import type { Wire } from "../../api/wire.ts";

export type Autopay = Wire<typeof AutopayResponse>;
export type KeptCard = Autopay["cards"][number];
export type AutopayRule = NonNullable<Autopay["rule"]>;
export type AutopayTurn = Autopay["turns"][number];

export const useAutopay = (account: string) =>
  useQuery({
    queryKey: ["autopay", account],
    queryFn: ({ signal }) => api.get<Autopay>(`/api/accounts/${account}/autopay`, signal),
  });

export function useAutopayStop(account: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: () => api.post(`/api/accounts/${account}/autopay/stop`, {}),
    onSuccess: () => client.invalidateQueries({ queryKey: ["autopay", account] }),
  });
}

export function useCardForgetting(account: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (card: number) => api.post(`/api/accounts/${account}/kept-cards/${card}/forgetting`, {}),
    onSuccess: () => client.invalidateQueries({ queryKey: ["autopay", account] }),
  });
}
