import type { AddressRefusal, BuildingRowRefusal, PremisesRowRefusal } from "#modules/addresses";
import { dayText, rowsOf, type Words } from "../words.ts";

export const addressWords: Words<AddressRefusal | BuildingRowRefusal | PremisesRowRefusal> = {
  "addresses.code_empty": () => "The building's code is empty. Fill it in.",
  "addresses.settlement_unknown": (r) =>
    `The settlement “${r.stated}” could not be read. Write it with its kind: “г. Боровичи”.`,
  "addresses.house_number_unreadable": (r) =>
    `The house number “${r.stated}” could not be read. Write it like “7 корп. 1”.`,
  "addresses.area_negative": () => "The area is negative. Correct it.",
  "addresses.building_elsewhere": (r) =>
    `This code is recorded at another address: ${r.recorded}, not ${r.stated}. Check the code.`,
  "addresses.state_contradicts": (r) =>
    `Something else is on record from ${dayText(r.recordedFrom)}; the new one is from ${dayText(r.from)}. State a later day.`,
  "addresses.manager_contradicts": (r) =>
    `Another manager is on record from ${dayText(r.recordedFrom)}; the new one is from ${dayText(r.from)}. State a later day.`,
  "addresses.manager_not_found": (r) => `There is no organization No ${r.organization}. Register it first.`,
  "addresses.number_empty": () => "The premises number is empty. Fill it in.",
  "addresses.building_not_found": (r) =>
    `There is no building No ${r.building} in your sight. Check its number.`,
  "addresses.flat_not_found": (r) => `There is no communal flat ${r.flat}. Register it first.`,
  "addresses.premises_differs": (r) =>
    `The premises is on record as “${r.recorded}”, not “${r.stated}”. Give the new premises a number of its own.`,
  "addresses.center_only": () => "Only the billing center changes the city's address book. Ask its operator.",
  "addresses.rows_refused": (r) =>
    `Nothing was registered: rows ${rowsOf(r.rows)} are wrong. Correct them and try again.`,
  "addresses.street_not_found": (r) => `There is no street No ${r.street}. Check its number.`,
  "addresses.street_name_taken": (r) =>
    `Another street of the city is named “${r.name}”. Choose another name.`,
  "addresses.street_name_contradicts": (r) =>
    `The street has another name from ${dayText(r.recordedFrom)}. State a later day than ${dayText(r.from)}.`,
};
