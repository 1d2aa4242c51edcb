import type { ChargingRefusal, PenaltyRefusal } from "#modules/charging";
import { dayText, monthText, roubles, type Words } from "../words.ts";

export const penaltyRefusalWords: Words<PenaltyRefusal> = {
  "penalties.policy_begun_later": (r) =>
    `A policy of penalties begins on ${dayText(r.from)} or later already. Choose a later day.`,
  "penalties.rate_known": (r) =>
    `The key rate from ${dayText(r.from)} is recorded already. Check the day: what is recorded is not overwritten.`,
  "penalties.day_known": (r) =>
    `${dayText(r.day)} is recorded already. Check the day: what is recorded is not overwritten.`,
  "penalties.day_as_its_weekday": (r) =>
    `${dayText(r.day)} is a ${r.working ? "working day" : "day off"} anyhow. Record only days that differ from their weekday.`,
  "penalties.moratorium_not_found": (r) =>
    `No moratorium that begins on ${dayText(r.from)} is in the list. Choose one of the list.`,
  "penalties.span_empty": (r) =>
    `The last day ${dayText(r.through)} is before the first one ${dayText(r.from)}. Correct the days.`,
  "penalties.cap_begun_later": (r) =>
    `A cap from ${dayText(r.from)} is recorded already. Choose a later day.`,
  "penalties.moratorium_known": (r) =>
    `A moratorium from ${dayText(r.from)} is recorded already. Check the day: what is recorded is not overwritten.`,
  "penalties.due_day_known": (r) =>
    `A last day to pay for charges since ${monthText("en", r.from)} is recorded already. Choose another month.`,
  "penalties.nothing_changes": () => "It is so already. Propose what changes.",
  "penalties.proposal_not_found": (r) => `Proposal ${r.proposal} is not found. Reload the page.`,
  "penalties.proposal_decided": (r) => `Proposal ${r.proposal} is decided already. Reload the page.`,
  "penalties.second_person": () =>
    "A rule is approved by a second person, not by whoever proposed it. Ask a colleague.",
  "penalties.reason_missing": () => "It is not said why the proposal is refused. State the reason.",
  "penalties.account_not_found": (r) => `Account ${r.account} is not found. Check its number on the receipt.`,
  "penalties.days_impossible": (r) =>
    `The last day ${dayText(r.through)} is before the first one ${dayText(r.from)}. Correct the days of the waiver.`,
  "penalties.not_open": (r) =>
    `Account ${r.account} has no open month, so the waiver has nowhere to be booked. Check who manages the building.`,
};

export const chargingRefusalWords: Words<ChargingRefusal> = {
  "charging.run_not_found": (r) => `There is no run No ${r.run} in your sight. Check its number.`,
  "charging.no_open_period": () =>
    "The organization has no open month. The first is opened by the import, the others by closing the one before.",
  "charging.period_in_future": (r) =>
    `${monthText("en", r.period)} lies ahead: the open month is ${monthText("en", r.open)}. Close it first.`,
  "charging.draft_exists": (r) =>
    `The month has a draft already: run No ${r.run}. Approve it or discard it first.`,
  "charging.month_not_charged_yet": (r) =>
    `${monthText("en", r.period)} is not charged as a whole yet: charge all buildings first, then recalculate some of them.`,
  "charging.no_buildings": (r) =>
    `The organization manages no buildings in ${monthText("en", r.period)}. Check the month and the organization.`,
  "charging.closed_by_present_manager": (r) =>
    `Some of the buildings were handed over to another organization, which has closed ${monthText("en", r.period)} already: it is in ${monthText("en", r.open)}. Close your month and calculate again.`,
  "charging.rates_missing": (r) =>
    `No rate is in force for ${r.services} (${r.buildings} buildings). Enter them, or start the run accepting that nothing is charged for these services.`,
  "charging.not_calculated": (r) =>
    `Run No ${r.run} is not calculated: ${r.buildingsDone} of ${r.buildings} buildings, ${r.buildingsFailed} failed. Wait for its end, or mend the cause.`,
  "charging.others_not_calculated": (r) =>
    `Run No ${r.run} shares its load with runs that are still being calculated. Approve it when they are done.`,
  "charging.already_approved": (r) =>
    `Run No ${r.run} is approved already. A further run corrects it: that one books the difference.`,
  "charging.already_given_up": (r) => `Run No ${r.run} was given up. Start another one.`,
  "charging.period_closed": (r) =>
    `${monthText("en", r.period)}, in which the run is booked, is closed. Discard the draft and calculate again.`,
  "charging.anomalies_open": (r) =>
    `Run No ${r.run} is not approved: ${r.open} anomalies that block it are not decided. Mend their cause, or accept each with an explanation.`,
  "charging.own_run_above_limit": (r) =>
    `You started run No ${r.run} of ${roubles("en", r.amount)}, and an own run is approved up to ${roubles("en", r.limit)} only. A second person may approve it: ${r.approvers}.`,
  "charging.not_reviewed": (r) =>
    `The billing center has not looked at run No ${r.run} yet: its anomalies come here when it does.`,
  "charging.month_not_earlier": (r) =>
    `A run for ${monthText("en", r.period)} is compared with an earlier month, and ${monthText("en", r.before)} is not earlier. Choose another one.`,
  "charging.note_missing": () => "Write why: whoever checks the run later will read it.",
  "charging.blocking_one_by_one": (r) =>
    `The ${r.open} anomalies that block run No ${r.run} are decided one by one, each with an explanation of its own.`,
  "charging.group_above_limit": (r) =>
    `Together these anomalies change ${roubles("en", r.amount)}, and a group is accepted up to ${roubles("en", r.limit)}. Accept them in parts or one by one.`,
  "charging.building_not_failed": (r) =>
    `Building No ${r.building} has not failed in run No ${r.run}: there is nothing to repeat.`,
  "charging.limits_begun_later": (r) =>
    `There are limits already that begin on ${dayText(r.from)} or later. Choose a later day.`,
};
