import encodeQr from "qr";
import sharp from "sharp";
import { expect, test } from "vitest";
import { remadePicture } from "#platform/pictures";
import { accountMeant } from "./guest-payment.ts";

/** A code as it stands on a bill, drawn large, then photographed: turned, soft, unevenly lit and packed as JPEG. */
async function photographOf(text: string): Promise<Uint8Array> {
  const rows = encodeQr(text, "raw", { ecc: "medium", encoding: "byte", border: 4 });
  const size = rows.length;
  const grey = Buffer.from(rows.flat().map((isDark) => (isDark ? 30 : 235)));
  const code = await sharp(grey, { raw: { width: size, height: size, channels: 1 } })
    .resize(size * 7, size * 7, { kernel: "nearest" })
    .rotate(7, { background: "#dddddd" })
    .blur(1.2)
    .toColourspace("srgb")
    .png()
    .toBuffer();
  const page = { width: 2400, height: 1800, channels: 3 as const, background: "#c8c4bb" };
  return sharp({ create: page })
    .composite([{ input: code, left: 1300, top: 700 }])
    .jpeg({ quality: 70 })
    .toBuffer();
}

const BILL =
  "ST00012|Name=ООО Расчётный центр|PersonalAcc=40821810900000000777|BankName=АО Банк|BIC=049876543|CorrespAcc=0|Sum=151002|PersAcc=4400110010|PaymPeriod=112026";

test("a typed number goes before the photo, and spaces do not matter", async () => {
  expect(await accountMeant(" 4400 1100-10 ", new Uint8Array([1]))).toEqual({
    ok: true,
    value: "4400110010",
  });
});

test("a photo of the bill gives its account", async () => {
  expect(await accountMeant("", await photographOf(BILL))).toEqual({ ok: true, value: "4400110010" });
});

test("what is no bill of ours is said to be none", async () => {
  const said = async (typed: string, picture?: Uint8Array): Promise<string | undefined> => {
    const meant = await accountMeant(typed, picture);
    return meant.ok ? undefined : meant.refusal.code;
  };
  expect(await said("")).toBe("guest_pay.nothing_given");
  expect(await said("нет")).toBe("guest_pay.account_unknown");
  expect(await said("", new TextEncoder().encode("%PDF-1.7"))).toBe("guest_pay.not_a_picture");
  expect(await said("", await photographOf("https://example.org/"))).toBe("guest_pay.code_not_found");
  const elsewhere = BILL.replace("PersAcc=4400110010", "PersAcc=A-17/3");
  expect(await said("", await photographOf(elsewhere))).toBe("guest_pay.code_elsewhere");
});

test("a picture is made anew: upright, bounded, without what the telephone wrote into it", async () => {
  const taken = await sharp({ create: { width: 1600, height: 800, channels: 3, background: "#888888" } })
    .withExif({ IFD0: { Make: "Telephone" }, IFD3: { GPSLatitude: "55/1 45/1 0/1" } })
    .withMetadata({ orientation: 6 })
    .jpeg()
    .toBuffer();
  const made = await remadePicture(taken, 1000);
  const facts = await sharp(made).metadata();
  expect([facts.format, facts.width, facts.height, facts.exif]).toEqual(["jpeg", 500, 1000, undefined]);
  expect(await remadePicture(taken.subarray(0, 200), 1000)).toBeUndefined();
});
