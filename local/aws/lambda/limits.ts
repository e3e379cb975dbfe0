/** https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html */
export const requestLimitBytes = 6_291_456;
export const responseLimitBytes = 6_291_556;
export const initLimitMs = 10_000;
