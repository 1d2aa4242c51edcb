import { keepPreviousData, useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import type {
  BatchesResponse,
  PrintPreviewResponse,
  PrintSlipsRequest,
  SlipsVoidedResponse,
} from "../../../src/flows/contract.ts";
import { api } from "../../api/client.ts";
import type { Job } from "../../api/jobs.ts";
import type { Wire } from "../../api/wire.ts";
import type { Language } from "../../words/words.ts";

export type Preview = Wire<typeof PrintPreviewResponse>;
export type Sample = Preview["samples"][number];
export type Batch = Wire<typeof BatchesResponse>["batches"][number];

export const usePreview = (organization: number | undefined, period: string) =>
  useQuery({
    queryKey: ["receipts", "preview", organization, period],
    queryFn: ({ signal }) =>
      api.get<Preview>(`/api/receipts/preview?organization=${organization}&period=${period}`, signal),
    enabled: organization !== undefined,
  });

export const useBatches = (organization: number | undefined) =>
  useQuery({
    queryKey: ["receipts", "batches", organization],
    queryFn: ({ signal }) =>
      api.get<Wire<typeof BatchesResponse>>(
        `/api/receipts/batches?limit=200${organization === undefined ? "" : `&organization=${organization}`}`,
        signal,
      ),
    placeholderData: keepPreviousData,
  });

/** Whether codes for the private account are printed, and where. */
export type Codes = "none" | Wire<typeof PrintSlipsRequest>["place"];

export function usePrint() {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: ({
      codes,
      ...body
    }: {
      organization: number;
      period: string;
      language: Language;
      duplex: boolean;
      codes: Codes;
    }) =>
      codes === "none"
        ? api.post<Job>("/api/receipts/batches", { body })
        : api.post<Job>("/api/receipts/slip-batches", { body: { ...body, place: codes } }),
    onSuccess: () => queries.invalidateQueries({ queryKey: ["jobs"] }),
  });
}

/** Codes of a batch that nobody has used end. */
export function useVoidCodes() {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (batch: number) =>
      api.delete<Wire<typeof SlipsVoidedResponse>>(`/api/receipts/batches/${batch}/slips`),
    onSuccess: () => queries.invalidateQueries({ queryKey: ["receipts", "batches"] }),
  });
}

/** Opened in a tab of its own; the language is that of a receipt issued now. */
export const receiptHref = (number: string, period: string, language: Language): string =>
  `/api/accounts/${encodeURIComponent(number)}/receipts/${period}.pdf?language=${language}`;
export const jobFileHref = (job: number): string => `/api/jobs/${job}/file`;
