import { useMemo } from "react";
import { Offline, Problem } from "../../api/client.ts";
import { paths } from "../../paths.ts";
import { useAddress } from "../../shell/address.ts";
import { useWork } from "../../shell/context.ts";
import { Go } from "../../shell/Go.tsx";
import { DateInput } from "../../ui/DateInput.tsx";
import { useFormats } from "../../ui/formats.ts";
import type { Column } from "../../ui/grid/columns.ts";
import { DataGrid } from "../../ui/grid/DataGrid.tsx";
import { ErrorState } from "../../ui/States.tsx";
import { useWords } from "../../words/words.ts";
import { LevelMark } from "../tariffs/LevelMark.tsx";
import styles from "./BuildingPage.module.css";
import { type ServiceInForce, useAllOrganizations, useInForce, useServices } from "./queries.ts";

interface Row {
  readonly service: ServiceInForce;
  readonly value: ServiceInForce["values"][number] | undefined;
}

/** The services of the building, what they go by on a day, and whose tariff that is. */
export function ServicesTab({ building, improvement }: { building: number; improvement: string }) {
  const { t, language } = useWords();
  const formats = useFormats();
  const { today } = useWork();
  const { query, set } = useAddress();
  const on = query["on"] ?? today;
  const inForce = useInForce(building, on);
  const services = useServices();
  const organizations = useAllOrganizations();
  const rows = useMemo<readonly Row[]>(
    () =>
      (inForce.data?.services ?? []).flatMap((service): Row[] => {
        const values = service.values.filter((value) => isOfBuilding(value, improvement));
        return values.length === 0
          ? [{ service, value: undefined }]
          : values.map((value) => ({ service, value }));
      }),
    [inForce.data, improvement],
  );
  const columns = useMemo<Column<Row>[]>(() => {
    const known = new Map(services.data?.services.map((service) => [service.id, service]));
    const names = new Map(organizations.data?.organizations.map(({ id, name }) => [id, name]));
    const nameOf = ({ service, code }: ServiceInForce): string => {
      const of = known.get(service);
      return (language === "ru" ? of?.nameRu : of?.nameEn) ?? code;
    };
    const parameterOf = (value: NonNullable<Row["value"]>): string =>
      [
        t.of("tariffs.parameter", value.parameter),
        value.zone > 0 ? `, ${t.of("metering.zone", value.zone)}` : "",
        value.variant === "" ? "" : ` (${t("tariffs.variantOf", { variant: value.variant })})`,
      ].join("");
    return [
      {
        id: "service",
        header: t("addresses.service"),
        grow: 2,
        minWidth: 170,
        cell: ({ service }) => <span className="cut">{nameOf(service)}</span>,
        textOf: ({ service }) => nameOf(service),
      },
      {
        id: "provider",
        header: t("addresses.provider"),
        minWidth: 150,
        cell: ({ service }) => <span className="cut">{names.get(service.provider) ?? "—"}</span>,
        textOf: ({ service }) => names.get(service.provider) ?? "",
      },
      {
        id: "method",
        header: t("addresses.method"),
        minWidth: 150,
        cell: ({ service }) => <span className="cut">{t.of("tariffs.method", service.method)}</span>,
        textOf: ({ service }) => t.of("tariffs.method", service.method),
      },
      {
        id: "parameter",
        header: t("addresses.value"),
        minWidth: 190,
        cell: ({ value }) =>
          value ? (
            <span className="cut">{parameterOf(value)}</span>
          ) : (
            <b className="danger">{t("addresses.noRate")}</b>
          ),
        textOf: ({ value }) => (value ? parameterOf(value) : t("addresses.noRate")),
      },
      {
        id: "value",
        header: t("addresses.inForce"),
        align: "num",
        width: 104,
        cell: ({ value }) => {
          const [first, ...others] = value?.ranges ?? [];
          return first ? `${formats.quantity(first.value, 2)}${others.length > 0 ? "…" : ""}` : "—";
        },
      },
      {
        id: "since",
        header: t("addresses.since"),
        width: 92,
        cell: ({ value }) => (value ? formats.day(value.from) : "—"),
        timeOf: ({ value }) => value?.from,
      },
      {
        id: "level",
        header: t("addresses.level"),
        width: 136,
        cell: ({ service, value }) =>
          value ? (
            <Go to={paths.tariffs({ on, service: service.code, building })}>
              <LevelMark level={value.level} />
            </Go>
          ) : null,
        textOf: ({ value }) => (value ? t(`tariffs.level.${value.level}`) : ""),
      },
      {
        id: "basis",
        header: t("addresses.basis"),
        grow: 1,
        minWidth: 130,
        cell: ({ value }) => (
          <span className="cut" title={value?.ranges[0]?.basis}>
            {value?.ranges[0]?.basis ?? ""}
          </span>
        ),
        textOf: ({ value }) => value?.ranges[0]?.basis ?? "",
      },
    ];
  }, [t, formats, language, services.data, organizations.data, building, on]);
  const { error } = inForce;
  if (error instanceof Problem || error instanceof Offline) {
    return <ErrorState of={error} onRetry={() => void inForce.refetch()} />;
  }
  return (
    <>
      <div className={styles.bar}>
        <span className="t2">{t("addresses.onDay")}</span>
        <div className={styles.day}>
          <DateInput
            label={t("addresses.onDay")}
            isLabelHidden
            value={on}
            today={today}
            onChange={(day) => day !== undefined && set({ on: day === today ? undefined : day })}
          />
        </div>
      </div>
      <div className={styles.fill}>
        <DataGrid
          label={t("addresses.tab.services")}
          columns={columns}
          rows={rows}
          rowKey={keyOf}
          isLoading={inForce.isPending}
        />
      </div>
    </>
  );
}

/** Norms of other degrees of improvement, and cells of the electricity grid, are not this building's. */
const isOfBuilding = (value: Row["value"] & object, improvement: string): boolean =>
  !value.variant.includes("×") &&
  (value.parameter === "rate" || value.variant === "" || value.variant === improvement);

const keyOf = ({ service, value }: Row): string =>
  `${service.service}|${value ? `${value.parameter}|${value.variant}|${value.zone}` : ""}`;
