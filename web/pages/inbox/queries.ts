import {
  keepPreviousData,
  useInfiniteQuery,
  useMutation,
  useQuery,
  useQueryClient,
} from "@tanstack/react-query";
import type {
  CaseResponse,
  InboxResponse,
  NewCaseRequest,
  OpenedResponse,
  TemplatesResponse,
} from "../../../src/flows/inbox-contract.ts";
import { api } from "../../api/client.ts";
import { everyRow } from "../../api/pages.ts";
import type { Wire } from "../../api/wire.ts";

export type Inbox = Wire<typeof InboxResponse>;
export type CaseLine = Inbox["cases"][number];
export type CaseCard = Wire<typeof CaseResponse>;
export type CaseKind = CaseLine["kind"];
export type NewCase = Wire<typeof NewCaseRequest>;
export type Template = Wire<typeof TemplatesResponse>["templates"][number];

export const KINDS = [
  "question",
  "complaint",
  "quality",
  "dispute",
  "suggestion",
  "thanks",
] as const satisfies readonly CaseKind[];

const PAGE = 100;
/** The most that the server gives at once, for a file of the whole list. */
const PAGE_OF_FILE = 200;

export const useInbox = (filter: Readonly<Record<string, string | undefined>>) =>
  useInfiniteQuery({
    queryKey: ["inbox", "list", filter],
    queryFn: ({ signal, pageParam: after }) =>
      api.get<Inbox>(`/api/inbox?${textOf({ ...filter, after, limit: String(PAGE) })}`, signal),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: ({ next }) => next,
    placeholderData: keepPreviousData,
  });

/** The whole list, however much of it has been looked at. */
export const everyCase = (
  filter: Readonly<Record<string, string | undefined>>,
  told: (rows: number) => void,
  most: number,
): Promise<readonly CaseLine[]> =>
  everyRow(
    async (after) => {
      const page = { after: after === "" ? undefined : after, limit: String(PAGE_OF_FILE) };
      const { cases, next } = await api.get<Inbox>(`/api/inbox?${textOf({ ...filter, ...page })}`);
      return { rows: cases, next };
    },
    told,
    most,
  );

export const useCase = (number: string) =>
  useQuery({
    queryKey: ["inbox", "case", number],
    queryFn: ({ signal }) => api.get<CaseCard>(`/api/inbox/${number}`, signal),
    retry: false,
  });

export const useTemplates = () =>
  useQuery({
    queryKey: ["inbox", "templates"],
    queryFn: ({ signal }) => api.get<Wire<typeof TemplatesResponse>>("/api/inbox/templates", signal),
  });

/** A deed on the inbox, after which all of it is looked up anew. */
export function useDeed<Input, Output>(deed: (input: Input) => Promise<Output>) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: deed,
    onSuccess: () => queries.invalidateQueries({ queryKey: ["inbox"] }),
  });
}

export const recordCase = (body: NewCase) => api.post<Wire<typeof OpenedResponse>>("/api/inbox", { body });

const textOf = (query: Readonly<Record<string, string | undefined>>): string =>
  new URLSearchParams(
    Object.entries(query).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])),
  ).toString();
