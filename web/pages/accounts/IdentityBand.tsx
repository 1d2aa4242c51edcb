import { Go } from "../../shell/Go.tsx";
import { paths } from "../../paths.ts";
import { Chip } from "../../ui/Chip.tsx";
import { CopyButton } from "../../ui/CopyButton.tsx";
import { useFormats } from "../../ui/formats.ts";
import { Tag } from "../../ui/Tag.tsx";
import { useT } from "../../words/words.ts";
import styles from "./account.module.css";
import type { CardAddress } from "./card-address.ts";
import type { Card } from "./queries.ts";
import { WalkBar } from "./WalkBar.tsx";

/** Whose account it is and where: stays in sight whatever is scrolled or opened. */
export function IdentityBand({ card, address }: { card: Card; address: CardAddress }) {
  const t = useT();
  const { quantity, day } = useFormats();
  const { holder, closed } = card;
  const area = (millionths: string | undefined): string =>
    millionths === undefined ? "—" : quantity(millionths);
  const share =
    holder === undefined || holder.shareNumerator === holder.shareDenominator
      ? "1/1"
      : `${holder.shareNumerator}/${holder.shareDenominator}`;
  const traits = card.traits.filter((trait) => trait !== "closed");
  return (
    <header className={styles["identity"]}>
      <div className={styles["who"]}>
        <div className="row">
          <h1 className={`${styles["address"]} cut`}>
            <Go to={paths.building(card.building)} className={styles["quiet"] ?? ""}>
              {card.address}
            </Go>
          </h1>
          {closed === undefined || !card.traits.includes("closed") ? null : (
            <Chip state="mute">{t("accounts.closedFrom", { day: day(closed) })}</Chip>
          )}
          {traits.map((trait) => (
            <Tag key={trait}>{t.of("accounts.trait", trait, { share })}</Tag>
          ))}
        </div>
        <div className={styles["second"]}>
          <span className={styles["number"]}>{card.number}</span>
          <CopyButton text={card.number} />
          <span>{holder?.holderName ?? "—"}</span>
          <WalkBar number={card.number} address={address} />
        </div>
      </div>
      <dl className={styles["facts"]}>
        <Fact name={t("accounts.areas")}>
          {area(card.area)} / {area(card.heatedArea)} {t("accounts.unit.m2")}
        </Fact>
        <Fact name={t("accounts.people")}>
          {card.registered} / {card.residing}
        </Fact>
        <Fact name={t("accounts.ownership")}>
          {card.ownership === undefined
            ? "—"
            : t("accounts.ownershipShare", {
                kind: t.of("accounts.value", card.ownership),
                share,
              })}
        </Fact>
        {holder?.phone === undefined ? null : (
          <Fact name={t("accounts.phone")}>
            <a href={`tel:${holder.phone.replaceAll(/[^+\d]/g, "")}`}>{holder.phone}</a>
          </Fact>
        )}
        {card.manager === undefined ? null : <Fact name={t("accounts.manager")}>{card.manager.name}</Fact>}
      </dl>
    </header>
  );
}

function Fact({ name, children }: { name: string; children: React.ReactNode }) {
  return (
    <div className={styles["fact"]}>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}
