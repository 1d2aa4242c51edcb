import sharp from "sharp";
import type { BuildingId, OrganizationId } from "#core/ids";
import { ok, type Result, refuse } from "#core/result";
import { findBuilding } from "#modules/addresses";
import { findOrganizations } from "#modules/organizations";
import type { Ctx } from "#platform/context";
import type { Tx } from "#platform/database";
import { attempt } from "#platform/deed";
import { FILE_MEGABYTES_MAX, type PortalRefusal } from "./contract.ts";
import {
  type CompanyFile,
  FILE_BYTES_MAX,
  type FileKind,
  type TextId,
  type TextKind,
  type TextWriting,
} from "./model.ts";
import { CONTRAST_MIN, contrastWithWhite, readAccent } from "./rules/accent.ts";
import { fileTypeOf, type FileType, safeName } from "./rules/file-type.ts";
import { registryOf } from "./rules/forms.ts";
import * as store from "./store.ts";

type Attempt<T> = Promise<Result<T, PortalRefusal>>;

// --- texts -----------------------------------------------------------------------------------------------------------

export interface NewText extends TextWriting {
  readonly organization: OrganizationId;
  readonly kind: TextKind;
  /** Latin letters, digits and hyphens; a number is added where the company has such an address. */
  readonly slug: string;
}

/** The first version of a text of a company. */
export async function writeText(
  ctx: Ctx,
  text: NewText,
): Attempt<{ readonly text: TextId; readonly slug: string }> {
  return attempt<{ readonly text: TextId; readonly slug: string }, PortalRefusal>(ctx, async (tx) => {
    if (!(await isCompany(tx, text.organization)))
      return refuse({ code: "portal.organization_not_found", organization: text.organization });
    const title = text.title.trim();
    if (title === "") return refuse({ code: "portal.title_empty" });
    for (let again = 1; ; again++) {
      const slug = again === 1 ? text.slug : `${text.slug}-${again}`;
      const id = await store.insertText(tx, { ...text, slug });
      if (id === undefined) continue;
      await store.insertTextVersion(tx, { ...text, title, text: id, version: 1 });
      return ok({ text: id, slug });
    }
  });
}

/** A further version of a text; refused if somebody has saved one since the writer read it. */
export async function rewriteText(
  ctx: Ctx,
  of: TextWriting & { readonly text: TextId; readonly basedOn: number },
): Attempt<{ readonly version: number }> {
  return attempt<{ readonly version: number }, PortalRefusal>(ctx, async (tx) => {
    const title = of.title.trim();
    if (title === "") return refuse({ code: "portal.title_empty" });
    const text = await store.lockText(tx, of.text);
    if (!text) return refuse({ code: "portal.text_not_found", text: of.text });
    if (text.version !== of.basedOn)
      return refuse({ code: "portal.text_changed", text: of.text, version: text.version });
    const version = text.version + 1;
    await store.insertTextVersion(tx, { ...of, title, version, organization: text.organization });
    return ok({ version });
  });
}

const isCompany = async (tx: Tx, organization: OrganizationId): Promise<boolean> =>
  (await findOrganizations(tx, [organization]))[0]?.kind === "company";

// --- files -----------------------------------------------------------------------------------------------------------

export interface NewFile {
  readonly organization: OrganizationId;
  readonly kind: FileKind;
  readonly title: string;
  /** As the sender calls it. */
  readonly name: string;
  readonly bytes: Uint8Array;
}

/**
 * Takes a file that the portal shows. What it is, its bytes say; a picture is made anew, so that nothing that was hidden
 * in it is shown. A new logo takes the place of the former.
 */
export async function addFile(ctx: Ctx, file: NewFile): Attempt<CompanyFile> {
  if (file.bytes.length > FILE_BYTES_MAX)
    return refuse({ code: "portal.file_too_large", megabytesMax: FILE_MEGABYTES_MAX });
  const type = fileTypeOf(file.bytes);
  if (!type) return refuse({ code: "portal.file_unknown", name: file.name });
  if (file.kind === "logo" && !type.isPicture)
    return refuse({ code: "portal.logo_no_picture", name: file.name });
  const made = type.isPicture ? await pictureOf(file, type) : { type, bytes: Buffer.from(file.bytes) };
  if (!made) return refuse({ code: "portal.picture_unreadable", name: file.name });
  const name = safeName(file.name, made.type);
  return attempt<CompanyFile, PortalRefusal>(ctx, async (tx) => {
    const { organization, kind } = file;
    if (!(await isCompany(tx, organization)))
      return refuse({ code: "portal.organization_not_found", organization });
    if (kind === "logo") await store.removeFiles(tx, { logosOf: organization });
    const title = file.title.trim() === "" ? name : file.title.trim();
    const { bytes } = made;
    return ok(
      await store.insertFile(tx, { organization, kind, title, name, mediaType: made.type.mediaType, bytes }),
    );
  });
}

const PIXELS_MAX = 50_000_000;
const LOGO: FileType = { mediaType: "image/png", extension: "png", isPicture: true };

async function pictureOf(
  { kind, bytes }: NewFile,
  type: FileType,
): Promise<{ readonly type: FileType; readonly bytes: Buffer } | undefined> {
  try {
    const read = sharp(bytes, { limitInputPixels: PIXELS_MAX }).rotate();
    if (kind === "logo") {
      const fitted = read.resize(192, 192, { fit: "contain", background: "#ffffff00" }).png();
      return { type: LOGO, bytes: await fitted.toBuffer() };
    }
    const sized = read.resize(3000, 3000, { fit: "inside", withoutEnlargement: true });
    const drawn =
      type.extension === "png"
        ? sized.png()
        : type.extension === "webp"
          ? sized.webp({ quality: 85 })
          : sized.jpeg({ quality: 85 });
    return { type, bytes: await drawn.toBuffer() };
  } catch {
    // The library says in words of its own what is wrong with the bytes; the sender is told that they are no picture.
    return undefined;
  }
}

/** The public sees it no more. */
export async function removeFile(ctx: Ctx, file: number): Attempt<true> {
  return ctx.transaction(async (tx) =>
    (await store.removeFiles(tx, { file })) > 0
      ? ok(true as const)
      : refuse({ code: "portal.file_not_found", file }),
  );
}

// --- looks -----------------------------------------------------------------------------------------------------------

/** The company's colour; refused where white letters on it could not be read. */
export async function chooseAccent(
  ctx: Ctx,
  of: { readonly organization: OrganizationId; readonly accent: string },
): Attempt<string> {
  const accent = readAccent(of.accent);
  if (accent === undefined) return refuse({ code: "portal.accent_malformed" });
  const contrast = contrastWithWhite(accent);
  if (contrast < CONTRAST_MIN)
    return refuse({
      code: "portal.accent_pale",
      contrast: contrast.toFixed(1),
      contrastMin: CONTRAST_MIN.toFixed(1),
    });
  return attempt<string, PortalRefusal>(ctx, async (tx) => {
    const { organization } = of;
    if (!(await isCompany(tx, organization)))
      return refuse({ code: "portal.organization_not_found", organization });
    await store.insertAccent(tx, { organization, accent });
    return ok(accent);
  });
}

// --- disclosure ------------------------------------------------------------------------------------------------------

/**
 * States fields of a company's form for a year, of itself or of a house that it manages: those that the books do not tell.
 * An empty value takes back what was stated. Gives the number of fields that say something else now.
 */
export async function disclose(
  ctx: Ctx,
  of: {
    readonly organization: OrganizationId;
    /** The house that the form is of; absent for a form of the company itself. */
    readonly building?: BuildingId | undefined;
    readonly year: number;
    readonly form: string;
    readonly fields: readonly { readonly field: string; readonly value: string }[];
    /** Fields that the books tell in other cases, and do not in this one. */
    readonly lacking?: readonly string[];
  },
): Attempt<number> {
  const { organization, building, year, lacking = [] } = of;
  const kind = building === undefined ? "company" : "house";
  const form = registryOf(year)?.forms.find((one) => one.code === of.form && one.of === kind);
  if (!form) return refuse({ code: "portal.form_not_found", form: of.form, year });
  const open = new Set(
    form.fields.filter(({ isKnown, code }) => !isKnown || lacking.includes(code)).map(({ code }) => code),
  );
  const stranger = of.fields.find(({ field }) => !open.has(field));
  if (stranger) return refuse({ code: "portal.field_not_open", field: stranger.field });
  return attempt<number, PortalRefusal>(ctx, async (tx) => {
    if (!(await isCompany(tx, organization)))
      return refuse({ code: "portal.organization_not_found", organization });
    if (building !== undefined && (await findBuilding(tx, building))?.organization !== organization)
      return refuse({ code: "portal.house_not_found", building });
    await store.lockDisclosure(tx, organization);
    const told =
      building === undefined
        ? await store.listDisclosed(tx, of)
        : await store.listHouseDisclosed(tx, { building, year });
    const before = new Map(told.map((one) => [`${one.form} ${one.field}`, one.value]));
    const changed = of.fields
      .map(({ field, value }) => ({ form: form.code, field, value: value.trim() }))
      .filter(({ field, value }) => (before.get(`${form.code} ${field}`) ?? "") !== value);
    for (const one of changed)
      if (building === undefined) await store.insertDisclosed(tx, { ...one, organization, year });
      else await store.insertHouseDisclosed(tx, { ...one, building, organization, year });
    return ok(changed.length);
  });
}
