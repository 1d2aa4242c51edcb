export const offlineWords = {
  "offline.title": "No connection",
  "offline.about":
    "This page was not opened on this device before. Pages that were are shown as they were then.",
  "offline.keptTitle": "The readings wait on this device",
  "offline.kept":
    "There is no connection. The readings are kept, and sent once by themselves as soon as there is one; open the account again by the end of the window to be sure.",
  "offline.home": "To my account",
  "offline.shown": "No connection: this is how it was on {at}.",
  "offline.sentLater": "The readings that waited on this device have been sent.",
  "offline.refused":
    "These readings waited for a connection and were not taken. Look at them once more and send them again.",
};
