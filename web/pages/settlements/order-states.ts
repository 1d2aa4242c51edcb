/** How each state of an order looks. */
export const ORDER_STATES = {
  drafted: "warn",
  approved: "info",
  sent: "info",
  confirmed: "ok",
  rejected: "danger",
  returned: "danger",
  withdrawn: "mute",
} as const;
