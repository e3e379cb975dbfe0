import { badKinds } from '../../client/send/bad-kinds.ts';
import type { Sent } from '../samples/sample.ts';

/** More than that doesn't fit into a message of SQS as it is configured: the body goes to the bucket. */
export const messageBytes = 262_144;

const subjects: Readonly<Record<string, (sent: Sent) => boolean>> = {
  hostile: ({ intent }) => (badKinds as readonly string[]).includes(intent),
  duplicates: ({ intent }) => intent === 'repeated',
  poison: ({ intent }) => intent === 'poison',
  large: ({ bytes }) => bytes > messageBytes,
};

/** Whether a request is one that the scenario is about. A run without any shows nothing. */
export const isSubject = (scenario: string, sent: Sent): boolean =>
  subjects[scenario]?.(sent) ?? true;
