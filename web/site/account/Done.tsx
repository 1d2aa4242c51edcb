import type { ReactNode } from "react";

/** What was done just now, above the page that it led back to. */
export function Done({ children }: { readonly children: ReactNode }) {
  return (
    <p className="notice ok" role="status">
      {children}
    </p>
  );
}
