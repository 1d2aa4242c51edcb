import type { FastifyInstance, FastifyRequest } from "fastify";
import type { SentFile } from "#modules/messages";
import { Refused } from "#platform/http";

/** A form's fields and files. What is no text where text is asked reads as nothing. */
export interface SentForm {
  readonly text: (name: string, charactersMax?: number) => string;
  readonly files: (name: string) => Promise<SentFile[]>;
}

/** Five photographs of a telephone; a longer body is refused before it is read. */
const MULTIPART_LIMIT = 24 * 1_048_576;
const FORM_LIMIT = 65_536;

/** Forms with and without files for the routes of a scope; the body is then a `FormData` or the fields of a form. */
export function takeForms(scope: FastifyInstance): void {
  scope.removeAllContentTypeParsers();
  scope.addContentTypeParser(
    "application/x-www-form-urlencoded",
    { parseAs: "string", bodyLimit: FORM_LIMIT },
    (_request, body, done) => done(null, new URLSearchParams(String(body))),
  );
  scope.addContentTypeParser(
    "multipart/form-data",
    { parseAs: "buffer", bodyLimit: MULTIPART_LIMIT },
    async (request: FastifyRequest, body: Buffer) => {
      const type = request.headers["content-type"] ?? "";
      try {
        return await new Response(new Uint8Array(body), { headers: { "content-type": type } }).formData();
      } catch (error) {
        // The runtime's reader says by a TypeError that the body is no such form.
        if (error instanceof TypeError) throw new Refused({ code: "request.unreadable" });
        throw error;
      }
    },
  );
}

export function sentForm({ body }: FastifyRequest): SentForm {
  const form = body instanceof URLSearchParams || body instanceof FormData ? body : new URLSearchParams();
  return {
    text: (name, charactersMax = 200) => {
      const value = form.get(name);
      // A browser ends lines with CR and LF.
      return typeof value === "string"
        ? value
            .slice(0, charactersMax * 2)
            .replaceAll("\r\n", "\n")
            .slice(0, charactersMax)
            .trim()
        : "";
    },
    files: async (name) => {
      const sent: SentFile[] = [];
      for (const value of form instanceof FormData ? form.getAll(name) : []) {
        // A field of files that was left empty comes as one file without bytes.
        if (value instanceof File && value.size > 0)
          sent.push({ name: value.name.slice(0, 200), bytes: await value.bytes() });
      }
      return sent;
    },
  };
}
