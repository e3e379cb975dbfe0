/** The name of a slot of a secret. */
export const slotPattern = /^[a-z0-9][a-z0-9-]{0,31}$/;

/** Of a slot that is made now: JavaScript puts a field that is a number before all others, also before `current`. */
export const newSlotPattern = /^(?!\d+$)[a-z0-9][a-z0-9-]{0,31}$/;
