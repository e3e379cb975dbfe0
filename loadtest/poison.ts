/** What marks a webhook of a load test that a route has to refuse for good. */
export const poisonField = { spillwayLoadTest: 'poison' } as const;
