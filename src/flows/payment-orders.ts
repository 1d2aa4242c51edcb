import type { Day } from "#core/day";
import type { Result } from "#core/result";
import { bankOrdersFile } from "#modules/gateways";
import { type OrderFile, type OrderFormat, type OrderRefusal, sendOrders } from "#modules/settlements";
import type { Ctx } from "#platform/context";

/** Makes the bank's file of approved orders, keeps it and marks them sent. */
export async function sendOrdersToBank(
  ctx: Ctx,
  of: { readonly orders: readonly number[]; readonly format: OrderFormat; readonly at?: Date },
): Promise<Result<OrderFile, OrderRefusal>> {
  const time = clockTime(of.at ?? new Date());
  return sendOrders(ctx, {
    ...of,
    write: (orders) =>
      bankOrdersFile(
        orders.map((order) => ({ ...order, number: String(order.number) })),
        { format: of.format, made: { on: ctx.today as Day, time, zone: "+03:00" } },
      ),
  });
}

/** The bank's day is Moscow's, wherever the server stands. */
const clockTime = (at: Date): string =>
  at.toLocaleTimeString("ru-RU", { timeZone: "Europe/Moscow", hour12: false });
