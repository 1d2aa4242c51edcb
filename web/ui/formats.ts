import { createContext, useContext } from "react";
import type { Formats } from "./format.ts";

export const FormatsContext = createContext<Formats | undefined>(undefined);

/** How numbers and dates are written in the reader's language. */
export function useFormats(): Formats {
  const formats = useContext(FormatsContext);
  if (!formats) throw new Error("formats are wanted outside FormatsContext");
  return formats;
}
