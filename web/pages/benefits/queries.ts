import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import type {
  CategoriesResponse,
  CategoryRequest,
  CategoryResponse,
  SocialNormsRequest,
  SocialNormsResponse,
} from "#contracts/benefits";
import type {
  LineDecisionsRequest,
  LineDecisionsResponse,
  ListReceivedResponse,
  ListsResponse,
  OfficeCodeResponse,
  ReviewResponse,
} from "../../../src/flows/office-lists-contract.ts";
import type { RegisterResponse } from "../../../src/flows/benefit-register-contract.ts";
import { api, type Offline, type Problem } from "../../api/client.ts";
import type { Wire } from "../../api/wire.ts";

export type Category = Wire<typeof CategoriesResponse>["categories"][number];
export type Rule = Category["rules"][number];
export type SocialNorm = Wire<typeof CategoriesResponse>["socialNorms"][number];
export type NewCategory = Wire<typeof CategoryRequest>;
export type RegisterRow = Wire<typeof RegisterResponse>["rows"][number];

export type OfficeList = Wire<typeof ListsResponse>["lists"][number];
export type Review = Wire<typeof ReviewResponse>;
export type ReviewedLine = Review["lines"][number];
export type LineDecision = Wire<typeof LineDecisionsRequest>["decisions"][number];

type Trouble = Problem | Offline;

export const useCategories = () =>
  useQuery({
    queryKey: ["benefits", "categories"],
    queryFn: ({ signal }) => api.get<Wire<typeof CategoriesResponse>>("/api/benefits/categories", signal),
  });

export const useRegister = (of: { readonly organization: number | undefined; readonly period: string }) =>
  useQuery({
    queryKey: ["benefits", "register", of],
    queryFn: ({ signal }) =>
      api.get<Wire<typeof RegisterResponse>>(
        `/api/benefits/register?organization=${of.organization}&period=${of.period}`,
        signal,
      ),
    enabled: of.organization !== undefined,
  });

/** A rule of a category, or a category that is new. */
export function useSetCategory() {
  const queries = useQueryClient();
  return useMutation<Wire<typeof CategoryResponse>, Trouble, NewCategory>({
    mutationFn: (body) => api.post("/api/benefits/categories", { body }),
    onSuccess: () => void queries.invalidateQueries({ queryKey: ["benefits"] }),
  });
}

export function useSetNorms() {
  const queries = useQueryClient();
  return useMutation<Wire<typeof SocialNormsResponse>, Trouble, Wire<typeof SocialNormsRequest>>({
    mutationFn: (body) => api.post("/api/benefits/social-norms", { body }),
    onSuccess: () => void queries.invalidateQueries({ queryKey: ["benefits"] }),
  });
}

export const useLists = () =>
  useQuery({
    queryKey: ["benefits", "lists"],
    queryFn: ({ signal }) => api.get<Wire<typeof ListsResponse>>("/api/benefits/lists", signal),
  });

export const useReview = (list: number) =>
  useQuery({
    queryKey: ["benefits", "lists", list],
    queryFn: ({ signal }) => api.get<Review>(`/api/benefits/lists/${list}`, signal),
    // Each reading of the people on a list is recorded.
    refetchOnWindowFocus: false,
  });

export function useReceiveList() {
  const queries = useQueryClient();
  return useMutation<Wire<typeof ListReceivedResponse>, Trouble, File>({
    mutationFn: (file) =>
      api.post(`/api/benefits/lists?name=${encodeURIComponent(file.name)}`, { body: file }),
    onSuccess: () => void queries.invalidateQueries({ queryKey: ["benefits", "lists"] }),
  });
}

/** A decision makes rights: cards of accounts are asked anew too. */
export function useDecideLines(list: number) {
  const queries = useQueryClient();
  return useMutation<Wire<typeof LineDecisionsResponse>, Trouble, readonly LineDecision[]>({
    mutationFn: (decisions) => api.post(`/api/benefits/lists/${list}/decisions`, { body: { decisions } }),
    onSuccess: () => void queries.invalidateQueries(),
  });
}

export function useSetOfficeCode() {
  const queries = useQueryClient();
  return useMutation<Wire<typeof OfficeCodeResponse>, Trouble, Wire<typeof OfficeCodeResponse>>({
    mutationFn: (body) => api.post("/api/benefits/office-codes", { body }),
    onSuccess: () => void queries.invalidateQueries({ queryKey: ["benefits", "lists"] }),
  });
}
