import type { MapPage } from "../../../src/flows/portal-pages-contract.ts";
import type { SiteFrame } from "../../../src/flows/site-contract.ts";
import { useWords } from "../words/words.ts";
import { boundsOf, type Placed, pointsOf } from "./map-points.ts";
import { Crumbs, HouseTable } from "./parts.tsx";

/** More houses are points alone, and their rows are those of one company: a page of a large city stays light. */
const HOUSES_MAX = 400;

/** The city's houses as points in the colours and with the numbers of their companies; the list tells the same. */
export function HouseMap({ page, frame }: { readonly page: MapPage; readonly frame: SiteFrame }) {
  const { t } = useWords();
  const home = `/${frame.city.slug}`;
  const placed = page.houses.filter(({ point }) => point !== undefined);
  const isDetailed = page.houses.length <= HOUSES_MAX;
  return (
    <div className="wrap">
      <Crumbs
        of={[
          { href: home, name: frame.city.name, isRussian: true },
          { href: `${home}/map`, name: t("portal.map"), isRussian: false },
        ]}
      />
      <div className="head">
        <h1>{t("portal.map")}</h1>
        <p className="lead">{t("portal.mapAbout")}</p>
      </div>
      {placed.length > 0 && (
        <section className="card" aria-label={t("portal.map")}>
          <Picture page={page} home={home} isDetailed={isDetailed} />
        </section>
      )}
      <Legend page={page} home={home} />
      <section className="section" aria-labelledby="list">
        <div className="section-head">
          <h2 id="list">{t("portal.mapList", { count: page.houses.length })}</h2>
        </div>
        {placed.length < page.houses.length && (
          <p className="second">{t("portal.mapWithout", { count: page.houses.length - placed.length })}</p>
        )}
        {isDetailed ? (
          <div className="card">
            <HouseTable houses={page.houses} home={home} withCompany />
          </div>
        ) : (
          <p>{t("portal.mapChoose")}</p>
        )}
      </section>
    </div>
  );
}

/** A picture for the eye and the mouse; a screen reader and the keyboard have the list. */
function Picture({
  page,
  home,
  isDetailed,
}: {
  readonly page: MapPage;
  readonly home: string;
  readonly isDetailed: boolean;
}) {
  const points = pointsOf(page.houses);
  const { width, height } = boundsOf(points);
  return (
    <svg className="map" viewBox={`0 0 ${width} ${height}`} aria-hidden="true" focusable="false">
      {isDetailed &&
        streetsOf(points).map(({ name, x, y }) => (
          <text key={name} className="street" x={x} y={y - 22}>
            {name}
          </text>
        ))}
      {points.map(({ house, x, y }) => {
        const company = page.companies[house.companyNumber - 1];
        if (!isDetailed) return <circle key={house.id} cx={x} cy={y} r="5" fill={company?.accent} />;
        return (
          <a key={house.id} href={`${home}/house/${house.id}`} tabIndex={-1}>
            <title>{`${house.address}, ${house.company}`}</title>
            <circle cx={x} cy={y} r="13" fill={company?.accent} stroke="#ffffff" strokeWidth="2" />
            <text x={x} y={y + 5} textAnchor="middle" fontSize="14" fontWeight="700" fill="#ffffff">
              {house.companyNumber}
            </text>
          </a>
        );
      })}
    </svg>
  );
}

/** The name of each street, over its northernmost house. */
function streetsOf(
  points: readonly Placed<MapPage["houses"][number]>[],
): readonly { readonly name: string; readonly x: number; readonly y: number }[] {
  const first = new Map<string, { x: number; y: number }>();
  for (const { house, x, y } of points) {
    const [name] = house.address.split(", д. ");
    if (name === undefined || name === house.address) continue;
    const known = first.get(name);
    if (known === undefined || y < known.y) first.set(name, { x, y });
  }
  return [...first].map(([name, at]) => ({ name, ...at }));
}

function Legend({ page, home }: { readonly page: MapPage; readonly home: string }) {
  const { t } = useWords();
  return (
    <nav className="section" aria-label={t("portal.mapWhose")}>
      <ul className="legend">
        <li>
          <a href={`${home}/map`} aria-current={page.of === undefined ? "true" : undefined}>
            {t("portal.mapAll")}
          </a>
        </li>
        {page.companies.map((one, at) => (
          <li key={one.slug}>
            <a
              href={`${home}/map?company=${one.slug.split("-")[0]}`}
              aria-current={page.of === one.slug ? "true" : undefined}
            >
              <svg width="26" height="26" viewBox="0 0 26 26" aria-hidden="true" focusable="false">
                <circle cx="13" cy="13" r="12" fill={one.accent} stroke="#ffffff" strokeWidth="2" />
                <text x="13" y="18" textAnchor="middle" fontSize="14" fontWeight="700" fill="#ffffff">
                  {at + 1}
                </text>
              </svg>
              <span lang="ru">{one.name}</span>
              <span className="second">{one.houses}</span>
            </a>
          </li>
        ))}
      </ul>
    </nav>
  );
}
