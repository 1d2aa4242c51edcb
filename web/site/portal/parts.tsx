import type {
  HousePage,
  PortalHouse,
  PortalPrice,
  PortalService,
  PortalTariff,
} from "../../../src/flows/portal-pages-contract.ts";
import type { Crumb } from "../../../src/flows/site-contract.ts";
import { LinkedWay } from "../kit/Linked.tsx";
import { useWords, type Words } from "../words/words.ts";

/** "tel:+78162000005" of a telephone as people write it. */
export const telephone = (phone: string): string => `tel:${phone.replaceAll(/[^+\d]/g, "")}`;

/** The way here from the city's page; the page itself is not a link. */
export function Crumbs({ of }: { readonly of: readonly Crumb[] }) {
  const { t } = useWords();
  return (
    <nav className="crumbs" aria-label={t("site.path")}>
      <ol>
        {of.map(({ href, name, isRussian }, at) => (
          <li key={href} lang={isRussian ? "ru" : undefined}>
            {at === of.length - 1 ? <span aria-current="page">{name}</span> : <a href={href}>{name}</a>}
          </li>
        ))}
      </ol>
      <LinkedWay of={of} />
    </nav>
  );
}

export const serviceName = (of: PortalService, { language }: Pick<Words, "language">): string =>
  language === "ru" ? of.service : of.serviceEn;

/** Whom a price is for and for what part of the day and the month; nothing for everyone's, always. */
export function priceFor(of: PortalPrice, { t, f }: Words): string {
  const unit = t(`portal.unit.${of.unit}`);
  return [
    of.group === "" ? "" : t(`portal.group.${of.group}`),
    of.zone === 0 ? "" : t(`portal.zone.${of.zone}`),
    of.isAboveSocialNorm
      ? t("portal.aboveNorm")
      : of.above === 0n
        ? ""
        : t("portal.above", { amount: `${f.quantity(of.above)} ${unit}` }),
  ]
    .filter(Boolean)
    .join(", ");
}

export const priceText = (of: PortalPrice, { t, f }: Words): string =>
  `${f.quantity(of.price, 2)} ₽ / ${t(`portal.unit.${of.unit}`)}`;

/** "01.10.2026", "01.10.2025 – 30.09.2026": the last day is named, not the first that is out. */
export function spanText({ from, to }: Pick<PortalPrice, "from" | "to">, { f }: Words): string {
  return to === undefined ? f.day(from) : `${f.day(from)} – ${f.day(dayBefore(to))}`;
}
const dayBefore = (day: string): string =>
  new Date(Date.parse(`${day}T00:00:00Z`) - 86_400_000).toISOString().slice(0, 10);

/** Tariffs in rows, one for each price; with the house where it is the price of one house. */
export function TariffTable({
  tariffs,
  label,
}: {
  readonly tariffs: readonly (PortalTariff & { readonly house?: string | undefined })[];
  readonly label?: string | undefined;
}) {
  const words = useWords();
  const { t } = words;
  return (
    <table className="fold" aria-label={label}>
      <thead>
        <tr>
          <th scope="col">{t("portal.service")}</th>
          <th scope="col" className="n">
            {t("portal.tariff")}
          </th>
          <th scope="col">{t("portal.since")}</th>
          <th scope="col">{t("portal.basis")}</th>
        </tr>
      </thead>
      <tbody>
        {tariffs.map((one) => (
          <tr key={keyOf(one)}>
            <th scope="row">
              {[serviceName(one, words), priceFor(one, words)].filter(Boolean).join(", ")}
              {one.house !== undefined && (
                <small className="second" lang="ru">
                  {" "}
                  {one.house}
                </small>
              )}
            </th>
            <td className="n" data-label={t("portal.tariff")}>
              {priceText(one, words)}
            </td>
            <td data-label={t("portal.since")}>{spanText(one, words)}</td>
            <td data-label={t("portal.basis")} lang="ru">
              {one.basis}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
const keyOf = (one: PortalTariff & { readonly house?: string | undefined }): string =>
  [one.service, one.house, one.group, one.zone, one.above, one.from].join(" ");

/** Prices of one service, whose name stands above. */
export function PriceTable({
  prices,
  label,
}: {
  readonly prices: readonly PortalPrice[];
  readonly label: string;
}) {
  const words = useWords();
  const { t } = words;
  return (
    <table className="fold" aria-label={label}>
      <thead>
        <tr>
          <th scope="col">{t("portal.priceFor")}</th>
          <th scope="col" className="n">
            {t("portal.tariff")}
          </th>
          <th scope="col">{t("portal.since")}</th>
          <th scope="col">{t("portal.basis")}</th>
        </tr>
      </thead>
      <tbody>
        {prices.map((one) => (
          <tr key={[one.group, one.zone, one.above, one.from].join(" ")}>
            <th scope="row">{priceFor(one, words) || t("portal.everyone")}</th>
            <td className="n" data-label={t("portal.tariff")}>
              {priceText(one, words)}
            </td>
            <td data-label={t("portal.since")}>{spanText(one, words)}</td>
            <td data-label={t("portal.basis")} lang="ru">
              {one.basis}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** Houses in rows; with their company where the list is of several. */
export function HouseTable({
  houses,
  home,
  withCompany,
}: {
  readonly houses: readonly PortalHouse[];
  readonly home: string;
  readonly withCompany: boolean;
}) {
  const { t, f } = useWords();
  return (
    <table className="fold">
      <thead>
        <tr>
          <th scope="col">{t("portal.address")}</th>
          {withCompany && <th scope="col">{t("portal.company")}</th>}
          <th scope="col" className="n">
            {t("portal.built")}
          </th>
          <th scope="col" className="n">
            {t("portal.dwellings")}
          </th>
          <th scope="col" className="n">
            {t("portal.areaM2")}
          </th>
          <th scope="col">{t("portal.managedSince")}</th>
        </tr>
      </thead>
      <tbody>
        {houses.map((one) => (
          <tr key={one.id}>
            <th scope="row">
              <a href={`${home}/house/${one.id}`} lang="ru">
                {one.address}
              </a>
            </th>
            {withCompany && (
              <td data-label={t("portal.company")} lang="ru">
                {one.company}
              </td>
            )}
            <td className="n" data-label={t("portal.built")}>
              {one.builtYear ?? "—"}
            </td>
            <td className="n" data-label={t("portal.dwellings")}>
              {f.count(one.dwellings)}
            </td>
            <td className="n" data-label={t("portal.areaM2")}>
              {f.quantity(one.area)}
            </td>
            <td data-label={t("portal.managedSince")}>{one.since === undefined ? "—" : f.day(one.since)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** The services of a house: what each costs there, and who supplies it. */
export function ServiceTable({ services }: { readonly services: HousePage["services"] }) {
  const words = useWords();
  const { t } = words;
  return (
    <table className="fold">
      <thead>
        <tr>
          <th scope="col">{t("portal.service")}</th>
          <th scope="col" className="n">
            {t("portal.tariff")}
          </th>
          <th scope="col">{t("portal.provider")}</th>
          <th scope="col">{t("portal.basis")}</th>
        </tr>
      </thead>
      <tbody>
        {services.map((one) => {
          const [first] = one.prices;
          return (
            <tr key={one.service}>
              <th scope="row">{serviceName(one, words)}</th>
              <td className="n" data-label={t("portal.tariff")}>
                {first === undefined
                  ? "—"
                  : one.prices.length === 1
                    ? priceText(first, words)
                    : t("portal.fromPrice", { price: priceText(cheapest(one.prices), words) })}
              </td>
              <td data-label={t("portal.provider")} lang="ru">
                {one.provider}
              </td>
              <td data-label={t("portal.basis")} lang="ru">
                {first?.basis ?? ""}
              </td>
            </tr>
          );
        })}
      </tbody>
    </table>
  );
}
const cheapest = (prices: readonly PortalPrice[]): PortalPrice =>
  prices.reduce((least, one) => (one.price < least.price ? one : least));
