import { keepPreviousData, useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import type {
  NoticeWordsResponse,
  SavedWordsResponse,
  SaveWordsRequest,
  ShownWordsResponse,
  ShowWordsRequest,
  TestedWordsResponse,
  TestWordsRequest,
} from "../../../src/flows/notice-words-contract.ts";
import { api } from "../../api/client.ts";
import type { Wire } from "../../api/wire.ts";

export type NoticeWords = Wire<typeof NoticeWordsResponse>;
export type WordsRow = NoticeWords["words"][number];
export type WordsLanguage = WordsRow["language"];

export const useNoticeWords = (organization: string | undefined) =>
  useQuery({
    queryKey: ["notices", "words", organization],
    queryFn: ({ signal }) =>
      api.get<NoticeWords>(
        `/api/notice-words${organization === undefined ? "" : `?organization=${encodeURIComponent(organization)}`}`,
        signal,
      ),
    placeholderData: keepPreviousData,
    retry: false,
  });

/** What the reader would see, asked anew for other words; the former sample stays until it comes. */
export const useShownWords = (of: Wire<typeof ShowWordsRequest>) =>
  useQuery({
    queryKey: ["notices", "shown", of],
    queryFn: () => api.post<Wire<typeof ShownWordsResponse>>("/api/notice-words/preview", { body: of }),
    placeholderData: keepPreviousData,
    staleTime: Number.POSITIVE_INFINITY,
    retry: false,
  });

export function useSaveWords() {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (body: Wire<typeof SaveWordsRequest>) =>
      api.post<Wire<typeof SavedWordsResponse>>("/api/notice-words", { body }),
    onSuccess: () => queries.invalidateQueries({ queryKey: ["notices", "words"] }),
  });
}

export const useTestWords = () =>
  useMutation({
    mutationFn: (body: Partial<Wire<typeof TestWordsRequest>>) =>
      api.post<Wire<typeof TestedWordsResponse>>("/api/notice-words/tests", { body }),
  });
