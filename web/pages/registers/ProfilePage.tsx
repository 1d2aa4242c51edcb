import { useParams } from "@tanstack/react-router";
import { troubleOf } from "../../api/client.ts";
import { paths } from "../../paths.ts";
import { useAddress } from "../../shell/address.ts";
import { useWork } from "../../shell/context.ts";
import { Go, useGo } from "../../shell/Go.tsx";
import { useFormats } from "../../ui/formats.ts";
import { Page } from "../../ui/Page.tsx";
import { ErrorState, LoadingRows } from "../../ui/States.tsx";
import { toast } from "../../ui/toast.ts";
import { useT } from "../../words/words.ts";
import { type Definition, EMPTY } from "./draft.ts";
import { ProfileEditor } from "./ProfileEditor.tsx";
import { type ProfileVersion, useProfile } from "./queries.ts";
import styles from "./registers.module.css";

/** A profile that is not there yet. */
export function NewProfilePage() {
  const t = useT();
  const go = useGo();
  const { may } = useWork();
  return (
    <Page title={t("registers.new")} crumbs={<Go to={paths.registerProfiles()}>{t("registers.title")}</Go>}>
      <ProfileEditor
        code={undefined}
        initial={EMPTY}
        disabledReason={may("gateways.profiles") ? undefined : t("registers.notAllowed")}
        onSaved={(code, version) => {
          toast({ kind: "ok", text: t("registers.saved", { version }) });
          go(paths.registerProfile(code));
        }}
      />
    </Page>
  );
}

/** A profile with its versions: what is read here is one of them, what is saved is the next. */
export function ProfilePage() {
  const { code = "" } = useParams({ strict: false }) as { code?: string };
  const t = useT();
  const { query, set } = useAddress();
  const { may } = useWork();
  const profile = useProfile(code);
  const trouble = troubleOf(profile.error);
  const versions = profile.data?.versions ?? [];
  const shown = versions.find(({ version }) => String(version) === query["version"]) ?? versions[0];
  return (
    <Page
      title={shown?.title ?? code}
      crumbs={<Go to={paths.registerProfiles()}>{t("registers.title")}</Go>}
      subtitle={shown && `${code} · ${t("registers.versionNo", { version: shown.version })}`}
    >
      {trouble ? (
        <ErrorState of={trouble} onRetry={() => void profile.refetch()} />
      ) : shown ? (
        <ProfileEditor
          key={`${code} ${shown.version}`}
          code={code}
          initial={shown.definition as unknown as Definition}
          disabledReason={may("gateways.profiles") ? undefined : t("registers.notAllowed")}
          onSaved={(_, version) => {
            toast({ kind: "ok", text: t("registers.saved", { version }) });
            set({ version: undefined });
          }}
          aside={<Versions code={code} versions={versions} shown={shown.version} />}
        />
      ) : (
        <LoadingRows rows={12} columns={2} />
      )}
    </Page>
  );
}

/** Who saved what, when, with which sample; the newest first. */
function Versions({
  code,
  versions,
  shown,
}: {
  code: string;
  versions: readonly ProfileVersion[];
  shown: number;
}) {
  const t = useT();
  const formats = useFormats();
  return (
    <section className={styles.versions} aria-labelledby="profile-versions">
      <h2 id="profile-versions">{t("registers.versions")}</h2>
      <ul>
        {versions.map((one) => (
          <li key={one.version} aria-current={one.version === shown ? "true" : undefined}>
            <Go to={paths.registerProfile(code, { version: one.version })}>
              {t("registers.versionNo", { version: one.version })}
            </Go>
            <span className="t2 label">
              {one.isOwn
                ? t("registers.savedBy", {
                    who: one.author ?? "",
                    at: one.recordedAt === undefined ? "" : formats.instant(one.recordedAt),
                    from: one.validFrom === undefined ? "" : formats.day(one.validFrom),
                  })
                : t("registers.ofProduct")}
            </span>
            {one.sampleName !== undefined && (
              <span className="label t2">{t("registers.withSample", { name: one.sampleName })}</span>
            )}
            {one.note !== "" && <span className="label">{one.note}</span>}
          </li>
        ))}
      </ul>
    </section>
  );
}
