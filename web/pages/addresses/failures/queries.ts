import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import type {
  FailureChoicesResponse,
  FailureDecidedResponse,
  FailureResponse,
  FailuresResponse,
  NewFailureRequest,
  ProposalResponse,
} from "../../../../src/flows/reductions-contract.ts";
import { api } from "../../../api/client.ts";
import type { Wire } from "../../../api/wire.ts";

export type Failure = Wire<typeof FailureResponse>;
export type NewFailure = Wire<typeof NewFailureRequest>;
export type FailureChoice = Wire<typeof FailureChoicesResponse>["choices"][number];
export type Proposal = Wire<typeof ProposalResponse>;
export type FailureDecided = Wire<typeof FailureDecidedResponse>;
export type FailureDecision = "accepted" | "refused" | "withdrawn";

const at = (building: number, rest = ""): string => `/api/metering/buildings/${building}/failures${rest}`;
const keyOf = (building: number) => ["failures", building] as const;

export const useFailures = (building: number) =>
  useQuery({
    queryKey: keyOf(building),
    queryFn: ({ signal }) => api.get<Wire<typeof FailuresResponse>>(at(building), signal),
  });

/** What annex 1 speaks of changes with the law, not with the day's work. */
export const useFailureChoices = () =>
  useQuery({
    queryKey: ["failure-choices"],
    queryFn: ({ signal }) =>
      api.get<Wire<typeof FailureChoicesResponse>>("/api/metering/failure-choices", signal),
    staleTime: Number.POSITIVE_INFINITY,
  });

export const useFailureProposal = (building: number, no: number) =>
  useQuery({
    queryKey: [...keyOf(building), "proposal", no],
    queryFn: ({ signal }) => api.get<Proposal>(at(building, `/${no}/proposal`), signal),
  });

export function useStateFailure(building: number) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (body: NewFailure) => api.post<Failure>(at(building), { body }),
    onSuccess: () => void queries.invalidateQueries({ queryKey: keyOf(building) }),
  });
}

/** A decision may charge months of the building again: its charges are asked anew too. */
export function useDecideFailure(building: number) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: ({ no, ...body }: { no: number; decision: FailureDecision; reason: string }) =>
      api.post<FailureDecided>(at(building, `/${no}/decision`), { body }),
    onSuccess: () => void queries.invalidateQueries(),
  });
}
