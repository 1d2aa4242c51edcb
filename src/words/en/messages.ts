import type { MessageRefusal } from "#modules/messages";
import type { Words } from "../words.ts";

export const messageWords: Words<MessageRefusal> = {
  "messages.text_missing": () => "Say what it is about: the field is empty.",
  "messages.text_too_long": (r) =>
    `The text has more than ${r.charactersMax} characters. Shorten it or attach a file.`,
  "messages.name_missing": () => "Say how to address you.",
  "messages.contact_missing": () => "Give an e-mail address or a telephone, so that we can answer.",
  "messages.email_malformed": () => "Check the e-mail address: it looks like ivanova@mail.ru.",
  "messages.phone_malformed": () => "Check the telephone: it looks like +7 916 123-45-67.",
  "messages.consent_missing": () =>
    "Without your consent to processing data the message cannot be taken. Tick the box.",
  "messages.addressee_missing": () => "Choose the company, or write the address of your house.",
  "messages.house_unclear": () =>
    "There is no such house, or several. Choose from the list or correct the address: street and number.",
  "messages.too_many_files": (r) => `There are more than ${r.filesMax} files. Keep those that matter most.`,
  "messages.file_too_large": (r) =>
    `The file “${r.name}” is larger than ${r.megabytesMax} MB. Attach a smaller one.`,
  "messages.file_unknown": (r) =>
    `The file “${r.name}” is neither a photograph nor a PDF. Attach JPEG, PNG, WebP or PDF.`,
  "messages.picture_unreadable": (r) =>
    `The photograph “${r.name}” cannot be opened or is too large. Take it again.`,
  "messages.too_often": (r) =>
    `Too many messages came from here within the hour. Try in ${r.minutes} min, or call.`,
  "messages.code_wrong": () =>
    "The number and the code do not match. Compare them with what was shown after sending.",
  "messages.code_too_often": (r) => `Too many attempts. Try in ${r.seconds} s.`,
  "messages.not_found": (r) => `There is no case no. ${r.number} among those open to you. Check the number.`,
  "messages.closed": (r) => `Case no. ${r.number} is closed. Write a new one.`,
  "messages.person_not_found": (r) =>
    `Person no. ${r.user} cannot be given this case: they do not answer for this company.`,
  "messages.not_answered": (r) => `Case no. ${r.number} has no answer yet. Answer it first.`,
  "messages.no_consent": (r) => `Who wrote case no. ${r.number} has not agreed to publishing the answer.`,
  "messages.account_not_found": (r) =>
    `There is no account ${r.number} among those open to you. Check the number.`,
  "messages.unmanaged": () => "Nobody manages this house at present. Choose a company.",
  "messages.template_not_found": (r) =>
    `There is no template no. ${r.template}, or it was removed. Reload the page.`,
  "messages.link_not_found": (r) =>
    `This account and house have no record no. ${r.reference}. Choose from the list.`,
  "messages.linked_before": () => "This is done already. Reload the page.",
};
