import { troubleOf } from "../../api/client.ts";
import { useWork } from "../../shell/context.ts";
import { Button } from "../../ui/Button.tsx";
import { Chip, type State } from "../../ui/Chip.tsx";
import { useFormats } from "../../ui/formats.ts";
import { ErrorState } from "../../ui/States.tsx";
import { useT } from "../../words/words.ts";
import { PaperLinks } from "../documents/PaperLinks.tsx";
import { usePapers } from "../documents/queries.ts";
import styles from "./account.module.css";
import type { CardAddress } from "./card-address.ts";
import { type Absence, type Card, type People, useAbsences } from "./queries.ts";

const STATES: Readonly<Record<Absence["state"], State>> = {
  proposed: "warn",
  accepted: "ok",
  refused: "mute",
  withdrawn: "mute",
};

/** Papers about days away, beneath the people: each is looked at with its sums before it is decided. */
export function Absences({
  card,
  people,
  address,
}: {
  card: Card;
  people: People["people"];
  address: CardAddress;
}) {
  const t = useT();
  const { day } = useFormats();
  const { may } = useWork();
  const absences = useAbsences(card.number);
  const papers = usePapers(
    { account: card.number },
    (absences.data?.absences ?? []).map(({ document }) => document),
  );
  const trouble = troubleOf(absences.error);
  if (trouble) return <ErrorState of={trouble} onRetry={() => void absences.refetch()} />;
  if (!absences.data) return null;
  const list = absences.data.absences;
  const nameOf = (no: number): string => people.find((one) => one.no === no)?.name ?? `№ ${no}`;
  return (
    <div className={styles["section"]}>
      <div className={styles["compare"]}>
        <h3>{t("accounts.absence.title")}</h3>
        <Button
          onClick={() => address.set({ panel: "absence" }, "push")}
          disabledReason={may("reductions.register") ? undefined : t("accounts.absence.mayNotRegister")}
        >
          {t("accounts.absence.open")}
        </Button>
      </div>
      {list.length === 0 ? (
        <p className="t2">{t("accounts.absence.none")}</p>
      ) : (
        <table className={styles["table"]} aria-label={t("accounts.absence.title")}>
          <thead>
            <tr>
              <th scope="col">{t("accounts.name")}</th>
              <th scope="col">{t("accounts.absence.left")}</th>
              <th scope="col">{t("accounts.absence.returned")}</th>
              <th scope="col">{t("accounts.absence.document")}</th>
              <th scope="col">{t("accounts.state")}</th>
              <th scope="col">{t("accounts.absence.sums")}</th>
            </tr>
          </thead>
          <tbody>
            {list.map((one) => (
              <tr key={one.no}>
                <th scope="row">{nameOf(one.resident)}</th>
                <td>{day(one.left)}</td>
                <td>{day(one.returned)}</td>
                <td>
                  {one.document} <PaperLinks papers={papers} title={one.document} />
                  <div className="label t3">{t("accounts.absence.applied", { day: day(one.appliedOn) })}</div>
                </td>
                <td>
                  <Chip state={STATES[one.state]}>{t(`accounts.absence.${one.state}`)}</Chip>
                  {one.reason === "" ? null : <div className="label t3">{one.reason}</div>}
                </td>
                <td>
                  <Button
                    kind="ghost"
                    onClick={() => address.set({ panel: `absence:${one.no}` }, "push")}
                    disabledReason={
                      one.state === "refused" || one.state === "withdrawn"
                        ? t("accounts.absence.over")
                        : undefined
                    }
                  >
                    {t(one.state === "proposed" ? "accounts.absence.decide" : "accounts.absence.look")}
                  </Button>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </div>
  );
}
