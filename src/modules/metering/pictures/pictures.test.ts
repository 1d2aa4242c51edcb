import sharp from "sharp";
import { expect, test } from "vitest";
import { remadeDial } from "./actions.ts";

const photograph = () => sharp({ create: { width: 2000, height: 1000, channels: 3, background: "#204060" } });

test("a photograph of a dial loses its place and its telephone, and is no larger than a dial needs", async () => {
  const sent = await photograph()
    .jpeg()
    .withExif({ IFD0: { Make: "Telephone" }, IFD3: { GPSLatitudeRef: "N", GPSLatitude: "60/1 30/1 0/1" } })
    .toBuffer();
  expect(sent.includes("Telephone")).toBe(true);
  const made = await remadeDial(sent);
  if (!made.ok) throw new Error(made.refusal.code);
  const { format, width, height, exif } = await sharp(made.value).metadata();
  expect({ format, width, height, exif }).toEqual({
    format: "jpeg",
    width: 1600,
    height: 800,
    exif: undefined,
  });
});

test("what is no picture, or is cut off, is refused with a reason", async () => {
  const whole = await photograph().png().toBuffer();
  for (const file of [Buffer.from("%PDF-1.7"), Buffer.from("<svg/>"), whole.subarray(0, whole.length / 2)])
    expect(await remadeDial(file)).toEqual({ ok: false, refusal: { code: "metering.picture_unreadable" } });
  const huge = new Uint8Array(12 * 1024 * 1024 + 1);
  expect(await remadeDial(huge)).toEqual({
    ok: false,
    refusal: { code: "metering.picture_too_large", megabytesMax: 12 },
  });
});
