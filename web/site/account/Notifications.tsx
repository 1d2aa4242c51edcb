import type {
  NotificationWishesPage,
  UnsubscribePage,
} from "../../../src/flows/notification-pages-contract.ts";
import { Question } from "../kit/Form.tsx";
import { useWords } from "../words/words.ts";

/** What one is told of and how: a plain form, saved as a whole. */
export function Notifications({ page }: { readonly page: NotificationWishesPage }) {
  const { t } = useWords();
  return (
    <>
      <div className="head">
        <h1>{t("told.title")}</h1>
        <p className="lead">{t("told.lead")}</p>
      </div>
      {page.isSaved && (
        <p className="notice ok" role="status">
          {t("told.saved")}
        </p>
      )}
      {page.channels.length === 0 ? (
        <p className="card">{t("told.noAddress")}</p>
      ) : (
        <form className="form narrow" method="post" action="/lk/notifications">
          <Matrix page={page} />
          <How page={page} />
          <button className="button large wide" type="submit">
            {t("told.save")}
          </button>
        </form>
      )}
    </>
  );
}

function Matrix({ page }: { readonly page: NotificationWishesPage }) {
  const { t } = useWords();
  return (
    <section className="card stack" aria-labelledby="what">
      <h2 id="what">{t("told.what")}</h2>
      <table className="wishes">
        <thead>
          <tr>
            <th scope="col">{t("told.event")}</th>
            {page.channels.map(({ channel }) => (
              <th key={channel} scope="col">
                {t(`told.channel.${channel}`)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {page.events.map(({ event, chosen, isMust, citation }) => (
            <tr key={event}>
              <th scope="row">
                {t(`told.event.${event}`)}
                {isMust && (
                  <small>{citation === undefined ? t("told.must") : t("told.mustBy", { citation })}</small>
                )}
              </th>
              {page.channels.map(({ channel }) => (
                <td key={channel}>
                  <label className="box">
                    <input
                      type="checkbox"
                      name={`${event}-${channel}`}
                      value="yes"
                      defaultChecked={chosen.includes(channel)}
                    />
                    <span className="hidden">
                      {t(`told.event.${event}`)}: {t(`told.channel.${channel}`)}
                    </span>
                  </label>
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
      <ul className="second small">
        {page.channels.map(({ channel, address }) =>
          channel === "push" ? undefined : <li key={channel}>{t(`told.goes.${channel}`, { address })}</li>,
        )}
      </ul>
      {page.channels.some(({ isStopped }) => isStopped) && (
        <div className="notice">
          <p>{t("told.stopped")}</p>
          <Check name="resume" isChosen={false} label={t("told.resume")} />
        </div>
      )}
    </section>
  );
}

function How({ page: { settings, channels } }: { readonly page: NotificationWishesPage }) {
  const { t } = useWords();
  const hasLetters = channels.some(({ channel }) => channel === "email");
  return (
    <section className="card stack" aria-labelledby="how">
      <h2 id="how">{t("told.how")}</h2>
      {hasLetters && (
        <>
          <Check
            name="digest"
            isChosen={settings.isDigest}
            label={t("told.digest")}
            about={t("told.digestAbout")}
          />
          <Check name="attach" isChosen={settings.attachesBill} label={t("told.attach")} />
        </>
      )}
      <Check
        name="quiet"
        isChosen={settings.quietFrom !== settings.quietUntil}
        label={t("told.quiet")}
        about={t("told.quietAbout")}
      />
      <div className="hours">
        <Hour name="quietFrom" label={t("told.from")} value={settings.quietFrom} />
        <Hour
          name="quietUntil"
          label={t("told.until")}
          value={settings.quietFrom === settings.quietUntil ? 9 : settings.quietUntil}
        />
      </div>
    </section>
  );
}

function Check(props: {
  readonly name: string;
  readonly label: string;
  readonly about?: string;
  readonly isChosen: boolean;
}) {
  return (
    <label className="check">
      <input type="checkbox" name={props.name} value="yes" defaultChecked={props.isChosen} />
      <span>
        {props.label}
        {props.about !== undefined && <small className="second block">{props.about}</small>}
      </span>
    </label>
  );
}

const HOURS = Array.from({ length: 24 }, (_, hour) => hour);

function Hour({
  name,
  label,
  value,
}: {
  readonly name: string;
  readonly label: string;
  readonly value: number;
}) {
  return (
    <div className="field">
      <label htmlFor={name}>{label}</label>
      <select className="input" id={name} name={name} defaultValue={value}>
        {HOURS.map((hour) => (
          <option key={hour} value={hour}>
            {String(hour).padStart(2, "0")}:00
          </option>
        ))}
      </select>
    </div>
  );
}

/** Where the link of a message leads: what ends, and the button that ends it. */
export function Unsubscribe({ page }: { readonly page: UnsubscribePage }) {
  const { t } = useWords();
  const what = t(page.event === "digest" ? "told.event.digest" : `told.event.${page.event}`);
  if (page.isDone) {
    return (
      <Question
        title={t("told.ended")}
        lead={t(page.isMust ? "told.endedMust" : "told.endedAbout", { what })}
      >
        <a className="button quiet wide" href="/lk/notifications">
          {t("told.chooseOther")}
        </a>
      </Question>
    );
  }
  return (
    <Question title={t("told.endTitle")} lead={t(`told.endAbout.${page.channel}`, { what })}>
      {page.isMust && <p>{t("told.endMust")}</p>}
      <form method="post" action={`/u/${page.token}`}>
        <button className="button wide" type="submit">
          {t("told.end")}
        </button>
      </form>
      <a className="button quiet wide" href="/lk/notifications">
        {t("told.chooseOther")}
      </a>
    </Question>
  );
}
