import { createElement, type ReactElement } from "react";
import { renderToStaticMarkup } from "react-dom/server";
import { expect, test } from "vitest";
import en from "../../words/en/index.ts";
import { WordsContext, wordsOf } from "../../words/words.ts";
import { formatsOf } from "../format.ts";
import { FormatsContext } from "../formats.ts";
import { AgeBar } from "./AgeBar.tsx";
import { BarChart } from "./BarChart.tsx";
import { LineChart } from "./LineChart.tsx";
import { ProgressBar } from "./ProgressBar.tsx";
import { Sparkline } from "./Sparkline.tsx";
import { StackedBars } from "./StackedBars.tsx";
import { Waterfall } from "./Waterfall.tsx";

const formats = formatsOf("en");
const write = formats.money;
const text = { title: "Hot water", summary: "More than last year." };
const month = { id: "2026-11", label: "November 2026", shortLabel: "Nov" };

/** As a server draws it: no window, and a policy that forbids styles in the page. */
const drawn = (chart: ReactElement): string =>
  renderToStaticMarkup(
    createElement(
      WordsContext,
      { value: wordsOf("en", en) },
      createElement(FormatsContext, { value: formats }, chart),
    ),
  );

test.each<[string, ReactElement, string]>([
  ["bars", createElement(BarChart, { ...text, bars: [{ ...month, value: 146_019n }], write }), "1,460.19"],
  [
    "stacked bars",
    createElement(StackedBars, {
      ...text,
      series: ["a", "b"],
      bars: [{ ...month, values: [100n, 250n] }],
      write,
    }),
    "3.50",
  ],
  [
    "lines",
    createElement(LineChart, {
      ...text,
      points: [month],
      series: [{ name: "Paid", values: [undefined] }],
      write,
    }),
    "—",
  ],
  [
    "waterfall",
    createElement(Waterfall, {
      ...text,
      first: { label: "before", amount: 121_414n },
      steps: [{ label: "Volume", amount: 24_605n }],
      last: { label: "after", amount: 146_019n },
      write,
      writeChange: formats.change,
    }),
    "+246.05",
  ],
  [
    "ages",
    createElement(AgeBar, {
      title: "Overdue",
      ages: [{ id: "30", label: "to 30 d", amount: 815_898n }],
      write,
    }),
    "8,158.98",
  ],
  ["progress", createElement(ProgressBar, { label: "Charging", done: 412, total: 1240 }), "30 % done"],
  [
    "a line in the text",
    createElement(Sparkline, { label: "6.21 m³ now", values: [1n, 3n, 2n] }),
    "6.21 m³ now",
  ],
])("%s are drawn on the server, without styles in the page", (_name, chart, words) => {
  const html = drawn(chart);
  expect(html).toContain(words);
  expect(html).toContain("<svg");
  expect(html).not.toContain("style=");
  expect(html).not.toMatch(/NaN|Infinity|undefined/);
});
