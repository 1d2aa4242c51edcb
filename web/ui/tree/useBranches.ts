import { useCallback, useMemo, useState } from "react";
import { type Branch, branchesOf, type Loaded, type TreeNode } from "./visible.ts";

export interface Branches {
  readonly branches: readonly Branch[];
  expand(nodes: readonly TreeNode[]): void;
  collapse(id: string): void;
}

/** What is opened in a tree and what has been loaded under its nodes. */
export function useBranches(nodes: readonly TreeNode[], expandedFirst: readonly string[] = []): Branches {
  const [expanded, setExpanded] = useState<ReadonlySet<string>>(() => new Set(expandedFirst));
  const [loaded, setLoaded] = useState<Loaded>(new Map());
  const branches = useMemo(() => branchesOf(nodes, expanded, loaded), [nodes, expanded, loaded]);

  const collapse = useCallback(
    (id: string) => setExpanded((former) => new Set([...former].filter((other) => other !== id))),
    [],
  );
  const load = (node: TreeNode): void => {
    const known = loaded.get(node.id);
    if (!node.loadChildren || (known !== undefined && known !== "failed")) return;
    const put = (under: readonly TreeNode[] | "loading" | "failed"): void =>
      setLoaded((former) => new Map(former).set(node.id, under));
    put("loading");
    node.loadChildren().then(put, () => {
      // The node says so itself and is closed again: opening it asks once more.
      put("failed");
      collapse(node.id);
    });
  };
  const expand = (wanted: readonly TreeNode[]): void => {
    setExpanded((former) => new Set([...former, ...wanted.map(({ id }) => id)]));
    for (const node of wanted) load(node);
  };
  return { branches, expand, collapse };
}
