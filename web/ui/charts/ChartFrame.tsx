import { type ReactNode, useId } from "react";
import { useT } from "../../words/words.ts";
import classes from "./Charts.module.css";

export interface ChartText {
  readonly title: string;
  /** One sentence that says what the picture shows. */
  readonly summary: string;
}

interface ChartFrameProps extends ChartText {
  readonly heads: readonly string[];
  /** The same values in words: the name of a line, then its numbers. */
  readonly lines: readonly (readonly string[])[];
  /** The picture, named by the ids of title and summary. */
  readonly children: (labelledBy: string) => ReactNode;
}

/** What every chart has: title, sentence, picture, and the same as a table, which opens without scripts too. */
export function ChartFrame({ title, summary, heads, lines, children }: ChartFrameProps) {
  const t = useT();
  const id = useId();
  return (
    <figure className={classes["chart"]} aria-labelledby={`${id}t`}>
      <figcaption>
        <div id={`${id}t`} className={classes["title"]}>
          {title}
        </div>
        <p id={`${id}s`} className={classes["summary"]}>
          {summary}
        </p>
      </figcaption>
      {children(`${id}t ${id}s`)}
      <details className={classes["table"]}>
        <summary>{t("ui.chart.table")}</summary>
        <table aria-labelledby={`${id}t`}>
          <thead>
            <tr>
              {heads.map((head, index) => (
                <th key={head} scope="col" className={index === 0 ? undefined : classes["n"]}>
                  {head}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {lines.map(([name, ...values], index) => (
              <tr key={`${index} ${name}`}>
                <th scope="row">{name}</th>
                {values.map((value, column) => (
                  <td key={column} className={classes["n"]}>
                    {value}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </details>
    </figure>
  );
}
