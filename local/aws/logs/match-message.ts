/** Whether the message of a log event matches a pattern. */
export type MatchMessage = (message: string) => boolean;
