export const waitWords = {
  "waits.title": "Waiting too long",
  "waits.since": "since {at}",
  "waits.dealt": "Dealt with",
  "waits.dealtTitle": "What was done about it?",
  "waits.dealtAbout": "It leaves this list. If it happens again, it comes back.",
  "waits.note": "What was done",
  "waits.noteHint": "Your colleagues will read it in the audit log.",
  "waits.mayNot": "The center's operator and chief accountant close this.",
} as const;
