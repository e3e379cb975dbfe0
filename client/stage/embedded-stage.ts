/** The stage name that means the running embedded stack, whatever its own name is. */
export const embeddedStage = 'local';

/** The endpoint of what the embedded stack does not run: it fails at once, and nothing leaves this machine. */
export const nowhere = 'http://127.0.0.1:1';
