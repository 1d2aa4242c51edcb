import { METHODS, type Service } from "#modules/tariffs";
import type { MethodRefusal } from "../contract.ts";
import type { ChosenFormula, NewMethod } from "../model.ts";

/**
 * What is wrong with a calculation method by itself, whatever is on record.
 *
 * Refuses an empty span, a missing document, a method that the law does not know, a formula for services of another unit, and a choice about meters for a
 * service that bills no resource
 */
export function judgeMethod(
  of: Omit<NewMethod, "account">,
  to: { readonly service: Service; readonly formula: ChosenFormula | undefined },
): MethodRefusal | undefined {
  if (of.basis.trim() === "") return { code: "formulas.basis_missing" };
  if (of.to !== undefined && of.to <= of.from)
    return { code: "formulas.span_empty", from: of.from, to: of.to };
  if (of.method !== undefined && !METHODS.includes(of.method))
    return { code: "formulas.method_unknown", method: of.method };
  const { service, formula } = to;
  if (formula && formula.unit !== service.unit)
    return {
      code: "formulas.unit_differs",
      formula: formula.code,
      unit: formula.unit,
      service: service.code,
      serviceUnit: service.unit,
    };
  if (service.resource === undefined && (of.volume !== "law" || of.missing !== "law"))
    return { code: "formulas.choice_unsuitable", service: service.code };
  return undefined;
}
