/** Insurance numbers of residents. */
export const snilsWords = {
  "snils.name": "Insurance No.",
  "snils.add": "Write down…",
  "snils.change": "Correct…",
  "snils.about":
    "The social office's lists and registers find a resident by it. The whole number is seen here alone; each look is recorded.",
  "snils.hint": "Eleven digits: 162-498-494 04",
  "snils.write": "Write the number down",
  "snils.written": "The insurance number is written down",
} as const;
