/** The name of a slot of a secret. */
export const slotPattern = /^[a-z0-9][a-z0-9-]{0,31}$/;
