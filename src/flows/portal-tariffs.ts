import { covers, type Span } from "#core/day";
import { type DatedValue, findCityValues, listServices, type Service } from "#modules/tariffs";
import type { Ctx } from "#platform/context";
import type { PortalPrice, PortalService, TariffsPage } from "./portal-pages-contract.ts";

/** A dated rate as the public reads it. */
export const priceOf = (
  service: Service,
  value: Pick<DatedValue, "value" | "zone" | "variant" | "rangeFrom" | "from" | "to" | "basis">,
  hasSocialNorm = false,
): PortalPrice => ({
  price: value.value,
  unit: service.unit,
  zone: value.zone as PortalPrice["zone"],
  group: value.variant as PortalPrice["group"],
  above: value.rangeFrom,
  isAboveSocialNorm: hasSocialNorm && value.rangeFrom > 0n,
  from: value.from,
  to: value.to,
  basis: value.basis,
});

export const serviceNames = ({ nameRu, nameEn }: Service): PortalService => ({
  service: nameRu,
  serviceEn: nameEn,
});

/** Every rate that the city had, has and will have, by service in the order of the receipt. */
export async function tariffsPage(ctx: Ctx): Promise<TariffsPage> {
  return ctx.transaction(async (tx) => {
    const services = await listServices(tx);
    const values = await findCityValues(tx, { services: services.map(({ id }) => id), organizations: [0] });
    const rates = values.filter(({ parameter, provider }) => parameter === "rate" && provider === 0);
    const byService = Map.groupBy(rates, ({ service }) => service);
    return {
      page: "portal.tariffs",
      on: ctx.today,
      services: services.flatMap((service) => {
        const dated = byService.get(service.id) ?? [];
        if (dated.length === 0) return [];
        const pricesWhere = (isWanted: (of: Span) => boolean): PortalPrice[] =>
          dated
            .filter(isWanted)
            .map(({ facts, ...value }) => priceOf(service, { ...value, ...facts }))
            .sort(inReadingOrder);
        return [
          {
            ...serviceNames(service),
            code: service.code,
            now: pricesWhere((one) => covers(one, ctx.today)),
            later: pricesWhere(({ from }) => from > ctx.today),
            earlier: pricesWhere(({ to }) => to !== undefined && to <= ctx.today).sort((a, b) =>
              b.from.localeCompare(a.from),
            ),
          },
        ];
      }),
    };
  });
}

/** The ordinary consumer first, the whole day before its parts, the first range before the next. */
const inReadingOrder = (a: PortalPrice, b: PortalPrice): number =>
  a.group.localeCompare(b.group) || a.zone - b.zone || (a.above < b.above ? -1 : a.above > b.above ? 1 : 0);
