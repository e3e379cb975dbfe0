import { isUtf8 } from 'node:buffer';
import { z } from 'zod';

const shownBody = z.union([z.object({ text: z.string() }), z.object({ base64: z.string() })]);
const headers = z.record(z.string(), z.string());

/** A request to a destination, without what only those see who ask for it. */
const requestSummary = z.object({
  /** Counts from 1 for each run of the stack. */
  request: z.int(),
  kind: z.string(),
  destination: z.string(),
  /** Absent where what arrived doesn't tell it: a message to people. */
  deliveryId: z.string().optional(),
  title: z.string().optional(),
  /** ISO 8601 */
  arrivedAt: z.string(),
  /** Over HTTP its method, else the action of AWS, such as `SendEmail`. */
  method: z.string(),
  /** Where it was called, or the name of the queue, the bus, the recipients. */
  url: z.string(),
  bytes: z.int(),
  /** Absent while the destination has it under way. */
  verdict: z.enum(['accepted', 'refused']).optional(),
  /** Of a refusal. */
  why: z.string().optional(),
  /** What it was answered, if at all. */
  status: z.int().optional(),
  /** Where the sink tells all of it. */
  details: z.string(),
});
export type RequestSummary = z.infer<typeof requestSummary>;

const shownRequest = requestSummary.extend({
  /** Names in lower case. What signs, and what lets in, is `(hidden)` unless it was asked for. */
  headers,
  /** Lower-case hex. */
  sha256: z.string(),
  body: shownBody,
  answer: z.object({ headers: headers.optional(), body: shownBody.optional() }).optional(),
});
export type ShownRequest = z.infer<typeof shownRequest>;

/** What a running stack answers to `GET /deliveries`, newest first. */
export const requestPage = z.object({
  /** How many there were in all, and how many of them are kept. */
  total: z.int(),
  kept: z.int(),
  deliveries: z.array(requestSummary),
  /** Where the page with the older ones is. */
  older: z.string().optional(),
});
export type RequestPage = z.infer<typeof requestPage>;

/** What it answers to `GET /deliveries/<delivery id>`, newest first. */
export const requestsOfDelivery = z.object({ requests: z.array(shownRequest) });
export type RequestsOfDelivery = z.infer<typeof requestsOfDelivery>;

/** A body for a reader: as text where it is one. */
export function showBody(bytes: Buffer): z.infer<typeof shownBody> {
  return isUtf8(bytes) ? { text: bytes.toString('utf8') } : { base64: bytes.toString('base64') };
}
