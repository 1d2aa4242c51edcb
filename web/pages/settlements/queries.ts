import { useInfiniteQuery, useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import type {
  BoardResponse,
  DraftedResponse,
  OrdersResponse,
  RowsResponse,
  SentResponse,
  SettledResponse,
  SettlementResponse,
  SetTermsRequest,
  TermsResponse,
} from "#contracts/settlements";
import type { OrganizationsResponse } from "#contracts/organizations";
import type { OrderDebitsResponse } from "../../../src/flows/statements-contract.ts";
import { api } from "../../api/client.ts";
import { everyRow } from "../../api/pages.ts";
import type { Wire } from "../../api/wire.ts";

export type BoardRow = Wire<typeof BoardResponse>["rows"][number];
export type Settlement = Wire<typeof SettlementResponse>;
export type House = Settlement["buildings"][number];
export type Row = Wire<typeof RowsResponse>["rows"][number];
export type Order = Wire<typeof OrdersResponse>["orders"][number];
export type Terms = Wire<typeof TermsResponse>["terms"][number];
export type Outcome = "confirmed" | "rejected" | "returned" | "withdrawn";
export type Format = "1c" | "1c-dos" | "pain001";

const ofOrganization = (organization: number | undefined): string =>
  organization === undefined ? "" : `&organization=${organization}`;

export const useBoard = (of: { readonly period: string; readonly organization: number | undefined }) =>
  useQuery({
    queryKey: ["settlements", "board", of],
    queryFn: ({ signal }) =>
      api.get<Wire<typeof BoardResponse>>(
        `/api/settlements/board?period=${of.period}${ofOrganization(of.organization)}`,
        signal,
      ),
  });

export const useSettlement = (id: string) =>
  useQuery({
    queryKey: ["settlements", "one", id],
    queryFn: ({ signal }) => api.get<Settlement>(`/api/settlements/${id}`, signal),
  });

export const useRows = (settlement: string, building: string) =>
  useInfiniteQuery({
    queryKey: ["settlements", "rows", settlement, building],
    queryFn: ({ signal, pageParam }) =>
      api.get<Wire<typeof RowsResponse>>(
        `/api/settlements/${settlement}/rows?building=${building}${pageParam === "" ? "" : `&after=${pageParam}`}`,
        signal,
      ),
    initialPageParam: "",
    getNextPageParam: (page) => page.next,
  });

/** All payments of a house, however many of them have been looked at. */
export const everyRowOf = (
  of: { readonly settlement: string; readonly building: number },
  told: (rows: number) => void,
  most: number,
): Promise<readonly Row[]> =>
  everyRow(
    async (after) => {
      const { rows, next } = await api.get<Wire<typeof RowsResponse>>(
        `/api/settlements/${of.settlement}/rows?limit=1000&building=${of.building}${after === "" ? "" : `&after=${after}`}`,
      );
      return { rows, next };
    },
    told,
    most,
  );

export const useOrders = () =>
  useQuery({
    queryKey: ["settlements", "orders"],
    queryFn: ({ signal }) => api.get<Wire<typeof OrdersResponse>>("/api/orders", signal),
  });

export const useTerms = () =>
  useQuery({
    queryKey: ["settlements", "terms"],
    queryFn: ({ signal }) => api.get<Wire<typeof TermsResponse>>("/api/settlements/terms", signal),
  });

/** Whoever a service can be paid to: companies, suppliers, funds. */
export const useProviders = () =>
  useQuery({
    queryKey: ["organizations", "all"],
    queryFn: ({ signal }) => api.get<Wire<typeof OrganizationsResponse>>("/api/organizations", signal),
    select: ({ organizations }) =>
      organizations.filter(({ kind }) => kind === "company" || kind === "supplier" || kind === "fund"),
  });

/** A deed after which all that is shown of settlements is asked for again. */
function useDeed<Input, Answer>(deed: (input: Input) => Promise<Answer>) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: deed,
    // Not waited for: a draft that was discarded is not found any more, and its page has yet to lead to the others.
    onSuccess: () => void queries.invalidateQueries({ queryKey: ["settlements"] }),
  });
}

export const useSettle = () =>
  useDeed(async (of: { readonly organizations: readonly number[]; readonly through: string }) => {
    const all: Wire<typeof SettledResponse>[] = [];
    for (const organization of of.organizations) {
      all.push(
        await api.post<Wire<typeof SettledResponse>>("/api/settlements", {
          body: { organization, through: of.through },
        }),
      );
    }
    return all;
  });

export const useApprove = () =>
  useDeed((settlement: number) => api.post(`/api/settlements/${settlement}/approval`, { body: {} }));

export const useDiscard = () =>
  useDeed((settlement: number) => api.post(`/api/settlements/${settlement}/discarding`, { body: {} }));

export const useDraftOrders = () =>
  useDeed(() => api.post<Wire<typeof DraftedResponse>>("/api/orders", { body: {} }));

export const useApproveOrder = () =>
  useDeed((order: number) => api.post<Order>(`/api/orders/${order}/approval`, { body: {} }));

export const useSendOrders = () =>
  useDeed((body: { readonly orders: readonly number[]; readonly format: Format }) =>
    api.post<Wire<typeof SentResponse>>("/api/orders/sending", { body }),
  );

export const useEndOrder = () =>
  useDeed(({ order, ...body }: { order: number; outcome: Outcome; on: string; document: string }) =>
    api.post<Order>(`/api/orders/${order}/outcome`, { body }),
  );

export const useSetTerms = () =>
  useDeed((body: Wire<typeof SetTermsRequest>) =>
    api.post<{ changed: boolean }>("/api/settlements/terms", { body }),
  );

/** Lines of statements by which a sent order may have been carried out. */
export const useOrderDebits = (order: number) =>
  useQuery({
    queryKey: ["settlements", "debits", order],
    queryFn: ({ signal }) => api.get<Wire<typeof OrderDebitsResponse>>(`/api/orders/${order}/debits`, signal),
    retry: false,
  });
