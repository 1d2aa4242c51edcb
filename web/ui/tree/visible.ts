import type { ReactNode } from "react";

export interface TreeNode {
  readonly id: string;
  readonly label: string;
  /** The name of a part before its label, in strong letters: "V", "Formula". */
  readonly lead?: string;
  /** To the right: an amount, a count. */
  readonly value?: string;
  /** The second line: where it comes from. */
  readonly detail?: ReactNode;
  /** What changed since the last time: "was 5.33 in October". */
  readonly mark?: string;
  readonly children?: readonly TreeNode[];
  /** Asked when the node is first opened. */
  readonly loadChildren?: () => Promise<readonly TreeNode[]>;
}

export type Loaded = ReadonlyMap<string, readonly TreeNode[] | "loading" | "failed">;

/** A node as it stands on the screen. */
export interface Branch {
  readonly node: TreeNode;
  /** 1 for the roots, as screen readers count. */
  readonly level: number;
  readonly position: number;
  readonly siblings: number;
  readonly parentId: string | undefined;
  /** Undefined for a node with nothing under it. */
  readonly isExpanded: boolean | undefined;
  readonly isLoading: boolean;
  readonly hasFailed: boolean;
}

export const canExpand = (node: TreeNode): boolean =>
  (node.children?.length ?? 0) > 0 || node.loadChildren !== undefined;

/** The nodes that are seen, from top to bottom. */
export function branchesOf(
  nodes: readonly TreeNode[],
  expanded: ReadonlySet<string>,
  loaded: Loaded,
  parent?: Branch,
): Branch[] {
  return nodes.flatMap((node, index) => {
    const known = loaded.get(node.id);
    const under = Array.isArray(known) ? (known as readonly TreeNode[]) : node.children;
    // What was asked for and found empty can no longer be opened.
    const isLeaf = !canExpand(node) || (Array.isArray(known) && known.length === 0);
    const branch: Branch = {
      node,
      level: (parent?.level ?? 0) + 1,
      position: index + 1,
      siblings: nodes.length,
      parentId: parent?.node.id,
      isExpanded: isLeaf ? undefined : expanded.has(node.id),
      isLoading: known === "loading",
      hasFailed: known === "failed",
    };
    return branch.isExpanded && under ? [branch, ...branchesOf(under, expanded, loaded, branch)] : [branch];
  });
}

export type TreeStep =
  | { readonly kind: "go"; readonly index: number }
  | { readonly kind: "expand"; readonly ids: readonly string[] }
  | { readonly kind: "collapse"; readonly id: string };

/** What a key does at a node, or undefined when it is not a key of the tree. */
export function stepOf(keys: string, branches: readonly Branch[], at: number): TreeStep | undefined {
  const branch = branches[at];
  if (!branch) return undefined;
  const go = (index: number): TreeStep => ({
    kind: "go",
    index: Math.max(0, Math.min(branches.length - 1, index)),
  });
  switch (keys) {
    case "ArrowDown":
      return go(at + 1);
    case "ArrowUp":
      return go(at - 1);
    case "Home":
      return go(0);
    case "End":
      return go(branches.length - 1);
    case "ArrowRight":
      if (branch.isExpanded === false) return { kind: "expand", ids: [branch.node.id] };
      return branches[at + 1]?.parentId === branch.node.id ? go(at + 1) : go(at);
    case "ArrowLeft":
      if (branch.isExpanded) return { kind: "collapse", id: branch.node.id };
      return branch.parentId === undefined
        ? go(at)
        : go(branches.findIndex((other) => other.node.id === branch.parentId));
    default:
      return undefined;
  }
}

/** `*` opens all siblings that can be opened. */
export const siblingsToExpand = (branches: readonly Branch[], at: number): string[] =>
  branches
    .filter((other) => other.parentId === branches[at]?.parentId && other.isExpanded === false)
    .map((other) => other.node.id);

/** The next node whose name begins with the typed letters, coming round to the beginning. */
export function typedTo(branches: readonly Branch[], at: number, typed: string): number | undefined {
  const wanted = typed.toLowerCase();
  // One more letter may still name the current node; the first letter goes on to the next.
  const first = typed.length > 1 ? 0 : 1;
  for (let step = first; step <= branches.length; step += 1) {
    const index = (at + step) % branches.length;
    const node = branches[index]?.node;
    if (node && `${node.lead ? `${node.lead} ` : ""}${node.label}`.toLowerCase().startsWith(wanted))
      return index;
  }
  return undefined;
}
