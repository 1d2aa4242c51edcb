import type { GivenFile } from "./model.ts";
import type { KindOfFile, RegisterProfile } from "./profile.ts";
import { looksLikeDbf } from "./read-dbf.ts";
import { looksLikeZip } from "./read-xlsx.ts";
import { readRegister } from "./read.ts";
import { encodingFound } from "./rules/encoding.ts";
import { fieldsOfName } from "./rules/name-template.ts";
import { REGISTER_LIMITS } from "./source.ts";
import type { DetectionReason } from "./words.ts";

/** A profile that may be the file's, and why. */
export interface ProfileCandidate {
  readonly profile: RegisterProfile;
  /** Better than another's; nothing more is meant by it. */
  readonly score: number;
  /** It reads the file without a refusal, as far as it was looked at. */
  readonly reads: boolean;
  readonly reasons: readonly DetectionReason[];
}

/** So much of a text tells its layout. */
const HEAD = 64 * 1024;

/**
 * Which profiles may read a file, best first: the reading itself is the judge, the name only speaks for one. Of a long
 * text the beginning is read, of tables and XML the whole. A person chooses; nothing is taken by a guess.
 */
export async function detectProfile(
  file: GivenFile,
  profiles: readonly RegisterProfile[],
): Promise<ProfileCandidate[]> {
  if (file.bytes.length > REGISTER_LIMITS.bytes) return [];
  const kinds = kindsOf(file.bytes);
  const head = headOf(file);
  const candidates: ProfileCandidate[] = [];
  for (const profile of profiles) {
    const { definition } = profile;
    if (!kinds.includes(definition.kind)) continue;
    const isText = definition.kind === "delimited" || definition.kind === "fixed";
    const isHead = isText && head !== file;
    const read = await readRegister(isHead ? head : file, profile, { isHead });
    const problems = read.refusals.filter(({ code }) => code !== "companion-missing");
    const reads = problems.length === 0 && (read.rows.length > 0 || definition.empty);
    const named =
      file.name !== undefined &&
      definition.fileName !== undefined &&
      !!fieldsOfName(file.name, definition.fileName);
    const declares = read.declared.count !== undefined || read.declared.total !== undefined;
    const reasons: DetectionReason[] = [
      ...(named ? [{ code: "name-fits" } as const] : []),
      ...(read.rows.length > 0 ? [{ code: "rows-read", rows: read.rows.length } as const] : []),
      ...(reads && declares && !isHead ? [{ code: "sums-agree" } as const] : []),
      ...(definition.companion ? [{ code: "companion-wanted" } as const] : []),
      ...problems.slice(0, 1).map((refusal) => ({ code: "refused", refusal }) as const),
    ];
    const score =
      (reads ? 100 : 0) +
      (named ? 20 : 0) +
      (reads && declares ? 20 : 0) +
      // Of two that read a file, the one that asks more of it is meant.
      (read.rows.length > 0 ? Math.min(definition.columns.length, 20) : 0) +
      (problems.every(({ code }) => code === "wrong-encoding" || code === "text-garbled") ? 10 : 0);
    if (score > 0) candidates.push({ profile, score, reads, reasons });
  }
  // Where one reads the file, those that only want another encoding are none.
  const some = candidates.some(({ reads }) => reads);
  return candidates
    .filter(
      ({ reasons }) => !some || reasons.some(({ code }) => code !== "refused" && code !== "companion-wanted"),
    )
    .sort((a, b) => b.score - a.score || (a.profile.code < b.profile.code ? -1 : 1));
}

function kindsOf(bytes: Uint8Array): readonly KindOfFile[] {
  if (looksLikeZip(bytes)) return ["xlsx"];
  if (looksLikeDbf(bytes)) return ["dbf"];
  const start = new TextDecoder("latin1").decode(bytes.subarray(0, 64)).replaceAll(/[\p{Cc}ÿþï»¿]/gu, "");
  return start.trimStart().startsWith("<") ? ["xml"] : ["delimited", "fixed"];
}

/** The file's beginning, cut at the end of a line; the file itself where it is short. */
function headOf(file: GivenFile): GivenFile {
  if (file.bytes.length <= 2 * HEAD || encodingFound(file.bytes).encoding.startsWith("utf-16")) return file;
  const end = file.bytes.lastIndexOf(0x0a, HEAD);
  return end < 0 ? file : { name: file.name, bytes: file.bytes.subarray(0, end + 1) };
}
