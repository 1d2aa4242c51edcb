import { Outlet, rootRouteId, useRouterState } from "@tanstack/react-router";
import { useEffect, useSyncExternalStore } from "react";
import { Problem, troubleOf } from "../api/client.ts";
import { paths } from "../paths.ts";
import { Toasts } from "../ui/Toasts.tsx";
import { ErrorState, OfflineBanner } from "../ui/States.tsx";
import { useFormats } from "../ui/formats.ts";
import { useT } from "../words/words.ts";
import { useWorkContext, WorkContextContext } from "./context.ts";
import styles from "./Frame.module.css";
import { useGo } from "./Go.tsx";
import { Rail } from "./Rail.tsx";
import { useSession } from "./session.ts";
import { SignInAgain } from "./SignInAgain.tsx";
import { TopBar } from "./TopBar.tsx";

/** Pages that stand alone, for people who have not signed in. */
const OUTSIDE = new Set(["/sign-in", "/kit"]);

/** The desk with one sheet on it; nobody works here without a name. */
export function Frame() {
  // By the page that is drawn, not by the address: while one is on its way the other still stands.
  const isOutside = useRouterState({
    select: ({ matches, location }) => {
      const drawn = matches.at(-1)?.routeId;
      const isKnown = drawn !== undefined && drawn !== rootRouteId;
      return OUTSIDE.has(isKnown ? drawn : location.pathname.replace(/^\/app/, "").replace(/\/$/, ""));
    },
  });
  return (
    <>
      {isOutside ? <Outlet /> : <Inside />}
      <Toasts />
    </>
  );
}

function Inside() {
  const t = useT();
  const formats = useFormats();
  const session = useSession();
  const work = useWorkContext(session.data);
  const go = useGo();
  const isOnline = useSyncExternalStore(listenToNetwork, () => navigator.onLine);
  const isUnknown = session.error instanceof Problem && session.error.status === 401;
  useEffect(() => {
    if (isUnknown) go(paths.signIn({ next: location.pathname + location.search }), "replace");
  }, [isUnknown, go]);
  const trouble = isUnknown ? undefined : troubleOf(session.error);
  if (trouble) {
    return (
      <main className={styles.alone}>
        <ErrorState of={trouble} onRetry={() => void session.refetch()} />
      </main>
    );
  }
  if (!work)
    return <div role="status" className={styles.alone} aria-busy="true" aria-label={t("ui.loading")} />;
  return (
    <WorkContextContext value={work}>
      <div className={styles.shell}>
        <a className={styles.skip} href="#page">
          {t("shell.skip")}
        </a>
        <Rail />
        <TopBar />
        <main id="page" tabIndex={-1} className={styles.sheet}>
          <p className={`${styles.printed} onpaper`}>
            {t("shell.printed", {
              whose: work.organization?.name ?? t("shell.allOrganizations"),
              period: formats.period(work.period),
              day: formats.day(work.today),
              by: work.signedIn.user.name,
            })}
          </p>
          {isOnline ? null : <OfflineBanner />}
          <Outlet />
        </main>
      </div>
      <SignInAgain login={work.signedIn.user.login} />
    </WorkContextContext>
  );
}

function listenToNetwork(changed: () => void): () => void {
  addEventListener("online", changed);
  addEventListener("offline", changed);
  return () => {
    removeEventListener("online", changed);
    removeEventListener("offline", changed);
  };
}
