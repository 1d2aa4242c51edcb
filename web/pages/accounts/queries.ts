import { useCallback } from "react";
import { keepPreviousData, useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import type { AccountsResponse } from "#contracts/accounts";
import type {
  EntitlementRequest,
  EntitlementResponse,
  SubsidiesResponse,
  SubsidyEndRequest,
  SubsidyEndResponse,
  SnilsResponse,
  SubsidyRequest,
  SubsidyResponse,
} from "#contracts/benefits";
import type { StatementMonthResponse, StatementResponse } from "#contracts/ledger";
import type { MetersResponse, ReadingsResponse, ReadingsTakenResponse } from "#contracts/metering";
import type { PaymentsResponse, ReversalResponse, TakenPaymentResponse } from "#contracts/payments";
import type {
  CardDocumentResponse,
  CardResponse,
  ConsumptionResponse,
  HistoryResponse,
  ParametersResponse,
  PeopleResponse,
} from "../../../src/flows/account-card-contract.ts";
import type { ExplanationResponse } from "../../../src/flows/contract.ts";
import type {
  AbsenceDecidedResponse,
  AbsenceResponse,
  AbsencesResponse,
  ProposalResponse,
} from "../../../src/flows/reductions-contract.ts";
import type { AccountPenaltiesResponse, WaiverResponse } from "../../../src/flows/penalties-contract.ts";
import { api } from "../../api/client.ts";
import type { Wire } from "../../api/wire.ts";

export type Card = Wire<typeof CardResponse>;
export type Statement = Wire<typeof StatementResponse>;
export type StatementMonth = Statement["months"][number];
export type StatementServices = Wire<typeof StatementMonthResponse>;
export type StatementService = StatementServices["services"][number];
export type StatementLine = StatementService["lines"][number];
export type Payment = Wire<typeof PaymentsResponse>["payments"][number];
export type Meter = Wire<typeof MetersResponse>["meters"][number];
export type Reading = Wire<typeof ReadingsResponse>["readings"][number];
export type Parameters = Wire<typeof ParametersResponse>;
export type People = Wire<typeof PeopleResponse>;
export type History = Wire<typeof HistoryResponse>;
export type AccountEvent = History["events"][number];
export type CardDocument = Wire<typeof CardDocumentResponse>;
export type Explanation = Wire<typeof ExplanationResponse>;
export type ServiceExplained = Explanation["services"][number];
export type Step = ServiceExplained["workings"];
export type Comparison = NonNullable<Explanation["comparison"]>;
export type AccountPenalties = Wire<typeof AccountPenaltiesResponse>;
export type Absence = Wire<typeof AbsencesResponse>["absences"][number];
export type Proposal = Wire<typeof ProposalResponse>;
export type Compare = "previous" | "year";

/** Everything of one account stands under this key, so that a deed refreshes all of its card. */
const keyOf = (number: string, ...more: readonly unknown[]) => ["account", number, ...more];
const at = (number: string, rest = ""): string => `/api/accounts/${encodeURIComponent(number)}${rest}`;
const asOf = (on: string | undefined): string => (on === undefined ? "" : `?on=${on}`);

export const useCard = (number: string, on: string | undefined) =>
  useQuery({
    queryKey: keyOf(number, "card", on),
    queryFn: ({ signal }) => api.get<Card>(at(number, `/card${asOf(on)}`), signal),
    placeholderData: keepPreviousData,
    // Each reading of a card is recorded: coming back to the window is not one.
    refetchOnWindowFocus: false,
  });

/** `months` back from the month given. */
export const useStatement = (number: string, { from, to }: { from: string; to: string }) =>
  useQuery({
    queryKey: keyOf(number, "statement", from, to),
    queryFn: ({ signal }) => api.get<Statement>(at(number, `/statement?from=${from}&to=${to}`), signal),
    placeholderData: keepPreviousData,
  });

const servicesOf = (number: string, period: string) => ({
  queryKey: keyOf(number, "statement-month", period),
  queryFn: ({ signal }: { signal?: AbortSignal }) =>
    api.get<StatementServices>(at(number, `/statement/${period}`), signal),
});

export const useStatementServices = (number: string, period: string) => useQuery(servicesOf(number, period));

/** For rows that are opened one by one. */
export function useLoadServices(number: string): (period: string) => Promise<StatementServices> {
  const queries = useQueryClient();
  return useCallback((period) => queries.fetchQuery(servicesOf(number, period)), [queries, number]);
}

export const useExplanation = (of: {
  number: string;
  period: string;
  service?: string | undefined;
  compare?: Compare | undefined;
  /** As this run calculates it, a draft too; without a comparison. */
  run?: string | undefined;
  enabled?: boolean;
}) =>
  useQuery({
    queryKey: keyOf(of.number, "explanation", of.period, of.service, of.compare, of.run),
    queryFn: ({ signal }) =>
      api.get<Explanation>(
        at(
          of.number,
          `/charges/${of.period}${of.service === undefined ? "" : `/${of.service}`}/explanation${of.run !== undefined ? `?run=${of.run}` : of.compare === undefined ? "" : `?compare=${of.compare}`}`,
        ),
        signal,
      ),
    enabled: of.enabled ?? true,
    placeholderData: (former, query) =>
      // Another month to compare with leaves the tree standing; another service does not.
      query?.queryKey[3] === of.period && query?.queryKey[4] === of.service ? former : undefined,
  });

export const usePayments = (number: string) =>
  useQuery({
    queryKey: keyOf(number, "payments"),
    queryFn: ({ signal }) =>
      api.get<Wire<typeof PaymentsResponse>>(at(number, "/payments?limit=500"), signal),
  });

export const useAccountPenalties = (number: string) =>
  useQuery({
    queryKey: keyOf(number, "penalties"),
    queryFn: ({ signal }) => api.get<AccountPenalties>(at(number, "/penalties"), signal),
  });

export const useDocument = (number: string, document: string) =>
  useQuery({
    queryKey: keyOf(number, "document", document),
    queryFn: ({ signal }) => api.get<CardDocument>(at(number, `/documents/${document}`), signal),
  });

export const useMeters = (number: string) =>
  useQuery({
    queryKey: keyOf(number, "meters"),
    queryFn: ({ signal }) => api.get<Wire<typeof MetersResponse>>(at(number, "/meters"), signal),
  });

export const useReadings = (number: string, meter: Meter | undefined) =>
  useQuery({
    queryKey: keyOf(number, "readings", meter?.id),
    queryFn: ({ signal }) =>
      api.get<Wire<typeof ReadingsResponse>>(
        `/api/metering/buildings/${meter?.building}/meters/${meter?.id}/readings?limit=120`,
        signal,
      ),
    enabled: meter !== undefined,
  });

export const useConsumption = (number: string, through: string) =>
  useQuery({
    queryKey: keyOf(number, "consumption", through),
    queryFn: ({ signal }) =>
      api.get<Wire<typeof ConsumptionResponse>>(at(number, `/consumption?through=${through}`), signal),
  });

export const useParameters = (number: string, on: string | undefined) =>
  useQuery({
    queryKey: keyOf(number, "parameters", on),
    queryFn: ({ signal }) => api.get<Parameters>(at(number, `/parameters${asOf(on)}`), signal),
  });

export const usePeople = (number: string, on: string | undefined) =>
  useQuery({
    queryKey: keyOf(number, "people", on),
    queryFn: ({ signal }) => api.get<People>(at(number, `/people${asOf(on)}`), signal),
    refetchOnWindowFocus: false,
  });

export const useAbsences = (number: string) =>
  useQuery({
    queryKey: keyOf(number, "absences"),
    queryFn: ({ signal }) => api.get<Wire<typeof AbsencesResponse>>(at(number, "/absences"), signal),
  });

/** What accepting it would change: calculated anew, nothing is written. */
export const useAbsenceProposal = (number: string, no: number) =>
  useQuery({
    queryKey: keyOf(number, "absences", no, "proposal"),
    queryFn: ({ signal }) => api.get<Proposal>(at(number, `/absences/${no}/proposal`), signal),
    refetchOnWindowFocus: false,
  });

export const useHistory = (number: string, of: { kinds: string | undefined; limit: number }) =>
  useQuery({
    queryKey: keyOf(number, "history", of.kinds, of.limit),
    queryFn: ({ signal }) =>
      api.get<History>(
        at(number, `/history?limit=${of.limit}${of.kinds === undefined ? "" : `&kinds=${of.kinds}`}`),
        signal,
      ),
    placeholderData: keepPreviousData,
  });

export const useAccountSearch = (typed: string) =>
  useQuery({
    queryKey: ["accounts", typed],
    queryFn: ({ signal }) =>
      api.get<Wire<typeof AccountsResponse>>(`/api/accounts?limit=50&q=${encodeURIComponent(typed)}`, signal),
    enabled: typed !== "",
    placeholderData: keepPreviousData,
  });

/** After a deed everything of the account is asked anew; whoever did it need not wait for that. */
function useRefresh(number: string): () => void {
  const queries = useQueryClient();
  return () => void queries.invalidateQueries({ queryKey: keyOf(number) });
}

export function useTakePayment(number: string) {
  const refresh = useRefresh(number);
  return useMutation({
    mutationFn: (of: {
      key: string;
      amount: bigint;
      paidOn: string;
      statedPeriod: string | undefined;
      document: string;
    }) =>
      api.post<Wire<typeof TakenPaymentResponse>>(at(number, "/payments"), {
        key: of.key,
        body: {
          amount: String(of.amount),
          paidOn: of.paidOn,
          statedPeriod: of.statedPeriod,
          document: of.document === "" ? undefined : of.document,
        },
      }),
    onSuccess: refresh,
  });
}

export function useStateAbsence(number: string) {
  const refresh = useRefresh(number);
  return useMutation({
    mutationFn: (body: {
      resident: number;
      left: string;
      returned: string;
      appliedOn: string | undefined;
      document: string;
    }) => api.post<Wire<typeof AbsenceResponse>>(at(number, "/absences"), { body }),
    onSuccess: refresh,
  });
}

export function useDecideAbsence(number: string) {
  const refresh = useRefresh(number);
  return useMutation({
    mutationFn: ({
      no,
      ...body
    }: {
      no: number;
      decision: "accepted" | "refused" | "withdrawn";
      reason: string;
    }) => api.post<Wire<typeof AbsenceDecidedResponse>>(at(number, `/absences/${no}/decision`), { body }),
    onSuccess: refresh,
  });
}

export const useSubsidies = (number: string) =>
  useQuery({
    queryKey: keyOf(number, "subsidies"),
    queryFn: ({ signal }) => api.get<Wire<typeof SubsidiesResponse>>(at(number, "/subsidies"), signal),
  });

/** A right from a day on; stated again with an end, it ends. */
export function useEntitle(number: string) {
  const refresh = useRefresh(number);
  return useMutation({
    mutationFn: (body: Wire<typeof EntitlementRequest>) =>
      api.post<Wire<typeof EntitlementResponse>>(at(number, "/entitlements"), { body }),
    onSuccess: refresh,
  });
}

/** Each reading of a whole number is recorded: it is asked for when it is to be seen, and not again by itself. */
export const useSnils = (number: string, resident: number) =>
  useQuery({
    queryKey: ["accounts", number, "snils", resident],
    queryFn: ({ signal }) =>
      api.get<Wire<typeof SnilsResponse>>(at(number, `/residents/${resident}/snils`), signal),
    refetchOnWindowFocus: false,
    gcTime: 0,
  });

export function useSetSnils(number: string, resident: number) {
  const refresh = useRefresh(number);
  return useMutation({
    mutationFn: (snils: string) =>
      api.post<Wire<typeof SnilsResponse>>(at(number, `/residents/${resident}/snils`), { body: { snils } }),
    onSuccess: refresh,
  });
}

export function useGrantSubsidy(number: string) {
  const refresh = useRefresh(number);
  return useMutation({
    mutationFn: (body: Wire<typeof SubsidyRequest>) =>
      api.post<Wire<typeof SubsidyResponse>>(at(number, "/subsidies"), { body }),
    onSuccess: refresh,
  });
}

/** A subsidy ends on the first of one of its months. */
export function useEndSubsidy(number: string) {
  const refresh = useRefresh(number);
  return useMutation({
    mutationFn: (body: Wire<typeof SubsidyEndRequest>) =>
      api.post<Wire<typeof SubsidyEndResponse>>(at(number, "/subsidies/end"), { body }),
    onSuccess: refresh,
  });
}

export function useWaivePenalties(number: string) {
  const refresh = useRefresh(number);
  return useMutation({
    mutationFn: ({
      key,
      ...body
    }: {
      key: string;
      provider: number | undefined;
      from: string;
      through: string;
      decidedOn: string;
      document: string;
      reason: string;
    }) => api.post<Wire<typeof WaiverResponse>>(at(number, "/penalty-waivers"), { key, body }),
    onSuccess: refresh,
  });
}

export function useReversePayment(number: string) {
  const refresh = useRefresh(number);
  return useMutation({
    mutationFn: (of: { key: string; building: number; payment: string; reason: string }) =>
      api.post<Wire<typeof ReversalResponse>>(`/api/payments/${of.building}/${of.payment}/reversal`, {
        key: of.key,
        body: { reason: of.reason },
      }),
    onSuccess: refresh,
  });
}

export function useEnterReadings(number: string) {
  const refresh = useRefresh(number);
  return useMutation({
    mutationFn: (
      readings: readonly {
        building: number;
        meter: number;
        scale: number;
        value: string;
        takenOn: string;
        source: Reading["source"];
      }[],
    ) => api.post<Wire<typeof ReadingsTakenResponse>>("/api/metering/readings", { body: { readings } }),
    onSuccess: refresh,
  });
}
