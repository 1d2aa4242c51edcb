import { live } from "./lives.ts";

// One of two years, as long as the others of half a year in lives-b: the two files live side by side.
live({ months: 24, seeds: [11] });
live({ months: 6, seeds: [1] });
