import { useMutation, useQueryClient } from "@tanstack/react-query";
import type { SignInResponse } from "#contracts/access";
import { api } from "../api/client.ts";
import type { Wire } from "../api/wire.ts";
import { SESSION } from "./session.ts";

interface Credentials {
  readonly login: string;
  readonly password: string;
}

/** Signs in; what another person saw before in this window is forgotten. */
export function useSignIn(onSignedIn: () => void) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (body: Credentials) => api.post<Wire<typeof SignInResponse>>("/api/session", { body }),
    onSuccess: ({ token: _, ...signedIn }) => {
      queries.removeQueries({ predicate: ({ queryKey }) => queryKey[0] !== "demo" });
      queries.setQueryData(SESSION, signedIn);
      onSignedIn();
    },
  });
}
