import { z } from "zod";
import { audited } from "#modules/access";
import { must } from "#core/assert";
import { granted, type Http } from "#platform/http";
import * as actions from "./actions.ts";
import * as contract from "./contract.ts";
import type { IssuedSlip } from "./model.ts";

/** Who may sign in to the private account of an account; the resident's own pages are no part of the interface. */
export async function residentRoutes(app: Http): Promise<void> {
  const tags = ["accounts"];

  app.route({
    method: "GET",
    url: "/api/accounts/:number/access",
    config: { permission: "residents.read" },
    schema: {
      tags,
      summary: "Who has a right to the account in the private account, and which slips were given out",
      params: contract.AccountAccessPath,
      response: { 200: contract.AccountAccessResponse },
    },
    handler: async ({ ctx, params }) => {
      const { grants, slips } = granted(await actions.accessOf(ctx, params.number));
      return {
        grants: grants.map((one) => ({ ...one, rights: [...one.rights] })),
        slips: slips.map((one) => ({ ...one, rights: [...one.rights] })),
      };
    },
  });

  app.route({
    method: "POST",
    url: "/api/accounts/:number/activation-slips",
    config: { permission: "residents.let_in" },
    schema: {
      tags,
      summary: "Issue an activation slip to the holder",
      description: "A code for one use, good for 30 days and five attempts. Earlier ones that wait are void.",
      params: contract.AccountAccessPath,
      response: { 201: contract.SlipResponse },
    },
    handler: async ({ ctx, params, id }, reply) => {
      const slip = await audited<IssuedSlip>(
        ctx,
        ({ id: no }) => ({
          action: "resident.slip_issued",
          subject: `account ${params.number}`,
          data: { slip: no },
          requestId: id,
        }),
        async (within) => {
          const issued = granted(await actions.issueSlips(within, [params.number]));
          return must(issued[0], "the slip of an account");
        },
      );
      return reply.code(201).send({ ...slip, address: `/activate?number=${slip.number}` });
    },
  });

  app.route({
    method: "DELETE",
    url: "/api/accounts/:number/activation-slips/:slip",
    config: { permission: "residents.let_in" },
    schema: {
      tags,
      summary: "Make a slip void that nobody has used",
      params: contract.SlipPath,
      response: { 204: z.null() },
    },
    handler: async ({ ctx, params, id }, reply) => {
      await audited(
        ctx,
        () => ({
          action: "resident.slip_revoked",
          subject: `account ${params.number}`,
          data: { slip: params.slip },
          requestId: id,
        }),
        async (within) => granted(await actions.revokeSlip(within, params)),
      );
      return reply.code(204).send(null);
    },
  });

  app.route({
    method: "DELETE",
    url: "/api/accounts/:number/access/:grant",
    config: { permission: "residents.let_in" },
    schema: {
      tags,
      summary: "End somebody's right to the account at once",
      params: contract.GrantPath,
      response: { 204: z.null() },
    },
    handler: async ({ ctx, params, id }, reply) => {
      await audited(
        ctx,
        () => ({
          action: "resident.access_ended",
          subject: `account ${params.number}`,
          data: { grant: params.grant },
          requestId: id,
        }),
        async (within) => granted(await actions.revokeAccess(within, params)),
      );
      return reply.code(204).send(null);
    },
  });
}
