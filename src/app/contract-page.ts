import type { Language } from "#platform/http";
import { html, type Html } from "#platform/http/html";
import type { ApiDocument, ApiMedia, ApiOperation, ApiSchema } from "#platform/http/openapi";
import { page } from "./page.ts";

const TITLES = {
  ru: {
    subtitle: "интерфейс HTTP",
    home: "На главную",
    who: "Кто",
    parameters: "Параметры",
    body: "Запрос",
    answer: "Ответ",
    anyone: "без входа",
    signedIn: "любой вошедший",
  },
  en: {
    subtitle: "HTTP interface",
    home: "Home",
    who: "Who",
    parameters: "Parameters",
    body: "Request",
    answer: "Answer",
    anyone: "anyone",
    signedIn: "anyone signed in",
  },
} as const;

interface Operation extends ApiOperation {
  readonly method: string;
  readonly path: string;
}

/** The contract as a page to read: made from the document itself, so that it cannot say anything else. */
export function contractPage(document: ApiDocument, language: Language): string {
  const titles = TITLES[language];
  const operations = Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(
      ([method, operation]): Operation => ({ ...operation, method: method.toUpperCase(), path }),
    ),
  );
  const byTag = Map.groupBy(operations, (one) => one.tags?.[0] ?? "");
  const tags = document.tags.filter((tag) => byTag.has(tag.name));
  const body = html`<div class="api"><nav aria-label="${titles.subtitle}">${tags.map(
    (tag) =>
      html`<h2>${tag.description}</h2>${(byTag.get(tag.name) ?? []).map(
        (one) => html`<a href="#${anchorOf(one)}">${one.summary}</a>`,
      )}`,
  )}</nav>
<main class="sheet"><div class="part"><h1>${document.info.title} API</h1>${document.info.description
    .split("\n\n")
    .map(
      (paragraph) => html`<p class="lead">${inlineCode(paragraph)}</p>`,
    )}<p class="hint"><a href="/api/openapi.json">/api/openapi.json</a></p></div>${tags.map(
    (tag) =>
      html`<section><h2>${tag.description}</h2>${(byTag.get(tag.name) ?? []).map((one) => operationOf(one, titles))}</section>`,
  )}</main></div>`;
  return page({
    language,
    title: `${document.info.title} API`,
    subtitle: titles.subtitle,
    links: [{ href: "/", text: titles.home }],
    body,
  });
}

const anchorOf = ({ method, path }: Operation): string =>
  `${method}-${path}`
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, "-")
    .replaceAll(/^-|-$/g, "");

type Titles = (typeof TITLES)[Language];

function operationOf(one: Operation, titles: Titles): Html {
  const bodies = Object.entries(one.requestBody?.content ?? {});
  const answers = Object.entries(one.responses)
    .filter(([status]) => status !== "default")
    .flatMap(([status, { content }]): { status: string; type: string; media: ApiMedia | undefined }[] =>
      content
        ? Object.entries(content).map(([type, media]) => ({ status, type, media }))
        : [{ status, type: "", media: undefined }],
    );
  const roles = one["x-roles"] ?? [titles.anyone];
  return html`<details id="${anchorOf(one)}"><summary><code class="verb ${one.method}">${one.method}</code><code>${one.path}</code><span>${one.summary}</span></summary>
<div class="op">${one.description === undefined ? undefined : html`<p>${inlineCode(one.description)}</p>`}
<h3>${titles.who}</h3><p>${(roles.length > 0 ? roles : [titles.signedIn]).map((role) => html`<span class="tag">${role}</span>`)}</p>
${
  one.parameters && one.parameters.length > 0
    ? html`<h3>${titles.parameters}</h3><div class="scroll" tabindex="0"><table><tbody>${one.parameters.map(
        (parameter) =>
          html`<tr><td><code>${parameter.name}</code>${parameter.required === true ? " *" : ""}</td><td>${parameter.in}, ${typeOf(parameter.schema)}</td><td>${parameter.description ?? parameter.schema.description ?? ""}</td></tr>`,
      )}</tbody></table></div>`
    : undefined
}
${bodies.map(([type, media]) => html`<h3>${titles.body} <code>${type}</code></h3>${fieldsOf(media.schema)}${exampleOf(media)}`)}
${answers.map(
  ({ status, type, media }) =>
    html`<h3>${titles.answer} ${status} <code>${type}</code></h3>${media ? html`${fieldsOf(media.schema)}${exampleOf(media)}` : undefined}`,
)}</div></details>`;
}

/** The fields of an object with those inside it, one a row. */
function fieldsOf(schema: ApiSchema): Html | undefined {
  const rows = rowsOf(schema, "");
  if (rows.length === 0) return undefined;
  return html`<div class="scroll" tabindex="0"><table><tbody>${rows.map(
    (row) =>
      html`<tr><td><code>${row.name}</code>${row.required ? " *" : ""}</td><td>${row.type}</td><td>${row.description}</td></tr>`,
  )}</tbody></table></div>`;
}

interface Row {
  readonly name: string;
  readonly type: string;
  readonly description: string;
  readonly required: boolean;
}

function rowsOf(schema: ApiSchema, prefix: string): Row[] {
  const inner = schema.items ?? schema;
  const inList = schema.items ? "[]" : "";
  return Object.entries(inner.properties ?? {}).flatMap(([name, field]) => {
    const full = `${prefix}${inList && prefix ? `${inList}.` : prefix ? "." : ""}${name}`.replace("..", ".");
    const own: Row = {
      name: full,
      type: typeOf(field),
      description: field.description ?? field.items?.description ?? "",
      required: inner.required?.includes(name) ?? false,
    };
    return [own, ...rowsOf(field, full)];
  });
}

function typeOf(schema: ApiSchema): string {
  if (schema.enum) return schema.enum.map(String).join(" | ");
  if (schema.items) return `${typeOf(schema.items)}[]`;
  const choices = schema.anyOf ?? schema.oneOf;
  if (choices) return choices.map(typeOf).join(" | ");
  const type = typeof schema.type === "string" ? schema.type : (schema.type?.join(" | ") ?? "any");
  return schema.format === undefined ? type : `${type} (${schema.format})`;
}

const exampleOf = ({ example }: ApiMedia): Html | undefined =>
  example === undefined ? undefined : html`<pre>${JSON.stringify(example, undefined, 2)}</pre>`;

/** What stands between backquotes is code. */
const inlineCode = (text: string): readonly Html[] =>
  text.split("`").map((piece, at) => (at % 2 === 1 ? html`<code>${piece}</code>` : html`${piece}`));
