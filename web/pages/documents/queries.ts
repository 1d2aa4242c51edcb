import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import type { PaperKeptResponse, PapersResponse } from "#contracts/documents";
import { api, type Offline, type Problem } from "../../api/client.ts";
import type { Wire } from "../../api/wire.ts";

export type Paper = Wire<typeof PapersResponse>["papers"][number];

/** Whose a document is: an account's, a house's, an organization's; without any of them the city's. */
export interface PaperOwner {
  readonly organization?: number | undefined;
  readonly building?: number | undefined;
  readonly account?: string | undefined;
}

/** Papers by the titles of their documents. */
export type Papers = ReadonlyMap<string, readonly Paper[]>;

const ownFields = ({ organization, building, account }: PaperOwner) => ({
  ...(organization === undefined ? {} : { organization }),
  ...(building === undefined ? {} : { building }),
  ...(account === undefined ? {} : { account }),
});

/** The files of these documents, in one question; none while it is on its way. */
export function usePapers(owner: PaperOwner, titles: readonly string[]): Papers {
  const asked = [...new Set(titles.map((title) => title.trim()).filter((title) => title !== ""))].sort();
  const found = useQuery({
    queryKey: ["papers", ownFields(owner), asked],
    enabled: asked.length > 0,
    queryFn: async ({ signal }) => {
      const body = { ...ownFields(owner), titles: asked };
      const { papers } = await api.post<Wire<typeof PapersResponse>>("/api/documents/find", { body, signal });
      return Map.groupBy(papers, ({ title }) => title);
    },
  });
  return found.data ?? NONE;
}

const NONE: Papers = new Map();

/** What a form knows of its basis: the document's title, the file that is to be kept under it, and keeping it. */
export function useBasis(begin = "") {
  const [title, setTitle] = useState(begin);
  const [file, setFile] = useState<File>();
  const queries = useQueryClient();
  const keeping = useMutation<Wire<typeof PaperKeptResponse>, Problem | Offline, PaperOwner>({
    mutationFn: (owner) => {
      const query = new URLSearchParams({ title: title.trim(), name: file?.name ?? "" });
      for (const [name, value] of Object.entries(ownFields(owner))) query.set(name, String(value));
      return api.post(`/api/documents?${query}`, { body: file });
    },
    onSuccess: () => queries.invalidateQueries({ queryKey: ["papers"] }),
  });
  return {
    title,
    setTitle,
    file,
    setFile,
    isPending: keeping.isPending,
    error: keeping.error ?? undefined,
    reset: keeping.reset,
    /** The file first, then the deed that names its document: a file that is not taken stops the deed. */
    keep: (owner: PaperOwner, deed: () => void): void => {
      if (file) keeping.mutate(owner, { onSuccess: deed });
      else deed();
    },
  };
}

export type Basis = ReturnType<typeof useBasis>;
