import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import type {
  DiscloseRequest,
  DisclosureResponse,
  NewTextRequest,
  SiteResponse,
  TextVersionRequest,
  TextVersionsResponse,
} from "../../../src/flows/company-site-contract.ts";
import { api } from "../../api/client.ts";
import type { Wire } from "../../api/wire.ts";

export type Site = Wire<typeof SiteResponse>;
export type Text = Site["texts"][number];
export type SiteFile = Site["files"][number];
export type NewText = Wire<typeof NewTextRequest>;
export type TextChange = Wire<typeof TextVersionRequest>;
export type Versions = Wire<typeof TextVersionsResponse>["versions"];

export const TEXT_KINDS = ["news", "page", "vacancy"] as const satisfies readonly Text["kind"][];
export const TEXT_STATES = ["published", "draft", "withdrawn"] as const satisfies readonly Text["state"][];
export const FILE_KINDS = ["document", "report"] as const satisfies readonly SiteFile["kind"][];

export const useSite = (organization: number | undefined) =>
  useQuery({
    queryKey: ["site", organization],
    queryFn: ({ signal }) => api.get<Site>(`/api/site?organization=${organization}`, signal),
    enabled: organization !== undefined,
  });

export const useVersions = (text: number | undefined) =>
  useQuery({
    queryKey: ["site", "text", text],
    queryFn: ({ signal }) => api.get<{ versions: Versions }>(`/api/site/texts/${text}`, signal),
    enabled: text !== undefined,
  });

/** A change of what the portal shows: all that was read of it is read again. */
function useChange<Input, Output>(mutationFn: (input: Input) => Promise<Output>) {
  const queries = useQueryClient();
  return useMutation({ mutationFn, onSuccess: () => queries.invalidateQueries({ queryKey: ["site"] }) });
}

export const useWrite = () =>
  useChange((body: NewText) => api.post<{ text: number }>("/api/site/texts", { body }));

export const useRewrite = (text: number) =>
  useChange((body: TextChange) => api.post(`/api/site/texts/${text}/versions`, { body }));

export const useAddFile = (organization: number) =>
  useChange(({ kind, title, file }: { kind: SiteFile["kind"]; title: string; file: File }) => {
    const query = new URLSearchParams({ organization: String(organization), kind, name: file.name });
    if (title.trim() !== "") query.set("title", title.trim());
    return api.post<SiteFile>(`/api/site/files?${query}`, {
      body: new Blob([file], { type: "application/octet-stream" }),
    });
  });

export const useRemoveFile = () => useChange((file: number) => api.delete(`/api/site/files/${file}`));

export const useChooseAccent = (organization: number) =>
  useChange((accent: string) =>
    api.put<{ accent: string }>("/api/site/branding", { body: { organization, accent } }),
  );

export type Disclosure = Wire<typeof DisclosureResponse>;
export type DisclosedForm = Disclosure["forms"][number];

export const useDisclosure = (
  organization: number,
  of: { readonly year: string | undefined; readonly building: string | undefined },
) =>
  useQuery({
    queryKey: ["site", "disclosure", organization, of.year, of.building],
    queryFn: ({ signal }) => {
      const query = new URLSearchParams({ organization: String(organization) });
      if (of.year !== undefined) query.set("year", of.year);
      if (of.building !== undefined) query.set("building", of.building);
      return api.get<Disclosure>(`/api/site/disclosure?${query}`, signal);
    },
  });

export const useDisclose = () =>
  useChange((body: Wire<typeof DiscloseRequest>) =>
    api.put<{ changed: number }>("/api/site/disclosure", { body }),
  );
