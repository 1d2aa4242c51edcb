import { IconFunction } from "@tabler/icons-react";
import { lazy, Suspense, useMemo } from "react";
import { troubleOf } from "../../api/client.ts";
import { useAddress } from "../../shell/address.ts";
import { useWork } from "../../shell/context.ts";
import { DateInput } from "../../ui/DateInput.tsx";
import { useFormats } from "../../ui/formats.ts";
import type { Column } from "../../ui/grid/columns.ts";
import { DataGrid } from "../../ui/grid/DataGrid.tsx";
import { Page } from "../../ui/Page.tsx";
import { ErrorState } from "../../ui/States.tsx";
import { useWords } from "../../words/words.ts";
import { useServices } from "../addresses/queries.ts";
import { LevelMark } from "../tariffs/LevelMark.tsx";
import type { Owner } from "../tariffs/queries.ts";
import styles from "./formulas.module.css";
import { keyOfOwner, methodWords } from "./method-draft.ts";
import { MethodologyNav } from "./MethodologyNav.tsx";
import type { ServiceOfPanel } from "./MethodPanel.tsx";
import { type Method, useMethods } from "./queries.ts";

/** With its form and its lists of choice: fetched when a service is first opened. */
const MethodPanel = lazy(async () => ({ default: (await import("./MethodPanel.tsx")).MethodPanel }));

interface Line extends Owner {
  readonly key: string;
  readonly name: string;
}

interface Row {
  readonly service: ServiceOfPanel;
  /** Own decisions by the key of whose they are. */
  readonly own: ReadonlyMap<string, Method>;
}

/** How each service is calculated on a day, and whose decision that is: services down, the city and its parts across. */
export function MethodsPage() {
  const { t, language } = useWords();
  const formats = useFormats();
  const { today, organizations } = useWork();
  const { query, set } = useAddress();
  const on = query["on"] ?? today;
  const { formula } = query;
  const services = useServices();
  const methods = useMethods({ on });
  const trouble = troubleOf(services.error ?? methods.error);
  const lines = useMemo<readonly Line[]>(() => {
    const below = (methods.data?.methods ?? []).filter(
      ({ level }) => level === "building" || level === "account",
    );
    return [
      { key: "city", level: "city", name: t("tariffs.city") },
      ...organizations.map(({ id, name }) => ({
        key: `organization:${id}`,
        level: "organization" as const,
        organization: id,
        name: /«(.+)»/.exec(name)?.[1] ?? name,
      })),
      ...new Map(
        below.map(({ level, building, account, name }) => {
          const key = keyOfOwner({ level, building, account });
          const line: Line = {
            key,
            level,
            building,
            account,
            name: level === "account" ? t("tariffs.accountOf", { number: name }) : name,
          };
          return [key, line] as const;
        }),
      ).values(),
    ];
  }, [methods.data, organizations, t]);
  const rows = useMemo<readonly Row[]>(() => {
    const decided = methods.data?.methods ?? [];
    return (services.data?.services ?? [])
      .toSorted((a, b) => a.position - b.position)
      .map((service) => ({
        service: {
          code: service.code,
          name: language === "ru" ? service.nameRu : service.nameEn,
          unit: service.unit,
          isMetered: service.resource !== undefined,
        },
        own: new Map(
          decided.filter((one) => one.service === service.code).map((one) => [keyOfOwner(one), one] as const),
        ),
      }))
      .filter(
        ({ own }) => formula === undefined || [...own.values()].some((one) => one.formula?.code === formula),
      );
  }, [methods.data, services.data, language, formula]);
  const columns = useMemo<Column<Row>[]>(
    () => [
      {
        id: "service",
        header: t("tariffs.service"),
        width: 236,
        className: styles.name ?? "",
        cell: ({ service }) => (
          <span className={styles.two}>
            <span className="cut">{service.name}</span>
            <span className="label t3">{t.of("tariffs.unit", service.unit)}</span>
          </span>
        ),
        textOf: ({ service }) => service.name,
      },
      ...lines.map(
        (line): Column<Row> => ({
          id: line.key,
          header: line.name,
          minWidth: 148,
          cell: ({ own }) => <Cell own={own} line={line} />,
          textOf: ({ own }) => {
            const method = own.get(line.key);
            return method ? methodWords(method, t).join("; ") : "";
          },
        }),
      ),
    ],
    [t, lines],
  );
  const service = rows.find((row) => row.service.code === query["service"])?.service;
  const owner = lines.find(({ key }) => key === query["whose"]) ?? lines[0];
  return (
    <Page
      title={t("methods.title")}
      subtitle={
        formula === undefined
          ? t("methods.subtitle", { day: formats.day(on) })
          : t("methods.ofFormula", { code: formula })
      }
      actions={
        <>
          <MethodologyNav at="methods" />
          <span className="t2">{t("tariffs.onDay")}</span>
          <div className={styles.day}>
            <DateInput
              label={t("tariffs.onDay")}
              isLabelHidden
              value={on}
              today={today}
              onChange={(day) => day !== undefined && set({ on: day === today ? undefined : day })}
            />
          </div>
        </>
      }
    >
      {trouble ? (
        <ErrorState
          of={trouble}
          onRetry={() => {
            void services.refetch();
            void methods.refetch();
          }}
        />
      ) : (
        <div className={styles.body} data-open={service ? "" : undefined}>
          <div className={styles.list}>
            <DataGrid
              label={t("methods.title")}
              columns={columns}
              rows={rows}
              rowKey={keyOfRow}
              density="roomy"
              isLoading={services.isPending || methods.isPending}
              emptyState={t("methods.empty")}
              onOpen={(row, column) =>
                set({ service: row.service.code, whose: column === "service" ? "city" : column })
              }
            />
          </div>
          {service && owner && (
            <Suspense fallback={null}>
              <MethodPanel
                key={`${service.code} ${owner.key}`}
                service={service}
                owner={ownerIn(owner)}
                ownerName={owner.name}
                on={on}
                onClose={() => set({ service: undefined, whose: undefined })}
              />
            </Suspense>
          )}
        </div>
      )}
    </Page>
  );
}

const keyOfRow = ({ service }: Row): string => service.code;

const ownerIn = ({ level, organization, building, account }: Line): Owner => ({
  level,
  ...(organization === undefined ? {} : { organization }),
  ...(building === undefined ? {} : { building }),
  ...(account === undefined ? {} : { account }),
});

function Cell({ own, line }: { own: ReadonlyMap<string, Method>; line: Line }) {
  const { t } = useWords();
  const method = own.get(line.key);
  // Which company manages a house on the day is not known here: what it inherits is told on its own page.
  const isBelow = line.level === "building" || line.level === "account";
  const shown = method ?? (isBelow ? undefined : own.get("city"));
  const isFormula = shown?.formula !== undefined;
  if (!shown)
    return <span className="t3 cut">{line.level === "city" ? t("methods.byTermsShort") : "—"}</span>;
  const [first = "", ...more] = methodWords(shown, t);
  const words = [first, ...more].join("; ");
  return (
    <span className={method ? styles.ownCell : styles.inheritedCell} title={words}>
      <span className="cut">
        {isFormula && <IconFunction size={14} aria-hidden />} {words}
      </span>
      <span className="label t3">
        <LevelMark level={shown.level} />
      </span>
    </span>
  );
}
