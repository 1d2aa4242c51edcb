import type { OrganizationId } from "#core/ids";
import { audited } from "#modules/access";
import { granted, type Http } from "#platform/http";
import * as contract from "./contract.ts";
import { closeMonth } from "./month-close.ts";

/** Closing a month, which crosses rooms. */
export async function monthCloseRoutes(app: Http): Promise<void> {
  app.route({
    method: "POST",
    url: "/api/organizations/:organization/periods/:period/closure",
    config: { permission: "periods.close" },
    schema: {
      tags: ["organizations"],
      summary: "Close the open month and open the next one",
      description: "Sets credits against debts and writes the opening balances, all in one change.",
      params: contract.ClosurePath,
      body: contract.ClosureRequest,
      response: { 200: contract.ClosureResponse },
    },
    handler: ({ ctx, params, body, id }) => {
      const of = { organization: params.organization as OrganizationId, period: params.period };
      return audited(
        ctx,
        () => ({
          action: "period.closed",
          subject: `period ${of.period}`,
          organization: of.organization,
          requestId: id,
        }),
        async (inner) => granted(await closeMonth(inner, { ...of, uncharged: body.uncharged })),
      );
    },
  });
}
