import { type ReactNode } from "react";
import { troubleOf } from "../../api/client.ts";
import { Chip } from "../../ui/Chip.tsx";
import { useFormats } from "../../ui/formats.ts";
import { ErrorState, LoadingRows } from "../../ui/States.tsx";
import { useT } from "../../words/words.ts";
import styles from "./account.module.css";
import type { CardAddress } from "./card-address.ts";
import { type Card, type Parameters, useParameters } from "./queries.ts";

const OBJECTS = ["account", "premises", "building"] as const;

/** Everything dated that the charges depend on: what it was, what it is, what it will be, and by which document. */
export function ParametersTab({ card, address }: { card: Card; address: CardAddress }) {
  const t = useT();
  const parameters = useParameters(card.number, address.on);
  const trouble = troubleOf(parameters.error);
  if (trouble) return <ErrorState of={trouble} onRetry={() => void parameters.refetch()} />;
  if (!parameters.data) return <LoadingRows rows={12} columns={4} />;
  const { data } = parameters;
  return (
    <div className={styles["scroll"]} role="region" aria-label={t("accounts.tab.parameters")} tabIndex={0}>
      {OBJECTS.map((object) => (
        <section key={object} className={styles["section"]}>
          <h3>{t(`accounts.object.${object}`)}</h3>
          <FactsTable facts={data.parameters.filter(({ of }) => of === object)} on={data.on} />
        </section>
      ))}
      <section className={styles["section"]}>
        <h3>{t("accounts.servicesAndTariffs")}</h3>
        <ServicesTable services={data.services} />
      </section>
    </div>
  );
}

function FactsTable({ facts, on }: { facts: Parameters["parameters"]; on: string }) {
  const t = useT();
  const { day } = useFormats();
  const valueOf = useValueText();
  return (
    <div className={styles["pad"]}>
      <table className={`${styles["table"]} ${styles["even"]}`}>
        <thead>
          <tr>
            <th scope="col">{t("accounts.parameter")}</th>
            <th scope="col">{t("accounts.value")}</th>
            <th scope="col">{t("accounts.from")}</th>
            <th scope="col">{t("accounts.to")}</th>
          </tr>
        </thead>
        <tbody>
          {facts.flatMap((fact) =>
            // The newest first: what holds now stands beside the name.
            fact.spans.toReversed().map((span, index) => {
              const isNow = span.from <= on && (span.to === undefined || on < span.to);
              return (
                <tr key={`${fact.name}|${span.from}`} className={isNow ? undefined : styles["past"]}>
                  {index === 0 ? (
                    <th scope="rowgroup" rowSpan={fact.spans.length}>
                      {t.of("accounts.parameter", fact.name)}
                    </th>
                  ) : null}
                  <td>
                    {valueOf(fact.type, span.value)}
                    {span.from > on ? (
                      <>
                        {" "}
                        <Chip state="info">{t("accounts.future")}</Chip>
                      </>
                    ) : null}
                  </td>
                  <td>{day(span.from)}</td>
                  <td>{span.to === undefined ? "—" : day(span.to)}</td>
                </tr>
              );
            }),
          )}
        </tbody>
      </table>
    </div>
  );
}

function useValueText(): (type: string, value: string) => ReactNode {
  const t = useT();
  const { quantity } = useFormats();
  return (type, value) => {
    switch (type) {
      case "quantity":
        return `${quantity(value)} ${t("accounts.unit.m2")}`;
      case "word":
        return t.of("accounts.value", value);
      case "yes_no":
        return t(value === "true" ? "accounts.yes" : "accounts.no");
      default:
        return value;
    }
  };
}

function ServicesTable({ services }: { services: Parameters["services"] }) {
  const t = useT();
  const { day } = useFormats();
  return (
    <div className={styles["pad"]}>
      <table className={styles["table"]}>
        <thead>
          <tr>
            <th scope="col">{t("accounts.service")}</th>
            <th scope="col">{t("accounts.provider")}</th>
            <th scope="col">{t("accounts.method")}</th>
            <th scope="col">{t("accounts.valueInForce")}</th>
            <th scope="col">{t("accounts.from")}</th>
            <th scope="col">{t("accounts.levelAndBasis")}</th>
          </tr>
        </thead>
        <tbody>
          {services.flatMap((service) => {
            const values = rowsOf(service);
            return values.map(({ value, isPast }, index) => (
              <tr key={`${service.code}|${index}`} className={isPast ? styles["past"] : undefined}>
                {index === 0 ? (
                  <>
                    <th scope="rowgroup" rowSpan={values.length}>
                      {service.name}
                      {service.isOwn ? <div className="label t3">{t("accounts.ownTerms")}</div> : null}
                    </th>
                    <td rowSpan={values.length}>{service.providerName}</td>
                    <td rowSpan={values.length}>
                      {t.of("accounts.method", service.method)}
                      <div className="label t3">{t("accounts.since", { day: day(service.from) })}</div>
                    </td>
                  </>
                ) : null}
                {value === undefined ? (
                  <td colSpan={3} className="warn">
                    {t("accounts.noValue")}
                  </td>
                ) : (
                  <ValueCells value={value} unit={service.unit} />
                )}
              </tr>
            ));
          })}
        </tbody>
      </table>
    </div>
  );
}

type Value = Parameters["services"][number]["values"][number];

/** What is in force, then the building's and the account's own values of other days; one row at least. */
function rowsOf(service: Parameters["services"][number]): { value: Value | undefined; isPast: boolean }[] {
  const isShown = (value: Value) =>
    service.values.some(
      (one) => one.parameter === value.parameter && one.from === value.from && one.value === value.value,
    );
  const rows = [
    ...service.values.map((value) => ({ value, isPast: false })),
    ...service.history.filter((value) => !isShown(value)).map((value) => ({ value, isPast: true })),
  ];
  return rows.length === 0 ? [{ value: undefined, isPast: false }] : rows;
}

function ValueCells({ value, unit }: { value: Value; unit: string }) {
  const t = useT();
  const { quantity, day } = useFormats();
  // Other variants are degrees of improvement, named by the center itself.
  const variantText = (variant: string): string =>
    variant === "electric_stove" || variant === "non_residential"
      ? t(`accounts.variant.${variant}`)
      : variant;
  const number = quantity(value.value, value.parameter === "rate" ? 2 : 0);
  return (
    <>
      <td>
        {t.of("accounts.tariff", value.parameter)}: <b className={styles["n"]}>{number}</b>
        {value.parameter.startsWith("norm") || value.parameter.startsWith("social_norm") ? (
          <span className={styles["unit"]}> {t.of("accounts.unit", unit)}</span>
        ) : null}
        {value.parameter === "rate" ? (
          <span className={styles["unit"]}> ₽/{t.of("accounts.unit", unit)}</span>
        ) : null}
        {value.zone === 0 ? null : (
          <span className={styles["unit"]}> · {t.of("accounts.zone", value.zone)}</span>
        )}
        {value.above === "0" ? null : (
          <span className={styles["unit"]}> · {t("accounts.above", { volume: quantity(value.above) })}</span>
        )}
        {value.variant === "" ? null : (
          <span className={styles["unit"]}> · {variantText(value.variant)}</span>
        )}
      </td>
      <td>{value.to === undefined ? day(value.from) : `${day(value.from)} – ${day(value.to)}`}</td>
      <td>
        {t(`accounts.level.${value.level}`)}
        <div className="label t3">{value.basis}</div>
      </td>
    </>
  );
}
