import swagger from "@fastify/swagger";
import type { RouteOptions } from "fastify";
import { jsonSchemaTransform, jsonSchemaTransformObject } from "fastify-type-provider-zod";
import { z } from "zod";
import type { Http } from "#platform/http";

/** As much of an OpenAPI 3.1 document as the page and the tests look at. */
export interface ApiDocument {
  readonly openapi: string;
  readonly info: { readonly title: string; readonly description: string; readonly version: string };
  readonly tags: readonly { readonly name: string; readonly description: string }[];
  readonly paths: Readonly<Record<string, Readonly<Record<string, ApiOperation>>>>;
  readonly components: { readonly schemas: Record<string, ApiSchema> };
}

export interface ApiOperation {
  readonly summary: string;
  readonly description?: string;
  readonly tags?: readonly string[];
  readonly security?: readonly Readonly<Record<string, readonly string[]>>[];
  /** Whom the role × action table lets in. */
  readonly "x-roles"?: readonly string[];
  readonly parameters?: readonly {
    readonly name: string;
    readonly in: string;
    readonly required?: boolean;
    readonly description?: string;
    readonly schema: ApiSchema;
    readonly example?: unknown;
  }[];
  readonly requestBody?: { readonly content: Readonly<Record<string, ApiMedia>> };
  readonly responses: Record<string, { description: string; content?: Record<string, ApiMedia> }>;
}

export interface ApiMedia {
  readonly schema: ApiSchema;
  readonly example?: unknown;
}

export interface ApiSchema {
  readonly type?: string | readonly string[];
  readonly description?: string;
  readonly format?: string;
  readonly pattern?: string;
  readonly enum?: readonly unknown[];
  readonly const?: unknown;
  readonly properties?: Readonly<Record<string, ApiSchema>>;
  readonly required?: readonly string[];
  readonly items?: ApiSchema;
  readonly anyOf?: readonly ApiSchema[];
  readonly oneOf?: readonly ApiSchema[];
  readonly examples?: readonly unknown[];
  readonly [other: string]: unknown;
}

const DESCRIPTION = `Money travels as an integer of kopecks in a string ("151002" is 1,510.02 roubles), quantities, rates and
readings as an integer of millionths in a string ("6210000" is 6.21), months as "2026-11", days as "2026-11-23".
Unknown fields are refused.

Sign in with \`POST /api/session\`: a browser gets the cookie \`__Host-session\`, a machine sends the token of the
answer as \`Authorization: Bearer …\`. What is out of sight of the reader's organizations is answered as if it did not
exist.

Every refusal is a problem document (RFC 9457) with a stable \`code\`, its \`data\`, and a sentence in Russian or
English by \`Accept-Language\`. Commands that move money want the header \`Idempotency-Key\`: the same key gives the
same answer, however often it is sent.`;

export interface OpenApiOptions {
  readonly tags: readonly { readonly name: string; readonly description: string }[];
  /** Whom a route lets in: "anyone", or the roles. */
  readonly rolesOf: (route: RouteOptions) => "anyone" | readonly string[];
}

/** Collects the contracts of the routes registered after it. `documentOf` gives the document once all are there. */
export async function collectContracts(app: Http, options: OpenApiOptions): Promise<void> {
  await app.register(swagger, {
    openapi: {
      openapi: "3.1.0",
      info: { title: "Pay-logic", description: DESCRIPTION, version: "1" },
      tags: [...options.tags],
      components: {
        securitySchemes: {
          session: { type: "apiKey", in: "cookie", name: "__Host-session" },
          bearer: { type: "http", scheme: "bearer" },
        },
      },
    },
    transformObject: jsonSchemaTransformObject,
    transform: (input) => {
      const { schema, url } = jsonSchemaTransform(input);
      // What is not of the contract (pages, other parties' protocols) is not in the document.
      if (!url.startsWith("/api/")) return { schema: { ...schema, hide: true }, url };
      const roles = options.rolesOf(input.route as RouteOptions);
      const access = roles === "anyone" ? { security: [] } : { "x-roles": roles };
      const body = withExamples(schema["body"], input.schema?.["body"]);
      return { schema: { security: [{ session: [] }, { bearer: [] }], ...schema, ...body, ...access }, url };
    },
  });
}

/** The schema of a request loses its examples on the way where its fields are decoded; they are put back. */
function withExamples(made: unknown, contract: unknown): object {
  const examples = contract instanceof z.ZodType ? z.globalRegistry.get(contract)?.["examples"] : undefined;
  return examples === undefined ? {} : { body: { ...(made as object), examples } };
}

/** The document of all contracts, with the problem document as the answer to whatever is refused. */
export function documentOf(app: Http): ApiDocument {
  const document = structuredClone(app.swagger()) as unknown as ApiDocument;
  const { schemas } = document.components;
  schemas["Problem"] = PROBLEM;
  for (const operations of Object.values(document.paths)) {
    for (const operation of Object.values(operations)) {
      operation.responses["default"] = {
        description: "Refused",
        content: {
          "application/problem+json": {
            schema: { $ref: "#/components/schemas/Problem" },
            example: PROBLEM.examples?.[0],
          },
        },
      };
    }
  }
  // A schema is offered for requests and for answers; most are of one kind.
  for (const name of Object.keys(schemas)) {
    if (!JSON.stringify(document).includes(`"#/components/schemas/${name}"`)) delete schemas[name];
  }
  return document;
}

const PROBLEM: ApiSchema = {
  type: "object",
  description: "RFC 9457. The title is a sentence for a person, the code is for a machine.",
  properties: {
    type: { type: "string", format: "uri" },
    title: { type: "string", description: "In the reader's language: what happened, and what to do next." },
    status: { type: "integer" },
    code: { type: "string", description: "One of a closed list; it does not change." },
    requestId: { type: "string", description: "To be quoted when asking for help." },
    data: { type: "object", description: "The numbers and names of the sentence." },
  },
  required: ["type", "title", "status", "code", "requestId"],
  examples: [
    {
      type: "urn:paylogic:accounts.account_not_found",
      title: "There is no account 1000000013 in your sight. Check the number.",
      status: 404,
      code: "accounts.account_not_found",
      requestId: "3f9c1a7be0d24c55",
      data: { number: "1000000013" },
    },
  ],
};
