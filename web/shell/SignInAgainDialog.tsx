import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { api, troubleOf } from "../api/client.ts";
import { Dialog } from "../ui/Dialog.tsx";
import { Form } from "../ui/Form.tsx";
import { TextInput } from "../ui/TextInput.tsx";
import { useT } from "../words/words.ts";

/** Asks for the password over the page; `onEnd` tells whether the person is signed in again. */
export function SignInAgainDialog({ login, onEnd }: { login: string; onEnd: (signedIn: boolean) => void }) {
  const t = useT();
  const queries = useQueryClient();
  const [password, setPassword] = useState("");
  const signIn = useMutation({
    mutationFn: () => api.post("/api/session", { body: { login, password } }),
    onSuccess: () => {
      onEnd(true);
      void queries.invalidateQueries();
    },
  });
  return (
    <Dialog isOpen onClose={() => onEnd(false)} title={t("signIn.over")}>
      <p>{t("signIn.overAbout", { login })}</p>
      <Form
        pending={signIn.isPending}
        refusal={troubleOf(signIn.error)}
        submitLabel={t("signIn.submit")}
        onSubmit={() => signIn.mutate()}
      >
        <TextInput
          label={t("signIn.password")}
          type="password"
          value={password}
          onChange={setPassword}
          required
          autoFocus
          autoComplete="current-password"
        />
      </Form>
    </Dialog>
  );
}
