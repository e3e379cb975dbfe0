import type { Endpoint } from './endpoint.ts';
import { readOverview } from './endpoints/read-overview.ts';

/** All that the page can ask for, beside its session and the stream of rows. */
export const endpoints: readonly Endpoint[] = [readOverview];
