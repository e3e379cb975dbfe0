/** The stage name that means the running embedded stack. */
export const embeddedStage = 'local';
