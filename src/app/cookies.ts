/** What a reader of the public pages chose: the language, and "light" or "dark" (absent: as the device has it). */
export const LANGUAGE_COOKIE = "language";
export const THEME_COOKIE = "theme";
