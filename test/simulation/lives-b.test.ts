import { live } from "./lives.ts";

live({ months: 6, seeds: [3, 4, 5, 6, 7, 8, 9] });
