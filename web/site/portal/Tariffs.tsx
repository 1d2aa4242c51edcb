import type { TariffsPage } from "../../../src/flows/portal-pages-contract.ts";
import type { SiteFrame } from "../../../src/flows/site-contract.ts";
import { useWords } from "../words/words.ts";
import { Crumbs, PriceTable, serviceName } from "./parts.tsx";

/** Every tariff of the city: today's in sight, what is decided and what was before a press away. */
export function Tariffs({ page, frame }: { readonly page: TariffsPage; readonly frame: SiteFrame }) {
  const words = useWords();
  const { t, f } = words;
  const home = `/${frame.city.slug}`;
  return (
    <div className="wrap">
      <Crumbs
        of={[
          { href: home, name: frame.city.name, isRussian: true },
          { href: `${home}/tariffs`, name: t("site.tariffs"), isRussian: false },
        ]}
      />
      <div className="head">
        <h1>{t("portal.cityTariffs")}</h1>
        <p className="lead">{t("portal.tariffsOn", { day: f.day(page.on) })}</p>
      </div>
      <div className="stack">
        {page.services.map((one) => {
          const name = serviceName(one, words);
          return (
            <section key={one.code} className="card" aria-labelledby={one.code.toLowerCase()}>
              <h2 id={one.code.toLowerCase()}>{name}</h2>
              {one.now.length === 0 ? (
                <p className="second">{t("portal.tariffNone")}</p>
              ) : (
                <PriceTable prices={one.now} label={name} />
              )}
              {one.later.length > 0 && (
                <details>
                  <summary>{t("portal.tariffLater", { count: one.later.length })}</summary>
                  <PriceTable prices={one.later} label={`${name}: ${t("portal.later")}`} />
                </details>
              )}
              {one.earlier.length > 0 && (
                <details>
                  <summary>{t("portal.tariffEarlier", { count: one.earlier.length })}</summary>
                  <PriceTable prices={one.earlier} label={`${name}: ${t("portal.earlier")}`} />
                </details>
              )}
            </section>
          );
        })}
      </div>
    </div>
  );
}
