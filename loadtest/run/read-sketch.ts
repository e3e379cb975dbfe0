import { z } from 'zod';

const stats = z.object({
  summaries: z.object({
    'http.response_time': z.object({
      p50: z.number(),
      p95: z.number(),
      p99: z.number(),
      p999: z.number(),
      max: z.number(),
    }),
  }),
});

/** Artillery's own percentiles of a run, in milliseconds: to the first byte, from the moment of sending. */
export type Sketch = z.output<typeof stats>['summaries']['http.response_time'];

/** @param done what Artillery tells at its end; undefined where nothing was answered */
export function readSketch(done: unknown): Sketch | undefined {
  return stats.safeParse(done).data?.summaries['http.response_time'];
}
