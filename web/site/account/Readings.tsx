import type {
  AlikeFlats,
  ReadingsPage,
  ReadMeter,
  ReadScale,
} from "../../../src/flows/private-account-contract.ts";
import { useWords } from "../words/words.ts";
import { ResourceTile, unitOf } from "./resources.tsx";
import { Volumes } from "./Volumes.tsx";

/** The meters of a flat: what each showed last, and a field for what it shows now. Sent together, all or none. */
export function Readings({ page }: { readonly page: ReadingsPage }) {
  const { t, f } = useWords();
  const { meters, around, sent } = page;
  const isKeptBack = meters.some(({ scales }) =>
    scales.some(({ wrong, doubts }) => wrong !== undefined || doubts.length > 0),
  );
  return (
    <>
      <div className="head">
        <h1>{t("my.readingsFor", { month: f.period(page.period) })}</h1>
        <p className="lead">{t("my.readingsUntil", { day: f.day(page.until) })}</p>
      </div>
      {sent !== undefined && (
        <p className="notice ok" role="status">
          {t("my.sent", { count: sent })}
        </p>
      )}
      {isKeptBack && (
        <p className="notice debt" role="alert">
          {t("my.notSent")}
        </p>
      )}
      {meters.length === 0 && <p className="card">{t("my.noMeters")}</p>}
      {!around.maySend && <p className="card">{t("my.mayNotSend")}</p>}
      <form
        className="stack readings"
        method="post"
        action="/lk/readings"
        encType="multipart/form-data"
        data-readings=""
      >
        <p className="notice ok" role="status" data-sent-later="" hidden>
          {t("offline.sentLater")}
        </p>
        <p className="notice debt" role="alert" data-refused="" hidden>
          {t("offline.refused")}
        </p>
        <input type="hidden" name="account" value={around.number} />
        {meters.map((meter) => (
          <Meter key={meter.meter} of={meter} maySend={around.maySend} />
        ))}
        {around.maySend && meters.length > 0 && (
          <button className="button large wide" type="submit">
            {t("my.sendReadings")}
          </button>
        )}
      </form>
      {page.alike && <Alike of={page.alike} />}
    </>
  );
}

/** What flats like this one used: in words, and as a table. */
function Alike({ of: { period, persons, services } }: { readonly of: AlikeFlats }) {
  const { t, f } = useWords();
  return (
    <section className="card stack readings" id="alike" aria-labelledby="alike-title">
      <h2 id="alike-title">{t("alike.title", { month: f.period(period) })}</h2>
      <p className="second">{t("alike.about", { persons })}</p>
      <ul className="stack">
        {services.map(({ name, unit, volume, middle }) => {
          const told = (of: bigint): string => `${f.quantity(of)}\u00a0${t(`portal.unit.${unit}`)}`;
          const difference = volume > middle ? volume - middle : middle - volume;
          return (
            <li key={name}>
              <b>{name}</b>:{" "}
              {difference === 0n
                ? t("alike.same", { volume: told(volume) })
                : t(volume > middle ? "alike.more" : "alike.less", {
                    volume: told(volume),
                    difference: told(difference),
                    middle: told(middle),
                  })}
            </li>
          );
        })}
      </ul>
      <details>
        <summary>{t("my.volumesTable")}</summary>
        <table className="fold">
          <thead>
            <tr>
              <th scope="col">{t("alike.service")}</th>
              <th scope="col">{t("alike.you")}</th>
              <th scope="col">{t("alike.others")}</th>
              <th scope="col">{t("alike.flats")}</th>
            </tr>
          </thead>
          <tbody>
            {services.map(({ name, unit, volume, middle, flats }) => (
              <tr key={name}>
                <th scope="row">
                  {name}, {t(`portal.unit.${unit}`)}
                </th>
                <td data-label={t("alike.you")}>{f.quantity(volume)}</td>
                <td data-label={t("alike.others")}>{f.quantity(middle)}</td>
                <td data-label={t("alike.flats")}>{f.count(flats)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </details>
    </section>
  );
}

function Meter({ of, maySend }: { readonly of: ReadMeter; readonly maySend: boolean }) {
  const { t, f } = useWords();
  const { resource, serial, verifiedUntil, isExpired, scales } = of;
  return (
    <section className="card stack" aria-labelledby={`meter-${of.meter}`}>
      <div className="line">
        <ResourceTile of={resource} />
        <span>
          <h2 id={`meter-${of.meter}`}>{t(`my.supply.${resource}`)}</h2>
          <small>{t("my.meter", { serial })}</small>
        </span>
        {verifiedUntil !== undefined && (
          <span className={`pill${isExpired ? " debt" : ""}`}>
            {t(isExpired ? "my.verificationOver" : "my.verified", { day: f.day(verifiedUntil) })}
          </span>
        )}
      </div>
      {scales.map((scale) => (
        <Scale key={scale.field} of={scale} unit={t(`portal.unit.${unitOf(resource)}`)} maySend={maySend} />
      ))}
      {maySend && scales.length > 0 && <Photo of={of.photo} />}
      {scales.map((scale) => (
        <History key={scale.field} of={scale} unit={t(`portal.unit.${unitOf(resource)}`)} />
      ))}
    </section>
  );
}

/** A photograph of the dial: nobody must send one, and a telephone opens its camera for it. */
function Photo({ of: { field, wrong, isAskedAgain } }: { readonly of: ReadMeter["photo"] }) {
  const { t } = useWords();
  const told = wrong ?? (isAskedAgain ? t("my.photoAgain") : undefined);
  return (
    <div className="field">
      <label htmlFor={field}>{t("my.photo")}</label>
      <small id={`${field}-about`}>{t("my.photoAbout")}</small>
      {told !== undefined && (
        <span className="error" id={`${field}-error`}>
          {told}
        </span>
      )}
      <input
        className="input"
        id={field}
        name={field}
        type="file"
        accept="image/*"
        aria-invalid={wrong === undefined ? undefined : true}
        aria-describedby={told === undefined ? `${field}-about` : `${field}-about ${field}-error`}
      />
    </div>
  );
}

function PhotoLink({ of }: { readonly of: NonNullable<ReadScale["last"]> }) {
  const { t, f } = useWords();
  if (of.picture === undefined) return null;
  return (
    <a href={`/lk/readings/photos/${of.picture}`} aria-label={t("my.photoOf", { day: f.day(of.takenOn) })}>
      {t("my.photoSent")}
    </a>
  );
}

function Scale({
  of,
  unit,
  maySend,
}: {
  readonly of: ReadScale;
  readonly unit: string;
  readonly maySend: boolean;
}) {
  const { t } = useWords();
  const { field, scale, last, isSent, doubts } = of;
  const wrong = of.wrong === "" ? t("my.notNumber") : of.wrong;
  const told = useTold(unit);
  const about = [`${field}-last`, ...(wrong === undefined ? [] : [`${field}-error`])].join(" ");
  return (
    <div className="stack">
      <div className="field">
        <label htmlFor={field}>
          {scale !== 0 && `${zone(t, scale)}: `}
          {t(isSent ? "my.correctValue" : "my.newValue")}
        </label>
        <small id={`${field}-last`}>
          {last ? told(last) : t("my.noLast")}
          {last?.picture !== undefined && (
            <>
              {" · "}
              <PhotoLink of={last} />
            </>
          )}
        </small>
        {wrong !== undefined && (
          <span className="error" id={`${field}-error`}>
            {wrong}
          </span>
        )}
        {maySend && (
          <input
            className="input dial"
            id={field}
            name={field}
            inputMode="decimal"
            autoComplete="off"
            maxLength={20}
            defaultValue={of.typed}
            aria-invalid={wrong === undefined && doubts.length === 0 ? undefined : true}
            aria-describedby={about}
          />
        )}
      </div>
      {doubts.length > 0 && (
        <div className="notice">
          {doubts.map((sentence) => (
            <p key={sentence}>
              <b>{sentence}</b>
            </p>
          ))}
          <p>{t("my.lookAgain")}</p>
          <label className="check">
            <input type="checkbox" name={`confirmed-${field}`} value={of.typed} />
            <span>{t("my.isRight")}</span>
          </label>
        </div>
      )}
    </div>
  );
}

/** How much was used from month to month, and what was told before. */
function History({ of, unit }: { readonly of: ReadScale; readonly unit: string }) {
  const { t } = useWords();
  const told = useTold(unit);
  return (
    <div className="stack">
      {of.scale !== 0 && <h3>{zone(t, of.scale)}</h3>}
      <Volumes months={of.months} yearBefore={of.yearBefore} unit={unit} />
      {of.earlier.length > 0 && (
        <details>
          <summary>{t("my.earlier")}</summary>
          <ul className="rows small">
            {of.earlier.map((one) => (
              <li key={one.takenOn}>
                <span>{told(one)}</span> <PhotoLink of={one} />
              </li>
            ))}
          </ul>
        </details>
      )}
    </div>
  );
}

/** "22.11.2026: 588,34 m³ (you)". */
function useTold(unit: string): (one: NonNullable<ReadScale["last"]>) => string {
  const { t, f } = useWords();
  return (one) =>
    t("my.lastValue", {
      day: f.day(one.takenOn),
      value: `${f.quantity(one.value)}\u00a0${unit}`,
      source: t(`my.source.${one.source}`),
    });
}

const zone = (t: ReturnType<typeof useWords>["t"], scale: number): string =>
  t(scale === 1 ? "my.zone.1" : scale === 2 ? "my.zone.2" : scale === 3 ? "my.zone.3" : "my.zone.0");
