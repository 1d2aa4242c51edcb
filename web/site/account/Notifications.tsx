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
      {page.push.done !== undefined && (
        <p className="notice ok" role="status">
          {t(`told.push.${page.push.done}`)}
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
      <Addresses of={page.addresses} />
      <Screens of={page.push} />
    </>
  );
}

/** Where else to be told: a mailbox or a telephone, used once the code that was sent there came back. */
function Addresses({ of }: { readonly of: NotificationWishesPage["addresses"] }) {
  const { t } = useWords();
  const { done } = of;
  const isGood = done === "sent" || done === "confirmed" || done === "ended";
  return (
    <section className="card section stack narrow" aria-labelledby="addresses">
      <h2 id="addresses">{t("told.addresses")}</h2>
      <p className="second">{t("told.addressesAbout", { name: of.name })}</p>
      {done !== undefined && (
        <p className={`notice ${isGood ? "ok" : "debt"}`} role={isGood ? "status" : "alert"}>
          {t(`told.address.${done}`)}
        </p>
      )}
      <Address channel="email" of={of} />
      <Address channel="sms" of={of} />
    </section>
  );
}

function Address({
  channel,
  of,
}: {
  readonly channel: "email" | "sms";
  readonly of: NotificationWishesPage["addresses"];
}) {
  const { t } = useWords();
  const own = of.own.find((one) => one.channel === channel);
  const isNameOf = channel === "email" ? of.name.includes("@") : of.name.startsWith("+");
  const label = t(`told.address.${channel}${isNameOf ? ".other" : ""}`);
  if (own?.isConfirmed === true)
    return (
      <form className="line plain" method="post" action="/lk/notifications/address/end">
        <input type="hidden" name="channel" value={channel} />
        <span>
          <b>{own.address}</b>
          <small>{label}</small>
        </span>
        <button
          className="button quiet"
          type="submit"
          aria-label={t("told.address.removeOne", { address: own.address })}
        >
          {t("told.address.remove")}
        </button>
      </form>
    );
  return (
    <div className="stack">
      {own && (
        <form className="stack" method="post" action="/lk/notifications/address/confirm">
          <input type="hidden" name="channel" value={channel} />
          <div className="field">
            <label htmlFor={`code-${channel}`}>{t("told.address.code", { address: own.address })}</label>
            <input
              className="input"
              id={`code-${channel}`}
              name="code"
              inputMode="numeric"
              autoComplete="one-time-code"
              maxLength={12}
              required
            />
          </div>
          <button className="button wide" type="submit">
            {t("told.address.confirm")}
          </button>
        </form>
      )}
      <form className="stack" method="post" action="/lk/notifications/address">
        <input type="hidden" name="channel" value={channel} />
        <div className="field">
          <label htmlFor={`address-${channel}`}>{label}</label>
          <input
            className="input"
            id={`address-${channel}`}
            name="address"
            type={channel === "email" ? "email" : "tel"}
            autoComplete={channel === "email" ? "email" : "tel"}
            maxLength={100}
            defaultValue={own?.address ?? ""}
            required
          />
        </div>
        <button className="button quiet wide" type="submit">
          {t(own ? "told.address.again" : "told.address.send")}
        </button>
      </form>
    </div>
  );
}

/** Browsers that show what is told: this one is asked after a press, each can be taken off without a script. */
function Screens({ of: { key, browsers } }: { readonly of: NotificationWishesPage["push"] }) {
  const { t, f } = useWords();
  return (
    <section className="card section stack narrow" aria-labelledby="screens">
      <h2 id="screens">{t("told.push.title")}</h2>
      <p className="second">{t("told.push.about")}</p>
      <p data-without-push="">{t("told.push.cannot")}</p>
      <p data-push-on="" hidden>
        {t("told.push.on")}
      </p>
      <form
        className="stack"
        method="post"
        action="/lk/notifications/push"
        data-push=""
        data-key={key}
        data-none={browsers.length === 0 ? "yes" : "no"}
        data-denied={t("told.push.denied")}
        data-failed={t("told.push.failed")}
        hidden
      >
        <p className="notice debt" role="alert" hidden />
        <button className="button quiet wide" type="submit">
          {t("told.push.agree")}
        </button>
      </form>
      {browsers.length > 0 && (
        <ul className="rows">
          {browsers.map(({ id, device, agreedAt }) => {
            const name = device || t("own.unknownDevice");
            return (
              <li key={id} className="line plain">
                <span>
                  <b>{name}</b>
                  <small>{t("own.since", { at: f.instant(agreedAt) })}</small>
                </span>
                <form method="post" action="/lk/notifications/push/end">
                  <input type="hidden" name="browser" value={id} />
                  <button className="button quiet" type="submit" aria-label={t("told.push.endOne", { name })}>
                    {t("told.push.end")}
                  </button>
                </form>
              </li>
            );
          })}
        </ul>
      )}
    </section>
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
