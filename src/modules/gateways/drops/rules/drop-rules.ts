import type { DropFault, DropSettings } from "../model.ts";

const MASK = /^[^/\\\p{Cc}]{0,200}$/u;
const SENDER = /^(?:[^\s@]{1,64})?@[^\s@]{1,190}$/;
const HOST = /^[a-z0-9](?:[a-z0-9.:-]{0,252}[a-z0-9])?$/i;
const HOST_KEY = /^SHA256:[A-Za-z0-9+/]{43}$/;
const FOLDER = /^[^\p{Cc}]{1,300}$/u;

/** What is wrong with settings by themselves; undefined for nothing. */
export function judgeDrop(settings: DropSettings): DropFault | undefined {
  if (!HOST.test(settings.host)) return "host_malformed";
  if (settings.hostKey !== "" && !HOST_KEY.test(settings.hostKey)) return "host_key_malformed";
  const folders = [settings.folder, settings.doneFolder, settings.outFolder];
  if (settings.folder === "" || folders.some((folder) => folder !== "" && !FOLDER.test(folder)))
    return "folder_malformed";
  const named = folders.filter((folder) => folder !== "").map((folder) => folder.replace(/\/+$/, ""));
  // What is put aside or laid out would be fetched as new.
  if (new Set(named).size < named.length) return "folders_equal";
  if (settings.mask !== "" && !MASK.test(settings.mask)) return "mask_malformed";
  if (settings.kind !== "mail") return undefined;
  if (settings.senders.length === 0) return "sender_missing";
  if (!settings.senders.every((sender) => SENDER.test(sender))) return "sender_malformed";
  return settings.security === "none" && !isThisMachine(settings.host) ? "plain_text_far" : undefined;
}

export const isThisMachine = (host: string): boolean =>
  host === "localhost" || host === "::1" || /^127\.\d{1,3}\.\d{1,3}\.\d{1,3}$/.test(host);

/** Whether a name fits "*.txt;R??.csv", in either case. Everything fits an empty mask. */
export function fitsMask(name: string, mask: string): boolean {
  const parts = mask
    .split(";")
    .map((part) => part.trim().toLowerCase())
    .filter((part) => part !== "");
  return parts.length === 0 || parts.some((part) => fits(name.toLowerCase(), part));
}

/** By hand and not by a regular expression: a mask of many stars would keep one busy for ever. */
function fits(name: string, mask: string): boolean {
  let [at, of] = [0, 0];
  let back: { readonly mask: number; name: number } | undefined;
  while (at < name.length) {
    const sign = mask[of];
    if (sign === "*") {
      back = { mask: of, name: at };
      of += 1;
    } else if (sign === "?" || sign === name[at]) {
      at += 1;
      of += 1;
    } else if (back) {
      back.name += 1;
      at = back.name;
      of = back.mask + 1;
    } else return false;
  }
  return /^\**$/.test(mask.slice(of));
}

/** "bank@example.test" is that address, "@example.test" everybody of that domain alone. */
export function isSender(address: string | undefined, senders: readonly string[]): boolean {
  const of = address?.trim().toLowerCase();
  if (of === undefined || of === "") return false;
  return senders.some((sender) => {
    const wanted = sender.toLowerCase();
    return wanted.startsWith("@") ? of.endsWith(wanted) && of.length > wanted.length : of === wanted;
  });
}

/** Archives are not opened: what is packed in them could be anything, and of any size. A workbook is none. */
export const isArchive = (name: string): boolean =>
  /\.(?:zip|rar|7z|gz|tgz|tar|arj|bz2|xz|p7m|p7s|enc)$/i.test(name);

/** Names under which programs write what is not yet whole. */
export const isUnfinished = (name: string): boolean =>
  name.startsWith(".") || /\.(?:part|partial|filepart|tmp|temp|crdownload|lock)$/i.test(name);

const HOURS_MOST = 6;

/** Minutes until the next look: the interval, twice as long after each failure, six hours at the most. */
export function minutesUntilNext(settings: Pick<DropSettings, "minutes">, failures: number): number {
  const most = Math.max(settings.minutes, HOURS_MOST * 60);
  return Math.min(most, settings.minutes * 2 ** Math.min(failures, 12));
}
