import { IconChevronDown, IconChevronRight, IconLoader2, IconPoint } from "@tabler/icons-react";
import { memo, type Ref } from "react";
import { useT } from "../../words/words.ts";
import classes from "./Tree.module.css";
import type { Branch } from "./visible.ts";

/** What a level is set in by. */
const STEP = 18;
const EDGE = 10;

interface TreeItemProps {
  readonly branch: Branch;
  readonly index: number;
  readonly isCurrent: boolean;
  /** Px from the top where only what is seen is drawn. */
  readonly top?: number | undefined;
  readonly measure?: Ref<HTMLDivElement>;
}

export const TreeItem = memo(TreeItemView);

function TreeItemView({ branch, index, isCurrent, top, measure }: TreeItemProps) {
  const t = useT();
  const { node, level, isExpanded } = branch;
  return (
    <div
      ref={measure}
      role="treeitem"
      data-index={index}
      data-node={node.id}
      aria-level={level}
      aria-posinset={branch.position}
      aria-setsize={branch.siblings}
      aria-selected={isCurrent}
      {...(isExpanded === undefined ? {} : { "aria-expanded": isExpanded })}
      {...(branch.isLoading ? { "aria-busy": true } : {})}
      tabIndex={isCurrent ? 0 : -1}
      className={[
        classes["node"],
        isCurrent ? classes["current"] : "",
        level === 1 ? classes["root"] : "",
        top === undefined ? "" : classes["floating"],
      ].join(" ")}
      style={{
        paddingLeft: EDGE + (level - 1) * STEP,
        ...(top === undefined ? {} : { transform: `translateY(${top}px)` }),
      }}
    >
      <span className={classes["twist"]} data-twist="">
        {twistIcon(branch)}
      </span>
      <span className={classes["label"]}>
        {node.lead ? <span className={classes["lead"]}>{node.lead} </span> : null}
        {node.label}
        {node.mark ? (
          <span className={classes["mark"]}>
            <IconPoint size={14} role="img" aria-label={t("ui.tree.changed")} />
            {node.mark}
          </span>
        ) : null}
      </span>
      <span className={classes["value"]}>{node.value}</span>
      {branch.isLoading ? <span className={classes["detail"]}>{t("ui.tree.loading")}</span> : null}
      {branch.hasFailed ? (
        <span className={`${classes["detail"]} ${classes["failed"]}`} role="alert">
          {t("ui.tree.failed")}
        </span>
      ) : null}
      {node.detail && !branch.isLoading && !branch.hasFailed ? (
        <span className={classes["detail"]}>{node.detail}</span>
      ) : null}
    </div>
  );
}

function twistIcon({ isExpanded, isLoading }: Branch) {
  if (isLoading) return <IconLoader2 size={14} aria-hidden />;
  if (isExpanded === undefined) return null;
  return isExpanded ? <IconChevronDown size={14} aria-hidden /> : <IconChevronRight size={14} aria-hidden />;
}
