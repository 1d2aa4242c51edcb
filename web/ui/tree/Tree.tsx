import { useVirtualizer } from "@tanstack/react-virtual";
import {
  type KeyboardEvent,
  type MouseEvent,
  useEffect,
  useLayoutEffect,
  useMemo,
  useRef,
  useState,
} from "react";
import { keysOf } from "../hotkeys.ts";
import classes from "./Tree.module.css";
import { TreeItem } from "./TreeItem.tsx";
import { useBranches } from "./useBranches.ts";
import { siblingsToExpand, stepOf, type TreeNode, typedTo } from "./visible.ts";

export interface TreeProps {
  readonly label: string;
  readonly nodes: readonly TreeNode[];
  /** Opened at first. */
  readonly expanded?: readonly string[];
  /** Enter or a double click: the source of the node. */
  readonly onOpen?: (node: TreeNode) => void;
  readonly onPick?: (node: TreeNode) => void;
}

/** More than this, and only what is seen is drawn; the tree then needs a parent of a known height. */
const DRAWN_MOST = 200;
const LINE = { one: 24, two: 40 };
/** Letters typed within this time make one word, ms. */
const WORD_TIME = 600;

/** A tree by the ARIA pattern. Levels and places are told by attributes, so that a part of it may be drawn. */
export function Tree({ label, nodes, expanded, onOpen, onPick }: TreeProps) {
  const { branches, expand, collapse } = useBranches(nodes, expanded);
  const scroller = useRef<HTMLDivElement>(null);
  const [currentId, setCurrentId] = useState<string>();
  const typed = useRef({ text: "", at: 0 });
  const wantsFocus = useRef(false);
  const places = useMemo(() => new Map(branches.map(({ node }, index) => [node.id, index])), [branches]);
  const at = (currentId === undefined ? 0 : places.get(currentId)) ?? 0;
  const isVirtual = branches.length > DRAWN_MOST;

  const virtual = useVirtualizer({
    count: branches.length,
    enabled: isVirtual,
    getScrollElement: () => scroller.current,
    estimateSize: (index) => (branches[index]?.node.detail ? LINE.two : LINE.one),
    getItemKey: (index) => branches[index]?.node.id ?? index,
    overscan: 10,
    useFlushSync: false,
    rangeExtractor: ({ startIndex, endIndex, overscan, count }) => {
      const from = Math.max(0, startIndex - overscan);
      const to = Math.min(count - 1, endIndex + overscan);
      const shown = Array.from({ length: to - from + 1 }, (_, step) => from + step);
      // The current node holds the focus wherever the tree is scrolled to.
      return at < from ? [at, ...shown] : at > to && at < count ? [...shown, at] : shown;
    },
  });

  const goTo = (index: number): void => {
    const branch = branches[index];
    if (!branch) return;
    wantsFocus.current = true;
    setCurrentId(branch.node.id);
    if (isVirtual) virtual.scrollToIndex(index);
    onPick?.(branch.node);
  };
  useLayoutEffect(() => {
    if (!wantsFocus.current) return;
    const item = scroller.current?.querySelector<HTMLElement>("[role=treeitem][tabindex='0']");
    if (!item) return;
    wantsFocus.current = false;
    item.focus({ preventScroll: isVirtual });
  });
  useEffect(() => {
    for (const link of scroller.current?.querySelectorAll("a, button") ?? [])
      link.setAttribute("tabindex", "-1");
  });

  const open = (index: number): void => {
    const branch = branches[index];
    if (!branch) return;
    const link = scroller.current?.querySelector<HTMLElement>("[role=treeitem][tabindex='0'] a");
    if (onOpen) onOpen(branch.node);
    else if (link) link.click();
    else if (branch.isExpanded !== undefined) toggle(index);
  };
  const toggle = (index: number): void => {
    const branch = branches[index];
    if (branch?.isExpanded) collapse(branch.node.id);
    else if (branch?.isExpanded === false) expand([branch.node]);
  };
  const typeAhead = (letter: string, time: number): void => {
    const isNew = time - typed.current.at > WORD_TIME;
    typed.current = { text: isNew ? letter : typed.current.text + letter, at: time };
    const index = typedTo(branches, at, typed.current.text);
    if (index !== undefined) goTo(index);
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.ctrlKey || event.altKey || event.metaKey) return;
    const isTyping = event.timeStamp - typed.current.at <= WORD_TIME && typed.current.text !== "";
    const step = event.shiftKey ? undefined : stepOf(keysOf(event.nativeEvent), branches, at);
    if (step?.kind === "go") goTo(step.index);
    else if (step?.kind === "expand")
      expand(branches.filter(({ node }) => step.ids.includes(node.id)).map(({ node }) => node));
    else if (step?.kind === "collapse") collapse(step.id);
    else if (event.key === "Enter") open(at);
    else if (event.key === "*") {
      const wanted = new Set(siblingsToExpand(branches, at));
      expand(branches.filter(({ node }) => wanted.has(node.id)).map(({ node }) => node));
    } else if (event.key === " " && !isTyping) toggle(at);
    else if (event.key.length === 1) typeAhead(event.key, event.timeStamp);
    else return;
    event.preventDefault();
  };
  const indexOf = (event: MouseEvent): number | undefined => {
    const id = (event.target as Element).closest<HTMLElement>("[data-node]")?.dataset["node"];
    return id === undefined ? undefined : places.get(id);
  };
  const onClick = (event: MouseEvent): void => {
    const index = indexOf(event);
    if (index === undefined) return;
    goTo(index);
    if ((event.target as Element).closest("[data-twist]")) toggle(index);
  };
  const onDoubleClick = (event: MouseEvent): void => {
    const index = indexOf(event);
    if (index !== undefined && !(event.target as Element).closest("a, button, [data-twist]")) open(index);
  };

  return (
    <div
      ref={scroller}
      role="tree"
      aria-label={label}
      className={classes["tree"]}
      {...(isVirtual ? { style: { height: "100%" } } : {})}
      onKeyDown={onKeyDown}
      onClick={onClick}
      onDoubleClick={onDoubleClick}
    >
      {isVirtual ? (
        <div role="presentation" className={classes["list"]} style={{ height: virtual.getTotalSize() }}>
          {virtual.getVirtualItems().map(({ index, start }) => {
            const branch = branches[index];
            return branch ? (
              <TreeItem
                key={branch.node.id}
                branch={branch}
                index={index}
                isCurrent={index === at}
                top={start}
                measure={virtual.measureElement}
              />
            ) : null;
          })}
        </div>
      ) : (
        branches.map((branch, index) => (
          <TreeItem key={branch.node.id} branch={branch} index={index} isCurrent={index === at} />
        ))
      )}
    </div>
  );
}
