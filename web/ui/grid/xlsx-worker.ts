import type { Sheet } from "./sheet.ts";
import { xlsxOf } from "./write-xlsx.ts";

/** What the worker answers: the file, or why there is none. */
export type Written = { readonly bytes: Uint8Array<ArrayBuffer> } | { readonly reason: string };

addEventListener("message", ({ data }: MessageEvent<Sheet>) => {
  xlsxOf(data).then(
    (bytes) => answer({ bytes: new Uint8Array(bytes) }),
    (error: unknown) => answer({ reason: error instanceof Error ? error.message : String(error) }),
  );
});

const answer = (of: Written): void => postMessage(of);
