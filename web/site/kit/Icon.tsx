import type { ComponentType } from "react";

/** An icon of Tabler's set as decoration: what it says is said in words beside it. */
export function Icon({ of: Drawn }: { readonly of: ComponentType<{ className: string }> }) {
  return (
    <span aria-hidden="true">
      <Drawn className="icon" />
    </span>
  );
}
