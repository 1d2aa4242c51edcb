import type { EventWords } from "./words.ts";

export const ENGLISH: EventWords = {
  bill_ready: {
    subject: "Your bill for {month}: {amount}",
    body: "Your bill for {month} is ready.\n\nAccount {account}, {address}.\nTo pay: {amount}, by {due}.",
    short: "Bill for {month}: {amount}, pay by {due}. Account {account}",
    button: "See the bill",
  },
  due_soon: {
    subject: "{amount} to pay by {due}",
    body: "A reminder: {amount} is to be paid by {due} for account {account} ({address}).\n\nIf you have paid already, there is nothing to do: the payment will arrive in a day or two.",
    short: "Please pay {amount} by {due}, account {account}. Ignore this if you have paid",
    button: "Pay",
  },
  debt: {
    subject: "Debt on account {account}: {amount}",
    body: "On {day} account {account} ({address}) has a debt of {amount}.\n\nPlease pay it, or agree with us on instalments. From the 31st day of delay a penalty is charged (Housing Code, article 155, part 14), and after a warning the supply may be restricted (decree 354, items 117–119).\n\nIf you have paid already or disagree with the sum, answer us in the private account.",
    short: "Debt on account {account} on {day}: {amount}. Please pay or agree on instalments",
    button: "See and pay",
  },
  payment_posted: {
    subject: "Payment of {amount} received",
    body: "On {day} a payment of {amount} was posted to account {account} ({address}). Thank you!",
    short: "Payment of {amount} posted, account {account}",
    button: "See the payments",
  },
  readings_window: {
    subject: "Readings for {month} are awaited by {until}",
    body: "Readings of your meters for {month} can be sent until {until}: account {account}, {address}.\n\nWithout them the volume is counted by the average, and later by the norm (decree 354, items 59 and 60).",
    short: "Send the readings for {month} by {until}, account {account}",
    button: "Send the readings",
  },
  outage: {
    subject: "{title}",
    body: "{text}\n\nAddress: {address}.",
    short: "{title}. {text}",
    button: "More",
  },
  request_status: {
    subject: "Request {number}: {title}",
    body: "{text}",
    short: "Request {number}: {title}",
    button: "See the request",
  },
  house_notice: {
    subject: "{title}",
    body: "{text}\n\nAddress: {address}.",
    short: "{title}. {text}",
    button: "Open the private account",
  },
  company_news: {
    subject: "{title}",
    body: "{text}",
    short: "{title}",
    button: "Read on the site",
  },
  autopay_tomorrow: {
    subject: "Automatic payment tomorrow: {amount}",
    body: "On {day} {amount} will be taken from your card: account {account}, {address}.\n\nUntil that day you can stop or change it in the private account.",
    short: "Automatic payment of {amount} on {day}, account {account}. Stop it in the private account",
    button: "Change the automatic payment",
  },
  security: {
    subject: "{title}",
    body: "{text}\n\nIf this was not you, change the password and end the other sessions.",
    short: "{title}. If this was not you, change the password",
    button: "See the sessions",
  },
};
