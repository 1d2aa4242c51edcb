export const guestWords = {
  "guest.title": "Pay without signing in",
  "guest.description":
    "Pay for housing and utilities by the account number or a photo of the bill's QR code, without registration.",
  "guest.lead": "For yourself or for your parents: the account number is enough.",
  "guest.which": "1. Which account?",
  "guest.number": "Account number",
  "guest.numberHint": "Ten digits from the bill. Spaces do not matter.",
  "guest.or": "or",
  "guest.photo": "Photo of the bill's QR code",
  "guest.photoHint": "The square code must be sharp and whole. The photo is read and not kept.",
  "guest.find": "Find the account",
  "guest.isIt": "2. Is this it?",
  "guest.other": "Not this account?",
  "guest.account": "Account {number}",
  "guest.payDue": "All that is due today",
  "guest.noneDue": "Nothing is due today. What you pay stays on the account for the next bill.",
  "guest.where": "Where to look on the bill",
  "guest.whereAbout":
    "The account number and the QR code for payment are both on the front side of the bill.",
  "guest.noBill": "No bill at hand? Your company tells you the number:",
  "guest.findByAddress": "find it by the address",
  "guest.shown": "What we show, and what not",
  "guest.shownAbout":
    "Only what is due, and a part of the address and the name. Whoever knows the number can pay, and sees no readings and no papers.",
};
