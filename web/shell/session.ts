import { useQuery } from "@tanstack/react-query";
import type { SignedInResponse } from "#contracts/access";
import { api } from "../api/client.ts";
import type { Wire } from "../api/wire.ts";

export type SignedIn = Wire<typeof SignedInResponse>;

export const SESSION = ["session"] as const;

/** Who works here; while nobody does, the frame shows the sign-in page. */
export const useSession = () =>
  useQuery({
    queryKey: SESSION,
    queryFn: ({ signal }) => api.get<SignedIn>("/api/session", signal),
    staleTime: Number.POSITIVE_INFINITY,
    retry: false,
  });
