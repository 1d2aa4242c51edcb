import type { Sheet } from "./sheet.ts";
import type { Written } from "./xlsx-worker.ts";

const XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

/** Writes the file in a thread of its own, so that the page stays quick, and gives it to the browser to keep. */
export async function saveSheet(sheet: Sheet, fileName: string): Promise<void> {
  const bytes = await written(sheet);
  const address = URL.createObjectURL(new Blob([bytes], { type: XLSX }));
  const link = document.createElement("a");
  link.href = address;
  link.download = `${fileName.replaceAll(/[\\/:*?"<>|]/g, " ").trim()}.xlsx`;
  link.click();
  // The browser has taken the address when the click is over; some begin to read a moment later.
  setTimeout(() => URL.revokeObjectURL(address), 60_000);
}

function written(sheet: Sheet): Promise<Uint8Array<ArrayBuffer>> {
  const worker = new Worker(new URL("./xlsx-worker.ts", import.meta.url), { type: "module" });
  return new Promise<Uint8Array<ArrayBuffer>>((resolve, reject) => {
    worker.addEventListener("message", ({ data }: MessageEvent<Written>) => {
      if ("bytes" in data) resolve(data.bytes);
      else reject(new Error(data.reason));
    });
    worker.addEventListener("error", (event) => reject(new Error(event.message)));
    worker.postMessage(sheet);
  }).finally(() => worker.terminate());
}
