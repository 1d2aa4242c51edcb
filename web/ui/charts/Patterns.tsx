import classes from "./Charts.module.css";

/** Fills that are told apart without their colour: plain, hatched, dotted. */
export const FILLS = ["c1", "c2", "c3"] as const;

/** The pattern that lies over the fill of a series; the first is plain. */
export function Patterns({ id }: { id: string }) {
  return (
    <defs>
      <pattern id={`${id}1`} width={6} height={6} patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
        <line className={classes["hatch"]} x1={0} y1={0} x2={0} y2={6} />
      </pattern>
      <pattern id={`${id}2`} width={5} height={5} patternUnits="userSpaceOnUse">
        <circle cx={1.5} cy={1.5} r={1} fill="var(--surface)" />
      </pattern>
    </defs>
  );
}

interface FilledProps {
  readonly id: string;
  readonly series: number;
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

export function Filled({ id, series, ...box }: FilledProps) {
  const fill = series % FILLS.length;
  return (
    <>
      <rect {...box} className={classes[FILLS[fill] ?? "c1"]} />
      {fill === 0 ? null : <rect {...box} fill={`url(#${id}${fill})`} />}
    </>
  );
}
