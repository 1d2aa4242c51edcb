import type { FastifyRequest } from "fastify";
import type { Http } from "../http.ts";

/*
 * Forms as a browser sends them without a script: fields alone, or fields with files. Registered in a scope of its own,
 * which then takes nothing else.
 */

interface FormLimits {
  readonly fieldBytesMax: number;
  /** Of a form with files, all of it; absent: no files are taken. */
  readonly fileBytesMax?: number | undefined;
}

export function takeForms(scope: Http, { fieldBytesMax, fileBytesMax }: FormLimits): void {
  scope.removeAllContentTypeParsers();
  scope.addContentTypeParser(
    "application/x-www-form-urlencoded",
    { parseAs: "string", bodyLimit: fieldBytesMax },
    (_request, body, done) => {
      const form = new FormData();
      for (const [name, value] of new URLSearchParams(String(body))) form.append(name, value);
      done(null, form);
    },
  );
  if (fileBytesMax === undefined) return;
  scope.addContentTypeParser(
    /^multipart\/form-data\b/,
    { parseAs: "buffer", bodyLimit: fileBytesMax + fieldBytesMax },
    async (request: FastifyRequest, body: string | Buffer) => {
      const headers = { "content-type": request.headers["content-type"] ?? "" };
      try {
        return await new Response(new Uint8Array(Buffer.from(body)), { headers }).formData();
      } catch {
        // Cut off on the way, or no form at all: judged as one with nothing in it.
        return new FormData();
      }
    },
  );
}

export const formOf = ({ body }: FastifyRequest): FormData =>
  body instanceof FormData ? body : new FormData();

/** A field as text, no longer than a person types; nothing for a file. */
export function fieldOf(form: FormData, name: string, charactersMax = 500): string {
  const value = form.get(name);
  return typeof value === "string" ? value.slice(0, charactersMax) : "";
}

/** What was sent in a field of a file; undefined where nothing was chosen. */
export async function fileOf(form: FormData, name: string): Promise<Uint8Array | undefined> {
  const value = form.get(name);
  if (value === null || typeof value === "string" || value.size === 0) return undefined;
  return new Uint8Array(await value.arrayBuffer());
}

/** A text of several lines, as it is kept: a browser ends lines with CR and LF. */
export const textOf = (form: FormData, name: string, charactersMax = 200): string =>
  fieldOf(form, name, charactersMax * 2)
    .replaceAll("\r\n", "\n")
    .slice(0, charactersMax)
    .trim();

export interface SentFile {
  /** As the browser says it. */
  readonly name: string;
  readonly bytes: Uint8Array;
}

/** All that was chosen in a field of files; one that was left empty comes as a file without bytes, and is none. */
export async function filesOf(form: FormData, name: string): Promise<SentFile[]> {
  const sent: SentFile[] = [];
  for (const value of form.getAll(name)) {
    if (typeof value !== "string" && value.size > 0)
      sent.push({ name: value.name.slice(0, 200), bytes: new Uint8Array(await value.arrayBuffer()) });
  }
  return sent;
}
