/** To stop transitions while colours change, Mantine would write a style element, which the policy forbids. */
export const KEEP_TRANSITIONS = { keepTransitions: true } as const;
