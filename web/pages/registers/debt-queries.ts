import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import type {
  DebtFilesResponse,
  DebtPlansResponse,
  NewDebtPlanRequest,
  SavedDebtPlanResponse,
} from "../../../src/flows/debt-registers-contract.ts";
import { api } from "../../api/client.ts";
import type { Job } from "../../api/jobs.ts";
import type { Wire } from "../../api/wire.ts";

export type Debts = Wire<typeof DebtPlansResponse>;
export type DebtPlanRow = Debts["plans"][number];
export type DebtFileRow = Wire<typeof DebtFilesResponse>["files"][number];
export type DebtTerms = Pick<DebtPlanRow, "profile" | "dayOfMonth" | "drop" | "isActive">;

/** What a new plan is about. */
export type DebtSubject = Omit<Wire<typeof NewDebtPlanRequest>, keyof DebtTerms>;

export const useDebts = () =>
  useQuery({
    queryKey: ["debts", "list"],
    queryFn: ({ signal }) => api.get<Debts>("/api/debts", signal),
    retry: false,
  });

export const useDebtFiles = (plan: number) =>
  useQuery({
    queryKey: ["debts", "files", plan],
    queryFn: ({ signal }) => api.get<Wire<typeof DebtFilesResponse>>(`/api/debts/${plan}/files`, signal),
    retry: false,
  });

function useDebtDeed<Input, Answer>(deed: (input: Input) => Promise<Answer>) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: deed,
    onSuccess: () => queries.invalidateQueries({ queryKey: ["debts"] }),
  });
}

export const useSaveDebtPlan = () =>
  useDebtDeed(({ plan, ...body }: DebtTerms & { plan: number | undefined } & Partial<DebtSubject>) =>
    api.post<Wire<typeof SavedDebtPlanResponse>>(
      plan === undefined ? "/api/debts" : `/api/debts/${plan}/terms`,
      { body },
    ),
  );

export const useMakeDebtFile = (plan: number) =>
  useDebtDeed((period: string | undefined) =>
    api.post<Job>(`/api/debts/${plan}/files`, {
      body: period === undefined ? {} : { period },
    }),
  );
