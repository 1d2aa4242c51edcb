import { lazy, Suspense, useEffect, useRef, useState } from "react";
import { setManners } from "../api/client.ts";

const SignInAgainDialog = lazy(async () => ({
  default: (await import("./SignInAgainDialog.tsx")).SignInAgainDialog,
}));

/**
 * A session that ends in the middle of work asks for the password over the page, and the command that met the end is
 * sent again: nothing that was entered is lost.
 */
export function SignInAgain({ login }: { login: string }) {
  const waiting = useRef<((signedIn: boolean) => void)[]>([]);
  const [isAsked, setAsked] = useState(false);
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
  const end = (signedIn: boolean): void => {
    setAsked(false);
    for (const resolve of waiting.current.splice(0)) resolve(signedIn);
  };
  return <Suspense>{isAsked ? <SignInAgainDialog login={login} onEnd={end} /> : null}</Suspense>;
}
