export type MessageRefusal =
  | { readonly code: "messages.text_missing" }
  | { readonly code: "messages.text_too_long"; readonly charactersMax: number }
  | { readonly code: "messages.name_missing" }
  | { readonly code: "messages.contact_missing" }
  | { readonly code: "messages.email_malformed" }
  | { readonly code: "messages.phone_malformed" }
  /** The box of the consent to processing data was not ticked. */
  | { readonly code: "messages.consent_missing" }
  /** Neither a company nor a house was named, or no such one is here. */
  | { readonly code: "messages.addressee_missing" }
  /** Several houses may be meant, or none. */
  | { readonly code: "messages.house_unclear" }
  | { readonly code: "messages.too_many_files"; readonly filesMax: number }
  | { readonly code: "messages.file_too_large"; readonly name: string; readonly megabytesMax: number }
  /** By its bytes it is neither a picture nor a PDF, whatever it is called. */
  | { readonly code: "messages.file_unknown"; readonly name: string }
  /** It begins like a picture, and cannot be drawn or is too large to be. */
  | { readonly code: "messages.picture_unreadable"; readonly name: string }
  | { readonly code: "messages.too_often"; readonly minutes: number }
  /** Unknown number or wrong code: nobody learns which. */
  | { readonly code: "messages.code_wrong" }
  | { readonly code: "messages.code_too_often"; readonly seconds: number }
  | { readonly code: "messages.not_found"; readonly number: number }
  | { readonly code: "messages.closed"; readonly number: number }
  | { readonly code: "messages.person_not_found"; readonly user: number }
  | { readonly code: "messages.not_answered"; readonly number: number }
  /** Who wrote has not agreed to it. */
  | { readonly code: "messages.no_consent"; readonly number: number }
  | { readonly code: "messages.account_not_found"; readonly number: string }
  | { readonly code: "messages.unmanaged" }
  | { readonly code: "messages.template_not_found"; readonly template: number }
  | { readonly code: "messages.link_not_found"; readonly reference: number }
  | { readonly code: "messages.linked_before" };
