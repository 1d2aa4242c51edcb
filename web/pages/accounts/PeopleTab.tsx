import { troubleOf } from "../../api/client.ts";
import { useWork } from "../../shell/context.ts";
import { Button } from "../../ui/Button.tsx";
import { Chip } from "../../ui/Chip.tsx";
import { useFormats } from "../../ui/formats.ts";
import { Empty, ErrorState, LoadingRows } from "../../ui/States.tsx";
import { useT } from "../../words/words.ts";
import styles from "./account.module.css";
import { Absences } from "./Absences.tsx";
import type { CardAddress } from "./card-address.ts";
import { type Card, usePeople } from "./queries.ts";
import { Subsidies } from "./Subsidies.tsx";

/** Who is registered and who was, from when to when, and what they are entitled to. */
export function PeopleTab({ card, address }: { card: Card; address: CardAddress }) {
  const t = useT();
  const { day } = useFormats();
  const { may, today } = useWork();
  const mayNot = may("benefits.grant") ? undefined : t("benefits.right.mayNot");
  const people = usePeople(card.number, address.on);
  const trouble = troubleOf(people.error);
  if (trouble) return <ErrorState of={trouble} onRetry={() => void people.refetch()} />;
  if (!people.data) return <LoadingRows rows={6} columns={5} />;
  const span = (from: string, to: string | undefined): string =>
    to === undefined ? t("accounts.since", { day: day(from) }) : `${day(from)} – ${day(to)}`;
  if (people.data.people.length === 0) {
    return (
      <Empty title={t("accounts.nobody")}>{t("accounts.nobodyCounted", { count: people.data.owners })}</Empty>
    );
  }
  return (
    <div className={styles["scroll"]} role="region" aria-label={t("accounts.tab.people")} tabIndex={0}>
      <div className={styles["pad"]}>
        <table className={styles["table"]} aria-label={t("accounts.tab.people")}>
          <thead>
            <tr>
              <th scope="col">{t("accounts.name")}</th>
              <th scope="col">{t("accounts.born")}</th>
              <th scope="col">{t("accounts.registration")}</th>
              <th scope="col">{t("accounts.registeredFrom")}</th>
              <th scope="col">{t("accounts.state")}</th>
              <th scope="col">{t("snils.name")}</th>
              <th scope="col">{t("accounts.benefits")}</th>
            </tr>
          </thead>
          <tbody>
            {people.data.people.map((person) => (
              <tr key={person.no} className={person.isPresent ? undefined : styles["past"]}>
                <th scope="row">{person.name}</th>
                <td>{person.born === undefined ? "—" : day(person.born)}</td>
                <td>{t(`accounts.registration.${person.registration}`)}</td>
                <td>{span(person.from, person.to)}</td>
                <td>
                  <Chip state={person.isPresent ? "ok" : "mute"}>
                    {t(person.isPresent ? "accounts.counted" : "accounts.notCounted")}
                  </Chip>
                </td>
                <td>
                  <span className="nowrap">{person.snils ?? "—"}</span>
                  {person.isPresent && (
                    <div>
                      <Button
                        kind="ghost"
                        disabledReason={mayNot}
                        onClick={() => address.set({ panel: `snils:${person.no}` }, "push")}
                      >
                        {t(person.snils === undefined ? "snils.add" : "snils.change")}
                      </Button>
                    </div>
                  )}
                </td>
                <td>
                  {person.benefits.length === 0
                    ? "—"
                    : person.benefits.map((benefit) => (
                        <div key={`${benefit.code}|${benefit.from}`}>
                          {benefit.name}
                          <div className="label t3">
                            {span(benefit.from, benefit.to)} · {benefit.document}
                          </div>
                          {benefit.to === undefined || benefit.to > today ? (
                            <Button
                              kind="ghost"
                              disabledReason={mayNot}
                              onClick={() =>
                                address.set(
                                  { panel: `right:${person.no}.${benefit.code}.${benefit.from}` },
                                  "push",
                                )
                              }
                            >
                              {t("benefits.right.end")}
                            </Button>
                          ) : null}
                        </div>
                      ))}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <div className={`${styles["compare"]} ${styles["section"]}`}>
        <span className="spread" />
        <Button disabledReason={mayNot} onClick={() => address.set({ panel: "right" }, "push")}>
          {t("benefits.right.add")}
        </Button>
      </div>
      <Subsidies card={card} address={address} />
      <Absences card={card} people={people.data.people} address={address} />
      <p className="t2 label">{t("accounts.ownersCounted", { count: people.data.owners })}</p>
    </div>
  );
}
