export const certificateWords = {
  "paper.title": "Certificates",
  "paper.give": "Give",
  "paper.giveAbout":
    "The sums are today's books. Again on the same day, with the same sums, it is the same certificate.",
  "paper.made": "Certificate No {number} is ready",
  "paper.no_debt": "Of no debt",
  "paper.state": "Of the account's state",
  "paper.payments": "Of payments in {year}",
  "paper.charges": "Of charges in {year}",
  "paper.given": "Certificates given",
  "paper.none": "None was given of this account yet.",
  "paper.numbered": "No {number} of {day}",
  "paper.ordered": "ordered in the private account",
};
