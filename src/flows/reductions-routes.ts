import type { BuildingId, PremisesId, ServiceId } from "#core/ids";
import { type Money, NOTHING } from "#core/units";
import { recordAudit } from "#modules/access";
import { type ChargeLine, lawWords } from "#modules/charging";
import { SERVICES } from "#modules/tariffs";
import { granted, type Http, type Language } from "#platform/http";
import {
  absencesOfAccount,
  failureChoices,
  failuresOfBuilding,
  type Proposal,
  proposeAbsence,
  proposeFailure,
  type SettledMonth,
  settleAbsence,
  settleFailure,
  stateAbsence,
  stateFailure,
} from "./reductions.ts";
import * as contract from "./reductions-contract.ts";

/** Absences and failures of supply: stated, shown as a proposal with its sums, decided. */
export async function reductionRoutes(app: Http): Promise<void> {
  const read = { permission: "accounts.read" } as const;
  const register = { permission: "reductions.register" } as const;
  const decide = { permission: "reductions.decide" } as const;

  app.route({
    method: "GET",
    url: "/api/accounts/:number/absences",
    config: read,
    schema: {
      tags: ["accounts"],
      summary: "Absences of an account's residents",
      params: contract.AbsencesPath,
      response: { 200: contract.AbsencesResponse },
    },
    handler: async ({ ctx, params }) => ({
      absences: [...granted(await absencesOfAccount(ctx, params.number))],
    }),
  });

  app.route({
    method: "POST",
    url: "/api/accounts/:number/absences",
    config: register,
    schema: {
      tags: ["accounts"],
      summary: "Register a resident's absence",
      description: "It changes nothing until it is accepted (decree 354 p. 86–97).",
      params: contract.AbsencesPath,
      body: contract.NewAbsenceRequest,
      response: { 201: contract.AbsenceResponse },
    },
    handler: async ({ ctx, params, body, id }, reply) => {
      const absence = granted(
        await stateAbsence(ctx, { ...params, ...body, appliedOn: body.appliedOn ?? ctx.today }),
      );
      const subject = `account ${params.number}, absence ${absence.no}`;
      await recordAudit(ctx, { action: "absence.registered", subject, requestId: id });
      return reply.code(201).send(absence);
    },
  });

  app.route({
    method: "GET",
    url: "/api/accounts/:number/absences/:absence/proposal",
    config: read,
    schema: {
      tags: ["accounts"],
      summary: "What accepting an absence would change, or what an accepted one changes",
      params: contract.AbsencePath,
      response: { 200: contract.ProposalResponse },
    },
    handler: async ({ ctx, params, language }) =>
      shownProposal(
        granted(await proposeAbsence(ctx, { number: params.number, no: params.absence })),
        language,
      ),
  });

  app.route({
    method: "POST",
    url: "/api/accounts/:number/absences/:absence/decision",
    config: decide,
    schema: {
      tags: ["accounts"],
      summary: "Accept, refuse or withdraw an absence",
      description:
        "The charged months that it touches are charged again; the difference is booked in the open month.",
      params: contract.AbsencePath,
      body: contract.DecisionRequest,
      response: { 200: contract.AbsenceDecidedResponse },
    },
    handler: async (request) => {
      const { ctx, params, body, id } = request;
      const { number, absence: no } = params;
      const decided = granted(await settleAbsence(ctx, { number, no, ...body }));
      const subject = `account ${number}, absence ${no}`;
      await recordAudit(ctx, { action: `absence.${body.decision}`, subject, requestId: id });
      return { absence: decided.fact, months: shownMonths(decided.months, (of) => request.sentenceOf(of)) };
    },
  });

  app.route({
    method: "GET",
    url: "/api/metering/failure-choices",
    config: read,
    schema: {
      tags: ["metering"],
      summary: "Failures of supply that annex 1 speaks of",
      response: { 200: contract.FailureChoicesResponse },
    },
    handler: async ({ ctx }) => ({ choices: await failureChoices(ctx) }),
  });

  app.route({
    method: "GET",
    url: "/api/metering/buildings/:building/failures",
    config: read,
    schema: {
      tags: ["metering"],
      summary: "Interruptions and poor quality in a building",
      params: contract.FailuresPath,
      response: { 200: contract.FailuresResponse },
    },
    handler: async ({ ctx, params }) => ({
      failures: [...granted(await failuresOfBuilding(ctx, params.building as BuildingId))],
    }),
  });

  app.route({
    method: "POST",
    url: "/api/metering/buildings/:building/failures",
    config: register,
    schema: {
      tags: ["metering"],
      summary: "Register an interruption or poor quality",
      description:
        "By an act or an outage, under decree 354, annex 1. It changes nothing until it is accepted.",
      params: contract.FailuresPath,
      body: contract.NewFailureRequest,
      response: { 201: contract.FailureResponse },
    },
    handler: async ({ ctx, params, body, id }, reply) => {
      const building = params.building as BuildingId;
      const premises = body.premises as PremisesId | undefined;
      const failure = granted(await stateFailure(ctx, { ...body, premises, building }));
      const subject = `building ${building}, failure ${failure.no}`;
      await recordAudit(ctx, { action: "failure.registered", subject, requestId: id });
      return reply.code(201).send(failure);
    },
  });

  app.route({
    method: "GET",
    url: "/api/metering/buildings/:building/failures/:failure/proposal",
    config: read,
    schema: {
      tags: ["metering"],
      summary: "What accepting a failure would change, or what an accepted one changes",
      params: contract.FailurePath,
      response: { 200: contract.ProposalResponse },
    },
    handler: async ({ ctx, params, language }) =>
      shownProposal(
        granted(await proposeFailure(ctx, { building: params.building as BuildingId, no: params.failure })),
        language,
      ),
  });

  app.route({
    method: "POST",
    url: "/api/metering/buildings/:building/failures/:failure/decision",
    config: decide,
    schema: {
      tags: ["metering"],
      summary: "Accept, refuse or withdraw a failure",
      description:
        "The charged months that it touches are charged again; the difference is booked in the open month.",
      params: contract.FailurePath,
      body: contract.DecisionRequest,
      response: { 200: contract.FailureDecidedResponse },
    },
    handler: async (request) => {
      const { ctx, params, body, id } = request;
      const building = params.building as BuildingId;
      const decided = granted(await settleFailure(ctx, { building, no: params.failure, ...body }));
      const subject = `building ${building}, failure ${params.failure}`;
      await recordAudit(ctx, { action: `failure.${body.decision}`, subject, requestId: id });
      return { failure: decided.fact, months: shownMonths(decided.months, (of) => request.sentenceOf(of)) };
    },
  });
}

function shownProposal({ change, months }: Proposal, language: Language) {
  return {
    change,
    months: months.map(({ accounts, period, bookedIn, isCharged, ...month }) => ({
      period,
      bookedIn,
      isCharged,
      change: month.change,
      accounts: accounts.map(({ number, before, lines }) => ({
        number,
        before,
        change: sumOf(lines),
        services: [...Map.groupBy(lines, (line) => line.service)].map(([service, own]) =>
          shownService(service, own, language),
        ),
      })),
    })),
  };
}

function shownService(service: ServiceId, lines: readonly ChargeLine[], language: Language) {
  const known = SERVICES.find((one) => one.id === service);
  // Several reductions of one service are told by the largest; the account's explanation tells them all.
  const largest = lines.toSorted((a, b) => (a.amount < b.amount ? -1 : 1))[0];
  const law = largest && lawWords(largest.formula, language);
  return {
    code: known?.code ?? String(service),
    name: (language === "ru" ? known?.nameRu : known?.nameEn) ?? String(service),
    change: sumOf(lines),
    formula: law?.formula ?? "",
    law: law?.citation ?? "",
    meaning: law?.meaning ?? "",
  };
}

const shownMonths = (
  months: readonly SettledMonth[],
  sentenceOf: (refusal: NonNullable<SettledMonth["refusal"]>) => string,
) =>
  months.map(({ period, outcome, run, amount, refusal }) => ({
    period,
    outcome,
    run,
    amount,
    why: refusal && sentenceOf(refusal),
  }));

const sumOf = (lines: readonly ChargeLine[]): Money =>
  lines.reduce((sum, line) => (sum + line.amount) as Money, NOTHING);
