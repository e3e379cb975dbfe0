/** What a mark on the graphs may be about. Each kind is a metric of its own. */
export const annotationKinds = ['note', 'loadtest', 'maintenance', 'deployment'] as const;
