import type { MadeAt, OrderOut } from "./model.ts";
import { oneCOrders } from "./one-c.ts";
import { pain001 } from "./pain001.ts";

export type { MadeAt, OrderOut, OrderParty } from "./model.ts";
export { type ProviderFileRow, type ProviderFileHead, providerMonthXlsx } from "./provider-file.ts";

export type BankOrdersFormat = "1c" | "1c-dos" | "pain001";

/** The file that orders leave in, named by its day and its first order. */
export function bankOrdersFile(
  orders: readonly OrderOut[],
  of: { readonly format: BankOrdersFormat; readonly made: MadeAt },
): { readonly name: string; readonly bytes: Uint8Array } {
  const first = orders[0]?.number ?? "0";
  const name = `orders-${of.made.on}-${first}`;
  if (of.format === "pain001") {
    const message = `PAY-${of.made.on.slice(2).replaceAll("-", "")}-${first}`;
    return {
      name: `${name}.xml`,
      bytes: new TextEncoder().encode(pain001(orders, { message, made: of.made })),
    };
  }
  const encoding = of.format === "1c" ? "windows" : "dos";
  return { name: `${name}.txt`, bytes: oneCOrders(orders, { sender: "Pay-logic", made: of.made, encoding }) };
}
