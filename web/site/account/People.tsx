import { IconTicket, IconUser } from "@tabler/icons-react";
import type { GivenRight, PeoplePage } from "../../../src/flows/private-own-contract.ts";
import { Icon } from "../kit/Icon.tsx";
import { useWords } from "../words/words.ts";
import { spaced } from "./AccountFrame.tsx";
import { Done } from "./Done.tsx";

/** Whom the holder lets into the account: tenants and relatives, with fewer rights, each taken back at once. */
export function People({ page }: { readonly page: PeoplePage }) {
  const { t, f } = useWords();
  const { around, people, invitations, made, done } = page;
  return (
    <>
      <div className="head">
        <h1>{t("own.people")}</h1>
        <p className="lead">{t("own.peopleAbout")}</p>
      </div>
      {done !== undefined && <Done>{t(done === "ended" ? "own.personOut" : "own.invitationVoid")}</Done>}
      {made !== undefined && (
        <section className="notice ok" aria-labelledby="made">
          <Icon of={IconTicket} />
          <h2 id="made">{t("own.invitationMade")}</h2>
          <p>{t("own.invitationAbout", { until: f.day(made.until.slice(0, 10)) })}</p>
          <dl className="facts">
            <div>
              <dt>{t("own.where")}</dt>
              <dd>{made.address}</dd>
            </div>
            <div>
              <dt>{t("lk.number")}</dt>
              <dd className="number">{spaced(made.number)}</dd>
            </div>
            <div>
              <dt>{t("lk.code")}</dt>
              <dd className="number">
                <b>{made.code}</b>
              </dd>
            </div>
          </dl>
        </section>
      )}
      <div className="columns half">
        <section className="card" aria-labelledby="in">
          <h2 id="in">{t("own.letIn")}</h2>
          {people.length + invitations.length === 0 && <p className="second">{t("own.nobody")}</p>}
          <ul className="rows">
            {people.map(({ grant, login, rights, since }) => (
              <li key={grant} className="line deed">
                <span className="tile">
                  <Icon of={IconUser} />
                </span>
                <span>
                  <b>{login}</b>
                  <small>
                    <Rights of={rights} />; {t("own.since", { at: f.day(since.slice(0, 10)) })}
                  </small>
                </span>
                <form method="post" action="/lk/people/end">
                  <input type="hidden" name="account" value={around.number} />
                  <input type="hidden" name="grant" value={grant} />
                  <button
                    className="button danger"
                    type="submit"
                    aria-label={t("own.takeBackFrom", { name: login })}
                  >
                    {t("own.takeBack")}
                  </button>
                </form>
              </li>
            ))}
            {invitations.map(({ slip, rights, until }) => (
              <li key={slip} className="line deed">
                <span className="tile warn">
                  <Icon of={IconTicket} />
                </span>
                <span>
                  <b>{t("own.waits")}</b>
                  <small>
                    <Rights of={rights} />; {t("own.until", { at: f.day(until.slice(0, 10)) })}
                  </small>
                </span>
                <form method="post" action="/lk/people/void">
                  <input type="hidden" name="account" value={around.number} />
                  <input type="hidden" name="slip" value={slip} />
                  <button
                    className="button quiet"
                    type="submit"
                    aria-label={t("own.voidOne", { at: f.day(until.slice(0, 10)) })}
                  >
                    {t("own.void")}
                  </button>
                </form>
              </li>
            ))}
          </ul>
        </section>
        <section className="card stack" aria-labelledby="invite">
          <h2 id="invite">{t("own.invite")}</h2>
          <p className="second">{t("own.inviteAbout")}</p>
          <form className="form" method="post" action="/lk/people/invite">
            <input type="hidden" name="account" value={around.number} />
            <fieldset>
              <legend>
                <b>{t("own.mayDo")}</b>
              </legend>
              <p className="second small">{t("own.viewAlways")}</p>
              <label className="check">
                <input type="checkbox" name="right" value="readings" defaultChecked />
                <span>{t("own.right.readings")}</span>
              </label>
              <label className="check">
                <input type="checkbox" name="right" value="pay" />
                <span>{t("own.right.pay")}</span>
              </label>
            </fieldset>
            <button className="button wide" type="submit">
              {t("own.makeInvitation")}
            </button>
          </form>
        </section>
      </div>
    </>
  );
}

function Rights({ of }: { readonly of: readonly GivenRight[] }) {
  const { t } = useWords();
  return [t("own.right.view"), ...of.map((right) => t(`own.right.${right}`))].join(", ").toLowerCase();
}
