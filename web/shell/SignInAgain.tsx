import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useEffect, useRef, useState } from "react";
import { api, setManners, troubleOf } from "../api/client.ts";
import { Dialog } from "../ui/Dialog.tsx";
import { Form } from "../ui/Form.tsx";
import { TextInput } from "../ui/TextInput.tsx";
import { useT } from "../words/words.ts";

/**
 * A session that ends in the middle of work asks for the password over the page, and the command that met the end is
 * sent again: nothing that was entered is lost.
 */
export function SignInAgain({ login }: { login: string }) {
  const t = useT();
  const queries = useQueryClient();
  const waiting = useRef<((signedIn: boolean) => void)[]>([]);
  const [isAsked, setAsked] = useState(false);
  const [password, setPassword] = useState("");
  useEffect(() => {
    setManners({
      signInAgain: () =>
        new Promise<boolean>((resolve) => {
          waiting.current.push(resolve);
          setAsked(true);
        }),
    });
    return () => setManners({ signInAgain: undefined });
  }, []);
  const finish = (signedIn: boolean): void => {
    setAsked(false);
    setPassword("");
    for (const resolve of waiting.current.splice(0)) resolve(signedIn);
  };
  const signIn = useMutation({
    mutationFn: () => api.post("/api/session", { body: { login, password } }),
    onSuccess: () => {
      finish(true);
      void queries.invalidateQueries();
    },
  });
  return (
    <Dialog isOpen={isAsked} onClose={() => finish(false)} title={t("signIn.over")}>
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
