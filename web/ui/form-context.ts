import { createContext } from "react";

/** What a form tells its fields. */
export const FormContext = createContext<{
  /** The person has tried to send it, so empty fields are told apart from fields not reached yet. */
  readonly isAttempted: boolean;
  /** The server's sentence about the field of this name, whose limits are written as the field writes its values. */
  readonly issueOf: (name: string, limitText: (limit: string) => string) => string | undefined;
}>({ isAttempted: false, issueOf: () => undefined });
