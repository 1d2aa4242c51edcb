/** Corrections of tariffs and norms recorded in error. */
export const tariffCorrectionWords = {
  "tariffCorrections.open": "Correct…",
  "tariffCorrections.correctOf": "Correct the value {value} in force since {day}",
  "tariffCorrections.correct": "Correct the value",
  "tariffCorrections.about":
    "{value} is on record from {day}. If it was typed wrong, it is corrected here from the same day on. If the tariff has changed, set a new value.",
  "tariffCorrections.right": "The right value",
  "tariffCorrections.reason": "Why it is corrected",
  "tariffCorrections.reasonHint": "Stays in the history: “The figures were swapped”",
  "tariffCorrections.reach":
    "The value is in force already. Months charged by the wrong one are charged again by the next run of the open month; the difference is posted as a recalculation.",
  "tariffCorrections.done": "Corrected from {day}",
  "tariffCorrections.recorded": "recorded {when}",
  "tariffCorrections.history": "What it was before the corrections",
  "tariffCorrections.corrected": "corrected {when}: {reason}",
} as const;
