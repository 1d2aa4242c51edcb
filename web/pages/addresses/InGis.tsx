import { troubleOf } from "../../api/client.ts";
import { paths } from "../../paths.ts";
import { useWork } from "../../shell/context.ts";
import { Go } from "../../shell/Go.tsx";
import { Chip } from "../../ui/Chip.tsx";
import { CopyButton } from "../../ui/CopyButton.tsx";
import { useFormats } from "../../ui/formats.ts";
import { ErrorState, LoadingRows } from "../../ui/States.tsx";
import { useT } from "../../words/words.ts";
import styles from "./BuildingPage.module.css";
import { type BuildingInGis, useBuildingInGis } from "./queries.ts";

const CHIPS = { known: "ok", partly: "warn", unknown: "mute" } as const;

/** What the state system calls the house and its premises, and what it does not know of yet. */
export function InGis({ building }: { building: number }) {
  const t = useT();
  const { may } = useWork();
  const found = useBuildingInGis(building);
  const trouble = troubleOf(found.error);
  return (
    <section>
      <h2>{t("gis.place.title")}</h2>
      {trouble ? (
        <ErrorState of={trouble} onRetry={() => void found.refetch()} />
      ) : !found.data ? (
        <LoadingRows rows={2} columns={2} />
      ) : (
        <Identifiers of={found.data} />
      )}
      {may("gis.exchange") ? <Go to={paths.gis()}>{t("gis.place.exchange")}</Go> : null}
    </section>
  );
}

function Identifiers({ of }: { of: BuildingInGis }) {
  const t = useT();
  const { count } = useFormats();
  return (
    <>
      <p className="row">
        <Chip state={CHIPS[of.state]}>{t(`gis.place.state.${of.state}`)}</Chip>
        <span className="t2">
          {t("gis.place.named", { named: count(of.named), total: count(of.premises.length) })}
        </span>
      </p>
      <table className={styles.table}>
        <thead>
          <tr>
            <th scope="col">{t("gis.place.what")}</th>
            <th scope="col">{t("gis.place.guid")}</th>
          </tr>
        </thead>
        <tbody>
          <tr>
            <td>{t("gis.place.house")}</td>
            <td>
              <Guid of={of.guid} />
            </td>
          </tr>
          {of.premises
            .filter(({ guid }) => guid !== undefined)
            .map(({ id, kind, number, guid }) => (
              <tr key={id}>
                <td>{t(`addresses.premises.${kind}`, { number })}</td>
                <td>
                  <Guid of={guid} />
                </td>
              </tr>
            ))}
        </tbody>
      </table>
      {of.premises.length === of.named ? null : (
        <details>
          <summary>{t("gis.place.unnamed", { count: count(of.premises.length - of.named) })}</summary>
          <p className="t2">
            {of.premises
              .filter(({ guid }) => guid === undefined)
              .map(({ kind, number }) => t(`addresses.premises.${kind}`, { number }))
              .join(", ")}
          </p>
        </details>
      )}
    </>
  );
}

function Guid({ of }: { of: string | undefined }) {
  const t = useT();
  return of === undefined ? (
    <span className="t3">{t("gis.place.none")}</span>
  ) : (
    <span className="row">
      <code className={styles.guid}>{of}</code>
      <CopyButton text={of} />
    </span>
  );
}
