export const privacyWords = {
  "privacy.title": "How data are kept",
  "privacy.lead": "In short: only what the law asks for to charge your flat, and what you give us yourself.",
  "privacy.what": "What is kept",
  "privacy.whatAbout":
    "Of an account: address, areas, holder, people registered, meters and readings, charges, payments. Of a login to the private account: your e-mail or telephone, and a hash of the password, never the password itself.",
  "privacy.why": "Why",
  "privacy.whyAbout":
    "To charge housing and utilities by law (Housing Code, decree 354), to print bills, to take payments, and to answer you. Nothing is sold, and nothing is used for advertising.",
  "privacy.who": "Who sees it",
  "privacy.whoAbout":
    "The company that manages your house, and the billing center. Providers, banks and authorities see only what the law gives them. Whom you let into your account yourself sees what you allowed, until you take it back.",
  "privacy.long": "How long",
  "privacy.longAbout":
    "Accounts and payments as long as the law on accounting asks for. A login is there until you end it.",
  "privacy.cookies": "Cookies",
  "privacy.cookiesAbout":
    "One keeps you signed in; three remember what you chose: the language, light or dark, which of your accounts was open. There are no others, and nothing is counted by anybody else.",
  "privacy.rights": "What you may ask for",
  "privacy.rightsAbout":
    "To see what is kept, to have a mistake corrected, to withdraw your consent (the private account is closed then; the account itself goes on by law). Ask your company.",
};
