import { useInfiniteQuery, useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import type {
  FileCardResponse,
  FileLinesResponse,
  FilesResponse,
  FileTakenResponse,
} from "../../../src/flows/register-files-contract.ts";
import { api } from "../../api/client.ts";
import type { Wire } from "../../api/wire.ts";

export type Files = Wire<typeof FilesResponse>;
export type RegisterFile = Files["files"][number];
export type FileState = RegisterFile["state"];
export type FileCard = Wire<typeof FileCardResponse>;
export type FileLine = Wire<typeof FileLinesResponse>["lines"][number];
export type FileTaken = Wire<typeof FileTakenResponse>;

export const STATES = [
  "received",
  "unclear",
  "waiting",
  "companion",
  "refused",
  "posted",
  "reconciled",
] as const satisfies readonly FileState[];

const PAGE = 100;

export const useFiles = (state: FileState | undefined) =>
  useInfiniteQuery({
    queryKey: ["registers", "files", state],
    queryFn: ({ signal, pageParam }) =>
      api.get<Files>(`/api/registers/files?${textOf({ limit: PAGE, state, before: pageParam })}`, signal),
    initialPageParam: undefined as number | undefined,
    getNextPageParam: ({ files }) => (files.length === PAGE ? files.at(-1)?.file : undefined),
  });

export const useFile = (file: string) =>
  useQuery({
    queryKey: ["registers", "file", file],
    queryFn: ({ signal }) => api.get<FileCard>(`/api/registers/files/${file}`, signal),
    retry: false,
  });

export const useLines = (file: string) =>
  useInfiniteQuery({
    queryKey: ["registers", "lines", file],
    queryFn: ({ signal, pageParam }) =>
      api.get<Wire<typeof FileLinesResponse>>(
        `/api/registers/files/${file}/lines?${textOf({ limit: PAGE, after: pageParam })}`,
        signal,
      ),
    initialPageParam: 0,
    getNextPageParam: ({ count }, pages) => {
      const shown = pages.reduce((sum, { lines }) => sum + lines.length, 0);
      return shown < count ? shown : undefined;
    },
  });

/** The files, the payments that they brought, and what waits for a person. */
function useFilesChanged(): () => Promise<void> {
  const queries = useQueryClient();
  return async () => {
    await Promise.all(
      [["registers"], ["payments"], ["unmatched"], ["account"], ["figures"]].map((queryKey) =>
        queries.invalidateQueries({ queryKey }),
      ),
    );
  };
}

export function useTakeFile() {
  const onSettled = useFilesChanged();
  return useMutation({
    mutationFn: ({ agent, profile, file }: { agent: string; profile: string | undefined; file: File }) =>
      api.post<FileTaken>(`/api/registers/files?${textOf({ agent, profile, name: file.name })}`, {
        // The bytes alone: the browser's guess of a type is nobody's business.
        body: new Blob([file], { type: "application/octet-stream" }),
      }),
    onSettled,
  });
}

export function useTakeAgain(file: number) {
  const onSuccess = useFilesChanged();
  return useMutation({
    mutationFn: (profile: string) =>
      api.post<FileTaken>(`/api/registers/files/${file}/taking`, { body: { profile } }),
    onSuccess,
  });
}

const textOf = (query: Readonly<Record<string, string | number | undefined>>): string =>
  new URLSearchParams(
    Object.entries(query).flatMap(([name, value]) => (value === undefined ? [] : [[name, String(value)]])),
  ).toString();
