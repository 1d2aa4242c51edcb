import type { ReactNode } from "react";
import type { TreeNode } from "../../ui/tree/visible.ts";
import type { Formats } from "../../ui/format.ts";
import type { Words } from "../../words/words.ts";
import { decimalText, roublesText } from "./decimal-text.ts";
import type { ServiceExplained, Step } from "./queries.ts";

const NBSP = "\u00a0";

type LawPlace = NonNullable<ServiceExplained["lines"][number]["law"]["place"]>;

/** What the tree opens at first: the formula and what stands right beneath it. */
export const openAtFirst = (nodes: readonly TreeNode[]): string[] =>
  nodes.flatMap((node) => [node.id, ...(node.children ?? []).map(({ id }) => id)]);

/**
 * The workings of a service as a tree: the formula with its law, beneath it every input with its source and every
 * step, roundings among them; last the whole building, where the service is shared in it. `other` is the month
 * compared with: what was another value then is marked.
 */
export function explanationTree(
  service: ServiceExplained,
  { t, language }: Pick<Words, "t" | "language">,
  formats: Formats,
  other: string | undefined,
  /** Leads to the building's own page. */
  houseLink?: ReactNode,
  /** Leads to the stored text of an act, by the words that cite it. */
  lawLink?: (citation: string, place: LawPlace) => ReactNode,
  /** The files of a document that set a value; undefined where there are none. */
  paperLinks?: (basis: string) => ReactNode,
): TreeNode[] {
  const steps = service.workings.children.filter((step) => step.name !== "line");
  // A single calculation is the formula itself; only several are told apart by a level of their own.
  const series = steps.filter((step) => step.name === "series");
  const flat = steps.flatMap((step) => (step === series[0] && series.length === 1 ? step.children : [step]));
  const workings = flat.map((step, index) => nodeOf(step, `s${index}`));
  // Penalties of many debts go by one clause: the clause is told once, the debts stand beneath it.
  const told = service.lines.filter(
    (line, index, all) =>
      line.kind !== "penalty" || all.findIndex(({ formula }) => formula === line.formula) === index,
  );
  const formulas = told.map((line, index): TreeNode => {
    const { citation, meaning, place } = line.law;
    const cited = place && lawLink?.(citation, place);
    return {
      id: `f${index}`,
      lead: line.kind === "excess" ? t("accounts.why.surplus") : t("accounts.why.formula"),
      label: line.law.formula,
      ...(line.kind === "penalty" ? {} : { value: roublesText(line.amount, language) }),
      detail: cited ? [cited, `. ${meaning}`] : `${citation}. ${meaning}`,
    };
  });
  const [only] = formulas;
  return [
    ...(only && formulas.length === 1 ? [{ ...only, children: workings }] : [...formulas, ...workings]),
    ...houseOf(),
  ];

  function nodeOf(step: Step, id: string): TreeNode {
    const value = valueText(step);
    const detail = detailOf(step);
    return {
      id,
      label: step.noteText === undefined ? capital(step.label) : `${capital(step.label)} (${step.noteText})`,
      ...(value === undefined ? {} : { value }),
      ...(detail === undefined ? {} : { detail }),
      ...(step.was === undefined || other === undefined || !MARKED.has(step.name)
        ? {}
        : {
            mark: t("accounts.why.was", {
              month: formats.period(other),
              value: decimalText(step.was, language),
            }),
          }),
      ...(step.children.length === 0
        ? {}
        : { children: step.children.map((child, index) => nodeOf(child, `${id}.${index}`)) }),
    };
  }

  function valueText(step: Step): string | undefined {
    if (step.value === undefined) return undefined;
    const isMoney = step.unit === "rub" || step.rule === "kopecks";
    const number = isMoney ? roublesText(step.value, language) : decimalText(step.value, language);
    return step.unitText === undefined ? number : `${number}${NBSP}${step.unitText}`;
  }

  function detailOf(step: Step): ReactNode {
    const papers = step.basis === undefined ? undefined : paperLinks?.(step.basis);
    const text = textOf(step);
    return papers === undefined ? text : [text, " · ", papers];
  }

  function textOf(step: Step): string | undefined {
    const parts = [
      step.rule === undefined
        ? step.expression === step.value
          ? undefined
          : expressionText(step)
        : t("accounts.why.becomes", {
            from: decimalText(step.expression ?? "", language),
            to: decimalText(step.value ?? "", language),
          }),
      step.ruleText,
      step.sourceText,
      step.recordedAt === undefined
        ? undefined
        : t(step.recordedBy === undefined ? "accounts.why.recorded" : "accounts.why.recordedBy", {
            at: formats.instant(step.recordedAt),
            who: step.recordedBy ?? "",
          }),
    ].filter((part) => part !== undefined && part !== "");
    return parts.length === 0 ? undefined : parts.join(" · ");
  }

  function expressionText(step: Step): string | undefined {
    if (step.expression === undefined) return undefined;
    return step.name === "average_month"
      ? t("accounts.why.months", { count: Number(step.expression) })
      : decimalText(step.expression, language);
  }

  function houseOf(): TreeNode[] {
    const { building: house } = service;
    if (!house) return [];
    const unit = t.of("accounts.unit", service.unit);
    const quantity = (millionths: string): string => `${formats.quantity(millionths)}${NBSP}${unit}`;
    const leftOver = BigInt(house.shared) - BigInt(house.shares);
    return [
      {
        id: "house",
        lead: t("accounts.why.house"),
        label: t("accounts.why.houseAbout"),
        value: quantity(house.shared),
        ...(houseLink === undefined ? {} : { detail: houseLink }),
        children: [
          ...(house.building === undefined
            ? []
            : [{ id: "h.meter", label: t("accounts.why.houseMeter"), value: quantity(house.building) }]),
          { id: "h.premises", label: t("accounts.why.housePremises"), value: quantity(house.premises) },
          { id: "h.shared", label: t("accounts.why.houseShared"), value: quantity(house.shared) },
          { id: "h.shares", label: t("accounts.why.houseShares"), value: quantity(house.shares) },
          ...(leftOver === 0n
            ? []
            : [{ id: "h.left", label: t("accounts.why.houseLeft"), value: quantity(String(leftOver)) }]),
        ],
      },
    ];
  }
}

/** The documents that the workings of a service name. */
export const basesOf = (service: ServiceExplained): string[] => {
  const of = (step: Step): string[] => [
    ...(step.basis === undefined ? [] : [step.basis]),
    ...step.children.flatMap(of),
  ];
  return [...new Set(of(service.workings))];
};

/** Steps of which another value than then says something by itself; sums follow from them. */
const MARKED: ReadonlySet<string> = new Set([
  "area",
  "average_month",
  "building_volume",
  "common_property_area",
  "common_volume",
  "disconnected_area",
  "heat_per_m3",
  "hot_water_volume",
  "increment",
  "multiplier",
  "norm",
  "norm_year",
  "persons",
  "points",
  "rate",
  "sum_of_own_heat",
  "total_area",
  "volume",
  "volume_of_meter",
]);

const capital = (text: string): string => text.charAt(0).toLocaleUpperCase() + text.slice(1);
