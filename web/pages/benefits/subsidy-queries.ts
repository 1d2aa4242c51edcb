import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import type {
  SubsidyMatchedResponse,
  SubsidyPaymentsResponse,
  SubsidyReceivedResponse,
  SubsidyRegistersResponse,
  SubsidyReviewResponse,
} from "../../../src/flows/subsidy-registers-contract.ts";
import { api, type Offline, type Problem } from "../../api/client.ts";
import type { Wire } from "../../api/wire.ts";

type Trouble = Problem | Offline;
export type SubsidyReview = Wire<typeof SubsidyReviewResponse>;

const AT = "/api/benefits/subsidy-registers";

export const useSubsidyRegisters = () =>
  useQuery({
    queryKey: ["benefits", "subsidy-registers"],
    queryFn: async ({ signal }) =>
      (await api.get<Wire<typeof SubsidyRegistersResponse>>(AT, signal)).registers,
  });

export const useSubsidyRegister = (register: number) =>
  useQuery({
    queryKey: ["benefits", "subsidy-registers", register],
    queryFn: ({ signal }) => api.get<SubsidyReview>(`${AT}/${register}`, signal),
    // Each reading of the people in it is recorded.
    refetchOnWindowFocus: false,
  });

export const usePreviewSubsidies = () =>
  useMutation<SubsidyReview, Trouble, File>({
    mutationFn: (file) => api.post(`${AT}/preview`, { body: file }),
  });

export function useReceiveSubsidies() {
  const queries = useQueryClient();
  return useMutation<Wire<typeof SubsidyReceivedResponse>, Trouble, File>({
    mutationFn: (file) => api.post(`${AT}?name=${encodeURIComponent(file.name)}`, { body: file }),
    onSuccess: () => void queries.invalidateQueries(),
  });
}

export function useMatchSubsidies(register: number) {
  const queries = useQueryClient();
  return useMutation<Wire<typeof SubsidyMatchedResponse>, Trouble, undefined>({
    mutationFn: () => api.post(`${AT}/${register}/match`),
    onSuccess: () => void queries.invalidateQueries(),
  });
}

export const useSubsidyPayments = (number: string) =>
  useQuery({
    queryKey: ["accounts", number, "subsidy-payments"],
    queryFn: async ({ signal }) =>
      (
        await api.get<Wire<typeof SubsidyPaymentsResponse>>(
          `/api/accounts/${number}/subsidy-payments`,
          signal,
        )
      ).payments,
  });
