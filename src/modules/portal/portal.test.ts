import sharp from "sharp";
import { afterAll, beforeAll, expect, test } from "vitest";
import { day } from "#core/day";
import { type Ctx, contextOf } from "#platform/context";
import { type TestDatabase, withDatabase } from "../../../test/database.ts";
import { granted, refusalOf, settleSmallTown, type SmallTown, TODAY } from "../../../test/small-town.ts";
import {
  addFile,
  chooseAccent,
  findAccents,
  findFile,
  listFiles,
  listShownTexts,
  listTextVersions,
  removeFile,
  rewriteText,
  TEXT_KINDS,
  writeText,
} from "./index.ts";

let files: TestDatabase;
let town: SmallTown;
beforeAll(async () => {
  files = await withDatabase();
  town = await settleSmallTown(files.open());
});
afterAll(() => files.drop());

const NEWS = { kind: "news", slug: "voda", title: "Вода", body: "С 9:00", state: "published" } as const;
const shown = (ctx: Ctx) =>
  ctx.transaction((tx) =>
    listShownTexts(tx, { organization: town.northCompany, kinds: TEXT_KINDS, limit: 10 }),
  );
const onDay = (on: string): Ctx =>
  contextOf(files.open(), { sees: "center", organizations: [], today: day(on) });

test("a text is what its newest version in force says, a draft is not, and a withdrawal ends it", async () => {
  const organization = town.northCompany;
  const { text } = granted(await writeText(town.north, { ...NEWS, organization, shownFrom: TODAY }));
  const change = (
    basedOn: number,
    version: Partial<{ title: string; state: "draft" | "withdrawn"; on: string }>,
  ) =>
    rewriteText(town.north, {
      ...NEWS,
      title: version.title ?? NEWS.title,
      state: version.state ?? "published",
      shownFrom: day(version.on ?? "2026-11-23"),
      text,
      basedOn,
    });
  granted(await change(1, { title: "Черновик", state: "draft" }));
  granted(await change(2, { title: "Позже", on: "2026-12-01" }));
  granted(await change(3, { state: "withdrawn", on: "2026-12-20" }));
  expect(refusalOf(await change(1, {}))).toEqual({ code: "portal.text_changed", text, version: 4 });
  const titles = async (on: string) => (await shown(onDay(on))).map(({ title, since }) => [title, since]);
  expect(await titles("2026-11-22")).toEqual([]);
  expect(await titles("2026-11-30")).toEqual([["Вода", "2026-11-23"]]);
  expect(await titles("2026-12-05")).toEqual([["Позже", "2026-11-23"]]);
  expect(await titles("2026-12-20")).toEqual([]);
  const versions = await town.north.transaction((tx) => listTextVersions(tx, text));
  expect(versions.map(({ version, state }) => [version, state])).toEqual([
    [4, "withdrawn"],
    [3, "published"],
    [2, "draft"],
    [1, "published"],
  ]);
  const again = granted(await writeText(town.north, { ...NEWS, organization, shownFrom: TODAY }));
  expect(again.slug).toBe("voda-2");
});

test("a company writes for itself alone", async () => {
  const organization = town.northCompany;
  const { text } = granted(await writeText(town.north, { ...NEWS, organization, shownFrom: TODAY }));
  const shownFrom = TODAY;
  expect(refusalOf(await rewriteText(town.south, { ...NEWS, shownFrom, text, basedOn: 1 })).code).toBe(
    "portal.text_not_found",
  );
  await expect(writeText(town.south, { ...NEWS, organization, shownFrom })).rejects.toThrow(
    /row-level security/,
  );
  expect(
    refusalOf(await writeText(town.center, { ...NEWS, organization: town.waterworks, shownFrom })).code,
  ).toBe("portal.organization_not_found");
  expect(refusalOf(await writeText(town.north, { ...NEWS, organization, shownFrom, title: "  " })).code).toBe(
    "portal.title_empty",
  );
});

test("a picture is made anew: what was hidden in it is not shown; a new logo takes the former's place", async () => {
  const organization = town.northCompany;
  const hidden = await sharp({ create: { width: 40, height: 20, channels: 3, background: "#1864ab" } })
    .withExif({ IFD0: { Copyright: "57.1,33.2 taken at home" } })
    .jpeg()
    .toBuffer();
  expect(hidden.includes("taken at home")).toBe(true);
  const bytes = Buffer.concat([hidden, Buffer.from("<script>alert(1)</script>")]);
  const file = { organization, kind: "document", title: "", name: "../фото.php", bytes } as const;
  const taken = granted(await addFile(town.north, file));
  expect([taken.name, taken.title, taken.mediaType]).toEqual(["фото.jpg", "фото.jpg", "image/jpeg"]);
  const kept = await town.center.transaction((tx) => findFile(tx, taken.id));
  expect(kept?.bytes.includes("taken at home")).toBe(false);
  expect(kept?.bytes.includes("script")).toBe(false);

  for (const name of ["one.jpg", "two.jpg"])
    granted(await addFile(town.north, { ...file, kind: "logo", name, bytes: hidden }));
  const listed = await town.north.transaction((tx) => listFiles(tx, organization));
  expect(listed.map(({ kind, name }) => [kind, name])).toEqual([
    ["logo", "two.png"],
    ["document", "фото.jpg"],
  ]);

  const broken = Buffer.concat([hidden.subarray(0, 30), Buffer.from("nothing")]);
  expect(refusalOf(await addFile(town.north, { ...file, bytes: broken })).code).toBe(
    "portal.picture_unreadable",
  );
  const program = Buffer.from("MZ");
  expect(refusalOf(await addFile(town.north, { ...file, bytes: program })).code).toBe("portal.file_unknown");
  const paper = { ...file, kind: "logo", bytes: Buffer.from("%PDF-1.7") } as const;
  expect(refusalOf(await addFile(town.north, paper)).code).toBe("portal.logo_no_picture");

  expect(refusalOf(await removeFile(town.south, taken.id)).code).toBe("portal.file_not_found");
  granted(await removeFile(town.north, taken.id));
  expect(await town.center.transaction((tx) => findFile(tx, taken.id))).toBeUndefined();
});

test("a colour on which white cannot be read is refused with its contrast", async () => {
  const organization = town.northCompany;
  expect(refusalOf(await chooseAccent(town.north, { organization, accent: "#ffcc00" }))).toEqual({
    code: "portal.accent_pale",
    contrast: "1.5",
    contrastMin: "4.5",
  });
  granted(await chooseAccent(town.north, { organization, accent: "0B5394" }));
  granted(await chooseAccent(town.north, { organization, accent: "#7a1f1f" }));
  const accents = await town.center.transaction((tx) => findAccents(tx, [organization]));
  expect(accents.get(organization)).toBe("#7a1f1f");
});
