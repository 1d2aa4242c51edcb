export type ResidentRefusal =
  /** Unknown account, wrong, used, expired or locked code: nobody learns which. */
  | { readonly code: "residents.slip_wrong" }
  /** Unknown name or wrong password: nobody learns which. */
  | { readonly code: "residents.sign_in_failed" }
  | { readonly code: "residents.too_often"; readonly seconds: number }
  | { readonly code: "residents.name_malformed" }
  /** The name belongs to a login already, and the password is not its. */
  | { readonly code: "residents.name_taken" }
  | { readonly code: "residents.password_too_short"; readonly charactersMin: number }
  | { readonly code: "residents.password_too_long"; readonly charactersMax: number }
  | { readonly code: "residents.password_easy" }
  | { readonly code: "residents.password_wrong" }
  | { readonly code: "residents.account_not_found"; readonly number: string }
  | { readonly code: "residents.account_closed"; readonly number: string }
  | { readonly code: "residents.slip_not_found"; readonly slip: number }
  | { readonly code: "residents.grant_not_found"; readonly grant: number }
  | { readonly code: "residents.session_not_found" }
  /** Only who may manage an account lets others in. */
  | { readonly code: "residents.not_yours" };
