import type { AccountId, OrganizationId, PremisesId } from "#core/ids";
import type { Period } from "#core/period";
import type { Money } from "#core/units";
import type { AllocatedHeat, AllocatorPlace, AllocatorSpan } from "../model.ts";

/**
 * Spans of heat-cost allocators as lines of the facts document, each naming its span by its first month:
 *
 *   K span: first month, last month, area of all premises
 *   D count: first month, premises, area, units, document
 *   X heat charged: first month, month, account, premises, provider, volume, amount, "t" of the year's correction
 */
export class AllocatorReader {
  private readonly spans = new Map<
    string,
    Omit<AllocatorSpan, "places" | "billed"> & { places: AllocatorPlace[]; billed: AllocatedHeat[] }
  >();

  /** False where the line speaks of something else. */
  take(f: Readonly<Record<number, string>>, unescaped: (text: string) => string): boolean {
    const text = (at: number): string => f[at] as string;
    switch (f[0]) {
      case "K":
        this.spans.set(text(1), {
          from: text(1) as Period,
          to: text(2) as Period,
          totalArea: BigInt(text(3)),
          places: [],
          billed: [],
        });
        return true;
      case "D":
        this.spans.get(text(1))?.places.push({
          premises: Number(f[2]) as PremisesId,
          area: BigInt(text(3)),
          units: BigInt(text(4)),
          document: unescaped(text(5)),
        });
        return true;
      case "X":
        this.spans.get(text(1))?.billed.push({
          period: text(2) as Period,
          account: Number(f[3]) as AccountId,
          premises: Number(f[4]) as PremisesId,
          provider: Number(f[5]) as OrganizationId,
          volume: BigInt(text(6)),
          amount: BigInt(text(7)) as Money,
          isCorrection: f[8] === "t",
        });
        return true;
      default:
        return false;
    }
  }

  facts(): { readonly allocators?: readonly AllocatorSpan[] } {
    return this.spans.size === 0 ? {} : { allocators: [...this.spans.values()] };
  }
}
