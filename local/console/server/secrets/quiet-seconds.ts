/** How long an old secret must not have been used to be done with, as `spillway secrets` has it. */
export const quietSeconds = 24 * 3600;
