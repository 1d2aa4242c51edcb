import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type Money, money } from "#core/units";
import type { OrderReading, OrderState } from "./model.ts";
import { judgeReading, type KnownOrder } from "./rules/judge-reading.ts";

const order = (of: Partial<KnownOrder> = {}): KnownOrder => ({
  order: 1_000_017,
  amount: money(150_000n),
  state: "pending",
  refunded: money(0n),
  credited: false,
  ...of,
});
const reading = (of: Partial<OrderReading> = {}): OrderReading => ({
  order: "1000017",
  reference: "r-1",
  status: "succeeded",
  amount: money(150_000n),
  currency: "RUB",
  refunded: money(0n),
  ...of,
});
const paid = (of: Partial<KnownOrder> = {}) => order({ state: "succeeded", credited: true, ...of });

describe("a bank's word", () => {
  test.each<[string, KnownOrder, OrderReading, OrderState, boolean, bigint, string]>([
    ["that it is paid books it", order(), reading(), "succeeded", true, 0n, ""],
    ["that it is paid again books nothing", paid(), reading(), "succeeded", false, 0n, ""],
    [
      "after the end books it all the same, and is seen",
      order({ state: "expired" }),
      reading(),
      "succeeded",
      true,
      0n,
      "late_success",
    ],
    [
      "of another order is seen",
      order(),
      reading({ order: "1000018" }),
      "pending",
      false,
      0n,
      "order_differs",
    ],
    [
      "of another amount is seen",
      order(),
      reading({ amount: money(1n) }),
      "unknown",
      false,
      0n,
      "amount_differs",
    ],
    [
      "of another currency is seen",
      order(),
      reading({ currency: "USD" }),
      "unknown",
      false,
      0n,
      "currency_differs",
    ],
    ["of an amount held books nothing", order(), reading({ status: "authorized" }), "pending", false, 0n, ""],
    ["of a cancellation ends it", order(), reading({ status: "canceled" }), "canceled", false, 0n, ""],
    [
      "of a cancellation of booked money gives all of it back",
      paid(),
      reading({ status: "canceled" }),
      "refunded",
      false,
      150_000n,
      "",
    ],
    [
      "of a part given back books the part",
      paid(),
      reading({ refunded: money(50_000n) }),
      "succeeded",
      false,
      50_000n,
      "",
    ],
    [
      "of a part that is booked books nothing",
      paid({ refunded: money(50_000n) }),
      reading({ refunded: money(50_000n) }),
      "succeeded",
      false,
      0n,
      "",
    ],
    [
      "that was overtaken gives nothing back to us",
      paid({ refunded: money(50_000n) }),
      reading(),
      "succeeded",
      false,
      0n,
      "",
    ],
    [
      "of more given back than paid is seen",
      paid(),
      reading({ refunded: money(150_001n) }),
      "succeeded",
      false,
      0n,
      "refund_over_payment",
    ],
    [
      "that does not say how much is given back books nothing",
      paid(),
      reading({ refunded: undefined }),
      "succeeded",
      false,
      0n,
      "",
    ],
    [
      "of paid and given back at once books both",
      order(),
      reading({ refunded: money(150_000n) }),
      "refunded",
      true,
      150_000n,
      "",
    ],
    [
      "of waiting after it is booked changes nothing",
      paid(),
      reading({ status: "pending" }),
      "succeeded",
      false,
      0n,
      "",
    ],
  ])("%s", (_name, known, word, state, credit, refund, incident) => {
    expect(judgeReading(known, word)).toEqual({ state, credit, refund, incident });
  });

  test("P2 once: words in any order and number end where the last state of the bank is, and book once", () => {
    const refunds = fc.array(fc.bigInt({ min: 1n, max: 150_000n }), { maxLength: 4 });
    fc.assert(
      fc.property(refunds, fc.array(fc.nat({ max: 9 }), { maxLength: 30 }), (given, picks) => {
        const sums = given.reduce<bigint[]>((all, one) => {
          const next = (all.at(-1) ?? 0n) + one;
          return next > 150_000n ? all : [...all, next];
        }, []);
        const words = [
          reading({ status: "pending" }),
          reading({ status: "authorized" }),
          reading(),
          ...sums.map((sum) => reading({ refunded: money(sum) })),
        ];
        const last = words.at(-1) ?? reading();
        let known = order();
        let booked = 0n;
        for (const word of [...picks.map((pick) => words[pick % words.length] ?? last), last]) {
          const { state, credit, refund } = judgeReading(known, word);
          if (credit) booked += known.amount;
          known = {
            ...known,
            state,
            credited: known.credited || credit,
            refunded: (known.refunded + refund) as Money,
          };
        }
        expect([booked, known.refunded]).toEqual([150_000n, sums.at(-1) ?? 0n]);
      }),
    );
  });
});
