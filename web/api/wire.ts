import type { z } from "zod";

/** What a contract looks like on the wire: integers of money and quantities are strings. */
export type Wire<Contract extends z.ZodType> = z.input<Contract>;
